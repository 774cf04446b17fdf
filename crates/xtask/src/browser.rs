//! `cargo xtask shots` and the browser step of `cargo xtask test`. The walks are tests of the crate
//! `huice-tests`; this module serves the site for them.

use crate::{native, timed};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use xtask_browser::engines;
use xtask_tools::paths::Paths;
use xtask_tools::tools::{DEBIAN_BROWSER, DEBIAN_PACKAGES, DEBIAN_SERVERS};
use xtask_tools::{run, setup};

/// What the steps that follow install by themselves where they run alone, beside those that compile.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn programs(paths: &Paths) -> Result<()> {
    setup::debian(&DEBIAN_PACKAGES.concat())?;
    engines::checks(paths)?;
    engines::setup(paths)
}

/// The walks in Chromium. The site, the page that is measured and the zip must be there.
///
/// # Errors
/// If a walk fails or there is no browser.
pub fn walks(paths: &Paths) -> Result<()> {
    engines::checks(paths)?;
    let mut command = tests(paths, "")?;
    let others = [
        "shots::shots",
        "shots::people",
        "engines::",
        "bench::whole",
        "package::",
        "servers::",
    ];
    command.args(others.iter().flat_map(|other| ["--skip", other]));
    settled(paths, "browser", &mut command)
}

/// The site on the servers that `deploy/` has configurations for.
///
/// # Errors
/// If one serves it wrongly or cannot be installed.
pub fn hosts(paths: &Paths) -> Result<()> {
    setup::debian(&DEBIAN_SERVERS)?;
    settled(paths, "hosts", &mut tests(paths, "servers::")?)
}

/// Walks in other browsers.
///
/// # Errors
/// If a walk fails.
pub fn engines(paths: &Paths) -> Result<()> {
    engines::setup(paths)?;
    settled(paths, "engines", &mut tests(paths, "engines::")?)
}

/// Most tests that are tried again: more than these is no accident of a busy machine.
const AGAIN: usize = 3;

/// Browsers at the same time: more than cores, since a test waits for half of its time.
const BROWSERS: usize = 4;

/// Runs browser tests. Up to three that fail run once more, alone: on a busy machine two browsers
/// and their drivers sometimes time out. Both runs are reported; a test that fails twice has
/// failed.
fn settled(paths: &Paths, step: &str, command: &mut Command) -> Result<()> {
    let ended = timed::run(command, BROWSERS, &native::times(paths, step))?;
    if ended.output.contains("running 0 tests") {
        bail!("the step `{step}` has no tests");
    }
    if ended.passed {
        return Ok(());
    }
    let failed = failed(&ended.output);
    if failed.is_empty() || failed.len() > AGAIN {
        bail!("browser tests failed: {}", failed.join(", "));
    }
    eprintln!("once more, alone: {}", failed.join(", "));
    for name in failed {
        run::command(tests(paths, name)?.arg("--exact"))?;
    }
    Ok(())
}

/// The names in the last list of failures that the test program prints.
fn failed(output: &str) -> Vec<&str> {
    let list = output.rsplit("\nfailures:\n").next().unwrap_or_default();
    list.lines()
        .take_while(|line| line.is_empty() || line.starts_with("    "))
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.contains(' '))
        .collect()
}

/// The npm package in a browser: one of the tests of `package.rs`, by the beginning of its name.
///
/// # Errors
/// If a test fails, or there is no browser.
pub fn package(paths: &Paths, name: &str) -> Result<()> {
    run::command(&mut tests(paths, &format!("package::{name}"))?)
}

/// Takes the pictures of the documents anew.
///
/// # Errors
/// If a screen cannot be reached or there is no browser.
pub fn pictures(paths: &Paths) -> Result<()> {
    run::command(tests(paths, "pictures::")?.env("HUICE_PICTURES", paths.root.join("docs")))
}

/// Takes a picture of each screen.
///
/// # Errors
/// If a screen cannot be reached or there is no browser.
pub fn shots(paths: &Paths, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let mut command = tests(paths, "shots::")?;
    command
        .args(["--skip", "one_person"])
        .env("HUICE_SHOTS", out);
    run::command(&mut command)?;
    println!("{}", out.display());
    Ok(())
}

/// One part of the browser tests. They are ignored unless asked for, since they need a built site.
///
/// # Errors
/// If there is no browser and none can be installed.
pub fn tests(paths: &Paths, part: &str) -> Result<Command> {
    setup::debian(&DEBIAN_BROWSER)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "test",
            "--package",
            "huice-tests",
            "--test",
            "browser",
            part,
        ])
        .args(["--", "--ignored", "--nocapture"])
        .current_dir(&paths.root)
        .env("HUICE_DIST", &paths.dist)
        .env("HUICE_BENCH", paths.target.join("bench/page"));
    Ok(cargo)
}

#[cfg(test)]
mod tests {
    use super::failed;

    #[test]
    fn the_failures_are_read_from_the_end() {
        let output = "running 3 tests\n..\nfailures:\n\n---- a::b stdout ----\nbad\n\nfailures:\n    a::b\n    c::d\n\ntest result: FAILED. 1 passed; 2 failed\n";
        assert_eq!(failed(output), ["a::b", "c::d"]);
        assert_eq!(
            failed("running 1 test\n.\ntest result: ok.\n"),
            Vec::<&str>::new()
        );
    }
}
