//! Operations.

use crate::date::Date;
use crate::ir::{Aggregate, Compare, FactId};
use crate::truth::Truth;

/// Position of an operation in [`Program::ops`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpId(pub(super) u32);

impl OpId {
    pub(crate) fn number(self) -> u64 {
        self.0.into()
    }

    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Operands that stand side by side in [`Program::args`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Args {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One operation. Its operands stand before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// A truth that is known.
    Truth(Truth),
    /// A number: see [`Program::numbers`].
    Number(u32),
    /// A day.
    Day(Date),
    /// The day of evaluation.
    AsOf,
    /// The day of evaluation, also while it is asked what comes later: what follows from the
    /// answers stays as they do.
    AskedOn,
    /// The value of a fact that is no list of records.
    Fact(FactId),
    /// The value of a fact that others may settle: see [`Program::settled`].
    Settled(u32),
    /// A field of the record at hand.
    Field(FactId, u16),
    /// What the text leaves open: never settled. The number tells one from another.
    Open(u32),
    /// Not.
    Not(OpId),
    /// Every one.
    All(Args),
    /// At least one.
    Any(Args),
    /// Two numbers of one scale compared.
    CompareNumbers(Compare, OpId, OpId),
    /// Two days compared.
    CompareDays(Compare, OpId, OpId),
    /// Two truths compared.
    CompareTruths(Compare, OpId, OpId),
    /// A choice is among some options; a set has at least one of them: see [`Program::masks`].
    In(OpId, u32),
    /// Sum of numbers of one scale.
    Add(OpId, OpId),
    /// Difference of numbers of one scale.
    Subtract(OpId, OpId),
    /// Product.
    Multiply(OpId, OpId),
    /// A twelfth: the same whole number, counted in finer parts.
    Twelfth(OpId),
    /// The same number at a finer scale: the first times the second, a positive number.
    Rescale(OpId, u32),
    /// The whole part after dividing by a positive number, towards zero.
    Truncate(OpId, u32),
    /// Least of numbers of one scale.
    Min(Args),
    /// Greatest of numbers of one scale.
    Max(Args),
    /// If, then, else: numbers of one scale.
    Choose(OpId, OpId, OpId),
    /// A day moved by whole months.
    AddMonths(OpId, OpId),
    /// The 1st of January of a day's year.
    YearStart(OpId),
    /// Records of a fact taken together: see [`Program::aggregates`].
    Aggregate(u32),
}

impl Op {
    /// The two sides of a comparison of numbers or of days.
    pub(crate) fn sides(self) -> Option<(Compare, OpId, OpId)> {
        match self {
            Self::CompareNumbers(how, a, b) | Self::CompareDays(how, a, b) => Some((how, a, b)),
            _ => None,
        }
    }
}

/// The type of an operation's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// A truth.
    Truth,
    /// Numbers.
    Number,
    /// Days.
    Days,
    /// Options of a choice or a set.
    Options,
}

/// What is computed over the records of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AggregateOp {
    /// Count, sum, any or all.
    pub how: Aggregate,
    /// The list of records.
    pub fact: FactId,
    /// Which records are meant; all of them where there is no test.
    pub test: Option<OpId>,
    /// What is summed up.
    pub value: Option<OpId>,
    /// What shows that there are no records, where they are not answered.
    pub none: Option<OpId>,
    /// The operations to run for each record, in order: those that read its fields.
    pub body: Args,
}
