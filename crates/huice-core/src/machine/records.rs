//! Records of a fact taken together.

use super::Machine;
use super::view::{View, insert};
use crate::ir::{Aggregate, FactId};
use crate::program::{AggregateOp, Program};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;

impl Machine {
    /// Whether one record fits, or every one.
    pub(super) fn any_or_all(&self, program: &Program, op: AggregateOp) -> Truth {
        let decides = Truth::from(op.how == Aggregate::Any);
        let mut all = decides.negate();
        let known = self.list_length(op);
        for at in 0..known.unwrap_or(1) {
            let record = self.record(op.fact, at);
            let fits = op
                .test
                .map_or(Truth::True, |test| record.truth(program, test));
            if fits == decides {
                all = decides;
                break;
            }
            if fits == Truth::Unknown {
                all = Truth::Unknown;
            }
        }
        // Where the records are not known there may be none.
        if known.is_none() && all == decides {
            return Truth::Unknown;
        }
        all
    }

    /// The sum of a value over the records that fit, or their number.
    pub(super) fn sum(&self, program: &Program, op: AggregateOp) -> ScaledInterval {
        let share = |record: View<'_>| {
            let value = op.value.map(|value| record.number(program, value));
            value.unwrap_or(ScaledInterval::only(1))
        };
        let fits = |record: View<'_>| op.test.map_or(Truth::True, |t| record.truth(program, t));
        let Some(count) = self.list_length(op) else {
            // There may be none of them, or any number.
            let record = self.record(op.fact, 0);
            return match fits(record) {
                Truth::False => ScaledInterval::ZERO,
                Truth::True | Truth::Unknown => {
                    ScaledInterval::between(Some(0), None).times(share(record))
                }
            };
        };
        let mut sum = ScaledInterval::ZERO;
        for at in 0..count {
            let record = self.record(op.fact, at);
            match fits(record) {
                Truth::True => sum = sum.plus(share(record)),
                Truth::Unknown => sum = sum.plus(share(record).join(ScaledInterval::ZERO)),
                Truth::False => {}
            }
        }
        sum
    }

    /// What the tests and values of records keep open.
    pub(super) fn missing_records(
        &self,
        program: &Program,
        op: AggregateOp,
        missing: &mut Vec<FactId>,
    ) {
        if self.list_length(op).is_none() {
            // There may be any records: whatever else they are tested by may matter.
            insert(missing, op.fact);
            let parts = op.test.into_iter().chain(op.value).chain(op.none);
            for fact in parts.flat_map(|part| program.facts_of(part)) {
                if !self.is_known(program, fact) {
                    insert(missing, fact);
                }
            }
            return;
        }
        for at in 0..self.list_length(op).unwrap_or(1) {
            let record = self.record(op.fact, at);
            let fits = op
                .test
                .map_or(Truth::True, |test| record.truth(program, test));
            op.test
                .iter()
                .for_each(|test| record.missing(program, *test, missing));
            if fits != Truth::False {
                op.value
                    .iter()
                    .for_each(|value| record.missing(program, *value, missing));
            }
        }
    }
}
