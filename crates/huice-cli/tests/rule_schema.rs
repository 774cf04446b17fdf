//! The JSON Schemas of rule files, in `docs/schema`: what the program prints. Every file of the rules
//! follows its schema; what the checker refuses for its form does not.
//!
//! `HUICE_BLESS=1` writes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::huice;
use huice_syntax::{Kind, Node, Style, parse};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILES: [&str; 6] = ["clause", "document", "facts", "places", "goals", "terms"];

/// Codes of what is wrong with the form of a file, whatever it means: an unknown key, one that is
/// missing, a list for a text, another word.
const FORM: [&str; 4] = ["E020", "E021", "E022", "E023"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Which schema is that of a file.
fn kind(path: &str) -> &'static str {
    let mut names = path.rsplit('/');
    match (names.next().unwrap(), names.next()) {
        ("document.yaml", _) => "document",
        (_, Some("facts")) => "facts",
        ("places.yaml", _) => "places",
        ("goals.yaml", _) => "goals",
        ("terms.yaml", _) => "terms",
        _ => "clause",
    }
}

/// A tree as YAML 1.2 reads it.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::List(items) => items.iter().map(value).collect(),
        Kind::Map(entries) => {
            let all = entries.iter().map(|e| (e.key.clone(), value(&e.value)));
            Value::Object(all.collect::<Map<_, _>>())
        }
        Kind::Scalar(scalar) if scalar.style != Style::Plain => json!(scalar.text),
        Kind::Scalar(scalar) => match scalar.text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            text => match text.parse::<f64>() {
                Ok(number) if text.starts_with(|c: char| c.is_ascii_digit()) => json!(number),
                Ok(_) | Err(_) => json!(text),
            },
        },
    }
}

fn read(text: &str) -> Option<Value> {
    let parsed = parse("file.yaml", text);
    parsed.root.as_ref().filter(|_| !parsed.broken).map(value)
}

fn schemas() -> BTreeMap<&'static str, Validator> {
    let schema = |name: &str| {
        let path = root().join(format!("docs/schema/{name}.json"));
        let text = std::fs::read_to_string(path).unwrap();
        jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
    };
    FILES.into_iter().map(|name| (name, schema(name))).collect()
}

fn yaml_in(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml_in(&path, found);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path.to_string_lossy().replace('\\', "/"), text));
        }
    }
}

#[test]
fn the_schemas_are_those_that_are_printed() {
    for name in FILES {
        let printed = huice(&root(), &["schema", name], b"").expect(0, &[]).said();
        let path = root().join(format!("docs/schema/{name}.json"));
        if std::env::var_os("HUICE_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &printed).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            kept, printed,
            "HUICE_BLESS=1 writes docs/schema/{name}.json"
        );
    }
}

#[test]
fn every_file_of_the_rules_follows_its_schema() {
    let schemas = schemas();
    let mut files = Vec::new();
    yaml_in(&root().join("rules"), &mut files);
    assert!(files.len() > 150);
    let mut wrong = String::new();
    for (path, text) in &files {
        let value = read(text).unwrap();
        for error in schemas[kind(path)].iter_errors(&value).take(2) {
            wrong += &format!("{path}: {}: {error}\n", error.instance_path());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_refused_for_its_form_does_not_follow_it() {
    let schemas = schemas();
    let mut files = Vec::new();
    yaml_in(&root().join("tests/suite/check"), &mut files);
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (path, text) in &files {
        let form = (text.lines())
            .filter_map(|line| line.split_once("# <- "))
            .any(|(_, codes)| codes.split_whitespace().any(|code| FORM.contains(&code)));
        let named = text.lines().find_map(|line| line.strip_prefix("# file:"));
        let Some(value) = read(text).filter(|_| form) else {
            continue;
        };
        tried += 1;
        if schemas[kind(named.map_or("demo/01-01.yaml", str::trim))].is_valid(&value) {
            wrong.push(path.rsplit('/').next().unwrap());
        }
    }
    assert!(tried > 15, "{tried}");
    assert!(wrong.is_empty(), "{wrong:?}");
}
