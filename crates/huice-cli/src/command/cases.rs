//! `huice cases`: both sides of each threshold, ready to be kept as examples.

use crate::failure::Failure;
use crate::view;
use huice_check::Corpus;
use huice_ide::cases::{Boundary, Finder, example};
use huice_source::Source;
use serde_json::{Value, json};

/// The boundaries of one instrument; or, where none is named, which thresholds of which instrument
/// no example touches.
pub(crate) fn cases(source: &Source, id: Option<&str>, json: bool) -> Result<String, Failure> {
    let corpus = source.corpus()?;
    match id {
        Some(id) => one(&corpus, id, json),
        None => Ok(coverage(&corpus, json)),
    }
}

fn one(corpus: &Corpus, id: &str, json: bool) -> Result<String, Failure> {
    let Some(found) = Finder::new(corpus).boundaries(id) else {
        return Err(Failure::Unusable(format!(
            "没有 `{id}` 这项政策；用 `huice list --place 地方` 看编号"
        )));
    };
    if json {
        let all: Vec<Value> = found.iter().map(boundary).collect();
        return Ok(view::print(&json!({"id": id, "boundaries": all})));
    }
    let mut lines = Vec::new();
    for found in &found {
        let covered = if found.covered() {
            "例子里有"
        } else {
            "还没有例子"
        };
        lines.push(format!("# {}（{covered}）", found.about));
        lines.extend([&found.below, &found.above].map(|case| format!("      {}", example(case))));
    }
    let open = found.iter().filter(|b| !b.covered()).count();
    lines.push(format!(
        "{id}：{} 处界线，{open} 处还没有例子。核对以后，把上面的行抄进它的 examples",
        found.len()
    ));
    Ok(lines.join("\n"))
}

fn boundary(found: &Boundary) -> Value {
    json!({
        "about": found.about,
        "covered": found.covered(),
        "below": example(&found.below),
        "above": example(&found.above),
    })
}

fn coverage(corpus: &Corpus, json: bool) -> String {
    let mut rows = Vec::new();
    let (mut all, mut touched) = (0, 0);
    let mut finder = Finder::new(corpus);
    for (instrument, _) in corpus.instruments() {
        let found = finder.boundaries(&instrument.id).unwrap_or_default();
        all += found.len();
        let open: Vec<&Boundary> = found.iter().filter(|b| !b.covered()).collect();
        touched += found.len() - open.len();
        for boundary in open {
            rows.push((
                instrument.id.clone(),
                boundary.below.name.clone(),
                boundary.above.name.clone(),
            ));
        }
    }
    if json {
        let rows: Vec<Value> = (rows.iter())
            .map(|(id, below, above)| json!({"id": id, "below": below, "above": above}))
            .collect();
        return view::print(&json!({"boundaries": all, "covered": touched, "open": rows}));
    }
    let mut lines: Vec<String> = (rows.iter())
        .map(|(id, below, above)| format!("{id}：{below} | {above}"))
        .collect();
    lines.push(format!("{all} 处界线，{touched} 处两边都有例子"));
    lines.join("\n")
}
