//! What a visit transfers, and the committed limits.

use crate::layout::{LAW, beside, files, is_hashed, only};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `limits.toml`. All in bytes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The place whose first visit is measured, by its code.
    pub place: String,
    /// Everything transferred, brotli.
    pub total_brotli: u64,
    /// Everything transferred, gzip.
    pub total_gzip: u64,
    /// The first questions, brotli: what a visit transfers besides where somebody begins before the
    /// program is there.
    pub questions_brotli: u64,
    /// Any one pack, or the words of one, brotli.
    pub pack_brotli: u64,
    /// What a page of another site loads to embed the app, gzip.
    pub embed_gzip: u64,
    /// What a framed visit loads in addition, gzip.
    pub frame_gzip: u64,
    /// The npm package's script and engine, brotli.
    pub npm_brotli: u64,
}

/// One file in three forms, in bytes of its content: HTTP headers are not counted.
#[derive(Debug, Clone)]
pub struct Weight {
    /// Its path in the site.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// As a server sends it with gzip: as it is, where gzip does not help.
    pub gzip: u64,
    /// As a server sends it with brotli.
    pub brotli: u64,
}

/// The committed limits.
///
/// # Errors
/// If `limits.toml` is missing or malformed.
pub fn limits(root: &Path) -> Result<Limits> {
    let text = fs::read_to_string(root.join("limits.toml")).context("limits.toml")?;
    toml::from_str(&text).context("limits.toml")
}

/// The files that a first visit fetches until it shows the results of `place`: the page and its
/// assets, the index (of a country that of the province too), and the place's packs. The browser
/// tests compare this list with the requests of a browser.
///
/// # Errors
/// If the site is not built or has no pack for the place.
pub fn first_visit(dist: &Path, place: &str) -> Result<Vec<PathBuf>> {
    let law = dist.join(LAW);
    let province = format!("index-{}", place.get(..2).unwrap_or(place));
    let mut visit = Vec::new();
    for file in files(dist).context("no site: run `cargo xtask build`")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let ends = [".js", ".css", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end));
        // What the page fetches is named after its content. Others are of other pages, or come later.
        let program = name == "index.html" || ends && is_hashed(&file);
        let part = name.starts_with(&province) && name.ends_with(".bin");
        let index = file.parent() == Some(&law) && (name == "index.bin" || part);
        if file.parent() == Some(dist) && program || index {
            visit.push(file);
        }
    }
    let packs = packs(dist)?;
    let own = packs
        .get(place)
        .with_context(|| format!("no pack for place {place}"))?;
    visit.extend(own.iter().cloned());
    Ok(visit)
}

/// The first questions.
///
/// # Errors
/// If the site is not built.
pub fn first_questions(dist: &Path) -> Result<PathBuf> {
    Ok(dist.join(only(dist, "questions-", ".html")?))
}

/// `index.json`, as far as it matters here.
#[derive(Deserialize)]
struct Index {
    places: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    code: String,
    pack: Option<Pack>,
}

#[derive(Deserialize)]
struct Pack {
    files: Vec<String>,
}

/// The files of each place that has any, by its code.
///
/// # Errors
/// If the site is not built.
pub fn packs(dist: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    published_packs(&dist.join(LAW))
}

/// The same of a folder that `huice pack` has written.
///
/// # Errors
/// If it holds no `index.json`.
pub fn published_packs(law: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    let text = fs::read_to_string(law.join("index.json")).context("index.json")?;
    let index: Index = serde_json::from_str(&text).context("index.json")?;
    let places = index.places.into_iter();
    Ok(places
        .filter_map(|place| Some((place.code, place.pack?)))
        .map(|(code, pack)| (code, pack.files.iter().map(|file| law.join(file)).collect()))
        .collect())
}

/// One file in three forms.
///
/// # Errors
/// If it cannot be read.
pub fn weigh(dist: &Path, file: &Path) -> Result<Weight> {
    let raw = fs::metadata(file)
        .with_context(|| file.display().to_string())?
        .len();
    let packed = |end| fs::metadata(beside(file, end)).map_or(raw, |m| m.len());
    Ok(Weight {
        name: file
            .strip_prefix(dist)
            .unwrap_or(file)
            .display()
            .to_string(),
        raw,
        gzip: packed("gz"),
        brotli: packed("br"),
    })
}
