//! `huice test`: the examples that stand beside the rules.

use crate::failure::Failure;
use crate::view;
use huice_check::{Corpus, Example, ExpectedReading};
use huice_core::{
    AmountResult, CompiledLaw, Decision, Explanation, Verdict, evaluate, explain::explain_one,
    read_answers, words,
};
use huice_source::Source;
use huice_zh::input::answer_error;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What an example expected and what came out.
#[derive(Debug)]
struct Difference {
    example: Example,
    what: &'static str,
    expected: String,
    found: String,
}

/// What came of the examples of some rules.
#[derive(Debug, Default)]
struct Tested {
    differences: Vec<Difference>,
    /// Instruments whose examples never show a verdict, with its word.
    gaps: Vec<(String, Vec<&'static str>)>,
    examples: usize,
    instruments: usize,
}

/// Runs every example and says which verdicts the examples of each instrument never show.
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
    let mut laws: BTreeMap<&str, Option<CompiledLaw>> = BTreeMap::new();
    let mut differences = Vec::new();
    for example in corpus.examples() {
        let law = laws
            .entry(&example.place)
            .or_insert_with(|| corpus.law_for(&example.place).map(CompiledLaw::new));
        match law {
            Some(law) => differences.extend(run(law, example)),
            None => differences.push(Difference {
                example: example.clone(),
                what: "地方",
                expected: example.place.clone(),
                found: "没有这个地方的政策".into(),
            }),
        }
    }
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

/// Every way in which what comes out is not what the example says.
fn run(law: &CompiledLaw, example: &Example) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut differ = |what, expected: String, found: String| {
        if expected != found {
            differences.push(Difference {
                example: example.clone(),
                what,
                expected,
                found,
            });
        }
    };
    let (answers, errors) = read_answers(law, &example.answers);
    for error in errors {
        differ("回答", error.field.clone(), answer_error(&error));
    }
    let decisions = evaluate(law, example.as_of, &answers);
    let found = decisions.iter().find(|o| {
        law.instruments
            .get(usize::from(o.instrument))
            .is_some_and(|i| i.id == example.instrument)
    });
    let Some(decision) = found else {
        differ("政策", example.instrument.clone(), "这个地方没有它".into());
        return differences;
    };
    let expected = &example.expected;
    differ(
        "结论",
        expected.verdict.into(),
        decision.verdict.word().into(),
    );
    if let Some(amount) = &expected.amount
        && *amount != decision.amount
    {
        differ("金额", amount_text(amount), amount_text(&decision.amount));
    }
    if let Some(when) = expected.when {
        let found = day(&decision.verdict).unwrap_or_else(|| "没有日期".into());
        differ("日期", when.to_string(), found);
    }
    let explanation = explain_one(law, example.as_of, &answers, decision);
    if let (Some(reading), Some(explanation)) = (&expected.reading, explanation) {
        other_reading(decision, &explanation, reading, &mut differ);
    }
    differences
}

/// The first other reading that has a result of the kind that the example names. A reading that
/// changes only the condition leaves the amount as it is.
fn other_reading(
    decision: &Decision,
    explanation: &Explanation,
    expected: &ExpectedReading,
    differ: &mut dyn FnMut(&'static str, String, String),
) {
    let none = || "没有另一种读法的结果".to_owned();
    match expected {
        ExpectedReading::Verdict(word) => {
            let found = explanation.readings.iter().find_map(|r| r.verdict.as_ref());
            differ(
                "另一种读法",
                (*word).into(),
                found.map_or_else(none, |v| v.word().into()),
            );
        }
        ExpectedReading::Amount(amount) => {
            let own = explanation.readings.iter().find_map(|r| r.amount.as_ref());
            let unchanged = explanation.readings.iter().any(|r| r.verdict.is_some());
            let found = own.or_else(|| unchanged.then_some(&decision.amount));
            if found != Some(amount) {
                differ(
                    "另一种读法",
                    amount_text(amount),
                    found.map_or_else(none, amount_text),
                );
            }
        }
    }
}

/// An amount in words, with its kind where the words alone could be of two kinds.
fn amount_text(amount: &AmountResult) -> String {
    match amount {
        AmountResult::Text(text) => format!("「{text}」"),
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Exact(..)
        | AmountResult::Range(..)
        | AmountResult::AtMost(..) => words::amount(amount),
    }
}

/// The day that a verdict turns on.
fn day(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::NotYet(day) | Verdict::Expired(day) | Verdict::NotStarted(day) => {
            Some(day.to_string())
        }
        Verdict::StartUnknown(_, latest) => Some(latest.to_string()),
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined | Verdict::Replaced(_) => {
            None
        }
    }
}
