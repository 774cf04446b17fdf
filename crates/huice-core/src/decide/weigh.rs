//! How much of an open instrument each fact may settle, by where it stands in the condition.
//!
//! A fact settles an instrument where its answer makes the whole condition fail. What must hold
//! does so whenever it does not, and how often that is the fact's own frequency says; of several
//! of which one is enough each has its share.

use super::Subject;
use crate::ir::{FactId, FactKind, Frequency, Law};
use crate::machine::Machine;
use crate::program::{Op, OpId, Program};
use crate::truth::Truth;

/// Weights are whole numbers: 840 divides evenly among up to eight missing facts.
pub(crate) const WHOLE: u32 = 840;

/// How much of an instrument each fact may settle, by where it stands in the condition.
pub(crate) type Weights = Vec<(FactId, u32)>;

/// So many in a hundred.
const ALL: u32 = 100;
/// How much less an answer is worth that only may settle the fact that is asked for.
const PREMISE: u32 = 8;

/// The facts of an open instrument, each with how much of it an answer may settle.
pub(crate) fn weigh(machine: &Machine, subject: Subject<'_>) -> Weights {
    let mut scale = Scale {
        machine,
        law: subject.law,
        program: subject.program,
        weights: Weights::new(),
        missing: Vec::new(),
    };
    if let Some(op) = subject.ops.eligible {
        scale.weigh(op, true, WHOLE);
    }
    scale.weights
}

struct Scale<'m> {
    machine: &'m Machine,
    law: &'m Law,
    program: &'m Program,
    weights: Weights,
    /// The facts that the test at hand misses.
    missing: Vec<FactId>,
}

impl Scale<'_> {
    /// Weighs what stands below an operation whose value must be `wanted`.
    fn weigh(&mut self, op: OpId, wanted: bool, weight: u32) {
        if self.machine.truth(op) != Truth::Unknown {
            return;
        }
        match self.program.op(op) {
            Op::All(args) | Op::Any(args) => {
                let parts = self.program.args(args);
                let every = matches!(self.program.op(op), Op::All(_)) == wanted;
                let share = if every {
                    weight
                } else {
                    let open = |part: &&OpId| self.machine.truth(**part) == Truth::Unknown;
                    let open = parts.iter().filter(open).count().max(1);
                    weight / u32::try_from(open).unwrap_or(WHOLE)
                };
                for part in parts {
                    self.weigh(*part, wanted, share);
                }
            }
            Op::Not(part) => self.weigh(part, !wanted, weight),
            other => {
                let yes = self.chance(other);
                let fails = if wanted { ALL - yes } else { yes };
                self.add(op, weight * fails / ALL);
            }
        }
    }

    /// In how many of a hundred people a test holds.
    fn chance(&self, test: Op) -> u32 {
        let kind = |op: Op| {
            let fact = self.program.value_of(op)?;
            self.law.facts.get(usize::from(fact))
        };
        if let Op::In(choice, mask) = test
            && let Some(FactKind::Choice(options)) =
                kind(self.program.op(choice)).map(|fact| &fact.kind)
        {
            let wanted = self.program.mask(mask).0.count_ones();
            let all = u32::try_from(options.len()).unwrap_or(1).max(1);
            return ALL * wanted.min(all) / all;
        }
        match kind(test).map(|fact| fact.frequency) {
            Some(Frequency::Usual) => 80,
            Some(Frequency::Sometimes) => 30,
            Some(Frequency::Rare) => 4,
            Some(Frequency::NotSaid) | None => ALL / 2,
        }
    }

    fn add(&mut self, test: OpId, weight: u32) {
        self.missing.clear();
        self.machine.missing(self.program, test, &mut self.missing);
        let own = self.program.value_of(self.program.op(test));
        let own = own.or_else(|| match self.program.op(test) {
            Op::In(choice, _) => self.program.value_of(self.program.op(choice)),
            _ => None,
        });
        for fact in self.missing.iter().copied() {
            // What only may settle another fact settles little.
            let premise = own.is_some_and(|own| own != fact);
            let weight = if premise { weight / PREMISE } else { weight };
            match self.weights.iter_mut().find(|(known, _)| *known == fact) {
                Some((_, known)) => *known = weight.max(*known),
                None => self.weights.push((fact, weight)),
            }
        }
    }
}
