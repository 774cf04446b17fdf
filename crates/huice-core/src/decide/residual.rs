//! What is left of a condition once all that is known has been put in.
//!
//! Two cases of a fact are told apart by what they leave: the open tests, how they are joined,
//! and what was assumed of the facts that they read. All that is needed of it is whether two
//! cases leave the same, so it is kept as a digest of 64 bits; two that differ are taken for the
//! same once in 10^19.

use crate::digest::{mix, of_value};
use crate::ir::FactId;
use crate::machine::{Case, Machine};
use crate::program::{Op, OpId, Program};
use crate::truth::Truth;

/// What is left of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Residual {
    /// Nothing: it holds, or it does not.
    Settled(bool),
    /// Something, by its digest.
    Open(u64),
}

impl Residual {
    /// The truth of what is left.
    pub(super) fn truth(self) -> Truth {
        match self {
            Self::Settled(holds) => holds.into(),
            Self::Open(_) => Truth::Unknown,
        }
    }

    /// What is left where the cases of a fact leave different things: by what each leaves, and for
    /// which values. Where the values are cut without need does not count.
    pub(super) fn of_cases(fact: FactId, cases: &[Case], rests: &[Self]) -> Self {
        let mut left: Vec<(Self, u64)> = Vec::new();
        for (case, rest) in cases.iter().zip(rests) {
            match left.iter_mut().find(|(known, _)| known == rest) {
                Some((_, members)) => *members = members.wrapping_add(case.members),
                None => left.push((*rest, case.members)),
            }
        }
        if cases.iter().any(|case| case.sample) {
            // Elsewhere other values may be looked at: two such count as the same.
            return Self::Open(mix(SAMPLES, fact.into()));
        }
        let digest = left
            .iter()
            .fold(mix(CASES, fact.into()), |all, (rest, members)| {
                all.wrapping_add(mix(rest.digest(), *members))
            });
        Self::Open(mix(CASES, digest))
    }

    fn digest(self) -> u64 {
        match self {
            Self::Settled(holds) => u64::from(holds),
            Self::Open(digest) => digest,
        }
    }
}

/// Parts that are joined alike: all of them (`every`), or any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) every: bool,
}

impl Group {
    /// Joins the parts from a position on, none of them twice. Settled where there are none; one
    /// digest, or several where what is around them (`within`) is joined alike.
    pub(super) fn join(
        self,
        parts: &mut Vec<u64>,
        start: usize,
        within: Option<Self>,
    ) -> Option<bool> {
        if let Some(open) = parts.get_mut(start..) {
            crate::vec_map::sort(open);
        }
        let mut open = parts.split_off(start);
        open.dedup();
        match open.as_slice() {
            [] => return Some(self.every),
            [_] => parts.append(&mut open),
            _ if within == Some(self) => parts.append(&mut open),
            all => {
                let kind = if self.every { ALL } else { ANY };
                parts.push(all.iter().fold(kind, |all, part| mix(all, *part)));
            }
        }
        None
    }
}

const LEAF: u64 = 1;
const ALL: u64 = 2;
const ANY: u64 = 3;
const CASES: u64 = 4;
const UP_TO_THE_SUM: u64 = 5;
const WITHOUT_SUM: u64 = 6;
const SAMPLES: u64 = 7;

/// A case of a fact that is looked at.
pub(super) struct Assumed {
    pub(super) fact: FactId,
    /// Of its value.
    digest: u64,
    /// Of how many cases it is one.
    pub(super) cases: usize,
    sample: bool,
}

impl Assumed {
    pub(super) fn new(fact: FactId, case: &Case, cases: usize) -> Self {
        Self {
            fact,
            digest: of_value(case.value),
            cases,
            sample: case.sample,
        }
    }
}

/// The digest of an open test, with what was assumed of the facts that it reads: the latest of
/// each. Two that differ in a sample alone count as the same.
pub(super) fn of_leaf(program: &Program, assumed: &[Assumed], test: OpId, holds: bool) -> u64 {
    let mut digest = mix(mix(LEAF, test.number()), u64::from(holds));
    for (at, own) in assumed.iter().enumerate() {
        let again = assumed
            .iter()
            .skip(at + 1)
            .any(|other| other.fact == own.fact);
        if !again && !own.sample && program.reads(test, own.fact) {
            digest = mix(mix(digest, own.fact.into()), own.digest);
        }
    }
    digest
}

/// The digest of what a condition leaves, with that of whether its sum is above zero: where the
/// condition is certain to hold, the rest is up to the sum.
pub(super) fn up_to_the_sum(condition: u64, sum: u64) -> u64 {
    mix(mix(UP_TO_THE_SUM, condition), sum)
}

/// The digest of what a condition leaves, where its sum is zero.
pub(super) fn without_sum(condition: u64) -> u64 {
    mix(WITHOUT_SUM, condition)
}

/// What three-valued logic leaves of an operation, with nothing assumed: for comparing one time
/// with another.
pub(super) fn plain(machine: &Machine, program: &Program, op: OpId) -> u64 {
    match machine.truth(op) {
        Truth::True => return mix(LEAF, 1),
        Truth::False => return mix(LEAF, 0),
        Truth::Unknown => {}
    }
    match program.op(op) {
        Op::All(args) | Op::Any(args) => {
            let parts = program.args(args).iter();
            parts.fold(ALL, |all, part| mix(all, plain(machine, program, *part)))
        }
        Op::Not(part) => mix(ANY, plain(machine, program, part)),
        _ => mix(mix(LEAF, 2), op.number()),
    }
}

/// Facts, each with the open tests that it keeps open.
pub(super) type OpenTests = Vec<(FactId, Vec<OpId>)>;

/// Adds to each fact of `found` the open tests below an operation that it keeps open, in order; one
/// that stands in two places twice. One walk for all facts.
pub(super) fn open_tests(
    machine: &Machine,
    program: &Program,
    op: OpId,
    found: &mut [(FactId, Vec<OpId>)],
) {
    let read = |(fact, _): &(FactId, Vec<OpId>)| program.reads(op, *fact);
    if machine.truth(op) != Truth::Unknown || !found.iter().any(read) {
        return;
    }
    match program.op(op) {
        Op::All(args) | Op::Any(args) => {
            for part in program.args(args) {
                open_tests(machine, program, *part, found);
            }
        }
        Op::Not(part) => open_tests(machine, program, part, found),
        other => {
            if let Some(raw) = machine.unsettled(program, other) {
                return open_tests(machine, program, raw, found);
            }
            let only = machine.only_unknown(program, op);
            let open = match only {
                Some(_) => Vec::new(),
                None => open_facts(machine, program, op),
            };
            for (fact, tests) in found {
                if only == Some(*fact) || open.contains(fact) {
                    tests.push(op);
                }
            }
        }
    }
}

/// The facts that keep a test open.
pub(super) fn open_facts(machine: &Machine, program: &Program, test: OpId) -> Vec<FactId> {
    let mut facts = Vec::new();
    machine.missing(program, test, &mut facts);
    facts
}
