//! Lists of the built site: which files belong together, for the service worker, and the hash of
//! each, for anyone who wants to check it.

use crate::hashes::{digits, hex, listed};
use crate::layout::{LAW, WORKER, inside, is_hashed, served};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::fs;
use std::path::Path;
use xtask_tools::paths::Paths;

/// The list of hashes, in the root of the site.
pub const SUMS: &str = "sha256sums.txt";

/// Bytes that identify an index: magic, version, length, hash.
const HEAD: usize = 18;

/// The files of one build, as the worker reads them. Addresses are relative to the site.
#[derive(Debug, Serialize)]
struct Set {
    /// Identifies this set.
    build: String,
    /// What only the page of this build contains.
    page: Vec<String>,
    /// The head of the index, in hexadecimal.
    law: String,
    /// Everything that the app may need, in any place.
    files: Vec<String>,
    /// Files of law; the worker keeps those in use.
    packs: Vec<String>,
}

/// Writes into the worker which files belong together.
///
/// # Errors
/// If a file of the site is missing.
pub fn stamp(paths: &Paths) -> Result<()> {
    let dist = &paths.dist;
    let script = dist.join(WORKER);
    let code = fs::read_to_string(&script).context(WORKER)?;
    if code.starts_with(MARK) {
        bail!("{WORKER} is stamped already");
    }
    let set = set(dist, &code)?;
    let set_json = serde_json::to_string(&set)?;
    fs::write(&script, format!("{MARK}{set_json};\n{code}"))?;
    Ok(())
}

/// What a stamped script begins with.
const MARK: &str = "self.SET=";

fn set(dist: &Path, code: &str) -> Result<Set> {
    let page = fs::read_to_string(dist.join("index.html")).context("index.html")?;
    let index = fs::read(dist.join(LAW).join("index.bin")).context("index.bin")?;
    let head = index.get(..HEAD).context("the index is too short")?;
    let names = names(dist)?;
    every_part_has_its_hash(&page, &names)?;
    // The first questions come before the program, which is at hand where there is no network; and
    // the worker takes a page in the place of a file for a login.
    let hashed = |name: &&String| {
        !name.contains('/') && is_hashed(Path::new(name)) && !name.ends_with(".html")
    };
    let begin = |name: &String| name.split('.').next().unwrap_or_default().to_owned();
    let files: Vec<String> = names.iter().filter(hashed).cloned().collect();
    let ends = [".pack", ".words", ".bin"];
    let law =
        |name: &&String| ends.iter().any(|end| name.ends_with(end)) && is_hashed(Path::new(name));
    let packs = names.iter().filter(law).cloned().collect();
    // The name of a file with a hash already identifies its content.
    let all = [code, &page, &hex(&index), &files.concat()].concat();
    let mut build = hex(all.as_bytes());
    build.truncate(16);
    Ok(Set {
        build,
        page: files
            .iter()
            .map(begin)
            .filter(|name| page.contains(name))
            .collect(),
        law: digits(head),
        files,
        packs,
    })
}

/// The worker keeps what has a hash in its name, so the page must name no part without one: it
/// would be missing where there is no network.
fn every_part_has_its_hash(page: &str, names: &[String]) -> Result<()> {
    let parts = ["css", "js", "mjs", "wasm", "svg", "png", "webmanifest"];
    for name in names {
        let part = name.rsplit('.').next().is_some_and(|e| parts.contains(&e));
        if part && page.contains(&format!("{name}\"")) && !is_hashed(Path::new(name)) {
            bail!("index.html names {name}, which has no hash of sixteen digits in its name");
        }
    }
    Ok(())
}

/// Every file of the site, by its address.
fn names(dist: &Path) -> Result<Vec<String>> {
    let files = served(dist)?;
    files.iter().map(|file| inside(dist, file)).collect()
}

/// Writes the hash of every file, in the form that `sha256sum --check` reads.
///
/// # Errors
/// If a file cannot be read or the list not written.
pub fn sums(paths: &Paths) -> Result<()> {
    let rows = listed(&paths.dist, SUMS)?.into_iter();
    let list: String = rows
        .map(|file| format!("{}  {}\n", file.sha256, file.path))
        .collect();
    fs::write(paths.dist.join(SUMS), list)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_a_whole_hash_is_refused() {
        let page = r#"<link rel="stylesheet" href="./a-0123456789abcde.css"><script src="./b.js">"#;
        let fails = |name: &str| every_part_has_its_hash(page, &[name.to_owned()]).is_err();
        assert!(fails("a-0123456789abcde.css"));
        assert!(fails("b.js"));
        assert!(!fails("worker.js"));
        let whole = page.replace("bcde.", "bcdef.");
        let name = "a-0123456789abcdef.css".to_owned();
        assert!(every_part_has_its_hash(&whole, &[name]).is_ok());
    }
}
