//! The tests that a change may turn, and the figures that they name.

use crate::decide::Subject;
use crate::ir::{Condition, DefinitionId, Expr, FactId, Test, Unit};
use crate::number::add;
use crate::program::{Op, OpId, Program};
use crate::support::facts_below;
use crate::vec_map::insert_sorted;
use rust_decimal::Decimal;

/// The tests of an instrument's conditions, those of the readings included that may hold a yes
/// back.
pub(in crate::counterfactual) struct Tests<'a> {
    subject: Subject<'a>,
    /// As they are written, for the figures that they name.
    exprs: Vec<&'a Expr>,
    /// Definitions that were looked at.
    definitions: Vec<DefinitionId>,
    /// As operations, each with the facts that it reads.
    ops: Vec<(OpId, Vec<FactId>)>,
}

impl<'a> Tests<'a> {
    pub(in crate::counterfactual) fn new(subject: Subject<'a>) -> Self {
        let mut tests = Self {
            subject,
            exprs: Vec::new(),
            definitions: Vec::new(),
            ops: Vec::new(),
        };
        let (instrument, ops) = (subject.instrument, subject.ops);
        let readings = instrument.readings.iter().zip(&ops.readings);
        let asking = readings.filter(|(reading, _)| reading.ask);
        let others = asking.map(|(reading, ops)| (&reading.eligible, ops.eligible));
        for (condition, op) in std::iter::once((&instrument.eligible, ops.eligible)).chain(others) {
            if let (Some(condition), Some(op)) = (condition, op) {
                tests.gather(condition);
                tests.gather_ops(subject.program, op);
            }
        }
        tests
    }

    fn gather(&mut self, condition: &'a Condition) {
        match &condition.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|part| self.gather(part)),
            Test::Not(inner) => self.gather(inner),
            Test::Use(id) => {
                let definition = self.subject.law.definitions.get(usize::from(*id));
                if let Some(definition) = definition
                    && !self.definitions.contains(id)
                {
                    self.definitions.push(*id);
                    self.gather(&definition.holds);
                }
            }
            Test::When(expr) => self.exprs.push(expr),
            Test::Judge(_) | Test::Open => {}
        }
    }

    fn gather_ops(&mut self, program: &Program, op: OpId) {
        match program.op(op) {
            Op::All(args) | Op::Any(args) => {
                for part in program.args(args) {
                    self.gather_ops(program, *part);
                }
            }
            Op::Not(part) => self.gather_ops(program, part),
            _ if self.ops.iter().all(|(known, _)| *known != op) => {
                let mut facts = Vec::new();
                facts_below(program, op, &mut facts);
                self.ops.push((op, facts));
            }
            _ => {}
        }
    }

    /// Whether they read a fact.
    pub(in crate::counterfactual) fn read(&self, fact: FactId) -> bool {
        self.ops.iter().any(|(_, facts)| facts.contains(&fact))
    }

    /// The operations that read a fact.
    pub(super) fn ops_of(&self, fact: FactId) -> Vec<OpId> {
        let reading = self.ops.iter().filter(|(_, facts)| facts.contains(&fact));
        reading.map(|(op, _)| *op).collect()
    }

    pub(super) fn of(&self, fact: FactId) -> Vec<&'a Expr> {
        let all = self.exprs.iter().copied();
        all.filter(|e| reads(e, fact)).collect()
    }

    /// The figures of a unit that the tests of a fact name, and those just above.
    pub(super) fn figures(&self, fact: FactId, unit: &Unit) -> Vec<Decimal> {
        let mut found = Vec::new();
        for expr in self.of(fact) {
            self.figure(expr, unit, &mut found);
        }
        found
    }

    pub(super) fn figure(&self, expr: &Expr, unit: &Unit, into: &mut Vec<Decimal>) {
        let (value, of) = match expr {
            Expr::Number(n, of) => (*n, of),
            Expr::Param(at) => match self.subject.instrument.params.get(usize::from(*at)) {
                Some(param) => (param.value, &param.unit),
                None => return,
            },
            _ => {
                expr.each_part(&mut |part| self.figure(part, unit, into));
                return;
            }
        };
        let alike = matches!((of, unit), (Unit::Count(_), Unit::Count(_))) || of == unit;
        if alike {
            for n in [Some(value), add(value, Decimal::ONE)]
                .into_iter()
                .flatten()
            {
                if !into.contains(&n) {
                    insert_sorted(into, n, |a, b| a > b);
                }
            }
        }
    }
}

/// Whether an expression reads a fact.
fn reads(expr: &Expr, fact: FactId) -> bool {
    let mut found = matches!(
        expr,
        Expr::Fact(id) | Expr::Aggregate(_, id, ..) if *id == fact
    );
    expr.each_part(&mut |part| found = found || reads(part, fact));
    found
}
