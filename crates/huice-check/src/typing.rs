//! Expressions: names become positions, and every value gets a type and a unit.

use crate::code;
use crate::literal::{number, unit_name};
use crate::report::At;
use crate::world::World;
use huice_core::Decimal;
use huice_core::ir::{self, Arith, Compare, FactId, FactKind, Unit};
use huice_syntax::expr::{Expr, ExprKind, Fold, Function, Name, Operator};
use huice_syntax::{Diagnostic, Span};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// A truth.
    Bool,
    /// A day.
    Date,
    /// A number.
    Number(Unit),
    /// A choice or a set: its options, and whether several may be chosen.
    Options(Vec<String>, bool),
}

impl Type {
    fn words(&self) -> String {
        match self {
            Self::Bool => "a truth (yes or no)".into(),
            Self::Date => "a day".into(),
            Self::Number(unit) => match unit_name(unit).as_str() {
                "a plain number" => "a plain number".into(),
                name => format!("a number in {name}"),
            },
            Self::Options(_, false) => "a choice".into(),
            Self::Options(_, true) => "a set".into(),
        }
    }
}

/// A value: what it will compute, its type, its place.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) expr: ir::Expr,
    pub(crate) kind: Type,
    span: Span,
}

/// What an expression can see.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) at: At<'s>,
    pub(crate) world: &'s World<'s>,
    pub(crate) params: &'s [(String, Unit)],
    pub(crate) used_params: &'s RefCell<BTreeSet<u16>>,
    /// Steps of the amount so far.
    pub(crate) steps: &'s [(String, Unit)],
    /// All steps of the amount, for a hint where one is used too early.
    pub(crate) later: &'s [String],
    /// The document whose rules these are.
    pub(crate) document: u16,
    /// The records whose fields can be seen.
    pub(crate) record: Option<(FactId, &'s [ir::Fact])>,
}

impl<'s> Scope<'s> {
    pub(crate) fn new(
        at: At<'s>,
        world: &'s World<'s>,
        params: &'s [(String, Unit)],
        used_params: &'s RefCell<BTreeSet<u16>>,
        document: u16,
    ) -> Self {
        Self {
            at,
            world,
            params,
            used_params,
            steps: &[],
            later: &[],
            document,
            record: None,
        }
    }

    /// A truth.
    pub(crate) fn truth(&self, expr: &Expr) -> Option<ir::Expr> {
        self.bool(self.value(expr)?)
    }

    /// A number with its unit.
    pub(crate) fn amount(&self, expr: &Expr) -> Option<(ir::Expr, Unit)> {
        self.number(self.value(expr)?)
    }

    fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        self.at.error(code, span, message)
    }

    fn refuse<T>(&self, diagnostic: Diagnostic) -> Option<T> {
        self.at.push(diagnostic);
        None
    }

    fn mismatch<T>(&self, value: &Value, expected: &str, help: &str) -> Option<T> {
        let message = format!("expected {expected}");
        self.refuse(
            self.error(code::TYPE, value.span, message)
                .label(format!("this is {}", value.kind.words()))
                .help(help),
        )
    }

    fn bool(&self, value: Value) -> Option<ir::Expr> {
        match value.kind {
            Type::Bool => Some(value.expr),
            Type::Options(_, false) => {
                self.mismatch(&value, "a truth", "compare the choice: `fact == option`")
            }
            Type::Options(_, true) => {
                self.mismatch(&value, "a truth", "ask the set: `fact has option`")
            }
            Type::Date | Type::Number(_) => self.mismatch(
                &value,
                "a truth",
                "compare it with something: `>=`, `<`, `==`",
            ),
        }
    }

    fn number(&self, value: Value) -> Option<(ir::Expr, Unit)> {
        match value.kind {
            Type::Number(unit) => Some((value.expr, unit)),
            Type::Bool => {
                let help = "to make a truth a number, write `if(truth, 1, 0)`";
                self.mismatch(&value, "a number", help)
            }
            Type::Date | Type::Options(..) => self.mismatch(&value, "a number", ""),
        }
    }

    /// The value of an expression; every mistake in it is told.
    pub(crate) fn value(&self, expr: &Expr) -> Option<Value> {
        let span = expr.span;
        let made = |expr, kind| Some(Value { expr, kind, span });
        match &expr.kind {
            ExprKind::Bool(truth) => made(ir::Expr::Bool(*truth), Type::Bool),
            ExprKind::Number(digits, word) => {
                let (n, unit) = number(self.at, digits, word.as_deref(), span)?;
                made(ir::Expr::Number(n, unit.clone()), Type::Number(unit))
            }
            ExprKind::Date(text) => {
                made(ir::Expr::Date(self.at.date_text(text, span)?), Type::Date)
            }
            ExprKind::AsOf => made(ir::Expr::AsOf, Type::Date),
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::Not(inner) => {
                let inner = self.truth(inner)?;
                made(ir::Expr::Not(Box::new(inner)), Type::Bool)
            }
            ExprKind::Negative(inner) => {
                let (inner, unit) = self.amount(inner)?;
                made(negate(inner, &unit), Type::Number(unit))
            }
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, span),
            ExprKind::In(left, names) => {
                let left = self.value(left)?;
                let picked: Vec<_> = names.iter().map(|name| self.option(&left, name)).collect();
                let picked = picked.into_iter().collect::<Option<Vec<_>>>()?;
                made(ir::Expr::In(Box::new(left.expr), picked), Type::Bool)
            }
            ExprKind::Has(left, name) => {
                let left = self.value(left)?;
                if let Type::Options(_, false) = left.kind {
                    let help = "`has` asks a set; of a choice write `fact == option`";
                    return self.mismatch(&left, "a set", help);
                }
                let picked = self.option(&left, name)?;
                made(ir::Expr::In(Box::new(left.expr), vec![picked]), Type::Bool)
            }
            ExprKind::Call(function, parts) => self.call(*function, parts, span),
            ExprKind::Fold {
                fold,
                records,
                condition,
                value,
            } => self.fold(*fold, records, condition.as_deref(), value.as_deref(), span),
        }
    }

    fn option(&self, left: &Value, name: &Name) -> Option<ir::OptionId> {
        let Type::Options(options, _) = &left.kind else {
            return self.mismatch(left, "a choice or a set", "only these have options");
        };
        let found = options.iter().zip(0u16..).find(|(id, _)| **id == name.text);
        if found.is_none() {
            let message = format!("`{}` is not one of the options", name.text);
            let all = format!("the options are {}", options.join(", "));
            let known = options.iter().map(String::as_str);
            self.at.unknown(
                code::UNKNOWN_OPTION,
                name.span,
                message,
                &name.text,
                known,
                &all,
            );
        }
        found.map(|(_, position)| position)
    }

    /// A name: a field of the record at hand, a parameter, a step or a fact, in this order.
    fn name(&self, name: &str, span: Span) -> Option<Value> {
        let made = |expr, kind| Some(Value { expr, kind, span });
        if let Some((records, fields)) = self.record
            && let Some((field, position)) = fields.iter().zip(0u16..).find(|(f, _)| f.id == name)
        {
            let kind = self.kind_of(field, span)?;
            return made(ir::Expr::Field(records, position), kind);
        }
        if let Some(((_, unit), position)) =
            self.params.iter().zip(0u16..).find(|(p, _)| p.0 == name)
        {
            self.used_params.borrow_mut().insert(position);
            return made(ir::Expr::Param(position), Type::Number(unit.clone()));
        }
        if let Some(((_, unit), position)) =
            self.steps.iter().zip(0u16..).find(|(s, _)| s.0 == name)
        {
            return made(ir::Expr::Let(position), Type::Number(unit.clone()));
        }
        if let Some((id, fact)) = self.world.fact(name) {
            self.use_fact(id, span);
            let kind = self.kind_of(fact, span)?;
            return made(ir::Expr::Fact(id), kind);
        }
        self.unknown_name(name, span);
        None
    }

    /// Marks a fact as used, and tells where it is asked only elsewhere.
    pub(crate) fn use_fact(&self, id: FactId, span: Span) {
        self.world.used_facts.borrow_mut().insert(id);
        let Some(fact) = self.world.fact_at(id) else {
            return;
        };
        let Some(document) = self.world.documents.get(usize::from(self.document)) else {
            return;
        };
        let asked = |code: &str| {
            let chain = self.world.chain(code);
            let mut variants = self.world.facts.iter().filter(|d| d.fact.id == fact.id);
            variants.any(|d| {
                d.place
                    .as_deref()
                    .is_none_or(|place| chain.contains(&place))
            })
        };
        if let Some(code) = document.applies.iter().find(|code| !asked(code)) {
            let message = format!("`{}` is not asked in place {code}", fact.id);
            let help = "its `place:` lies elsewhere; use another fact, or take the `place:` away";
            self.at.wrong(code::ELSEWHERE, span, message, help);
        }
    }

    fn kind_of(&self, fact: &ir::Fact, span: Span) -> Option<Type> {
        let ids = |options: &[(String, String)]| options.iter().map(|(id, _)| id.clone()).collect();
        Some(match &fact.kind {
            FactKind::Bool { .. } => Type::Bool,
            FactKind::Choice(options) => Type::Options(ids(options), false),
            FactKind::Set(options) => Type::Options(ids(options), true),
            FactKind::Number { unit, .. } => Type::Number(unit.clone()),
            FactKind::Date => Type::Date,
            FactKind::Records { .. } => {
                let message = format!("`{}` is a list of records, not a value", fact.id);
                let help = format!(
                    "count or add them up: `count({0} where …)`, `sum({0}, …)`",
                    fact.id
                );
                return self.refuse(self.error(code::TYPE, span, message).help(help));
            }
        })
    }

    fn unknown_name(&self, name: &str, span: Span) {
        let world = self.world;
        if self.later.iter().any(|step| step == name) {
            let message = format!("the step `{name}` is not known yet");
            let help = "a step sees only the steps before it, and no condition sees any";
            return self.at.wrong(code::UNKNOWN_NAME, span, message, help);
        }
        if let Some(found) = world.definitions.iter().find(|d| d.id == name) {
            let message = format!("`{name}` is a definition ({}), not a fact", found.title);
            let help = format!("write `use: {name}` as a condition of its own");
            return self.at.wrong(code::WRONG_SORT, span, message, help);
        }
        if let Some(records) = world.records_with(name) {
            let message = format!("`{name}` is a field of `{}`", records.id);
            let help = format!(
                "write it inside a fold: `any({} where … {name} …)`",
                records.id
            );
            return self.at.wrong(code::FIELD, span, message, help);
        }
        let fields = self
            .record
            .iter()
            .flat_map(|(_, fields)| fields.iter().map(|f| f.id.as_str()));
        let near = fields
            .chain(self.params.iter().map(|(p, _)| p.as_str()))
            .chain(self.steps.iter().map(|(s, _)| s.as_str()))
            .chain(world.fact_names());
        let otherwise = match world.fact_with_option(name) {
            Some(fact) => format!(
                "`{name}` is an option of `{0}`: write `{0} == {name}`",
                fact.id
            ),
            None => "declare it in facts/, or in the `params` of this instrument".to_owned(),
        };
        let message = format!("there is no fact or parameter `{name}`");
        self.at
            .unknown(code::UNKNOWN_NAME, span, message, name, near, &otherwise);
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr, span: Span) -> Option<Value> {
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
                return self.mismatch(&a, "a choice", "of a set write `fact has option`");
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
                let help = "move one day by months and compare days: `as_of >= start + 6 月`";
                let odd = if a.kind == Type::Date { &b } else { &a };
                return self.mismatch(odd, "a day", help);
            }
            (Type::Number(_), _) => return self.mismatch(&b, "a number", ""),
            (_, Type::Number(_)) => return self.mismatch(&a, "a number", ""),
            (Type::Date, _) => return self.mismatch(&b, "a day", ""),
            (_, Type::Date) => return self.mismatch(&a, "a day", ""),
            (Type::Bool | Type::Options(..), _) => {
                let help = "numbers and days are compared; choices with `==` and `in`";
                return self.mismatch(&a, "a number or a day", help);
            }
        };
        let expr = ir::Expr::Compare(how, Box::new(x), Box::new(y));
        Some(Value {
            expr,
            kind: Type::Bool,
            span,
        })
    }

    /// Brings two numbers to one unit, or tells why that cannot be.
    fn same_unit(&self, a: Value, b: Value) -> Option<((ir::Expr, ir::Expr), Unit)> {
        let (a_span, b_span) = (a.span, b.span);
        let (x, p) = self.number(a)?;
        let (y, q) = self.number(b)?;
        let nought = |e: &ir::Expr| matches!(e, ir::Expr::Number(n, Unit::Count(w)) if n.is_zero() && w.is_empty());
        if p == q {
            return Some(((x, y), p));
        }
        if let (Unit::Count(first), Unit::Count(second)) = (&p, &q) {
            let word = if first.is_empty() { second } else { first };
            let unit = Unit::Count(word.clone());
            return Some(((x, y), unit));
        }
        if nought(&y) {
            return Some(((x, ir::Expr::Number(Decimal::ZERO, p.clone())), p));
        }
        if nought(&x) {
            return Some(((ir::Expr::Number(Decimal::ZERO, q.clone()), y), q));
        }
        let help = match (&p, &q) {
            (Unit::Count(w), other) | (other, Unit::Count(w)) if w.is_empty() => {
                format!("write the unit behind the number: `… {}`", unit_name(other))
            }
            (Unit::Yuan, Unit::YuanPerMonth | Unit::YuanPerYear)
            | (Unit::YuanPerMonth | Unit::YuanPerYear, Unit::Yuan) => {
                "a rate becomes a sum by a time: `1000 元/月 * 6 月` is 元".to_owned()
            }
            (Unit::YuanPerMonth, Unit::YuanPerYear) | (Unit::YuanPerYear, Unit::YuanPerMonth) => {
                "multiply both by a time first, so that both are 元".to_owned()
            }
            (Unit::Age, Unit::Months) | (Unit::Months, Unit::Age) => {
                "ages are written in 岁: `16 岁`".to_owned()
            }
            _ => "only like can be compared with like, or added to it".to_owned(),
        };
        let message = format!("{} and {} do not go together", unit_name(&p), unit_name(&q));
        let label = format!(
            "this is in {}; the other side in {}",
            unit_name(&q),
            unit_name(&p)
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
        let help =
            "a day is moved by months, the day written first: `start + 6 月`, `start - 1 年`";
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
                let help = "there is no length between two days: compare `later >= earlier + 6 月`";
                self.mismatch(&b, "months", help)
            }
            (Arith::Add | Arith::Sub, Type::Date, _) => self.mismatch(&b, "months", help),
            (_, Type::Date, _) => self.mismatch(&a, "a number", help),
            _ => self.mismatch(&b, "a number", help),
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
                let message = format!("{} times {} has no meaning", unit_name(&p), unit_name(&q));
                let help = match (&p, &q) {
                    (Unit::Yuan, Unit::Months) | (Unit::Months, Unit::Yuan) => {
                        "is it a rate? A sum a month is written `元/月`, a sum a year `元/年`"
                    }
                    _ => "a count, a share, or a rate by a time can be multiplied",
                };
                self.refuse(self.error(code::UNIT, span, message).help(help))
            }
        }
    }

    fn call(&self, function: Function, parts: &[Expr], span: Span) -> Option<Value> {
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
                    return self.mismatch(&day, "a day", "");
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

    fn fold(
        &self,
        fold: Fold,
        records: &Name,
        condition: Option<&Expr>,
        value: Option<&Expr>,
        span: Span,
    ) -> Option<Value> {
        if self.record.is_some() {
            let message = "a fold cannot stand inside another";
            let help = "split it: give the inner one a name as a step of `let`";
            return self.refuse(self.error(code::FIELD, span, message).help(help));
        }
        let Some((id, fact)) = self.world.fact(&records.text) else {
            self.unknown_name(&records.text, records.span);
            return None;
        };
        let FactKind::Records { fields, .. } = &fact.kind else {
            let message = format!("`{}` is not a list of records", records.text);
            let help = "a fold goes over a fact of type `records`";
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
            (Fold::Count, _) => (
                ir::Fold::Count,
                Type::Number(Unit::Count("个".into())),
                None,
            ),
            (Fold::Sum, each) => {
                let (expr, unit) = each?;
                (ir::Fold::Sum, Type::Number(unit), Some(Box::new(expr)))
            }
            (Fold::Any, _) => (ir::Fold::Any, Type::Bool, None),
            (Fold::All, _) => (ir::Fold::All, Type::Bool, None),
        };
        Some(Value {
            expr: ir::Expr::Fold(how, id, test, each),
            kind,
            span,
        })
    }
}

/// Nought minus a number; a literal just changes its sign.
fn negate(expr: ir::Expr, unit: &Unit) -> ir::Expr {
    match expr {
        ir::Expr::Number(n, unit) => ir::Expr::Number(-n, unit),
        other => {
            let nought = ir::Expr::Number(Decimal::ZERO, unit.clone());
            ir::Expr::Arith(Arith::Sub, Box::new(nought), Box::new(other))
        }
    }
}

/// How many levels an expression has.
pub(crate) fn depth(expr: &ir::Expr) -> usize {
    let deepest = |parts: &[ir::Expr]| parts.iter().map(depth).max().unwrap_or(0);
    1 + match expr {
        ir::Expr::Bool(_)
        | ir::Expr::Number(..)
        | ir::Expr::Date(_)
        | ir::Expr::AsOf
        | ir::Expr::Fact(_)
        | ir::Expr::Field(..)
        | ir::Expr::Param(_)
        | ir::Expr::Let(_) => 0,
        ir::Expr::Not(a) | ir::Expr::In(a, _) | ir::Expr::PerTwelve(a) | ir::Expr::YearStart(a) => {
            depth(a)
        }
        ir::Expr::And(list) | ir::Expr::Or(list) | ir::Expr::Min(list) | ir::Expr::Max(list) => {
            deepest(list)
        }
        ir::Expr::Compare(_, a, b) | ir::Expr::Arith(_, a, b) | ir::Expr::AddMonths(a, b) => {
            depth(a).max(depth(b))
        }
        ir::Expr::If(a, b, c) => depth(a).max(depth(b)).max(depth(c)),
        ir::Expr::Fold(_, _, test, each) => {
            let part = |p: &Option<Box<ir::Expr>>| p.as_ref().map_or(0, |e| depth(e));
            part(test).max(part(each))
        }
    }
}
