//! Many people at once: `screen`, `generate` and `diff`, by the built `huice`.
#![cfg(feature = "batch")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

#[path = "../common/mod.rs"]
mod common;

mod bad;
mod compare;
mod diff;
mod formats;
mod resume;

use common::{Run, huice};
use std::path::{Path, PathBuf};

const PLACE: [&str; 4] = ["--place", "990001", "--as-of", "2020-01-01"];

/// Screens a file of the small place.
fn screen(folder: &Path, input: &str, output: &str, more: &[&str]) -> Run {
    let fixed = ["screen", input, "-o", output];
    huice(folder, &[&fixed, &PLACE[..], more].concat(), b"")
}

/// A text of a folder.
fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The rules of the repository, copied where they can be changed.
fn real_rules(folder: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let to = folder.join("real");
    copy(&root, &to);
    to
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
