//! What the page is told, over the files of the language suite.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_workbench::Workbench;
use serde_json::{Value, json};

const CLAUSE: &str = "clause: 一
heading: 夜班
instruments:
  - id: night-grant
    title: 夜班津贴
    summary: 上夜班满 3 个月，一次给 300 元。
    kind: cash
    to: individual
    roles: [seeker]
    strength: entitled
    cite: 一#1
    eligible:
      all:
        - when: nights
        - {when: months >= least, say: 夜班满 3 个月}
    amount:
      value: grant
    params:
      least: {value: 3 月, figure: 3个月, cite: 一#1, label: 最短时间}
      grant: {value: 300 元, figure: 300元, cite: 一#1, label: 津贴标准}
    examples:
      - {name: 满了, as_of: 2026-01-01, answers: {nights: true, months: 3}, verdict: eligible, amount: 300 元}
      - {name: 没满, as_of: 2026-01-01, answers: {nights: true, months: 2}, verdict: eligible}
";

const FACTS: &str = "topic: 夜班
facts:
  - {id: nights, type: bool, ask: 您上夜班吗？, label: 上夜班}
  - {id: months, type: integer, unit: 月, max: 600, ask: 夜班上了几个月？, label: 夜班月数}
";

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn bench() -> Workbench {
    let mut bench = Workbench::new();
    let place = read(&bench.new_place("990001", "示例市", "shilishi", None));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    bench.set(
        "places.yaml",
        &(text(&place["head"]) + &text(&place["text"])),
    );
    bench.set("facts/night.yaml", FACTS);
    let document = text(&read(&bench.new_document("demo", "990001", "2026-01-01"))["text"]);
    let document = document
        .replace("title:\n", "title: 办法\n")
        .replace("number:\n", "number: 示政发〔2026〕1号\n")
        .replace("issuer:\n", "issuer: 示例市\n")
        .replace("issued:\n", "issued: 2026-01-01\n");
    bench.set("demo/document.yaml", &document);
    bench.set("demo/01.yaml", CLAUSE);
    bench
}

const PATH: &str = "demo/01.yaml";
const ID: &str = "night-grant";

#[test]
fn an_instrument_comes_to_a_card_a_question_and_cases() {
    let mut bench = bench();
    let errors = read(&bench.diagnostics(PATH));
    let wrong = |list: &Value| list.as_array().unwrap().iter().any(|d| d["error"] == true);
    assert!(!errors.as_object().unwrap().values().any(wrong), "{errors}");
    assert_eq!(read(&bench.instrument_at(PATH, 8, 0)), ID);

    let card = read(&bench.card(PATH, ID, "2026-01-01", "{}"));
    assert_eq!(card["outcome"]["verdict"], "undetermined", "{card}");
    assert_eq!(card["next"]["ask"], "您上夜班吗？", "{card}");
    let card = read(&bench.card(PATH, ID, "2026-01-01", r#"{"nights": true, "months": "4"}"#));
    assert_eq!(card["words"]["amount"], "300 元", "{card}");
    assert_eq!(card["next"], Value::Null);
    let card = read(&bench.card(PATH, ID, "2026-01-01", r#"{"months": "x", "nights": true}"#));
    assert_eq!(card["refused"][0]["field"], "months", "{card}");

    let runs = read(&bench.examples(PATH, ID));
    assert_eq!(runs[0]["differences"], json!([]));
    assert_eq!(runs[1]["differences"][0]["found"], "ineligible", "{runs}");
    let cases = read(&bench.cases(PATH, ID));
    let about = |b: &&Value| b["about"] == "夜班月数";
    let found = cases.as_array().unwrap().iter().find(about).unwrap();
    assert_eq!(found["above"]["shown"], true, "{found}");
    assert!(
        found["below"]["example"]
            .as_str()
            .unwrap()
            .starts_with("{name: ")
    );
}

#[test]
fn people_made_up_are_counted_and_always_the_same() {
    let mut bench = bench();
    let found = read(&bench.population(PATH, ID, "2026-01-01", 200));
    let all = found["verdicts"].as_array().unwrap();
    let sum: u64 = all.iter().map(|v| v["people"].as_u64().unwrap()).sum();
    assert_eq!(sum, 200);
    let of = |word: &str| all.iter().find(|v| v["word"] == word).map(|v| &v["people"]);
    assert!(
        of("eligible").is_some() && of("ineligible").is_some(),
        "{found}"
    );
    let money: u64 = found["money"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        Some(money / 300),
        of("eligible").and_then(Value::as_u64),
        "{found}"
    );
    assert_eq!(read(&bench.population(PATH, ID, "2026-01-01", 200)), found);
}

#[test]
fn rules_with_errors_come_to_nothing_and_break_nothing() {
    let mut bench = bench();
    bench.set(PATH, &CLAUSE.replace("nights\n", "days\n"));
    let errors = read(&bench.diagnostics(PATH));
    assert!(
        errors[PATH][0]["message"]
            .as_str()
            .unwrap()
            .contains("days"),
        "{errors}"
    );
    assert_eq!(errors[PATH][0]["range"]["start"]["line"], 13, "{errors}");
    for answer in [
        bench.card(PATH, ID, "2026-01-01", "{}"),
        bench.cases(PATH, ID),
        bench.examples(PATH, ID),
        bench.population(PATH, ID, "2026-01-01", 10),
        bench.new_document("x", "990001", "tomorrow"),
        bench.new_instrument("x", "末段", "2026-01-01"),
    ] {
        assert_eq!(answer, "null");
    }
    bench.set(PATH, CLAUSE);
    assert_eq!(bench.card(PATH, "none", "2026-01-01", "{}"), "null");
    assert_eq!(bench.card(PATH, ID, "2026-01-01", "[]"), "null");
    assert_eq!(bench.card("no/file.yaml", "none", "x", "{}"), "null");
}

#[test]
fn sentences_names_and_forms_are_told() {
    let mut bench = bench();
    bench.set_source("demo", "一、夜班。上夜班满3个月，给300元，另给50元。");
    let lines = read(&bench.sentences("demo"));
    let sentence = &lines[1];
    assert_eq!(sentence["clause"], "一");
    assert_eq!(sentence["unused"], json!(["50元"]), "{lines}");
    assert_eq!(sentence["cited"].as_array().unwrap().len(), 3);
    assert_eq!(read(&bench.cited_at(PATH, 10, 0)), json!(["一#1"]));

    let found = read(&bench.completion(PATH, 13, 16));
    let has = |word: &str| {
        found["list"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["text"] == word)
    };
    assert!(has("nights") && has("months"), "{found}");
    let said = read(&bench.hover(PATH, 13, 18));
    assert!(
        said["text"].as_str().unwrap().contains("您上夜班吗？"),
        "{said}"
    );
    assert_eq!(
        read(&bench.definition(PATH, 13, 18))[0]["path"],
        "facts/night.yaml"
    );
    let edits = read(&bench.rename(PATH, 13, 18, "works_nights"));
    assert_eq!(edits["edits"].as_array().unwrap().len(), 4, "{edits}");
    assert!(read(&bench.rename(PATH, 13, 18, "months"))["refused"].is_string());
    assert_eq!(read(&bench.format(PATH))["text"], CLAUSE);
    bench.remove(PATH);
    assert_eq!(bench.format(PATH), "null");
}

#[test]
fn a_document_that_replaces_another_is_written_out_of_it() {
    let mut bench = bench();
    bench.set("old/document.yaml", "id: old\napplies: [\"990001\"]\n");
    bench.set("old/01.yaml", CLAUSE);
    let made = read(&bench.new_successor("new", "old", "2027-01-01", "2026-11-30"));
    let files: Vec<&String> = made.as_object().unwrap().keys().collect();
    assert_eq!(
        files,
        ["new/01.yaml", "new/document.yaml", "old/document.yaml"]
    );
    let text = |path: &str| made[path].as_str().unwrap();
    assert!(text("new/01.yaml").contains("restates: night-grant"));
    assert!(text("new/document.yaml").contains("\nfrom: 2027-01-01\n"));
    assert!(text("old/document.yaml").contains("superseded_by: {document: new"));
    for refused in [
        bench.new_successor("new", "none", "2027-01-01", "2026-11-30"),
        bench.new_successor("new", "old", "2027-02-30", "2026-11-30"),
    ] {
        assert_eq!(refused, "null");
    }
}
