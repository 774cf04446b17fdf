//! Installing what a step uses. What is there already, in the tools' folder or on the search path, is
//! left alone, so that the second time is quick.

use crate::paths::Paths;
use crate::run::{self, step};
use crate::tools::{CargoTool, DebianPackage, NPM, NpmFolder, WORKBENCH, fits, on_path};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// The target of programs for browsers.
const TARGET: &str = "wasm32-unknown-unknown";

/// The programs that the build uses of the packages of npm.
const PROGRAMS: [(&str, &str); 3] = [
    ("binaryen", "wasm-opt"),
    ("esbuild", "esbuild"),
    ("wabt", "wasm-validate"),
];

/// Installs what a build needs: nothing as root, nothing outside the tools' folder but a part of the
/// Rust toolchain. It prints first what it will do.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn setup(paths: &Paths) -> Result<()> {
    let target = !has_target(paths)?;
    let npm_folder = npm_missing(paths, &NPM)? && !programs_are_on_path()?;
    if on_path("node").is_none() {
        bail!("node is missing: install Node.js 18 or later");
    }
    if target || npm_folder {
        eprintln!("A build needs what is not here yet. It is installed now, nothing as root:");
        if target {
            eprintln!("  {TARGET} for Rust, by rustup: 20 MB, about 10 s");
        }
        if npm_folder {
            let folder = paths.tools.join(NPM.name);
            let folder = folder.display();
            eprintln!("  binaryen, esbuild and wabt, by npm: 120 MB in {folder}, about 15 s");
        }
    }
    if target {
        step("the Rust target", || {
            let mut rustup = Command::new("rustup");
            rustup.args(["target", "add", TARGET]);
            run::command(rustup.current_dir(&paths.root))
        })?;
    }
    if npm_folder {
        step("npm packages", || npm(paths, &NPM))?;
    }
    // 3 MB: the editor of the workbench.
    npm(paths, &WORKBENCH)
}

/// `cargo xtask setup`: the same, and a word at the end.
///
/// # Errors
/// As above.
pub fn setup_alone(paths: &Paths) -> Result<()> {
    setup(paths)?;
    eprintln!("everything that a build needs is here");
    Ok(())
}

/// Whether the target is there. rust-toolchain.toml names it, but rustup does not always add it.
fn has_target(paths: &Paths) -> Result<bool> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]);
    let sysroot = run::output(rustc.current_dir(&paths.root))?;
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib");
    Ok(libraries.join(TARGET).is_dir())
}

/// Whether the search path has all of them in the pinned versions.
fn programs_are_on_path() -> Result<bool> {
    let package: Value = serde_json::from_str(NPM.package).context("package.json")?;
    let pinned = |name: &str| package.get("dependencies")?.get(name)?.as_str();
    Ok(PROGRAMS.iter().all(|(package, program)| {
        // The optimiser's version is one number.
        pinned(package).is_some_and(|version| fits(program, version.trim_end_matches(".0")))
    }))
}

/// A component of the Rust toolchain; `probe` is its command.
///
/// # Errors
/// If it is missing and cannot be installed.
pub fn component(paths: &Paths, name: &str, probe: &str) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args([probe, "--version"]).current_dir(&paths.root);
    if run::output(&mut cargo).is_ok() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", name]);
    run::command(rustup.current_dir(&paths.root))
}

/// Installs those that are missing. A program on the search path counts as installed. Two steps at
/// the same time take turns.
///
/// # Errors
/// If that cannot be done.
pub fn debian(wanted: &[DebianPackage]) -> Result<()> {
    if missing(wanted).is_empty() {
        return Ok(());
    }
    let turn = File::create(env::temp_dir().join("huice-debian-packages"))?;
    turn.lock().context("another installation does not end")?;
    match missing(wanted).as_slice() {
        [] => Ok(()),
        names if on_path("apt-get").is_none() => bail!(
            "install these with your system's packager (Debian's names): {}",
            names.join(", ")
        ),
        names => install(names),
    }
}

/// The names of those that are not there. Without apt only programs are looked for.
fn missing(wanted: &[DebianPackage]) -> Vec<&'static str> {
    let has_apt = on_path("apt-get").is_some();
    let is_there = |package: &&DebianPackage| match package.program {
        Some(program) => on_path(program).is_some() || (has_apt && installed(package)),
        None => !has_apt || installed(package),
    };
    let missing = wanted.iter().filter(|package| !is_there(package));
    missing.map(|package| package.name).collect()
}

fn install(names: &[&str]) -> Result<()> {
    eprintln!("    from Debian, as root: {}", names.join(", "));
    let root = run::output(Command::new("id").arg("-u"))?.trim() == "0";
    let apt = || {
        if root {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("apt-get");
            sudo
        }
    };
    run::command(apt().args(["update", "-q"]))?;
    run::command(
        apt()
            .args(["install", "-q", "-y", "--no-install-recommends"])
            .args(names)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn installed(package: &DebianPackage) -> bool {
    let query = run::output(Command::new("dpkg-query").args([
        "-W",
        "-f",
        "${db:Status-Status}",
        package.name,
    ]));
    query.is_ok_and(|status| status.trim() == "installed")
}

/// Whether a pinned npm package is missing in its version.
fn npm_missing(paths: &Paths, wanted: &NpmFolder) -> Result<bool> {
    let modules = wanted.modules(paths);
    let wanted: Value = serde_json::from_str(wanted.package).context("package.json")?;
    let packages = wanted
        .get("dependencies")
        .and_then(|d| d.as_object())
        .context("package.json has no dependencies")?;
    Ok(packages.iter().any(|(name, version)| {
        let file = modules.join(name).join("package.json");
        let there = fs::read_to_string(file)
            .ok()
            .and_then(|text| serde_json::from_str::<Value>(&text).ok())
            .and_then(|json| json.get("version").cloned());
        let version = version.as_str().unwrap_or_default();
        // One package under several names: `npm:package@version`.
        let number = version
            .rsplit_once('@')
            .map_or(version, |(_, number)| number);
        there.is_none_or(|there| there != number)
    }))
}

/// Installs the missing packages of a folder.
///
/// # Errors
/// If that cannot be done.
pub fn npm(paths: &Paths, wanted: &NpmFolder) -> Result<()> {
    if !npm_missing(paths, wanted)? {
        return Ok(());
    }
    let Some(npm) = on_path("npm") else {
        bail!("npm is missing: install Node.js 18 or later");
    };
    let folder = paths.tools.join(wanted.name);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), wanted.package)?;
    fs::write(folder.join("package-lock.json"), wanted.lock)?;
    run::command(
        Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            // Packages that others may be used with are not used.
            .arg("--legacy-peer-deps")
            .current_dir(&folder),
    )
}

/// Builds and installs a tool, where it is missing.
///
/// # Errors
/// If that cannot be done.
pub fn cargo_tool(paths: &Paths, tool: &CargoTool) -> Result<()> {
    if tool.is_there(paths) {
        return Ok(());
    }
    eprintln!("    {} is built from source: some minutes", tool.package);
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", tool.package, "--version", tool.version])
        .args(tool.arguments)
        .arg("--root")
        .arg(tool.folder(paths))
        .current_dir(&paths.root)
        .env("CARGO_TARGET_DIR", paths.tools.join("build"))
        // Flags meant for our own code are not meant for the tools.
        .env_remove("RUSTFLAGS");
    if let Some(level) = tool.opt_level {
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    }
    run::command(&mut cargo)
}
