//! What has been settled without asking, and which answers do not go together: for the review.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::ir::{FactId, FixedValue};
use crate::machine::Machine;
use crate::program::OpId;
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
    let all = law.program().inferences.follows.iter();
    all.filter_map(|(fact, conditions)| consequence(law, machine, (*fact, conditions)))
        .collect()
}

/// What settles a fact, if something does.
fn consequence<'l>(
    law: &'l CompiledLaw,
    machine: &Machine,
    (id, conditions): (FactId, &[OpId]),
) -> Option<Inferred<'l>> {
    let fact = law.facts.get(usize::from(id))?;
    if machine.is_given(id) {
        return None;
    }
    let mut holding = fact.follows.iter().zip(conditions);
    let (consequence, _) = holding.find(|(_, op)| machine.truth(**op) == Truth::True)?;
    Some(Inferred {
        fact: id,
        value: answer(&consequence.value),
        say: &consequence.say,
    })
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

/// A machine for what follows from answers, without any decision.
pub(crate) fn inferring(law: &CompiledLaw, as_of: Date, answers: &Answers) -> Machine {
    let program = law.program();
    let mut machine = law.machine(as_of, answers);
    machine.run(program, &program.inferences.reach.ops);
    machine
}

/// Sets an answer of such a machine, or takes it back.
pub(crate) fn infer(
    law: &CompiledLaw,
    machine: &mut Machine,
    fact: FactId,
    answer: Option<&Answer>,
) {
    let program = law.program();
    machine.answer(law, program, fact, answer, &program.inferences.reach.ops);
}

/// The value that a fact has without being answered.
pub(crate) fn settled_value(law: &CompiledLaw, machine: &Machine, fact: FactId) -> Option<Answer> {
    let mut all = law.program().inferences.follows.iter();
    let (_, conditions) = all.find(|(id, _)| *id == fact)?;
    consequence(law, machine, (fact, conditions)).map(|one| one.value)
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
        Self {
            law,
            machine: inferring(law, as_of, &Answers::new()),
        }
    }

    /// Sets an answer, or takes it back.
    pub fn set(&mut self, fact: FactId, answer: Option<&Answer>) {
        infer(self.law, &mut self.machine, fact, answer);
    }

    /// The value that a fact has without being answered.
    #[must_use]
    pub fn value(&self, fact: FactId) -> Option<Answer> {
        settled_value(self.law, &self.machine, fact)
    }

    /// The answers that cannot all be so.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradicted<'l>> {
        contradictions(self.law, &self.machine)
    }
}
