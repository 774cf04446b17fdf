//! `cargo xtask fuzz`: one target for some minutes, and then its corpus made small again.
//!
//! The compiler stays the pinned stable one: without a sanitizer (nothing here is unsafe code) the
//! fuzzer needs nothing of a nightly.

use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::run::{self, step};
use xtask_tools::setup;
use xtask_tools::tools::CARGO_FUZZ;

/// Every target, by the names of `tests/fuzz/fuzz_targets`.
const TARGETS: [&str; 4] = ["rules", "pack", "answers", "link"];

/// The largest file that a corpus keeps, in bytes, and how many there are at most.
const LARGEST: u64 = 2000;
const MOST: usize = 40;

/// Runs a target. Its failures are in `target/fuzz/found`; new inputs are added to the corpus.
///
/// # Errors
/// If there is no such target, or it finds something.
pub fn fuzz(paths: &Paths, target: &str, minutes: u32) -> Result<()> {
    if !TARGETS.contains(&target) {
        bail!("no target `{target}`; there are {}", TARGETS.join(", "));
    }
    step("cargo-fuzz", || setup::cargo_tool(paths, &CARGO_FUZZ))?;
    let work = paths.target.join("fuzz");
    let (grown, found) = (work.join("corpus").join(target), work.join("found"));
    fs::create_dir_all(&grown)?;
    fs::create_dir_all(&found)?;
    step("what to begin with", || {
        run::command(
            Command::new("cargo")
                .args(["test", "--quiet", "-p", "huice-tests", "--test", "fuzz"])
                .args(["--", "--ignored", "write_seeds"])
                .current_dir(&paths.root),
        )
    })?;
    let kept = paths.root.join("tests/fuzz/corpus").join(target);
    step(target, || {
        let mut prefix = found.into_os_string();
        prefix.push("/");
        let mut artifacts = std::ffi::OsString::from("-artifact_prefix=");
        artifacts.push(prefix);
        run::command(
            cargo_fuzz(paths, "run")
                .arg(target)
                .args([&grown, &work.join("seeds").join(target), &kept])
                .args(["--", "-timeout=25", "-rss_limit_mb=2500", "-max_len=4096"])
                .arg(format!("-max_total_time={}", minutes.saturating_mul(60)))
                .arg(artifacts),
        )
    })?;
    step("a small corpus", || {
        run::command(cargo_fuzz(paths, "cmin").arg(target).arg(&grown))?;
        keep_some(&grown, &kept)
    })
}

/// The fuzzer with its folder and its flags.
fn cargo_fuzz(paths: &Paths, what: &str) -> Command {
    let mut command = Command::new(CARGO_FUZZ.path(paths));
    command
        .args(["fuzz", what, "--fuzz-dir", "tests/fuzz", "-s", "none"])
        .arg("--target-dir")
        .arg(paths.target.join("fuzz"))
        .current_dir(&paths.root);
    command
}

/// Some small files, spread evenly over the whole. Files of earlier findings keep their names.
fn keep_some(from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let mut files = Vec::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.metadata()?.len() <= LARGEST {
            files.push(entry.path());
        }
    }
    files.sort();
    let there = fs::read_dir(to)?.count();
    let room = MOST.saturating_sub(there);
    let skip = files.len().checked_div(room).unwrap_or(files.len()).max(1);
    for file in files.iter().step_by(skip).take(room) {
        let name = file.file_name().context("a file without a name")?;
        fs::copy(file, to.join(name))?;
    }
    Ok(())
}
