//! Which facts stand in several places.

use crate::ir::FactId;
use crate::program::{OpId, Program};

/// Working space for one count after another.
pub(super) struct Places(Vec<u32>);

impl Places {
    pub(super) fn new(program: &Program) -> Self {
        Self(vec![0; program.ops.len()])
    }

    /// The facts that stand in more than one place below these operations. An operation that is
    /// used twice stands in two places; an aggregate reads its records once, whatever fields it
    /// looks at.
    pub(super) fn repeated(&mut self, program: &Program, roots: &[OpId]) -> Vec<FactId> {
        let all = program.everything_below(roots);
        for root in roots {
            self.add(*root, 1);
        }
        let mut counts: Vec<(FactId, u32)> = Vec::new();
        // Each operation comes after those that it reads: from the last one back, all places of
        // an operation are known before it passes them on.
        for op in all.iter().rev() {
            let places = self.take(*op);
            if let Some(fact) = program.fact_of(program.op(*op)) {
                match counts.iter_mut().find(|(known, _)| *known == fact) {
                    Some((_, count)) => *count = count.saturating_add(places),
                    None => counts.push((fact, places)),
                }
            }
            program.operands(program.op(*op), &mut |operand| self.add(operand, places));
        }
        counts.retain(|(_, count)| *count > 1);
        counts.into_iter().map(|(fact, _)| fact).collect()
    }

    fn add(&mut self, op: OpId, more: u32) {
        if let Some(places) = self.0.get_mut(op.index()) {
            *places = places.saturating_add(more);
        }
    }

    /// In how many places an operation stands; nothing is left for the next count.
    fn take(&mut self, op: OpId) -> u32 {
        self.0.get_mut(op.index()).map_or(0, std::mem::take)
    }
}
