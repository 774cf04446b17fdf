//! Many people at once: the `huice` that has it, its tests, the Python package and Spark. They take
//! Arrow and Parquet, which nothing else needs.

use crate::timed;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::tools::DEBIAN_JAVA;
use xtask_tools::{run, setup};

/// A `huice` with `screen`, `generate` and `diff`, as quick as it gets.
///
/// # Errors
/// If it cannot be built.
pub fn build(paths: &Paths) -> Result<()> {
    let arguments = [
        "--profile",
        "batch",
        "-p",
        "huice-cli",
        "--features",
        "batch",
    ];
    run::command(cargo(paths, "build").args(arguments))?;
    println!("{}", paths.target.join("batch/huice").display());
    Ok(())
}

/// What the steps here compile: one choice of packages and features, so that Arrow is compiled once.
const MANY: [&str; 10] = [
    "--package",
    "huice-batch",
    "--package",
    "huice-cli",
    "--features",
    "huice-cli/batch",
    "--lib",
    "--test=damaged",
    "--test=batch",
    "--bin=huice",
];

/// The tests of the crate and of the commands, and what the rules at hand change.
///
/// # Errors
/// If one fails.
pub fn check(paths: &Paths) -> Result<()> {
    let times = crate::native::times(paths, "batch");
    if !timed::run(beside(paths, "test").args(MANY), timed::CORES, &times)?.passed {
        bail!("tests failed");
    }
    diff(paths)
}

/// A quick `huice` that has many people, as the tests leave it.
fn huice(paths: &Paths) -> Result<PathBuf> {
    let mut build = beside(paths, "test");
    run::command(build.args(MANY).args(["--quiet", "--no-run"]))?;
    Ok(folder_of(paths).join("debug/huice"))
}

/// Who gets more or less by the last change of the rules, where there is one.
fn diff(paths: &Paths) -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(&paths.root);
    let unchanged = git
        .args(["diff", "--quiet", "HEAD~1", "--", "rules"])
        .status();
    match unchanged.context("git")?.code() {
        Some(0) => eprintln!("the last change does not touch rules/"),
        Some(1) => {
            let mut command = Command::new(huice(paths)?);
            command.current_dir(&paths.root);
            run::command(command.args(["diff", "HEAD~1", "rules"]))?;
        }
        _ => eprintln!("without the commit before there is nothing to compare rules/ with"),
    }
    Ok(())
}

/// The Python package: its tests, the notebook, and two executors of Spark.
///
/// # Errors
/// If it cannot be built, or a test fails.
pub fn python(paths: &Paths) -> Result<()> {
    setup::debian(&DEBIAN_JAVA)?;
    let folder = paths.root.join("crates/huice-batch/python");
    let venv = Venv::new(paths, &folder.join("requirements.txt"))?;
    let wheels = paths.target.join("wheels");
    let mut maturin = venv.program("maturin");
    maturin.args(["build", "--quiet", "--profile", "dev", "--out"]);
    maturin.env("CARGO_TARGET_DIR", folder_of(paths));
    run::command(maturin.arg(&wheels).current_dir(&folder))?;
    let mut pip = venv.pip();
    pip.args([
        "install",
        "--quiet",
        "--no-deps",
        "--force-reinstall",
        "--no-index",
    ]);
    run::command(pip.arg("--find-links").arg(&wheels).arg("huice"))?;
    let mut pytest = venv.program("python");
    pytest
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .arg(folder.join("tests"))
        .env("HUICE", huice(paths)?)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(&paths.root);
    run::command(&mut pytest)
}

/// An environment of Python with pinned packages.
struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// Makes it where it is not there with just these packages.
    fn new(paths: &Paths, requirements: &Path) -> Result<Self> {
        let venv = Self {
            folder: paths.tools.join("python"),
        };
        let wanted = std::fs::read_to_string(requirements)?;
        let done = venv.folder.join("requirements.txt");
        if std::fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
            return Ok(venv);
        }
        let mut python = Command::new("python3");
        run::command(python.args(["-m", "venv"]).arg(&venv.folder))?;
        let install = ["install", "--quiet", "--disable-pip-version-check", "-r"];
        run::command(venv.pip().args(install).arg(requirements))?;
        std::fs::write(&done, wanted)?;
        Ok(venv)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.folder.join("bin").join(name));
        command.env("VIRTUAL_ENV", &self.folder);
        command
    }

    fn pip(&self) -> Command {
        let mut python = self.program("python");
        python.args(["-m", "pip"]);
        python
    }
}

fn cargo(paths: &Paths, command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.arg(command).current_dir(&paths.root);
    cargo
}

/// Where the steps of the test compile: a step beside them may build the everyday `huice`, and one
/// folder holds only one of the two.
fn folder_of(paths: &Paths) -> PathBuf {
    paths.target.join("arrow")
}

/// Cargo, in that folder.
fn beside(paths: &Paths, command: &str) -> Command {
    let mut cargo = cargo(paths, command);
    cargo.env("CARGO_TARGET_DIR", folder_of(paths));
    cargo
}
