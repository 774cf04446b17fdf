//! The cases of a fact: its values, gathered into those that some tests cannot tell apart.
//!
//! Where a test compares the fact with something known, its breakpoints are found directly. Where
//! it uses the fact in another way, they are found by halving: a test that comes to the same for
//! a whole stretch of numbers or days needs no closer look.

use super::Subject;
use super::chain::{Chain, Steps};
use crate::date::{Date, DateRange};
use crate::digest::mix;
use crate::ir::{FactId, FactKind, Unit};
use crate::machine::{Machine, View};
use crate::program::{Op, OpId, OptionMask, decimals};
use crate::scaled::{ScaledInterval, scaled};
use crate::truth::Truth;
use crate::value::{OptionSet, Value};
use rust_decimal::Decimal;

/// Most looks at one test while its breakpoints are sought by halving.
const MOST_LOOKS: usize = 300;
/// So many that each takes fourteen looks, and all together more than that.
const FAR_APART: i128 = 24;
/// Most options of a set whose combinations are all tried.
const MOST_OPTIONS: usize = 8;

/// A fact of an instrument that is to be split.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    pub(crate) subject: Subject<'p>,
    pub(crate) fact: FactId,
    /// The sum, where the cases are to tell its values apart as well.
    pub(crate) amount: Option<OpId>,
}

/// A machine with what it runs for each value that is tried.
struct Trial<'a, 'p> {
    machine: &'a mut Machine,
    place: Place<'p>,
    /// The operations that the fact reaches and that are looked at.
    ops: Vec<OpId>,
}

impl<'a, 'p> Trial<'a, 'p> {
    /// Only these tests, and the sum where there is one, will be looked at.
    fn new(machine: &'a mut Machine, place: Place<'p>, tests: &[OpId]) -> Self {
        let roots = tests.iter().copied().chain(place.amount);
        let reached = place.subject.reach.reached_by(place.fact);
        Self {
            machine,
            place,
            ops: place.subject.program.read_by(reached, roots),
        }
    }

    /// Looks at something while the fact has a value.
    fn with<T>(&mut self, value: Value, look: impl FnOnce(&Machine) -> T) -> T {
        let mark = self.machine.mark();
        let place = self.place;
        self.machine
            .assume(place.subject.program, place.fact, value, &self.ops);
        let seen = look(self.machine);
        self.machine.undo(mark);
        seen
    }

    fn truth(&mut self, test: OpId, value: Value) -> Truth {
        self.with(value, |machine| machine.truth(test))
    }
}

/// The cases that the tests, and the sum where one is given, can tell apart. `None` where they
/// cannot be listed.
pub(super) fn cases(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> Option<Vec<Value>> {
    let digest = digest(machine, place, tests);
    if let Some(found) = machine.cases.get(digest) {
        return found.clone();
    }
    let found = sought(machine, place, tests);
    machine.cases.keep(digest, found.clone());
    found
}

/// A digest of all on which the cases of some tests depend.
fn digest(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> u64 {
    let program = place.subject.program;
    let mut digest = mix(place.fact.into(), u64::from(place.amount.is_some()));
    for op in tests.iter().copied().chain(place.amount) {
        digest = mix(mix(digest, op.number()), machine.digest_of(program, op));
    }
    digest
}

/// As [`cases`], by looking.
fn sought(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> Option<Vec<Value>> {
    let kind = &place.subject.law.facts.get(usize::from(place.fact))?.kind;
    let mut trial = Trial::new(machine, place, tests);
    match kind {
        FactKind::Bool { .. } => Some(vec![Value::Truth(Truth::True), Value::Truth(Truth::False)]),
        FactKind::Choice(options) => {
            let all = (0u16..).zip(options);
            let all = all
                .map(|(at, _)| Value::Options(OptionSet::one(at)))
                .collect();
            Some(distinct(&mut trial, tests, all))
        }
        FactKind::Set(options) => {
            let all = combinations(place, tests, options.len())?;
            Some(distinct(&mut trial, tests, all))
        }
        FactKind::Number { .. } | FactKind::Date => {
            let domain = Domain::of(trial.machine, place, kind)?;
            Some(domain.cut(&mut trial, tests))
        }
        FactKind::Records { .. } => None,
    }
}

/// The stretches of a fact's values that some tests can tell apart, wherever the fact stands in
/// them. Used where no case is tried: to find the nearest value that changes something.
pub(crate) fn stretches(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> Vec<Value> {
    let fact = place.subject.law.facts.get(usize::from(place.fact));
    let Some(domain) = fact.and_then(|fact| Domain::of(machine, place, &fact.kind)) else {
        return Vec::new();
    };
    domain.cut(&mut Trial::new(machine, place, tests), tests)
}

/// Every combination of the options that the tests name.
fn combinations(place: Place<'_>, tests: &[OpId], options: usize) -> Option<Vec<Value>> {
    let mut masks = Vec::new();
    for test in tests {
        masks_below(place, *test, &mut masks);
    }
    let mut named = OptionMask(masks.iter().fold(0, |all, mask| all | mask.0));
    named.0 &= OptionMask::first(options).0;
    let named: Vec<u16> = (0u16..64).filter(|at| named.0 & (1 << at) != 0).collect();
    if named.is_empty() || named.len() > MOST_OPTIONS {
        return None;
    }
    let mut found = vec![OptionMask::default()];
    for option in named {
        let bit = OptionMask::only(option).0;
        let with: Vec<_> = found.iter().map(|mask| OptionMask(mask.0 | bit)).collect();
        found.extend(with);
    }
    let sets = found.into_iter().map(OptionSet::these);
    Some(sets.map(Value::Options).collect())
}

/// One value of each sort: two are of one sort where no test and no sum tells them apart. What
/// stays open may still do so once other facts are known, as far as it names one of them and not
/// the other.
fn distinct(trial: &mut Trial<'_, '_>, tests: &[OpId], values: Vec<Value>) -> Vec<Value> {
    let place = trial.place;
    let mut masks = Vec::new();
    for op in tests.iter().copied().chain(place.amount) {
        masks_below(place, op, &mut masks);
    }
    crate::vec_map::sort(&mut masks);
    masks.dedup();
    let mut seen = Vec::new();
    let mut kept = Vec::new();
    for value in first_of_each(&masks, values) {
        let (truths, sum) = trial.with(value, |machine| {
            let truths: Vec<Truth> = tests.iter().map(|test| machine.truth(*test)).collect();
            (truths, place.amount.map(|amount| machine.number(amount)))
        });
        let named = truths.contains(&Truth::Unknown).then(|| {
            let named = masks.iter().map(|mask| value.options().has_any(*mask));
            named.collect::<Vec<Truth>>()
        });
        let sort = (truths, named, sum);
        if !seen.contains(&sort) {
            seen.push(sort);
            kept.push(value);
        }
    }
    kept
}

/// Of values that the same masks name, the first: nothing tells the others from it, so they need no
/// look.
fn first_of_each(masks: &[OptionMask], values: Vec<Value>) -> Vec<Value> {
    let mut seen: Vec<Vec<Truth>> = Vec::new();
    let mut kept = Vec::new();
    for value in values {
        let named = masks.iter().map(|mask| value.options().has_any(*mask));
        let named = named.collect();
        if !seen.contains(&named) {
            seen.push(named);
            kept.push(value);
        }
    }
    kept
}

/// The options that an operation asks for, wherever it reads the fact.
fn masks_below(place: Place<'_>, op: OpId, masks: &mut Vec<OptionMask>) {
    let program = place.subject.program;
    if !program.reads(op, place.fact) {
        return;
    }
    match program.op(op) {
        Op::In(choice, wanted) if program.value_of(program.op(choice)) == Some(place.fact) => {
            masks.push(program.mask(wanted));
            masks_below(place, choice, masks);
        }
        op => program.operands(op, &mut |operand| masks_below(place, operand, masks)),
    }
}

/// The values of a number or a day as whole steps, from 0 to `last`.
struct Domain {
    steps: Steps,
    days: bool,
    /// Whether the last step stands for everything above it as well.
    open_above: bool,
}

impl Domain {
    fn of(machine: &Machine, place: Place<'_>, kind: &FactKind) -> Option<Self> {
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
    fn cut(&self, trial: &mut Trial<'_, '_>, tests: &[OpId]) -> Vec<Value> {
        let mut starts = vec![0];
        for test in tests {
            starts.extend(self.breakpoints(trial, *test));
        }
        self.stretches(starts)
    }

    /// The steps, but for the first, at which a test comes to something else.
    fn breakpoints(&self, trial: &mut Trial<'_, '_>, test: OpId) -> Vec<i128> {
        let mut turns = Vec::new();
        if self.comparisons(trial.machine.view(), trial.place, test, &mut turns) {
            self.where_it_changes(trial, test, turns)
        } else {
            self.by_halving(trial, test)
        }
    }

    /// The steps at which some comparison with the fact comes to something else. False where the
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

    /// Of some steps, those at which the test comes to something else than before.
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

/// Whether halving a long line would run out of looks, shown by a few of them: single steps this
/// far apart that are all open lie in different parts of the line from the sixth halving on, and
/// every part that holds one of them is open, down to the last.
fn hopeless(look: &mut dyn FnMut(i128, i128) -> Truth, last: i128) -> bool {
    last >= 1 << 20
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
