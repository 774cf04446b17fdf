//! Walks over the operations below some others.

use super::{FactOps, InstrumentProgram, Reach, is_constant};
use crate::ir::FactId;
use crate::program::{OpId, Program};

/// Working space for one walk after another, so that each takes only as long as what it sees.
pub(super) struct Marks {
    /// By operation: the last walk that saw it.
    seen: Vec<u32>,
    walk: u32,
    /// By operation: which facts of the instrument at hand reach it, one bit each. The last bit
    /// stands for all facts from the 63rd on: a fact may then seem to reach more than it does,
    /// and more is computed, with the same results.
    facts: Vec<u64>,
    /// By operation: in how many places of a walk it stands.
    places: Vec<u32>,
}

impl Marks {
    pub(super) fn new(program: &Program) -> Self {
        let length = program.ops.len();
        Self {
            seen: vec![0; length],
            walk: 0,
            facts: vec![0; length],
            places: vec![0; length],
        }
    }

    pub(super) fn instrument(&mut self, program: &Program, instrument: &mut InstrumentProgram) {
        let decision: Vec<OpId> = instrument.decision_roots().collect();
        let whole: Vec<OpId> = instrument.roots().collect();
        instrument.decision = self.reach(program, decision);
        instrument.whole = self.reach(program, whole);
        let reads_day = |op: OpId| program.reads_day(op);
        instrument.reads_day = instrument.eligible.is_some_and(reads_day);
        for reading in &mut instrument.readings {
            reading.reads_day = reading.eligible.is_some_and(reads_day);
        }
        let own = instrument.eligible.into_iter().chain(instrument.amount);
        let roots: Vec<OpId> = own.collect();
        instrument.repeated = self.repeated(program, &roots);
        for reading in &mut instrument.readings {
            let roots: Vec<OpId> = reading.eligible.into_iter().collect();
            reading.repeated = self.repeated(program, &roots);
        }
    }

    /// What the conditions of consequences and contradictions read.
    pub(super) fn inferences(&mut self, program: &Program) -> Reach {
        let found = &program.inferences;
        let follows = found.follows.iter().flat_map(|(_, ops)| ops).copied();
        let contradicts = found.contradicts.iter().map(|(_, _, op)| *op);
        self.reach(program, follows.chain(contradicts).collect())
    }

    /// What some operations read.
    fn reach(&mut self, program: &Program, roots: Vec<OpId>) -> Reach {
        let all = self.reached(program, roots.into_iter());
        let mut facts: Vec<FactId> = Vec::new();
        for op in &all {
            if let Some(fact) = program.fact_of(program.op(*op))
                && !facts.contains(&fact)
            {
                facts.push(fact);
            }
        }
        crate::vec_map::sort(&mut facts);
        for op in &all {
            let own = program.fact_of(program.op(*op));
            let own = own.and_then(|fact| facts.binary_search(&fact).ok());
            let mut reached = own.map_or(0, bit);
            program.operands(program.op(*op), &mut |operand| {
                reached |= self.facts.get(operand.index()).copied().unwrap_or(0);
            });
            if let Some(place) = self.facts.get_mut(op.index()) {
                *place = reached;
            }
        }
        let runs = |op: &OpId| !program.in_body(*op) && !is_constant(program.op(*op));
        let ops: Vec<OpId> = all.into_iter().filter(runs).collect();
        let facts = facts.iter().enumerate();
        let facts = facts.map(|(at, fact)| FactOps {
            fact: *fact,
            ops: self.reached_by(&ops, bit(at)),
        });
        Reach {
            facts: facts.collect(),
            day_ops: ops
                .iter()
                .copied()
                .filter(|op| program.reads_day(*op))
                .collect(),
            ops,
        }
    }

    /// Those of some operations that a fact, by its bit, reaches.
    fn reached_by(&self, ops: &[OpId], fact: u64) -> Vec<OpId> {
        let reached = |op: &&OpId| self.facts.get(op.index()).is_some_and(|f| f & fact != 0);
        ops.iter().filter(reached).copied().collect()
    }

    /// What some operations read, directly or through others, themselves included, in order.
    fn reached(&mut self, program: &Program, roots: impl Iterator<Item = OpId>) -> Vec<OpId> {
        self.walk += 1;
        let mut found: Vec<OpId> = Vec::new();
        let mut waiting: Vec<OpId> = roots.collect();
        while let Some(op) = waiting.pop() {
            match self.seen.get_mut(op.index()) {
                Some(seen) if *seen != self.walk => *seen = self.walk,
                _ => continue,
            }
            found.push(op);
            program.operands(program.op(op), &mut |operand| waiting.push(operand));
        }
        crate::vec_map::sort(&mut found);
        found
    }

    /// The facts that stand in more than one place below these operations. An operation that is
    /// used twice stands in two places; an aggregate reads its records once, whatever fields it
    /// looks at.
    fn repeated(&mut self, program: &Program, roots: &[OpId]) -> Vec<FactId> {
        let all = self.reached(program, roots.iter().copied());
        for op in &all {
            self.set_places(*op, 0);
        }
        for root in roots {
            self.add_places(*root, 1);
        }
        let mut counts: Vec<(FactId, u32)> = Vec::new();
        // Each operation comes after those that it reads: from the last one back, all places of
        // an operation are known before it passes them on.
        for op in all.iter().rev() {
            let places = self.places.get(op.index()).copied().unwrap_or(0);
            if let Some(fact) = program.fact_of(program.op(*op)) {
                match counts.iter_mut().find(|(known, _)| *known == fact) {
                    Some((_, count)) => *count = count.saturating_add(places),
                    None => counts.push((fact, places)),
                }
            }
            program.operands(program.op(*op), &mut |operand| {
                self.add_places(operand, places)
            });
        }
        counts.retain(|(_, count)| *count > 1);
        counts.into_iter().map(|(fact, _)| fact).collect()
    }

    fn set_places(&mut self, op: OpId, places: u32) {
        if let Some(place) = self.places.get_mut(op.index()) {
            *place = places;
        }
    }

    fn add_places(&mut self, op: OpId, more: u32) {
        if let Some(place) = self.places.get_mut(op.index()) {
            *place = place.saturating_add(more);
        }
    }
}

fn bit(fact: usize) -> u64 {
    1 << fact.min(63)
}
