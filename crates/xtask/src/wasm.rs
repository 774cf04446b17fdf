//! Programs for browsers: compiled, joined with their glue, optimised. The page, the npm package and
//! the page of the benchmark are made in the same way.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_site::page;
use xtask_tools::paths::Paths;
use xtask_tools::run;
use xtask_tools::tools::{WASM_BINDGEN, fitting, search_path};

/// The only target of programs for browsers.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Compiler flags of the programs for browsers: no feature of WebAssembly that old browsers lack.
/// What the standard library brings along, `wasm-opt` lowers; see `index.html`. They are set here
/// and not in `.cargo/config.toml`, since only a release build, which strips the names of features,
/// gets through `wasm-bindgen` with them.
const RUSTFLAGS: &str = "-Ctarget-cpu=mvp";

/// A program of this workspace.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The package.
    pub package: &'static str,
    /// Its program or library: `--bin` or `--lib`.
    pub part: &'static str,
    /// What the names of its two files begin with.
    pub name: &'static str,
}

/// Makes `NAME.js` and `NAME_bg.wasm` in a folder.
///
/// # Errors
/// If a tool is missing or fails.
pub fn make(paths: &Paths, program: Program, folder: &Path) -> Result<()> {
    let compiled = compile(paths, program)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    run::command(bindgen(paths).arg(&compiled).arg(program.name).arg(folder))?;
    let joined = folder.join(format!("{}_bg.wasm", program.name));
    let mut optimise = Command::new("wasm-opt");
    optimise.args(page::optimiser(&paths.root)?);
    optimise.arg(&joined).arg("-o").arg(&joined);
    run::command(optimise.env("PATH", search_path(paths)?)).context("the optimiser")
}

/// The program as the compiler leaves it.
fn compile(paths: &Paths, program: Program) -> Result<PathBuf> {
    // A folder of its own, because the flags differ from the native build's, and so that neither
    // waits for the other's lock.
    let target = paths.target.join("web");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--locked", program.part])
        .args(["--package", program.package, "--target", TARGET])
        .current_dir(&paths.root)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", RUSTFLAGS);
    run::command(&mut cargo)?;
    let name = match program.part {
        "--lib" => program.package.replace('-', "_"),
        _ => program.package.to_owned(),
    };
    Ok(target.join(TARGET).join("release").join(format!("{name}.wasm")))
}
