//! `cargo xtask shots` and the browser step of `cargo xtask test`. The walks are tests of the crate
//! `huice-tests`; this module serves the site for them.

use crate::paths::Paths;
use crate::run;
use crate::tools::on_path;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use xtask_browser::engines;

/// Walks golden cases in a browser.
///
/// # Errors
/// If a walk fails or there is no browser.
pub fn walks(paths: &Paths) -> Result<()> {
    engines::checks(paths)?;
    settled(
        paths,
        tests(paths, "")?
            .args(["--skip", "shots::", "--skip", "engines::"])
            .args(["--skip", "bench::whole", "--skip", "package::"]),
    )
}

/// Walks in other browsers.
///
/// # Errors
/// If a walk fails.
pub fn engines(paths: &Paths) -> Result<()> {
    engines::setup(paths)?;
    settled(paths, &mut tests(paths, "engines::")?)
}

/// Most tests that are tried again: more than these is no accident of a busy machine.
const AGAIN: usize = 3;

/// Runs browser tests. Up to three that fail run once more, alone: on a busy machine two browsers
/// and their drivers sometimes time out. Both runs are reported; a test that fails twice has
/// failed.
fn settled(paths: &Paths, command: &mut Command) -> Result<()> {
    let out = command.stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8_lossy(&out.stdout);
    print!("{said}");
    if out.status.success() {
        return Ok(());
    }
    let failed = failed(&said);
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
fn failed(said: &str) -> Vec<&str> {
    let list = said.rsplit("\nfailures:\n").next().unwrap_or_default();
    list.lines()
        .take_while(|line| line.is_empty() || line.starts_with("    "))
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.contains(' '))
        .collect()
}

/// The npm package in a browser: one of the tests of `package.rs`, by the beginning of its name.
///
/// # Errors
/// If anything comes out otherwise, or there is no browser.
pub fn package(paths: &Paths, name: &str) -> Result<()> {
    run::command(&mut tests(paths, &format!("package::{name}"))?)
}

/// Takes a picture of each screen.
///
/// # Errors
/// If a screen cannot be reached or there is no browser.
pub fn shots(paths: &Paths, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    run::command(tests(paths, "shots::")?.env("HUICE_SHOTS", out))?;
    println!("{}", out.display());
    Ok(())
}

/// One part of the browser tests. They are ignored unless asked for, since they need a built site;
/// two run at a time, since each drives a browser of its own.
///
/// # Errors
/// If there is no browser.
pub fn tests(paths: &Paths, part: &str) -> Result<Command> {
    for program in ["chromium", "chromedriver"] {
        if on_path(program).is_none() {
            bail!("{program} is missing; run `cargo xtask setup` first");
        }
    }
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "test",
            "--quiet",
            "--package",
            "huice-tests",
            "--test",
            "browser",
            part,
        ])
        .args(["--", "--ignored", "--test-threads=2", "--nocapture"])
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
        let said = "running 3 tests\n..\nfailures:\n\n---- a::b stdout ----\nbad\n\nfailures:\n    a::b\n    c::d\n\ntest result: FAILED. 1 passed; 2 failed\n";
        assert_eq!(failed(said), ["a::b", "c::d"]);
        assert_eq!(
            failed("running 1 test\n.\ntest result: ok.\n"),
            Vec::<&str>::new()
        );
    }
}
