//! Where a chain reaches and passes the other side of its comparison.

use super::{Chain, Direction, End, Steps};
use crate::date::Date;
use crate::ir::Compare;
use crate::machine::View;
use crate::program::{Op, OpId, Program};
use crate::value::Value;
use std::cmp::Ordering;

impl Chain {
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

    /// The steps, from 1 on, at which the result of the comparison changes: at most two.
    pub(in crate::decide) fn turns(
        &self,
        view: View<'_>,
        program: &Program,
        steps: &Steps,
    ) -> Vec<i128> {
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

    /// The steps, from 1 on, at which the result of the comparison may change while either side
    /// is open: where an end of the one meets an end of the other. An interval of the moving side
    /// moves with the start as a whole, so there are no others.
    pub(in crate::decide) fn turns_within(
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

    /// The later days on which the result of a comparison with the day may change: those on
    /// which the moving side reaches or passes an end of what the known side may be.
    pub(in crate::decide) fn days(&self, view: View<'_>, program: &Program) -> Vec<Date> {
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

pub(super) fn day(ordinal: i128) -> Date {
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
    let mut here = down;
    // Away from the guess in strides that double, until the step is between two looks.
    loop {
        if here {
            high = at;
        } else {
            low = at;
        }
        if here != down {
            break;
        }
        at += if down { -stride } else { stride };
        stride *= 2;
        if !(0..=last).contains(&at) {
            break;
        }
        here = holds(at);
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
