//! `cargo xtask setup`: everything that a build and the tests need. What is there already is left
//! alone, so that the second time is quick.

use crate::paths::Paths;
use crate::run::{self, step};
use crate::tools::{
    CargoTool, DEBIAN_VALIDATOR, DebianPackage, NPM, NpmFolder, TRUNK, WASM_BINDGEN, WASM_PACK,
    on_path,
};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// Sets everything up.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn setup(paths: &Paths) -> Result<()> {
    step("Rust parts", || rust_parts(paths))?;
    step("Debian packages", || debian(&DEBIAN_VALIDATOR))?;
    step("npm packages", || npm(paths, &NPM))?;
    // One after the other in one build folder: what two depend on is built once where it can be.
    for tool in [TRUNK, WASM_BINDGEN, WASM_PACK] {
        step(&format!("{} {}", tool.package, tool.version), || {
            cargo_tool(paths, &tool)
        })?;
    }
    Ok(())
}

/// rust-toolchain.toml names these, but rustup does not always add them.
fn rust_parts(paths: &Paths) -> Result<()> {
    let sysroot = run::output(
        Command::new("rustc")
            .args(["--print", "sysroot"])
            .current_dir(&paths.root),
    )?;
    let target = "wasm32-unknown-unknown";
    let library = std::path::Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(target);
    if !library.is_dir() {
        run::command(
            Command::new("rustup")
                .args(["target", "add", target])
                .current_dir(&paths.root),
        )
        .with_context(|| format!("the Rust target {target} is missing"))?;
    }
    dependencies(paths)?;
    Ok(())
}

/// Builds are offline: everything that they take is fetched here.
fn dependencies(paths: &Paths) -> Result<()> {
    run::command(
        Command::new("cargo")
            .args(["fetch", "--quiet", "--locked"])
            .current_dir(&paths.root),
    )
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

/// Installs those that are missing.
///
/// # Errors
/// If that cannot be done.
pub fn debian(wanted: &[DebianPackage]) -> Result<()> {
    let has_apt = on_path("apt-get").is_some();
    let missing: Vec<&DebianPackage> = wanted
        .iter()
        .filter(|package| {
            if has_apt {
                !installed(package)
            } else {
                package.program.is_some_and(|p| on_path(p).is_none())
            }
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if !has_apt {
        bail!(
            "install these with your system's packager (Debian's names): {}",
            names.join(", ")
        );
    }
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
            .args(&names)
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

/// The pinned npm packages that are not there in their version.
fn npm_missing(paths: &Paths, wanted: &NpmFolder) -> Result<Vec<String>> {
    let modules = wanted.modules(paths);
    let wanted: serde_json::Value = serde_json::from_str(wanted.package).context("package.json")?;
    let mut missing = Vec::new();
    let packages = wanted
        .get("dependencies")
        .and_then(|d| d.as_object())
        .context("package.json has no dependencies")?;
    for (name, version) in packages {
        let file = modules.join(name).join("package.json");
        let there = fs::read_to_string(file)
            .ok()
            .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
            .and_then(|json| json.get("version").cloned());
        let version = version.as_str().unwrap_or_default();
        // One package under several names: `npm:package@version`.
        let number = version
            .rsplit_once('@')
            .map_or(version, |(_, number)| number);
        if there.is_none_or(|there| there != number) {
            missing.push(format!("{name} {number}"));
        }
    }
    Ok(missing)
}

/// Installs the missing packages of a folder.
///
/// # Errors
/// If that cannot be done.
pub fn npm(paths: &Paths, wanted: &NpmFolder) -> Result<()> {
    if npm_missing(paths, wanted)?.is_empty() {
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
    if tool.path(paths).is_file() {
        return Ok(());
    }
    eprintln!("    building it from source takes some minutes");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", tool.package, "--version", tool.version])
        .args(tool.arguments)
        .arg("--root")
        .arg(paths.tool(tool.package, tool.version))
        .current_dir(&paths.root)
        .env("CARGO_TARGET_DIR", paths.tools.join("build"))
        // Flags meant for our own code are not meant for the tools.
        .env_remove("RUSTFLAGS");
    if let Some(level) = tool.opt_level {
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    }
    run::command(&mut cargo)
}
