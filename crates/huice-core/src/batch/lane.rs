//! One person of a chunk on other days: what the day does not reach stands in the columns, the
//! rest is computed on the spot.

use super::columns::bit;
use super::ends::{
    Checked, Ends, ends_at, high_difference, high_sum, low_difference, low_sum, product, quotient,
};
use super::plan::{AnyRef, Placed, Space};
use super::scope::Scope;
use crate::date::{Date, DateRange};
use crate::ir::{Aggregate, Compare};
use crate::number::{equal, less};
use crate::program::{AggregateOp, Args, Op, OpId, Program};
use crate::truth::Truth;
use std::ops::Range;

/// A person, or one of their records, on some days. Each function returns `None` where this is
/// not to be had over columns: the person is then decided alone.
#[derive(Clone, Copy)]
pub(super) struct Lane<'c> {
    pub(super) scope: Scope<'c>,
    pub(super) program: &'c Program,
    /// Counted from the first person of the chunk.
    pub(super) person: usize,
    /// Counted from the chunk's first record.
    pub(super) record: usize,
    pub(super) today: DateRange,
}

impl Lane<'_> {
    /// The same on other days.
    pub(super) fn on(self, today: DateRange) -> Self {
        Self { today, ..self }
    }

    pub(super) fn of_record(self, record: usize) -> Self {
        Self { record, ..self }
    }

    /// Where the person, or the record, stands in columns.
    pub(super) fn index(self, of_record: bool) -> usize {
        if of_record { self.record } else { self.person }
    }

    fn placed(self, op: OpId) -> Option<(AnyRef, usize)> {
        let Placed { at, space } = self.scope.plan.placed.get(op.index()).copied().flatten()?;
        let index = match space {
            Some(Space::Records(_)) => self.record,
            Some(Space::People) | None => self.person,
        };
        Some((at, index))
    }

    /// The records of the person in a list.
    pub(super) fn records(self, list: usize) -> Range<usize> {
        let rows = self.scope.rows(list);
        rows.map_or(0..0, |rows| rows.of(self.person))
    }

    /// Whether the records of the person in a list are known.
    pub(super) fn knows(self, list: usize) -> bool {
        let rows = self.scope.rows(list);
        rows.is_some_and(|rows| bit(&rows.known, self.person))
    }

    /// The truth of an operation.
    pub(super) fn truth(self, op: OpId) -> Option<Truth> {
        if !self.program.reads_day(op) {
            return self.known_truth(op);
        }
        match self.program.op(op) {
            Op::Not(a) => Some(self.truth(a)?.negate()),
            Op::All(args) => self.join(args, Truth::False),
            Op::Any(args) => self.join(args, Truth::True),
            Op::CompareNumbers(how, a, b) => Some(compare(how, self.number(a)?, self.number(b)?)),
            Op::CompareDays(how, a, b) => Some(compare(how, self.days(a)?, self.days(b)?)),
            Op::Aggregate(at) => self.any_or_all(self.program.aggregate(at)?),
            _ => None,
        }
    }

    pub(super) fn known_truth(self, op: OpId) -> Option<Truth> {
        let (AnyRef::Truth(at), index) = self.placed(op)? else {
            return None;
        };
        Some(self.scope.truth_at(at, index))
    }

    fn join(self, args: Args, decides: Truth) -> Option<Truth> {
        let mut all = decides.negate();
        for part in self.program.args(args) {
            let truth = self.truth(*part)?;
            if truth == decides {
                return Some(decides);
            }
            if truth == Truth::Unknown {
                all = Truth::Unknown;
            }
        }
        Some(all)
    }

    /// The position of a list in the plan.
    fn list(self, op: AggregateOp) -> Option<usize> {
        let lists = &self.scope.plan.lists;
        lists.iter().position(|list| *list == op.fact)
    }

    fn fits(self, op: AggregateOp, record: usize) -> Option<Truth> {
        op.test
            .map_or(Some(Truth::True), |test| self.of_record(record).truth(test))
    }

    fn any_or_all(self, op: AggregateOp) -> Option<Truth> {
        let decides = Truth::from(op.how == Aggregate::Any);
        let list = self.list(op)?;
        let mut all = decides.negate();
        for record in self.records(list) {
            let fits = self.fits(op, record)?;
            if fits == decides {
                // Where the records are not known there may be none.
                let known = self.knows(list);
                return Some(if known { decides } else { Truth::Unknown });
            }
            if fits == Truth::Unknown {
                all = Truth::Unknown;
            }
        }
        Some(all)
    }

    /// The days of an operation.
    pub(super) fn days(self, op: OpId) -> Option<(Date, Date)> {
        if !self.program.reads_day(op) {
            let (AnyRef::Days(at), index) = self.placed(op)? else {
                return None;
            };
            return self.scope.moved_days(at, index);
        }
        match self.program.op(op) {
            Op::AsOf => Some((self.today.low, self.today.high)),
            Op::YearStart(day) => {
                let (low, high) = self.days(day)?;
                Some((low.year_start(), high.year_start()))
            }
            Op::AddMonths(day, months) => {
                let ((low, high), months) = (self.days(day)?, self.number(months)?);
                Some((low.add_months(months.0), high.add_months(months.1)))
            }
            _ => None,
        }
    }

    /// Both ends of a number.
    pub(super) fn number(self, op: OpId) -> Option<Ends> {
        if !self.program.reads_day(op) {
            let (AnyRef::Number(at), index) = self.placed(op)? else {
                return None;
            };
            return Some(ends_at(self.scope.numbers(at), index));
        }
        let program = self.program;
        match program.op(op) {
            Op::Twelfth(a) => self.number(a),
            Op::Add(a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                both(low_sum(a.0, b.0), high_sum(a.1, b.1))
            }
            Op::Subtract(a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                both(low_difference(a.0, b.1), high_difference(a.1, b.0))
            }
            Op::Multiply(a, b) => times(self.number(a)?, self.number(b)?),
            Op::Rescale(a, by) => {
                let by = i64::try_from(program.number(by)).ok()?;
                times(self.number(a)?, (by, by))
            }
            Op::Truncate(a, by) => {
                let (a, by) = (self.number(a)?, i64::try_from(program.number(by)).ok()?);
                both(quotient(a.0, by), quotient(a.1, by))
            }
            Op::Min(args) => self.fold(args, i64::min),
            Op::Max(args) => self.fold(args, i64::max),
            Op::Choose(test, yes, no) => match self.truth(test)? {
                Truth::True => self.number(yes),
                Truth::False => self.number(no),
                Truth::Unknown => Some(join(self.number(yes)?, self.number(no)?)),
            },
            Op::Aggregate(at) => self.sum(program.aggregate(at)?),
            _ => None,
        }
    }

    fn fold(self, args: Args, pick: fn(i64, i64) -> i64) -> Option<Ends> {
        let mut parts = self.program.args(args).iter();
        let mut all = self.number(*parts.next()?)?;
        for part in parts {
            let part = self.number(*part)?;
            all = (pick(all.0, part.0), pick(all.1, part.1));
        }
        Some(all)
    }

    fn sum(self, op: AggregateOp) -> Option<Ends> {
        let list = self.list(op)?;
        let mut sum = (0, 0);
        for record in self.records(list) {
            let fits = self.fits(op, record)?;
            if fits == Truth::False {
                continue;
            }
            let one = Some((1, 1));
            let mut share = op.value.map_or(one, |v| self.of_record(record).number(v))?;
            if !self.knows(list) {
                // There may be none of them, or any number.
                share = times((0, super::columns::OPEN_HIGH), share)?;
            } else if fits == Truth::Unknown {
                share = join(share, (0, 0));
            }
            sum = both(low_sum(sum.0, share.0), high_sum(sum.1, share.1))?;
        }
        Some(sum)
    }
}

/// Everything that either may be.
pub(super) fn join(a: Ends, b: Ends) -> Ends {
    (a.0.min(b.0), a.1.max(b.1))
}

fn both(low: Checked, high: Checked) -> Option<Ends> {
    (!low.1 && !high.1).then_some((low.0, high.0))
}

fn times(a: Ends, b: Ends) -> Option<Ends> {
    let (ends, overflows) = product(a, b);
    (!overflows).then_some(ends)
}

pub(super) fn compare<T: Copy + Ord>(how: Compare, a: (T, T), b: (T, T)) -> Truth {
    match how {
        Compare::Eq => equal(a, b),
        Compare::Ne => equal(a, b).negate(),
        Compare::Lt => less(a, b),
        Compare::Le => less(b, a).negate(),
        Compare::Gt => less(b, a),
        Compare::Ge => less(a, b).negate(),
    }
}
