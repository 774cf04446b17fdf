//! The tables of what was measured.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Microseconds for one piece of work, one a round, by name.
pub(super) type Samples = BTreeMap<String, Vec<f64>>;

#[expect(
    clippy::float_arithmetic,
    reason = "times and their ratios are no money"
)]
pub(super) fn divide(a: f64, b: f64) -> f64 {
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

/// The core beside plain programs.
pub(super) fn plain_programs(native: &Samples, report: &Value) -> Result<String> {
    let samples: Samples = serde_json::from_value(report["samples"].clone())?;
    let (web, native) = (SampleStats(&samples), SampleStats(native));
    let version = report["browser"].as_str().unwrap_or_default();
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
            "ten-core-reasons",
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
        ("the same with all reasons", "all-core-reasons"),
        ("one answer: verdicts, sums, next question", "all-core-ask"),
        ("next question alone, nothing answered", "all-core-question"),
        ("one explanation", "all-core-explain"),
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
    singles(&mut out, &report["singles"])?;
    Ok(out)
}

/// The batch beside OpenFisca and the plain program, from what `beside.py` prints.
pub(super) fn batch(report: &Value) -> Result<String> {
    let mut out = String::from(
        "Natively over 1,000,000 people, one core, the engines in turns (`tests/bench/openfisca`); \
         medians of the turns' ratios:\n\n| ten instruments, per person | ratio |\n|---|--:|\n",
    );
    for (what, name) in [
        ("core : OpenFisca", "core_to_openfisca"),
        ("the same, time of the processor", "core_to_openfisca_cpu"),
        (
            "the same with reading the inputs",
            "core_to_openfisca_with_inputs",
        ),
        ("core : plain Rust", "core_to_plain"),
    ] {
        let ratio = number(report, &format!("/{name}/median"))?;
        writeln!(out, "| {what} | **{ratio:.2}** |")?;
    }
    let seconds = |path: &str| -> Result<String> {
        Ok(microseconds(divide(number(report, path)?, 0.000_001)))
    };
    writeln!(
        out,
        "\n| per person | |\n|---|--:|\n| ten instruments, OpenFisca | {} |\n\
         | ten instruments, core | {} |\n| ten instruments, plain Rust | {} |\n\
         | all {} instruments, core | {} |",
        seconds("/turns/0/openfisca/seconds_per_person")?,
        seconds("/turns/0/core/ten/seconds_per_person")?,
        seconds("/turns/0/core/plain/seconds_per_person")?,
        number(report, "/turns/0/core/all_instruments")?,
        seconds("/turns/0/core/all/seconds_per_person")?,
    )?;
    Ok(out)
}

fn number(report: &Value, path: &str) -> Result<f64> {
    let number = report.pointer(path).and_then(Value::as_f64);
    number.with_context(|| format!("the batch printed no `{path}`"))
}

/// The slowest single answers, as coarse as the browser's clock.
fn singles(out: &mut String, report: &Value) -> Result<()> {
    let mut list: Vec<f64> = serde_json::from_value(report.clone())?;
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
        for name in ["js", "plain", "core", "core-reasons"] {
            samples.insert(format!("ten-{name}"), vec![2.0, 4.0, 8.0]);
            samples.insert(format!("ten-{name}-ask"), vec![2.0, 4.0, 8.0]);
        }
        for name in ["", "-reasons", "-ask", "-question", "-explain", "-cold"] {
            samples.insert(format!("all-core{name}"), vec![1500.0]);
        }
        samples.insert("ten-core".into(), vec![6.0, 12.0, 8.0]);
        let report = serde_json::json!({
            "samples": samples,
            "singles": [100.0, 100.0, 300.0],
            "browser": "Mozilla/5.0 HeadlessChrome/150.0.0.0 Safari",
        });
        let table = plain_programs(&samples, &report)?;
        let row = "| 4.00 µs | 4.00 µs | 8.00 µs | **3.0** (1.0–3.0) | **3.0** (1.0–3.0) |";
        assert!(table.contains(row), "{table}");
        assert!(
            table.contains("Chrome/150") && table.contains("1.50 ms"),
            "{table}"
        );
        samples.remove("ten-js");
        assert!(plain_programs(&samples, &Value::Null).is_err());
        Ok(())
    }

    #[test]
    fn the_batch_names_what_is_missing() -> Result<()> {
        let ratio = serde_json::json!({ "median": 0.25 });
        let mut report = serde_json::json!({
            "core_to_openfisca": ratio, "core_to_openfisca_cpu": ratio,
            "core_to_openfisca_with_inputs": ratio, "core_to_plain": ratio,
            "turns": [{
                "openfisca": { "seconds_per_person": 1e-6 },
                "core": {
                    "ten": { "seconds_per_person": 2.5e-7 },
                    "plain": { "seconds_per_person": 2e-7 },
                    "all": { "seconds_per_person": 3e-6 },
                    "all_instruments": 113,
                },
            }],
        });
        let table = batch(&report)?;
        assert!(table.contains("| core : OpenFisca | **0.25** |"), "{table}");
        assert!(
            table.contains("| all 113 instruments, core | 3.00 µs |"),
            "{table}"
        );
        if let Some(report) = report.as_object_mut() {
            report.remove("core_to_plain");
        }
        assert!(batch(&report).is_err());
        Ok(())
    }
}
