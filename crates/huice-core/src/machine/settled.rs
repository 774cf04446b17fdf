//! Facts that others settle: what is not answered takes the value of the first consequence that
//! holds for certain. An answer wins over all of them.

use super::{Machine, View};
use crate::ir::FactId;
use crate::program::{AggregateOp, Op, OpId, Program};
use crate::truth::Truth;
use crate::value::Value;

impl View<'_> {
    /// What a fact may be, by its answer or by what settles it.
    pub(super) fn settled_value(self, program: &Program, at: u32) -> Value {
        let Some(settled) = program.settled(at) else {
            return Value::Truth(Truth::Unknown);
        };
        let raw = self.value(program, settled.raw);
        if self.machine().is_given(settled.fact) {
            return raw;
        }
        let mut found: Option<Value> = None;
        let join = |found: Option<Value>, value| found.map_or(value, |found| found.join(value));
        for (when, value) in &settled.cases {
            match self.truth(program, *when) {
                Truth::True => return join(found, *value),
                Truth::Unknown => found = Some(join(found, *value)),
                Truth::False => {}
            }
        }
        join(found, raw)
    }

    /// The facts that keep it from being settled.
    pub(super) fn settled_missing(self, program: &Program, at: u32, missing: &mut Vec<FactId>) {
        let Some(settled) = program.settled(at) else {
            return;
        };
        if !self.machine().is_given(settled.fact) {
            for (when, _) in &settled.cases {
                if self.truth(program, *when) == Truth::True {
                    return;
                }
                self.missing(program, *when, missing);
            }
        }
        self.missing(program, settled.raw, missing);
    }
}

impl Machine {
    /// How many records there are to look at; `None` where they are not known.
    pub(crate) fn list_length(&self, op: AggregateOp) -> Option<usize> {
        let none = || op.none.is_some_and(|none| self.truth(none) == Truth::True);
        match self.records(op.fact) {
            Some(records) => Some(records.len()),
            None if none() => Some(0),
            None => None,
        }
    }

    /// Whether a fact that is not answered is settled by others.
    pub(super) fn is_settled_by_others(&self, program: &Program, fact: FactId) -> bool {
        let Some(op) = program.settling(fact).filter(|_| !self.is_given(fact)) else {
            return false;
        };
        match program.op(op) {
            Op::Settled(_) => self.view().is_settled(program, op),
            _ => self.truth(op) == Truth::True,
        }
    }

    /// The answer itself, where nothing else settles a fact: it is answered, or no consequence
    /// holds.
    pub(crate) fn unsettled(&self, program: &Program, op: Op) -> Option<OpId> {
        let Op::Settled(at) = op else {
            return None;
        };
        let settled = program.settled(at)?;
        let none = || {
            let mut cases = settled.cases.iter();
            cases.all(|(when, _)| self.truth(*when) == Truth::False)
        };
        (self.is_given(settled.fact) || none()).then_some(settled.raw)
    }
}
