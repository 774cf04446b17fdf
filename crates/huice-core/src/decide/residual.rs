//! What is left of a condition once all that is known has been put in.
//!
//! Two cases of a fact are told apart by what they leave: the open tests, how they are joined,
//! and what was assumed of the facts that they read. All that is needed of it is whether two
//! cases leave the same, so it is kept as a digest of 64 bits; two that differ are taken for the
//! same once in 10^19.

use crate::ir::FactId;
use crate::machine::{Machine, View};
use crate::program::{Op, OpId, Program, Reach};
use crate::truth::Truth;
use crate::value::Value;

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

    /// What is left where the cases of a fact leave different things.
    pub(super) fn of_cases(fact: FactId, cases: &[Self]) -> Self {
        let digest = cases.iter().fold(mix(CASES, fact.into()), |all, case| {
            mix(
                all,
                match case {
                    Self::Settled(holds) => u64::from(*holds),
                    Self::Open(digest) => *digest,
                },
            )
        });
        Self::Open(digest)
    }
}

/// An open test, with the facts that keep it open.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) test: OpId,
    holds: bool,
    pub(super) facts: Vec<FactId>,
}

/// Values assumed of facts, the latest last.
pub(super) type Assumptions = Vec<(FactId, Value)>;

/// Reads what is left of conditions.
pub(super) struct ResidualReader<'p> {
    program: &'p Program,
    reach: &'p Reach,
    assumed: &'p Assumptions,
    /// The open tests.
    pub(super) leaves: Vec<Leaf>,
    /// Digests of parts that are not joined yet.
    parts: Vec<u64>,
}

const LEAF: u64 = 1;
const ALL: u64 = 2;
const ANY: u64 = 3;
const CASES: u64 = 4;

impl<'p> ResidualReader<'p> {
    pub(super) fn new(program: &'p Program, reach: &'p Reach, assumed: &'p Assumptions) -> Self {
        Self {
            program,
            reach,
            assumed,
            leaves: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// What is left of an operation that is to hold.
    pub(super) fn read(&mut self, machine: &mut Machine, op: OpId) -> Residual {
        match self.part(machine, op, true, None) {
            Some(holds) => Residual::Settled(holds),
            None => Residual::Open(self.parts.pop().unwrap_or(0)),
        }
    }

    /// Reads an operation that is to hold, or not to hold. Where it is open, what is left is put
    /// to `parts`: several parts only where they are joined as those around it (`within`: all of
    /// them, or any) are.
    fn part(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        holds: bool,
        within: Option<Group>,
    ) -> Option<bool> {
        match machine.truth(op) {
            Truth::True => return Some(holds),
            Truth::False => return Some(!holds),
            Truth::Unknown => {}
        }
        match self.program.op(op) {
            Op::All(args) => self.join(machine, self.program.args(args), (holds, holds), within),
            Op::Any(args) => self.join(machine, self.program.args(args), (holds, !holds), within),
            Op::Not(part) => self.part(machine, part, !holds, within),
            _ => {
                self.leaf(machine, op, holds, within);
                None
            }
        }
    }

    /// All (`every`) or any of some parts, with what is settled left out and nothing twice.
    fn join(
        &mut self,
        machine: &mut Machine,
        list: &'p [OpId],
        (holds, every): (bool, bool),
        within: Option<Group>,
    ) -> Option<bool> {
        let start = self.parts.len();
        let leaves = self.leaves.len();
        let same = within.filter(|group| group.every == every);
        let group = same.unwrap_or(Group { every, leaves });
        for op in list {
            match self.part(machine, *op, holds, Some(group)) {
                None => {}
                Some(settled) if settled == every => {}
                Some(settled) => {
                    self.parts.truncate(start);
                    self.leaves.truncate(leaves);
                    return Some(settled);
                }
            }
        }
        let mut open = self.parts.split_off(start);
        open.sort_unstable();
        open.dedup();
        match open.as_slice() {
            [] => return Some(every),
            [_] => self.parts.append(&mut open),
            _ if same.is_some() => self.parts.append(&mut open),
            parts => {
                let kind = if every { ALL } else { ANY };
                self.parts
                    .push(parts.iter().fold(kind, |all, part| mix(all, *part)));
            }
        }
        None
    }

    fn leaf(&mut self, machine: &mut Machine, test: OpId, holds: bool, within: Option<Group>) {
        let mut digest = mix(mix(LEAF, test.number()), u64::from(holds));
        for (at, (fact, value)) in self.assumed.iter().enumerate() {
            let again = self
                .assumed
                .iter()
                .skip(at + 1)
                .any(|(other, _)| other == fact);
            let reads = || self.reach.reached_by(*fact).binary_search(&test).is_ok();
            if !again && reads() {
                digest = mix(mix(digest, (*fact).into()), of_value(*value));
            }
        }
        self.parts.push(digest);
        let beside = self.leaves.get(within.map_or(0, |group| group.leaves)..);
        let twice = |leaf: &Leaf| leaf.test == test && leaf.holds == holds;
        if within.is_some() && beside.unwrap_or(&[]).iter().any(twice) {
            return;
        }
        let mut facts = Vec::new();
        machine.missing(self.program, test, &mut facts);
        self.leaves.push(Leaf { test, holds, facts });
    }
}

/// Parts that are joined alike, side by side or one in another.
#[derive(Clone, Copy)]
struct Group {
    every: bool,
    /// How many open tests stand before it.
    leaves: usize,
}

/// A digest of two numbers, by the finalizer of `SplitMix64`.
fn mix(a: u64, b: u64) -> u64 {
    let n = a.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(b);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

fn of_value(value: Value) -> u64 {
    let end = |end: Option<i128>| match end {
        Some(n) => {
            let bytes = n.to_le_bytes();
            let (low, high) = bytes.split_at(8);
            let half = |half: &[u8]| half.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
            mix(mix(1, half(low)), half(high))
        }
        None => 0,
    };
    match value {
        Value::Truth(truth) => mix(
            LEAF,
            match truth {
                Truth::False => 0,
                Truth::True => 1,
                Truth::Unknown => 2,
            },
        ),
        Value::Number(numbers) => mix(end(numbers.low()), end(numbers.high())),
        Value::Days(days) => mix(days.low.ordinal().into(), days.high.ordinal().into()),
        Value::Options(options) => mix(options.possible.0, options.certain.0),
    }
}
