//! Amounts with their arithmetic.

use super::Worked;
use super::arithmetic::arithmetic;
use super::condition::Scene;
use super::expr::{Reader, Value};
use crate::ir::{Amount, Formula, Unit};
use crate::number::{End, Range, cents};
use crate::outcome::{AmountResult, Step};
use rust_decimal::Decimal;

/// Works an amount out as far as the answers go.
pub(super) fn work_out(scene: &Scene<'_>, amount: &Amount) -> Worked {
    match amount {
        Amount::None => Worked::plain(AmountResult::None),
        Amount::NotStated => Worked::plain(AmountResult::NotStated),
        Amount::Text(text) => Worked::plain(AmountResult::Text(text.clone())),
        Amount::Exactly(formula) => {
            let (range, steps, missing) = run(scene, formula);
            Worked {
                result: sum(range, &formula.unit),
                steps,
                missing,
            }
        }
        Amount::AtMost(formula) => {
            let (range, steps, missing) = run(scene, formula);
            let result = AmountResult::AtMost(range.high.number().map(cents), formula.unit.clone());
            Worked {
                result,
                steps,
                missing,
            }
        }
    }
}

fn sum(range: Range, unit: &Unit) -> AmountResult {
    if let Some(exact) = range.point() {
        return AmountResult::Exact(cents(exact.max(Decimal::ZERO)), unit.clone());
    }
    // No instrument pays less than nought.
    let low = range
        .low
        .max(End::At(Decimal::ZERO))
        .number()
        .unwrap_or_default();
    AmountResult::Range(cents(low), range.high.number().map(cents), unit.clone())
}

fn run(scene: &Scene<'_>, formula: &Formula) -> (Range, Vec<Step>, Vec<crate::ir::FactId>) {
    let mut lets: Vec<Value> = Vec::new();
    let mut gaps: Vec<crate::ir::FactId> = Vec::new();
    let mut steps = Vec::new();
    for (label, expr) in &formula.steps {
        let mut reader = Reader::new(scene, &lets);
        let value = reader.value(expr);
        gaps.extend(reader.missing);
        steps.push(Step {
            label: label.clone(),
            line: arithmetic(scene, &lets, expr, &value),
        });
        lets.push(value);
    }
    let mut reader = Reader::new(scene, &lets);
    let value = reader.value(&formula.value);
    gaps.extend(reader.missing);
    steps.push(Step {
        label: String::new(),
        line: arithmetic(scene, &lets, &formula.value, &value),
    });
    let range = match value {
        Value::Number(range, _) => range,
        Value::Truth(_) | Value::Date(_) | Value::Options(_) => Range::ANY,
    };
    let mut missing = Vec::new();
    if range.point().is_none() {
        for fact in gaps {
            if !missing.contains(&fact) {
                missing.push(fact);
            }
        }
    }
    (range, steps, missing)
}
