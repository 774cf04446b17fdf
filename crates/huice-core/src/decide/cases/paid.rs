//! A condition that the text leaves open in part, with a sum that must be above zero.
//!
//! The operation of such a condition reads its facts twice: once as written, and once to ask whether
//! the condition is certain to hold, for only then the sum must be above zero. In every case the
//! condition fails, hangs on an open point, or holds. What it leaves as written tells these apart,
//! so most of the time the second reading needs no cases of its own.

use super::{Search, insert};
use crate::decide::residual::{self, Residual};
use crate::ir::{FactId, FactKind};
use crate::machine::{GivenUp, Machine};
use crate::program::{Op, OpId, WrittenOps};
use crate::truth::Truth;

impl Search<'_> {
    /// What is left of the instrument's condition: see [`Search::part`]. `None` where the operation
    /// is another, or is to be looked at as any other.
    pub(super) fn paid(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        holds: bool,
    ) -> Option<Option<bool>> {
        let ops = self.subject.ops;
        let (Some(written), Some(some), true) = (ops.written, ops.some, holds) else {
            return None;
        };
        if ops.eligible != Some(op) || machine.truth(written.condition) != Truth::Unknown {
            return None;
        }
        match machine.truth(some) {
            Truth::True => None,
            Truth::False => self.without_sum(machine, written),
            Truth::Unknown => self.with_open_sum(machine, op, written, some),
        }
    }

    /// It is open whether the sum is above zero: where the condition is certain to hold, the
    /// rest is up to the sum.
    fn with_open_sum(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        written: WrittenOps,
        some: OpId,
    ) -> Option<Option<bool>> {
        if let Some((fact, cases)) = self.split_among(machine, op, &[written.condition, some]) {
            let rest = self.each(machine, fact, cases, &[op], &mut |search, machine| {
                search.closed(machine, op, true)
            });
            return Some(self.put(rest));
        }
        let (sum, matters_to_sum) = self.apart(machine, some);
        let Residual::Open(sum) = sum else {
            return None;
        };
        let rest = match self.part_alone(machine, written.condition) {
            Residual::Settled(false) => return Some(Some(false)),
            Residual::Settled(true) => sum,
            Residual::Open(rest) if self.may_be_certain(machine, written) => {
                residual::up_to_the_sum(rest, sum)
            }
            Residual::Open(rest) => return Some(self.put(Residual::Open(rest))),
        };
        for fact in matters_to_sum {
            insert(&mut self.matters, fact);
        }
        Some(self.put(Residual::Open(rest)))
    }

    /// The sum is zero: only an open point can still be in favour. Where an unknown list of
    /// records stands on both sides, no cases would make the result exact, so none are tried.
    fn without_sum(&mut self, machine: &mut Machine, written: WrittenOps) -> Option<Option<bool>> {
        if !self.has_open_point(machine, written.condition) {
            return Some(Some(false));
        }
        if !self.reads_unknown_list_twice(machine, written) {
            return None;
        }
        self.given_up = GivenUp::Cases;
        let matters = self.matters.len();
        let rest = match self.part_alone(machine, written.condition) {
            Residual::Settled(_) => Residual::Settled(false),
            Residual::Open(rest) => Residual::Open(residual::without_sum(rest)),
        };
        if rest == Residual::Settled(false) {
            self.matters.truncate(matters);
        }
        Some(self.put(rest))
    }

    /// Whether what is open of a condition includes a point that the text leaves open.
    fn has_open_point(&self, machine: &Machine, op: OpId) -> bool {
        let program = self.subject.program;
        machine.truth(op) == Truth::Unknown
            && match program.op(op) {
                Op::Open(_) => true,
                Op::All(args) | Op::Any(args) => {
                    let mut parts = program.args(args).iter();
                    parts.any(|part| self.has_open_point(machine, *part))
                }
                Op::Not(part) => self.has_open_point(machine, part),
                _ => false,
            }
    }

    /// Whether the same list of records keeps open both what is written and what is certain.
    fn reads_unknown_list_twice(&self, machine: &Machine, written: WrittenOps) -> bool {
        let is_list = |fact: &FactId| {
            let fact = self.subject.law.facts.get(usize::from(*fact));
            fact.is_some_and(|fact| matches!(fact.kind, FactKind::Records { .. }))
        };
        let program = self.subject.program;
        let certain = residual::open_facts(machine, program, written.certain);
        let condition = residual::open_facts(machine, program, written.condition);
        let mut lists = certain.iter().filter(|fact| is_list(fact));
        lists.any(|fact| condition.contains(fact))
    }

    /// Whether the condition holds in some case, whatever the text leaves open.
    fn may_be_certain(&mut self, machine: &mut Machine, written: WrittenOps) -> bool {
        self.apart(machine, written.certain).0 != Residual::Settled(false)
    }

    /// What is left of an operation, with the facts that matter to it; they are not added to those
    /// of the search.
    pub(super) fn apart(&mut self, machine: &mut Machine, op: OpId) -> (Residual, Vec<FactId>) {
        let before = std::mem::take(&mut self.matters);
        let rest = self.part_alone(machine, op);
        (rest, std::mem::replace(&mut self.matters, before))
    }
}
