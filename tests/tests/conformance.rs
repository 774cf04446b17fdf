//! The conformance folder: the core gives the committed results, and every other engine gives the
//! core's results byte for byte.
//!
//! `HUICE_BLESS=1 cargo test -p huice-tests --test conformance` writes the present results; `cargo
//! xtask conformance` runs everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_api::{Changes, Evaluation, Plan};
use huice_core::ir::{Fact, FactKind};
use huice_core::{
    Answer, Answers, CompiledLaw, Date, DateRange, IncrementalEvaluator, Law,
    set_aside_contradicted,
};
use huice_oracle::generate::{Dice, Figures, forget};
use huice_tests::root;
use huice_zh::read::{UntypedAnswer, read_answers_on};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

/// How many answer sets are generated, and how many of them are committed.
const GENERATED: usize = 1000;
const COMMITTED: usize = 40;

/// How many variants the golden cases have, and how many of them are committed: every fourth.
const GOLDEN: usize = 325;

/// The parts of an outcome that are compared as they are.
const BRIEF: [&str; 7] = [
    "id",
    "verdict",
    "not_yet",
    "expired",
    "starts",
    "start_between",
    "replaced_by",
];

/// Of so many policies, from the first, what would change them is compared too.
const MOST_CHANGED: u16 = 20;

/// How many months the plan has that is compared.
const PLANNED: u16 = 24;

const DAYS: [&str; 5] = [
    "2019-10-15",
    "2019-12-31",
    "2020-06-30",
    "2021-01-01",
    "2026-11-21",
];

/// A case: its name, place, day and answers.
struct Case {
    name: String,
    place: String,
    as_of: String,
    answers: Map<String, Value>,
}

impl Case {
    fn json(&self) -> Value {
        json!({
            "name": self.name, "place": self.place,
            "as_of": self.as_of, "answers": self.answers,
        })
    }

    fn read(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().unwrap().to_owned();
        Self {
            name: text("name"),
            place: text("place"),
            as_of: text("as_of"),
            answers: value["answers"].as_object().unwrap().clone(),
        }
    }
}

/// The law of every place that a case names.
#[derive(Default)]
struct Laws(BTreeMap<String, Rc<CompiledLaw>>);

impl Laws {
    fn of(&mut self, place: &str) -> Rc<CompiledLaw> {
        let law = || huice_tests::corpus().law_for(place).unwrap();
        let kept = self.0.entry(place.to_owned());
        Rc::clone(kept.or_insert_with(|| Rc::new(law().into())))
    }

    /// The core's results: the whole evaluation with some proofs, and the part that is compared.
    fn results(&mut self, case: &Case) -> (String, String) {
        let law = self.of(&case.place);
        let raw: Vec<(String, UntypedAnswer)> = case
            .answers
            .iter()
            .map(|(name, value)| (name.clone(), huice_tests::raw(value)))
            .collect();
        let as_of = Date::parse(&case.as_of).unwrap();
        let (mut answers, refused) = read_answers_on(&law, as_of, &raw);
        assert!(refused.is_empty(), "{}: {refused:?}", case.name);
        set_aside_contradicted(&law, as_of, &mut answers);
        let evaluator = IncrementalEvaluator::new(law, as_of, answers);
        let evaluation = Evaluation::new(&evaluator, &[]);
        let changes: Vec<Option<Changes<'_>>> = (0..MOST_CHANGED)
            .map(|position| Changes::new(&evaluator, position))
            .collect();
        let plan = Plan::new(&evaluator, PLANNED, &[], &[]);
        let full = json!({"evaluation": evaluation, "changes": changes, "plan": plan});
        (canonical(&compared(&full["evaluation"])), canonical(&full))
    }
}

/// The part of a full evaluation that is compared: as `compared` in `canonical.mjs`.
fn compared(evaluation: &Value) -> Value {
    let pick = |value: &Value, names: &[&str]| {
        let named = names
            .iter()
            .map(|name| ((*name).to_owned(), value[*name].clone()));
        Value::Object(named.collect())
    };
    let bare = |amount: &Value| match amount["kind"].as_str() {
        None | Some("none") => Value::Null,
        Some(_) => pick(amount, &["kind", "value", "low", "high", "unit"]),
    };
    let some = |list: Vec<Value>| match list.is_empty() {
        true => Value::Null,
        false => Value::Array(list),
    };
    let outcome = |one: &Value| {
        let needs = one["needs"].as_array().unwrap().iter();
        let needs = needs.map(|need| match &need["fact"] {
            Value::Null => need["kind"].clone(),
            fact => fact.clone(),
        });
        let readings = one["readings"].as_array().unwrap().iter();
        let readings =
            readings.map(|r| json!({"verdict": r["verdict"], "amount": bare(&r["amount"])}));
        let mut brief = pick(one, &BRIEF);
        brief["amount"] = bare(&one["amount"]);
        brief["needs"] = some(needs.collect());
        brief["readings"] = some(readings.collect());
        brief
    };
    let next = match &evaluation["next"] {
        Value::Null => Value::Null,
        next => pick(next, &["id", "at_least", "at_most"]),
    };
    let outcomes = evaluation["outcomes"].as_array().unwrap().iter();
    json!({
        "place": evaluation["place"], "as_of": evaluation["as_of"],
        "summary": evaluation["summary"], "next": next,
        "outcomes": outcomes.map(outcome).collect::<Vec<_>>(),
    })
}

/// Names sorted, no spaces, no member that is null.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(map) => {
            let sorted: BTreeMap<&String, &Value> =
                map.iter().filter(|(_, v)| !v.is_null()).collect();
            let parts: Vec<String> = sorted
                .iter()
                .map(|(name, v)| format!("{}:{}", Value::from(name.as_str()), canonical(v)))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        plain => plain.to_string(),
    }
}

fn folder() -> PathBuf {
    root().join("tests/conformance")
}

/// Every variant of the golden cases.
fn golden() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for variant in case["variants"].as_array().unwrap() {
            let mut answers = case["answers"].as_object().unwrap().clone();
            answers.extend(variant["answers"].as_object().cloned().unwrap_or_default());
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            cases.push(Case {
                name: format!("{}-{}", text(&case["case"]), text(&variant["name"])),
                place: text(&case["place"]),
                as_of: text(&variant["as_of"]),
                answers,
            });
        }
    }
    assert_eq!(cases.len(), GOLDEN);
    cases
}

/// Answers on every figure of the law, always the same ones.
fn generated() -> Vec<Case> {
    let laws = huice_tests::laws();
    let figures: Vec<Vec<Figures>> = laws
        .iter()
        .map(|law| {
            let day = |day: &&str| Figures::of(law, Date::parse(day).unwrap());
            DAYS.iter().map(day).collect()
        })
        .collect();
    let mut cases = Vec::new();
    for n in 0..GENERATED {
        let mut dice = Dice::new(u64::try_from(n).unwrap());
        let at = n % laws.len();
        let day = dice.below(DAYS.len());
        let (law, figures) = (&laws[at], &figures[at][day]);
        let keep = dice.below(9);
        let answers = forget(&figures.complete(law, &mut dice), keep, &mut dice);
        cases.push(Case {
            name: format!("N{n:04}"),
            place: law.place.clone(),
            as_of: DAYS[day].into(),
            answers: written(law, &up_to(law, Date::parse(DAYS[day]).unwrap(), &answers)),
        });
    }
    cases
}

/// The answers with every day that can only be past moved to the day of evaluation at the latest.
fn up_to(law: &Law, as_of: Date, answers: &Answers) -> Answers {
    let bounded = |fact: &Fact, answer: &Answer| match answer {
        Answer::Date(range) if fact.past && range.low > as_of => {
            Answer::Date(DateRange::only(as_of))
        }
        other => other.clone(),
    };
    let mut moved = Answers::new();
    for (id, answer) in answers.iter() {
        let fact = &law.facts[usize::from(id)];
        let answer = match (&fact.kind, answer) {
            (FactKind::Records { fields, .. }, Answer::Records(records)) => {
                let field = |(at, answer): (&u16, &Answer)| {
                    (*at, bounded(&fields[usize::from(*at)], answer))
                };
                let records = records
                    .iter()
                    .map(|record| record.iter().map(field).collect());
                Answer::Records(records.collect())
            }
            (_, answer) => bounded(fact, answer),
        };
        moved.set(id, answer);
    }
    moved
}

/// Answers as a caller would send them.
fn written(law: &Law, answers: &Answers) -> Map<String, Value> {
    let fact = |id| &law.facts[usize::from(id)];
    let answer = |(id, answer)| {
        let fact: &huice_core::ir::Fact = fact(id);
        (fact.id.clone(), huice_tests::answer_json(fact, answer))
    };
    answers.iter().map(answer).collect()
}

/// The cases that are committed: every fourth golden one, and the first of the generated ones.
fn chosen() -> Vec<Case> {
    let mut cases: Vec<Case> = golden().into_iter().step_by(4).collect();
    cases.extend(generated().into_iter().take(COMMITTED));
    cases
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| text + "\n").collect()
}

#[test]
fn the_committed_cases_come_out_of_the_core() {
    let (cases, expected) = (
        folder().join("cases.jsonl"),
        folder().join("expected.jsonl"),
    );
    let mut laws = Laws::default();
    if std::env::var_os("HUICE_BLESS").is_some() {
        let all = chosen();
        let brief = lines(all.iter().map(|case| laws.results(case).0));
        std::fs::write(&cases, lines(all.iter().map(|c| c.json().to_string()))).unwrap();
        std::fs::write(&expected, brief).unwrap();
    }
    let text = std::fs::read_to_string(cases).unwrap();
    let expected = std::fs::read_to_string(expected).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (line, expected) in text.lines().zip(expected.lines()) {
        let case = Case::read(&serde_json::from_str(line).unwrap());
        count += 1;
        let found = laws.results(&case).0;
        if found != expected {
            let at = found.bytes().zip(expected.bytes());
            let at = at.take_while(|(a, b)| a == b).count();
            let near = |text: &str| {
                let start = text.floor_char_boundary(at.saturating_sub(60));
                let end = text.floor_char_boundary(at + 60);
                text.get(start..end).unwrap_or_default().to_owned()
            };
            wrong.push(format!(
                "{}: {}\n  not {}",
                case.name,
                near(&found),
                near(expected)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "where this is meant: cargo xtask conformance --bless\n{}",
        wrong.join("\n")
    );
    assert_eq!(count, chosen().len(), "cases are missing");
    assert_eq!(text.lines().count(), expected.lines().count());
}

/// All cases with the core's results, for comparison with the package.
#[test]
#[ignore = "writes the cases that `cargo xtask conformance` runs"]
fn write_all_cases() {
    let to = PathBuf::from(std::env::var_os("HUICE_CONFORMANCE").expect("a folder"));
    let (golden, generated) = (golden(), generated());
    let mut laws = Laws::default();
    let (mut cases, mut brief, mut full) = (String::new(), String::new(), String::new());
    for (case, whole) in golden
        .iter()
        .map(|case| (case, true))
        .chain(generated.iter().map(|case| (case, false)))
    {
        let (short, long) = laws.results(case);
        cases += &(case.json().to_string() + "\n");
        brief += &(short + "\n");
        if whole {
            full += &long;
        }
        full += "\n";
    }
    for (name, text) in [
        ("cases.jsonl", cases),
        ("expected.jsonl", brief),
        ("full.jsonl", full),
    ] {
        std::fs::write(to.join(name), text).unwrap();
    }
}
