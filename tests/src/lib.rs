//! What the tests share. Tests live in `tests/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

pub mod fuzz;
pub mod made_up;

use huice_check::{Corpus, SourceFile, check};
use huice_core::{CompiledLaw, Law};
use std::path::{Path, PathBuf};

/// The repository's own root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the root")
        .to_owned()
}

/// Every rule file, by its path from the root.
#[must_use]
pub fn rule_files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    gather(&root().join("rules"), &root(), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Every rule file below a folder, by its path from another.
fn gather(dir: &Path, from: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(dir).expect("rules can be read") {
        let path = entry.expect("rules can be read").path();
        if path.is_dir() {
            gather(&path, from, files);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            let text = std::fs::read_to_string(&path).expect("rules are text");
            let path = path.strip_prefix(from).expect("below it");
            files.push(SourceFile {
                path: path.to_string_lossy().into_owned(),
                text,
            });
        }
    }
}

/// The checked law.
#[must_use]
pub fn corpus() -> Corpus {
    let checked = check(&rule_files());
    checked
        .corpus
        .unwrap_or_else(|| panic!("the rules do not check: run `huice check`"))
}

/// The law of every covered place; of places that the same documents reach, the first.
#[must_use]
pub fn laws() -> Vec<CompiledLaw> {
    let corpus = corpus();
    let covered = corpus
        .places()
        .iter()
        .filter(|p| p.covered)
        .map(|p| p.code.clone());
    let mut laws: Vec<CompiledLaw> = Vec::new();
    for law in covered
        .collect::<Vec<_>>()
        .iter()
        .filter_map(|code| corpus.law_for(code))
    {
        if !laws.iter().any(|l| l.documents == law.documents) {
            laws.push(law.into());
        }
    }
    laws
}

/// An instrument alone: nothing else is evaluated, and nothing takes its place.
#[must_use]
pub fn alone(law: &Law, at: u16) -> CompiledLaw {
    let mut instrument = law.instruments[usize::from(at)].clone();
    instrument.excludes.clear();
    instrument.replaces.clear();
    instrument.restates = None;
    CompiledLaw::new(Law {
        instruments: vec![instrument],
        ..law.clone()
    })
}

/// An answer as JSON, as a caller would send it. Numbers are texts, because common JSON readers do
/// not keep every decimal.
#[must_use]
pub fn answer_json(fact: &huice_core::ir::Fact, answer: &huice_core::Answer) -> serde_json::Value {
    use huice_core::Answer;
    use huice_core::ir::FactKind;
    let option = |options: &[(String, String)], at: u16| options[usize::from(at)].0.clone();
    match (answer, &fact.kind) {
        (Answer::Bool(b), _) => (*b).into(),
        (Answer::Number(n), FactKind::Number { unit, .. }) => {
            let percent = *unit == huice_core::ir::Unit::Percent;
            let shown = if percent {
                *n * huice_core::Decimal::ONE_HUNDRED
            } else {
                *n
            };
            let text = shown.normalize().to_string();
            if percent { format!("{text}%") } else { text }.into()
        }
        (Answer::Date(range), _) => {
            let day = range.low.to_string();
            if range.low == range.high {
                day.into()
            } else {
                day[..7].into()
            }
        }
        (Answer::Choice(at), FactKind::Choice(options)) => option(options, *at).into(),
        (Answer::Set(chosen), FactKind::Set(options)) => {
            let chosen = chosen.iter().map(|at| option(options, *at));
            chosen.collect::<Vec<_>>().into()
        }
        (Answer::Records(records), FactKind::Records { fields, .. }) => {
            let record = |record: &huice_core::VecMap<Answer>| {
                let parts = record.iter().map(|(at, part)| {
                    let field = &fields[usize::from(*at)];
                    (field.id.clone(), answer_json(field, part))
                });
                serde_json::Value::Object(parts.collect())
            };
            records.iter().map(record).collect::<Vec<_>>().into()
        }
        (Answer::Unsure, _) => serde_json::Value::Null,
        (other, _) => panic!("{} cannot be {other:?}", fact.id),
    }
}

/// An answer as a caller may write it in JSON, ready to be read with a law.
#[must_use]
pub fn raw(value: &serde_json::Value) -> huice_zh::read::UntypedAnswer {
    use huice_zh::read::UntypedAnswer;
    use serde_json::Value;
    match value {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(b) => UntypedAnswer::Bool(*b),
        Value::Number(n) => UntypedAnswer::Number(n.to_string()),
        Value::String(text) => UntypedAnswer::Text(text.clone()),
        Value::Array(list) => UntypedAnswer::List(list.iter().map(raw).collect()),
        Value::Object(map) => {
            UntypedAnswer::Map(map.iter().map(|(k, v)| (k.clone(), raw(v))).collect())
        }
    }
}
