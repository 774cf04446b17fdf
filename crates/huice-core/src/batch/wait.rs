//! How long somebody has to wait until a condition may hold.
//!
//! Where today is compared with known days only, the first day from a day on that a condition may
//! hold on is not before the latest of the first days of all parts of an all, and the earliest of
//! those of an any. So the search goes from day to day and leaves none out that counts.

use super::lane::{Lane, compare};
use super::plan::{DaysRef, Moving, Wait, WaitNode};
use super::scope::Scope;
use crate::date::{Date, DateRange};
use crate::ir::Compare;
use crate::truth::Truth;

impl Wait {
    /// Whether the days that today is compared with are known.
    pub(super) fn is_settled(&self, lane: Lane<'_>) -> bool {
        let one = |at: DaysRef, index: usize| {
            let days = lane.scope.days(at);
            days.points || days.low.at(index) == days.high.at(index)
        };
        let fields = |(list, at): &(usize, DaysRef)| {
            lane.knows(*list) && lane.records(*list).all(|record| one(*at, record))
        };
        self.known.iter().all(|at| one(*at, lane.person)) && self.known_fields.iter().all(fields)
    }

    /// Whether they are known of everybody.
    pub(super) fn is_settled_throughout(&self, scope: Scope<'_>) -> bool {
        let fields = |(list, at): &(usize, DaysRef)| {
            let rows = scope.rows(*list);
            scope.days(*at).points && rows.is_some_and(|rows| rows.are_known(scope.chunk.len))
        };
        self.known.iter().all(|at| scope.days(*at).points) && self.known_fields.iter().all(fields)
    }

    /// The first day from a day on on which the condition does not fail, and its truth then;
    /// inner `None` where there is none, outer `None` where that is not to be had over columns.
    pub(super) fn first_day(&self, lane: Lane<'_>, from: Date) -> Option<Option<(Date, Truth)>> {
        let mut day = from;
        loop {
            let Some(next) = self.root.first_day(lane, (lane.person, true), day)? else {
                return Some(None);
            };
            let truth = self.root.truth(lane, lane.person, next)?;
            if truth != Truth::False {
                return Some(Some((next, truth)));
            }
            // It failed on this day too if the day has not moved.
            day = if next > day { next } else { next.next() };
            if day == Date::LAST {
                return Some(None);
            }
        }
    }
}

/// The first day on which something may be so; `None` where there is none.
type First = Option<Date>;

/// The earliest of the first days of some parts; outer `None` where one of them is not to be had.
/// None is before the day from which they are looked for.
fn earliest<T>(
    parts: impl Iterator<Item = T>,
    from: Date,
    first_day: impl Fn(T, Date) -> Option<First>,
) -> Option<First> {
    let mut earliest: First = None;
    for part in parts {
        earliest = earliest.into_iter().chain(first_day(part, from)?).min();
        if earliest == Some(from) {
            break;
        }
    }
    Some(earliest)
}

/// A day before which not all of some parts may be so, if each of them may be so at all. Each is
/// looked for from the day on that those before it have come to.
fn latest<T>(
    parts: impl Iterator<Item = T>,
    from: Date,
    first_day: impl Fn(T, Date) -> Option<First>,
) -> Option<First> {
    let mut latest = from;
    for part in parts {
        match first_day(part, latest)? {
            Some(day) => latest = day,
            None => return Some(None),
        }
    }
    Some(Some(latest))
}

impl WaitNode {
    /// No later than the first day from a day on on which it may hold (or fail: `holds`), and
    /// later than the given one unless it may on that. Outer `None` where that is not to be had
    /// over columns.
    fn first_day(
        &self,
        lane: Lane<'_>,
        (index, holds): (usize, bool),
        from: Date,
    ) -> Option<First> {
        let part = |part: &Self, from: Date| part.first_day(lane, (index, holds), from);
        match self {
            Self::Known(at) => {
                let fails = Truth::from(!holds);
                Some((lane.scope.truth_at(*at, index) != fails).then_some(from))
            }
            Self::Not(node) => node.first_day(lane, (index, !holds), from),
            Self::All(parts) if holds => latest(parts.iter(), from, part),
            Self::All(parts) => earliest(parts.iter(), from, part),
            Self::Any(parts) if holds => earliest(parts.iter(), from, part),
            Self::Any(parts) => latest(parts.iter(), from, part),
            Self::Records { any, list, test } => {
                let records = lane.records(*list);
                let record = |record: usize, from: Date| {
                    let lane = lane.of_record(record);
                    test.first_day(lane, (record, holds), from)
                };
                if *any == holds {
                    earliest(records, from, record)
                } else {
                    latest(records, from, record)
                }
            }
            Self::Moving(moving) if holds => Some(moving.first_day(lane, moving.how, from)),
            Self::Moving(moving) => Some(moving.first_day(lane, opposite(moving.how), from)),
            Self::Other(op, comparisons) => {
                let today = lane.on(DateRange::only(from));
                if today.truth(*op)? != Truth::from(!holds) {
                    return Some(Some(from));
                }
                Some(next_turn(lane, comparisons, from))
            }
        }
    }

    /// The truth on a day, where all lists that it reads are known.
    fn truth(&self, lane: Lane<'_>, index: usize, day: Date) -> Option<Truth> {
        match self {
            Self::Known(at) => Some(lane.scope.truth_at(*at, index)),
            Self::Not(node) => Some(node.truth(lane, index, day)?.negate()),
            Self::All(parts) => every(parts.iter().map(|part| part.truth(lane, index, day))),
            Self::Any(parts) => any(parts.iter().map(|part| part.truth(lane, index, day))),
            Self::Records {
                any: is_any,
                list,
                test,
            } => {
                let records = lane.records(*list);
                let fits = records.map(|record| test.truth(lane.of_record(record), record, day));
                if *is_any { any(fits) } else { every(fits) }
            }
            Self::Moving(moving) => Some(moving.truth(lane, day)),
            Self::Other(op, _) => lane.on(DateRange::only(day)).truth(*op),
        }
    }
}

/// All of some truths; the first that fails decides.
fn every(parts: impl Iterator<Item = Option<Truth>>) -> Option<Truth> {
    let mut all = Truth::True;
    for part in parts {
        all = all.and(part?);
        if all == Truth::False {
            break;
        }
    }
    Some(all)
}

fn any(parts: impl Iterator<Item = Option<Truth>>) -> Option<Truth> {
    let none = every(parts.map(|part| part.map(Truth::negate)))?;
    Some(none.negate())
}

/// The first day after a day on which the result of one of some comparisons changes.
fn next_turn(lane: Lane<'_>, comparisons: &[(Option<usize>, Moving)], after: Date) -> Option<Date> {
    let turns = |(list, moving): &(Option<usize>, Moving)| match list {
        Some(list) => {
            let records = lane.records(*list);
            let turns = records.filter_map(|record| moving.turn(lane.of_record(record), after));
            turns.min()
        }
        None => moving.turn(lane, after),
    };
    comparisons.iter().filter_map(turns).min()
}

fn opposite(how: Compare) -> Compare {
    match how {
        Compare::Eq => Compare::Ne,
        Compare::Ne => Compare::Eq,
        Compare::Lt => Compare::Ge,
        Compare::Le => Compare::Gt,
        Compare::Gt => Compare::Le,
        Compare::Ge => Compare::Lt,
    }
}

impl Moving {
    fn known(&self, lane: Lane<'_>) -> Option<Date> {
        let days = lane
            .scope
            .moved_days(self.known, lane.index(self.of_record))?;
        Some(days.0)
    }

    fn truth(&self, lane: Lane<'_>, day: Date) -> Truth {
        let known = self.known(lane);
        known.map_or(Truth::Unknown, |known| self.holds(self.how, known, day))
    }

    fn holds(&self, how: Compare, known: Date, day: Date) -> Truth {
        let moving = if self.of_year { day.year_start() } else { day };
        compare(how, (moving, moving), (known, known))
    }

    /// The first day of which the moving side reaches a day, and the first of which it passes it.
    fn turns(&self, known: Date) -> (Date, Date) {
        if !self.of_year {
            return (known, known.next());
        }
        let passes = known.year_start().add_months(12);
        let reaches = if known == known.year_start() {
            known
        } else {
            passes
        };
        (reaches, passes)
    }

    /// The first day after a day on which its result changes.
    fn turn(&self, lane: Lane<'_>, after: Date) -> Option<Date> {
        let (reaches, passes) = self.turns(self.known(lane)?);
        let turns = match self.how {
            Compare::Ge | Compare::Lt => [reaches, reaches],
            Compare::Gt | Compare::Le => [passes, passes],
            Compare::Eq | Compare::Ne => [reaches, passes],
        };
        turns.into_iter().find(|day| *day > after)
    }

    /// The first day from a day on on which a comparison holds.
    fn first_day(&self, lane: Lane<'_>, how: Compare, from: Date) -> Option<Date> {
        let known = self.known(lane)?;
        if self.holds(how, known, from) == Truth::True {
            return Some(from);
        }
        let (reaches, passes) = self.turns(known);
        let turn = match how {
            Compare::Ge | Compare::Eq => reaches,
            Compare::Gt | Compare::Ne => passes,
            Compare::Le | Compare::Lt => return None,
        };
        (turn > from).then_some(turn)
    }
}

/// Any day from a day on.
pub(super) fn onward(from: Date) -> DateRange {
    DateRange {
        low: from,
        high: Date::LAST,
    }
}
