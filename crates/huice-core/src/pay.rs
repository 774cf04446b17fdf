//! The values of the expressions that say how a sum is paid and what a loan is.

use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::{Subject, narrowed};
use crate::ir::{Expr, FactId, Unit};
use crate::outcome::AmountResult;
use crate::scaled::ScaledInterval;

/// The value of an expression of the payments or the loan of an instrument, as of a day. It is
/// multiplied by a whole number and comes back as money would: to the cent, and never below zero.
pub(crate) fn value(
    law: &CompiledLaw,
    position: u16,
    answers: &Answers,
    day: Date,
    expr: &Expr,
    times: i32,
) -> AmountResult {
    let program = law.program();
    let found = Subject::new(law, program, position).and_then(|subject| {
        let mut exprs = subject.instrument.schedule_exprs();
        let at = exprs.position(|known| std::ptr::eq(known, expr))?;
        let subject = subject.whole();
        Some((subject, *subject.ops.schedule.get(at)?))
    });
    let Some((subject, op)) = found else {
        return AmountResult::NotStated;
    };
    let mut machine = law.machine(day, answers);
    machine.run(program, &subject.reach.ops);
    let sum = narrowed(&mut machine, subject, op);
    let sum = sum.times(ScaledInterval::only(times.into()));
    AmountResult::sum(sum, program.scale(op), &Unit::Yuan)
}

/// The day that answers a date fact, where it is known to the day.
pub(crate) fn known_day(answers: &Answers, fact: FactId) -> Option<Date> {
    match answers.get(fact) {
        Some(crate::Answer::Date(range)) if range.low == range.high => Some(range.low),
        Some(_) | None => None,
    }
}
