//! Where operations find their operands.

use super::Machine;
use crate::date::DateRange;
use crate::ir::FactId;
use crate::program::{Op, OpId, Program, ValueType};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::{OptionSet, Value};

/// A machine, or a record of it that is looked at. Operations that read fields of the record are
/// computed on the spot, as far as they are asked for; all others stand in the machine.
#[derive(Clone, Copy)]
pub(crate) struct View<'m> {
    machine: &'m Machine,
    record: Option<&'m [Value]>,
}

impl<'m> View<'m> {
    /// The machine alone: no record is at hand.
    pub(crate) fn of(machine: &'m Machine) -> Self {
        Self {
            machine,
            record: None,
        }
    }

    /// A record of a machine.
    pub(super) fn of_record(machine: &'m Machine, record: &'m [Value]) -> Self {
        Self {
            machine,
            record: Some(record),
        }
    }

    /// The machine below.
    pub(crate) fn machine(self) -> &'m Machine {
        self.machine
    }

    /// The day of evaluation.
    pub(super) fn today(self) -> DateRange {
        self.machine.today
    }

    /// The day of evaluation, also while another day is assumed.
    pub(super) fn asked_on(self) -> DateRange {
        self.machine.asked_on
    }

    /// A field of the record at hand.
    pub(super) fn field(self, field: u16) -> Option<Value> {
        self.record?.get(usize::from(field)).copied()
    }

    /// Whether an operation is computed on the spot.
    #[inline(always)]
    fn on_the_spot(self, program: &Program, op: OpId) -> bool {
        self.record.is_some() && program.in_body(op)
    }

    /// The truth of an operation.
    #[inline(always)]
    pub(crate) fn truth(self, program: &Program, op: OpId) -> Truth {
        if self.on_the_spot(program, op) {
            self.truth_of(program, op)
        } else {
            self.machine.values.truth(op)
        }
    }

    /// The numbers that an operation may be.
    #[inline(always)]
    pub(crate) fn number(self, program: &Program, op: OpId) -> ScaledInterval {
        if self.on_the_spot(program, op) {
            self.number_of(program, op)
        } else {
            self.machine.values.number(op)
        }
    }

    /// The days that an operation may be.
    pub(super) fn days(self, program: &Program, op: OpId) -> DateRange {
        if self.on_the_spot(program, op) {
            self.days_of(program, op)
        } else {
            self.machine.values.days(op)
        }
    }

    /// The options of an operation.
    pub(super) fn options(self, program: &Program, op: OpId) -> OptionSet {
        if self.on_the_spot(program, op) {
            self.options_of(program, op)
        } else {
            self.machine.values.options(op)
        }
    }

    /// The value of an operation.
    pub(crate) fn value(self, program: &Program, op: OpId) -> Value {
        match program.value_type(op) {
            ValueType::Truth => Value::Truth(self.truth(program, op)),
            ValueType::Number => Value::Number(self.number(program, op)),
            ValueType::Days => Value::Days(self.days(program, op)),
            ValueType::Options => Value::Options(self.options(program, op)),
        }
    }

    /// Whether an operation has one value only.
    pub(crate) fn is_settled(self, program: &Program, op: OpId) -> bool {
        self.value(program, op).is_settled()
    }

    /// The only unknown fact that an operation reads, where it is that one alone that keeps it
    /// open for certain: a field of a record may be missing as well.
    fn only_missing(self, program: &Program, op: OpId) -> Option<FactId> {
        match self.record {
            Some(_) => None,
            None => self.machine.only_unknown(program, op),
        }
    }

    /// The facts that keep an operation from being settled, in the order in which it reads them.
    /// A field stands for its list.
    pub(crate) fn missing(self, program: &Program, op: OpId, missing: &mut Vec<FactId>) {
        if self.is_settled(program, op) {
            return;
        }
        if let Some(fact) = self.only_missing(program, op) {
            insert(missing, fact);
            return;
        }
        match program.op(op) {
            Op::Fact(fact) | Op::Field(fact, _) => insert(missing, fact),
            Op::Settled(at) => self.settled_missing(program, at, missing),
            Op::Aggregate(at) => {
                if let Some(aggregate) = program.aggregate(at) {
                    self.machine.missing_records(program, aggregate, missing);
                }
            }
            // Of a choice between two, only the branch that may be taken counts.
            Op::Choose(test, yes, no) => match self.truth(program, test) {
                Truth::True => self.missing(program, yes, missing),
                Truth::False => self.missing(program, no, missing),
                Truth::Unknown => {
                    for operand in [test, yes, no] {
                        self.missing(program, operand, missing);
                    }
                }
            },
            op => program.operands(op, &mut |operand| self.missing(program, operand, missing)),
        }
    }
}

pub(super) fn insert(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}
