//! Sums that grow with time.

use crate::ir::{Amount, Expr, Formula, Instrument, PaymentSchedule};

pub(super) fn formula(instrument: &Instrument) -> Option<&Formula> {
    match &instrument.amount {
        Amount::Exactly(formula) => Some(formula),
        Amount::AtMost(_) | Amount::None | Amount::NotStated | Amount::Text(_) => None,
    }
}

pub(super) fn exprs(formula: &Formula) -> impl Iterator<Item = &Expr> {
    let steps = formula.steps.iter().map(|(_, step)| step);
    steps.chain([&formula.value])
}

/// Whether a sum that is paid once can grow: it counts records, and which of them count depends
/// on the day. Where the day stands outside of such a count, the sum of the first day is all.
pub(super) fn grows(instrument: &Instrument) -> bool {
    let (mut within, mut outside) = (false, false);
    if let (Some(formula), PaymentSchedule::Once) = (formula(instrument), &instrument.paid) {
        for expr in exprs(formula) {
            day_in(expr, false, &mut within, &mut outside);
        }
    }
    within && !outside
}

fn day_in(expr: &Expr, folded: bool, within: &mut bool, outside: &mut bool) {
    if matches!(expr, Expr::AsOf) {
        *(if folded { within } else { outside }) = true;
        return;
    }
    let folded = folded || matches!(expr, Expr::Aggregate(..));
    parts(expr)
        .into_iter()
        .for_each(|part| day_in(part, folded, within, outside));
}

/// The expressions right below one.
pub(super) fn parts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Bool(_)
        | Expr::Number(..)
        | Expr::Date(_)
        | Expr::AsOf
        | Expr::Fact(_)
        | Expr::Field(..)
        | Expr::Param(_)
        | Expr::Let(_) => Vec::new(),
        Expr::Not(a) | Expr::In(a, _) | Expr::PerTwelve(a) | Expr::YearStart(a) => vec![a.as_ref()],
        Expr::And(list) | Expr::Or(list) | Expr::Min(list) | Expr::Max(list) => {
            list.iter().collect()
        }
        Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => {
            vec![a.as_ref(), b.as_ref()]
        }
        Expr::If(a, b, c) => vec![a.as_ref(), b.as_ref(), c.as_ref()],
        Expr::Aggregate(_, _, test, each) => {
            let both = test.iter().chain(each);
            both.map(AsRef::as_ref).collect()
        }
    }
}
