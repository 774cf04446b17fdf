//! A comparison in which a fact, or the day, stands on one side alone and only ever moves that
//! side up: its breakpoints follow from the other side, without trying every value.

use crate::date::{Date, DateRange};
use crate::ir::{Compare, FactId};
use crate::machine::{View, add_months};
use crate::program::{Op, OpId, Program};
use crate::scaled::ScaledInterval;
use crate::value::Value;
use std::cmp::Ordering;

/// So many open steps are tried one by one: a day of which only the quarter is known.
const NARROW: i128 = 100;

/// What a chain starts from.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Fact(FactId),
    Today,
}

/// One side of a comparison as a rising function of its start; the other side does not read it.
pub(super) struct Chain {
    start: Start,
    how: Compare,
    moving: OpId,
    known: Value,
    /// Whether the moving side stands on the left.
    on_the_left: bool,
    /// Whether nothing but the start is open on the moving side.
    alone: bool,
}

/// The values of a start as whole steps: ordinals of days, or scaled numbers.
pub(super) struct Steps {
    /// What step 0 means.
    pub(super) first: i128,
    pub(super) last: i128,
}

impl Chain {
    /// The chain of a test in which this fact stands on one side alone.
    pub(super) fn of(
        view: &impl View,
        program: &Program,
        test: OpId,
        fact: FactId,
    ) -> Option<Self> {
        Self::from(view, program, test, Start::Fact(fact))
    }

    /// The chain of a comparison with the day of evaluation on one side alone.
    pub(super) fn of_today(view: &impl View, program: &Program, test: OpId) -> Option<Self> {
        Self::from(view, program, test, Start::Today).filter(|chain| chain.alone)
    }

    fn from(view: &impl View, program: &Program, test: OpId, start: Start) -> Option<Self> {
        let (how, a, b) = program.op(test).sides()?;
        for (moving, other, on_the_left) in [(a, b, true), (b, a, false)] {
            let mut chain = Self {
                start,
                how,
                moving,
                known: view.value(program, other),
                on_the_left,
                alone: true,
            };
            if !start.is_read(program, other) && chain.rises(view, program, moving) {
                return Some(chain);
            }
        }
        None
    }

    /// Whether an operation rises with the start. What else it reads and is open is noted.
    fn rises(&mut self, view: &impl View, program: &Program, op: OpId) -> bool {
        match program.op(op) {
            Op::Fact(fact) => self.start == Start::Fact(fact),
            // Only where nothing else settles the fact.
            op @ Op::Settled(_) => match view.machine().unsettled(program, op) {
                Some(raw) => self.rises(view, program, raw),
                None => false,
            },
            Op::AsOf => self.start == Start::Today,
            Op::Twelfth(a) | Op::YearStart(a) | Op::Rescale(a, _) | Op::Truncate(a, _) => {
                self.rises(view, program, a)
            }
            Op::Subtract(a, b) | Op::AddMonths(a, b) => {
                self.stands_still(view, program, b) && self.rises(view, program, a)
            }
            Op::Add(a, b) => {
                (self.stands_still(view, program, b) && self.rises(view, program, a))
                    || (self.stands_still(view, program, a) && self.rises(view, program, b))
            }
            Op::Multiply(a, b) => {
                let positive = |op: OpId| view.number(program, op).low().is_some_and(|low| low > 0);
                let mut by = |factor: OpId, n: OpId| {
                    positive(factor)
                        && self.stands_still(view, program, factor)
                        && self.rises(view, program, n)
                };
                by(b, a) || by(a, b)
            }
            Op::Min(args) | Op::Max(args) => {
                let mut parts = program.args(args).iter();
                parts.all(|part| {
                    self.stands_still(view, program, *part) || self.rises(view, program, *part)
                })
            }
            _ => false,
        }
    }

    /// Whether an operation does not read the start.
    fn stands_still(&mut self, view: &impl View, program: &Program, op: OpId) -> bool {
        let moves = self.start.is_read(program, op);
        self.alone &= moves || view.is_settled(program, op);
        !moves
    }

    /// What the moving side comes to with a value of the start.
    fn moved(&self, view: &impl View, program: &Program, at: OpId, start: Value) -> Value {
        let part = |op: OpId| self.moved(view, program, op, start);
        let number = |op: OpId| part(op).number();
        let fold = |args, join: fn(ScaledInterval, ScaledInterval) -> ScaledInterval| {
            let parts = program.args(args).iter().map(|op| number(*op));
            Value::Number(parts.reduce(join).unwrap_or(ScaledInterval::ANY))
        };
        match program.op(at) {
            Op::Fact(fact) if self.start == Start::Fact(fact) => start,
            op @ Op::Settled(_) => match view.machine().unsettled(program, op) {
                Some(raw) => part(raw),
                None => view.value(program, at),
            },
            Op::AsOf if self.start == Start::Today => start,
            Op::Twelfth(a) => part(a),
            Op::Rescale(a, by) => {
                Value::Number(number(a).times(ScaledInterval::only(program.number(by))))
            }
            Op::Truncate(a, by) => Value::Number(number(a).divided(program.number(by))),
            Op::Add(a, b) => Value::Number(number(a).plus(number(b))),
            Op::Subtract(a, b) => Value::Number(number(a).minus(number(b))),
            Op::Multiply(a, b) => Value::Number(number(a).times(number(b))),
            Op::Min(args) => fold(args, ScaledInterval::min),
            Op::Max(args) => fold(args, ScaledInterval::max),
            Op::AddMonths(a, b) => Value::Days(add_months(part(a).days(), view.number(program, b))),
            Op::YearStart(a) => Value::Days(DateRange::only(part(a).days().low.year_start())),
            _ => view.value(program, at),
        }
    }

    /// A start from which the moving side is near a target: days for days, numbers for numbers.
    /// Only where the search begins depends on it.
    fn guess(&self, view: &impl View, program: &Program, op: OpId, target: i128) -> i128 {
        let one = |op: OpId| view.number(program, op).point();
        let part = |op: OpId, target: i128| self.guess(view, program, op, target);
        let moves = |op: OpId| self.start.is_read(program, op);
        match program.op(op) {
            Op::Twelfth(a) | Op::YearStart(a) => part(a, target),
            Op::Rescale(a, by) => part(a, target.checked_div(program.number(by)).unwrap_or(target)),
            Op::Truncate(a, by) => part(a, target.saturating_mul(program.number(by))),
            Op::Add(a, b) if moves(a) => part(a, target.saturating_sub(one(b).unwrap_or(0))),
            Op::Add(a, b) => part(b, target.saturating_sub(one(a).unwrap_or(0))),
            Op::Subtract(a, b) => part(a, target.saturating_add(one(b).unwrap_or(0))),
            Op::Multiply(a, b) => {
                let (moving, by) = if moves(a) { (a, one(b)) } else { (b, one(a)) };
                part(
                    moving,
                    target.checked_div(by.unwrap_or(1)).unwrap_or(target),
                )
            }
            // A month has 31 ordinals.
            Op::AddMonths(a, b) => {
                let months = one(b).unwrap_or(0).saturating_mul(31);
                part(a, target.saturating_sub(months))
            }
            Op::Min(args) | Op::Max(args) => {
                let moving = program.args(args).iter().find(|op| moves(**op));
                moving.map_or(target, |op| part(*op, target))
            }
            _ => target,
        }
    }

    /// How the moving side stands to an end of the known one.
    fn order(&self, view: &impl View, program: &Program, step: i128, end: i128) -> Ordering {
        let start = match self.known {
            Value::Days(_) => Value::Days(DateRange::only(day(step))),
            Value::Truth(_) | Value::Number(_) | Value::Options(_) => {
                Value::Number(ScaledInterval::only(step))
            }
        };
        match self.moved(view, program, self.moving, start) {
            Value::Days(moved) => i128::from(moved.low.ordinal()).cmp(&end),
            Value::Number(moved) => moved.low().cmp(&Some(end)),
            Value::Truth(_) | Value::Options(_) => Ordering::Equal,
        }
    }

    /// The first steps at which the moving side reaches, and passes, an end of the known one;
    /// `last + 1` where it does not.
    fn meets(&self, view: &impl View, program: &Program, steps: &Steps, end: i128) -> (i128, i128) {
        let guess = self.guess(view, program, self.moving, end) - steps.first;
        let at = |step: i128| self.order(view, program, steps.first + step, end);
        let reached = first(steps.last, guess, &|step| at(step) != Ordering::Less);
        let passed = first(steps.last, reached, &|step| at(step) == Ordering::Greater);
        (reached, passed)
    }

    /// The steps, from 1 on, at which the comparison comes to something else: at most two.
    pub(super) fn turns(&self, view: &impl View, program: &Program, steps: &Steps) -> Vec<i128> {
        let end = match self.known {
            Value::Number(known) => known.low(),
            Value::Days(known) => Some(i128::from(known.low.ordinal())),
            Value::Truth(_) | Value::Options(_) => None,
        };
        let Some(end) = end else {
            return Vec::new();
        };
        let (reached, passed) = self.meets(view, program, steps, end);
        let mut turns = Vec::new();
        let mut add = |step: i128, before: Ordering, after: Ordering| {
            if (1..=steps.last).contains(&step) && self.holds(before) != self.holds(after) {
                turns.push(step);
            }
        };
        if reached == passed {
            add(reached, Ordering::Less, Ordering::Greater);
        } else {
            add(reached, Ordering::Less, Ordering::Equal);
            add(passed, Ordering::Equal, Ordering::Greater);
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

    /// Whether so much is open on the other side that no value of the fact but the first and the
    /// last ones can settle the comparison.
    pub(super) fn is_wide_open(&self) -> bool {
        if !self.alone {
            return true;
        }
        match self.known {
            Value::Number(known) => match (known.low(), known.high()) {
                (Some(low), Some(high)) => high.saturating_sub(low) > NARROW,
                (_, _) => true,
            },
            Value::Days(known) => {
                i128::from(known.high.ordinal()) - i128::from(known.low.ordinal()) > NARROW
            }
            Value::Truth(_) | Value::Options(_) => true,
        }
    }

    /// Whether the start alone decides the comparison.
    pub(super) fn is_settled(&self) -> bool {
        self.alone && self.known.is_settled()
    }

    /// The later days on which a comparison with the day may come to something else: those on
    /// which the moving side reaches or passes an end of what the known side may be.
    pub(super) fn days(&self, view: &impl View, program: &Program) -> Vec<Date> {
        let Value::Days(known) = self.known else {
            return Vec::new();
        };
        let tomorrow = i128::from(view.machine().as_of().next().ordinal());
        let steps = Steps {
            first: tomorrow,
            last: i128::from(Date::LAST.ordinal()) - tomorrow,
        };
        let mut days = Vec::new();
        let other = (known.high != known.low).then_some(known.high);
        for end in std::iter::once(known.low).chain(other) {
            let (reached, passed) = self.meets(view, program, &steps, end.ordinal().into());
            for step in [reached, passed] {
                if step <= steps.last {
                    days.push(day(steps.first + step));
                }
            }
        }
        days
    }
}

impl Start {
    fn is_read(self, program: &Program, op: OpId) -> bool {
        match self {
            Self::Fact(fact) => program.reads(op, fact),
            Self::Today => program.reads_day(op),
        }
    }
}

fn day(ordinal: i128) -> Date {
    u32::try_from(ordinal).map_or(Date::LAST, Date::from_ordinal)
}

/// The first step from 0 to `last` that a rising test holds of; `last + 1` where it holds of none.
/// Few looks where the guess is near.
fn first(last: i128, guess: i128, holds: &dyn Fn(i128) -> bool) -> i128 {
    if last < 0 {
        return last + 1;
    }
    // It holds of `high` and not of `low`; -1 and `last + 1` are taken as such.
    let (mut low, mut high) = (-1, last + 1);
    let mut at = guess.clamp(0, last);
    let mut stride = 1;
    let down = holds(at);
    // Away from the guess in strides that double, until the step is between two looks.
    while (0..=last).contains(&at) && holds(at) == down {
        if down {
            high = at;
            at -= stride;
        } else {
            low = at;
            at += stride;
        }
        stride *= 2;
    }
    if (0..=last).contains(&at) {
        if down {
            low = at;
        } else {
            high = at;
        }
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_step_is_found_from_any_guess(
            last in -1i128..50, at in 0i128..60, guess in -20i128..80,
        ) {
            let expected = at.min(last + 1);
            prop_assert_eq!(first(last, guess, &|step| step >= at), expected);
        }
    }
}
