//! The fuzzer's corpus, replayed: each file goes through the function of its target.
//!
//! `cargo test -p huice-tests --test fuzz -- --ignored write_seeds` writes the seeds of the fuzzer
//! to `target/fuzz/seeds`; `cargo xtask fuzz` does this itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
#![allow(
    dead_code,
    unused_imports,
    unexpected_cfgs,
    reason = "the app's modules; not all that they offer is used here"
)]

#[path = "../../web/src/draft.rs"]
mod draft;
#[path = "../../web/src/embed.rs"]
mod embed;
#[path = "../../web/src/labels/mod.rs"]
mod labels;
#[path = "../../web/src/link.rs"]
mod link;
#[path = "../../web/src/loan.rs"]
mod loan;
#[path = "../../web/src/results.rs"]
mod results;
#[path = "../../web/src/route.rs"]
mod route;
#[path = "../../web/src/saved_session.rs"]
mod saved_session;
#[path = "../../web/src/site.rs"]
mod site;
#[path = "../../web/src/state/mod.rs"]
mod state;
#[path = "../fuzz/link.rs"]
mod target;
#[path = "../../web/src/unfinished.rs"]
mod unfinished;

use huice_tests::{fuzz, root};
use std::path::PathBuf;

/// A target: its name, its function, and what it begins with.
type Target = (&'static str, fn(&[u8]), fn() -> Vec<Vec<u8>>);

const TARGETS: [Target; 4] = [
    ("rules", fuzz::rules, fuzz::rules_seeds),
    ("pack", fuzz::pack, fuzz::pack_seeds),
    ("answers", fuzz::answers, fuzz::answers_seeds),
    ("link", target::link, target::link_seeds),
];

/// The fewest files that a corpus must hold for its replay to mean anything.
const FEWEST: usize = 10;

fn replay(name: &str) {
    let (_, run, seeds) = TARGETS.iter().find(|(n, _, _)| *n == name).unwrap();
    for seed in seeds() {
        run(&seed);
    }
    let folder = root().join("tests/fuzz/corpus").join(name);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= FEWEST, "{name}: {} files", files.len());
    for file in files {
        // Shown only if a test fails.
        eprintln!("{}", file.display());
        run(&std::fs::read(&file).unwrap());
    }
}

#[test]
fn the_corpus_of_rules_is_survived() {
    replay("rules");
}

#[test]
fn the_corpus_of_packs_is_survived() {
    replay("pack");
}

#[test]
fn the_corpus_of_answers_is_survived() {
    replay("answers");
}

#[test]
fn the_corpus_of_links_is_survived() {
    replay("link");
}

#[test]
#[ignore = "writes files: what the fuzzer begins with"]
fn write_seeds() {
    for (name, _, seeds) in TARGETS {
        let folder = root().join("target/fuzz/seeds").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (at, seed) in seeds().iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at:03}")), seed).unwrap();
        }
    }
}
