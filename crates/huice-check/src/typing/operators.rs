//! Result types of operators, functions and aggregates.

use super::{Scope, Type, Value, negate};
use crate::code;
use crate::literal::unit_name;
use huice_core::Decimal;
use huice_core::ir::{self, Arith, Compare, FactKind, Unit};
use huice_syntax::Span;
use huice_syntax::expr::{Aggregate, Expr, ExprKind, Function, Name, Operator};
use huice_syntax::{Text, text};

impl Scope<'_> {
    pub(super) fn binary(
        &self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Option<Value> {
        let made = |expr, kind| Some(Value { expr, kind, span });
        match operator {
            Operator::And | Operator::Or => {
                let (a, b) = (self.truth(left), self.truth(right));
                let (a, b) = (a?, b?);
                let joined = match (operator, a) {
                    (Operator::And, ir::Expr::And(mut parts)) => {
                        parts.push(b);
                        ir::Expr::And(parts)
                    }
                    (Operator::Or, ir::Expr::Or(mut parts)) => {
                        parts.push(b);
                        ir::Expr::Or(parts)
                    }
                    (Operator::And, a) => ir::Expr::And(vec![a, b]),
                    (_, a) => ir::Expr::Or(vec![a, b]),
                };
                made(joined, Type::Bool)
            }
            Operator::Eq => self.equal(left, right, span),
            Operator::Ne => {
                let equal = self.equal(left, right, span)?;
                made(ir::Expr::Not(Box::new(equal.expr)), Type::Bool)
            }
            Operator::Lt => self.ordered(Compare::Lt, left, right, span),
            Operator::Le => self.ordered(Compare::Le, left, right, span),
            Operator::Gt => self.ordered(Compare::Gt, left, right, span),
            Operator::Ge => self.ordered(Compare::Ge, left, right, span),
            Operator::Add => self.arith(Arith::Add, left, right, span),
            Operator::Sub => self.arith(Arith::Sub, left, right, span),
            Operator::Mul => self.arith(Arith::Mul, left, right, span),
        }
    }

    /// `==`: a choice with an option, or two values of one type.
    fn equal(&self, left: &Expr, right: &Expr, span: Span) -> Option<Value> {
        let a = self.value(left)?;
        if let (Type::Options(_, several), ExprKind::Name(name)) = (&a.kind, &right.kind) {
            if *several {
                return self.mismatch(
                    &a,
                    ("单选", "a choice"),
                    ("多选写 `事项 has 选项`", "of a set write `fact has option`"),
                );
            }
            let name = Name {
                text: name.clone(),
                span: right.span,
            };
            let picked = self.option(&a, &name)?;
            let expr = ir::Expr::In(Box::new(a.expr), vec![picked]);
            return Some(Value {
                expr,
                kind: Type::Bool,
                span,
            });
        }
        let b = self.value(right)?;
        if a.kind == Type::Bool && b.kind == Type::Bool {
            let expr = match (a.expr, b.expr) {
                (x, ir::Expr::Bool(true)) | (ir::Expr::Bool(true), x) => x,
                (x, ir::Expr::Bool(false)) | (ir::Expr::Bool(false), x) => {
                    ir::Expr::Not(Box::new(x))
                }
                (x, y) => ir::Expr::Compare(Compare::Eq, Box::new(x), Box::new(y)),
            };
            return Some(Value {
                expr,
                kind: Type::Bool,
                span,
            });
        }
        self.compared(Compare::Eq, a, b, span)
    }

    fn ordered(&self, how: Compare, left: &Expr, right: &Expr, span: Span) -> Option<Value> {
        let (a, b) = (self.value(left), self.value(right));
        self.compared(how, a?, b?, span)
    }

    fn compared(&self, how: Compare, a: Value, b: Value, span: Span) -> Option<Value> {
        let (x, y) = match (&a.kind, &b.kind) {
            (Type::Date, Type::Date) => (a.expr, b.expr),
            (Type::Number(_), Type::Number(_)) => {
                let ((x, y), _) = self.same_unit(a, b)?;
                (x, y)
            }
            (Type::Date, Type::Number(_)) | (Type::Number(_), Type::Date) => {
                let help = (
                    "请把一个日子推后几个月再比较：`as_of >= start + 6 月`",
                    "move one day by months and compare days: `as_of >= start + 6 月`",
                );
                let odd = if a.kind == Type::Date { &b } else { &a };
                return self.mismatch(odd, ("日子", "a day"), help);
            }
            (Type::Number(_), _) => return self.mismatch(&b, ("数", "a number"), Text::default()),
            (_, Type::Number(_)) => return self.mismatch(&a, ("数", "a number"), Text::default()),
            (Type::Date, _) => return self.mismatch(&b, ("日子", "a day"), Text::default()),
            (_, Type::Date) => return self.mismatch(&a, ("日子", "a day"), Text::default()),
            (Type::Bool | Type::Options(..), _) => {
                let help = (
                    "数和日期才能比大小；单选用 `==` 和 `in`",
                    "numbers and days are compared; choices with `==` and `in`",
                );
                return self.mismatch(&a, ("数或日子", "a number or a day"), help);
            }
        };
        let expr = ir::Expr::Compare(how, Box::new(x), Box::new(y));
        Some(Value {
            expr,
            kind: Type::Bool,
            span,
        })
    }

    /// Brings two numbers to one unit, or reports why that is impossible.
    fn same_unit(&self, a: Value, b: Value) -> Option<((ir::Expr, ir::Expr), Unit)> {
        let (a_span, b_span) = (a.span, b.span);
        let (x, p) = self.number(a)?;
        let (y, q) = self.number(b)?;
        let zero = |e: &ir::Expr| matches!(e, ir::Expr::Number(n, Unit::Count(w)) if n.is_zero() && w.is_empty());
        if p == q {
            return Some(((x, y), p));
        }
        if let (Unit::Count(first), Unit::Count(second)) = (&p, &q) {
            let word = if first.is_empty() { second } else { first };
            let unit = Unit::Count(word.clone());
            return Some(((x, y), unit));
        }
        if zero(&y) {
            return Some(((x, ir::Expr::Number(Decimal::ZERO, p.clone())), p));
        }
        if zero(&x) {
            return Some(((ir::Expr::Number(Decimal::ZERO, q.clone()), y), q));
        }
        let help: Text = match (&p, &q) {
            (Unit::Count(w), other) | (other, Unit::Count(w)) if w.is_empty() => {
                let unit = unit_name(other).en;
                text!(
                    "请在数字后面写单位：`… {unit}`",
                    "write the unit behind the number: `… {unit}`"
                )
            }
            (Unit::Yuan, Unit::YuanPerMonth | Unit::YuanPerYear)
            | (Unit::YuanPerMonth | Unit::YuanPerYear, Unit::Yuan) => (
                "每月的钱乘以月数才是总数：`1000 元/月 * 6 月` 是 元",
                "a rate becomes a sum by a time: `1000 元/月 * 6 月` is 元",
            )
                .into(),
            (Unit::YuanPerMonth, Unit::YuanPerYear) | (Unit::YuanPerYear, Unit::YuanPerMonth) => (
                "请先都乘以时间，两边都变成 元",
                "multiply both by a time first, so that both are 元",
            )
                .into(),
            (Unit::Age, Unit::Months) | (Unit::Months, Unit::Age) => {
                ("年龄用 岁：`16 岁`", "ages are written in 岁: `16 岁`").into()
            }
            _ => (
                "同类的才能比较或相加",
                "only like can be compared with like, or added to it",
            )
                .into(),
        };
        let (p, q) = (unit_name(&p), unit_name(&q));
        let message = text!(
            zh: "{}和{}不能放在一起算", p.zh, q.zh;
            en: "{} and {} do not go together", p.en, q.en
        );
        let label = text!(
            zh: "这一边是{}，另一边是{}", q.zh, p.zh;
            en: "this is in {}; the other side in {}", q.en, p.en
        );
        self.refuse(
            self.error(code::UNIT, a_span.to(b_span), message)
                .label(label)
                .help(help),
        )
    }

    fn arith(&self, how: Arith, left: &Expr, right: &Expr, span: Span) -> Option<Value> {
        let (a, b) = (self.value(left), self.value(right));
        let (a, b) = (a?, b?);
        if a.kind == Type::Date || b.kind == Type::Date {
            return self.moved(how, a, b, span);
        }
        if how == Arith::Mul {
            return self.product(a, b, span);
        }
        let ((x, y), unit) = self.same_unit(a, b)?;
        let expr = ir::Expr::Arith(how, Box::new(x), Box::new(y));
        Some(Value {
            expr,
            kind: Type::Number(unit),
            span,
        })
    }

    /// A day moved by months.
    fn moved(&self, how: Arith, a: Value, b: Value, span: Span) -> Option<Value> {
        let help = (
            "日子按月推，先写日子：`start + 6 月`、`start - 1 年`",
            "a day is moved by months, the day written first: `start + 6 月`, `start - 1 年`",
        );
        match (how, &a.kind, &b.kind) {
            (Arith::Add | Arith::Sub, Type::Date, Type::Number(Unit::Months)) => {
                let months = if how == Arith::Sub {
                    negate(b.expr, &Unit::Months)
                } else {
                    b.expr
                };
                let expr = ir::Expr::AddMonths(Box::new(a.expr), Box::new(months));
                Some(Value {
                    expr,
                    kind: Type::Date,
                    span,
                })
            }
            (Arith::Sub, Type::Date, Type::Date) => {
                let help = (
                    "不能拿两个日子相减：请比较 `后 >= 前 + 6 月`",
                    "there is no length between two days: compare `later >= earlier + 6 月`",
                );
                self.mismatch(&b, ("月数", "months"), help)
            }
            (Arith::Add | Arith::Sub, Type::Date, _) => self.mismatch(&b, ("月数", "months"), help),
            (_, Type::Date, _) => self.mismatch(&a, ("数", "a number"), help),
            _ => self.mismatch(&b, ("数", "a number"), help),
        }
    }

    fn product(&self, a: Value, b: Value, span: Span) -> Option<Value> {
        let ((x, p), (y, q)) = (self.number(a)?, self.number(b)?);
        let both = |x, y| ir::Expr::Arith(Arith::Mul, Box::new(x), Box::new(y));
        let made = |expr, unit| {
            Some(Value {
                expr,
                kind: Type::Number(unit),
                span,
            })
        };
        match (&p, &q) {
            (Unit::Count(w), Unit::Count(v)) => {
                let word = if w.is_empty() { v } else { w };
                let unit = Unit::Count(word.clone());
                made(both(x, y), unit)
            }
            // A share of anything is some of the same; so a share comes before a count.
            (Unit::Percent, _) => made(both(x, y), q),
            (_, Unit::Percent) => made(both(x, y), p),
            (Unit::Count(_), _) => made(both(x, y), q),
            (_, Unit::Count(_)) => made(both(x, y), p),
            (Unit::YuanPerMonth, Unit::Months) | (Unit::Months, Unit::YuanPerMonth) => {
                made(both(x, y), Unit::Yuan)
            }
            (Unit::YuanPerYear, Unit::Months) | (Unit::Months, Unit::YuanPerYear) => {
                made(ir::Expr::PerTwelve(Box::new(both(x, y))), Unit::Yuan)
            }
            _ => {
                let (first, second) = (unit_name(&p), unit_name(&q));
                let message = text!(
                    zh: "{}乘{}没有意义", first.zh, second.zh;
                    en: "{} times {} has no meaning", first.en, second.en
                );
                let help = match (&p, &q) {
                    (Unit::Yuan, Unit::Months) | (Unit::Months, Unit::Yuan) => (
                        "是按月或按年的钱吗？每月的写 `元/月`，每年的写 `元/年`",
                        "is it a rate? A sum a month is written `元/月`, a sum a year `元/年`",
                    ),
                    _ => (
                        "能乘的是：个数、比例、每月（年）的钱乘以时间",
                        "a count, a share, or a rate by a time can be multiplied",
                    ),
                };
                self.refuse(self.error(code::UNIT, span, message).help(help))
            }
        }
    }

    pub(super) fn call(&self, function: Function, parts: &[Expr], span: Span) -> Option<Value> {
        let made = |expr, kind| Some(Value { expr, kind, span });
        let values: Vec<_> = match function {
            Function::If => Vec::new(),
            Function::Min | Function::Max | Function::YearStart => {
                let all: Vec<_> = parts.iter().map(|part| self.value(part)).collect();
                all.into_iter().collect::<Option<_>>()?
            }
        };
        match function {
            Function::YearStart => {
                let day = values.into_iter().next()?;
                if day.kind != Type::Date {
                    return self.mismatch(&day, ("日子", "a day"), Text::default());
                }
                made(ir::Expr::YearStart(Box::new(day.expr)), Type::Date)
            }
            Function::Min | Function::Max => {
                let (list, unit) = self.alike(values)?;
                let expr = if function == Function::Min {
                    ir::Expr::Min(list)
                } else {
                    ir::Expr::Max(list)
                };
                made(expr, Type::Number(unit))
            }
            Function::If => {
                let [test, yes, no] = parts else { return None };
                let (test, yes, no) = (self.truth(test), self.value(yes), self.value(no));
                let (list, unit) = self.alike(vec![yes?, no?])?;
                let mut list = list.into_iter();
                let (yes, no) = (list.next()?, list.next()?);
                let expr = ir::Expr::If(Box::new(test?), Box::new(yes), Box::new(no));
                made(expr, Type::Number(unit))
            }
        }
    }

    /// Several numbers of one unit.
    fn alike(&self, values: Vec<Value>) -> Option<(Vec<ir::Expr>, Unit)> {
        let mut list: Vec<ir::Expr> = Vec::new();
        let mut so_far: Option<Value> = None;
        for value in values {
            let span = value.span;
            let Some(first) = so_far.take() else {
                let (expr, unit) = self.number(value)?;
                list.push(expr.clone());
                so_far = Some(Value {
                    expr,
                    kind: Type::Number(unit),
                    span,
                });
                continue;
            };
            let first_span = first.span;
            let ((x, y), unit) = self.same_unit(first, value)?;
            if let Some(head) = list.first_mut() {
                *head = x.clone();
            }
            list.push(y);
            so_far = Some(Value {
                expr: x,
                kind: Type::Number(unit),
                span: first_span,
            });
        }
        let Type::Number(unit) = so_far?.kind else {
            return None;
        };
        Some((list, unit))
    }

    pub(super) fn fold(
        &self,
        fold: Aggregate,
        records: &Name,
        condition: Option<&Expr>,
        value: Option<&Expr>,
        span: Span,
    ) -> Option<Value> {
        if self.record.is_some() {
            let message = ("汇总里面不能再有汇总", "a fold cannot stand inside another");
            let help = (
                "请分开：把里面的写成 `let` 的一步",
                "split it: give the inner one a name as a step of `let`",
            );
            return self.refuse(self.error(code::FIELD, span, message).help(help));
        }
        let Some((id, fact)) = self.symbols.fact(&records.text) else {
            self.unknown_name(&records.text, records.span);
            return None;
        };
        let FactKind::Records { fields, .. } = &fact.kind else {
            let message = text!(
                "`{}` 不是一组记录",
                "`{}` is not a list of records",
                records.text
            );
            let help = (
                "汇总用于 `records` 类型的事项",
                "a fold goes over a fact of type `records`",
            );
            return self.refuse(self.error(code::TYPE, records.span, message).help(help));
        };
        self.use_fact(id, records.span);
        let inner = Self {
            record: Some((id, fields)),
            ..*self
        };
        let test = condition.map(|c| inner.truth(c).map(Box::new));
        let each = value.map(|v| inner.amount(v));
        let test = match test {
            Some(test) => Some(test?),
            None => None,
        };
        let each = match each {
            Some(each) => Some(each?),
            None => None,
        };
        let (how, kind, each) = match (fold, each) {
            (Aggregate::Count, _) => (
                ir::Aggregate::Count,
                Type::Number(Unit::Count("个".into())),
                None,
            ),
            (Aggregate::Sum, each) => {
                let (expr, unit) = each?;
                (ir::Aggregate::Sum, Type::Number(unit), Some(Box::new(expr)))
            }
            (Aggregate::Any, _) => (ir::Aggregate::Any, Type::Bool, None),
            (Aggregate::All, _) => (ir::Aggregate::All, Type::Bool, None),
        };
        Some(Value {
            expr: ir::Expr::Aggregate(how, id, test, each),
            kind,
            span,
        })
    }
}
