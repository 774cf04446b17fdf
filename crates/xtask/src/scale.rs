//! `cargo xtask scale`: what a country's worth of places costs.

mod country;
mod editor;
mod measure;

use crate::batch;
use anyhow::{Context, Result};
use country::Made;
use measure::{Cost, measure};
use std::fs;
use std::path::Path;
use xtask_site::compress;
use xtask_site::weights::published_packs;
use xtask_tools::paths::Paths;

/// How many places a country has one day.
pub const PLACES: usize = 3_000;

/// Makes a country of so many places, runs the commands on it, prints what each costs.
///
/// # Errors
/// If a command fails.
pub fn scale(paths: &Paths, places: usize) -> Result<()> {
    let folder = paths.target.join("scale");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let rules = folder.join("rules");
    fs::create_dir_all(&rules)?;
    let made = country::write(&rules, places)?;
    let Made {
        places,
        files,
        instruments,
        ..
    } = &made;
    println!("{places} places, {instruments} instruments, {files} files");
    println!(
        "{:<34}{:>11}{:>12}{:>11}",
        "", "time", "processors", "memory"
    );
    // The same program as for many people: another one would lie in its place.
    batch::build(paths)?;
    let huice = paths.target.join("batch/huice");
    let work = |name: &str, arguments: &[&str]| -> Result<Cost> {
        let cost = measure(&huice, &folder, arguments)?;
        println!("{name:<34}{cost}");
        Ok(cost)
    };
    work("check, all", &["check"])?;
    work("check again, nothing changed", &["check"])?;
    let clause = rules.join(&made.clause);
    let text = fs::read_to_string(&clause)?;
    fs::write(&clause, text.replacen("heading: ", "heading: 新的", 1))?;
    work("check after one edit", &["check"])?;
    editor::edits(&huice, &folder, &clause)?;
    work("list of one place", &["list", "--place", &made.county])?;
    fs::write(folder.join("answers.json"), "{\"hukou_here\": true}")?;
    let case = ["--place", &made.county, "--as-of", "2026-11-29"];
    let evaluate = [&["evaluate", "--answers", "answers.json"], &case[..]].concat();
    work("evaluate in one place", &evaluate)?;
    work("test, all examples", &["test"])?;
    work("pack", &["pack", "--out", "out"])?;
    let today = paths.root.join("rules");
    let rules = ["--rules", &today.to_string_lossy()];
    measure(
        &huice,
        &folder,
        &[&rules[..], &["pack", "--out", "today"]].concat(),
    )?;
    published(&folder, &made)
}

/// What a first visit fetches of the country, and of one place.
fn published(folder: &Path, made: &Made) -> Result<()> {
    let out = &folder.join("out");
    let weigh = |path: &Path| -> Result<usize> {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        Ok(compress::brotli(&bytes, 11)?.len())
    };
    let size = |name: &str| weigh(&out.join(name));
    let print = |what: &str, bytes: usize| println!("{what:<34}{bytes:>9} bytes, brotli");
    let whole = weigh(&folder.join("today/index.bin"))?;
    print("index of today's places", whole);
    let country = size("index.bin")?;
    print("index of the country", country);
    let root = made.county.get(..2).unwrap_or_default();
    let part = size(&named(out, &format!("index-{root}"))?)?;
    print("index of one province", part);
    println!(
        "{:<34}{:>+9} bytes, brotli",
        "one place against today",
        i64::try_from(country + part)? - i64::try_from(whole)?
    );
    print(
        "names of all places, if one types",
        size(&named(out, "names-")?)?,
    );
    let packs = published_packs(out)?;
    let files = packs.get(&made.county).context("the county has no law")?;
    let mut law = 0;
    for file in files {
        law += size(&file.file_name().unwrap_or_default().to_string_lossy())?;
    }
    print("law of one county", law);
    let files = fs::read_dir(out)?.filter_map(|entry| entry.ok()?.metadata().ok());
    let all: u64 = files.map(|data| data.len()).sum();
    println!("{:<34}{:>9} MB", "all published files", all / 1_000_000);
    Ok(())
}

/// The file whose name begins so, and is of the index.
fn named(folder: &Path, begin: &str) -> Result<String> {
    let names =
        fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut found = names.filter(|name| name.starts_with(begin) && name.ends_with(".bin"));
    found
        .next()
        .with_context(|| format!("{begin}*.bin in {}", folder.display()))
}
