//! `cargo xtask bench`: compares the speed of the core with plain programs of ten instruments and
//! with two other rule engines, natively, in a browser and in Node. No time makes it fail: it prints
//! ratios within the same run, because machines differ.

mod beside;
mod bytes;
mod table;

use crate::wasm::{self, Program};
use crate::{browser, build, npm};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use table::{Samples, divide};
use xtask_site::layout;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::setup;

/// How often the native programs are measured, one after the other.
const ROUNDS: usize = 5;
/// Where the page's own files are.
const PAGE: &str = "tests/bench/page";
/// The file of the table.
const TABLE: &str = "tests/bench/RESULTS.md";

/// The page's program.
const ENGINE: Program = Program {
    package: "huice-bench",
    part: "--lib",
    name: "engine",
};

/// Measures, prints a table and writes it down.
///
/// # Errors
/// If something cannot be built or run, or two programs give different results.
pub fn bench(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    step("pack the law", || {
        build::pack(paths, &paths.target.join("law"))
    })?;
    step("build the page", || page(paths))?;
    // An older package may read another format of packs.
    npm::npm(paths)?;
    step("other engines", || beside::setup(paths))?;
    let native = step("measure natively", || native(paths))?;
    let browser_run = step("measure in the browser", || in_browser(paths))?;
    let mut sections = vec![table::plain_programs(&native, &browser_run)?];
    // Printed at once: a later step may fail.
    sections.iter().for_each(|section| println!("{section}"));
    let package = step("measure the npm package", || beside::publicodes(paths))?;
    let batch = step("measure the batch", || beside::openfisca(paths))?;
    let rest = [package, table::batch(&batch)?, bytes::table(paths)?];
    rest.iter().for_each(|section| println!("{section}"));
    sections.extend(rest);
    fs::write(paths.root.join(TABLE), sections.join("\n"))?;
    Ok(())
}

/// The page that is measured: the core and the plain programs in one program, made as the site's
/// program is made (same flags, same optimiser). The law must be packed.
///
/// # Errors
/// If a step of the build fails.
pub fn page(paths: &Paths) -> Result<()> {
    let page = folder(paths);
    wasm::make(paths, ENGINE, &page)?;
    layout::copy_folder(&paths.root.join(PAGE), &page)?;
    layout::copy_folder(&paths.target.join("law"), &page.join("law"))
}

fn folder(paths: &Paths) -> PathBuf {
    paths.target.join("bench/page")
}

/// Criterion's medians. All the programs are measured in each round.
fn native(paths: &Paths) -> Result<Samples> {
    let mut samples = Samples::new();
    let results = paths.target.join("criterion");
    for _ in 0..ROUNDS {
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "--quiet", "--package", "huice-bench"]);
        cargo.args(["--bench", "native", "--", "--quiet", "--noplot"]);
        run::output(
            cargo
                .current_dir(&paths.root)
                .env("CARGO_TARGET_DIR", &paths.target),
        )?;
        for entry in fs::read_dir(results.join("native"))? {
            let folder = entry?.path();
            let read = |file: &str| -> Result<Value> {
                let text = fs::read_to_string(folder.join("new").join(file))?;
                Ok(serde_json::from_str(&text)?)
            };
            let (Ok(time), Ok(what)) = (read("estimates.json"), read("benchmark.json")) else {
                continue;
            };
            let nanoseconds = time.pointer("/median/point_estimate");
            let elements = what.pointer("/throughput/Elements");
            let one = nanoseconds.and_then(Value::as_f64);
            let one = one.zip(elements.and_then(Value::as_f64));
            let (all, elements) = one.context("criterion wrote no median")?;
            let name = what.get("function_id").and_then(Value::as_str);
            let name = name.context("criterion wrote no name")?;
            let list = samples.entry(name.to_owned()).or_default();
            list.push(divide(divide(all, elements), 1000.0));
        }
    }
    Ok(samples)
}

fn in_browser(paths: &Paths) -> Result<Value> {
    let out = paths.target.join("bench/browser.json");
    let mut tests = browser::tests(paths, "bench::whole")?;
    run::command(tests.env("HUICE_BENCH_OUT", &out))?;
    Ok(serde_json::from_str(&fs::read_to_string(&out)?)?)
}
