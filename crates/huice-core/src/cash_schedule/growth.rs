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
    expr.each_part(&mut |part| day_in(part, folded, within, outside));
}
