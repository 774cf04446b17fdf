//! The cases that were worked by hand, under both versions.

use crate::failure::Failure;
use huice_batch::diff::{Comparison, Diff};
use huice_batch::{Cells, Header, Rows};
use huice_core::{CompiledLaw, Date};
use huice_source::{parse_answers, read_text, unreadable};
use huice_zh::read::UntypedAnswer;
use huice_zh::read::read_day;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    place: String,
    #[serde(default)]
    answers: BTreeMap<String, Box<RawValue>>,
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    name: String,
    as_of: String,
    #[serde(default)]
    answers: BTreeMap<String, Box<RawValue>>,
}

/// The cases of a place; `None` where there are none.
pub(super) fn cases(
    folder: &Path,
    old: &CompiledLaw,
    new: &CompiledLaw,
) -> Result<Option<Diff>, Failure> {
    let mut all: Option<Diff> = None;
    for file in files(folder)? {
        let text = read_text(&file)?;
        let case: Case = serde_json::from_str(&text).map_err(|error| {
            let why = huice_source::words::json(&error);
            Failure::Unusable(format!("{} 不是写好的例子：{why}", file.display()))
        })?;
        if case.place != new.place {
            continue;
        }
        for variant in &case.variants {
            let diff = variant_of(&case, variant, &file, (old, new))?;
            all.get_or_insert_default().add(diff);
        }
    }
    Ok(all)
}

fn variant_of(
    case: &Case,
    variant: &Variant,
    file: &Path,
    (old, new): (&CompiledLaw, &CompiledLaw),
) -> Result<Diff, Failure> {
    let as_of: Date = read_day(&variant.as_of).map_err(|_| {
        Failure::Unusable(format!(
            "{}：`{}` 不是一个日子",
            file.display(),
            variant.as_of
        ))
    })?;
    let mut answers = case.answers.iter().collect::<BTreeMap<_, _>>();
    answers.extend(&variant.answers);
    let parts: Vec<String> = answers
        .iter()
        .map(|(name, value)| format!("{name:?}: {}", value.get()))
        .collect();
    let text = format!("{{{}}}", parts.join(","));
    let answers = parse_answers(&text, &file.display().to_string())?;
    let who = UntypedAnswer::Text(format!("{}，{}", case.name, variant.name));
    let pairs = std::iter::once(("person".to_owned(), who)).chain(answers);
    let (names, values): (Vec<_>, Vec<_>) = pairs.unzip();
    let rows = Rows {
        columns: values
            .into_iter()
            .map(|value| Cells::Values(vec![Some(value)]))
            .collect(),
        numbers: vec![1],
        ..Rows::default()
    };
    let mut comparison = Comparison::new(old, new, as_of);
    let headers = [old, new].map(|law| Header::new(law, names.clone(), "person"));
    let [before, after] = &headers;
    Ok(comparison.rows([before, after], &rows))
}

/// The files of cases, in order; empty if there is no such folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    Ok(paths)
}
