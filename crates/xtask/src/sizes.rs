//! `cargo xtask sizes`: what a first visit transfers, against `limits.toml`.

use crate::npm;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use xtask_site::layout::{PAGES, WORKER, files};
use xtask_site::weights::{Weight, first_questions, first_visit, limits, packs, weigh};
use xtask_site::{compress, embed_assets};
use xtask_tools::paths::Paths;

/// What a browser fetches of the package: the script with the glue in it, and the engine.
const FETCHED: [&str; 2] = ["huice.js", "engine_bg.wasm"];

/// The size of the package in a browser, file by file; empty if it is not built.
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
            gzip: length(compress::gzip(&bytes)?.len()),
            brotli: length(compress::brotli(&bytes, 11)?.len()),
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
    let limits = limits(&paths.root)?;
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
            "besides where somebody begins before the program is there, brotli".to_owned(),
            weigh(&paths.dist, &first_questions(&paths.dist)?)?.brotli,
            limits.questions_brotli,
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
