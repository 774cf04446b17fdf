//! From the values of a chunk to the decisions on one instrument.

use super::columns::{WORD, words};
use super::ends::{Ends, ends_at};
use super::kernels::{Bits, Truths, each_set, pack_where, set, within};
use super::out::InstrumentColumns;
use super::plan::{AmountPlan, ColumnsPlan, ConditionPlan, InstrumentPlan};
use super::scope::Scope;

/// The verdicts of one instrument for the people of a chunk, one bit each; who is in none of them
/// is not eligible.
#[derive(Debug, Default)]
pub(super) struct Masks {
    pub(super) eligible: Vec<u64>,
    pub(super) undetermined: Vec<u64>,
    /// Those for whom it is decided person by person.
    pub(super) alone: Vec<u64>,
    /// Those for whom the condition fails today, but may hold later.
    pub(super) waiting: Vec<u64>,
    /// Those whose condition is open, and whose sum time may change.
    pub(super) moving: Vec<u64>,
    /// Whose sum is no single number.
    open_sums: Vec<u64>,
}

impl Masks {
    /// Everybody is decided alone.
    pub(super) fn all_alone(&mut self, people: usize) {
        self.alone.clear();
        self.alone
            .extend((0..words(people)).map(|at| within(people, at)));
    }
}

/// By fact of [`super::plan::Plan::repeated`]: of whom it is not known; empty where it is known
/// of everybody.
pub(super) type OpenFacts = Vec<Vec<u64>>;

/// The truths of an instrument's conditions over a chunk.
struct Conditions<'c> {
    today: Truths<'c>,
    /// Whether the condition may hold on a later day.
    later: Bits<'c>,
    readings: Vec<(&'c ConditionPlan, Truths<'c>)>,
}

/// The conditions and the sum of one instrument over a chunk.
#[derive(Clone, Copy)]
pub(super) struct Decider<'c> {
    pub(super) scope: Scope<'c>,
    pub(super) open: &'c OpenFacts,
    /// Whether one of them is not known of somebody.
    pub(super) any_open: bool,
}

impl Decider<'_> {
    /// Finds the verdicts.
    pub(super) fn verdicts(self, plan: &InstrumentPlan, columns: &ColumnsPlan, masks: &mut Masks) {
        self.mark_open_sums(columns.amount.as_ref(), masks);
        masks.eligible.clear();
        masks.undetermined.clear();
        masks.waiting.clear();
        masks.moving.clear();
        masks.alone.clear();
        let readings = columns.readings.iter();
        let readings = readings.map(|reading| (reading, self.scope.truths(reading.today)));
        let conditions = Conditions {
            today: self.scope.truths(columns.condition.today),
            later: columns
                .condition
                .onward
                .map_or(Bits::One(false), |later| self.scope.truths(later).hold),
            readings: readings.collect(),
        };
        for at in 0..self.scope.chunk.words() {
            self.word((plan, columns), &conditions, at, masks);
        }
        let amount = columns.amount.as_ref();
        if amount.is_none_or(|amount| !amount.reads_day) {
            masks.moving.clear();
        }
    }

    /// The verdicts of 64 people.
    fn word(
        self,
        (plan, columns): (&InstrumentPlan, &ColumnsPlan),
        conditions: &Conditions<'_>,
        at: usize,
        masks: &mut Masks,
    ) {
        let condition = &columns.condition;
        let all = within(self.scope.chunk.len, at);
        let today = conditions.today;
        let (hold, fail) = (today.hold.word(at) & all, today.fail.word(at) & all);
        let open = self.repeated(&condition.repeated, at);
        let open_sum = masks.open_sums.get(at).copied().unwrap_or(0);
        let mut alone = (self.spoilt(plan, at) | self.repeated(&plan.alone, at)) & all;
        // Several places of an open fact may settle it.
        alone |= hold & open & (fail | open_sum);
        let amount = columns.amount.as_ref();
        if amount.is_some_and(|amount| amount.over_readings) {
            alone |= hold & fail;
        }
        let mut eligible = hold & !fail;
        let mut undetermined = hold & fail;
        for (reading, other) in &conditions.readings {
            let (hold, fail) = (other.hold.word(at), other.fail.word(at));
            alone |= eligible & hold & fail & self.repeated(&reading.repeated, at);
            undetermined |= eligible & fail;
            eligible &= !fail;
        }
        masks.eligible.push(eligible & !alone);
        masks.undetermined.push(undetermined & !alone);
        masks
            .waiting
            .push(fail & !hold & conditions.later.word(at) & !alone);
        masks.moving.push(hold & fail & !alone);
        masks.alone.push(alone);
    }

    /// Of whom one of some facts is not known, by their position in [`super::plan::Plan::repeated`].
    pub(super) fn repeated(self, facts: &[usize], at: usize) -> u64 {
        if !self.any_open {
            return 0;
        }
        let open = facts.iter().filter_map(|fact| self.open.get(*fact));
        open.fold(0, |all, bits| all | bits.get(at).copied().unwrap_or(0))
    }

    /// For whom a number is larger than 64 bits hold.
    fn spoilt(self, plan: &InstrumentPlan, at: usize) -> u64 {
        let spoilt = self.scope.space.spoilt.iter();
        let read = spoilt.filter(|(op, _)| plan.ops.binary_search(op).is_ok());
        read.fold(0, |all, (_, bits)| all | bits.get(at).copied().unwrap_or(0))
    }

    fn mark_open_sums(self, amount: Option<&AmountPlan>, masks: &mut Masks) {
        masks.open_sums.clear();
        let Some(amount) = amount else {
            return;
        };
        let sums = self.scope.numbers(amount.today);
        if !sums.points {
            let len = self.scope.chunk.len;
            masks.open_sums.resize(words(len), 0);
            pack_where(&mut masks.open_sums, |at| {
                let (low, high) = ends_at(sums, at);
                low != high
            });
        }
    }

    /// Puts the sums of those who may get them, and 0 for all others, to their places. Who is too
    /// rich for 64 bits is decided alone, and a sum of nothing is no yes.
    pub(super) fn sums(
        self,
        amount: &AmountPlan,
        masks: &mut Masks,
        (out, first): (&mut InstrumentColumns, usize),
    ) {
        let sums = self.scope.numbers(amount.today);
        let len = self.scope.chunk.len;
        if !sums.points && !amount.at_most {
            out.both_ends();
        }
        let ranged = out.ranged;
        let InstrumentColumns { low, high, .. } = out;
        for column in [&mut *low, &mut *high] {
            if let Some(part) = column.get_mut(first..first + len) {
                part.fill(0);
            }
        }
        let mut put = |at: usize, (low_end, high_end): Ends| {
            if let Some(place) = low.get_mut(first + at) {
                *place = low_end;
            }
            if ranged && let Some(place) = high.get_mut(first + at) {
                *place = high_end;
            }
        };
        let words = masks.eligible.iter_mut().zip(&masks.undetermined);
        for (word, (eligible, undetermined)) in words.enumerate() {
            each_set(std::iter::once(*eligible | undetermined), |bit| {
                let at = word * WORD + bit;
                let ends = ends_at(sums, at);
                match amount.in_cents(ends) {
                    Some(cents) if amount.is_nothing(ends, cents) => *eligible &= !(1 << bit),
                    Some(cents) => put(at, cents),
                    None => set(&mut masks.alone, at),
                }
            });
        }
    }
}
