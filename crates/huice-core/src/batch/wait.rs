//! How long somebody has to wait until a condition may hold.
//!
//! Where a condition reads the day in comparisons with known days only, joined by all and any, the
//! first day from a day on that it may hold on is not before the latest of the first days of all
//! parts of an all, and the earliest of those of an any. So the search goes from day to day and
//! leaves none out that counts; it ends on the day that is its own first day.

use super::lane::Lane;
use super::plan::Wait;
use crate::date::{Date, DateRange};
use crate::ir::{Aggregate, Compare};
use crate::program::{AggregateOp, Args, Op, OpId, Program};
use crate::truth::Truth;

impl Wait {
    /// For a condition that reads the day; `None` where it reads it in another way.
    pub(super) fn of(program: &Program, condition: OpId) -> Option<Self> {
        let mut wait = Self {
            condition,
            known: Vec::new(),
            known_fields: Vec::new(),
        };
        wait.below(program, condition, None).then_some(wait)
    }

    /// Whether an operation, of people or of the records of a list, reads the day as it should.
    fn below(&mut self, program: &Program, op: OpId, within: Option<AggregateOp>) -> bool {
        if !program.reads_day(op) {
            return true;
        }
        match program.op(op) {
            Op::All(args) | Op::Any(args) => {
                let mut parts = program.args(args).iter();
                parts.all(|part| self.below(program, *part, within))
            }
            Op::CompareDays(..) => match Moving::of(program, op) {
                Some(moving) => {
                    match within {
                        Some(list) => self.known_fields.push((list, moving.known)),
                        None => self.known.push(moving.known),
                    }
                    true
                }
                None => false,
            },
            Op::Aggregate(at) => {
                let any_or_all = |op: &AggregateOp| {
                    matches!(op.how, Aggregate::Any | Aggregate::All) && within.is_none()
                };
                let aggregate = program.aggregate(at).filter(any_or_all);
                aggregate.is_some_and(|aggregate| {
                    let test = aggregate.test;
                    test.is_none_or(|test| self.below(program, test, Some(aggregate)))
                })
            }
            _ => false,
        }
    }

    /// Whether the days that today is compared with are known.
    pub(super) fn is_settled(&self, lane: Lane<'_>) -> bool {
        let one = |lane: Lane<'_>, op: OpId| lane.days(op).is_some_and(|(low, high)| low == high);
        let fields = |(aggregate, op): &(AggregateOp, OpId)| {
            lane.list(*aggregate).is_some_and(|list| {
                let mut records = lane.records(list);
                lane.knows(list) && records.all(|record| one(lane.of_record(record), *op))
            })
        };
        self.known.iter().all(|op| one(lane, *op)) && self.known_fields.iter().all(fields)
    }

    /// The first day from a day on on which the condition may hold.
    pub(super) fn first_day(&self, lane: Lane<'_>, from: Date) -> Option<Date> {
        let mut day = from;
        loop {
            let next = first_day(lane, self.condition, day)?;
            if next <= day {
                return Some(day);
            }
            day = next;
        }
    }
}

/// No later than the first day from a day on on which an operation may hold, and later than the
/// given one unless it may hold on that.
fn first_day(lane: Lane<'_>, op: OpId, from: Date) -> Option<Date> {
    if !lane.program.reads_day(op) {
        return (lane.known_truth(op) != Some(Truth::False)).then_some(from);
    }
    match lane.program.op(op) {
        Op::All(args) => all(lane, args, from),
        Op::Any(args) => {
            let parts = lane.program.args(args).iter();
            let days = parts.filter_map(|part| first_day(lane, *part, from));
            days.min()
        }
        Op::Aggregate(at) => {
            let aggregate = lane.program.aggregate(at)?;
            let mut records = lane.records(lane.list(aggregate)?);
            let fits = |record| match aggregate.test {
                Some(test) => first_day(lane.of_record(record), test, from),
                None => Some(from),
            };
            if aggregate.how == Aggregate::Any {
                records.filter_map(fits).min()
            } else {
                records.try_fold(from, |day, record| Some(day.max(fits(record)?)))
            }
        }
        _ => Moving::of(lane.program, op)?.first_day(lane, from),
    }
}

/// The latest of some days; what is known to fail is looked at first.
fn all(lane: Lane<'_>, args: Args, from: Date) -> Option<Date> {
    let parts = lane.program.args(args).iter();
    let mut days = parts.clone().filter(|part| !lane.program.reads_day(**part));
    if days.any(|part| lane.known_truth(*part) == Some(Truth::False)) {
        return None;
    }
    let mut moving = parts.filter(|part| lane.program.reads_day(**part));
    moving.try_fold(from, |day, part| {
        Some(day.max(first_day(lane, *part, from)?))
    })
}

/// A comparison of today, or of the year's first day, with a day that stands still.
struct Moving {
    how: Compare,
    of_year: bool,
    known: OpId,
}

impl Moving {
    fn of(program: &Program, op: OpId) -> Option<Self> {
        let (how, a, b) = program.op(op).sides()?;
        let of_year = |op: OpId| match program.op(op) {
            Op::AsOf => Some(false),
            Op::YearStart(day) if program.op(day) == Op::AsOf => Some(true),
            _ => None,
        };
        let (how, moving, known) = if program.reads_day(a) {
            (how, a, b)
        } else {
            (turned(how), b, a)
        };
        let of_year = of_year(moving)?;
        let found = !(of_year && matches!(how, Compare::Eq | Compare::Ne));
        (found && !program.reads_day(known)).then_some(Self {
            how,
            of_year,
            known,
        })
    }

    /// The first day from a day on on which it holds.
    fn first_day(&self, lane: Lane<'_>, from: Date) -> Option<Date> {
        let (known, _) = lane.days(self.known)?;
        if self.of_year {
            let next_year = known.year_start().add_months(12);
            return match self.how {
                Compare::Le => (from.year_start() <= known).then_some(from),
                Compare::Lt => (from.year_start() < known).then_some(from),
                Compare::Ge if known == known.year_start() => Some(from.max(known)),
                Compare::Ge | Compare::Gt => Some(from.max(next_year)),
                Compare::Eq | Compare::Ne => None,
            };
        }
        match self.how {
            Compare::Le => (from <= known).then_some(from),
            Compare::Lt => (from < known).then_some(from),
            Compare::Ge => Some(from.max(known)),
            Compare::Gt => Some(from.max(known.next())),
            Compare::Eq => (from <= known).then_some(known),
            Compare::Ne if from == known => Some(from.next()),
            Compare::Ne => Some(from),
        }
    }
}

/// The same comparison from the other side.
fn turned(how: Compare) -> Compare {
    match how {
        Compare::Eq => Compare::Eq,
        Compare::Ne => Compare::Ne,
        Compare::Lt => Compare::Gt,
        Compare::Le => Compare::Ge,
        Compare::Gt => Compare::Lt,
        Compare::Ge => Compare::Le,
    }
}

/// Any day from a day on.
pub(super) fn onward(from: Date) -> DateRange {
    DateRange {
        low: from,
        high: Date::LAST,
    }
}
