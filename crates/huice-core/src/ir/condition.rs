//! Conditions and expressions.

use super::{Citation, DefinitionId, FactId, OptionId};
use crate::date::Date;
use crate::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One node of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Plain words; empty where the children speak for themselves.
    pub say: String,
    /// Own citation, where it differs from the instrument's.
    pub cite: Option<Citation>,
    /// What it tests.
    pub test: Test,
}

/// What a condition tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not.
    Not(Box<Condition>),
    /// A shared definition.
    Use(DefinitionId),
    /// A typed expression of truth.
    When(Expr),
    /// A finding that only an office can make: a bool fact.
    Judge(FactId),
    /// The text leaves this open: never settled.
    Open,
}

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compare {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// At most.
    Le,
    /// More.
    Gt,
    /// At least.
    Ge,
}

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arith {
    /// Plus.
    Add,
    /// Minus.
    Sub,
    /// Times.
    Mul,
}

/// A fold over records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Aggregate {
    /// How many.
    Count,
    /// The sum of a value.
    Sum,
    /// Whether one fits.
    Any,
    /// Whether every one fits (true of none).
    All,
}

/// A typed expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// A truth.
    Bool(bool),
    /// A number with its unit (months for 年 and 月, shares for %).
    Number(Decimal, Unit),
    /// A day.
    Date(Date),
    /// The day of evaluation.
    AsOf,
    /// A fact.
    Fact(FactId),
    /// A field of the record at hand, by its position.
    Field(FactId, u16),
    /// A parameter of the instrument, by position.
    Param(u16),
    /// A step of the amount, by position.
    Let(u16),
    /// Not.
    Not(Box<Expr>),
    /// And.
    And(Vec<Expr>),
    /// Or.
    Or(Vec<Expr>),
    /// Numbers or dates compared.
    Compare(Compare, Box<Expr>, Box<Expr>),
    /// A choice (fact or field) is among the options; or a set has at least one of them.
    In(Box<Expr>, Vec<OptionId>),
    /// Arithmetic on numbers. For 元/年 × 月 the checker has put in a [`Expr::PerTwelve`].
    Arith(Arith, Box<Expr>, Box<Expr>),
    /// A twelfth, exact to the last digit a decimal has.
    PerTwelve(Box<Expr>),
    /// A day moved by months (negative goes back), by the calendar.
    AddMonths(Box<Expr>, Box<Expr>),
    /// The 1st of January of a day's year.
    YearStart(Box<Expr>),
    /// Least.
    Min(Vec<Expr>),
    /// Greatest.
    Max(Vec<Expr>),
    /// If, then, else (numbers).
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A fold over the records of a fact: condition, value.
    Aggregate(Aggregate, FactId, Option<Box<Expr>>, Option<Box<Expr>>),
}

impl Expr {
    /// Does something with each expression right below this one, in order.
    pub fn each_part<'e>(&'e self, act: &mut dyn FnMut(&'e Self)) {
        match self {
            Self::Bool(_)
            | Self::Number(..)
            | Self::Date(_)
            | Self::AsOf
            | Self::Fact(_)
            | Self::Field(..)
            | Self::Param(_)
            | Self::Let(_) => {}
            Self::Not(a) | Self::In(a, _) | Self::PerTwelve(a) | Self::YearStart(a) => act(a),
            Self::And(list) | Self::Or(list) | Self::Min(list) | Self::Max(list) => {
                list.iter().for_each(act);
            }
            Self::Compare(_, a, b) | Self::Arith(_, a, b) | Self::AddMonths(a, b) => {
                act(a);
                act(b);
            }
            Self::If(a, b, c) => {
                act(a);
                act(b);
                act(c);
            }
            Self::Aggregate(_, _, test, value) => {
                test.iter().chain(value).for_each(|part| act(part));
            }
        }
    }

    /// Does something with every fact that it reads, also through a field or a fold.
    pub fn each_fact(&mut self, act: &mut impl FnMut(&mut FactId)) {
        match self {
            Self::Bool(_)
            | Self::Number(..)
            | Self::Date(_)
            | Self::AsOf
            | Self::Param(_)
            | Self::Let(_) => {}
            Self::Fact(id) | Self::Field(id, _) => act(id),
            Self::Not(a) | Self::In(a, _) | Self::PerTwelve(a) | Self::YearStart(a) => {
                a.each_fact(act);
            }
            Self::And(list) | Self::Or(list) | Self::Min(list) | Self::Max(list) => {
                list.iter_mut().for_each(|part| part.each_fact(act));
            }
            Self::Compare(_, a, b) | Self::Arith(_, a, b) | Self::AddMonths(a, b) => {
                a.each_fact(act);
                b.each_fact(act);
            }
            Self::If(a, b, c) => {
                a.each_fact(act);
                b.each_fact(act);
                c.each_fact(act);
            }
            Self::Aggregate(_, id, test, each) => {
                act(id);
                test.iter_mut().for_each(|part| part.each_fact(act));
                each.iter_mut().for_each(|part| part.each_fact(act));
            }
        }
    }
}
