//! The crates keep their directions: which crate may know which, and what no source may hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod modules;
mod web;

use huice_tests::{corpus, root};
use modules::Crate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every package and the siblings it may use: what it is built from, and what only its own tests
/// may use besides. Nothing that ships uses the command line or the tasks; the browser tests
/// borrow the tasks' server.
const EDGES: &[(&str, &[&str], &[&str])] = &[
    ("huice-core", &[], &[]),
    ("huice-zh", &["huice-core"], &[]),
    ("huice-syntax", &[], &[]),
    (
        "huice-check",
        &["huice-core", "huice-zh", "huice-syntax"],
        &[],
    ),
    (
        "huice-audit",
        &["huice-core", "huice-syntax", "huice-check"],
        &[],
    ),
    (
        "huice-ide",
        &[
            "huice-core",
            "huice-zh",
            "huice-syntax",
            "huice-check",
            "huice-audit",
        ],
        &[],
    ),
    ("huice-pack", &["huice-core"], &[]),
    ("huice-oracle", &["huice-core"], &[]),
    ("huice-api", &["huice-core", "huice-zh"], &[]),
    (
        "huice-source",
        &[
            "huice-core",
            "huice-zh",
            "huice-syntax",
            "huice-check",
            "huice-pack",
        ],
        &[],
    ),
    (
        "huice-wasm",
        &["huice-core", "huice-zh", "huice-api", "huice-pack"],
        &["huice-check"],
    ),
    (
        "huice-web",
        &["huice-core", "huice-zh", "huice-pack"],
        &["huice-check"],
    ),
    (
        "huice-workbench",
        &[
            "huice-core",
            "huice-zh",
            "huice-api",
            "huice-syntax",
            "huice-check",
            "huice-ide",
            "huice-oracle",
        ],
        &[],
    ),
    (
        "huice-cli",
        &[
            "huice-core",
            "huice-zh",
            "huice-api",
            "huice-syntax",
            "huice-check",
            "huice-audit",
            "huice-ide",
            "huice-pack",
            "huice-source",
            "huice-batch",
        ],
        &[],
    ),
    (
        "huice-batch",
        &["huice-core", "huice-zh", "huice-api", "huice-source"],
        &["huice-syntax"],
    ),
    (
        "huice-python",
        &[
            "huice-core",
            "huice-zh",
            "huice-api",
            "huice-syntax",
            "huice-pack",
            "huice-source",
            "huice-batch",
        ],
        &[],
    ),
    ("huice-tests", ALL, ALL),
    (
        "huice-bench",
        &["huice-core", "huice-zh", "huice-pack"],
        &["huice-oracle", "huice-tests"],
    ),
    (
        "xtask",
        &["xtask-browser", "xtask-server", "xtask-site", "xtask-tools"],
        &[],
    ),
    ("xtask-bindgen", &[], &[]),
    ("xtask-browser", &["xtask-tools"], &[]),
    ("xtask-server", &["xtask-site"], &[]),
    ("xtask-site", &["xtask-tools"], &[]),
    ("xtask-tools", &[], &[]),
];

/// Everything that the tests may use.
const ALL: &[&str] = &[
    "huice-bench",
    "huice-core",
    "huice-zh",
    "huice-api",
    "huice-syntax",
    "huice-check",
    "huice-ide",
    "huice-audit",
    "huice-pack",
    "huice-oracle",
    "huice-wasm",
    "xtask-browser",
    "xtask-server",
    "xtask-site",
    "xtask-tools",
];

/// Pages with good and bad examples for the authors of rules: rule text, though in Rust files.
const PAGES: &str = "crates/huice-check/src/codes";

/// What the core is built from; anything more is a decision to be made here.
const CORE_USES: [&str; 2] = ["rust_decimal", "serde"];

/// What must not reach the core, however far away.
const NEVER_IN_CORE: [&str; 5] = ["serde_json", "wasm-bindgen", "js-sys", "web-sys", "chrono"];

/// What the core's own text may not name: floats, files, clocks, the machine it runs on.
const CORE_NEVER_NAMES: [&str; 9] = [
    "f64",
    "f32",
    "std::fs",
    "std::io",
    "std::time",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
];

fn cargo(arguments: &[&str]) -> String {
    let run = |extra: &[&str]| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        Command::new(cargo)
            .current_dir(root())
            .args(arguments)
            .args(extra)
            .output()
            .unwrap()
    };
    // The fetched packages are almost always enough, and need no network.
    let mut output = run(&["--offline"]);
    if !output.status.success() {
        output = run(&[]);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn packages() -> Vec<Value> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn every_edge_points_the_right_way() {
    let packages = packages();
    let name = |p: &Value| p["name"].as_str().unwrap().to_owned();
    let members: Vec<String> = packages.iter().map(name).collect();
    let mut wrong = Vec::new();
    for package in &packages {
        let name = name(package);
        let Some((_, built, tested)) = EDGES.iter().find(|(n, _, _)| *n == name) else {
            wrong.push(format!("{name} has no place in the list: add it to EDGES"));
            continue;
        };
        for edge in package["dependencies"].as_array().unwrap() {
            let to = edge["name"].as_str().unwrap();
            let for_tests = edge["kind"].as_str() == Some("dev");
            let allowed = built.contains(&to) || (for_tests && tested.contains(&to));
            if members.iter().any(|m| m == to) && !allowed {
                wrong.push(format!("{name} must not use {to}"));
            }
            if name == "huice-core" && !for_tests && !CORE_USES.contains(&to) {
                wrong.push(format!("huice-core must not use {to}"));
            }
        }
    }
    for (name, _, _) in EDGES {
        if !members.iter().any(|m| m == name) {
            wrong.push(format!("{name} is gone: take it out of EDGES"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_forbidden_reaches_the_core_from_afar() {
    let tree = cargo(&[
        "tree",
        "-p",
        "huice-core",
        "-e",
        "normal,build",
        "--prefix",
        "none",
    ]);
    let reached: Vec<&str> = tree.lines().filter_map(|l| l.split(' ').next()).collect();
    assert!(
        reached.contains(&"serde"),
        "the tree was read wrongly:\n{tree}"
    );
    for name in NEVER_IN_CORE {
        assert!(
            !reached.contains(&name),
            "huice-core reaches {name}:\n{tree}"
        );
    }
}

#[test]
fn the_core_names_no_float_no_file_and_no_clock() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&root().join("crates/huice-core/src")) {
        for (number, line) in code_lines(&text) {
            for word in CORE_NEVER_NAMES {
                if has_word(line, word) {
                    wrong.push(format!("{}:{number}: {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_source_names_an_instrument_a_document_or_a_place() {
    let corpus = corpus();
    let mut names: Vec<String> = corpus.instruments().map(|(i, _)| i.id.clone()).collect();
    names.extend(corpus.document_ids().map(str::to_owned));
    for place in corpus.places() {
        names.extend([place.code.clone(), place.name.clone()]);
    }
    assert!(names.len() > 100, "the rules were read wrongly");
    let mut folders = vec![root().join("web/src")];
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        folders.push(entry.unwrap().path().join("src"));
    }
    let mut wrong = Vec::new();
    let mut read = 0;
    for folder in folders {
        for (path, text) in sources(&folder) {
            read += 1;
            if path.starts_with(PAGES) {
                continue;
            }
            for (number, line) in code_lines(&text) {
                for name in names.iter().filter(|n| has_word(line, n)) {
                    wrong.push(format!("{}:{number}: {name}", path.display()));
                }
            }
        }
    }
    assert!(read > 20, "the sources were not found");
    assert!(
        wrong.is_empty(),
        "law is data, not Rust:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_modules_of_a_crate_go_in_a_circle() {
    let mut all_circles: Vec<(String, BTreeMap<String, BTreeSet<String>>)> = Vec::new();
    let mut modules = 0;
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap().join("src");
        let from = folder.strip_prefix(root()).unwrap();
        let code = |(path, text): (PathBuf, String)| {
            let path = path.strip_prefix(from).unwrap().to_string_lossy();
            let lines: Vec<&str> = code_lines(&text).map(|(_, line)| line).collect();
            (path.into_owned(), lines.join("\n"))
        };
        let sources: Vec<(String, String)> = sources(&folder).into_iter().map(code).collect();
        modules += sources.len();
        let circles = Crate::of(&sources).circles();
        all_circles.extend(circles.into_iter().map(|circle| (name.to_owned(), circle)));
    }
    assert!(modules > 100, "the sources were not found");
    let mut wrong = Vec::new();
    for (name, circle) in &all_circles {
        wrong.push(format!("{name}:"));
        for (from, to) in circle {
            let to: Vec<&str> = to.iter().map(String::as_str).collect();
            wrong.push(format!("    {from} uses {}", to.join(", ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "modules in a circle:\n{}",
        wrong.join("\n")
    );
}

/// The words that people read, and the reading of what they write, stand in huice-zh.
#[test]
fn the_core_speaks_no_chinese() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&root().join("crates/huice-core/src")) {
        for (number, line) in code_lines(&text) {
            let code = line.split(" // ").next().unwrap_or_default();
            if code.contains(is_chinese) {
                wrong.push(format!("{}:{number}: {}", path.display(), code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "words for people:\n{}", wrong.join("\n"));
}

/// A Chinese character, or Chinese punctuation.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// Every source below a folder, with its path from the root. Files of tests are left out.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let tests = path.file_stem().is_some_and(|s| s == "tests");
        if path.is_dir() && !tests {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !tests {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((path.strip_prefix(root()).unwrap().to_owned(), text));
        }
    }
    files
}

/// The lines outside tests and comments, from 1: tests stand at the end of a file.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text[..end].lines().enumerate();
    lines
        .map(|(n, line)| (n + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether the line contains the word, not as part of a longer one of letters and digits.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joined =
            |edge: Option<char>, end: Option<char>| edge.is_some_and(part) && end.is_some_and(part);
        !joined(before, word.chars().next()) && !joined(after, word.chars().next_back())
    })
}

#[test]
fn words_are_distinguished_from_parts_of_words() {
    assert!(has_word("x: f64,", "f64"));
    assert!(!has_word("buf64", "f64"));
    assert!(!has_word("1320281", "320281"));
    assert!(has_word("在江阴市", "江阴市"));
}
