//! One value for each operation.

use crate::date::DateRange;
use crate::program::{OpId, Program, ValueType};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::{OptionSet, Value};
use std::sync::Arc;

/// One value for each operation. Most operations are truths: these have one place each. All other
/// lists hold only what is of their type, since a machine is copied for every evaluation.
#[derive(Debug, Clone)]
pub(super) struct Values {
    /// By operation: its place in the list of its type; of no meaning for truths.
    places: Arc<[u32]>,
    truths: Vec<Truth>,
    numbers: Vec<ScaledInterval>,
    days: Vec<DateRange>,
    options: Vec<OptionSet>,
}

impl Values {
    pub(super) fn unknown(program: &Program) -> Self {
        let mut values = Self {
            places: Arc::from([]),
            truths: vec![Truth::Unknown; program.len()],
            numbers: Vec::new(),
            days: Vec::new(),
            options: Vec::new(),
        };
        let places = program.types.iter().map(|value_type| match value_type {
            ValueType::Truth => 0,
            ValueType::Number => add_place(&mut values.numbers, ScaledInterval::ANY),
            ValueType::Days => add_place(&mut values.days, DateRange::ANY),
            ValueType::Options => add_place(&mut values.options, OptionSet::ANY),
        });
        values.places = places.collect();
        values
    }

    #[inline(always)]
    fn place(&self, op: OpId) -> usize {
        let place = self.places.get(op.index()).copied();
        place.map_or(usize::MAX, |place| {
            usize::try_from(place).unwrap_or(usize::MAX)
        })
    }

    #[inline(always)]
    pub(super) fn truth(&self, op: OpId) -> Truth {
        let truth = self.truths.get(op.index()).copied();
        truth.unwrap_or(Truth::Unknown)
    }

    pub(super) fn number(&self, op: OpId) -> ScaledInterval {
        let numbers = self.numbers.get(self.place(op)).copied();
        numbers.unwrap_or(ScaledInterval::ANY)
    }

    pub(super) fn days(&self, op: OpId) -> DateRange {
        let days = self.days.get(self.place(op)).copied();
        days.unwrap_or(DateRange::ANY)
    }

    pub(super) fn options(&self, op: OpId) -> OptionSet {
        let options = self.options.get(self.place(op)).copied();
        options.unwrap_or(OptionSet::ANY)
    }

    pub(super) fn set(&mut self, op: OpId, value: Value) {
        match value {
            Value::Truth(truth) => {
                self.set_truth(op, truth);
            }
            Value::Number(number) => {
                self.set_number(op, number);
            }
            Value::Days(days) => {
                self.set_days(op, days);
            }
            Value::Options(options) => {
                self.set_options(op, options);
            }
        }
    }

    // Each of these returns the value before, where it was another.

    pub(super) fn set_truth(&mut self, op: OpId, truth: Truth) -> Option<Truth> {
        replace(&mut self.truths, op.index(), truth)
    }

    pub(super) fn set_number(
        &mut self,
        op: OpId,
        number: ScaledInterval,
    ) -> Option<ScaledInterval> {
        let place = self.place(op);
        replace(&mut self.numbers, place, number)
    }

    pub(super) fn set_days(&mut self, op: OpId, days: DateRange) -> Option<DateRange> {
        let place = self.place(op);
        replace(&mut self.days, place, days)
    }

    pub(super) fn set_options(&mut self, op: OpId, options: OptionSet) -> Option<OptionSet> {
        let place = self.place(op);
        replace(&mut self.options, place, options)
    }
}

/// One more value in a list: its place.
fn add_place<T>(list: &mut Vec<T>, value: T) -> u32 {
    list.push(value);
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}

fn replace<T: PartialEq>(list: &mut [T], at: usize, value: T) -> Option<T> {
    let place = list.get_mut(at)?;
    (*place != value).then(|| std::mem::replace(place, value))
}
