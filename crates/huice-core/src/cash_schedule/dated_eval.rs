//! Evaluation of a few instruments on other days.

use super::growth::grows;
use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decision::Decision;
use crate::incremental::evaluate_some;
use crate::ir::Kind;
use crate::outcome::{AmountResult, Verdict};

/// Those instruments that must be looked at again.
pub(super) struct DatedEvaluator<'a> {
    answers: &'a Answers,
    law: &'a CompiledLaw,
    /// Their positions.
    wholes: Vec<u16>,
    /// Results by day.
    known: Vec<(Date, Vec<Decision>)>,
}

impl<'a> DatedEvaluator<'a> {
    /// Takes what may come later, what grows with time, and what may take their place.
    pub(super) fn new(law: &'a CompiledLaw, answers: &'a Answers, decisions: &[&Decision]) -> Self {
        let mut wholes: Vec<u16> = Vec::new();
        for decision in decisions {
            let instrument = law.instruments.get(usize::from(decision.instrument));
            let again = match decision.verdict {
                Verdict::NotYet(_) | Verdict::NotStarted(_) => true,
                Verdict::Eligible => instrument.is_some_and(grows),
                Verdict::Ineligible
                | Verdict::Undetermined
                | Verdict::Expired(_)
                | Verdict::StartUnknown(..)
                | Verdict::Replaced(_) => false,
            };
            if again && (decision.kind.pays() || decision.kind == Kind::Loan) {
                wholes.push(decision.instrument);
            }
        }
        let own = wholes.len();
        for (at, instrument) in (0u16..).zip(&law.instruments) {
            let of_own = |r: &u16| wholes.iter().take(own).any(|w| w == r);
            if instrument.replaces.iter().any(of_own) {
                wholes.push(at);
            }
        }
        Self {
            answers,
            law,
            wholes,
            known: Vec::new(),
        }
    }

    /// Verdict and amount of an instrument on a day.
    pub(super) fn verdict_and_amount(
        &mut self,
        position: u16,
        day: Date,
    ) -> Option<(Verdict, AmountResult)> {
        let wholes = &self.wholes;
        let known = self.known.iter().position(|(d, _)| *d == day);
        let at = known.unwrap_or(self.known.len());
        if known.is_none() {
            let some = |at| wholes.contains(&at);
            let decisions = evaluate_some(self.law, day, self.answers, &some);
            self.known.push((day, decisions));
        }
        let (_, decisions) = self.known.get(at)?;
        let decision = decisions.iter().find(|o| o.instrument == position)?;
        Some((decision.verdict.clone(), decision.amount.clone()))
    }
}
