//! Whether time may change what is left of an open condition.

use super::lane::Lane;
use super::plan::TruthRef;
use crate::program::{Op, OpId};
use crate::truth::Truth;

/// By operation: the truths from the day of evaluation on.
type Onward<'c> = &'c [Option<TruthRef>];

/// Whether a condition that is open today leaves something else from today on, and may hold then:
/// see `later` of [`crate::decide`].
pub(super) fn moves(lane: Lane<'_>, condition: OpId, onward: Onward<'_>) -> bool {
    then(lane, condition, onward) != Some(Truth::False) && differs(lane, condition, onward)
}

/// The truth of an operation from the day of evaluation on.
fn then(lane: Lane<'_>, op: OpId, onward: Onward<'_>) -> Option<Truth> {
    let at = onward.get(op.index()).copied().flatten()?;
    Some(lane.scope.truths(at).at(lane.person))
}

/// Whether time may change an operation, or what is open below it.
fn differs(lane: Lane<'_>, op: OpId, onward: Onward<'_>) -> bool {
    let program = lane.program;
    if !program.reads_day(op) {
        return false;
    }
    let today = lane.known_truth(op);
    if today != then(lane, op, onward) {
        return true;
    }
    match program.op(op) {
        _ if today != Some(Truth::Unknown) => false,
        Op::All(args) | Op::Any(args) => {
            let mut parts = program.args(args).iter();
            parts.any(|part| differs(lane, *part, onward))
        }
        Op::Not(part) => differs(lane, part, onward),
        _ => false,
    }
}
