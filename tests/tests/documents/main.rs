//! The statements of the documents about the repository are true.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod dependencies;
mod readme;

use huice_tests::root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The longest that the map of the code may be, in bytes.
const MAP: usize = 10 * 1024;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every file that git knows, by its path.
fn tracked() -> Vec<String> {
    let mut git = Command::new("git");
    let out = git.args(["ls-files"]).current_dir(root()).output().unwrap();
    assert!(out.status.success(), "git ls-files");
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Every document of the repository.
fn documents() -> Vec<String> {
    let mut all = tracked();
    all.retain(|path| path.ends_with(".md") && root().join(path).is_file());
    assert!(all.len() > 20, "the documents were not found");
    all
}

#[test]
fn the_map_of_the_code_is_short() {
    let length = read("ARCHITECTURE.md").len();
    assert!(length <= MAP, "ARCHITECTURE.md has {length} bytes of {MAP}");
}

/// What looks like the path of a file: `crates/a/src/b.rs`, `machine.rs`, `tests/tests/exact.rs`.
fn files_in(text: &str) -> Vec<&str> {
    const ENDS: [&str; 9] = [
        ".rs", ".md", ".yaml", ".toml", ".json", ".js", ".mjs", ".css", ".html",
    ];
    let part = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    text.split(|c| !part(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| {
            ENDS.iter()
                .any(|end| word.len() > end.len() && word.ends_with(end))
        })
        .collect()
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let tracked = tracked();
    let mut wrong = Vec::new();
    let mut read_files = 0;
    for document in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "README.zh-CN.md",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain(documents().into_iter().filter(|path| is_current(path)))
    {
        for file in files_in(&read(&document)) {
            read_files += 1;
            let file = file.trim_start_matches("../").trim_start_matches("/huice");
            let file = file.trim_start_matches('/');
            let end = format!("/{file}");
            let there = tracked
                .iter()
                .any(|path| path == file || path.ends_with(&end));
            if !there && !made(file) {
                wrong.push(format!("{document}: {file}"));
            }
        }
    }
    assert!(
        read_files > 60,
        "only {read_files} files were found in the documents"
    );
    assert!(wrong.is_empty(), "no such file:\n{}", wrong.join("\n"));
}

/// The changelog and decisions describe the past.
fn is_current(path: &str) -> bool {
    path != "CHANGELOG.md" && !path.starts_with("docs/decisions/")
}

/// Files that a build makes, a reader writes, or an address names.
fn made(file: &str) -> bool {
    const MADE: [&str; 14] = [
        ".helix/languages.toml",
        ".vscode/settings.json",
        "js-jy-2026-30/03-08.yaml",
        "js-jy-2026-30/document.yaml",
        "answers.json",
        "columns.json",
        "workbench-worker.js",
        "files.json",
        "law/index.json",
        "PEOPLE.json",
        "ten.json",
        "v1/embed.js",
        "v1/frame.js",
        "v1/contract.json",
    ];
    MADE.iter().any(|end| file.ends_with(end)) || file.contains("-demo")
}

#[test]
fn the_path_of_an_answer_and_of_a_clause_is_in_the_map() {
    let map = read("ARCHITECTURE.md");
    for (heading, least) in [
        ("## The path of one answer", 10),
        ("## The path of one clause", 10),
    ] {
        let (_, rest) = map.split_once(heading).expect(heading);
        let section = rest.split("\n## ").next().unwrap();
        let files = files_in(section).len();
        assert!(files >= least, "{heading}: {files} files");
    }
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut links = 0;
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(&document).parent().unwrap().to_owned();
        for part in text.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap();
            let path = target.split('#').next().unwrap();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            links += 1;
            if !exists(&folder.join(path)) {
                wrong.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(links > 50, "only {links} links were found");
    assert!(wrong.is_empty(), "dead links:\n{}", wrong.join("\n"));
}

fn exists(path: &Path) -> bool {
    let path: PathBuf = root().join(path);
    path.exists()
}

/// Headings of an unreleased change: who it is for.
const READERS: [&str; 5] = [
    "For everybody",
    "For rule authors",
    "For users of the command line",
    "For embedders",
    "For package users",
];

#[test]
fn the_changelog_says_whom_a_change_concerns() {
    let text = read("CHANGELOG.md");
    let (_, rest) = text.split_once("\n## Unreleased\n").expect("Unreleased");
    let unreleased = rest.split("\n## ").next().unwrap();
    let headings: Vec<&str> = unreleased
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    for reader in READERS {
        let count = headings
            .iter()
            .filter(|heading| **heading == reader)
            .count();
        assert_eq!(count, 1, "`### {reader}` in {headings:?}");
    }
}

#[test]
fn the_oldest_compiler_is_the_one_that_every_test_runs_with() {
    let pinned = read("rust-toolchain.toml");
    let channel = pinned.split_once("channel = \"").unwrap().1;
    let channel = channel.split('"').next().unwrap();
    let stated = read("Cargo.toml");
    let stated = stated.split_once("rust-version = \"").unwrap().1;
    let stated = stated.split('"').next().unwrap();
    let stated = if stated.matches('.').count() == 1 {
        format!("{stated}.0")
    } else {
        stated.to_owned()
    };
    assert_eq!(channel, stated, "rust-toolchain.toml and rust-version");
    let mut rustc = Command::new("rustc");
    let out = rustc.arg("--version").current_dir(root()).output().unwrap();
    let printed = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        printed.starts_with(&format!("rustc {channel} ")),
        "{printed}"
    );
}
