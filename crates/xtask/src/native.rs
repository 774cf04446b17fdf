//! Steps that need a compiler and nothing else.

use crate::{build, timed};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::{run, setup};

/// The packages that take Arrow: the step `batch` tests them.
const ARROW: [&str; 4] = ["--exclude", "huice-batch", "--exclude", "huice-python"];

/// The format of the Rust sources.
///
/// # Errors
/// If rustfmt would change something.
pub fn format(paths: &Paths) -> Result<()> {
    setup::component(paths, "rustfmt", "fmt")?;
    cargo(paths, &["fmt", "--all", "--check"])
}

/// Clippy over everything.
///
/// # Errors
/// If it warns.
pub fn lints(paths: &Paths) -> Result<()> {
    setup::component(paths, "clippy", "clippy")?;
    let everything = ["clippy", "--workspace", "--all-targets", "--all-features"];
    run::command(
        command(paths, &everything)
            .arg("--quiet")
            .args(["--", "-D", "warnings"]),
    )
}

/// The rules: checked, formatted, with their examples.
///
/// # Errors
/// If something is wrong with them.
pub fn rules(paths: &Paths) -> Result<()> {
    for arguments in [
        ["check", "--deny-warnings"].as_slice(),
        &["fmt", "--check"],
        &["test"],
    ] {
        run::command(build::huice(paths).args(arguments))?;
    }
    Ok(())
}

/// The unit tests of all crates.
///
/// # Errors
/// If one fails.
pub fn unit(paths: &Paths) -> Result<()> {
    everyday(paths, "unit", &["--lib", "--bins"])
}

/// The cases that were worked by hand.
///
/// # Errors
/// If one fails.
pub fn golden(paths: &Paths) -> Result<()> {
    tests_of(paths, "golden", &["-p", "huice-tests", "--test", "golden"])
}

/// All native tests that `unit` leaves out.
///
/// # Errors
/// If one fails.
pub fn tests(paths: &Paths) -> Result<()> {
    everyday(paths, "tests", &["--test", "*"])?;
    everyday(paths, "doc-tests", &["--doc"])?;
    // As the page has it.
    let page = ["-p", "huice-pack", "--no-default-features"];
    tests_of(paths, "pack-of-the-page", &page)
}

/// Compares the rules with the documents, if a check-out has them beside it.
///
/// # Errors
/// If they differ.
pub fn audit(paths: &Paths) -> Result<()> {
    let shared = paths.root.join("../shared");
    let sources = shared.join("sources");
    if !sources.is_dir() {
        eprintln!("the documents are not beside the check-out: nothing was compared");
        return Ok(());
    }
    let ledger = shared.join("ledger/ledger.json");
    let mut command = build::huice(paths);
    command.arg("audit").arg("--sources").arg(sources);
    run::command(command.arg("--ledger").arg(ledger))
}

/// Where the times of a step's tests are kept.
#[must_use]
pub fn times(paths: &Paths, step: &str) -> PathBuf {
    paths.target.join("test").join(format!("{step}.times"))
}

/// Tests of all packages but those that take Arrow.
fn everyday(paths: &Paths, name: &str, arguments: &[&str]) -> Result<()> {
    let all = ["--workspace"].iter().chain(&ARROW).chain(arguments);
    let all: Vec<&str> = all.copied().collect();
    tests_of(paths, name, &all)
}

fn tests_of(paths: &Paths, name: &str, arguments: &[&str]) -> Result<()> {
    let mut command = command(paths, &["test"]);
    if timed::run(command.args(arguments), timed::CORES, &times(paths, name))?.passed {
        Ok(())
    } else {
        bail!("tests failed")
    }
}

fn cargo(paths: &Paths, arguments: &[&str]) -> Result<()> {
    run::command(&mut command(paths, arguments))
}

fn command(paths: &Paths, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(&paths.root);
    cargo
}
