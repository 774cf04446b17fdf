//! A few values that represent all: on, just under and just over each compared figure.

use huice_core::ir::{Compare, Expr, FactKind, OptionId, Unit};
use huice_core::{Date, Decimal};
use std::collections::BTreeSet;

/// A variable of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Variable {
    /// An answer.
    Fact(u16),
    /// The day of evaluation.
    AsOf,
    /// A number that is worked out; any value is thought possible.
    Number(Expr),
    /// A truth that is worked out; both are thought possible.
    Truth(Expr),
    /// What the text leaves open.
    Open(usize),
}

/// What is asked of a variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ask {
    /// Whether it is true.
    True,
    /// Whether it is, or has, one of these options.
    In(Vec<OptionId>),
    /// How it compares with a number.
    Number(Compare, Decimal),
    /// How it compares with a day.
    Day(Compare, Date),
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Truth(bool),
    Options(Vec<OptionId>),
    Number(Decimal),
    Day(Date),
}

impl Ask {
    /// The answer for a value; `None` where they do not fit each other.
    pub(super) fn of(&self, value: &Value) -> Option<bool> {
        match (self, value) {
            (Self::True, Value::Truth(truth)) => Some(*truth),
            (Self::In(options), Value::Options(chosen)) => {
                Some(chosen.iter().any(|c| options.contains(c)))
            }
            (Self::Number(how, n), Value::Number(value)) => Some(compares(*how, value, n)),
            (Self::Day(how, day), Value::Day(value)) => Some(compares(*how, value, day)),
            (Self::True | Self::In(_) | Self::Number(..) | Self::Day(..), _) => None,
        }
    }
}

fn compares<T: Ord>(how: Compare, a: &T, b: &T) -> bool {
    match how {
        Compare::Eq => a == b,
        Compare::Ne => a != b,
        Compare::Lt => a < b,
        Compare::Le => a <= b,
        Compare::Gt => a > b,
        Compare::Ge => a >= b,
    }
}

/// The values of a variable that distinguish all of these questions.
pub(super) fn values(variable: &Variable, kind: Option<&FactKind>, asked: &[&Ask]) -> Vec<Value> {
    match (variable, kind) {
        (Variable::Fact(_), Some(FactKind::Choice(options))) => choices(options.len(), asked),
        (Variable::Fact(_), Some(FactKind::Set(options))) => sets(options.len(), asked),
        (Variable::Fact(_), Some(FactKind::Number { unit, min, max })) => {
            numbers(asked, step(unit), Some((*min, *max)))
        }
        (Variable::Fact(_), Some(FactKind::Date)) | (Variable::AsOf, _) => days(asked),
        (Variable::Number(_), _) => numbers(asked, Decimal::new(1, 4), None),
        (Variable::Fact(_), Some(FactKind::Bool { .. } | FactKind::Records { .. }) | None)
        | (Variable::Truth(_) | Variable::Open(_), _) => {
            vec![Value::Truth(false), Value::Truth(true)]
        }
    }
}

/// The least difference of two numbers of a unit.
fn step(unit: &Unit) -> Decimal {
    match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => Decimal::ONE,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => Decimal::new(1, 2),
        Unit::Percent => Decimal::new(1, 6),
    }
}

fn numbers(asked: &[&Ask], step: Decimal, limits: Option<(Decimal, Decimal)>) -> Vec<Value> {
    let mut found = BTreeSet::new();
    for ask in asked {
        let Ask::Number(_, n) = ask else { continue };
        let around = [n.checked_sub(step), Some(*n), n.checked_add(step)];
        found.extend(around.into_iter().flatten());
    }
    if let Some((min, max)) = limits {
        found.extend([min, max]);
        found.retain(|n| (min..=max).contains(n));
    }
    found.into_iter().map(Value::Number).collect()
}

fn days(asked: &[&Ask]) -> Vec<Value> {
    let mut found = BTreeSet::from([Date::FIRST, Date::LAST]);
    for ask in asked {
        let Ask::Day(_, day) = ask else { continue };
        found.extend([*day, day.next()]);
    }
    found.into_iter().map(Value::Day).collect()
}

fn named(asked: &[&Ask]) -> BTreeSet<OptionId> {
    let options = asked.iter().filter_map(|ask| match ask {
        Ask::In(options) => Some(options),
        Ask::True | Ask::Number(..) | Ask::Day(..) => None,
    });
    options.flatten().copied().collect()
}

/// Every option that is named, and one that is not.
fn choices(count: usize, asked: &[&Ask]) -> Vec<Value> {
    let mut chosen = named(asked);
    let all = 0..u16::try_from(count).unwrap_or(u16::MAX);
    chosen.extend(all.into_iter().find(|o| !chosen.contains(o)));
    chosen
        .into_iter()
        .map(|o| Value::Options(vec![o]))
        .collect()
}

/// Every set of the options that are named; where they are many, each alone, none and all.
fn sets(count: usize, asked: &[&Ask]) -> Vec<Value> {
    let all: Vec<OptionId> = (0..u16::try_from(count).unwrap_or(u16::MAX)).collect();
    let mut options: Vec<OptionId> = named(asked).into_iter().collect();
    options.extend(all.iter().find(|o| !options.contains(o)));
    if options.len() > 6 {
        let alone = options.iter().map(|o| vec![*o]);
        let sets = alone.chain([Vec::new(), all]);
        return sets.map(Value::Options).collect();
    }
    let subsets = 0u32..1 << options.len();
    subsets
        .map(|bits| {
            let has = |n: usize| bits >> n & 1 == 1;
            let chosen = options.iter().enumerate().filter(|(n, _)| has(*n));
            Value::Options(chosen.map(|(_, o)| *o).collect())
        })
        .collect()
}
