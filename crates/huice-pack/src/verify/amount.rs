//! Sums, schedules of payment and loans.

use super::{Checked, expr, short};
use expr::{Kind, Scope, kind_of};
use huice_core::ir::{
    Amount, FactKind, Formula, Instrument, Law, LoanTerms, PaymentSchedule, Unit,
};

pub(super) fn check_amount(amount: &Amount, scope: &Scope<'_>) -> Checked {
    match amount {
        Amount::None | Amount::NotStated => Ok(()),
        Amount::Text(text) => short(&[text]),
        Amount::Exactly(formula) | Amount::AtMost(formula) => check_formula(formula, scope),
    }
}

pub(super) fn check_paid(law: &Law, instrument: &Instrument, scope: &Scope<'_>) -> Checked {
    let kinds = kinds_of_amount(&instrument.amount, scope)?;
    let scope = scope.with_lets(&kinds);
    let number = |e: &huice_core::ir::Expr| {
        let (kind, _) = kind_of(e, &scope, 0)?;
        expr::expect(kind, Kind::Number)
    };
    let date = |id: u16| match law.facts.get(usize::from(id)).map(|f| &f.kind) {
        Some(FactKind::Date) => Ok(()),
        Some(_) => Err("paid from a fact that is not a date".to_owned()),
        None => Err(format!("fact {id} of {}", law.facts.len())),
    };
    match &instrument.paid {
        PaymentSchedule::NotStated | PaymentSchedule::Once => Ok(()),
        PaymentSchedule::Monthly { months, from } => {
            number(months)?;
            from.map_or(Ok(()), date)
        }
        PaymentSchedule::Yearly { parts, from } => {
            parts.iter().try_for_each(number)?;
            date(*from)
        }
    }
}

pub(super) fn check_loan(loan: &LoanTerms, amount: &Amount, scope: &Scope<'_>) -> Checked {
    short(&[&loan.guarantee])?;
    let kinds = kinds_of_amount(amount, scope)?;
    for part in loan.exprs() {
        let (kind, _) = kind_of(part, &scope.with_lets(&kinds), 0)?;
        expr::expect(kind, Kind::Number)?;
    }
    Ok(())
}

pub(super) fn kinds_of_amount(amount: &Amount, scope: &Scope<'_>) -> Checked<Vec<Kind>> {
    match amount {
        Amount::Exactly(formula) | Amount::AtMost(formula) => kinds_of_steps(formula, scope),
        Amount::None | Amount::NotStated | Amount::Text(_) => Ok(Vec::new()),
    }
}

pub(super) fn kinds_of_steps(formula: &Formula, scope: &Scope<'_>) -> Checked<Vec<Kind>> {
    let mut kinds = Vec::new();
    for (label, step) in &formula.steps {
        short(&[label])?;
        let (kind, _) = kind_of(step, &scope.with_lets(&kinds), 0)?;
        kinds.push(kind);
    }
    Ok(kinds)
}

pub(super) fn check_formula(formula: &Formula, scope: &Scope<'_>) -> Checked {
    match formula.unit {
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {}
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age | Unit::Percent => {
            return Err("an amount that is not money".into());
        }
    }
    let kinds = kinds_of_steps(formula, scope)?;
    let (kind, _) = kind_of(&formula.value, &scope.with_lets(&kinds), 0)?;
    expr::expect(kind, Kind::Number)
}
