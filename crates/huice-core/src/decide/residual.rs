//! What is left of a condition once all that is known has been put in.

use crate::ir::FactId;
use crate::machine::Machine;
use crate::program::{InstrumentProgram, Op, OpId, Program};
use crate::truth::Truth;
use crate::value::Value;

/// Values assumed of facts, the latest last.
pub(super) type Assumptions = Vec<(FactId, Value)>;

/// A condition without what is settled.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Residual {
    /// Nothing is left.
    Settled(bool),
    /// One test that is open.
    Leaf(Leaf),
    /// Every one.
    All(Vec<Residual>),
    /// At least one.
    Any(Vec<Residual>),
    /// The cases of a fact, which differ.
    Cases(FactId, Vec<Residual>),
}

/// An open test.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    pub(super) test: OpId,
    /// Whether it is to hold, or not to hold.
    holds: bool,
    /// What was assumed of the facts that it reads: the latest of each.
    pub(super) given: Assumptions,
    /// The facts that keep it open.
    pub(super) facts: Vec<FactId>,
}

impl Leaf {
    /// Whether this test may split the fact. While other facts keep it open too it splits each
    /// fact once: two figures compared would peel a step off each other for ever.
    pub(super) fn may_split(&self, fact: FactId) -> bool {
        let alone = self.facts.len() == 1;
        self.facts.contains(&fact) && (alone || self.given.iter().all(|(id, _)| *id != fact))
    }
}

impl Residual {
    /// The truth of what is left.
    pub(super) fn truth(&self) -> Truth {
        match self {
            Self::Settled(holds) => (*holds).into(),
            Self::Leaf(_) | Self::All(_) | Self::Any(_) | Self::Cases(..) => Truth::Unknown,
        }
    }

    /// All (`every`) or any of the parts, with what is settled left out and nothing twice.
    fn join(parts: impl Iterator<Item = Self>, every: bool) -> Self {
        let mut open: Vec<Self> = Vec::new();
        for part in parts {
            let inner = match part {
                Self::Settled(holds) if holds == every => continue,
                Self::Settled(_) => return part,
                Self::All(inner) if every => inner,
                Self::Any(inner) if !every => inner,
                Self::Leaf(_) | Self::All(_) | Self::Any(_) | Self::Cases(..) => vec![part],
            };
            for part in inner {
                if !open.contains(&part) {
                    open.push(part);
                }
            }
        }
        match open.len() {
            0 => Self::Settled(every),
            1 => open.pop().unwrap_or(Self::Settled(every)),
            _ if every => Self::All(open),
            _ => Self::Any(open),
        }
    }

    /// The open tests.
    pub(super) fn leaves<'r>(&'r self, into: &mut Vec<&'r Leaf>) {
        match self {
            Self::Settled(_) => {}
            Self::Leaf(leaf) => into.push(leaf),
            Self::All(parts) | Self::Any(parts) | Self::Cases(_, parts) => {
                parts.iter().for_each(|part| part.leaves(into));
            }
        }
    }
}

/// What a residual is made from.
pub(super) struct Source<'p> {
    pub(super) program: &'p Program,
    pub(super) instrument: &'p InstrumentProgram,
}

impl Source<'_> {
    /// What is left of an operation that is to hold, or not to hold.
    pub(super) fn residual(
        &self,
        machine: &mut Machine,
        assumed: &Assumptions,
        op: OpId,
        holds: bool,
    ) -> Residual {
        match machine.truth(op) {
            Truth::True => return Residual::Settled(holds),
            Truth::False => return Residual::Settled(!holds),
            Truth::Unknown => {}
        }
        let program = self.program;
        match program.op(op) {
            Op::All(args) => {
                let parts = program.args(args).iter();
                let parts = parts.map(|part| self.residual(machine, assumed, *part, holds));
                Residual::join(parts, holds)
            }
            Op::Any(args) => {
                let parts = program.args(args).iter();
                let parts = parts.map(|part| self.residual(machine, assumed, *part, holds));
                Residual::join(parts, !holds)
            }
            Op::Not(part) => self.residual(machine, assumed, part, !holds),
            _ => Residual::Leaf(self.leaf(machine, assumed, op, holds)),
        }
    }

    fn leaf(&self, machine: &mut Machine, assumed: &Assumptions, test: OpId, holds: bool) -> Leaf {
        let mut given = Assumptions::new();
        for (fact, value) in assumed.iter().rev() {
            let reads = self
                .instrument
                .reached_by(*fact)
                .binary_search(&test)
                .is_ok();
            if reads && given.iter().all(|(known, _)| known != fact) {
                given.push((*fact, *value));
            }
        }
        let mut facts = Vec::new();
        machine.missing(self.program, test, &mut facts);
        Leaf {
            test,
            holds,
            given,
            facts,
        }
    }
}
