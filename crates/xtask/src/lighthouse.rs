//! `cargo xtask lighthouse`: Lighthouse's scores of the built site on a phone.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::process::Command;
use xtask_browser::engines;
use xtask_server::server::Server;
use xtask_tools::paths::Paths;
use xtask_tools::run;
use xtask_tools::setup;
use xtask_tools::tools::{CHECKS, DEBIAN_BROWSER, on_path};

/// The four scores, and whether a lower one than the best is a fault. Performance is measured in
/// time, which no test may depend on.
const SCORES: [(&str, bool); 4] = [
    ("performance", false),
    ("accessibility", true),
    ("best-practices", true),
    ("seo", true),
];

/// Runs it and prints the scores, with what is missing to the best ones.
///
/// # Errors
/// If it cannot run, or a score that does not depend on time is not the best.
pub fn lighthouse(paths: &Paths) -> Result<()> {
    engines::checks(paths)?;
    setup::debian(&DEBIAN_BROWSER)?;
    if !paths.dist.join("index.html").is_file() {
        bail!("no site: run `cargo xtask build`");
    }
    let chromium = on_path("chromium").context("no chromium")?;
    let server = Server::start(&paths.dist, 0)?;
    let report = paths.target.join("lighthouse.json");
    run::command(
        Command::new("node")
            .arg(CHECKS.modules(paths).join("lighthouse/cli/index.js"))
            .arg(server.address())
            .args(["--quiet", "--output=json", "--output-path"])
            .arg(&report)
            .arg("--chrome-flags=--headless --no-sandbox --disable-gpu --disable-dev-shm-usage")
            .env("CHROME_PATH", chromium),
    )?;
    let report: Value = serde_json::from_str(&fs::read_to_string(&report)?)?;
    let mut short = Vec::new();
    for (name, strict) in SCORES {
        let category = report
            .pointer(&format!("/categories/{name}"))
            .with_context(|| format!("the report has no {name}"))?;
        let score = category.get("score").map(hundredths).unwrap_or_default();
        println!("{score:>4}  {name}");
        let missing = missing(&report, category);
        for line in &missing {
            println!("        {line}");
        }
        if strict && score != "100" {
            short.push(name);
        }
    }
    for (name, id) in [
        ("first text", "first-contentful-paint"),
        ("largest part", "largest-contentful-paint"),
        ("blocked", "total-blocking-time"),
        ("shift", "cumulative-layout-shift"),
    ] {
        let value = report.pointer(&format!("/audits/{id}/displayValue"));
        println!(
            "      {name}: {}",
            value.and_then(Value::as_str).unwrap_or_default()
        );
    }
    if short.is_empty() {
        Ok(())
    } else {
        bail!("not the best: {}", short.join(", "))
    }
}

/// A share of one as whole hundredths.
fn hundredths(score: &Value) -> String {
    match score.to_string().split_once('.') {
        None if score == &Value::from(1) => "100".into(),
        None => "0".into(),
        Some(("1", _)) => "100".into(),
        Some((_, part)) => format!("{part:0<2.2}").trim_start_matches('0').to_owned(),
    }
}

/// What a category counts and does not find perfect.
fn missing(report: &Value, category: &Value) -> Vec<String> {
    let audits = category.get("auditRefs").and_then(Value::as_array);
    let counted = audits.into_iter().flatten().filter(|audit| {
        audit
            .get("weight")
            .and_then(Value::as_f64)
            .is_some_and(|weight| weight > 0.0)
    });
    counted
        .filter_map(|audit| {
            let id = audit.get("id")?.as_str()?;
            let audit = report.pointer(&format!("/audits/{id}"))?;
            let score = audit.get("score")?.as_f64()?;
            let text = |key| audit.get(key).and_then(Value::as_str).unwrap_or_default();
            (score < 1.0).then(|| format!("{id}: {} {}", text("title"), text("displayValue")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_read_as_hundredths() {
        for (score, expected) in [
            ("1", "100"),
            ("1.0", "100"),
            ("0.9", "90"),
            ("0.07", "7"),
            ("0", "0"),
        ] {
            let score: Value = serde_json::from_str(score).unwrap_or_default();
            assert_eq!(hundredths(&score), expected);
        }
    }
}
