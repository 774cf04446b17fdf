//! A comparison in which a fact, or the day, stands on one side alone and only ever moves that
//! side one way: its breakpoints follow from the other side, without trying every value.

mod turns;

use crate::date::DateRange;
use crate::ir::{Compare, FactId};
use crate::machine::{View, add_months, compare_values};
use crate::program::{Op, OpId, Program};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::Value;
use turns::day;

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

    /// The value of the moving side with a value of the start.
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

    /// The value of the moving side with a step of the start.
    fn moved_by(&self, view: View<'_>, program: &Program, step: i128) -> Value {
        let start = match self.known {
            Value::Days(_) => Value::Days(DateRange::only(day(step))),
            Value::Truth(_) | Value::Number(_) | Value::Options(_) => {
                Value::Number(ScaledInterval::only(step))
            }
        };
        self.moved(view, program, self.moving, start)
    }

    /// The truth of the comparison with a step of the start.
    fn truth(&self, view: View<'_>, program: &Program, step: i128) -> Truth {
        let moved = self.moved_by(view, program, step);
        if self.on_the_left {
            compare_values(self.how, moved, self.known)
        } else {
            compare_values(self.how, self.known, moved)
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
}

impl Start {
    fn is_read(self, program: &Program, op: OpId) -> bool {
        match self {
            Self::Fact(fact) => program.reads(op, fact),
            Self::Today => program.reads_day(op),
        }
    }
}
