//! Whether time may change what is left of an open condition.

use super::lane::Lane;
use crate::program::{Op, OpId};
use crate::truth::Truth;

/// Whether a condition that is open today leaves something else on later days, and may hold then:
/// see `later` of [`crate::decide`]. `None` where that is not to be had over columns.
pub(super) fn moves(today: Lane<'_>, later: Lane<'_>, condition: OpId) -> Option<bool> {
    Some(later.truth(condition)? != Truth::False && differs(today, later, condition)?)
}

/// Whether time may change an operation, or what is open below it.
fn differs(today: Lane<'_>, later: Lane<'_>, op: OpId) -> Option<bool> {
    let program = today.program;
    if !program.reads_day(op) {
        return Some(false);
    }
    let now = today.known_truth(op)?;
    if now != later.truth(op)? {
        return Some(true);
    }
    match program.op(op) {
        _ if now != Truth::Unknown => Some(false),
        Op::All(args) | Op::Any(args) => {
            for part in program.args(args) {
                if differs(today, later, *part)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        Op::Not(part) => differs(today, later, part),
        _ => Some(false),
    }
}
