//! A comparison in which a fact, or the day, stands on one side alone and only ever moves that
//! side up: its breakpoints follow from the other side, without trying.

use crate::date::{Date, DateRange};
use crate::ir::{Compare, FactId};
use crate::machine::{Machine, add_months};
use crate::program::{Op, OpId, Program};
use crate::scaled::ScaledInterval;
use crate::value::Value;
use std::cmp::Ordering;

/// What a chain starts from.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Fact(FactId),
    Today,
}

/// One side of a comparison as a rising function of its start; the other side is known.
pub(crate) struct Chain {
    start: Start,
    how: Compare,
    moving: OpId,
    known: Value,
    /// Whether the moving side stands on the left.
    on_the_left: bool,
}

impl Chain {
    /// The chain of a test that nothing but this fact keeps open.
    pub(super) fn of(
        machine: &Machine,
        program: &Program,
        test: OpId,
        fact: FactId,
    ) -> Option<Self> {
        let Op::Compare(how, a, b) = program.op(test) else {
            return None;
        };
        for (moving, other, on_the_left) in [(a, b, true), (b, a, false)] {
            let known = machine.value(other);
            let chain = Self {
                start: Start::Fact(fact),
                how,
                moving,
                known,
                on_the_left,
            };
            if known.is_settled()
                && !reads(program, other, fact)
                && chain.rises(machine, program, moving)
            {
                return Some(chain);
            }
        }
        None
    }

    /// The chain of a comparison with the day of evaluation on one side alone.
    pub(super) fn of_today(machine: &Machine, program: &Program, test: OpId) -> Option<Self> {
        let Op::Compare(how, a, b) = program.op(test) else {
            return None;
        };
        for (moving, other, on_the_left) in [(a, b, true), (b, a, false)] {
            let chain = Self {
                start: Start::Today,
                how,
                moving,
                known: machine.value(other),
                on_the_left,
            };
            if !program.reads_day(other) && chain.rises(machine, program, moving) {
                return Some(chain);
            }
        }
        None
    }

    /// Whether an operation rises with the start, and reads nothing else that is open.
    fn rises(&self, machine: &Machine, program: &Program, op: OpId) -> bool {
        let known = |op: OpId| {
            let reads = match self.start {
                Start::Fact(fact) => reads(program, op, fact),
                Start::Today => program.reads_day(op),
            };
            !reads && machine.value(op).is_settled()
        };
        match program.op(op) {
            Op::Fact(fact) => self.start == Start::Fact(fact),
            Op::AsOf => self.start == Start::Today,
            Op::Twelfth(a) | Op::YearStart(a) => self.rises(machine, program, a),
            Op::Rescale(a, by) | Op::Truncate(a, by) => by > 0 && self.rises(machine, program, a),
            Op::Subtract(a, b) | Op::AddMonths(a, b) => known(b) && self.rises(machine, program, a),
            Op::Add(a, b) => {
                (known(b) && self.rises(machine, program, a))
                    || (known(a) && self.rises(machine, program, b))
            }
            _ => false,
        }
    }

    /// What the moving side comes to with a value of the start.
    fn moved(&self, machine: &Machine, program: &Program, op: OpId, start: Value) -> Value {
        let number = |value: Value| match value {
            Value::Number(numbers) => numbers,
            Value::Truth(_) | Value::Days(_) | Value::Options(_) => ScaledInterval::ANY,
        };
        let days = |value: Value| match value {
            Value::Days(days) => days,
            Value::Truth(_) | Value::Number(_) | Value::Options(_) => DateRange::ANY,
        };
        let part = |op: OpId| self.moved(machine, program, op, start);
        match program.op(op) {
            Op::Fact(fact) if self.start == Start::Fact(fact) => start,
            Op::AsOf if self.start == Start::Today => start,
            Op::Twelfth(a) => part(a),
            Op::Rescale(a, by) => Value::Number(number(part(a)).times(ScaledInterval::only(by))),
            Op::Truncate(a, by) => Value::Number(number(part(a)).divided(by)),
            Op::Add(a, b) => Value::Number(number(part(a)).plus(number(part(b)))),
            Op::Subtract(a, b) => Value::Number(number(part(a)).minus(number(part(b)))),
            Op::AddMonths(a, b) => Value::Days(add_months(days(part(a)), machine.number(b))),
            Op::YearStart(a) => {
                let day = days(part(a)).low.year_start();
                Value::Days(DateRange::only(day))
            }
            _ => machine.value(op),
        }
    }

    /// How the moving side stands to the known one.
    pub(super) fn order(&self, machine: &Machine, program: &Program, start: Value) -> Ordering {
        match (self.moved(machine, program, self.moving, start), self.known) {
            (Value::Number(a), Value::Number(b)) => a.low().cmp(&b.low()),
            (Value::Days(a), Value::Days(b)) => a.low.cmp(&b.low),
            (_, _) => Ordering::Equal,
        }
    }

    /// The steps, from 1 to `last`, at which the comparison comes to something else: at most two.
    pub(super) fn turns(&self, last: i128, order: &impl Fn(i128) -> Ordering) -> Vec<i128> {
        let reached = first(last, &|step| order(step) != Ordering::Less);
        let passed = first(last, &|step| order(step) == Ordering::Greater);
        let mut turns = Vec::new();
        for (step, before, after) in [
            (reached, Ordering::Less, Ordering::Equal),
            (passed, Ordering::Equal, Ordering::Greater),
        ] {
            // Where no step is equal, both fall on the same step.
            let (before, after) = if reached == passed {
                (Ordering::Less, Ordering::Greater)
            } else {
                (before, after)
            };
            if (1..=last).contains(&step)
                && self.holds(before) != self.holds(after)
                && !turns.contains(&step)
            {
                turns.push(step);
            }
        }
        turns
    }

    fn holds(&self, moving: Ordering) -> bool {
        let left = if self.on_the_left {
            moving
        } else {
            moving.reverse()
        };
        match self.how {
            Compare::Eq => left == Ordering::Equal,
            Compare::Ne => left != Ordering::Equal,
            Compare::Lt => left == Ordering::Less,
            Compare::Le => left != Ordering::Greater,
            Compare::Gt => left == Ordering::Greater,
            Compare::Ge => left != Ordering::Less,
        }
    }

    /// Whether the other side is known.
    pub(super) fn is_settled(&self) -> bool {
        self.known.is_settled()
    }

    /// The later days on which a comparison with the day may come to something else: those on
    /// which the moving side reaches or passes an end of what the known side may be.
    pub(super) fn days(&self, machine: &Machine, program: &Program) -> Vec<Date> {
        let Value::Days(known) = self.known else {
            return Vec::new();
        };
        let tomorrow = machine.as_of().next().ordinal();
        let last = i128::from(Date::LAST.ordinal().saturating_sub(tomorrow));
        let day = |step: i128| {
            let slot = u32::try_from(step).map_or(u32::MAX, |step| tomorrow.saturating_add(step));
            Date::from_ordinal(slot)
        };
        let mut days = Vec::new();
        let mut ends = vec![known.low];
        if known.high != known.low {
            ends.push(known.high);
        }
        for end in ends {
            let at = |step: i128| {
                let today = Value::Days(DateRange::only(day(step)));
                match self.moved(machine, program, self.moving, today) {
                    Value::Days(moved) => moved.low.cmp(&end),
                    Value::Truth(_) | Value::Number(_) | Value::Options(_) => Ordering::Equal,
                }
            };
            for step in [
                first(last, &|step| at(step) != Ordering::Less),
                first(last, &|step| at(step) == Ordering::Greater),
            ] {
                if step <= last {
                    days.push(day(step));
                }
            }
        }
        days
    }
}

/// The first step from 0 to `last` that a rising test holds of; `last + 1` where none is.
fn first(last: i128, holds: &dyn Fn(i128) -> bool) -> i128 {
    let (mut low, mut high) = (0, last + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn reads(program: &Program, op: OpId, fact: FactId) -> bool {
    let op = program.op(op);
    let mut found = crate::program::fact_of(op) == Some(fact);
    program.operands(op, &mut |operand| {
        found = found || reads(program, operand, fact)
    });
    found
}
