//! Bytes of what is measured: the law of the place and the engines.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use xtask_site::{compress, layout, weights};
use xtask_tools::paths::Paths;

/// A table of bytes, as they are and in brotli.
///
/// # Errors
/// If a file cannot be read.
pub(super) fn table(paths: &Paths) -> Result<String> {
    let mut out = String::from("Bytes:\n\n| | raw | brotli |\n|---|--:|--:|\n");
    let law = paths.target.join("law");
    let place = weights::limits(&paths.root)?.place;
    let (mut raw, mut packed) = (0, 0);
    for name in files_of(&law, &place)? {
        let (own, own_packed) = weigh(&law.join(name))?;
        raw += own;
        packed += own_packed;
    }
    writeln!(out, "| law of {place} | {raw} | {packed} |")?;
    for weight in crate::sizes::weigh_package(paths)? {
        writeln!(
            out,
            "| {} | {} | {} |",
            weight.name, weight.raw, weight.brotli
        )?;
    }
    // Where the site is built.
    if paths.dist.is_dir() {
        for file in layout::files(&paths.dist)? {
            if file.extension().is_some_and(|end| end == "wasm") {
                let (raw, packed) = weigh(&file)?;
                let name = file.strip_prefix(&paths.dist)?.display();
                writeln!(out, "| {name} | {raw} | {packed} |")?;
            }
        }
    }
    Ok(out)
}

/// The files of the place's law.
fn files_of(law: &Path, place: &str) -> Result<Vec<String>> {
    let text = fs::read_to_string(law.join("index.json")).context("index.json")?;
    let index: Value = serde_json::from_str(&text).context("index.json")?;
    let places = index.pointer("/places").and_then(Value::as_array);
    let entry = places.into_iter().flatten().find(|p| p["code"] == place);
    let files = entry.and_then(|place| place.pointer("/pack/files"));
    let files = files.context("index.json has no files of the place")?;
    serde_json::from_value(files.clone()).context("index.json")
}

fn weigh(file: &Path) -> Result<(usize, usize)> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    Ok((bytes.len(), compress::brotli(&bytes, 11)?.len()))
}
