//! `cargo xtask shots` and the browser step of `cargo xtask test`. The walks themselves are tests
//! of the crate `huice-tests`; here they get the site to walk in.

use crate::bench;
use crate::engines;
use crate::house::House;
use crate::pinned::on_path;
use crate::run;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Walks golden cases in a browser.
///
/// # Errors
/// Where a walk fails or there is no browser.
pub fn walks(house: &House) -> Result<()> {
    engines::checks(house)?;
    bench::page(house)?;
    run::command(
        tests(house, "")?
            .args(["--skip", "shots::", "--skip", "engines::"])
            .args(["--skip", "bench::whole", "--skip", "package::"]),
    )
}

/// Walks in other browsers.
///
/// # Errors
/// Where a walk fails.
pub fn engines(house: &House) -> Result<()> {
    run::command(&mut tests(house, "engines::")?)
}

/// The npm package in a browser: one of the tests of `package.rs`, by the beginning of its name.
///
/// # Errors
/// Where anything comes out otherwise, or there is no browser.
pub fn package(house: &House, name: &str) -> Result<()> {
    run::command(&mut tests(house, &format!("package::{name}"))?)
}

/// Takes a picture of each screen.
///
/// # Errors
/// Where a screen cannot be reached or there is no browser.
pub fn shots(house: &House, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    run::command(tests(house, "shots::")?.env("HUICE_SHOTS", out))?;
    println!("{}", out.display());
    Ok(())
}

/// One part of the browser tests. They are ignored unless asked for, since they need a built site;
/// two run at a time, since each drives a browser of its own.
///
/// # Errors
/// Where there is no browser.
pub fn tests(house: &House, part: &str) -> Result<Command> {
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
        .current_dir(&house.root)
        .env("HUICE_DIST", &house.dist)
        .env("HUICE_BENCH", house.target.join("bench/page"));
    Ok(cargo)
}
