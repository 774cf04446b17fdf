//! What `--json` prints is what the published JSON Schema says, with no key more.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod common;

use common::{ANSWERS, folder, huice};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Objects with names of their own allow no others.
fn close(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.entry("additionalProperties").or_insert(json!(false));
            }
            map.values_mut().for_each(close);
        }
        _ => {}
    }
}

/// Every schema by its name.
fn schemas() -> BTreeMap<&'static str, jsonschema::Validator> {
    let closed = huice_api::schema::all().into_iter().map(|(name, schema)| {
        let mut schema = serde_json::to_value(schema).unwrap();
        close(&mut schema);
        (name, jsonschema::validator_for(&schema).unwrap())
    });
    closed.collect()
}

#[track_caller]
fn holds(validator: &jsonschema::Validator, value: &Value) {
    let errors = validator.iter_errors(value);
    let wrong: Vec<String> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn printed(folder: &Path, words: &str, answers: &str) -> Value {
    let words = words.split(' ').chain(["--json"]);
    let words: Vec<&str> = words.collect();
    huice(folder, &words, answers.as_bytes())
        .expect(0, &[])
        .json()
}

/// `HUICE_BLESS=1 cargo test -p huice-cli --test schema` writes them.
#[test]
fn the_published_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../huice-api/schema");
    let bless = std::env::var_os("HUICE_BLESS").is_some();
    let mut names = Vec::new();
    for (name, schema) in huice_api::schema::all() {
        let name = format!("{name}.json");
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if bless {
            std::fs::write(folder.join(&name), &text).unwrap();
        }
        let found = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(found == text, "{name} is stale: run with HUICE_BLESS=1");
        names.push(name);
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "no shape is called {name}");
    }
}

#[test]
fn every_command_prints_what_the_schema_says() {
    let folder = folder("schema");
    let schemas = schemas();
    let case = "--place 990001 --as-of 2020-01-01 --answers -";
    let open = r#"{"approved": false, "hires": [{"people": 2, "insured": false}]}"#;
    for answers in [ANSWERS, open, "{}"] {
        for (name, words) in [
            ("evaluation", format!("evaluate {case} --changes")),
            ("explanation", format!("explain test-hires {case}")),
            ("question", format!("ask {case}")),
            ("plan", format!("plan {case} --months 5")),
        ] {
            let value = printed(&folder, &words, answers);
            holds(schemas.get(name).unwrap(), &value);
        }
    }
    for (name, words) in [
        ("facts", "facts"),
        ("policies", "list --place 990001"),
        ("places", "list"),
        (
            "loan",
            "loan --amount 12000 --rate 12 --months 3 --subsidy 50%",
        ),
    ] {
        holds(schemas.get(name).unwrap(), &printed(&folder, words, ""));
    }
    // An answer that is left out is told with its field.
    let words = format!("evaluate {case} --lenient");
    let value = printed(&folder, &words, r#"{"age": "x"}"#);
    holds(schemas.get("evaluation").unwrap(), &value);
    assert_eq!(value["refused"][0]["field"], "age");
}

#[test]
fn every_place_prints_what_the_schema_says() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let rules = rules.to_str().unwrap();
    let folder = folder("schema-places");
    let schemas = schemas();
    for place in ["320281", "500101", "500153", "512000"] {
        let case = format!("--rules {rules} --place {place} --as-of 2020-06-30");
        for (name, command) in [
            ("evaluation", "evaluate"),
            ("question", "ask"),
            ("plan", "plan"),
            ("policies", "list"),
        ] {
            let words = match command {
                "list" => format!("list --rules {rules} --place {place}"),
                _ => format!("{command} {case}"),
            };
            holds(schemas.get(name).unwrap(), &printed(&folder, &words, "{}"));
        }
    }
}

#[test]
fn a_shape_that_is_not_the_schemas_is_refused() {
    let folder = folder("schema-wrong");
    let schemas = schemas();
    let mut value = printed(&folder, "evaluate --place 990001", "{}");
    let validator = schemas.get("evaluation").unwrap();
    holds(validator, &value);
    value["outcomes"][0]["to"] = json!("founder");
    assert!(!validator.is_valid(&value));
    value["outcomes"][0].as_object_mut().unwrap().remove("to");
    value["outcomes"][0]["verdict"] = json!("perhaps");
    assert!(!validator.is_valid(&value));
}
