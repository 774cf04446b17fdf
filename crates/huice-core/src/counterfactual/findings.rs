//! Findings of an office that the law itself excludes, and changes that other answers rule out.
//!
//! A definition may say what it takes to be found to be something: who has no finding yet meets it
//! by their own conditions, and the office then decides. Where these conditions fail, asking the
//! office leads nowhere, so it is no advice.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::inferred::{contradictions, inferring};
use crate::ir::{FactId, OptionId};
use crate::program::{Op, OpId, OptionMask, Program};
use crate::truth::Truth;

/// Whether the law says what it takes to come from one option of a choice to another, and that is
/// not met.
pub(super) fn is_excluded(
    law: &CompiledLaw,
    (as_of, answers): (Date, &Answers),
    fact: FactId,
    to: &Answer,
) -> bool {
    let (Some(Answer::Choice(from)), Answer::Choice(to)) = (answers.get(fact), to) else {
        return false;
    };
    let program = law.program();
    let ways = ways(program, fact, *from, *to);
    if ways.is_empty() {
        return false;
    }
    let mut machine = law.machine(as_of, answers);
    machine.run(program, &program.below(&ways));
    ways.iter().all(|way| machine.truth(*way) == Truth::False)
}

/// Whether some answers contradict each other that did not before.
pub(super) fn contradicts(
    law: &CompiledLaw,
    as_of: Date,
    (before, after): (&Answers, &Answers),
) -> bool {
    let new = contradictions(law, &inferring(law, as_of, after));
    if new.is_empty() {
        return false;
    }
    let old = contradictions(law, &inferring(law, as_of, before));
    new.iter().any(|one| !old.contains(one))
}

/// The conditions of those who have one option, not the other, that end in what is left open.
fn ways(program: &Program, fact: FactId, from: OptionId, to: OptionId) -> Vec<OpId> {
    let all = program.all_ops();
    let leads = |op: &OpId| match program.op(*op) {
        Op::All(args) => {
            let parts = program.args(args);
            let open = |part: &OpId| matches!(program.op(*part), Op::Open(_));
            let has_from = |part: &OpId| separates(program, *part, fact, from, to);
            parts.iter().any(open) && parts.iter().any(has_from)
        }
        _ => false,
    };
    all.filter(leads).collect()
}

/// Whether a test of a choice holds of one option and not of another.
fn separates(program: &Program, test: OpId, fact: FactId, from: OptionId, to: OptionId) -> bool {
    let Op::In(choice, mask) = program.op(test) else {
        return false;
    };
    let has = |option: OptionId| program.mask(mask).0 & OptionMask::only(option).0 != 0;
    program.value_of(program.op(choice)) == Some(fact) && has(from) && !has(to)
}
