//! The step `deny`: licences, sources and duplicates of all packages, and known advisories, by
//! `deny.toml`.

use anyhow::Result;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::tools::CARGO_DENY;
use xtask_tools::{run, setup};

/// Checks. Advisories need their database from the network; without it the last one is used. If
/// there is none, advisories are skipped, and a line reports that.
///
/// # Errors
/// If a package may not be used, or cargo-deny cannot be installed.
pub fn deny(paths: &Paths) -> Result<()> {
    setup::cargo_tool(paths, &CARGO_DENY)?;
    // The packages of all platforms are looked at, not only those that were compiled here.
    run::command(
        Command::new("cargo")
            .args(["fetch", "--locked", "--quiet"])
            .current_dir(&paths.root),
    )?;
    let lines_that_are_not_needed = ["-D", "unmatched-skip", "-D", "unnecessary-skip"];
    run::command(
        cargo_deny(paths)
            .args(["--offline", "check"])
            .args(lines_that_are_not_needed)
            .args(["bans", "licenses", "sources"]),
    )?;
    let fetched = run::command(cargo_deny(paths).args(["fetch", "db"])).is_ok();
    if !fetched && !has_database() {
        eprintln!("the advisory database cannot be fetched: advisories were not checked");
        return Ok(());
    }
    run::command(cargo_deny(paths).args(["--offline", "check", "advisories"]))
}

fn cargo_deny(paths: &Paths) -> Command {
    let mut command = Command::new(CARGO_DENY.path(paths));
    command.current_dir(&paths.root);
    command
}

/// Whether an earlier run has left an advisory database.
fn has_database() -> bool {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let folders = fs::read_dir(home.unwrap_or_default().join("advisory-dbs"));
    folders.is_ok_and(|mut all| all.any(|one| one.is_ok_and(|one| one.path().is_dir())))
}
