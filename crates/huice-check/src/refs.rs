//! Every place in the intermediate form that refers to something by position.

use huice_core::ir::{
    Amount, Citation, Condition, Definition, Expr, Formula, Instrument, PaymentSchedule, Test,
};

/// What is done with a position.
pub(crate) trait Visit {
    /// A fact.
    fn fact(&mut self, id: &mut u16);
    /// A definition.
    fn definition(&mut self, id: &mut u16);
    /// A document.
    fn document(&mut self, id: &mut u16);
}

pub(crate) fn instrument(it: &mut Instrument, visit: &mut impl Visit) {
    cite(&mut it.cite, visit);
    it.params.iter_mut().for_each(|p| cite(&mut p.cite, visit));
    it.terms.iter_mut().for_each(|t| cite(&mut t.cite, visit));
    it.eligible.iter_mut().for_each(|c| condition(c, visit));
    amount(&mut it.amount, visit);
    for reading in &mut it.readings {
        reading
            .eligible
            .iter_mut()
            .for_each(|c| condition(c, visit));
        reading.amount.iter_mut().for_each(|a| amount(a, visit));
    }
    match &mut it.paid {
        PaymentSchedule::NotStated | PaymentSchedule::Once => {}
        PaymentSchedule::Monthly { months, from } => {
            expr(months, visit);
            from.iter_mut().for_each(|id| visit.fact(id));
        }
        PaymentSchedule::Yearly { parts, from } => {
            parts.iter_mut().for_each(|part| expr(part, visit));
            visit.fact(from);
        }
    }
    if let Some(terms) = &mut it.loan {
        terms.exprs_mut().for_each(|e| expr(e, visit));
    }
}

pub(crate) fn definition(it: &mut Definition, visit: &mut impl Visit) {
    cite(&mut it.cite, visit);
    condition(&mut it.holds, visit);
}

fn cite(it: &mut Citation, visit: &mut impl Visit) {
    visit.document(&mut it.document);
}

pub(crate) fn condition(it: &mut Condition, visit: &mut impl Visit) {
    it.cite.iter_mut().for_each(|c| cite(c, visit));
    match &mut it.test {
        Test::All(parts) | Test::Any(parts) => parts.iter_mut().for_each(|c| condition(c, visit)),
        Test::Not(inner) => condition(inner, visit),
        Test::Use(id) => visit.definition(id),
        Test::When(inner) => expr(inner, visit),
        Test::Judge(id) => visit.fact(id),
        Test::Open => {}
    }
}

fn amount(it: &mut Amount, visit: &mut impl Visit) {
    match it {
        Amount::None | Amount::NotStated | Amount::Text(_) => {}
        Amount::Exactly(formula) | Amount::AtMost(formula) => {
            let Formula { steps, value, .. } = formula;
            steps.iter_mut().for_each(|(_, step)| expr(step, visit));
            expr(value, visit);
        }
    }
}

pub(crate) fn expr(it: &mut Expr, visit: &mut impl Visit) {
    it.each_fact(&mut |id| visit.fact(id));
}
