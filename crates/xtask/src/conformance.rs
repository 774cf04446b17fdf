//! `cargo xtask conformance`: the same cases by the core, by the npm package in Node, and by the
//! package in a browser, compared text for text.

use crate::house::House;
use crate::run::{self, step};
use crate::{browser, build, npm};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs everything; with `bless`, first writes what the core tells of the committed cases now.
///
/// # Errors
/// Where anything differs, or the package is not built.
pub fn conformance(house: &House, bless: bool) -> Result<()> {
    if !npm::folder(house).is_dir() {
        bail!("no package in target/npm: run `cargo xtask npm` first");
    }
    let site = house.target.join("conformance");
    step("the core", || core(house, &site, bless))?;
    step("the package in Node", || node(house, &site))?;
    step("the package in a browser", || {
        browser::package(house, "every_case")
    })
}

/// The committed cases, and all cases with what the core tells of them.
fn core(house: &House, site: &Path, bless: bool) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::create_dir_all(site)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--quiet", "-p", "huice-tests"])
        .args(["--test", "conformance", "--", "--include-ignored"])
        .current_dir(&house.root)
        .env("HUICE_CONFORMANCE", site);
    if bless {
        cargo.env("HUICE_BLESS", "1");
    }
    run::command(&mut cargo)
}

/// The law, the package and the scripts beside the cases, as a site; then the run in Node.
fn node(house: &House, site: &Path) -> Result<()> {
    let from = house.root.join("tests/conformance");
    build::pack(house, &site.join("law"))?;
    for folder in ["huice", "node_modules/huice"] {
        build::copy_folder(&npm::folder(house), &site.join(folder))?;
    }
    build::copy_folder(&from.join("site"), site)?;
    for name in ["canonical.mjs", "node.mjs"] {
        fs::copy(from.join(name), site.join(name))?;
    }
    run::command(Command::new("node").arg(site.join("node.mjs")))
}
