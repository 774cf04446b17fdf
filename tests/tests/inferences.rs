//! Compares declared consequences and contradictions with people and examples: none of those that
//! the rules or the tests describe gives answers that are ruled out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{Condition, Expr, FixedValue, Law, Test};
use huice_core::{Answer, Answers, Date};
use huice_oracle::naive::Naive;
use huice_zh::read::{UntypedAnswer, read_answers};
use serde_json::Value;

/// Whether the answers are the consequence's.
fn same(answer: &Answer, value: &FixedValue) -> bool {
    match (answer, value) {
        (Answer::Bool(a), FixedValue::Bool(b)) => a == b,
        (Answer::Choice(a), FixedValue::Choice(b)) => a == b,
        (Answer::Set(a), FixedValue::Set(b)) => a == b,
        (Answer::Number(a), FixedValue::Number(b)) => a == b,
        (Answer::Records(a), FixedValue::NoRecords) => a.is_empty(),
        (Answer::NumberRange(_) | Answer::Unsure, _) => true,
        (_, _) => false,
    }
}

/// The errors in a person's answers.
fn wrong(law: &Law, as_of: Date, answers: &Answers) -> Vec<String> {
    let naive = Naive {
        law,
        instrument: &law.instruments[0],
        as_of,
        answers,
    };
    let holds = |when: &Expr| {
        let condition = Condition {
            say: String::new(),
            cite: None,
            test: Test::When(when.clone()),
        };
        naive.holds(&condition) == Some(true)
    };
    let mut conflicts = Vec::new();
    for (at, fact) in (0u16..).zip(&law.facts) {
        for one in fact.contradicts.iter().filter(|one| holds(&one.when)) {
            conflicts.push(format!("{}: {}", fact.id, one.say));
        }
        let Some(answer) = answers.get(at) else {
            continue;
        };
        for one in fact.follows.iter().filter(|one| holds(&one.when)) {
            if !same(answer, &one.value) {
                conflicts.push(format!("{}: {answer:?}, though {}", fact.id, one.say));
            }
        }
    }
    conflicts
}

#[test]
fn no_person_says_what_cannot_be() {
    let corpus = huice_tests::corpus();
    let mut conflicts = Vec::new();
    for entry in std::fs::read_dir(huice_tests::root().join("tests/people")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let person: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let law = corpus.law_for(person["place"].as_str().unwrap()).unwrap();
        let UntypedAnswer::Map(pairs) = huice_tests::raw(&person["answers"]) else {
            panic!("answers")
        };
        let law = huice_core::CompiledLaw::new(law);
        let (answers, refused) = read_answers(&law, &pairs);
        assert!(refused.is_empty(), "{}: {refused:?}", path.display());
        let as_of = Date::parse(person["as_of"].as_str().unwrap()).unwrap();
        let late = huice_zh::read::check_limits(law.law(), as_of, &answers);
        assert_eq!(late, [], "{}", path.display());
        let name = path.file_name().unwrap().to_string_lossy();
        let all = wrong(law.law(), as_of, &answers);
        conflicts.extend(all.into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(conflicts.is_empty(), "{}", conflicts.join("\n"));
}

#[test]
fn no_example_says_what_cannot_be() {
    // Shows that the other answer no longer matters.
    let on_purpose = [
        ("js-jy-smb-hire-loan-interest", "没有贷款"),
        ("sc-zy-veteran-waiting-medical", "自主就业"),
    ];
    let corpus = huice_tests::corpus();
    let mut laws = std::collections::BTreeMap::new();
    let mut conflicts = Vec::new();
    for example in corpus.examples() {
        if on_purpose.contains(&(example.instrument.as_str(), example.name.as_str())) {
            continue;
        }
        let law = laws.entry(&example.place).or_insert_with(|| {
            huice_core::CompiledLaw::new(corpus.law_for(&example.place).unwrap())
        });
        let (answers, _) = read_answers(law, &example.answers);
        for what in wrong(law.law(), example.as_of, &answers) {
            conflicts.push(format!("{} {}: {what}", example.instrument, example.name));
        }
    }
    assert!(conflicts.is_empty(), "{}", conflicts.join("\n"));
}
