//! What has been settled without asking, and which answers do not go together: for the review.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
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

/// What follows from answers that come one by one, without any decision.
#[derive(Debug, Clone)]
pub struct Inferring<'l> {
    law: &'l CompiledLaw,
    machine: Machine,
}

impl<'l> Inferring<'l> {
    /// Nothing has been answered.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date) -> Self {
        let mut machine = law.machine(as_of, &Answers::new());
        machine.run(law.program(), &law.program().inferences.ops);
        Self { law, machine }
    }

    /// Sets an answer, or takes it back.
    pub fn set(&mut self, fact: FactId, answer: Option<&Answer>) {
        let program = self.law.program();
        let ops = &program.inferences.ops;
        self.machine.answer(self.law, program, fact, answer, ops);
    }

    /// The value that a fact has without being answered.
    #[must_use]
    pub fn value(&self, fact: FactId) -> Option<Answer> {
        let mut all = consequences(self.law, &self.machine).into_iter();
        all.find(|one| one.fact == fact).map(|one| one.value)
    }

    /// Whether some answers cannot all be so.
    #[must_use]
    pub fn contradicts(&self) -> bool {
        !contradictions(self.law, &self.machine).is_empty()
    }
}
