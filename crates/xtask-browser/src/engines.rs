//! Browsers other than the current Chromium, and the tools that audit the built site. Each command
//! installs what it uses itself, once.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use xtask_tools::paths::Paths;
use xtask_tools::run::step;
use xtask_tools::setup;
use xtask_tools::tools::{CHECKS, DEBIAN_ENGINES, ENGINES, GECKODRIVER, on_path};

/// The old versions of Chromium that are walked, oldest first.
pub const OLD: [u16; 6] = [64, 69, 80, 86, 92, 103];

/// Installs Firefox, WebKit and the old versions of Chromium.
///
/// # Errors
/// If one is missing and cannot be installed.
pub fn setup(paths: &Paths) -> Result<()> {
    step("Debian packages of other browsers", || {
        setup::debian(&DEBIAN_ENGINES)
    })?;
    let name = format!("{} {}", GECKODRIVER.package, GECKODRIVER.version);
    step(&name, || setup::cargo_tool(paths, &GECKODRIVER))?;
    step("old versions of Chromium", || {
        setup::npm(paths, &ENGINES)?;
        OLD.iter().try_for_each(|major| unpack(paths, *major))
    })?;
    if mini_browser().is_none() {
        bail!("webkit2gtk-driver is there, but its MiniBrowser is not where Debian puts it");
    }
    Ok(())
}

/// Installs the tools that check accessibility and speed.
///
/// # Errors
/// If it is missing and cannot be installed.
pub fn checks(paths: &Paths) -> Result<()> {
    step("npm packages of the checks", || setup::npm(paths, &CHECKS))
}

/// The text of axe-core.
///
/// # Errors
/// If it is not installed.
pub fn axe(paths: &Paths) -> Result<String> {
    let file = CHECKS.modules(paths).join("axe-core/axe.min.js");
    fs::read_to_string(&file)
        .with_context(|| format!("{} is missing; run `cargo xtask browser`", file.display()))
}

/// The program of an old Chromium, whether it is there or not.
#[must_use]
pub fn chromium(paths: &Paths, major: u16) -> PathBuf {
    paths
        .tools
        .join(format!("chromium-{major}"))
        .join("chromium")
}

/// The browser that WebKit's driver drives. Debian keeps it off the search path.
#[must_use]
pub fn mini_browser() -> Option<PathBuf> {
    let libraries = fs::read_dir("/usr/lib").ok()?.flatten();
    let folders = libraries.flat_map(|folder| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
            .map(|name| folder.path().join(name).join("MiniBrowser"))
    });
    folders.into_iter().find(|file| file.is_file())
}

/// Firefox, which Debian names by its long support.
#[must_use]
pub fn firefox() -> Option<PathBuf> {
    on_path("firefox-esr").or_else(|| on_path("firefox"))
}

/// Unpacks the program of an old Chromium from its npm package.
fn unpack(paths: &Paths, major: u16) -> Result<()> {
    let target = chromium(paths, major);
    if target.is_file() {
        return Ok(());
    }
    let bin = ENGINES.modules(paths).join(format!("chromium-{major}/bin"));
    let entries = fs::read_dir(&bin).with_context(|| bin.display().to_string())?;
    let packed = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("chromium") && name.ends_with(".br")
        })
        .with_context(|| format!("no program in {}", bin.display()))?;
    let folder = target.parent().context("a program without a folder")?;
    fs::create_dir_all(folder)?;
    // Under another name until it is whole.
    let part = folder.join("part");
    let mut file = fs::File::create(&part)?;
    brotli::BrotliDecompress(&mut fs::File::open(&packed)?, &mut file)
        .with_context(|| packed.display().to_string())?;
    drop(file);
    executable(&part)?;
    fs::rename(&part, &target)?;
    Ok(())
}

#[cfg(unix)]
fn executable(file: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        file,
        fs::Permissions::from_mode(0o755),
    )?)
}

#[cfg(not(unix))]
fn executable(_: &std::path::Path) -> Result<()> {
    bail!("the old versions of Chromium are programs for Linux")
}
