//! `huice cases`: both sides of each threshold, ready to be kept as examples.

use crate::failure::Failure;
use crate::view;
use huice_check::Corpus;
use huice_ide::cases::{Boundary, Finder, example};
use huice_source::Source;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The boundaries of one instrument; or, where none is named, which thresholds of which instrument
/// no example touches.
pub(crate) fn cases(source: &Source, id: Option<&str>, json: bool) -> Result<String, Failure> {
    match (source.country()?, id) {
        (None, Some(id)) => one(&source.corpus()?, id, json),
        (None, None) => Ok(print(vec![coverage(&source.corpus()?)], json)),
        (Some(country), None) => {
            let parts = country.each(|corpus| Ok(coverage(corpus)))?;
            Ok(print(parts, json))
        }
        (Some(country), Some(id)) => {
            let part = country.part_of_instrument(id)?.ok_or_else(|| nothing(id))?;
            let checked = country.check(&part)?;
            match checked.corpus {
                Some(corpus) => one(&corpus, id, json),
                None => Err(Failure::Found(source.first(&checked.diagnostics))),
            }
        }
    }
}

fn nothing(id: &str) -> Failure {
    Failure::Unusable(format!(
        "没有 `{id}` 这项政策；用 `huice list --place 地方` 看编号"
    ))
}

fn one(corpus: &Corpus, id: &str, json: bool) -> Result<String, Failure> {
    let Some(boundaries) = Finder::new(corpus).boundaries(id) else {
        return Err(nothing(id));
    };
    if json {
        let all: Vec<Value> = boundaries.iter().map(boundary_json).collect();
        return Ok(view::print(&json!({"id": id, "boundaries": all})));
    }
    let mut lines = Vec::new();
    for boundary in &boundaries {
        let covered = if boundary.covered() {
            "例子里有"
        } else {
            "还没有例子"
        };
        lines.push(format!("# {}（{covered}）", boundary.about));
        lines.extend(
            [&boundary.below, &boundary.above].map(|case| format!("      {}", example(case))),
        );
    }
    let open = boundaries.iter().filter(|b| !b.covered()).count();
    lines.push(format!(
        "{id}：{} 处界线，{open} 处还没有例子。核对以后，把上面的行抄进它的 examples",
        boundaries.len()
    ));
    Ok(lines.join("\n"))
}

fn boundary_json(boundary: &Boundary) -> Value {
    json!({
        "about": boundary.about,
        "covered": boundary.covered(),
        "below": example(&boundary.below),
        "above": example(&boundary.above),
    })
}

/// Every threshold, by its instrument and the names of both sides: whether examples have both.
type Coverage = BTreeMap<(String, String, String), bool>;

fn coverage(corpus: &Corpus) -> Coverage {
    let mut coverage = Coverage::new();
    let mut finder = Finder::new(corpus);
    for (instrument, _) in corpus.instruments() {
        for boundary in finder.boundaries(&instrument.id).unwrap_or_default() {
            let covered = boundary.covered();
            let (below, above) = (boundary.below.name, boundary.above.name);
            coverage.insert((instrument.id.clone(), below, above), covered);
        }
    }
    coverage
}

fn print(parts: Vec<Coverage>, json: bool) -> String {
    // What applies in several parts is in each of them.
    let all: Coverage = parts.into_iter().flatten().collect();
    let open = all.iter().filter(|(_, covered)| !**covered);
    let open = open.map(|((id, below, above), _)| (id, below, above));
    let touched = all.values().filter(|covered| **covered).count();
    if json {
        let rows: Vec<Value> = open
            .map(|(id, below, above)| json!({"id": id, "below": below, "above": above}))
            .collect();
        return view::print(&json!({"boundaries": all.len(), "covered": touched, "open": rows}));
    }
    let mut lines: Vec<String> = open
        .map(|(id, below, above)| format!("{id}：{below} | {above}"))
        .collect();
    lines.push(format!("{} 处界线，{touched} 处两边都有例子", all.len()));
    lines.join("\n")
}
