//! The values of a number or of a day, and where the result of a test changes.

use super::{Place, Trial};
use crate::date::{Date, DateRange};
use crate::decide::chain::{Chain, Steps};
use crate::ir::{FactKind, Unit};
use crate::machine::{Machine, View};
use crate::program::{Op, OpId, decimals};
use crate::scaled::{ScaledInterval, scaled};
use crate::truth::Truth;
use crate::value::Value;
use rust_decimal::Decimal;

/// Most looks at one test while its breakpoints are sought by halving.
const MOST_LOOKS: usize = 300;
/// A line with more single steps than may be looked at.
const LONG: i128 = 300;
/// So many single steps of a long line that are looked at first.
const FAR_APART: i128 = 24;

/// The values of a number or a day as whole steps, from 0 to `last`.
pub(super) struct Domain {
    steps: Steps,
    days: bool,
    /// Whether the last step stands for everything above it as well.
    open_above: bool,
}

impl Domain {
    pub(super) fn of(machine: &Machine, place: Place<'_>, kind: &FactKind) -> Option<Self> {
        match (kind, machine.fact(place.fact)) {
            (FactKind::Number { unit, max, .. }, Value::Number(whole)) => {
                let first = whole.low().unwrap_or(0);
                let high = whole.high().or_else(|| steps(*max, unit))?;
                let last = high.checked_sub(first).filter(|last| *last >= 0)?;
                Some(Self {
                    steps: Steps { first, last },
                    days: false,
                    open_above: whole.high().is_none(),
                })
            }
            (FactKind::Date, Value::Days(whole)) => {
                let first = i128::from(whole.low.ordinal());
                let last = i128::from(whole.high.ordinal()) - first;
                Some(Self {
                    steps: Steps { first, last },
                    days: true,
                    open_above: false,
                })
            }
            (_, _) => None,
        }
    }

    /// The value that means the steps from one to another, both inclusive.
    fn value(&self, from: i128, to: i128) -> Value {
        if self.days {
            return Value::Days(DateRange {
                low: self.day(from),
                high: self.day(to),
            });
        }
        let high = (!self.open_above || to < self.steps.last).then_some(self.steps.first + to);
        Value::Number(ScaledInterval::between(Some(self.steps.first + from), high))
    }

    fn day(&self, step: i128) -> Date {
        let slot = u32::try_from(self.steps.first + step);
        slot.map_or(Date::LAST, Date::from_ordinal)
    }

    /// The values of the stretches that begin at these steps.
    fn stretches(&self, mut starts: Vec<i128>) -> Vec<Value> {
        crate::vec_map::sort(&mut starts);
        starts.dedup();
        let ends = starts
            .iter()
            .skip(1)
            .map(|next| next - 1)
            .chain([self.steps.last]);
        let stretches = starts.iter().zip(ends);
        stretches.map(|(from, to)| self.value(*from, to)).collect()
    }

    /// The stretches that the tests can tell apart.
    pub(super) fn cut(&self, trial: &mut Trial<'_, '_>, tests: &[OpId]) -> Vec<Value> {
        let mut starts = vec![0];
        for test in tests {
            starts.extend(self.breakpoints(trial, *test));
        }
        self.stretches(starts)
    }

    /// The steps, but for the first, at which the result of a test changes.
    fn breakpoints(&self, trial: &mut Trial<'_, '_>, test: OpId) -> Vec<i128> {
        let mut turns = Vec::new();
        if self.comparisons(trial.machine.view(), trial.place, test, &mut turns) {
            self.where_it_changes(trial, test, turns)
        } else {
            self.by_halving(trial, test)
        }
    }

    /// The steps at which the result of some comparison with the fact changes. False where the
    /// fact is used in another way, so that there may be more of them.
    fn comparisons(
        &self,
        view: View<'_>,
        place: Place<'_>,
        op: OpId,
        turns: &mut Vec<i128>,
    ) -> bool {
        let program = place.subject.program;
        if !program.reads(op, place.fact) {
            return true;
        }
        match program.op(op) {
            Op::Fact(_) => false,
            Op::CompareNumbers(..) | Op::CompareDays(..) => {
                match Chain::of(view, program, op, place.fact) {
                    Some(chain) if chain.is_settled() => {
                        turns.extend(chain.turns(view, program, &self.steps));
                        true
                    }
                    Some(chain) if chain.is_wide_open() => true,
                    Some(chain) => {
                        turns.extend(chain.turns_within(view, program, &self.steps));
                        true
                    }
                    None => self.comparisons_below(view, place, op, turns),
                }
            }
            Op::Aggregate(at) => program.aggregate(at).is_none_or(|aggregate| {
                let machine = view.machine();
                (0..machine.record_count(aggregate.fact)).all(|at| {
                    let record = machine.record(aggregate.fact, at);
                    let mut parts = aggregate.test.into_iter().chain(aggregate.value);
                    parts.all(|part| self.comparisons(record, place, part, turns))
                })
            }),
            _ => self.comparisons_below(view, place, op, turns),
        }
    }

    fn comparisons_below(
        &self,
        view: View<'_>,
        place: Place<'_>,
        op: OpId,
        turns: &mut Vec<i128>,
    ) -> bool {
        let program = place.subject.program;
        let mut all = true;
        program.operands(program.op(op), &mut |operand| {
            all = all && self.comparisons(view, place, operand, turns);
        });
        all
    }

    /// Some single values: the first and the last, and those at which the other facts of some tests
    /// begin and end.
    pub(super) fn samples(
        &self,
        machine: &Machine,
        place: Place<'_>,
        tests: &[OpId],
    ) -> Vec<Value> {
        // Above an open end lie more values than one.
        let last = self.steps.last - i128::from(self.open_above);
        let mut steps = vec![0, last];
        for fact in tests
            .iter()
            .flat_map(|test| place.subject.program.facts_of(*test))
        {
            let (low, high) = match machine.fact(fact) {
                Value::Days(days) if self.days => (
                    Some(days.low.ordinal().into()),
                    Some(days.high.ordinal().into()),
                ),
                Value::Number(numbers) if !self.days => (numbers.low(), numbers.high()),
                _ => continue,
            };
            let ends = low.into_iter().chain(high);
            steps.extend(ends.map(|end: i128| end.saturating_sub(self.steps.first)));
        }
        steps.retain(|step| (0..=last).contains(step));
        crate::vec_map::sort(&mut steps);
        steps.dedup();
        steps.into_iter().map(|at| self.value(at, at)).collect()
    }

    /// Of some steps, those at which the result of the test differs from the one before.
    fn where_it_changes(
        &self,
        trial: &mut Trial<'_, '_>,
        test: OpId,
        mut steps: Vec<i128>,
    ) -> Vec<i128> {
        crate::vec_map::sort(&mut steps);
        steps.dedup();
        if steps.len() < 2 {
            return steps;
        }
        let ends = steps
            .iter()
            .skip(1)
            .map(|next| next - 1)
            .chain([self.steps.last]);
        let first = steps.first().map_or(0, |step| step - 1);
        let mut before = trial.truth(test, self.value(0, first));
        let mut changes = Vec::new();
        for (from, to) in steps.iter().zip(ends) {
            let truth = trial.truth(test, self.value(*from, to));
            if truth != before {
                changes.push(*from);
            }
            before = truth;
        }
        changes
    }

    fn by_halving(&self, trial: &mut Trial<'_, '_>, test: OpId) -> Vec<i128> {
        let mut look = |from: i128, to: i128| trial.truth(test, self.value(from, to));
        let mut starts = Vec::new();
        // Open at single values too: another fact keeps it open, and no cut here settles it.
        if look(0, 0) == Truth::Unknown && look(self.steps.last, self.steps.last) == Truth::Unknown
        {
            return starts;
        }
        if hopeless(&mut look, self.steps.last) {
            return starts;
        }
        let mut found = Vec::new();
        let mut left = MOST_LOOKS;
        if halve(&mut look, 0, self.steps.last, &mut left, &mut found) {
            let mut before = None;
            for (start, truth) in found {
                if before.is_some_and(|before| before != truth) {
                    starts.push(start);
                }
                before = Some(truth);
            }
        }
        starts
    }
}

fn steps(n: Decimal, unit: &Unit) -> Option<i128> {
    scaled(n, decimals(unit)).map(|(down, _)| down)
}

/// Whether halving a long line would run out of looks, as a few of them show: single steps this far
/// apart that are all open. On a very long line that is certain: they lie in different parts of it from
/// the sixth halving on, and every part that holds one of them is open, down to the last. On a shorter
/// one it could be that what lies between them is settled; then a cut is missed, and nothing else.
fn hopeless(look: &mut dyn FnMut(i128, i128) -> Truth, last: i128) -> bool {
    last >= LONG
        && (1..=FAR_APART).all(|n| {
            let at = last / (FAR_APART + 1) * n;
            look(at, at) == Truth::Unknown
        })
}

/// Halves until every stretch is of one truth. False where that takes too many looks.
fn halve(
    look: &mut dyn FnMut(i128, i128) -> Truth,
    from: i128,
    to: i128,
    left: &mut usize,
    found: &mut Vec<(i128, Truth)>,
) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    let truth = look(from, to);
    if truth != Truth::Unknown || from >= to {
        found.push((from, truth));
        return true;
    }
    let middle = from + (to - from) / 2;
    halve(look, from, middle, left, found) && halve(look, middle + 1, to, left, found)
}
