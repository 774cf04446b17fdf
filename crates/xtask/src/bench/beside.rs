//! Two other rule engines with the same ten instruments: Publicodes in Node, OpenFisca in Python.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use xtask_site::layout;
use xtask_tools::paths::Paths;
use xtask_tools::tools::{BENCH, search_path};
use xtask_tools::{run, setup};

/// What Python needs, pinned.
const REQUIREMENTS: &str = "tests/bench/openfisca/requirements.txt";

/// Installs both, where they are missing.
///
/// # Errors
/// If that cannot be done.
pub(super) fn setup(paths: &Paths) -> Result<()> {
    setup::npm(paths, &BENCH)?;
    let wanted = fs::read_to_string(paths.root.join(REQUIREMENTS))?;
    let folder = python_folder(paths);
    let mark = folder.join("requirements.txt");
    if fs::read_to_string(&mark).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    run::command(Command::new("python3").args(["-m", "venv"]).arg(&folder))
        .context("Python 3 with its module venv is needed (Debian: python3-venv)")?;
    run::command(
        Command::new(python(paths))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--requirement",
                REQUIREMENTS,
            ])
            .current_dir(&paths.root),
    )?;
    // Last: its presence means that the rest is complete.
    fs::write(mark, wanted).context("the mark of what is installed")
}

fn python_folder(paths: &Paths) -> PathBuf {
    paths.tools.join("openfisca")
}

fn python(paths: &Paths) -> PathBuf {
    let folder = python_folder(paths);
    if cfg!(windows) {
        folder.join("Scripts/python.exe")
    } else {
        folder.join("bin/python")
    }
}

/// The npm package over all instruments beside Publicodes over ten: a table.
///
/// # Errors
/// If something cannot be run.
pub(super) fn publicodes(paths: &Paths) -> Result<String> {
    let here = paths.target.join("bench/node");
    if here.exists() {
        fs::remove_dir_all(&here)?;
    }
    for name in ["npm", "publicodes"] {
        layout::copy_folder(&paths.root.join("tests/bench").join(name), &here.join(name))?;
    }
    // Where Node looks for the packages of a script: beside it.
    let modules = here.join("publicodes/node_modules");
    layout::copy_folder(&BENCH.modules(paths), &modules)?;
    let people = paths.target.join("bench/people");
    let mut cargo = Command::new("cargo");
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "huice-bench",
        "--example",
        "people",
        "--",
    ]);
    run::command(cargo.arg(&people).current_dir(&paths.root))?;
    run::output(
        Command::new("node")
            .arg(here.join("npm/compare.mjs"))
            .arg(crate::npm::folder(paths))
            .arg(paths.target.join("law"))
            .arg(people.join("ten.json"))
            .env("PATH", search_path(paths)?),
    )
}

/// The batch beside OpenFisca and the plain Rust program, as `beside.py` prints it.
///
/// # Errors
/// If something cannot be run.
pub(super) fn openfisca(paths: &Paths) -> Result<Value> {
    let columns = paths.target.join("bench/columns");
    // Written anew: the people follow the figures of the rules.
    if columns.exists() {
        fs::remove_dir_all(&columns)?;
    }
    let printed = run::output(
        Command::new(python(paths))
            .arg(paths.root.join("tests/bench/openfisca/beside.py"))
            .arg(&columns)
            .current_dir(&paths.root)
            .env("CARGO_TARGET_DIR", &paths.target),
    )?;
    serde_json::from_str(&printed).context("beside.py printed no JSON")
}
