//! Evaluation of a few instruments on other days, and of parts of an amount on their own.

use crate::answers::Answers;
use crate::date::Date;
use crate::eval::evaluate;
use crate::ir::{Instrument, Law, Paid};
use crate::outcome::{AmountResult, Outcome, Verdict};
use std::collections::BTreeMap;

/// A law of only those instruments that must be looked at again.
pub(super) struct Probe<'a> {
    answers: &'a Answers,
    law: Law,
    /// Position here of instruments of the law itself.
    wholes: BTreeMap<u16, u16>,
    /// Results by day.
    known: BTreeMap<Date, Vec<Outcome>>,
}

impl<'a> Probe<'a> {
    /// Takes what may come later, what grows with time, and what may take their place.
    pub(super) fn new(law: &'a Law, answers: &'a Answers, outcomes: &[&Outcome]) -> Self {
        let mut positions: Vec<u16> = outcomes
            .iter()
            .filter(|o| super::pays(o.kind) || o.kind == crate::ir::Kind::Loan)
            .filter(|o| match o.verdict {
                Verdict::NotYet(_) | Verdict::NotStarted(_) => true,
                Verdict::Eligible => law
                    .instruments
                    .get(usize::from(o.instrument))
                    .is_some_and(super::schedule::grows),
                Verdict::Ineligible
                | Verdict::Undetermined
                | Verdict::Expired(_)
                | Verdict::StartUnknown(..)
                | Verdict::Replaced(_) => false,
            })
            .map(|o| o.instrument)
            .collect();
        let replacers = (0u16..)
            .zip(&law.instruments)
            .filter(|(_, i)| i.replaces.iter().any(|r| positions.contains(r)));
        let more: Vec<u16> = replacers.map(|(at, _)| at).collect();
        positions.extend(more);
        positions.sort_unstable();
        positions.dedup();
        let wholes: BTreeMap<u16, u16> = positions.iter().copied().zip(0u16..).collect();
        let instruments = positions
            .iter()
            .filter_map(|at| law.instruments.get(usize::from(*at)))
            .map(|i| {
                let here = i.replaces.iter().filter_map(|r| wholes.get(r).copied());
                Instrument {
                    replaces: here.collect(),
                    ..bare(i)
                }
            })
            .collect();
        let law_here = Law {
            place: String::new(),
            place_name: String::new(),
            documents: law.documents.clone(),
            facts: law.facts.clone(),
            topics: law.topics.clone(),
            definitions: law.definitions.clone(),
            instruments,
            missing: Vec::new(),
        };
        Self {
            answers,
            law: law_here,
            wholes,
            known: BTreeMap::new(),
        }
    }

    /// Verdict and amount of an instrument on a day; a replacement is named by its position here.
    pub(super) fn whole(&mut self, position: u16, day: Date) -> Option<(Verdict, AmountResult)> {
        let at = usize::from(*self.wholes.get(&position)?);
        let (law, answers) = (&self.law, self.answers);
        let outcomes = self
            .known
            .entry(day)
            .or_insert_with(|| evaluate(law, day, answers));
        let outcome = outcomes.get(at)?;
        Some((outcome.verdict.clone(), outcome.amount.clone()))
    }

    /// The position in the law of what replaced an instrument: `by` is of the law where the
    /// outcome itself was replaced, and of this probe otherwise.
    pub(super) fn original(&self, outcome: &Outcome, by: u16) -> u16 {
        if matches!(outcome.verdict, Verdict::Replaced(_)) {
            return by;
        }
        let found = self.wholes.iter().find(|(_, here)| **here == by);
        found.map_or(by, |(original, _)| *original)
    }
}

/// Without what evaluation on another day need not look at.
fn bare(instrument: &Instrument) -> Instrument {
    Instrument {
        excludes: Vec::new(),
        replaces: Vec::new(),
        terms: Vec::new(),
        paid: Paid::NotStated,
        loan: None,
        ..instrument.clone()
    }
}
