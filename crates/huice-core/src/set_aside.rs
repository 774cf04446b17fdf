//! Answers that give way to others: a list says what somebody is, and an answer that only another
//! kind could give is then a slip.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::inferred::{Contradicted, contradictions, infer, inferring, settled_value};
use crate::ir::consequence::facts_read;
use crate::ir::{Contradiction, FactId, FactKind};
use crate::machine::Machine;
use std::rc::Rc;

/// Takes out the answers that what was picked from a list rules out, so that what follows from the
/// pick stands in their place. Returns what does not go together, each with its question; a caller
/// puts it to the person, who may have slipped in the list instead.
///
/// Without this a rule would need the kind before it could ever say yes: an answer that only an
/// enterprise can give has to count for somebody who has not said what the unit is.
pub fn set_aside_contradicted<'l>(
    law: &'l CompiledLaw,
    as_of: Date,
    answers: &mut Answers,
) -> Vec<Contradicted<'l>> {
    let mut machine = inferring(law, as_of, answers);
    let found = give_way(law, &mut machine, answers);
    found.iter().for_each(|one| answers.unset(one.fact));
    found
}

/// The same for one person after another: what follows is carried on to the next, so that only what
/// differs is looked at again.
pub struct OneByOne<'l> {
    law: &'l CompiledLaw,
    machine: Machine,
    /// The answers that the machine knows.
    held: Answers,
}

impl<'l> OneByOne<'l> {
    /// For a law, as of a day.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date) -> Self {
        let held = Answers::new();
        Self {
            law,
            machine: inferring(law, as_of, &held),
            held,
        }
    }

    /// As [`set_aside_contradicted`] does.
    pub fn set_aside_contradicted(&mut self, answers: &mut Answers) -> Vec<Contradicted<'l>> {
        for (fact, _) in (0u16..).zip(&self.law.facts) {
            let answer = answers.get(fact);
            if self.held.get(fact) != answer {
                infer(self.law, &mut self.machine, fact, answer);
            }
        }
        self.held.clone_from(answers);
        let found = give_way(self.law, &mut self.machine, answers);
        found.iter().for_each(|one| answers.unset(one.fact));
        found
    }
}

/// Answers that come one by one, and which of them count: see [`set_aside_contradicted`].
#[derive(Debug, Clone)]
pub struct GivenAnswers {
    law: Rc<CompiledLaw>,
    /// Knows what follows from what was given, and nothing else.
    machine: Machine,
    given: Answers,
}

impl GivenAnswers {
    /// Some answers as of a day.
    #[must_use]
    pub fn new(law: Rc<CompiledLaw>, as_of: Date, given: Answers) -> Self {
        Self {
            machine: inferring(&law, as_of, &given),
            law,
            given,
        }
    }

    /// Sets an answer, or takes it back.
    pub fn set(&mut self, fact: FactId, answer: Option<Answer>) {
        infer(&self.law, &mut self.machine, fact, answer.as_ref());
        match answer {
            Some(answer) => self.given.set(fact, answer),
            None => self.given.unset(fact),
        }
    }

    /// Everything that was given.
    #[must_use]
    pub fn given(&self) -> &Answers {
        &self.given
    }

    /// The facts whose answers do not count, since others rule them out.
    pub fn set_aside(&mut self) -> Vec<FactId> {
        let found = give_way(&self.law, &mut self.machine, &self.given);
        found.into_iter().map(|one| one.fact).collect()
    }
}

/// What does not go together and gives way, by a machine that knows the answers.
fn give_way<'l>(
    law: &'l CompiledLaw,
    machine: &mut Machine,
    answers: &Answers,
) -> Vec<Contradicted<'l>> {
    let mut found: Vec<Contradicted<'l>> = Vec::new();
    for one in contradictions(law, machine) {
        if found.iter().all(|other| other.fact != one.fact)
            && is_about_choices(law, one)
            && is_ruled_out(law, machine, answers, one.fact)
        {
            found.push(one);
        }
    }
    found
}

/// Whether a contradiction is between its fact and what was picked from lists.
fn is_about_choices(law: &CompiledLaw, one: Contradicted<'_>) -> bool {
    let is_choice = |fact: &FactId| {
        let kind = law.facts.get(usize::from(*fact)).map(|fact| &fact.kind);
        matches!(kind, Some(FactKind::Choice { .. }))
    };
    let about_choices = |declared: &Contradiction| {
        let read = facts_read(&declared.when);
        read.iter().all(|fact| *fact == one.fact || is_choice(fact))
    };
    let fact = law.facts.get(usize::from(one.fact));
    let mut declared = fact.into_iter().flat_map(|fact| &fact.contradicts);
    declared.any(|declared| declared.say == one.say && about_choices(declared))
}

/// Whether the other answers settle a fact, and otherwise than it was answered.
fn is_ruled_out(law: &CompiledLaw, machine: &mut Machine, answers: &Answers, fact: FactId) -> bool {
    let answer = answers.get(fact);
    if matches!(answer, None | Some(Answer::Unsure)) {
        return false;
    }
    infer(law, machine, fact, None);
    let settled = settled_value(law, machine, fact);
    infer(law, machine, fact, answer);
    settled.is_some() && settled.as_ref() != answer
}
