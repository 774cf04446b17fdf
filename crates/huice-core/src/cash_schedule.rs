//! The plan: which determined money can be had in which month.
//!
//! Only money that is certain goes into a month: the conditions are met (now, or on a day that
//! time alone brings), nobody's discretion is needed, the sum is known, and the rule tells when
//! it is paid. Everything else is listed beside the total with its reason. Months are those in
//! which money can first be had; when it arrives no document tells.

mod claims;
mod dated_eval;
mod growth;
mod max_weight_set;

use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decision::Decision;
use crate::ir::{Beneficiary, Instrument, Kind, Law, Strength, Unit};
use crate::number::{add, subtract};
use crate::outcome::{AmountResult, Verdict};
use crate::vec_map::insert_sorted;
use claims::{Claim, Due};
use dated_eval::DatedEvaluator;
use rust_decimal::Decimal;

/// Sums above this are never added: no total can overflow, and no law pays as much.
const TOO_LARGE: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// Determined money over the coming months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashSchedule {
    /// The day of evaluation; its calendar month is the first month.
    pub from: Date,
    /// What can be had, by month, then by the order of the law.
    pub payments: Vec<Payment>,
    /// Sum of each month, in 元.
    pub by_month: Vec<Decimal>,
    /// Sum of each twelve months from the first, in 元; the last may be shorter.
    pub by_year: Vec<Decimal>,
    /// Sum for each who receives money, in 元, largest first.
    pub by_receiver: Vec<(Beneficiary, Decimal)>,
    /// Sum of all months, in 元.
    pub total: Decimal,
    /// What is not in the total, in the order of the law.
    pub uncounted: Vec<Uncounted>,
    /// Whether every combination of what excludes each other was tried. It is, unless a set of
    /// more than 64 instruments is tied together.
    pub exact: bool,
}

/// One sum in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Position of the instrument.
    pub instrument: u16,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// The month, from 0.
    pub month: u16,
    /// The first day on which it can be had.
    pub due: Date,
    /// Which part of the instrument's money it is.
    pub part: Part,
    /// How much, in 元, to the cent.
    pub sum: Decimal,
}

/// Which part of an instrument's money a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// What more can be had once more records meet the conditions.
    More,
    /// The months from the first to the last of these, counted from 1.
    Months(u32, u32),
    /// This year, counted from 1.
    Year(u32),
}

/// Something that is not in the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncounted {
    /// Position of the instrument.
    pub instrument: u16,
    /// Who would receive it.
    pub beneficiary: Beneficiary,
    /// Why it is not in the total.
    pub reason: Reason,
    /// How much: an exact sum, a range (on top of what is in the total), a ceiling, not stated.
    pub amount: AmountResult,
    /// The month in which the conditions are first met, where that is known.
    pub month: Option<u16>,
}

/// Why something is not in the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The text names no figure.
    NotStated,
    /// The answers leave a range; its least is in the total, this is what may come on top.
    Open,
    /// The text names only a ceiling.
    Ceiling,
    /// An office or another rule has the last word.
    Office(Strength),
    /// A loan is paid back: it is no income.
    Loan,
    /// It lowers what is owed or computed; nothing is paid out.
    NotPaidOut,
    /// It cannot be had together with this one, which is in the plan.
    Excluded(u16),
    /// Whether the conditions are met is not settled.
    Undetermined,
    /// The rule does not tell when it is paid.
    TimeNotStated,
    /// It is paid by month or year, and the day from which it counts is not known.
    StartNotKnown,
    /// It can be had only from this day, after the last month.
    Later(Date),
    /// It would fall due after the last day on which the rule is in force.
    AfterWindow(Date),
    /// The sum is larger than any law pays.
    TooLarge,
}

/// The plan for `months` calendar months from the month of `as_of`. `decisions` are those of
/// [`crate::evaluate`] for the same law, day and answers; only instruments in `scope` (by
/// position) are looked at, so that money for an employer never stands in a worker's plan.
#[must_use]
pub fn cash_schedule(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    decisions: &[Decision],
    months: u16,
    scope: &dyn Fn(u16) -> bool,
) -> CashSchedule {
    let looked_at: Vec<&Decision> = decisions.iter().filter(|o| scope(o.instrument)).collect();
    let mut builder = Builder {
        law,
        as_of,
        months,
        answers,
        evaluator: DatedEvaluator::new(law, answers, &looked_at),
        claims: Vec::new(),
        uncounted: Vec::new(),
    };
    for decision in looked_at {
        if let Some(instrument) = law.instruments.get(usize::from(decision.instrument)) {
            builder.take(instrument, decision);
        }
    }
    builder.finish()
}

struct Builder<'a> {
    law: &'a CompiledLaw,
    as_of: Date,
    months: u16,
    answers: &'a Answers,
    evaluator: DatedEvaluator<'a>,
    claims: Vec<Claim>,
    uncounted: Vec<Uncounted>,
}

/// What is known of an instrument on the first day on which its conditions are met.
struct First {
    day: Date,
    amount: AmountResult,
}

impl Builder<'_> {
    fn take(&mut self, instrument: &Instrument, decision: &Decision) {
        if decision.kind != Kind::Loan && !decision.kind.pays() {
            if decision.verdict == Verdict::Eligible && decision.amount.is_sum() {
                self.list(decision, Reason::NotPaidOut, decision.amount.clone(), None);
            }
            return;
        }
        let Some(first) = self.first(decision) else {
            return;
        };
        let Some(month) = self.month(first.day) else {
            let reason = Reason::Later(first.day);
            return self.list(decision, reason, first.amount, None);
        };
        let (low, high, unit) = match &first.amount {
            AmountResult::None | AmountResult::NotDue | AmountResult::Text(_) => return,
            _ if decision.kind == Kind::Loan => {
                return self.list(decision, Reason::Loan, first.amount, Some(month));
            }
            AmountResult::NotStated => {
                return self.list(decision, Reason::NotStated, first.amount, Some(month));
            }
            _ if !decision.strength.settles() => {
                let reason = Reason::Office(decision.strength);
                return self.list(decision, reason, first.amount, Some(month));
            }
            AmountResult::AtMost(..) => {
                return self.list(decision, Reason::Ceiling, first.amount, Some(month));
            }
            AmountResult::Exact(n, unit) => (*n, Some(*n), unit.clone()),
            AmountResult::Range(low, high, unit) => (*low, *high, unit.clone()),
        };
        if low > TOO_LARGE {
            return self.list(decision, Reason::TooLarge, first.amount, Some(month));
        }
        if high != Some(low) {
            let more = high.and_then(|h| subtract(h, low));
            let more = AmountResult::Range(Decimal::ZERO, more, unit.clone());
            self.list(decision, Reason::Open, more, Some(month));
        }
        if low.is_zero() {
            return;
        }
        let case = claims::Case {
            law: self.law,
            answers: self.answers,
            instrument,
            position: decision.instrument,
            first: first.day,
            until: self.horizon_end(),
        };
        self.claims.push(case.claim(&mut self.evaluator, low, unit));
    }

    /// The first day on which the conditions are met, with the amount on that day; what has none
    /// is listed where it may still come to money.
    fn first(&mut self, decision: &Decision) -> Option<First> {
        let worth = |amount: &AmountResult| amount.is_sum() || *amount == AmountResult::NotStated;
        let mut verdict = decision.verdict.clone();
        let mut amount = decision.amount.clone();
        let mut day = self.as_of;
        // A day of entry into force may lead to a later day once; more steps add nothing.
        for _ in 0..4 {
            match verdict {
                Verdict::Eligible => return Some(First { day, amount }),
                Verdict::NotYet(next) | Verdict::NotStarted(next) => {
                    if next <= day || self.month(next).is_none() {
                        let starts = matches!(decision.verdict, Verdict::NotYet(_));
                        if starts && worth(&amount) {
                            self.list(decision, Reason::Later(next), amount, None);
                        }
                        return None;
                    }
                    day = next;
                    let then = self
                        .evaluator
                        .verdict_and_amount(decision.instrument, day)?;
                    (verdict, amount) = then;
                }
                Verdict::Undetermined => {
                    if worth(&amount) {
                        self.list(decision, Reason::Undetermined, amount, None);
                    }
                    return None;
                }
                Verdict::Replaced(by) => {
                    // It has no amount of its own: the one in its place has.
                    if amount == AmountResult::NotDue {
                        self.list(decision, Reason::Excluded(by), amount, None);
                    }
                    return None;
                }
                Verdict::Ineligible | Verdict::Expired(_) | Verdict::StartUnknown(..) => {
                    return None;
                }
            }
        }
        None
    }

    fn list(&mut self, of: &Decision, reason: Reason, amount: AmountResult, month: Option<u16>) {
        self.uncounted.push(Uncounted {
            instrument: of.instrument,
            beneficiary: of.beneficiary,
            reason,
            amount,
            month,
        });
    }

    /// The month of a day, if the plan reaches it; an earlier day counts as the first month.
    fn month(&self, day: Date) -> Option<u16> {
        let count = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
        let month = u16::try_from((count(day) - count(self.as_of)).max(0)).ok()?;
        (month < self.months).then_some(month)
    }

    /// The first day of the month after the last.
    fn horizon_end(&self) -> Date {
        let first = Date::new(self.as_of.year(), self.as_of.month(), 1).unwrap_or(self.as_of);
        first.add_months(i64::from(self.months))
    }

    fn finish(mut self) -> CashSchedule {
        for claim in &mut self.claims {
            let instrument = self.law.instruments.get(usize::from(claim.instrument));
            claim.cut(instrument.and_then(|i| last_day(self.law, i)));
        }
        let within = |day| self.month(day).is_some();
        let mut weights: Vec<Decimal> = Vec::new();
        for claim in &self.claims {
            weights.push(claim.worth(&within));
        }
        let rivals = self.rivals();
        let (chosen, exact) = max_weight_set::max_weight_set(&weights, &rivals);
        let mut plan = CashSchedule {
            from: self.as_of,
            payments: Vec::new(),
            by_month: vec![Decimal::ZERO; usize::from(self.months)],
            by_year: vec![Decimal::ZERO; usize::from(self.months.div_ceil(12))],
            by_receiver: Vec::new(),
            total: Decimal::ZERO,
            uncounted: Vec::new(),
            exact,
        };
        let claims = std::mem::take(&mut self.claims);
        let mut counted: Vec<u16> = Vec::new();
        for (at, claim) in claims.iter().enumerate() {
            if chosen.contains(at) {
                counted.push(claim.instrument);
                self.enter(&mut plan, claim);
            } else {
                let by = rivals
                    .get(at)
                    .and_then(|r| r.iter().find(|other| chosen.contains(**other)))
                    .and_then(|other| claims.get(*other))
                    .map_or(claim.instrument, |other| other.instrument);
                // Its open part can no more be had than the rest.
                self.uncounted.retain(|b| b.instrument != claim.instrument);
                let amount = AmountResult::Exact(claim.all(), Unit::Yuan);
                let month = self.month(claim.first);
                self.uncounted
                    .push(claim.line(Reason::Excluded(by), amount, month));
            }
        }
        self.tell_excluded(&counted);
        for line in self.uncounted {
            insert_sorted(&mut plan.uncounted, line, |a, b| {
                a.instrument > b.instrument
            });
        }
        sum_up(&mut plan);
        plan
    }

    fn enter(&mut self, plan: &mut CashSchedule, claim: &Claim) {
        let mut later = Decimal::ZERO;
        for due in &claim.parts {
            match self.month(due.day) {
                Some(month) => enter_part(plan, claim, due, month),
                None => later = plus(later, due.sum),
            }
        }
        let past = claim.parts.iter().find(|p| self.month(p.day).is_none());
        if let Some(first) = past {
            let amount = AmountResult::Exact(later, Unit::Yuan);
            let line = claim.line(Reason::Later(first.day), amount, None);
            self.uncounted.push(line);
        }
        for unscheduled in &claim.unscheduled {
            let amount = unscheduled.amount.clone();
            let month = self.month(claim.first);
            self.uncounted
                .push(claim.line(unscheduled.reason, amount, month));
        }
    }

    /// Whose money is never added to whose: by position among the claims.
    fn rivals(&self) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        for a in &self.claims {
            let mut against = Vec::new();
            for (at, b) in self.claims.iter().enumerate() {
                let other = a.instrument != b.instrument;
                if other && conflict(self.law, a.instrument, b.instrument) {
                    against.push(at);
                }
            }
            all.push(against);
        }
        all
    }

    /// What an office may still give is not to be had beside what excludes it.
    fn tell_excluded(&mut self, counted: &[u16]) {
        for line in &mut self.uncounted {
            if let Reason::Office(_) | Reason::Ceiling | Reason::NotStated = line.reason
                && let Some(by) = counted
                    .iter()
                    .find(|c| conflict(self.law, **c, line.instrument))
            {
                line.reason = Reason::Excluded(*by);
            }
        }
    }
}

/// Whether the money of two instruments is never added: one excludes the other, or stands in its
/// place. A grant that restates another would be counted here as well.
fn conflict(law: &Law, a: u16, b: u16) -> bool {
    let names = |one: u16, other: u16| {
        law.instruments
            .get(usize::from(one))
            .is_some_and(|i| i.excludes.contains(&other) || i.replaces.contains(&other))
    };
    names(a, b) || names(b, a)
}

/// Payments of one instrument that fall into one month are one payment where they are months
/// that follow each other.
fn enter_part(plan: &mut CashSchedule, claim: &Claim, due: &Due, month: u16) {
    let mut before = plan.payments.iter_mut().rev();
    let same = before.find(|p| p.instrument == claim.instrument && p.month == month);
    if let (Some(last), Part::Months(_, to)) = (same, due.part)
        && let Part::Months(from, _) = last.part
    {
        last.part = Part::Months(from, to);
        last.sum = plus(last.sum, due.sum);
        return;
    }
    let payment = Payment {
        instrument: claim.instrument,
        beneficiary: claim.to,
        month,
        due: due.day,
        part: due.part,
        sum: due.sum,
    };
    insert_sorted(&mut plan.payments, payment, |a, b| {
        (a.month, a.instrument) > (b.month, b.instrument)
    });
}

fn sum_up(plan: &mut CashSchedule) {
    let mut by_receiver: Vec<(Beneficiary, Decimal)> = Vec::new();
    for payment in &plan.payments {
        let month = usize::from(payment.month);
        if let Some(sum) = plan.by_month.get_mut(month) {
            *sum = plus(*sum, payment.sum);
        }
        if let Some(sum) = plan.by_year.get_mut(month / 12) {
            *sum = plus(*sum, payment.sum);
        }
        match by_receiver
            .iter_mut()
            .find(|(to, _)| *to == payment.beneficiary)
        {
            Some((_, sum)) => *sum = plus(*sum, payment.sum),
            None => by_receiver.push((payment.beneficiary, payment.sum)),
        }
        plan.total = plus(plan.total, payment.sum);
    }
    for one in by_receiver {
        insert_sorted(&mut plan.by_receiver, one, |a, b| a.1 < b.1);
    }
}

/// Sums stay far below what a decimal holds: see [`TOO_LARGE`].
fn plus(a: Decimal, b: Decimal) -> Decimal {
    add(a, b).unwrap_or(a)
}

/// Last day in force, where one is stated.
fn last_day(law: &Law, instrument: &Instrument) -> Option<Date> {
    let document = law.documents.get(usize::from(instrument.cite.document));
    instrument.until.or_else(|| document.and_then(|d| d.until))
}
