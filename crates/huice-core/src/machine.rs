//! Runs the operations of a program.
//!
//! A machine holds the answers as values and one value for each operation. An answer, a day or an
//! assumption moves only the operations that it reaches. Assumptions are made for a while: what
//! they overwrite is kept, and comes back with [`Machine::undo`].
//!
//! Functions that look up one value are always inlined, here and in `program`: browsers get a program
//! that is compiled for size, where these calls took a sixth of an evaluation.

use crate::date::{Date, DateRange};
use crate::ir::{FactId, Law};
use crate::program::{FactSet, OpId, OpMarks, Program, ValueType};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::Value;
use std::sync::Arc;

mod answered;
mod memory;
mod ops;
mod records;
mod settled;
mod values;
mod view;

use answered::blank_record;
pub(crate) use memory::{Case, Cases, Found, GivenUp, Left};
pub(crate) use ops::{add_months, compare_values};
use values::Values;
pub(crate) use view::View;

/// The fields of one record.
type Record = Vec<Value>;

/// Values for every fact and every operation.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    facts: Vec<Value>,
    /// By fact: whether it has been answered, in whole or in part.
    given: Vec<bool>,
    /// The records of the lists that are known.
    records: Vec<(FactId, Vec<Record>)>,
    /// By fact: the fields of a record of which nothing is known.
    blanks: Arc<[Record]>,
    /// The facts that are known.
    known: FactSet,
    today: DateRange,
    asked_on: DateRange,
    values: Values,
    /// The operations that read something that has changed since they were run.
    dirty: OpMarks,
    undo: Vec<Undo>,
    /// By fact: a digest of all that is known of it; 0 as long as nobody asked.
    digests: Vec<u64>,
    /// What has been found out, as long as the machine is at work: see
    /// [`crate::incremental::SharedFindings`].
    pub(crate) found: Found,
}

/// What an assumption overwrote.
#[derive(Debug, Clone, Copy)]
enum Undo {
    Op(OpId, Value),
    Fact(FactId, Value),
    Today(DateRange),
}

/// How far back assumptions are undone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize);

impl Machine {
    /// A machine to which nothing has been answered, on no day in particular, with no operation
    /// run yet but for constants.
    pub(crate) fn blank(law: &Law, program: &Program) -> Self {
        let facts = law.facts.iter();
        let mut machine = Self {
            facts: facts.clone().map(Value::unknown).collect(),
            given: vec![false; law.facts.len()],
            records: Vec::new(),
            blanks: facts.map(|fact| blank_record(&fact.kind)).collect(),
            known: program.facts.none(),
            today: DateRange::ANY,
            asked_on: DateRange::ANY,
            values: Values::unknown(program),
            dirty: OpMarks::new(program.len()),
            undo: Vec::new(),
            digests: vec![0; law.facts.len()],
            found: Found::default(),
        };
        machine.run(program, &program.constants);
        machine
    }

    /// Runs some operations, in order.
    pub(crate) fn run(&mut self, program: &Program, ops: &[OpId]) {
        for op in ops {
            self.dirty.take(*op);
            self.renew(program, *op);
        }
    }

    /// Runs those of some operations, in order, that are not marked as done, and marks them.
    pub(crate) fn run_missing(&mut self, program: &Program, done: &mut OpMarks, ops: &[OpId]) {
        for op in ops {
            if !done.has(*op) {
                done.set(*op);
                self.run(program, &[*op]);
            }
        }
    }

    /// Runs those of some operations, in order, that read something that has changed. `changed` is
    /// called with the value of an operation before, where it changes.
    ///
    /// What reads a change and is not among the operations stays marked. It may then be run once
    /// more than need be, with the same result.
    fn run_changed(
        &mut self,
        program: &Program,
        (first, ops): (&[OpId], &[OpId]),
        changed: &mut dyn FnMut(&mut Self, OpId, Value),
    ) {
        first.iter().for_each(|op| self.dirty.set(*op));
        for op in ops {
            if !self.dirty.take(*op) {
                continue;
            }
            if let Some(before) = self.renew(program, *op) {
                changed(self, *op, before);
                let users = program.users.of_op(*op);
                users.iter().for_each(|user| self.dirty.set(*user));
            }
        }
    }

    /// Runs an operation. Returns the value before, if it changes.
    fn renew(&mut self, program: &Program, op: OpId) -> Option<Value> {
        match program.value_type(op) {
            ValueType::Truth => {
                let now = self.view().truth_of(program, op);
                self.values.set_truth(op, now).map(Value::Truth)
            }
            ValueType::Number => {
                let now = self.view().number_of(program, op);
                self.values.set_number(op, now).map(Value::Number)
            }
            ValueType::Days => {
                let now = self.view().days_of(program, op);
                self.values.set_days(op, now).map(Value::Days)
            }
            ValueType::Options => {
                let now = self.view().options_of(program, op);
                self.values.set_options(op, now).map(Value::Options)
            }
        }
    }

    /// Takes over the truth of an operation from whoever found it.
    pub(crate) fn set_truth(&mut self, op: OpId, truth: Truth) {
        self.values.set_truth(op, truth);
    }

    /// The day of evaluation.
    pub(crate) fn as_of(&self) -> Date {
        self.today.low
    }

    /// Moves to another day, for good; no operation is run.
    pub(crate) fn move_to(&mut self, as_of: Date) {
        self.today = DateRange::only(as_of);
        self.asked_on = self.today;
    }

    /// What is known of a fact.
    #[inline(always)]
    pub(crate) fn fact(&self, fact: FactId) -> Value {
        let value = self.facts.get(usize::from(fact)).copied();
        value.unwrap_or(Value::Truth(Truth::Unknown))
    }

    /// The truth of an operation.
    #[inline(always)]
    pub(crate) fn truth(&self, op: OpId) -> Truth {
        self.values.truth(op)
    }

    /// The numbers that an operation may be.
    pub(crate) fn number(&self, op: OpId) -> ScaledInterval {
        self.values.number(op)
    }

    /// The machine as operations see it, with no record at hand.
    pub(crate) fn view(&self) -> View<'_> {
        View::of(self)
    }

    /// The value of an operation.
    pub(crate) fn value(&self, program: &Program, op: OpId) -> Value {
        self.view().value(program, op)
    }

    /// The facts that keep an operation from being settled: see [`View::missing`].
    pub(crate) fn missing(&self, program: &Program, op: OpId, missing: &mut Vec<FactId>) {
        self.view().missing(program, op, missing);
    }

    // Assumptions

    /// A point to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.undo.len())
    }

    /// Takes back what was assumed since.
    pub(crate) fn undo(&mut self, mark: Mark) {
        while self.undo.len() > mark.0 {
            match self.undo.pop() {
                Some(Undo::Op(op, value)) => self.values.set(op, value),
                Some(Undo::Fact(fact, value)) => self.set_fact(fact, value),
                Some(Undo::Today(days)) => self.today = days,
                None => return,
            }
        }
    }

    /// Assumes a value of a fact, and runs the operations given: those that it reaches and that
    /// will be looked at.
    pub(crate) fn assume(&mut self, program: &Program, fact: FactId, value: Value, ops: &[OpId]) {
        self.undo.push(Undo::Fact(fact, self.fact(fact)));
        self.set_fact(fact, value);
        self.run_for_a_while(program, program.users.of_fact(fact), ops);
    }

    /// Assumes that today is one of these days, and runs the operations given.
    pub(crate) fn assume_today(&mut self, program: &Program, days: DateRange, ops: &[OpId]) {
        self.undo.push(Undo::Today(self.today));
        self.today = days;
        self.run_for_a_while(program, program.users.of_day(), ops);
    }

    fn run_for_a_while(&mut self, program: &Program, first: &[OpId], ops: &[OpId]) {
        self.run_changed(program, (first, ops), &mut |machine, op, before| {
            machine.undo.push(Undo::Op(op, before));
        });
    }
}
