//! A comparison in which a fact, or the day, stands on one side alone and only ever moves that
//! side one way: its breakpoints follow from the other side, without trying every value.

use crate::date::{Date, DateRange};
use crate::ir::{Compare, FactId};
use crate::machine::{View, add_months, compare_values};
use crate::program::{Op, OpId, Program};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
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

/// One side of a comparison as a function of its start that only ever rises or falls; the other side does not read it.
pub(super) struct Chain {
    start: Start,
    how: Compare,
    moving: OpId,
    known: Value,
    /// Whether the moving side stands on the left.
    on_the_left: bool,
    /// Whether nothing but the start is open on the moving side.
    alone: bool,
    /// Whether the start is multiplied by something that may be zero: then the moving side may as
    /// well stand still.
    may_vanish: bool,
    direction: Direction,
}

/// Which way something moves with the start. It may stand still for a while.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Up,
    Down,
}

impl Direction {
    fn reversed(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// An end of what the moving side may be.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Low,
    High,
}

/// The values of a start as whole steps: ordinals of days, or scaled numbers.
pub(super) struct Steps {
    /// What step 0 means.
    pub(super) first: i128,
    pub(super) last: i128,
}

impl Chain {
    /// The chain of a test in which this fact stands on one side alone.
    pub(super) fn of(view: View<'_>, program: &Program, test: OpId, fact: FactId) -> Option<Self> {
        Self::from(view, program, test, Start::Fact(fact))
    }

    /// The chain of a comparison with the day of evaluation on one side alone.
    pub(super) fn of_today(view: View<'_>, program: &Program, test: OpId) -> Option<Self> {
        let rises = |chain: &Self| chain.alone && chain.direction == Direction::Up;
        Self::from(view, program, test, Start::Today).filter(rises)
    }

    fn from(view: View<'_>, program: &Program, test: OpId, start: Start) -> Option<Self> {
        let (how, a, b) = program.op(test).sides()?;
        for (moving, other, on_the_left) in [(a, b, true), (b, a, false)] {
            let mut chain = Self {
                start,
                how,
                moving,
                known: view.value(program, other),
                on_the_left,
                alone: true,
                may_vanish: false,
                direction: Direction::Up,
            };
            if start.is_read(program, other) {
                continue;
            }
            if let Some(direction) = chain.direction(view, program, moving) {
                chain.direction = direction;
                return Some(chain);
            }
        }
        None
    }

    /// Which way an operation moves with the start; `None` if not always the same way. What else it
    /// reads and is open is noted.
    fn direction(&mut self, view: View<'_>, program: &Program, op: OpId) -> Option<Direction> {
        match program.op(op) {
            Op::Fact(fact) => (self.start == Start::Fact(fact)).then_some(Direction::Up),
            // Only where nothing else settles the fact.
            op @ Op::Settled(_) => {
                let raw = view.machine().unsettled(program, op)?;
                self.direction(view, program, raw)
            }
            Op::AsOf => (self.start == Start::Today).then_some(Direction::Up),
            Op::Twelfth(a) | Op::YearStart(a) | Op::Rescale(a, _) | Op::Truncate(a, _) => {
                self.direction(view, program, a)
            }
            Op::AddMonths(a, b) => self.beside(view, program, b, a),
            Op::Subtract(a, b) => {
                let first = self.beside(view, program, b, a);
                first.or_else(|| self.beside(view, program, a, b).map(Direction::reversed))
            }
            Op::Add(a, b) => {
                let first = self.beside(view, program, b, a);
                first.or_else(|| self.beside(view, program, a, b))
            }
            Op::Multiply(a, b) => {
                let first = self.by_factor(view, program, b, a);
                first.or_else(|| self.by_factor(view, program, a, b))
            }
            Op::Min(args) | Op::Max(args) => {
                let mut found = None;
                for part in program.args(args) {
                    if self.stands_still(view, program, *part) {
                        continue;
                    }
                    let own = self.direction(view, program, *part)?;
                    if found.is_some_and(|found| found != own) {
                        return None;
                    }
                    found = Some(own);
                }
                found
            }
            _ => None,
        }
    }

    /// The direction of an operation beside another one that stands still.
    fn beside(
        &mut self,
        view: View<'_>,
        program: &Program,
        still: OpId,
        moving: OpId,
    ) -> Option<Direction> {
        let moves = self.stands_still(view, program, still);
        moves.then(|| self.direction(view, program, moving))?
    }

    /// The direction of a number that is multiplied by something that is not negative.
    fn by_factor(
        &mut self,
        view: View<'_>,
        program: &Program,
        factor: OpId,
        n: OpId,
    ) -> Option<Direction> {
        let least = view.number(program, factor).low();
        if least.is_none_or(|least| least < 0) || !self.stands_still(view, program, factor) {
            return None;
        }
        self.may_vanish |= least == Some(0);
        self.direction(view, program, n)
    }

    /// Whether an operation does not read the start.
    fn stands_still(&mut self, view: View<'_>, program: &Program, op: OpId) -> bool {
        let moves = self.start.is_read(program, op);
        self.alone &= moves || view.is_settled(program, op);
        !moves
    }

    /// What the moving side comes to with a value of the start.
    fn moved(&self, view: View<'_>, program: &Program, at: OpId, start: Value) -> Value {
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
            Op::YearStart(a) => {
                let days = part(a).days();
                Value::Days(DateRange {
                    low: days.low.year_start(),
                    high: days.high.year_start(),
                })
            }
            _ => view.value(program, at),
        }
    }

    /// What the moving side comes to with a step of the start.
    fn moved_by(&self, view: View<'_>, program: &Program, step: i128) -> Value {
        let start = match self.known {
            Value::Days(_) => Value::Days(DateRange::only(day(step))),
            Value::Truth(_) | Value::Number(_) | Value::Options(_) => {
                Value::Number(ScaledInterval::only(step))
            }
        };
        self.moved(view, program, self.moving, start)
    }

    /// What the comparison comes to with a step of the start.
    fn truth(&self, view: View<'_>, program: &Program, step: i128) -> Truth {
        let moved = self.moved_by(view, program, step);
        if self.on_the_left {
            compare_values(self.how, moved, self.known)
        } else {
            compare_values(self.how, self.known, moved)
        }
    }

    /// A start from which the moving side is near a target: days for days, numbers for numbers.
    /// Only where the search begins depends on it.
    fn guess(&self, view: View<'_>, program: &Program, op: OpId, target: i128) -> i128 {
        let one = |op: OpId| view.number(program, op).point();
        let part = |op: OpId, target: i128| self.guess(view, program, op, target);
        let moves = |op: OpId| self.start.is_read(program, op);
        match program.op(op) {
            Op::Twelfth(a) | Op::YearStart(a) => part(a, target),
            Op::Rescale(a, by) => part(a, target.checked_div(program.number(by)).unwrap_or(target)),
            Op::Truncate(a, by) => part(a, target.saturating_mul(program.number(by))),
            Op::Add(a, b) if moves(a) => part(a, target.saturating_sub(one(b).unwrap_or(0))),
            Op::Add(a, b) => part(b, target.saturating_sub(one(a).unwrap_or(0))),
            Op::Subtract(a, b) if moves(a) => part(a, target.saturating_add(one(b).unwrap_or(0))),
            Op::Subtract(a, b) => part(b, one(a).unwrap_or(0).saturating_sub(target)),
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

    /// How an end of the moving side stands to an end of the known one.
    fn order(
        &self,
        view: View<'_>,
        program: &Program,
        step: i128,
        (side, end): (End, i128),
    ) -> Ordering {
        match self.moved_by(view, program, step) {
            Value::Days(moved) => {
                let day = match side {
                    End::Low => moved.low,
                    End::High => moved.high,
                };
                i128::from(day.ordinal()).cmp(&end)
            }
            Value::Number(moved) => match (side, moved.low(), moved.high()) {
                (End::Low, Some(n), _) | (End::High, _, Some(n)) => n.cmp(&end),
                (End::Low, None, _) => Ordering::Less,
                (End::High, _, None) => Ordering::Greater,
            },
            Value::Truth(_) | Value::Options(_) => Ordering::Equal,
        }
    }

    /// The first steps at which an end of the moving side reaches, and passes, an end of the known
    /// one; `last + 1` where it does not.
    fn meets(
        &self,
        view: View<'_>,
        program: &Program,
        steps: &Steps,
        (side, end): (End, i128),
    ) -> (i128, i128) {
        let guess = self.guess(view, program, self.moving, end) - steps.first;
        let at = |step: i128| {
            let order = self.order(view, program, steps.first + step, (side, end));
            match self.direction {
                Direction::Up => order,
                Direction::Down => order.reverse(),
            }
        };
        let reached = first(steps.last, guess, &|step| at(step) != Ordering::Less);
        let passed = first(steps.last, reached, &|step| at(step) == Ordering::Greater);
        (reached, passed)
    }

    /// The steps, from 1 on, at which the comparison comes to something else: at most two.
    pub(super) fn turns(&self, view: View<'_>, program: &Program, steps: &Steps) -> Vec<i128> {
        if self.direction == Direction::Down {
            return self.turns_within(view, program, steps);
        }
        let end = match self.known {
            Value::Number(known) => known.low(),
            Value::Days(known) => Some(i128::from(known.low.ordinal())),
            Value::Truth(_) | Value::Options(_) => None,
        };
        let Some(end) = end else {
            return Vec::new();
        };
        let (reached, passed) = self.meets(view, program, steps, (End::Low, end));
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

    /// The steps, from 1 on, at which the comparison may come to something else while either side
    /// is open: where an end of the one meets an end of the other. An interval of the moving side
    /// moves with the start as a whole, so there are no others.
    pub(super) fn turns_within(
        &self,
        view: View<'_>,
        program: &Program,
        steps: &Steps,
    ) -> Vec<i128> {
        let (low, high) = match self.known {
            Value::Number(known) => (known.low(), known.high()),
            Value::Days(known) => {
                let ordinal = |day: Date| Some(i128::from(day.ordinal()));
                (ordinal(known.low), ordinal(known.high))
            }
            Value::Truth(_) | Value::Options(_) => (None, None),
        };
        let mut turns = Vec::new();
        for end in low.into_iter().chain(high) {
            for side in [End::Low, End::High] {
                let (reached, passed) = self.meets(view, program, steps, (side, end));
                turns.extend([reached, passed]);
            }
        }
        let truth = |step: i128| self.truth(view, program, steps.first + step);
        turns.retain(|step| (1..=steps.last).contains(step) && truth(*step) != truth(*step - 1));
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
        if self.may_vanish {
            return false;
        }
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
    pub(super) fn days(&self, view: View<'_>, program: &Program) -> Vec<Date> {
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
            let (reached, passed) =
                self.meets(view, program, &steps, (End::Low, end.ordinal().into()));
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
