//! Evaluation of a few instruments on other days, and of parts of an amount on their own.

use crate::answers::Answers;
use crate::date::Date;
use crate::eval::evaluate;
use crate::ir::{Instrument, Law, Paid};
use crate::outcome::{AmountResult, Outcome, Verdict};

/// A law of only those instruments that must be looked at again.
pub(super) struct Probe<'a> {
    answers: &'a Answers,
    law: Law,
    /// Positions in the law itself of the instruments here, in order.
    wholes: Vec<u16>,
    /// The day that was looked at last, with its results: days come in runs.
    known: Option<(Date, Vec<Outcome>)>,
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
        for at in more {
            if !positions.contains(&at) {
                positions.push(at);
            }
        }
        let instruments = positions
            .iter()
            .filter_map(|at| law.instruments.get(usize::from(*at)))
            .map(|i| {
                let here = i.replaces.iter().filter_map(|r| here(&positions, *r));
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
            wholes: positions,
            known: None,
        }
    }

    /// Verdict and amount of an instrument on a day; a replacement is named by its position here.
    pub(super) fn whole(&mut self, position: u16, day: Date) -> Option<(Verdict, AmountResult)> {
        let at = usize::from(here(&self.wholes, position)?);
        if self.known.as_ref().is_none_or(|(known, _)| *known != day) {
            self.known = Some((day, evaluate(&self.law, day, self.answers)));
        }
        let (_, outcomes) = self.known.as_ref()?;
        let outcome = outcomes.get(at)?;
        Some((outcome.verdict.clone(), outcome.amount.clone()))
    }

    /// The position in the law of what replaced an instrument: `by` is of the law where the
    /// outcome itself was replaced, and of this probe otherwise.
    pub(super) fn original(&self, outcome: &Outcome, by: u16) -> u16 {
        if matches!(outcome.verdict, Verdict::Replaced(_)) {
            return by;
        }
        self.wholes.get(usize::from(by)).copied().unwrap_or(by)
    }
}

/// The position among these of an instrument of the law.
fn here(positions: &[u16], at: u16) -> Option<u16> {
    let found = positions.iter().zip(0u16..).find(|(p, _)| **p == at);
    found.map(|(_, here)| here)
}

/// Without what evaluation on another day need not look at.
fn bare(instrument: &Instrument) -> Instrument {
    Instrument {
        excludes: Vec::new(),
        replaces: Vec::new(),
        restates: None,
        terms: Vec::new(),
        paid: Paid::NotStated,
        loan: None,
        ..instrument.clone()
    }
}
