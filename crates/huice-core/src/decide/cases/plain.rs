//! Where nothing needs to be split: every fact that is open stands in one place alone.

use super::split::places;
use super::{CaseAnalysis, Question};
use crate::decide::Subject;
use crate::ir::FactId;
use crate::machine::Machine;
use crate::program::{Op, OpId, Program};
use crate::truth::Truth;

/// What three-valued logic says of a condition and of a sum, where it is exact; `None` where a fact
/// stands in several places, or later days have a sum of their own.
pub(super) fn plain(
    machine: &Machine,
    subject: Subject<'_>,
    question: Question<'_>,
) -> Option<CaseAnalysis> {
    let program = subject.program;
    let mut seen = Open {
        machine,
        program,
        facts: Vec::new(),
        missing: Vec::new(),
    };
    if let Some(condition) = question.condition
        && !seen.condition_once(subject, condition)
    {
        return None;
    }
    let matters = seen.facts.len();
    let mut amount = None;
    if let Some(op) = question.amount {
        if question.reads_day && program.reads_day(op) {
            return None;
        }
        amount = Some(machine.number(op));
        if !seen.test_once(op) {
            return None;
        }
    }
    let mut facts = seen.facts;
    let narrows = facts.split_off(matters);
    Some(CaseAnalysis {
        truth: question
            .condition
            .map_or(Truth::True, |op| machine.truth(op)),
        matters: facts,
        amount,
        narrows,
        exact: true,
    })
}

/// The facts that were seen in an open place.
struct Open<'m> {
    machine: &'m Machine,
    program: &'m Program,
    facts: Vec<FactId>,
    /// Those of the test that is looked at.
    missing: Vec<FactId>,
}

impl Open<'_> {
    /// The same as [`Open::each_once`], of a whole condition. While it is open whether its sum comes
    /// to something, it does not count that it asks a second time whether it is certain to hold:
    /// see `paid.rs`.
    fn condition_once(&mut self, subject: Subject<'_>, op: OpId) -> bool {
        let open = |op: OpId| self.machine.truth(op) == Truth::Unknown;
        match (subject.ops.written, subject.ops.some) {
            (Some(written), Some(some))
                if subject.ops.eligible == Some(op) && open(written.condition) && open(some) =>
            {
                let up_to_the_sum = open(written.certain);
                self.each_once(written.condition) && (!up_to_the_sum || self.test_once(some))
            }
            (_, _) => self.each_once(op),
        }
    }

    /// Whether the open facts below an operation stand in one place each, and nowhere before.
    fn each_once(&mut self, op: OpId) -> bool {
        if self.machine.truth(op) != Truth::Unknown {
            return true;
        }
        match self.program.op(op) {
            Op::All(args) | Op::Any(args) => {
                let mut parts = self.program.args(args).iter();
                parts.all(|part| self.each_once(*part))
            }
            Op::Not(part) => self.each_once(part),
            other => match self.machine.unsettled(self.program, other) {
                Some(raw) => self.each_once(raw),
                None => self.test_once(op),
            },
        }
    }

    /// The same of an operation that is looked at as a whole.
    fn test_once(&mut self, op: OpId) -> bool {
        self.missing.clear();
        self.machine.missing(self.program, op, &mut self.missing);
        let mut missing = self.missing.iter();
        let once =
            missing.all(|fact| !self.facts.contains(fact) && places(self.program, op, *fact) < 2);
        self.facts.extend_from_slice(&self.missing);
        once
    }
}
