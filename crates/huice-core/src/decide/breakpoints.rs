//! The cases of a fact: its values, gathered into those that some tests cannot tell apart.
//!
//! Where a test compares the fact with something known, its breakpoints are found directly. Where
//! it uses the fact in another way, they are found by halving: a test that has one result for
//! a whole stretch of numbers or days needs no closer look.

mod domain;

use super::Subject;
use crate::digest::mix;
use crate::ir::{FactId, FactKind};
use crate::machine::{Case, Cases, Machine};
use crate::program::{Op, OpId, OptionMask};
use crate::truth::Truth;
use crate::value::{OptionSet, Value};
use domain::Domain;
use std::sync::Arc;

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
        let mut roots = tests.to_vec();
        roots.extend(place.amount);
        Self {
            machine,
            place,
            ops: place.subject.program.moved_by(place.fact, &roots),
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
pub(super) fn cases(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> Cases {
    let digest = digest(machine, place, tests);
    if let Some(found) = machine.found.cases.get(digest) {
        return found.clone();
    }
    let found: Cases = sought(machine, place, tests).map(Arc::from);
    machine.found.cases.keep(digest, found.clone());
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
fn sought(machine: &mut Machine, place: Place<'_>, tests: &[OpId]) -> Option<Vec<Case>> {
    let kind = &place.subject.law.facts.get(usize::from(place.fact))?.kind;
    let mut trial = Trial::new(machine, place, tests);
    match kind {
        FactKind::Bool { .. } => Some(each_alone(&[
            Value::Truth(Truth::True),
            Value::Truth(Truth::False),
        ])),
        FactKind::Choice(options) => {
            let all = (0u16..).zip(options);
            let all: Vec<Value> = all
                .map(|(at, _)| Value::Options(OptionSet::one(at)))
                .collect();
            Some(distinct(&mut trial, tests, each_alone(&all)))
        }
        FactKind::Set(options) => {
            let all = combinations(place, tests, options.len())?;
            Some(distinct(&mut trial, tests, each_alone(&all)))
        }
        FactKind::Number { .. } | FactKind::Date => {
            let domain = Domain::of(trial.machine, place, kind)?;
            Some(each_alone(&domain.cut(&mut trial, tests)))
        }
        FactKind::Records { .. } => None,
    }
}

/// Some single values of a number or a day, to be looked at where it cannot be cut into cases. None of
/// other facts.
pub(super) fn samples(machine: &Machine, place: Place<'_>, tests: &[OpId]) -> Vec<Case> {
    let fact = place.subject.law.facts.get(usize::from(place.fact));
    let domain = fact.and_then(|fact| Domain::of(machine, place, &fact.kind));
    let values = domain.map(|domain| domain.samples(machine, place, tests));
    values.into_iter().flatten().map(Case::sample).collect()
}

fn each_alone(values: &[Value]) -> Vec<Case> {
    values.iter().map(|value| Case::of(*value)).collect()
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
fn distinct(trial: &mut Trial<'_, '_>, tests: &[OpId], cases: Vec<Case>) -> Vec<Case> {
    let place = trial.place;
    let mut masks = Vec::new();
    for op in tests.iter().copied().chain(place.amount) {
        masks_below(place, op, &mut masks);
    }
    crate::vec_map::sort(&mut masks);
    masks.dedup();
    // What the same masks name needs one look.
    let cases = first_of_each(cases, |case| names(&masks, case.value));
    first_of_each(cases, |case| {
        let (truths, sum) = trial.with(case.value, |machine| {
            let truths: Vec<Truth> = tests.iter().map(|test| machine.truth(*test)).collect();
            (truths, place.amount.map(|amount| machine.number(amount)))
        });
        let named = truths
            .contains(&Truth::Unknown)
            .then(|| names(&masks, case.value));
        (truths, named, sum)
    })
}

/// Of cases of the same sort the first, standing for the others as well.
fn first_of_each<S: PartialEq>(cases: Vec<Case>, mut sort_of: impl FnMut(&Case) -> S) -> Vec<Case> {
    let mut kept: Vec<(S, Case)> = Vec::new();
    for case in cases {
        let sort = sort_of(&case);
        match kept.iter_mut().find(|(known, _)| *known == sort) {
            Some((_, first)) => first.members = first.members.wrapping_add(case.members),
            None => kept.push((sort, case)),
        }
    }
    kept.into_iter().map(|(_, case)| case).collect()
}

/// Which masks name a value.
fn names(masks: &[OptionMask], value: Value) -> Vec<Truth> {
    let named = masks.iter().map(|mask| value.options().has_any(*mask));
    named.collect()
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
