//! Walks from operations down to what they read.

use super::fact_bits::FactSet;
use super::{OpId, OpMarks, Program};
use crate::ir::FactId;

impl Program {
    /// What some operations read, directly or through others, and themselves, each after what it
    /// reads; what is only run inside of an aggregate left out.
    pub(crate) fn below(&self, roots: &[OpId]) -> Vec<OpId> {
        let mut found = self.everything_below(roots);
        found.retain(|op| !self.in_body(*op));
        found
    }

    /// The same with what is run inside of aggregates.
    pub(super) fn everything_below(&self, roots: &[OpId]) -> Vec<OpId> {
        self.walk(roots, &|_| true)
    }

    /// Of what some operations read, and of themselves, the operations that a fact reaches: those
    /// to run when the fact changes and only `roots` are looked at, in order.
    pub(crate) fn moved_by(&self, fact: FactId, roots: &[OpId]) -> Vec<OpId> {
        let mut found = self.walk(roots, &|op| self.reads(op, fact));
        found.retain(|op| !self.in_body(*op));
        found
    }

    /// The facts that some operations read, directly or through others.
    pub(super) fn read_by(&self, ops: &[OpId]) -> FactSet {
        let mut read = self.facts.none();
        ops.iter().for_each(|op| read.add(self.facts.of(*op)));
        read
    }

    fn walk(&self, roots: &[OpId], goes_on: &dyn Fn(OpId) -> bool) -> Vec<OpId> {
        let mut walk = Walk {
            program: self,
            goes_on,
            seen: OpMarks::new(self.len()),
            found: Vec::with_capacity(32),
        };
        roots.iter().for_each(|root| walk.visit(*root));
        walk.found
    }
}

struct Walk<'p> {
    program: &'p Program,
    goes_on: &'p dyn Fn(OpId) -> bool,
    seen: OpMarks,
    found: Vec<OpId>,
}

impl Walk<'_> {
    fn visit(&mut self, op: OpId) {
        if self.seen.has(op) || !(self.goes_on)(op) {
            return;
        }
        self.seen.set(op);
        let program = self.program;
        program.operands(program.op(op), &mut |operand| self.visit(operand));
        self.found.push(op);
    }
}
