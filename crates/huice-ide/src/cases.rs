//! Boundary cases: both sides of each threshold and window of an instrument, with what comes out.
//!
//! They start from the instrument's own examples. One answer at a time (or the day) is moved across
//! every figure and day that the rule names; where the result changes from one value to the next,
//! there is a boundary.

mod place;
mod values;
mod write;

use huice_check::{Corpus, Example};
use huice_core::{AmountResult, CompiledLaw, Date, Verdict, evaluate_some};
use huice_zh::read::{UntypedAnswer, read_answers_on};
use place::{Place, Value};
use std::collections::{BTreeMap, BTreeSet};
use values::Values;

/// One side of a boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What is moved, and to which value: a name for the example.
    pub name: String,
    /// The day of evaluation.
    pub as_of: Date,
    /// The answers.
    pub answers: Vec<(String, UntypedAnswer)>,
    /// What comes out.
    pub verdict: Verdict,
    /// The sum, where there is one.
    pub amount: AmountResult,
    /// Whether an example of the rule has this value on this side already.
    pub shown: bool,
}

/// A boundary: the last value before it and the first one behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    /// What is moved: the fact's label, or the day.
    pub about: String,
    /// Before it.
    pub below: Case,
    /// Behind it.
    pub above: Case,
}

impl Boundary {
    /// Whether examples show both sides.
    #[must_use]
    pub fn covered(&self) -> bool {
        self.below.shown && self.above.shown
    }
}

/// Finds boundaries; keeps the law of each place that it has looked at.
#[derive(Debug)]
pub struct Finder<'c> {
    corpus: &'c Corpus,
    examples: BTreeMap<&'c str, Vec<&'c Example>>,
    laws: BTreeMap<&'c str, Option<CompiledLaw>>,
}

impl<'c> Finder<'c> {
    /// Of these rules.
    #[must_use]
    pub fn new(corpus: &'c Corpus) -> Self {
        let mut examples: BTreeMap<&str, Vec<&Example>> = BTreeMap::new();
        for (instrument, _) in corpus.instruments() {
            examples.insert(&instrument.id, Vec::new());
        }
        for example in corpus.examples() {
            examples
                .entry(&example.instrument)
                .or_default()
                .push(example);
        }
        Self {
            corpus,
            examples,
            laws: BTreeMap::new(),
        }
    }

    /// Every boundary of an instrument that can be reached from its examples; `None` where there
    /// is no such instrument.
    pub fn boundaries(&mut self, id: &str) -> Option<Vec<Boundary>> {
        let examples = self.examples.get(id)?;
        let Some(first) = examples.first() else {
            return Some(Vec::new());
        };
        let corpus = self.corpus;
        let law = self
            .laws
            .entry(&first.place)
            .or_insert_with(|| corpus.law_for(&first.place).map(CompiledLaw::new));
        let law = law.as_ref()?;
        let search = Search {
            values: Values::of(law, id)?,
            needed: needed(law, id)?,
            law,
            id,
            examples,
        };
        let mut found: Vec<Boundary> = Vec::new();
        let mut seen = BTreeSet::new();
        // From what is had first: there a threshold is one between yes and no.
        let mut bases: Vec<&&Example> = examples.iter().collect();
        bases.sort_by_key(|example| example.expected.verdict != "eligible");
        for boundary in bases.into_iter().flat_map(|base| search.from(base)) {
            let key = (boundary.below.name.clone(), boundary.above.name.clone());
            if seen.insert(key) {
                found.push(boundary);
            }
        }
        Some(found)
    }
}

/// A case as an example of a clause file, on one line.
#[must_use]
pub fn example(case: &Case) -> String {
    write::example(case)
}

struct Search<'s> {
    /// The instrument and those that may take its place, by position.
    needed: BTreeSet<u16>,
    values: Values<'s>,
    law: &'s CompiledLaw,
    id: &'s str,
    examples: &'s [&'s Example],
}

impl Search<'_> {
    /// The boundaries that are met when one answer of an example is moved.
    fn from(&self, base: &Example) -> Vec<Boundary> {
        let mut found = Vec::new();
        for place in self.values.places(base) {
            let mut last: Option<Case> = None;
            for value in self.values.of_place(&place, base) {
                let Some(case) = self.case(&place, base, &value) else {
                    last = None;
                    continue;
                };
                let before = last.replace(case.clone());
                let Some(below) = before.filter(|b| differ(b, &case)) else {
                    continue;
                };
                found.push(Boundary {
                    about: place.label.clone(),
                    below,
                    above: case,
                });
            }
        }
        found
    }

    fn case(&self, place: &Place, base: &Example, value: &Value) -> Option<Case> {
        let (as_of, answers) = place.put(base, value);
        let (read, refused) = read_answers_on(self.law, as_of, &answers);
        if !refused.is_empty() {
            return None;
        }
        let (position, _) = self.law.instrument(self.id)?;
        let wanted = |position: u16| self.needed.contains(&position);
        let decisions = evaluate_some(self.law, as_of, &read, &wanted);
        let decision = decisions
            .into_iter()
            .find(|own| own.instrument == position)?;
        let shown = self.examples.iter().any(|example| {
            place.is_at(example, value) && example.expected.verdict == decision.verdict.word()
        });
        Some(Case {
            name: format!("{} {}", place.label, value.text()),
            as_of,
            answers,
            verdict: decision.verdict,
            amount: decision.amount,
            shown,
        })
    }
}

/// An instrument and those that may take its place, and theirs, by position.
fn needed(law: &CompiledLaw, id: &str) -> Option<BTreeSet<u16>> {
    let (position, _) = law.instrument(id)?;
    let mut needed = BTreeSet::from([position]);
    loop {
        let before = needed.len();
        for (other, instrument) in (0u16..).zip(&law.instruments) {
            if instrument.replaces.iter().any(|n| needed.contains(n)) {
                needed.insert(other);
            }
        }
        if needed.len() == before {
            return Some(needed);
        }
    }
}

/// Whether the two sides come out differently. A sum that only grows with the answer is no boundary.
fn differ(a: &Case, b: &Case) -> bool {
    a.verdict.word() != b.verdict.word()
}
