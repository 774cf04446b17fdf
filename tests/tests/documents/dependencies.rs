//! `docs/dependencies.md` has every dependency, and gives a reason for each.

use crate::read;
use huice_tests::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use xtask_tools::tools;

/// The packages of the table, each with its reason.
fn listed() -> BTreeMap<String, String> {
    let text = read("docs/dependencies.md");
    let mut rows = BTreeMap::new();
    for line in text.lines() {
        let Some(rest) = line.strip_prefix("| `") else {
            continue;
        };
        let (name, rest) = rest.split_once('`').unwrap();
        let reason = rest.trim_matches(['|', ' ']).to_owned();
        let before = rows.insert(name.to_owned(), reason);
        assert!(before.is_none(), "{name} is there twice");
    }
    rows
}

fn crates(manifest: &str) -> BTreeSet<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
    cargo.arg("--manifest-path").arg(root().join(manifest));
    let out = cargo.output().unwrap();
    assert!(out.status.success(), "{manifest}");
    let metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    let mut names = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        for edge in package["dependencies"].as_array().unwrap() {
            // What has a path is a sibling.
            if edge["path"].is_null() {
                names.insert(edge["name"].as_str().unwrap().to_owned());
            }
        }
    }
    names
}

fn npm() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in tools::NPM_FOLDERS {
        let package: Value = serde_json::from_str(folder.package).unwrap();
        for part in ["dependencies", "overrides"] {
            let packages = package[part].as_object();
            names.extend(packages.into_iter().flatten().map(|(name, _)| name.clone()));
        }
    }
    names
}

#[test]
fn every_dependency_has_its_reason() {
    let mut used = crates("Cargo.toml");
    used.extend(crates("tests/fuzz/Cargo.toml"));
    assert!(used.len() > 30, "{used:?}");
    used.extend(npm());
    used.extend(
        tools::CARGO_TOOLS
            .iter()
            .map(|tool| tool.package.to_owned()),
    );
    used.extend(
        tools::DEBIAN_PACKAGES
            .iter()
            .copied()
            .flatten()
            .map(|package| package.name.to_owned()),
    );
    let listed = listed();
    let missing: Vec<&String> = used
        .iter()
        .filter(|name| !listed.contains_key(*name))
        .collect();
    assert!(
        missing.is_empty(),
        "give a reason in docs/dependencies.md for {missing:?}"
    );
    let gone: Vec<&String> = listed.keys().filter(|name| !used.contains(*name)).collect();
    assert!(
        gone.is_empty(),
        "nothing uses {gone:?}: take them out of docs/dependencies.md"
    );
    let bare: Vec<&String> = listed
        .iter()
        .filter(|(_, why)| why.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(bare.is_empty(), "no reason for {bare:?}");
}
