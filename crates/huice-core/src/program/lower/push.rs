//! Adds operations to the program: the same one once, whoever uses it.

use super::{Lowering, interned};
use crate::program::{Args, Op, OpId, ValueType};
use crate::scaled::Scale;

impl Lowering<'_> {
    pub(in crate::program) fn all(&mut self, parts: Vec<OpId>) -> OpId {
        let args = self.args(parts);
        self.push(Op::All(args))
    }

    pub(in crate::program) fn any(&mut self, parts: Vec<OpId>) -> OpId {
        let args = self.args(parts);
        self.push(Op::Any(args))
    }

    /// What a position that points nowhere is read as.
    pub(in crate::program) fn open(&mut self) -> OpId {
        self.open_words("")
    }

    /// What the text leaves open, one operation for the same words.
    pub(super) fn open_words(&mut self, words: &str) -> OpId {
        let opens = &mut self.program.opens;
        let known = opens.iter().position(|known| known == words);
        let at = known.unwrap_or(opens.len());
        if known.is_none() {
            opens.push(words.into());
        }
        self.push(Op::Open(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    pub(super) fn args(&mut self, parts: Vec<OpId>) -> Args {
        let digest = interned::digest(parts.as_slice());
        let same = |at: usize| {
            let known = self.args.get(at);
            known.is_some_and(|known| self.program.args(*known) == parts)
        };
        let known = self.known_args.find(digest, &same);
        if let Some(args) = known.and_then(|at| self.args.get(at)) {
            return *args;
        }
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let start = at(self.program.args.len());
        self.program.args.extend(&parts);
        let args = Args {
            start,
            end: at(self.program.args.len()),
        };
        self.known_args.add(digest);
        self.args.push(args);
        args
    }

    /// A truth.
    pub(in crate::program) fn push(&mut self, op: Op) -> OpId {
        self.push_typed(op, ValueType::Truth, Scale::default())
    }

    pub(super) fn push_days(&mut self, op: Op) -> OpId {
        self.push_typed(op, ValueType::Days, Scale::default())
    }

    pub(super) fn push_number(&mut self, op: Op, scale: Scale) -> OpId {
        self.push_typed(op, ValueType::Number, scale)
    }

    pub(in crate::program) fn push_typed(
        &mut self,
        op: Op,
        value_type: ValueType,
        scale: Scale,
    ) -> OpId {
        let digest = interned::digest((op, scale));
        let same = |at: usize| {
            self.program.ops.get(at) == Some(&op) && self.program.scales.get(at) == Some(&scale)
        };
        let known = self.known.find(digest, &same);
        let at = known.unwrap_or(self.program.ops.len());
        let id = OpId(u32::try_from(at).unwrap_or(u32::MAX));
        if known.is_some() {
            return id;
        }
        let in_body = match op {
            Op::Field(..) => true,
            // Its own fields are those of its records.
            Op::Aggregate(_) => false,
            _ => {
                let mut reads = false;
                self.program.operands(op, &mut |operand| {
                    reads |= self.program.in_body(operand);
                });
                reads
            }
        };
        self.program.ops.push(op);
        self.program.types.push(value_type);
        self.program.scales.push(scale);
        self.program.in_body.push(in_body);
        self.known.add(digest);
        id
    }
}
