//! Expressions: names become positions, and every value gets a type and a unit.

mod operators;

use crate::code;
use crate::literal::{number, unit_name};
use crate::report::FileContext;
use crate::suggest::quoted;
use crate::symbol_table::SymbolTable;
use huice_core::Decimal;
use huice_core::ir::{self, Arith, FactId, FactKind, Unit};
use huice_syntax::expr::{Expr, ExprKind, Name};
use huice_syntax::{Diagnostic, Span, Text};
use huice_syntax::{Words, text};
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
    fn words(&self) -> Text {
        match self {
            Self::Bool => ("是非", "a truth (yes or no)").into(),
            Self::Date => ("日子", "a day").into(),
            Self::Number(Unit::Count(word)) if word.is_empty() => {
                unit_name(&Unit::Count(String::new()))
            }
            Self::Number(unit) => {
                let name = unit_name(unit);
                text!(zh: "以{}计的数", name.zh; en: "a number in {}", name.en)
            }
            Self::Options(_, false) => ("单选", "a choice").into(),
            Self::Options(_, true) => ("多选", "a set").into(),
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
    pub(crate) at: FileContext<'s>,
    pub(crate) symbols: &'s SymbolTable<'s>,
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
        at: FileContext<'s>,
        symbols: &'s SymbolTable<'s>,
        params: &'s [(String, Unit)],
        used_params: &'s RefCell<BTreeSet<u16>>,
        document: u16,
    ) -> Self {
        Self {
            at,
            symbols,
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

    fn error(&self, code: &'static str, span: Span, message: impl Into<Text>) -> Diagnostic {
        self.at.error(code, span, message)
    }

    fn refuse<T>(&self, diagnostic: Diagnostic) -> Option<T> {
        self.at.push(diagnostic);
        None
    }

    fn mismatch<T>(&self, value: &Value, (zh, en): Words, help: impl Into<Text>) -> Option<T> {
        let message = text!("这里要写{zh}", "expected {en}");
        let found = value.kind.words();
        self.refuse(
            self.error(code::TYPE, value.span, message)
                .label(text!(zh: "这是{}", found.zh; en: "this is {}", found.en))
                .help(help),
        )
    }

    fn bool(&self, value: Value) -> Option<ir::Expr> {
        match value.kind {
            Type::Bool => Some(value.expr),
            Type::Options(_, false) => self.mismatch(
                &value,
                ("是非", "a truth"),
                (
                    "单选要比较：`事项 == 选项`",
                    "compare the choice: `fact == option`",
                ),
            ),
            Type::Options(_, true) => self.mismatch(
                &value,
                ("是非", "a truth"),
                (
                    "多选要问有没有：`事项 has 选项`",
                    "ask the set: `fact has option`",
                ),
            ),
            Type::Date | Type::Number(_) => self.mismatch(
                &value,
                ("是非", "a truth"),
                (
                    "要和别的值比较：`>=`、`<`、`==`",
                    "compare it with something: `>=`, `<`, `==`",
                ),
            ),
        }
    }

    fn number(&self, value: Value) -> Option<(ir::Expr, Unit)> {
        match value.kind {
            Type::Number(unit) => Some((value.expr, unit)),
            Type::Bool => {
                let help = (
                    "要把是非变成数，写 `if(是非, 1, 0)`",
                    "to make a truth a number, write `if(truth, 1, 0)`",
                );
                self.mismatch(&value, ("数", "a number"), help)
            }
            Type::Date | Type::Options(..) => {
                self.mismatch(&value, ("数", "a number"), Text::default())
            }
        }
    }

    /// The value of an expression; reports every error in it.
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
                    let help = (
                        "`has` 用于多选；单选写 `事项 == 选项`",
                        "`has` asks a set; of a choice write `fact == option`",
                    );
                    return self.mismatch(&left, ("多选", "a set"), help);
                }
                let picked = self.option(&left, name)?;
                made(ir::Expr::In(Box::new(left.expr), vec![picked]), Type::Bool)
            }
            ExprKind::Call(function, parts) => self.call(*function, parts, span),
            ExprKind::Aggregate {
                fold,
                records,
                condition,
                value,
            } => self.fold(*fold, records, condition.as_deref(), value.as_deref(), span),
        }
    }

    fn option(&self, left: &Value, name: &Name) -> Option<ir::OptionId> {
        let Type::Options(options, _) = &left.kind else {
            return self.mismatch(
                left,
                ("单选或多选", "a choice or a set"),
                ("只有单选和多选才有选项", "only these have options"),
            );
        };
        let found = options.iter().zip(0u16..).find(|(id, _)| **id == name.text);
        if found.is_none() {
            let message = text!(
                "`{}` 不是它的选项",
                "`{}` is not one of the options",
                name.text
            );
            let all = text!("选项是 {}", "the options are {}", quoted(options));
            let known = options.iter().map(String::as_str);
            self.at.unknown(
                code::UNKNOWN_OPTION,
                name.span,
                message,
                &name.text,
                known,
                all,
            );
        }
        found.map(|(_, position)| position)
    }

    /// A name: a field of the current record, a parameter, a step or a fact, in this order.
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
        if let Some((id, fact)) = self.symbols.fact(name) {
            self.use_fact(id, span);
            let kind = self.kind_of(fact, span)?;
            return made(ir::Expr::Fact(id), kind);
        }
        self.unknown_name(name, span);
        None
    }

    /// Marks a fact as used, and reports one that is asked only in other places.
    pub(crate) fn use_fact(&self, id: FactId, span: Span) {
        self.symbols.used_facts.borrow_mut().insert(id);
        let Some(fact) = self.symbols.fact_at(id) else {
            return;
        };
        let Some(document) = self.symbols.documents.get(usize::from(self.document)) else {
            return;
        };
        let asked = |code: &str| {
            let chain = self.symbols.chain(code);
            let mut variants = self.symbols.facts.iter().filter(|d| d.fact.id == fact.id);
            variants.any(|d| {
                d.place
                    .as_deref()
                    .is_none_or(|place| chain.contains(&place))
            })
        };
        let missing = document.applies.iter().find(|code| !asked(code));
        // The words for this place may be those with an error.
        let missing = missing.filter(|_| !self.at.report.uses_lost(&fact.id));
        if let Some(code) = missing {
            let message = text!(
                "在 {code} 这个地方不问 `{}`",
                "`{}` is not asked in place {code}",
                fact.id
            );
            let help = (
                "它的 `place:` 是别的地方；请换一个事项，或者删掉 `place:`",
                "its `place:` lies elsewhere; use another fact, or take the `place:` away",
            );
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
                let message = text!(
                    "`{}` 是一组记录，不是一个值",
                    "`{}` is a list of records, not a value",
                    fact.id
                );
                let help = text!(
                    "请计数或求和：`count({0} where …)`、`sum({0}, …)`",
                    "count or add them up: `count({0} where …)`, `sum({0}, …)`",
                    fact.id
                );
                return self.refuse(self.error(code::TYPE, span, message).help(help));
            }
        })
    }

    fn unknown_name(&self, name: &str, span: Span) {
        let symbols = self.symbols;
        if self.later.iter().any(|step| step == name) {
            let message = text!(
                "步骤 `{name}` 还没有写到",
                "the step `{name}` is not known yet"
            );
            let help = (
                "一步只能用它前面的步骤；条件里不能用步骤",
                "a step sees only the steps before it, and no condition sees any",
            );
            return self.at.wrong(code::UNKNOWN_NAME, span, message, help);
        }
        if let Some(found) = symbols.definitions.iter().find(|d| d.id == name) {
            let message = text!(
                "`{name}` 是定义（`{}`），不是事项",
                "`{name}` is a definition (`{}`), not a fact",
                found.title
            );
            let help = text!(
                "请单独写一个条件 `use: {name}`",
                "write `use: {name}` as a condition of its own"
            );
            return self.at.wrong(code::WRONG_SORT, span, message, help);
        }
        if let Some(records) = symbols.records_with(name) {
            let message = text!(
                "`{name}` 是 `{}` 里的一栏",
                "`{name}` is a field of `{}`",
                records.id
            );
            let help = text!(
                "请写在汇总里面：`any({} where … {name} …)`",
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
            .chain(symbols.fact_names());
        let otherwise: Text = match symbols.fact_with_option(name) {
            Some(fact) => text!(
                "`{name}` 是 `{0}` 的选项：请写 `{0} == {name}`",
                "`{name}` is an option of `{0}`: write `{0} == {name}`",
                fact.id
            ),
            None => (
                "请写进 facts/，或者这项政策的 `params`",
                "declare it in facts/, or in the `params` of this instrument",
            )
                .into(),
        };
        let message = text!(
            "没有 `{name}` 这个事项或参数",
            "there is no fact or parameter `{name}`"
        );
        self.at
            .unknown(code::UNKNOWN_NAME, span, message, name, near, otherwise);
    }
}

/// Nought minus a number; a literal just changes its sign.
fn negate(expr: ir::Expr, unit: &Unit) -> ir::Expr {
    match expr {
        ir::Expr::Number(n, unit) => ir::Expr::Number(-n, unit),
        other => {
            let zero = ir::Expr::Number(Decimal::ZERO, unit.clone());
            ir::Expr::Arith(Arith::Sub, Box::new(zero), Box::new(other))
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
        ir::Expr::Aggregate(_, _, test, each) => {
            let part = |p: &Option<Box<ir::Expr>>| p.as_ref().map_or(0, |e| depth(e));
            part(test).max(part(each))
        }
    }
}
