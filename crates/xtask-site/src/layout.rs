//! Names in the built site, and how to find its files.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the law.
pub const LAW: &str = "law";

/// The folder of the plain pages.
pub const PAGES: &str = "pages";

/// The service worker's script, in the root.
pub const WORKER: &str = "worker.js";

/// `name.end` beside `name`.
#[must_use]
pub fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

/// Whether a file's name holds a hash: then its content never changes. Servers recognise it by the
/// same sixteen hex digits (`deploy/`).
#[must_use]
pub fn is_hashed(file: &Path) -> bool {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let mut parts = name.split(['-', '_', '.']);
    parts.any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// All files below a folder, in the order of their names.
///
/// # Errors
/// If a folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files that a page can ask for by name: not the compressed forms beside them.
///
/// # Errors
/// If a folder cannot be read.
pub fn served(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut all = files(dist)?;
    all.retain(|file| {
        let packed = file.extension().is_some_and(|e| e == "br" || e == "gz");
        !(packed && file.with_extension("").is_file())
    });
    Ok(all)
}

/// The one file of the site's first folder with this beginning and end.
///
/// # Errors
/// If there is none, or more than one.
pub fn only(dist: &Path, begin: &str, end: &str) -> Result<String> {
    let mut found = Vec::new();
    for file in files(dist)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if file.parent() == Some(dist) && name.starts_with(begin) && name.ends_with(end) {
            found.push(name.into_owned());
        }
    }
    match found.pop() {
        Some(name) if found.is_empty() => Ok(name),
        _ => bail!("not exactly one file {begin}*{end} in the site"),
    }
}

/// A file's path in the site, with slashes.
///
/// # Errors
/// If it is in another folder.
pub fn inside(dist: &Path, file: &Path) -> Result<String> {
    let path = file
        .strip_prefix(dist)
        .context("a file outside the site")?
        .to_str()
        .context("a name that is not UTF-8")?;
    Ok(path.replace('\\', "/"))
}

/// Copies a folder with all below it.
///
/// # Errors
/// If a file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let inside = file
            .strip_prefix(from)
            .context("a file outside its folder")?;
        let target = to.join(inside);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, target)?;
    }
    Ok(())
}
