//! Arithmetic as it is shown to a person: `6000 元 × 3 人 = 18000 元`, before it has words.

use super::Step;
use crate::compiled::CompiledLaw;
use crate::date::DateRange;
use crate::decide::{Subject, down_to_nothing};
use crate::ir::{Aggregate, Amount, Arith, Expr, FactId, FactKind, Unit};
use crate::machine::Machine;
use crate::number::{Bound, Interval};
use crate::outcome::AmountResult;
use crate::program::{Op, OpId, TraceNode};
use crate::truth::Truth;
use crate::value::Value;

/// Most records whose shares are shown one by one.
const MOST_SHARES: usize = 6;

/// How a number is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A number, or the numbers that it may be, with its unit.
    Number(Interval, Unit),
    /// A day, or the days that it may be.
    Days(DateRange),
    /// Not settled.
    Open,
    /// A fact that was not answered.
    Unanswered(FactId),
    /// Two numbers added, subtracted or multiplied.
    Arithmetic(Arith, Box<Figure>, Box<Figure>),
    /// A twelfth.
    Twelfth(Box<Figure>),
    /// The least of several.
    Least(Vec<Figure>),
    /// The greatest of several.
    Greatest(Vec<Figure>),
    /// The shares of records, added.
    Shares(Vec<Figure>),
}

/// The steps of an amount, and what the conditions leave of its sum.
pub(super) fn steps(
    machine: &mut Machine,
    law: &CompiledLaw,
    subject: Subject<'_>,
    decided: &AmountResult,
) -> Vec<Step> {
    let (Amount::Exactly(formula) | Amount::AtMost(formula)) = &subject.instrument.amount else {
        return Vec::new();
    };
    let mut writer = Writer {
        machine,
        law,
        subject,
        step_units: Vec::new(),
    };
    let mut steps = Vec::new();
    let labels = formula
        .steps
        .iter()
        .map(|(label, expr)| (label.as_str(), expr));
    for ((label, expr), (trace, _)) in labels.chain([("", &formula.value)]).zip(&subject.ops.steps)
    {
        let node = law.program().trace.node(*trace);
        let figure = writer.figure(expr, node);
        let result = writer.value(expr, node);
        let unit = writer.unit(expr);
        writer.step_units.push(unit);
        steps.push(Step {
            label: label.into(),
            figure,
            result,
            narrowed: false,
        });
    }
    steps.extend(narrowed(writer.machine, subject, &formula.unit, decided));
    steps
}

/// A last line where the conditions leave less of the sum than its steps do, or what the text
/// leaves open may add to it.
fn narrowed(
    machine: &mut Machine,
    subject: Subject<'_>,
    unit: &Unit,
    decided: &AmountResult,
) -> Option<Step> {
    let (_, op) = subject.ops.steps.last().copied()?;
    let plain = machine.number(op);
    let plain = down_to_nothing(machine, subject, op, plain);
    let scale = subject.program.scale(op);
    let plain_result = AmountResult::of(&subject.instrument.amount, plain, scale);
    if plain_result == *decided {
        return None;
    }
    let plain = plain.to_decimals(scale);
    let range = match decided {
        AmountResult::Exact(n, _) => Interval::only(*n),
        AmountResult::Range(low, high, _) => Interval {
            low: Bound::At(*low),
            high: high.map_or(Bound::Above, Bound::At),
        },
        AmountResult::AtMost(high, _) => Interval {
            low: plain.low,
            high: high.map_or(Bound::Above, Bound::At),
        },
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => return None,
    };
    let figure = Figure::Number(range, unit.clone());
    Some(Step {
        label: String::new(),
        result: figure.clone(),
        figure,
        narrowed: true,
    })
}

struct Writer<'m, 'l> {
    machine: &'m mut Machine,
    law: &'l CompiledLaw,
    subject: Subject<'l>,
    step_units: Vec<Unit>,
}

impl Writer<'_, '_> {
    fn figure(&mut self, expr: &Expr, node: TraceNode<'_>) -> Figure {
        match expr {
            Expr::Arith(how, a, b) => {
                let mut parts = node.parts();
                let (Some(x), Some(y)) = (parts.next(), parts.next()) else {
                    return Figure::Open;
                };
                let (a, b) = (self.figure(a, x), self.figure(b, y));
                Figure::Arithmetic(*how, Box::new(a), Box::new(b))
            }
            Expr::PerTwelve(part) => match node.parts().next() {
                Some(node) => Figure::Twelfth(Box::new(self.figure(part, node))),
                None => Figure::Open,
            },
            Expr::Min(list) => Figure::Least(self.list(list, node)),
            Expr::Max(list) => Figure::Greatest(self.list(list, node)),
            Expr::If(_, yes, no) => {
                let mut parts = node.parts();
                let (Some(test), Some(x), Some(y)) = (parts.next(), parts.next(), parts.next())
                else {
                    return Figure::Open;
                };
                match self.machine.truth(test.op()) {
                    Truth::True => self.figure(yes, x),
                    Truth::False => self.figure(no, y),
                    Truth::Unknown => self.value(expr, node),
                }
            }
            Expr::Fact(fact) if !self.is_known(*fact, node.op()) => Figure::Unanswered(*fact),
            Expr::Aggregate(Aggregate::Sum, fact, _, Some(value)) => self
                .shares(*fact, value, node)
                .unwrap_or_else(|| self.value(expr, node)),
            _ => self.value(expr, node),
        }
    }

    fn list(&mut self, list: &[Expr], node: TraceNode<'_>) -> Vec<Figure> {
        let parts = list.iter().zip(node.parts());
        parts.map(|(part, node)| self.figure(part, node)).collect()
    }

    /// Whether anything is known of a fact, by its answer or by what settles it.
    fn is_known(&self, fact: FactId, op: OpId) -> bool {
        let known = self.law.facts.get(usize::from(fact));
        let value = self.machine.value(self.law.program(), op);
        known.is_some_and(|fact| value != Value::unknown(fact))
    }

    /// A sum of money over a few records, record by record; `None` where it is shown as one.
    fn shares(&mut self, fact: FactId, value: &Expr, node: TraceNode<'_>) -> Option<Figure> {
        let Op::Aggregate(at) = self.law.program().op(node.op()) else {
            return None;
        };
        let op = self.law.program().aggregate(at)?;
        let Some(count) = self.machine.list_length(op) else {
            return Some(Figure::Unanswered(fact));
        };
        let unit = self.unit(value);
        if count > MOST_SHARES || !unit.is_money() {
            return None;
        }
        let share = op.value?;
        let mut shares = Vec::new();
        for at in 0..count {
            let program = self.law.program();
            let record = self.machine.record(fact, at);
            let fits = op
                .test
                .map_or(Truth::True, |test| record.truth(program, test));
            if fits == Truth::True {
                let interval = record
                    .number(program, share)
                    .to_decimals(program.scale(share));
                shares.push(Figure::Number(interval, unit.clone()));
            }
        }
        (shares.len() > 1).then_some(Figure::Shares(shares))
    }

    fn interval(&self, op: OpId) -> Interval {
        self.machine
            .number(op)
            .to_decimals(self.law.program().scale(op))
    }

    /// The value of an expression.
    fn value(&self, expr: &Expr, node: TraceNode<'_>) -> Figure {
        match self.machine.value(self.law.program(), node.op()) {
            Value::Number(_) => Figure::Number(self.interval(node.op()), self.unit(expr)),
            Value::Days(days) => Figure::Days(days),
            Value::Truth(_) | Value::Options(_) => Figure::Open,
        }
    }

    /// The unit of an expression; the checker lets only such pass as have one.
    fn unit(&self, expr: &Expr) -> Unit {
        let none = Unit::Count(String::new());
        match expr {
            Expr::Number(_, unit) => unit.clone(),
            Expr::Fact(fact) => unit_of(self.law.facts.get(usize::from(*fact)).map(|f| &f.kind)),
            Expr::Field(fact, field) => {
                match self.law.facts.get(usize::from(*fact)).map(|f| &f.kind) {
                    Some(FactKind::Records { fields, .. }) => {
                        unit_of(fields.get(usize::from(*field)).map(|f| &f.kind))
                    }
                    _ => none,
                }
            }
            Expr::Param(at) => {
                let param = self.subject.instrument.params.get(usize::from(*at));
                param.map_or(none, |param| param.unit.clone())
            }
            Expr::Let(at) => self
                .step_units
                .get(usize::from(*at))
                .cloned()
                .unwrap_or(none),
            Expr::Arith(Arith::Mul, a, b) => product(self.unit(a), self.unit(b)),
            Expr::Arith(_, a, _) | Expr::PerTwelve(a) | Expr::If(_, a, _) => self.unit(a),
            Expr::Min(list) | Expr::Max(list) => list.first().map_or(none, |a| self.unit(a)),
            Expr::Aggregate(_, _, _, Some(value)) => self.unit(value),
            Expr::Aggregate(..)
            | Expr::Bool(_)
            | Expr::Date(_)
            | Expr::AsOf
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Compare(..)
            | Expr::In(..)
            | Expr::AddMonths(..)
            | Expr::YearStart(_) => none,
        }
    }
}

fn unit_of(kind: Option<&FactKind>) -> Unit {
    match kind {
        Some(FactKind::Number { unit, .. }) => unit.clone(),
        Some(
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Date
            | FactKind::Records { .. },
        )
        | None => Unit::Count(String::new()),
    }
}

/// The unit of a product; the checker lets only these pass.
fn product(a: Unit, b: Unit) -> Unit {
    match (a, b) {
        (Unit::Percent, other) | (other, Unit::Percent) => other,
        (Unit::YuanPerMonth | Unit::YuanPerYear, Unit::Months)
        | (Unit::Months, Unit::YuanPerMonth | Unit::YuanPerYear) => Unit::Yuan,
        (Unit::Count(_), other) | (other, Unit::Count(_)) => other,
        (a, _) => a,
    }
}
