//! Everybody is told what `huice evaluate` tells them.

use super::{read, real_rules};
use crate::common::{folder, huice};
use huice_api::Evaluation;
use huice_core::{CompiledLaw, Date, IncrementalEvaluator, set_aside_contradicted};
use huice_source::{Source, parse_answers};
use huice_syntax::Lang;
use huice_zh::read::read_answers_on;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

/// What a row of the long form says, where `huice evaluate --json` says it, too.
fn long(row: &Value) -> Vec<String> {
    let keys = [
        "verdict",
        "not_yet",
        "amount",
        "low",
        "high",
        "unit",
        "strength",
        "beneficiary",
        "missing_kind",
        "missing",
    ];
    let text = |key: &str| row[key].as_str().unwrap_or("").to_owned();
    keys.iter().map(|key| text(key)).collect()
}

fn with_decimals(digits: &Value) -> String {
    let Some(text) = digits.as_str() else {
        return String::new();
    };
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}.{rest:0<2}")
}

fn outcome(own: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let amount = &own["amount"];
    let (low, high) = match amount["kind"].as_str().unwrap() {
        "exact" => (
            with_decimals(&amount["value"]),
            with_decimals(&amount["value"]),
        ),
        "at_most" => (String::new(), with_decimals(&amount["value"])),
        _ => (
            with_decimals(&amount["low"]),
            with_decimals(&amount["high"]),
        ),
    };
    let unit = if low.is_empty() && high.is_empty() {
        String::new()
    } else {
        text(&amount["unit"])
    };
    vec![
        text(&own["verdict"]),
        text(&own["not_yet"]),
        text(&amount["kind"]),
        low,
        high,
        unit,
        text(&own["strength"]),
        text(&own["beneficiary"]),
        text(&own["needs"][0]["kind"]),
        text(&own["needs"][0]["fact"]),
    ]
}

/// Lets every fourth person say what nobody can be at the same time: no enterprise, and one that
/// insures its people.
fn contradict(file: &Path) {
    let people = std::fs::read_to_string(file).unwrap();
    let changed = people.lines().enumerate().map(|(at, line)| {
        let mut person: Value = serde_json::from_str(line).unwrap();
        if at % 4 == 0 {
            person["enterprise_size"] = "other".into();
            person["enterprise_insured"] = true.into();
        }
        format!("{person}\n")
    });
    std::fs::write(file, changed.collect::<String>()).unwrap();
}

#[test]
fn a_thousand_people_are_told_what_evaluate_tells_them() {
    let folder = folder("batch-compare");
    let rules = real_rules(&folder);
    let fixed = [
        "--rules",
        "real",
        "--place",
        "320281",
        "--as-of",
        "2020-06-30",
    ];
    let made = [
        "generate",
        "--people",
        "1000",
        "--seed",
        "11",
        "-o",
        "in.ndjson",
    ];
    huice(&folder, &[&made, &fixed[..]].concat(), b"").expect(0, &[]);
    contradict(&folder.join("in.ndjson"));
    let run = ["screen", "in.ndjson", "-o", "out.ndjson", "--all"];
    huice(&folder, &[&run, &fixed[..]].concat(), b"").expect(0, &["算了 1000 人"]);
    let source = Source {
        rules,
        pack: None,
        lang: Lang::Zh,
    };
    let law: Rc<CompiledLaw> = Rc::new(source.law(Some("320281")).unwrap().into());
    let as_of = Date::parse("2020-06-30").unwrap();
    let mut told: HashMap<(String, String), Vec<String>> = HashMap::new();
    for line in read(&folder, "out.ndjson").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let key = |name: &str| row[name].as_str().unwrap().to_owned();
        told.insert((key("person"), key("instrument")), long(&row));
    }
    assert_eq!(told.len(), 1000 * law.instruments.len());
    let (mut certain, mut contradictory) = (0, 0);
    for line in read(&folder, "in.ndjson").lines() {
        let mut raw = parse_answers(line, "in.ndjson").unwrap();
        let at = raw.iter().position(|(name, _)| name == "person").unwrap();
        let huice_zh::read::UntypedAnswer::Text(person) = raw.remove(at).1 else {
            panic!("{line}");
        };
        let (mut answers, refused) = read_answers_on(&law, as_of, &raw);
        assert_eq!(refused, []);
        let contradicted = set_aside_contradicted(&law, as_of, &mut answers);
        contradictory += usize::from(!contradicted.is_empty());
        let evaluator = IncrementalEvaluator::new(Rc::clone(&law), as_of, answers);
        let all = serde_json::to_value(Evaluation::new(&evaluator, &[])).unwrap();
        certain += all["summary"]["certain"]
            .as_str()
            .unwrap()
            .parse::<i64>()
            .unwrap_or(0);
        for own in all["outcomes"].as_array().unwrap() {
            let key = (person.clone(), own["id"].as_str().unwrap().to_owned());
            // What is lost has no verdict to find.
            let Some(row) = told.get(&key) else {
                assert_eq!(own["verdict"], "text_missing", "{key:?}");
                continue;
            };
            assert_eq!(*row, outcome(own), "{key:?}");
        }
    }
    assert!(certain > 0);
    assert!(
        contradictory >= 250,
        "{contradictory} contradict themselves"
    );
}
