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
mod totals;

use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decision::Decision;
use crate::ir::{Beneficiary, Instrument, Kind, Law, Strength};
use crate::number::{add, subtract};
use crate::outcome::{AmountResult, Verdict};
use claims::Claim;
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
    /// is listed where it may still be money.
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
}

/// Last day in force, where one is stated.
fn last_day(law: &Law, instrument: &Instrument) -> Option<Date> {
    let document = law.documents.get(usize::from(instrument.cite.document));
    instrument.until.or_else(|| document.and_then(|d| d.until))
}

/// Sums stay far below what a decimal holds: see [`TOO_LARGE`].
fn plus(a: Decimal, b: Decimal) -> Decimal {
    add(a, b).unwrap_or(a)
}
