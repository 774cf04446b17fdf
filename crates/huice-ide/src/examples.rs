//! The examples that stand beside the rules, run.

use huice_check::{Corpus, Example, ExpectedReading};
use huice_core::explain::explain_one;
use huice_core::{AmountResult, CompiledLaw, Decision, Explanation, Verdict, evaluate};
use huice_zh::input::answer_error;
use huice_zh::read::read_answers;
use huice_zh::words;
use std::collections::BTreeMap;

/// What an example expected and what came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The example.
    pub example: Example,
    /// Of what, in Chinese.
    pub what: &'static str,
    /// What the example says.
    pub expected: String,
    /// What came out.
    pub found: String,
}

/// Runs examples; keeps the law of each place.
#[derive(Debug)]
pub struct Runner<'c> {
    corpus: &'c Corpus,
    laws: BTreeMap<&'c str, Option<CompiledLaw>>,
}

impl<'c> Runner<'c> {
    /// Of these rules.
    #[must_use]
    pub fn new(corpus: &'c Corpus) -> Self {
        Self {
            corpus,
            laws: BTreeMap::new(),
        }
    }

    /// Every way in which what comes out is not what the example says; none where it is right.
    pub fn run(&mut self, example: &'c Example) -> Vec<Difference> {
        let corpus = self.corpus;
        let law = self
            .laws
            .entry(&example.place)
            .or_insert_with(|| corpus.law_for(&example.place).map(CompiledLaw::new));
        match law {
            Some(law) => run(law, example),
            None => vec![Difference {
                example: example.clone(),
                what: "地方",
                expected: example.place.clone(),
                found: "没有这个地方的政策".into(),
            }],
        }
    }
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
