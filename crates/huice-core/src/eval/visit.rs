//! Walks over conditions and expressions: what they look at, whatever it comes to.

use super::condition::DEEPEST;
use crate::ir::{Amount, Condition, Expr, FactId, Law, Test};

/// What a condition looks at.
pub(crate) enum Seen<'l> {
    /// A part of an expression.
    Expr(&'l Expr),
    /// A finding of an office.
    Judge(FactId),
}

/// Everything that a condition looks at, through its definitions.
pub(crate) fn condition<'l>(law: &'l Law, condition: &'l Condition, see: &mut dyn FnMut(Seen<'l>)) {
    inside(law, condition, 0, see);
}

fn inside<'l>(law: &'l Law, condition: &'l Condition, depth: usize, see: &mut dyn FnMut(Seen<'l>)) {
    if depth > DEEPEST {
        return;
    }
    match &condition.test {
        Test::All(list) | Test::Any(list) => {
            for part in list {
                inside(law, part, depth + 1, see);
            }
        }
        Test::Not(part) => inside(law, part, depth + 1, see),
        Test::Use(id) => {
            if let Some(definition) = law.definitions.get(usize::from(*id)) {
                inside(law, &definition.holds, depth + 1, see);
            }
        }
        Test::When(whole) => expr(whole, &mut |part| see(Seen::Expr(part))),
        Test::Judge(fact) => see(Seen::Judge(*fact)),
        Test::Open => {}
    }
}

/// Every part of an expression, itself first.
pub(crate) fn expr<'l>(whole: &'l Expr, see: &mut dyn FnMut(&'l Expr)) {
    see(whole);
    match whole {
        Expr::Not(a) | Expr::PerTwelve(a) | Expr::YearStart(a) | Expr::In(a, _) => expr(a, see),
        Expr::And(list) | Expr::Or(list) | Expr::Min(list) | Expr::Max(list) => {
            for part in list {
                expr(part, see);
            }
        }
        Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => {
            expr(a, see);
            expr(b, see);
        }
        Expr::If(a, b, c) => {
            expr(a, see);
            expr(b, see);
            expr(c, see);
        }
        Expr::Aggregate(_, _, test, each) => {
            for part in test.iter().chain(each) {
                expr(part, see);
            }
        }
        Expr::Bool(_)
        | Expr::Number(..)
        | Expr::Date(_)
        | Expr::AsOf
        | Expr::Fact(_)
        | Expr::Field(..)
        | Expr::Param(_)
        | Expr::Let(_) => {}
    }
}

/// The expressions of an amount.
pub(crate) fn amount<'l>(amount: &'l Amount, see: &mut dyn FnMut(&'l Expr)) {
    if let Amount::Exactly(formula) | Amount::AtMost(formula) = amount {
        for (_, step) in &formula.steps {
            expr(step, see);
        }
        expr(&formula.value, see);
    }
}

/// In how many places an expression looks at a fact.
pub(crate) fn mentions(whole: &Expr, fact: FactId) -> usize {
    let mut places = 0;
    expr(whole, &mut |part| match part {
        // A fold looks at the list once, however many fields it reads.
        Expr::Fact(id) | Expr::Aggregate(_, id, ..) => places += usize::from(*id == fact),
        _ => {}
    });
    places
}
