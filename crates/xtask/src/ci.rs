//! `cargo xtask test`: everything that CI checks, cheapest first after the set-up. The first failure stops it.

use crate::paths::Paths;
use crate::run::{self, seconds, step};
use crate::{browser, build, conformance, npm, setup, sizes, walks};
use anyhow::Result;
use std::process::Command;
use std::time::Instant;

/// A step: its name, how to run it alone, and what it does.
type Step = (&'static str, &'static str, fn(&Paths) -> Result<()>);

const STEPS: [Step; 15] = [
    ("set-up", "cargo xtask setup", setup::setup),
    ("Rust format", "cargo fmt --all --check", |paths| {
        cargo(paths, &["fmt", "--all", "--check"])
    }),
    (
        "rules check",
        "cargo run -p huice-cli -- check --deny-warnings",
        |paths| huice(paths, &["check", "--deny-warnings"]),
    ),
    (
        "rules format",
        "cargo run -p huice-cli -- fmt --check",
        |paths| huice(paths, &["fmt", "--check"]),
    ),
    (
        "rules examples",
        "cargo run -p huice-cli -- test",
        |paths| huice(paths, &["test"]),
    ),
    (
        "audit",
        "cargo run -p huice-cli -- audit --sources ../shared/sources --ledger ../shared/ledger/ledger.json",
        audit,
    ),
    (
        "lints",
        "cargo clippy --workspace --all-targets --all-features -- -D warnings",
        |paths| {
            cargo(
                paths,
                &[
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--all-features",
                    "--quiet",
                    "--",
                    "-D",
                    "warnings",
                ],
            )
        },
    ),
    ("tests", "cargo test --workspace", |paths| {
        cargo(paths, &["test", "--workspace", "--quiet"])?;
        // As the page has it.
        let page = [
            "test",
            "-p",
            "huice-pack",
            "--no-default-features",
            "--quiet",
        ];
        cargo(paths, &page)
    }),
    ("build", "cargo xtask build", build::build),
    ("npm package", "cargo xtask npm", npm::npm),
    ("npm tests", "cargo xtask npm-tests", npm::tests),
    ("conformance", "cargo xtask conformance", |paths| {
        conformance::conformance(paths, false)
    }),
    ("sizes", "cargo xtask sizes", sizes::sizes),
    ("browser", "cargo xtask browser", walks::walks),
    ("engines", "cargo xtask engines", browser::engines),
];

/// Runs all steps.
///
/// # Errors
/// At the first step that fails, with how to run it alone.
pub fn test(paths: &Paths) -> Result<()> {
    let start = Instant::now();
    for (name, again, work) in STEPS {
        step(name, || work(paths))
            .map_err(|error| error.context(format!("to run it alone: {again}")))?;
    }
    eprintln!(
        "all {} steps passed in {}",
        STEPS.len(),
        seconds(start.elapsed())
    );
    Ok(())
}

/// Compares the rules with the documents, if a check-out has them beside it.
fn audit(paths: &Paths) -> Result<()> {
    let shared = paths.root.join("../shared");
    let sources = shared.join("sources");
    if !sources.is_dir() {
        eprintln!("the documents are not beside the check-out: nothing was compared");
        return Ok(());
    }
    let ledger = shared.join("ledger/ledger.json");
    let mut command = build::huice(paths);
    command.arg("audit").arg("--sources").arg(sources);
    run::command(command.arg("--ledger").arg(ledger))
}

fn cargo(paths: &Paths, arguments: &[&str]) -> Result<()> {
    run::command(
        Command::new("cargo")
            .args(arguments)
            .current_dir(&paths.root),
    )
}

fn huice(paths: &Paths, arguments: &[&str]) -> Result<()> {
    run::command(build::huice(paths).args(arguments))
}
