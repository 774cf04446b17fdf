//! `cargo xtask npm`: the npm package in `target/npm`, ready to be packed, checked and weighed.

use crate::browser;
use crate::build::{self, OWN_STD, RUSTFLAGS};
use crate::house::House;
use crate::pinned::{VITE, WASM_PACK, search_path};
use crate::run::{self, step};
use crate::setup;
use crate::sizes::Weight;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that go into the package as they are: from the crate's `npm` folder, and the licences.
const AS_THEY_ARE: [&str; 4] = ["package.json", "README.md", "huice.d.ts", "node.js"];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// What a browser fetches of the package: the script with the glue in it, and the engine.
const FETCHED: [&str; 2] = ["huice.js", "engine_bg.wasm"];

/// The package's folder.
#[must_use]
pub fn folder(house: &House) -> PathBuf {
    house.target.join("npm")
}

/// Sets up what is missing and builds the package.
///
/// # Errors
/// Where a step fails; the message names it.
pub fn npm(house: &House) -> Result<()> {
    setup::setup(house)?;
    step("build the npm package", || {
        let stage = house.target.join("npm-stage");
        engine(house, &stage)?;
        assemble(house, &stage)
    })?;
    step("validate the engine", || build::validate(&folder(house)))?;
    println!("{}", folder(house).display());
    Ok(())
}

/// Engine and glue, by wasm-pack: the same compiler, flags and folder as the page.
fn engine(house: &House, stage: &Path) -> Result<()> {
    if stage.exists() {
        fs::remove_dir_all(stage)?;
    }
    run::command(
        Command::new(WASM_PACK.path(house))
            .args(["--quiet", "build", "crates/huice-wasm", "--release"])
            .args(["--mode", "no-install", "--target", "web"])
            .args(["--no-pack", "--no-typescript", "--out-name", "engine"])
            .arg("--out-dir")
            .arg(stage)
            .current_dir(&house.root)
            .env("PATH", search_path(house)?)
            .env("CARGO_TARGET_DIR", house.target.join("web"))
            .env("CARGO_NET_OFFLINE", "true")
            .env("RUSTFLAGS", RUSTFLAGS)
            .envs(OWN_STD),
    )
}

/// Script, glue and everything beside them.
fn assemble(house: &House, stage: &Path) -> Result<()> {
    let from = house.root.join("crates/huice-wasm/npm");
    let to = folder(house);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    fs::create_dir_all(&to)?;
    for name in AS_THEY_ARE {
        fs::copy(from.join(name), to.join(name)).with_context(|| name.to_owned())?;
    }
    for name in LICENCES {
        fs::copy(house.root.join(name), to.join(name)).with_context(|| name.to_owned())?;
    }
    run::command(
        Command::new("node")
            .arg(from.join("build.mjs"))
            .args([stage, &to])
            .current_dir(&house.root)
            .env("PATH", search_path(house)?),
    )
}

/// What the package weighs in a browser, file by file; nothing where it is not built.
///
/// # Errors
/// Where a file of it cannot be read.
pub fn weigh(house: &House) -> Result<Vec<Weight>> {
    let folder = folder(house);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut weights = Vec::new();
    for name in FETCHED {
        let bytes =
            fs::read(folder.join(name)).with_context(|| format!("{name} of the package"))?;
        let length = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        weights.push(Weight {
            name: format!("npm/{name}"),
            raw: length(bytes.len()),
            gzip: length(build::gzip(&bytes)?.len()),
            brotli: length(build::brotli(&bytes, 11)?.len()),
        });
    }
    Ok(weights)
}

/// The package's tests in Node: what it does, its types, and a page that Vite builds of it.
///
/// # Errors
/// Where one fails, or the package or the site's law is not built.
pub fn tests(house: &House) -> Result<()> {
    let law = house.target.join("law");
    if !folder(house).is_dir() {
        bail!("no package in target/npm: run `cargo xtask npm` first");
    }
    step("Vite", || setup::npm(house, &VITE))?;
    build::pack(house, &law)?;
    let tests = house.root.join("tests/npm");
    let modules = house.target.join("npm-tests/node_modules");
    fs::create_dir_all(&modules)?;
    let own = modules.join("huice");
    if own.exists() {
        fs::remove_dir_all(&own)?;
    }
    build::copy_folder(&folder(house), &own)?;
    // Beside the package that they import, as in anybody's project.
    for file in build::files(&tests)? {
        let inside = file.strip_prefix(&tests)?;
        let target = house.target.join("npm-tests").join(inside);
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
                "types.test.mjs",
                "vite.test.mjs",
            ])
            .current_dir(house.target.join("npm-tests"))
            .env("HUICE_LAW", &law)
            .env("HUICE_TOOLS_NPM", house.tools.join("npm/node_modules"))
            .env(
                "HUICE_TOOLS_VITE",
                house.tools.join(VITE.name).join("node_modules"),
            )
            .env("PATH", search_path(house)?),
    )?;
    step("the page in a browser", || {
        browser::package(house, "the_page")
    })
}
