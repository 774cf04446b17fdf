//! Answers that give way to others: a list says what somebody is, and an answer that only another
//! kind could give is then a slip.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::inferred::{Contradicted, Inferring};
use crate::ir::consequence::facts_read;
use crate::ir::{Contradiction, FactId, FactKind};

/// Takes out answers that others rule out, for one person after another.
///
/// What follows from the answers is carried from one person to the next, so that only what differs is
/// looked at again.
pub struct SetAside<'l> {
    law: &'l CompiledLaw,
    all: Inferring<'l>,
    /// The answers that `all` has been given.
    held: Answers,
}

impl<'l> SetAside<'l> {
    /// For a law, as of a day.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date) -> Self {
        Self {
            law,
            all: Inferring::new(law, as_of),
            held: Answers::new(),
        }
    }

    /// As [`set_aside_contradicted`] does.
    pub fn apply(&mut self, answers: &mut Answers) -> Vec<Contradicted<'l>> {
        let facts = (0u16..).zip(&self.law.facts).map(|(fact, _)| fact);
        for fact in facts.filter(|fact| self.held.get(*fact) != answers.get(*fact)) {
            self.all.set(fact, answers.get(fact));
        }
        self.held.clone_from(answers);
        let mut found = self.all.contradictions();
        found.retain(|one| {
            let gives_way =
                is_about_choices(self.law, *one) && is_ruled_out(&self.all, answers, one.fact);
            if gives_way {
                answers.unset(one.fact);
            }
            gives_way
        });
        found
    }
}

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
    SetAside::new(law, as_of).apply(answers)
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
fn is_ruled_out(all: &Inferring<'_>, answers: &Answers, fact: FactId) -> bool {
    if matches!(answers.get(fact), None | Some(Answer::Unsure)) {
        return false;
    }
    let mut others = all.clone();
    others.set(fact, None);
    let settled = others.value(fact);
    settled.is_some() && settled.as_ref() != answers.get(fact)
}
