//! Answers that give way to others: a list says what somebody is, and an answer that only another
//! kind could give is then a slip.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::inferred::{Contradicted, Inferring};
use crate::ir::consequence::facts_read;
use crate::ir::{Contradiction, FactId, FactKind};

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
    let mut all = Inferring::new(law, as_of);
    for (fact, answer) in answers.iter() {
        all.set(fact, Some(answer));
    }
    let mut found = all.contradictions();
    found.retain(|one| {
        let gives_way = is_about_choices(law, *one) && is_ruled_out(&all, answers, one.fact);
        if gives_way {
            answers.unset(one.fact);
        }
        gives_way
    });
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
fn is_ruled_out(all: &Inferring<'_>, answers: &Answers, fact: FactId) -> bool {
    if matches!(answers.get(fact), None | Some(Answer::Unsure)) {
        return false;
    }
    let mut others = all.clone();
    others.set(fact, None);
    let settled = others.value(fact);
    settled.is_some() && settled.as_ref() != answers.get(fact)
}
