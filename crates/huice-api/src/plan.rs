//! The certain money of the coming months, by month.

use crate::terms::{Beneficiary, PaymentPart, UncountedReason};
use crate::{Amount, Refused, day, digits, instrument_id};
use huice_core::cash_schedule;
use huice_core::cash_schedule::{CashSchedule, Reason};
use huice_core::ir::{Law, Role};
use huice_core::{Date, IncrementalEvaluator};
use huice_zh::read::AnswerError;
use huice_zh::schedule;
use huice_zh::schedule::NOTES;
use serde::Serialize;

/// The certain money of the coming months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan<'l> {
    /// Code of the place.
    pub place: &'l str,
    /// Its name.
    pub place_name: &'l str,
    /// The day of evaluation; its calendar month is the first month.
    pub as_of: String,
    /// Sum of all months, in 元.
    pub total: String,
    /// Whether every combination of what excludes each other was tried.
    pub exact: bool,
    /// Every month with its sum.
    pub months: Vec<PlanMonth>,
    /// Sum of each twelve months from the first, in 元; the last may be shorter.
    pub years: Vec<String>,
    /// Sum for each who receives money, largest first.
    pub receivers: Vec<ReceiverSum>,
    /// What can be had, by month, then in the law's order.
    pub payments: Vec<Payment<'l>>,
    /// What is not in the total, in the law's order.
    pub uncounted: Vec<Uncounted<'l>>,
    /// The notes that stand beside every plan.
    pub notes: Vec<&'static str>,
    /// Answers that were left out because they cannot be used.
    pub refused: Vec<Refused>,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanMonth {
    /// `2026-11`.
    pub month: String,
    /// In 元.
    pub sum: String,
}

/// What one group receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverSum {
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// In 元.
    pub sum: String,
}

/// One sum in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payment<'l> {
    /// The policy.
    pub id: &'l str,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// The month, as `2026-11`.
    pub month: String,
    /// The first day on which it can be had.
    pub due: String,
    /// In 元.
    pub sum: String,
    /// Which part of the policy's money it is.
    pub part: PaymentPart,
    /// That part in words; empty for the whole amount.
    pub text: String,
}

/// Something that is not in the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Uncounted<'l> {
    /// The policy.
    pub id: &'l str,
    /// Who would receive it.
    pub beneficiary: Beneficiary,
    /// Why it is not in the total.
    pub reason: UncountedReason,
    /// The reason in words.
    pub text: String,
    /// The policy in the total that excludes it; `null` where none does.
    pub excluded_by: Option<&'l str>,
    /// How much; without steps.
    pub amount: Amount,
    /// The month in which the conditions are first met; `null` where that is not known.
    pub month: Option<String>,
}

impl<'l> Plan<'l> {
    /// The plan for so many calendar months, of what people in these roles look for (all, where
    /// none is named).
    #[must_use]
    pub fn new(
        evaluator: &'l IncrementalEvaluator,
        months: u16,
        roles: &[Role],
        refused: &[AnswerError],
    ) -> Self {
        let law = evaluator.law();
        let made = cash_schedule::cash_schedule(
            law,
            evaluator.as_of(),
            evaluator.answers(),
            evaluator.decisions(),
            months,
            &|position| looks_for(law, roles, position),
        );
        Self::of(law, &made, refused)
    }

    /// A cash schedule.
    #[must_use]
    pub fn of(law: &'l Law, made: &CashSchedule, refused: &[AnswerError]) -> Self {
        let month = |at: u16| month(made.from, at);
        let id = |position: u16| instrument_id(law, position).unwrap_or_default();
        let payment = |own: &cash_schedule::Payment| Payment {
            id: id(own.instrument),
            beneficiary: own.beneficiary.into(),
            month: month(own.month),
            due: day(own.due),
            sum: digits(own.sum),
            part: own.part.into(),
            text: schedule::part(own.part),
        };
        let uncounted = |own: &cash_schedule::Uncounted| Uncounted {
            id: id(own.instrument),
            beneficiary: own.beneficiary.into(),
            reason: own.reason.into(),
            text: schedule::reason(law, own.reason),
            excluded_by: match own.reason {
                Reason::Excluded(by) => instrument_id(law, by),
                _ => None,
            },
            amount: Amount::new(law, &own.amount, &[]),
            month: own.month.map(month),
        };
        let months = (0u16..).zip(&made.by_month);
        let receivers = made.by_receiver.iter();
        Self {
            place: &law.place,
            place_name: &law.place_name,
            as_of: day(made.from),
            total: digits(made.total),
            exact: made.exact,
            months: months
                .map(|(at, sum)| PlanMonth {
                    month: month(at),
                    sum: digits(*sum),
                })
                .collect(),
            years: made.by_year.iter().map(|sum| digits(*sum)).collect(),
            receivers: receivers
                .map(|(beneficiary, sum)| ReceiverSum {
                    beneficiary: (*beneficiary).into(),
                    sum: digits(*sum),
                })
                .collect(),
            payments: made.payments.iter().map(payment).collect(),
            uncounted: made.uncounted.iter().map(uncounted).collect(),
            notes: NOTES.to_vec(),
            refused: refused.iter().map(Refused::new).collect(),
        }
    }
}

/// Whether people in these roles (all, where none is named) look for a policy, by its position.
#[must_use]
pub fn looks_for(law: &Law, roles: &[Role], position: u16) -> bool {
    let own = crate::instrument(law, position);
    roles.is_empty() || own.is_some_and(|own| roles.iter().any(|role| own.roles.contains(role)))
}

/// The month so many months after that of a day.
fn month(from: Date, later: u16) -> String {
    let first = Date::new(from.year(), from.month(), 1).unwrap_or(from);
    let first = first.add_months(i64::from(later));
    format!("{:04}-{:02}", first.year(), first.month())
}
