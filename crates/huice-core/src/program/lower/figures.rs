//! Numbers, comparisons and sums, each brought to one scale.

use super::{Lowering, position};
use crate::ir::{Aggregate, Arith, Compare, FactId};
use crate::program::{AggregateOp, Args, Op, OpId, ValueType};
use crate::scaled::Scale;
use rust_decimal::Decimal;

impl Lowering<'_> {
    pub(super) fn number(&mut self, n: Decimal) -> OpId {
        let n = n.normalize();
        let scale = Scale {
            decimals: n.scale(),
            twelfths: 0,
        };
        let at = position(&mut self.program.numbers, n.mantissa());
        self.push_number(Op::Number(at), scale)
    }

    pub(super) fn compare(&mut self, how: Compare, a: OpId, b: OpId) -> OpId {
        match (self.program.value_type(a), self.program.value_type(b)) {
            (ValueType::Number, ValueType::Number) => {
                let (a, b, _) = self.align(a, b);
                self.push(Op::CompareNumbers(how, a, b))
            }
            (ValueType::Days, ValueType::Days) => self.push(Op::CompareDays(how, a, b)),
            (ValueType::Truth, ValueType::Truth) => self.push(Op::CompareTruths(how, a, b)),
            // The checker refuses all others.
            (_, _) => self.open(),
        }
    }

    pub(super) fn arithmetic(&mut self, how: Arith, a: OpId, b: OpId) -> OpId {
        if how == Arith::Mul {
            let scale = self.program.scale(a).product(self.program.scale(b));
            return self.push_number(Op::Multiply(a, b), scale);
        }
        let (a, b, scale) = self.align(a, b);
        let op = match how {
            Arith::Sub => Op::Subtract(a, b),
            Arith::Add | Arith::Mul => Op::Add(a, b),
        };
        self.push_number(op, scale)
    }

    pub(super) fn aggregate(
        &mut self,
        how: Aggregate,
        fact: FactId,
        test: Option<OpId>,
        value: Option<OpId>,
    ) -> OpId {
        let mut body: Vec<OpId> = Vec::new();
        let mut waiting: Vec<OpId> = test.into_iter().chain(value).collect();
        while let Some(op) = waiting.pop() {
            if !self.program.in_body(op) || body.contains(&op) {
                continue;
            }
            body.push(op);
            let program = &self.program;
            program.operands(program.op(op), &mut |operand| waiting.push(operand));
        }
        crate::vec_map::sort(&mut body);
        let body = self.args(body);
        let scale = value.map(|value| self.program.scale(value));
        let none = self.no_records.iter().find(|(known, _)| *known == fact);
        let none = none.map(|(_, op)| *op);
        let op = AggregateOp {
            how,
            fact,
            test,
            value,
            none,
            body,
        };
        let at = position(&mut self.program.aggregates, op);
        match how {
            Aggregate::Count | Aggregate::Sum => {
                self.push_number(Op::Aggregate(at), scale.unwrap_or_default())
            }
            Aggregate::Any | Aggregate::All => self.push(Op::Aggregate(at)),
        }
    }

    pub(super) fn of_one_scale(&mut self, parts: Vec<OpId>, op: fn(Args) -> Op) -> OpId {
        let scales = parts.iter().map(|part| self.program.scale(*part));
        let scale = scales.reduce(Scale::common).unwrap_or_default();
        let parts = parts
            .into_iter()
            .map(|part| self.rescale(part, scale))
            .collect();
        let args = self.args(parts);
        self.push_number(op(args), scale)
    }

    /// Both at their common scale. What is no number has the scale of whole ones.
    pub(in crate::program) fn align(&mut self, a: OpId, b: OpId) -> (OpId, OpId, Scale) {
        let scale = self.program.scale(a).common(self.program.scale(b));
        (self.rescale(a, scale), self.rescale(b, scale), scale)
    }

    fn rescale(&mut self, n: OpId, scale: Scale) -> OpId {
        match self.program.scale(n).factor_to(scale) {
            Some(1) if self.program.scale(n) == scale => n,
            Some(by) => {
                let constant = match self.program.op(n) {
                    Op::Number(at) => self.program.number(at).checked_mul(by),
                    _ => None,
                };
                let at = position(&mut self.program.numbers, constant.unwrap_or(by));
                let op = match constant {
                    Some(_) => Op::Number(at),
                    None => Op::Rescale(n, at),
                };
                self.push_number(op, scale)
            }
            None => self.open(),
        }
    }

    /// The whole part of a number.
    pub(super) fn whole(&mut self, n: OpId) -> OpId {
        match Scale::default().factor_to(self.program.scale(n)) {
            Some(1) => n,
            Some(by) => {
                let at = position(&mut self.program.numbers, by);
                self.push_number(Op::Truncate(n, at), Scale::default())
            }
            None => self.open(),
        }
    }
}
