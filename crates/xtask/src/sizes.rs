//! `cargo xtask sizes`: what a first visit transfers, against `limits.toml`.

use crate::paths::Paths;
use crate::{build, npm};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use xtask_site::embed_assets;
pub use xtask_site::layout::{LAW, PAGES, beside};
use xtask_site::layout::{WORKER, files};

/// What the names of the full program's parts begin with.
const FULL: &str = "full-";

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
    /// The full program, which is fetched when a screen is opened that no first visit needs: its
    /// parts together, brotli.
    pub full_brotli: u64,
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

/// What a browser fetches of the package: the script with the glue in it, and the engine.
const FETCHED: [&str; 2] = ["huice.js", "engine_bg.wasm"];

/// The committed limits.
///
/// # Errors
/// If `limits.toml` is missing or malformed.
pub fn limits(paths: &Paths) -> Result<Limits> {
    let text = fs::read_to_string(paths.root.join("limits.toml")).context("limits.toml")?;
    toml::from_str(&text).context("limits.toml")
}

/// The files that a first visit fetches until it shows the results of `place`: the page and its
/// assets, the index, and the place's packs. The browser tests compare this list with the requests
/// of a browser.
///
/// # Errors
/// If the site is not built or has no pack for the place.
pub fn first_visit(dist: &Path, place: &str) -> Result<Vec<PathBuf>> {
    let law = dist.join(LAW);
    let mut visit = Vec::new();
    for file in files(dist).context("no site: run `cargo xtask build`")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let program = name == "index.html"
            || name == "site.json"
            || [".js", ".css", ".wasm"]
                .iter()
                .any(|end| name.ends_with(end))
                && !name.starts_with("embed")
                && name != WORKER
                && !name.starts_with(FULL);
        if file.parent() == Some(dist) && program || file == law.join("index.bin") {
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

/// The parts of the full program.
fn full(dist: &Path) -> Result<Vec<Weight>> {
    let ends = [".wasm", ".js", ".css"];
    let parts = files(dist)?.into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(FULL) && ends.iter().any(|end| name.ends_with(end))
    });
    let parts: Vec<Weight> = parts
        .map(|file| weigh(dist, &file))
        .collect::<Result<_>>()?;
    if parts.len() != ends.len() {
        bail!(
            "{} parts of the full program, not {}",
            parts.len(),
            ends.len()
        );
    }
    Ok(parts)
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
fn packs(dist: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    let law = dist.join(LAW);
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

/// What the package weighs in a browser, file by file; nothing where it is not built.
///
/// # Errors
/// If a file of it cannot be read.
pub fn weigh_package(paths: &Paths) -> Result<Vec<Weight>> {
    let folder = npm::folder(paths);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut weights = Vec::new();
    for name in FETCHED {
        let bytes =
            fs::read(folder.join(name)).with_context(|| format!("{name} of the package"))?;
        let length = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        weights.push(Weight {
            name: format!("npm/{name}"),
            raw: length(bytes.len()),
            gzip: length(build::gzip(&bytes)?.len()),
            brotli: length(build::brotli(&bytes, 11)?.len()),
        });
    }
    Ok(weights)
}

/// Files that a visit does not fetch before the results, on separate lines.
fn aside(dist: &Path) -> Result<()> {
    let worker = weigh(dist, &dist.join(WORKER))?;
    println!(
        "{:>9}  the service worker, after the visit, brotli",
        worker.brotli
    );
    let mut pages = Vec::new();
    for file in files(&dist.join(PAGES))? {
        if file.extension().is_some_and(|end| end == "html") {
            pages.push(weigh(dist, &file)?);
        }
    }
    let all: u64 = pages.iter().map(|page| page.brotli).sum();
    let most = pages.iter().map(|page| page.brotli).max().unwrap_or(0);
    println!(
        "{all:>9}  {} plain pages together, brotli; the largest {most}",
        pages.len()
    );
    Ok(())
}

/// Prints the table and compares it with the limits.
///
/// # Errors
/// If a limit is passed, or the site is not built.
pub fn sizes(paths: &Paths) -> Result<()> {
    let limits = limits(paths)?;
    let visit = first_visit(&paths.dist, &limits.place)?;
    let weights: Vec<Weight> = visit
        .iter()
        .map(|file| weigh(&paths.dist, file))
        .collect::<Result<_>>()?;
    let sum = |part: fn(&Weight) -> u64| weights.iter().map(part).sum::<u64>();
    let total = Weight {
        name: "everything".into(),
        raw: sum(|w| w.raw),
        gzip: sum(|w| w.gzip),
        brotli: sum(|w| w.brotli),
    };
    println!(
        "First visit to results, place {}, in bytes (1 KB = 1000 bytes):",
        limits.place
    );
    println!("{:>9} {:>9} {:>9}  file", "raw", "gzip", "brotli");
    for weight in weights.iter().chain([&total]) {
        println!(
            "{:>9} {:>9} {:>9}  {}",
            weight.raw, weight.gzip, weight.brotli, weight.name
        );
    }

    let full = full(&paths.dist)?;
    println!("\nThe full program, when a screen is opened that needs it:");
    for weight in &full {
        println!(
            "{:>9} {:>9} {:>9}  {}",
            weight.raw, weight.gzip, weight.brotli, weight.name
        );
    }

    let packs = packs(&paths.dist)?;
    let each: BTreeSet<&PathBuf> = packs.values().flatten().collect();
    let each: Vec<Weight> = each
        .into_iter()
        .map(|file| weigh(&paths.dist, file))
        .collect::<Result<_>>()?;
    let largest = each.iter().max_by_key(|w| w.brotli).context("no packs")?;
    let mut places = Vec::new();
    for (code, files) in &packs {
        let files: Vec<Weight> = files
            .iter()
            .map(|file| weigh(&paths.dist, file))
            .collect::<Result<_>>()?;
        places.push((files.iter().map(|w| w.brotli).sum::<u64>(), code));
    }
    let (most, code) = places.iter().max().context("no packs")?;
    println!();
    println!("{most:>9}  the most that a place has in packs, brotli ({code})");
    let package = weigh_package(paths)?;
    for weight in &package {
        println!("{:>9}  {}, brotli", weight.brotli, weight.name);
    }
    if package.is_empty() {
        println!("           the npm package is not built: `cargo xtask npm`");
    }
    aside(&paths.dist)?;
    let scripts =
        |name| embed_assets::gzip(&paths.dist, name).context("no widget: run `cargo xtask build`");
    let mut over = Vec::new();
    for (what, found, limit) in [
        (
            "v1/embed.js, gzip".to_owned(),
            scripts("v1/embed.js")?,
            limits.embed_gzip,
        ),
        (
            "v1/frame.js, gzip".to_owned(),
            scripts("v1/frame.js")?,
            limits.frame_gzip,
        ),
        (
            "everything, brotli".to_owned(),
            total.brotli,
            limits.total_brotli,
        ),
        ("everything, gzip".to_owned(), total.gzip, limits.total_gzip),
        (
            "the full program, brotli".to_owned(),
            full.iter().map(|w| w.brotli).sum(),
            limits.full_brotli,
        ),
        (
            format!("largest of {} packs, brotli ({})", each.len(), largest.name),
            largest.brotli,
            limits.pack_brotli,
        ),
        (
            "npm package, brotli".to_owned(),
            package.iter().map(|w| w.brotli).sum(),
            limits.npm_brotli,
        ),
    ] {
        println!("{found:>9} of {limit:>7}  {what}");
        if found > limit {
            over.push(what);
        }
    }
    if !over.is_empty() {
        bail!("over the limit of limits.toml: {}", over.join("; "));
    }
    Ok(())
}
