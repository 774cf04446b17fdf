//! `cargo xtask conformance`: the same cases by the core, by the npm package in Node, and by the
//! package in a browser, compared text for text.

use crate::{browser, build, npm};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask_site::layout;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};

/// Runs everything; with `bless`, first writes the core's current results of the committed cases.
///
/// # Errors
/// If anything differs, or the package is not built.
pub fn conformance(paths: &Paths, bless: bool) -> Result<()> {
    if !npm::folder(paths).is_dir() {
        bail!("no package in target/npm: run `cargo xtask npm` first");
    }
    let site = paths.target.join("conformance");
    step("the core", || core(paths, &site, bless))?;
    step("the package in Node", || node(paths, &site))?;
    step("the package in a browser", || {
        browser::package(paths, "every_case")
    })
}

/// Compares and changes nothing.
///
/// # Errors
/// As above.
pub fn check(paths: &Paths) -> Result<()> {
    conformance(paths, false)
}

/// The committed cases, and all cases with the core's results.
fn core(paths: &Paths, site: &Path, bless: bool) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::create_dir_all(site)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--quiet", "-p", "huice-tests"])
        .args(["--test", "conformance", "--", "--include-ignored"])
        .current_dir(&paths.root)
        .env("HUICE_CONFORMANCE", site);
    if bless {
        cargo.env("HUICE_BLESS", "1");
    }
    run::command(&mut cargo)
}

/// The law, the package and the scripts beside the cases, as a site; then the run in Node.
fn node(paths: &Paths, site: &Path) -> Result<()> {
    let from = paths.root.join("tests/conformance");
    build::pack(paths, &site.join("law"))?;
    for folder in ["huice", "node_modules/huice"] {
        layout::copy_folder(&npm::folder(paths), &site.join(folder))?;
    }
    layout::copy_folder(&from.join("site"), site)?;
    for name in ["canonical.mjs", "node.mjs"] {
        fs::copy(from.join(name), site.join(name))?;
    }
    run::command(Command::new("node").arg(site.join("node.mjs")))
}
