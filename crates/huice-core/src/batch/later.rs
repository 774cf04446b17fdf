//! Those who have to wait, and those whose sums time may change.

use super::ends::{Ends, ends_at};
use super::lane::{Lane, join};
use super::out::VerdictCode;
use super::plan::{ColumnsPlan, ConditionPlan};
use super::rest;
use super::verdicts::Decider;
use super::wait::onward;
use crate::compiled::CompiledLaw;
use crate::date::{Date, DateRange};
use crate::decide::transitions::window_verdict;
use crate::truth::Truth;

/// The conditions and the sum of an instrument, and whom they are looked at for.
#[derive(Clone, Copy)]
pub(super) struct Later<'c> {
    pub(super) law: &'c CompiledLaw,
    pub(super) decider: Decider<'c>,
    pub(super) position: u16,
    pub(super) columns: &'c ColumnsPlan,
    pub(super) as_of: Date,
    /// Whether the days that today is compared with are known of everybody.
    pub(super) settled: bool,
}

/// The result of a condition that fails today.
enum Found {
    Never,
    On(Date),
    /// It is open from this day on.
    Open(Date),
}

/// A sum as it is returned.
struct Sum {
    /// Both ends.
    cents: Ends,
    is_point: bool,
    is_nothing: bool,
}

/// Verdict, the day on which it turns, and the ends of the sum.
pub(super) type LaterOutcome = (VerdictCode, Option<Date>, Ends);

impl Later<'_> {
    fn lane(&self, person: usize) -> Lane<'_> {
        Lane {
            scope: self.decider.scope,
            program: self.law.program(),
            person,
            record: 0,
            today: DateRange::only(self.as_of),
        }
    }

    /// The outcome for a person for whom the condition fails today; `None` where that is not to be
    /// had over columns.
    pub(super) fn waits(&self, person: usize) -> Option<LaterOutcome> {
        let lane = self.lane(person);
        let open = self.is_open(&self.columns.condition, person);
        match self.find(lane, &self.columns.condition)? {
            Found::Never => Some((VerdictCode::Ineligible, None, (0, 0))),
            Found::On(day) => {
                let sum = self.sum(lane.on(DateRange::only(day)))?;
                if !sum.is_point && open {
                    return None;
                }
                for reading in &self.columns.readings {
                    if !self.is_shared(lane, reading, day)? {
                        return Some((VerdictCode::Undetermined, None, sum.cents));
                    }
                }
                if sum.is_nothing {
                    return Some((VerdictCode::Ineligible, None, (0, 0)));
                }
                Some((VerdictCode::NotYet, Some(day), sum.cents))
            }
            Found::Open(_) if open || self.over_readings() => None,
            Found::Open(day) => {
                let sum = self.sum(lane.on(onward(day)))?;
                Some((VerdictCode::Undetermined, None, sum.cents))
            }
        }
    }

    /// Whether the sum of who hangs on what the text leaves open is that of several readings.
    fn over_readings(&self) -> bool {
        let amount = self.columns.amount.as_ref();
        amount.is_some_and(|amount| amount.over_readings)
    }

    /// Whether a fact that stands in several places of a condition is not known.
    fn is_open(&self, condition: &ConditionPlan, person: usize) -> bool {
        let bits = self.decider.repeated(&condition.repeated, person / 64);
        bits >> (person % 64) & 1 == 1
    }

    /// Whether another reading says by a day that the condition is met.
    fn is_shared(&self, lane: Lane<'_>, reading: &ConditionPlan, day: Date) -> Option<bool> {
        match self.decider.scope.truths(reading.today).at(lane.person) {
            Truth::True => Some(true),
            Truth::Unknown if self.is_open(reading, lane.person) => None,
            Truth::Unknown => Some(false),
            Truth::False if !reading.reads_day => Some(false),
            Truth::False => match self.find(lane, reading)? {
                Found::Never => Some(false),
                Found::On(other) => Some(other <= day),
                Found::Open(_) if self.is_open(reading, lane.person) => None,
                Found::Open(_) => Some(false),
            },
        }
    }

    /// The first later day on which a condition may hold that fails today.
    fn find(&self, lane: Lane<'_>, condition: &ConditionPlan) -> Option<Found> {
        let wait = condition.wait.as_ref()?;
        if !self.settled && !wait.is_settled(lane) {
            return None;
        }
        let Some((day, truth)) = wait.first_day(lane, self.as_of.next())? else {
            return Some(Found::Never);
        };
        let instrument = self.law.instruments.get(usize::from(self.position))?;
        if day <= self.as_of || window_verdict(self.law, instrument, day).is_some() {
            return Some(Found::Never);
        }
        match truth {
            Truth::True => Some(Found::On(day)),
            Truth::Unknown => Some(Found::Open(day)),
            Truth::False => None,
        }
    }

    /// The sum on some days.
    fn sum(&self, lane: Lane<'_>) -> Option<Sum> {
        let Some(amount) = &self.columns.amount else {
            return Some(Sum {
                cents: (0, 0),
                is_point: true,
                is_nothing: false,
            });
        };
        let ends = lane.number(amount.op)?;
        let cents = amount.in_cents(ends)?;
        Some(Sum {
            cents,
            is_point: ends.0 == ends.1,
            is_nothing: amount.is_nothing(ends, cents),
        })
    }

    /// The outcome for a person whose condition is open and whose sum reads the day.
    pub(super) fn may_move(&self, person: usize) -> Option<LaterOutcome> {
        let (lane, amount) = (self.lane(person), self.columns.amount.as_ref()?);
        let later = lane.on(onward(self.as_of));
        let mut sum = ends_at(self.decider.scope.numbers(amount.today), person);
        if rest::moves(lane, later, self.columns.condition.op?)? {
            sum = join(sum, later.number(amount.op)?);
        }
        Some((VerdictCode::Undetermined, None, amount.in_cents(sum)?))
    }
}
