//! `cargo xtask build`: the site in `dist/`, checked and compressed.
//!
//! The law is in separate files: the program holds none of it.

use crate::wasm::{self, Program};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask_site::layout::{self, copy_folder};
use xtask_site::{compress, embed_assets, offline, page, workbench};
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::setup;
use xtask_tools::tools::search_path;

/// The app's program.
const APP: Program = Program {
    package: "huice-web",
    part: "--bin=huice-web",
    name: "huice-web",
};

/// The authors' workbench.
const WORKBENCH: Program = Program {
    package: "huice-workbench",
    part: "--lib",
    name: "huice-workbench",
};

/// Sets up what is missing and builds everything.
///
/// # Errors
/// If a step fails; the message names it.
pub fn build(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    if !paths.target.join("web").is_dir() {
        eprintln!(
            "The first build compiles everything: about 4 minutes of processor time, shared by your cores."
        );
    }
    let law = paths.target.join("law");
    let program = paths.target.join("program");
    let workbench = paths.target.join("workbench-program");
    run::both(
        || {
            step("compile for browsers", || {
                wasm::compile(paths, APP)?;
                wasm::compile(paths, WORKBENCH)
            })
        },
        || step("compile natively", || compile_natively(paths)),
    )?;
    run::both(
        || {
            step("join and optimise", || {
                wasm::join(paths, APP, &program)?;
                wasm::join(paths, WORKBENCH, &workbench)
            })
        },
        || step("pack the law", || pack(paths, &law)),
    )?;
    step("write the page", || page(paths, &program))?;
    step("write the start", || start(paths, &law))?;
    step("add the law", || {
        copy_folder(&law, &paths.dist.join(layout::LAW))
    })?;
    step("write the plain pages", || plain_pages(paths))?;
    step("add the widget", || embed_assets::widget(paths))?;
    step("add the workbench", || {
        workbench::add(paths, &workbench, WORKBENCH.name)
    })?;
    step("stamp the worker", || offline::stamp(paths))?;
    step("validate the WASM", || wasm::validate(paths, &paths.dist))?;
    step("list the files", || embed_assets::list(paths))?;
    step("list the hashes", || offline::sums(paths))?;
    step("compress", || {
        compress::site(&paths.dist, &paths.target.join("compressed"))
    })
}

/// What runs here during the build: one after the other, as each is run later, so that nothing is
/// compiled twice for other features.
fn compile_natively(paths: &Paths) -> Result<()> {
    wasm::compile_bindgen(paths)?;
    for package in ["huice-cli", "huice-web"] {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--package", package]);
        run::compile(package, cargo.current_dir(&paths.root))?;
    }
    Ok(())
}

/// The page with all that it names, lowered for old browsers, in a fresh `dist`.
fn page(paths: &Paths, program: &Path) -> Result<()> {
    let stage = paths.target.join("stage");
    for folder in [&stage, &paths.dist] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    page::stage(&paths.root, program, APP.name, &stage)?;
    let mut lower = Command::new("node");
    lower.arg("web/loader/lower.mjs").current_dir(&paths.root);
    lower.env("TRUNK_STAGING_DIR", &stage);
    run::command(lower.env("PATH", search_path(paths)?))?;
    copy_folder(&stage, &paths.dist)
}

/// Runs `huice` as the working tree has it.
pub fn huice(paths: &Paths) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "huice-cli", "--"])
        .current_dir(&paths.root);
    cargo
}

/// Packs the law of the working tree.
///
/// # Errors
/// If a rule is wrong or a file cannot be written.
pub fn pack(paths: &Paths, law: &Path) -> Result<()> {
    if law.exists() {
        fs::remove_dir_all(law)?;
    }
    run::command(huice(paths).args(["pack", "--out"]).arg(law))
}

/// Pages for browsers without scripts; they are beside the app and share nothing with it.
fn plain_pages(paths: &Paths) -> Result<()> {
    let out = paths.dist.join(layout::PAGES);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    run::command(huice(paths).args(["site", "--out"]).arg(out))
}

/// The start screen in the page, as the program draws it natively.
fn start(paths: &Paths, law: &Path) -> Result<()> {
    let site = page::site(&paths.root)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "huice-web", "--"])
        .arg(law.join("index.bin"))
        .args(["operator", "notice"].map(|name| page::setting(&site, name)))
        .current_dir(&paths.root);
    page::start(&paths.dist, &site, run::output(&mut cargo)?.trim_end())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn trunk_builds_in_the_profile_of_this_build() {
        let page = fs::read_to_string(Paths::here().root.join("index.html")).unwrap();
        assert!(!page.contains("data-cargo-profile"), "Trunk's own: release");
    }
}
