//! `cargo xtask npm`: the npm package in `target/npm`, ready to be packed, checked and weighed.

use crate::wasm::{self, Program};
use crate::{browser, build};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_site::layout;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::setup;
use xtask_tools::tools::{NPM_TESTS, search_path};

/// Files that go into the package as they are: from the crate's `npm` folder, and the licences.
const AS_THEY_ARE: [&str; 6] = [
    "package.json",
    "README.md",
    "huice.d.ts",
    "results.d.ts",
    "money.d.ts",
    "node.js",
];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The package's program.
const ENGINE: Program = Program {
    package: "huice-wasm",
    part: "--lib",
    name: "engine",
};

/// The package's folder.
#[must_use]
pub fn folder(paths: &Paths) -> PathBuf {
    paths.target.join("npm")
}

/// Sets up what is missing and builds the package.
///
/// # Errors
/// If a step fails; the message names it.
pub fn npm(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    let stage = paths.target.join("npm-stage");
    wasm::make(paths, ENGINE, &stage)?;
    step("assemble the package", || assemble(paths, &stage))?;
    step("validate the engine", || {
        wasm::validate(paths, &folder(paths))
    })?;
    println!("{}", folder(paths).display());
    Ok(())
}

/// Script, glue and everything beside them.
fn assemble(paths: &Paths, stage: &Path) -> Result<()> {
    let from = paths.root.join("crates/huice-wasm/npm");
    let to = folder(paths);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    fs::create_dir_all(&to)?;
    for name in AS_THEY_ARE {
        fs::copy(from.join(name), to.join(name)).with_context(|| name.to_owned())?;
    }
    for name in LICENCES {
        fs::copy(paths.root.join(name), to.join(name)).with_context(|| name.to_owned())?;
    }
    run::command(
        Command::new("node")
            .arg(from.join("build.mjs"))
            .args([stage, &to])
            .current_dir(&paths.root)
            .env("PATH", search_path(paths)?),
    )
}

/// The package's tests in Node: what it does, its types, and a page that Vite builds of it.
///
/// # Errors
/// If one fails, or the package or the site's law is not built.
pub fn tests(paths: &Paths) -> Result<()> {
    let law = paths.target.join("law");
    if !folder(paths).is_dir() {
        bail!("no package in target/npm: run `cargo xtask npm` first");
    }
    step("npm packages of the tests", || {
        setup::npm(paths, &NPM_TESTS)
    })?;
    build::pack(paths, &law)?;
    let tests = paths.root.join("tests/npm");
    let modules = paths.target.join("npm-tests/node_modules");
    fs::create_dir_all(&modules)?;
    let own = modules.join("huice");
    if own.exists() {
        fs::remove_dir_all(&own)?;
    }
    layout::copy_folder(&folder(paths), &own)?;
    // Beside the package that they import, as in a real project.
    for file in layout::files(&tests)? {
        let inside = file.strip_prefix(&tests)?;
        let target = paths.target.join("npm-tests").join(inside);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &target)?;
    }
    run::command(
        Command::new("node")
            .args(["--test", "--test-reporter=spec"])
            .args([
                "package.test.mjs",
                "hostile.test.mjs",
                "source.test.mjs",
                "types.test.mjs",
                "semver.test.mjs",
                "vite.test.mjs",
            ])
            .current_dir(paths.target.join("npm-tests"))
            .env("HUICE_LAW", &law)
            .env("HUICE_TOOLS_NPM", NPM_TESTS.modules(paths))
            .env("PATH", search_path(paths)?),
    )?;
    step("the page in a browser", || {
        browser::package(paths, "the_page")
    })
}
