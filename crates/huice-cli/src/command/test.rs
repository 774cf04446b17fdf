//! `huice test`: the examples that stand beside the rules.

use crate::failure::Failure;
use crate::view;
use huice_check::Corpus;
use huice_ide::examples::{Difference, Runner};
use huice_source::Source;
use serde_json::json;
use std::collections::BTreeSet;

/// The results of the examples of some rules.
#[derive(Debug, Default)]
struct Tested {
    differences: Vec<Difference>,
    /// Instruments whose examples never show a verdict, with its word.
    gaps: Vec<(String, Vec<&'static str>)>,
    examples: usize,
    instruments: usize,
}

/// Runs every example and lists which verdicts the examples of each instrument never show.
pub(crate) fn test(source: &Source, json: bool) -> Result<String, Failure> {
    let parts = match source.country()? {
        Some(country) => country.each(|corpus| Ok(tested(corpus)))?,
        None => vec![tested(&source.corpus()?)],
    };
    let mut all = Tested::default();
    for part in parts {
        all.differences.extend(part.differences);
        all.gaps.extend(part.gaps);
        all.examples += part.examples;
        all.instruments += part.instruments;
    }
    report(&all, json)
}

fn tested(corpus: &Corpus) -> Tested {
    let mut runner = Runner::new(corpus);
    let differences = corpus
        .examples()
        .iter()
        .flat_map(|e| runner.run(e))
        .collect();
    let gaps = huice_check::untold(corpus).into_iter();
    Tested {
        differences,
        gaps: gaps.map(|(id, never)| (id.to_owned(), never)).collect(),
        examples: corpus.examples().len(),
        instruments: corpus.instruments().count(),
    }
}

fn report(all: &Tested, json: bool) -> Result<String, Failure> {
    let Tested {
        differences,
        gaps,
        examples,
        instruments,
    } = all;
    let failed: BTreeSet<(&str, usize)> = differences
        .iter()
        .map(|d| (d.example.file.as_str(), d.example.span.start))
        .collect();
    let text = if json {
        let list: Vec<_> = differences
            .iter()
            .map(|d| {
                json!({
                    "instrument": d.example.instrument, "example": d.example.name,
                    "file": d.example.file, "line": d.example.span.line,
                    "what": d.what, "expected": d.expected, "found": d.found,
                })
            })
            .collect();
        let never: Vec<_> = gaps
            .iter()
            .map(|(id, verdicts)| json!({"id": id, "never": verdicts}))
            .collect();
        view::print(&json!({
            "examples": examples, "failed": failed.len(), "failures": list,
            "instruments": instruments, "incomplete": never,
        }))
    } else {
        let mut lines: Vec<String> = differences.iter().map(line).collect();
        for (id, verdicts) in gaps {
            lines.push(format!("{id}：没有例子得出 {}", verdicts.join("、")));
        }
        lines.push(format!(
            "{instruments} 项政策，{examples} 个例子，{} 个不对；{} 项的例子不全",
            failed.len(),
            gaps.len()
        ));
        lines.join("\n")
    };
    if failed.is_empty() {
        Ok(text)
    } else {
        Err(Failure::Found(text))
    }
}

fn line(d: &Difference) -> String {
    format!(
        "{}:{}: {}「{}」的{}：应为 {}，算出 {}",
        d.example.file,
        d.example.span.line,
        d.example.instrument,
        d.example.name,
        d.what,
        d.expected,
        d.found
    )
}
