//! What plain three-valued logic would still ask for, with nothing tried by cases. Baseline for
//! measurement only.

use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::Subject;
use crate::decide::transitions::window_verdict;
use crate::ir::FactId;
use crate::truth::Truth;

/// The facts of one instrument, by position, that are unknown and stand where plain logic has
/// not decided: those of its condition, and those of its sum once the condition holds.
#[must_use]
pub fn kleene_open_facts(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    instrument: u16,
) -> Vec<FactId> {
    let program = law.program();
    let Some(subject) = Subject::new(law, program, instrument) else {
        return Vec::new();
    };
    if window_verdict(law, subject.instrument, as_of).is_some() {
        return Vec::new();
    }
    let mut machine = law.machine(as_of, answers);
    machine.run(program, &subject.reach.ops);
    let truth = subject
        .ops
        .eligible
        .map_or(Truth::True, |op| machine.truth(op));
    let open = match truth {
        Truth::True => subject.ops.amount,
        Truth::Unknown => subject.ops.eligible,
        Truth::False => None,
    };
    let mut facts = Vec::new();
    if let Some(op) = open {
        machine.missing(program, op, &mut facts);
    }
    facts.retain(|fact| answers.get(*fact).is_none());
    facts
}
