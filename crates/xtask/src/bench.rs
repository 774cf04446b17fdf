//! `cargo xtask bench`: compares the speed of the core with plain programs of ten instruments,
//! natively and in a browser. No time makes it fail: it prints ratios within the same run, because
//! machines differ.

use crate::wasm::{self, Program};
use crate::{browser, build};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use xtask_site::layout;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::setup;

/// How often the native programs are measured, one after the other.
const ROUNDS: usize = 5;
/// Where the page's own files are.
const PAGE: &str = "tests/bench/page";
/// Where the table goes.
const TABLE: &str = "tests/bench/RESULTS.md";

/// The page's program.
const ENGINE: Program = Program {
    package: "huice-bench",
    part: "--lib",
    name: "engine",
    profile: "release",
};

/// Microseconds for one piece of work, one a round, by name.
type Samples = BTreeMap<String, Vec<f64>>;

/// Measures, prints a table and writes it down.
///
/// # Errors
/// If something cannot be built or run, or two programs do not say the same.
pub fn bench(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    step("pack the law", || {
        build::pack(paths, &paths.target.join("law"))
    })?;
    step("build the page", || page(paths))?;
    let native = step("measure natively", || native(paths))?;
    let found = step("measure in the browser", || in_browser(paths))?;
    let table = table(&native, &found)?;
    fs::write(paths.root.join(TABLE), &table)?;
    print!("{table}");
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

#[expect(
    clippy::float_arithmetic,
    reason = "times and their ratios are no money"
)]
fn divide(a: f64, b: f64) -> f64 {
    a / b
}

/// The least, the middle and the greatest but the outer tenths.
#[derive(Debug, Clone, Copy)]
struct Spread {
    low: f64,
    median: f64,
    high: f64,
}

impl Spread {
    fn of(mut list: Vec<f64>) -> Result<Self> {
        list.sort_by(f64::total_cmp);
        let at = |tenths: usize| {
            let last = list.len().saturating_sub(1);
            list.get(last * tenths / 10).copied()
        };
        let (low, median, high) = (at(1), at(5), at(9));
        match (low, median, high) {
            (Some(low), Some(median), Some(high)) => Ok(Self { low, median, high }),
            _ => bail!("nothing was measured"),
        }
    }
}

/// Of the samples of one place.
struct SampleStats<'s>(&'s Samples);

impl SampleStats<'_> {
    fn list(&self, name: &str) -> Result<&Vec<f64>> {
        self.0.get(name).with_context(|| format!("no `{name}`"))
    }

    fn time(&self, name: &str) -> Result<String> {
        Ok(microseconds(Spread::of(self.list(name)?.clone())?.median))
    }

    /// How many times as long, round by round.
    fn ratio(&self, name: &str, beside: &str) -> Result<String> {
        let pairs = self.list(name)?.iter().zip(self.list(beside)?);
        let spread = Spread::of(pairs.map(|(a, b)| divide(*a, *b)).collect())?;
        let Spread { low, median, high } = spread;
        Ok(format!("**{median:.1}** ({low:.1}–{high:.1})"))
    }
}

fn microseconds(time: f64) -> String {
    if time < 10.0 {
        format!("{time:.2} µs")
    } else if time < 1000.0 {
        format!("{time:.0} µs")
    } else {
        format!("{:.2} ms", divide(time, 1000.0))
    }
}

fn table(native: &Samples, found: &Value) -> Result<String> {
    let samples: Samples = serde_json::from_value(found["samples"].clone())?;
    let (web, native) = (SampleStats(&samples), SampleStats(native));
    let version = found["browser"].as_str().unwrap_or_default();
    let version = version.split(' ').find(|word| word.contains("Chrome/"));
    let mut out = String::new();
    let name = version.unwrap_or("Chromium").replace("Headless", "");
    writeln!(
        out,
        "Medians of one run of `cargo xtask bench`, two shared cores, headless {name}. Ratios are taken \
         round by round; in brackets, all but the outer tenths.\n\n\
         Ten instruments alone:\n\n\
         | in the browser | plain JS | plain Rust | core | core : JS | core : Rust |\n\
         |---|---|---|---|---|---|"
    )?;
    let rows = [
        (
            "full evaluation: verdicts and sums",
            "ten-js",
            "ten-plain",
            "ten-core",
        ),
        (
            "the same with all reasons",
            "ten-js",
            "ten-plain",
            "ten-core-told",
        ),
        (
            "one answer: verdicts, sums, next question",
            "ten-js-ask",
            "ten-plain-ask",
            "ten-core-ask",
        ),
    ];
    for (what, js, rust, core) in rows {
        let times = [web.time(js)?, web.time(rust)?, web.time(core)?];
        let (by_js, by_rust) = (web.ratio(core, js)?, web.ratio(core, rust)?);
        writeln!(
            out,
            "| {what} | {} | {by_js} | {by_rust} |",
            times.join(" | ")
        )?;
    }
    writeln!(
        out,
        "\n| natively | plain Rust | core | core : Rust |\n|---|---|---|---|"
    )?;
    for (what, _, rust, core) in rows {
        let (a, b) = (native.time(rust)?, native.time(core)?);
        writeln!(
            out,
            "| {what} | {a} | {b} | {} |",
            native.ratio(core, rust)?
        )?;
    }
    writeln!(
        out,
        "\nAll 113 instruments of the place:\n\n| | in the browser | natively |\n|---|---|---|"
    )?;
    for (what, name) in [
        ("full evaluation: verdicts and sums", "all-core"),
        ("the same with all reasons", "all-core-told"),
        ("one answer: verdicts, sums, next question", "all-core-ask"),
        ("next question alone, nothing answered", "all-core-question"),
        (
            "cold start: open the law, first evaluation",
            "all-core-cold",
        ),
    ] {
        writeln!(
            out,
            "| {what} | {} | {} |",
            web.time(name)?,
            native.time(name)?
        )?;
    }
    singles(&mut out, &found["singles"])?;
    Ok(out)
}

/// The slowest single answers, as coarse as the browser's clock.
fn singles(out: &mut String, found: &Value) -> Result<()> {
    let mut list: Vec<f64> = serde_json::from_value(found.clone())?;
    list.sort_by(f64::total_cmp);
    let last = list.len().saturating_sub(1);
    let at = |share: usize| list.get(last * share / 1000).copied().unwrap_or_default();
    writeln!(
        out,
        "\nOf {} single answers as the page takes them, nine in ten took at most {}, 99 in 100 at \
         most {}, the slowest {}.",
        list.len(),
        microseconds(at(900)),
        microseconds(at(990)),
        microseconds(at(1000))
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_round_by_round() -> Result<()> {
        let mut samples = Samples::new();
        for name in ["js", "plain", "core", "core-told"] {
            samples.insert(format!("ten-{name}"), vec![2.0, 4.0, 8.0]);
            samples.insert(format!("ten-{name}-ask"), vec![2.0, 4.0, 8.0]);
        }
        for name in ["", "-told", "-ask", "-question", "-cold"] {
            samples.insert(format!("all-core{name}"), vec![1500.0]);
        }
        samples.insert("ten-core".into(), vec![6.0, 12.0, 8.0]);
        let found = serde_json::json!({
            "samples": samples,
            "singles": [100.0, 100.0, 300.0],
            "browser": "Mozilla/5.0 HeadlessChrome/150.0.0.0 Safari",
        });
        let table = table(&samples, &found)?;
        let row = "| 4.00 µs | 4.00 µs | 8.00 µs | **3.0** (1.0–3.0) | **3.0** (1.0–3.0) |";
        assert!(table.contains(row), "{table}");
        assert!(
            table.contains("Chrome/150") && table.contains("1.50 ms"),
            "{table}"
        );
        samples.remove("ten-js");
        assert!(super::table(&samples, &Value::Null).is_err());
        Ok(())
    }
}
