//! What has been settled without asking, and which answers do not go together: for the review.

use crate::answers::Answer;
use crate::compiled::CompiledLaw;
use crate::ir::{FactId, FixedValue};
use crate::machine::Machine;
use crate::truth::Truth;

/// A fact that nobody was asked for, because others settle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred<'l> {
    /// The fact.
    pub fact: FactId,
    /// Its value.
    pub value: Answer,
    /// Why, in plain words.
    pub say: &'l str,
}

/// Answers that cannot all be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradicted<'l> {
    /// The fact at which it is declared.
    pub fact: FactId,
    /// What does not go together, and a question which is right.
    pub say: &'l str,
}

/// The facts that are settled by others, in the law's order.
pub(crate) fn consequences<'l>(law: &'l CompiledLaw, machine: &Machine) -> Vec<Inferred<'l>> {
    let mut found = Vec::new();
    for (id, conditions) in &law.program().inferences.follows {
        let Some(fact) = law.facts.get(usize::from(*id)) else {
            continue;
        };
        if machine.is_given(*id) {
            continue;
        }
        let mut holding = fact.follows.iter().zip(conditions);
        if let Some((consequence, _)) = holding.find(|(_, op)| machine.truth(**op) == Truth::True) {
            found.push(Inferred {
                fact: *id,
                value: answer(&consequence.value),
                say: &consequence.say,
            });
        }
    }
    found
}

/// The contradictions that hold, in the law's order.
pub(crate) fn contradictions<'l>(law: &'l CompiledLaw, machine: &Machine) -> Vec<Contradicted<'l>> {
    let mut found = Vec::new();
    for (id, at, op) in &law.program().inferences.contradicts {
        let fact = law.facts.get(usize::from(*id));
        let contradiction = fact.and_then(|fact| fact.contradicts.get(usize::from(*at)));
        if let (Some(contradiction), Truth::True) = (contradiction, machine.truth(*op)) {
            found.push(Contradicted {
                fact: *id,
                say: &contradiction.say,
            });
        }
    }
    found
}

fn answer(value: &FixedValue) -> Answer {
    match value {
        FixedValue::Bool(truth) => Answer::Bool(*truth),
        FixedValue::Choice(option) => Answer::Choice(*option),
        FixedValue::Set(chosen) => Answer::Set(chosen.clone()),
        FixedValue::Number(n) => Answer::Number(*n),
        FixedValue::NoRecords => Answer::Records(Vec::new()),
    }
}
