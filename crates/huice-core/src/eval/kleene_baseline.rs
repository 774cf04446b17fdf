//! What plain three-valued logic would still ask for, with nothing tried by cases. Nobody is
//! asked by this: it is what the planner is measured against.

use super::condition::{EvalContext, needs_of, prove};
use super::{amount, formula, time};
use crate::answers::Answers;
use crate::date::Date;
use crate::ir::{FactId, Law};
use crate::outcome::Need;
use crate::truth::Truth;

/// The facts of one instrument, by position, that are unknown and stand where plain logic has
/// not decided: those of its condition, and those of its sum once the condition holds.
#[must_use]
pub fn kleene_open_facts(
    law: &Law,
    as_of: Date,
    answers: &Answers,
    instrument: u16,
) -> Vec<FactId> {
    let Some(instrument) = law.instruments.get(usize::from(instrument)) else {
        return Vec::new();
    };
    if time::window_verdict(law, instrument, as_of).is_some() {
        return Vec::new();
    }
    let ctx = EvalContext::new(law, instrument, as_of, answers);
    let proof = instrument.eligible.as_ref().map(|c| prove(&ctx, c));
    let facts: Vec<FactId> = match proof {
        Some(proof) if proof.truth == Truth::False => Vec::new(),
        Some(proof) if proof.truth == Truth::Unknown => needs_of(law, &proof)
            .into_iter()
            .filter_map(|need| match need {
                Need::Fact(fact) | Need::Judgement(fact) => Some(fact),
                Need::Open(_) | Need::Reading(_) => None,
            })
            .collect(),
        Some(_) | None => match formula(&instrument.amount) {
            Some(_) => amount::work_out(&ctx, &instrument.amount, false).missing,
            None => Vec::new(),
        },
    };
    let unknown = facts.into_iter().filter(|f| answers.get(*f).is_none());
    unknown.collect()
}
