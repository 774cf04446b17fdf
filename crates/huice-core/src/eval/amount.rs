//! Amounts with their arithmetic.

use super::AmountEval;
use super::amount_trace::amount_trace;
use super::condition::EvalContext;
use super::expr::{ExprEvaluator, Value};
use crate::ir::{Amount, Expr, FactId, Formula, Unit};
use crate::number::{Bound, Interval, cents};
use crate::outcome::{AmountResult, Step};
use crate::words;
use rust_decimal::Decimal;

/// A sum that is to be worked out: the steps of an amount, and what comes of them.
#[derive(Clone, Copy)]
pub(super) struct AmountExpr<'a> {
    /// With their labels; each may use those before it.
    pub(super) steps: &'a [(String, Expr)],
    /// May use all of them.
    pub(super) value: &'a Expr,
}

impl<'a> AmountExpr<'a> {
    /// What an amount comes to.
    pub(super) fn of(formula: &'a Formula) -> Self {
        Self {
            steps: &formula.steps,
            value: &formula.value,
        }
    }
}

/// Works an amount out as far as the answers go; `tell`: with its arithmetic in words.
pub(super) fn work_out(ctx: &EvalContext<'_>, amount: &Amount, tell: bool) -> AmountEval {
    let (formula, at_most) = match amount {
        Amount::None => return AmountEval::plain(AmountResult::None),
        Amount::NotStated => return AmountEval::plain(AmountResult::NotStated),
        Amount::Text(text) => return AmountEval::plain(AmountResult::Text(text.clone())),
        Amount::Exactly(formula) => (formula, false),
        Amount::AtMost(formula) => (formula, true),
    };
    let mut steps = Vec::new();
    let told = tell.then_some(&mut steps);
    let (range, missing) = run(ctx, AmountExpr::of(formula), told);
    let result = if at_most {
        AmountResult::AtMost(top(range), formula.unit.clone())
    } else {
        sum(range, &formula.unit)
    };
    AmountEval {
        result,
        steps,
        missing,
    }
}

pub(super) fn sum(range: Interval, unit: &Unit) -> AmountResult {
    if let Some(exact) = range.point() {
        return AmountResult::Exact(cents(exact.max(Decimal::ZERO)), unit.clone());
    }
    // No instrument pays less than nought.
    let low = range
        .low
        .max(Bound::At(Decimal::ZERO))
        .number()
        .unwrap_or_default();
    AmountResult::Range(cents(low), range.high.number().map(cents), unit.clone())
}

/// The sum alone, without its arithmetic: its range, and the facts that keep it from being one
/// number.
pub(super) fn range(ctx: &EvalContext<'_>, formula: AmountExpr<'_>) -> (Interval, Vec<FactId>) {
    run(ctx, formula, None)
}

/// The same, with the arithmetic where it is asked for.
fn run<'a>(
    ctx: &EvalContext<'a>,
    formula: AmountExpr<'a>,
    mut told: Option<&mut Vec<Step>>,
) -> (Interval, Vec<FactId>) {
    let mut lets: Vec<Value<'a>> = Vec::new();
    let mut gaps: Vec<FactId> = Vec::new();
    let steps = formula
        .steps
        .iter()
        .map(|(label, expr)| (label.as_str(), expr));
    for (label, expr) in steps.chain([("", formula.value)]) {
        let mut evaluator = ExprEvaluator::new(ctx, &lets);
        let value = evaluator.value(expr);
        gaps.extend(evaluator.missing);
        if let Some(told) = &mut told {
            told.push(Step {
                label: label.into(),
                line: amount_trace(ctx, &lets, expr, value),
            });
        }
        lets.push(value);
    }
    let value = lets.pop().unwrap_or(Value::Options(None));
    whole(value, gaps)
}

fn whole(value: Value<'_>, gaps: Vec<FactId>) -> (Interval, Vec<FactId>) {
    let range = match value {
        Value::Number(range, _) => range,
        Value::Truth(_) | Value::Date(_) | Value::Options(_) => Interval::ANY,
    };
    let mut missing = Vec::new();
    if range.point().is_none() {
        for fact in gaps {
            if !missing.contains(&fact) {
                missing.push(fact);
            }
        }
    }
    (range, missing)
}

impl AmountEval {
    /// The same, where the cases in which the conditions may hold leave less: shown as a last line.
    pub(super) fn narrowed(
        &mut self,
        amount: &Amount,
        range: Interval,
        missing: Vec<FactId>,
        tell: bool,
    ) {
        let (Amount::Exactly(formula) | Amount::AtMost(formula)) = amount else {
            return;
        };
        let result = match amount {
            Amount::AtMost(_) => AmountResult::AtMost(top(range), formula.unit.clone()),
            _ => sum(range, &formula.unit),
        };
        if result != self.result {
            if tell {
                self.steps.push(Step {
                    label: "再看申领条件".into(),
                    line: words::range(range, &formula.unit),
                });
            }
            self.result = result;
        }
        self.missing = missing;
    }
}

fn top(range: Interval) -> Option<Decimal> {
    range.high.number().map(cents)
}
