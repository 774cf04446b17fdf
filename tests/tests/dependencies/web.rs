//! What the source of the app may not hold.

use huice_tests::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file of the app, and of the loader.
const MOST: usize = 400;
const MOST_LOADER: usize = 250;

/// What the build may not need: an unstable compiler, a private standard library, private passes
/// over the program, markup written as text.
const FORBIDDEN: [&str; 6] = [
    "RUSTC_BOOTSTRAP",
    "build-std",
    "order.mjs",
    "imports.mjs",
    "inner_html",
    "from_html_unchecked",
];

fn files(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

fn below(folders: &[&str]) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for folder in folders {
        files(&root().join(folder), &mut paths);
    }
    paths
}

fn lines(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}

#[test]
fn no_file_of_the_app_is_too_long() {
    let all = below(&["web/src"]);
    assert!(all.len() > 50);
    for file in all {
        let count = lines(&file);
        assert!(count <= MOST, "{} has {count} lines", file.display());
    }
    let loader = lines(&root().join("web/loader/loader.js"));
    assert!(loader < MOST_LOADER, "the loader has {loader} lines");
}

#[test]
fn the_app_is_built_as_any_program_of_yew() {
    let mut all = below(&["web", "crates/xtask", "crates/xtask-site"]);
    all.extend(["index.html", "Cargo.toml", "Trunk.toml"].map(|name| root().join(name)));
    for file in all {
        let name = file.display();
        let text = fs::read_to_string(&file).unwrap_or_default();
        for word in FORBIDDEN {
            assert!(
                !text.contains(word) && !name.to_string().ends_with(word),
                "{name}: {word}"
            );
        }
    }
}
