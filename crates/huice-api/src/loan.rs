//! A loan month by month.

use crate::digits;
use crate::terms::RepaymentMethod;
use huice_core::loan::{Help, LoanError, LoanLimits, Method, Request, Row, schedule};
use huice_core::{Decimal, loan};
use serde::Serialize;

/// A loan month by month: an estimate, never a contract. Sums are in 元, to the cent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loan {
    /// Always `true`.
    pub estimate: bool,
    /// What is borrowed.
    pub principal: String,
    /// The yearly rate as a share: `0.0435`.
    pub yearly_rate: String,
    /// For how many months.
    pub months: u32,
    /// How it is paid back.
    pub method: RepaymentMethod,
    /// The most that the policies lend; `null` where none of them states it.
    pub limit: Option<String>,
    /// The longest term in months; `null` where none of the policies states it.
    pub longest: Option<u32>,
    /// Who guarantees the loan, in words; may be empty.
    pub guarantee: String,
    /// Who pays part of the interest; `null` where nobody does.
    pub help: Option<LoanHelp>,
    /// All interest.
    pub interest: String,
    /// Interest that is paid for the borrower.
    pub helped: String,
    /// Interest that the borrower pays.
    pub own: String,
    /// One row a month.
    pub rows: Vec<LoanRow>,
    /// What was assumed, in words.
    pub assumptions: Vec<String>,
}

/// Help with the interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanHelp {
    /// The share of the interest: `0.5` is half.
    pub share: String,
    /// For how many months from the first; `null`: as long as the loan lasts.
    pub months: Option<u32>,
    /// Only on the interest of so much principal; `null`: of the whole principal.
    pub principal: Option<String>,
    /// On this yearly rate, as a share; `null`: on the loan's own.
    pub rate: Option<String>,
}

impl LoanHelp {
    /// Help with the interest.
    #[must_use]
    pub fn new(help: &Help) -> Self {
        Self {
            share: digits(help.share),
            months: help.months,
            principal: help.principal.map(digits),
            rate: help.rate.map(digits),
        }
    }
}

/// One month of a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanRow {
    /// The month, from 1.
    pub month: u32,
    /// Principal paid back.
    pub principal: String,
    /// All interest.
    pub interest: String,
    /// Interest paid for the borrower.
    pub helped: String,
    /// Interest that the borrower pays.
    pub own: String,
    /// What the borrower pays in all.
    pub pays: String,
    /// What is still owed afterwards.
    pub left: String,
}

impl LoanRow {
    fn new(row: &Row) -> Self {
        Self {
            month: row.month,
            principal: digits(row.principal),
            interest: digits(row.interest),
            helped: digits(row.helped),
            own: digits(row.own),
            pays: digits(row.pays),
            left: digits(row.left),
        }
    }
}

impl Loan {
    /// A loan with the limits and the help that rules or the borrower name; `about_terms` states
    /// what is assumed about them.
    ///
    /// # Errors
    /// See [`LoanError`].
    pub fn new(
        principal: Decimal,
        yearly_rate: Decimal,
        months: u32,
        method: Method,
        limits: &LoanLimits,
        about_terms: Vec<String>,
    ) -> Result<Self, LoanError> {
        let request = Request {
            principal,
            yearly_rate,
            months,
            method,
            help: limits.help.clone(),
            limits: limits.limits,
        };
        let made = schedule(&request)?;
        Ok(Self::of(&request, limits, &made, about_terms))
    }

    /// A computed schedule; `about_terms` states what is assumed about limits and help.
    #[must_use]
    pub fn of(
        request: &Request,
        limits: &LoanLimits,
        made: &loan::Schedule,
        about_terms: Vec<String>,
    ) -> Self {
        let mut assumptions = huice_zh::loan::assumptions(request);
        assumptions.extend(about_terms);
        Self {
            estimate: true,
            principal: digits(request.principal),
            yearly_rate: digits(request.yearly_rate),
            months: request.months,
            method: request.method.into(),
            limit: limits.limits.principal.map(digits),
            longest: limits.limits.months,
            guarantee: limits.guarantee.clone(),
            help: request.help.as_ref().map(LoanHelp::new),
            interest: digits(made.interest),
            helped: digits(made.helped),
            own: digits(made.own),
            rows: made.rows.iter().map(LoanRow::new).collect(),
            assumptions,
        }
    }
}
