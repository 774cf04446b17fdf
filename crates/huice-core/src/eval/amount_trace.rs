//! Arithmetic shown to a person: `6000 元 × 3 人 = 18000 元`.

use super::condition::EvalContext;
use super::expr::{ExprEvaluator, Value};
use crate::answers::Answer;
use crate::ir::{Aggregate, Arith, Expr, Unit};
use crate::truth::Truth;
use crate::words;

/// One line: what was reckoned and what it came to.
pub(super) fn amount_trace<'a>(
    ctx: &EvalContext<'a>,
    lets: &[Value<'a>],
    expr: &'a Expr,
    value: Value<'a>,
) -> String {
    let left = Show { ctx, lets }.show(expr, 0);
    let right = show_value(value);
    if left == right {
        right
    } else {
        format!("{left} = {right}")
    }
}

fn show_value(value: Value<'_>) -> String {
    match value {
        Value::Number(range, unit) => words::range(range, unit),
        Value::Date(range) => words::day_range(range),
        Value::Truth(_) | Value::Options(_) => "待定".into(),
    }
}

struct Show<'s, 'a> {
    ctx: &'s EvalContext<'a>,
    lets: &'s [Value<'a>],
}

impl<'a> Show<'_, 'a> {
    fn value(&self, expr: &'a Expr) -> Value<'a> {
        ExprEvaluator::new(self.ctx, self.lets).value(expr)
    }

    /// `tight` is how strongly the surroundings bind: 1 inside a product.
    fn show(&self, expr: &'a Expr, tight: u8) -> String {
        match expr {
            Expr::Arith(how, a, b) => {
                let (sign, own) = match how {
                    Arith::Add => ("＋", 0),
                    Arith::Sub => ("－", 0),
                    Arith::Mul => ("×", 1),
                };
                let line = format!("{} {sign} {}", self.show(a, own), self.show(b, 1));
                if own < tight {
                    format!("（{line}）")
                } else {
                    line
                }
            }
            Expr::PerTwelve(inner) => format!("{} ÷ 12", self.show(inner, 1)),
            Expr::Min(parts) => self.list("取最小", parts),
            Expr::Max(parts) => self.list("取最大", parts),
            Expr::If(test, yes, no) => match ExprEvaluator::new(self.ctx, self.lets).truth(test) {
                Truth::True => self.show(yes, tight),
                Truth::False => self.show(no, tight),
                Truth::Unknown => show_value(self.value(expr)),
            },
            Expr::Fact(id) => {
                let fact = self.ctx.law.facts.get(usize::from(*id));
                match (fact, self.ctx.answer(*id)) {
                    (Some(fact), None | Some(Answer::Unsure)) => format!("{}（待填）", fact.label),
                    _ => show_value(self.value(expr)),
                }
            }
            Expr::Aggregate(Aggregate::Sum, fact, test, Some(each)) => {
                self.fold(*fact, test.as_deref(), each, expr, tight)
            }
            Expr::Number(..)
            | Expr::Param(_)
            | Expr::Let(_)
            | Expr::Aggregate(..)
            | Expr::Bool(_)
            | Expr::Date(_)
            | Expr::AsOf
            | Expr::Field(..)
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Compare(..)
            | Expr::In(..)
            | Expr::AddMonths(..)
            | Expr::YearStart(_) => show_value(self.value(expr)),
        }
    }

    fn list(&self, word: &str, parts: &'a [Expr]) -> String {
        let shown: Vec<_> = parts.iter().map(|p| self.show(p, 0)).collect();
        format!("{word}（{}）", words::joined(&shown, "，"))
    }

    /// A sum of money over a few records is shown record by record.
    fn fold(
        &self,
        fact: u16,
        test: Option<&'a Expr>,
        each: &'a Expr,
        whole: &'a Expr,
        tight: u8,
    ) -> String {
        let plain = || show_value(self.value(whole));
        let Some(Answer::Records(records)) = self.ctx.answer(fact) else {
            let label = self
                .ctx
                .law
                .facts
                .get(usize::from(fact))
                .map(|f| f.label.as_str());
            return format!("{}（待填）", label.unwrap_or_default());
        };
        if records.len() > 6 {
            return plain();
        }
        let mut shown = Vec::new();
        for record in records {
            let mut evaluator = ExprEvaluator::new(self.ctx, self.lets);
            evaluator.record = Some(record);
            if test.is_some_and(|t| evaluator.truth(t) != Truth::True) {
                continue;
            }
            let (range, unit) = evaluator.number(each);
            if !matches!(unit, Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear) {
                return plain();
            }
            shown.push(words::range(range, unit));
        }
        match shown.len() {
            0 | 1 => plain(),
            _ if tight > 0 => format!("（{}）", words::joined(&shown, " ＋ ")),
            _ => words::joined(&shown, " ＋ "),
        }
    }
}
