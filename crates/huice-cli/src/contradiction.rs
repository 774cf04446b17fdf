//! Answers that cannot all be so.

use huice_core::ir::consequence::facts_read;
use huice_core::ir::{Contradiction, FactId, FactKind};
use huice_core::{Answer, Answers, CompiledLaw, Date, IncrementalEvaluator, Inferring};
use std::rc::Rc;

/// Sets aside an answer that what was picked out of a list rules out. Who picks one kind of unit
/// has said what the unit is; what only another kind could answer is then a slip, and what follows
/// from the kind stands in its place. Returns the questions which of the two is right.
///
/// The app puts such a question to the person. A command cannot.
pub(crate) fn give_way(law: &Rc<CompiledLaw>, as_of: Date, answers: &mut Answers) -> Vec<String> {
    let mut told = Vec::new();
    let evaluator = IncrementalEvaluator::new(Rc::clone(law), as_of, answers.clone());
    for contradicted in evaluator.contradictions() {
        let declared = law.facts.get(usize::from(contradicted.fact));
        let mut declared = declared.into_iter().flat_map(|fact| &fact.contradicts);
        let by_kind = declared.any(|one| {
            one.say == contradicted.say && reads_only_choices(law, contradicted.fact, one)
        });
        if by_kind && is_ruled_out(law, as_of, answers, contradicted.fact) {
            answers.unset(contradicted.fact);
            told.push(contradicted.say.to_owned());
        }
    }
    told
}

/// Whether a contradiction is between a fact and what was picked out of lists.
fn reads_only_choices(law: &CompiledLaw, fact: FactId, contradiction: &Contradiction) -> bool {
    let mut others = facts_read(&contradiction.when);
    others.retain(|other| *other != fact);
    others.iter().all(|other| {
        let kind = law.facts.get(usize::from(*other)).map(|found| &found.kind);
        matches!(kind, Some(FactKind::Choice { .. }))
    })
}

/// Whether the other answers settle a fact, and otherwise than it was answered.
fn is_ruled_out(law: &CompiledLaw, as_of: Date, answers: &Answers, fact: FactId) -> bool {
    if matches!(answers.get(fact), None | Some(Answer::Unsure)) {
        return false;
    }
    let mut others = Inferring::new(law, as_of);
    for (id, answer) in answers.iter().filter(|(id, _)| *id != fact) {
        others.set(id, Some(answer));
    }
    let settled = others.value(fact);
    settled.is_some() && settled.as_ref() != answers.get(fact)
}
