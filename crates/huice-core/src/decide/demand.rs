//! Decisions of which the values settle nearly all: only the operations that a decision asks for
//! are run, one after the other, and none behind a part that decides.
//!
//! Somebody who has answered everything leaves no instrument open. Then most operations need no
//! run: the first part that fails settles a condition, and what fails has no sum. Where something
//! is open, all that the instrument reads is run, and it is decided in the usual way.

use super::{Subject, decide_in_force, nothing_due, window_verdict};
use crate::decision::Decision;
use crate::machine::Machine;
use crate::outcome::Verdict;
use crate::program::{Args, Op, OpId, OpMarks, Program};
use crate::truth::Truth;

/// A machine of which operations are run when they are asked for.
pub(crate) struct OnDemand<'p> {
    machine: Machine,
    program: &'p Program,
    /// What has been run.
    done: OpMarks,
}

impl<'p> OnDemand<'p> {
    /// With answers, and no operation run but for constants.
    pub(crate) fn new(program: &'p Program, machine: Machine) -> Self {
        let mut done = OpMarks::new(program.len());
        program.constants.iter().for_each(|op| done.set(*op));
        Self {
            machine,
            program,
            done,
        }
    }

    /// The machine, and what of it has been run.
    pub(crate) fn into_parts(self) -> (Machine, OpMarks) {
        (self.machine, self.done)
    }

    /// Decides one instrument: see [`super::decide`].
    pub(crate) fn decide(&mut self, subject: Subject<'_>) -> Decision {
        let outside = window_verdict(subject.law, subject.instrument, self.machine.as_of());
        if let Some(outside) = outside {
            return nothing_due(subject, outside);
        }
        let condition = subject.ops.eligible;
        let settled = match condition.map_or(Truth::True, |op| self.truth(op)) {
            Truth::Unknown => false,
            Truth::False if condition.is_some_and(|op| self.is_false_on_all_days(op)) => {
                return nothing_due(subject, Verdict::Ineligible);
            }
            Truth::False => false,
            Truth::True => self.has_point(subject.ops.amount) && self.readings_agree(subject),
        };
        if !settled {
            self.machine
                .run_missing(self.program, &mut self.done, &subject.reach.ops);
        }
        decide_in_force(&mut self.machine, subject)
    }

    fn has_point(&mut self, amount: Option<OpId>) -> bool {
        amount.is_none_or(|amount| {
            self.run(amount);
            self.machine.number(amount).point().is_some()
        })
    }

    fn readings_agree(&mut self, subject: Subject<'_>) -> bool {
        let mut asked = subject.ops.readings.iter().filter(|reading| reading.ask);
        asked.all(|reading| {
            let condition = reading.eligible;
            condition.is_none_or(|op| self.truth(op) == Truth::True)
        })
    }

    fn is_false_on_all_days(&mut self, op: OpId) -> bool {
        is_false_on_all_days(self.program, op, &mut |op| self.truth(op))
    }

    fn truth(&mut self, op: OpId) -> Truth {
        self.run(op);
        self.machine.truth(op)
    }

    /// Runs an operation, after what it asks for.
    fn run(&mut self, op: OpId) {
        if self.done.has(op) {
            return;
        }
        let joined = self.run_operands(op);
        if self.program.in_body(op) {
            return;
        }
        self.done.set(op);
        match joined {
            Some(truth) => self.machine.set_truth(op, truth),
            None => self.machine.run(self.program, &[op]),
        }
    }

    /// Runs what an operation asks for. Of parts that are joined, what they come to.
    fn run_operands(&mut self, op: OpId) -> Option<Truth> {
        let program = self.program;
        match program.op(op) {
            Op::All(args) => return Some(self.run_until(args, Truth::False)),
            Op::Any(args) => return Some(self.run_until(args, Truth::True)),
            Op::Choose(test, yes, no) if !program.in_body(op) => match self.truth(test) {
                Truth::True => self.run(yes),
                Truth::False => self.run(no),
                Truth::Unknown => [yes, no].into_iter().for_each(|op| self.run(op)),
            },
            Op::Settled(at) => self.run_settled(at),
            other => program.operands(other, &mut |operand| self.run(operand)),
        }
        None
    }

    /// Runs parts that are joined, up to the first that decides: what they come to. Inside of records
    /// every part may be asked for: its value there depends on the record.
    fn run_until(&mut self, parts: Args, decides: Truth) -> Truth {
        let program = self.program;
        let mut all = decides.negate();
        for part in program.args(parts) {
            self.run(*part);
            let truth = self.machine.truth(*part);
            if truth == decides && !program.in_body(*part) {
                return decides;
            }
            if truth == Truth::Unknown {
                all = Truth::Unknown;
            }
        }
        all
    }

    /// An answer wins over all that would settle the fact, and the first case that holds over those
    /// behind it.
    fn run_settled(&mut self, at: u32) {
        let Some(settled) = self.program.settled(at) else {
            return;
        };
        self.run(settled.raw);
        if self.machine.is_given(settled.fact) {
            return;
        }
        for (when, _) in &settled.cases {
            if self.truth(*when) == Truth::True {
                return;
            }
        }
    }
}

/// Whether a condition that is false stays so on every day, as far as can be seen without trying
/// another day.
pub(super) fn is_false_on_all_days(
    program: &Program,
    op: OpId,
    truth: &mut dyn FnMut(OpId) -> Truth,
) -> bool {
    if truth(op) != Truth::False {
        return false;
    }
    if !program.reads_day(op) {
        return true;
    }
    match program.op(op) {
        Op::All(args) => {
            let mut parts = program.args(args).iter();
            parts.any(|part| is_false_on_all_days(program, *part, truth))
        }
        Op::Any(args) => {
            let mut parts = program.args(args).iter();
            parts.all(|part| is_false_on_all_days(program, *part, truth))
        }
        _ => false,
    }
}
