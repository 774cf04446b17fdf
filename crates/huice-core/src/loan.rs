//! A loan month by month: principal, interest, the part of the interest that is paid for the
//! borrower, and what is left.
//!
//! An estimate, never a contract: amount, rate and term are the user's, and what was assumed is
//! said in words beside the result. Every sum is rounded to 0.01 元, halves up; the last month
//! takes the remainder, so that the principal adds up to the loan exactly.

mod power;
mod terms;

use crate::number::{add, cents, divide, multiply, subtract};
use power::power;
use rust_decimal::Decimal;
use std::fmt;

pub use terms::{LoanLimits, LoanTerm, loan_limits};

/// The longest term that is computed, in months: fifty years.
pub const LONGEST: u32 = 600;

/// The largest loan that is computed, in 元: a hundred thousand million.
const LARGEST: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0);

/// How a loan is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// 等额本息: the same payment every month.
    EqualPayments,
    /// 等额本金: the same principal every month.
    EqualPrincipal,
    /// 到期还本（按月付息）: interest every month, the principal at the end.
    AtEnd,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::EqualPayments, Self::EqualPrincipal, Self::AtEnd];
}

/// A loan and help with its interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is borrowed, in 元, to the cent.
    pub principal: Decimal,
    /// The yearly rate as a share: 0.0435 is 4.35 %.
    pub yearly_rate: Decimal,
    /// For how many months.
    pub months: u32,
    /// How it is paid back.
    pub method: Method,
    /// Who pays part of the interest, if anyone does.
    pub help: Option<Help>,
    /// What the rule allows at most; nothing where no rule is asked.
    pub limits: Limits,
}

/// Help with the interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The share that is paid for the borrower: 0.5 is half.
    pub share: Decimal,
    /// For how many months, from the first; `None`: as long as the loan lasts.
    pub months: Option<u32>,
    /// Only on the interest of so much principal, in 元; `None`: of all of it.
    pub principal: Option<Decimal>,
    /// Computed on this yearly rate instead of the loan's own, as a share.
    pub rate: Option<Decimal>,
}

/// What a rule allows at most. `None`: not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// In 元.
    pub principal: Option<Decimal>,
    /// In months.
    pub months: Option<u32>,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub month: u32,
    /// Principal paid back.
    pub principal: Decimal,
    /// All interest.
    pub interest: Decimal,
    /// Interest paid for the borrower.
    pub helped: Decimal,
    /// Interest that the borrower pays.
    pub own: Decimal,
    /// What the borrower pays in all: principal and own interest.
    pub pays: Decimal,
    /// What is still owed afterwards.
    pub left: Decimal,
}

/// The loan month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// One row a month.
    pub rows: Vec<Row>,
    /// All interest.
    pub interest: Decimal,
    /// Interest paid for the borrower.
    pub helped: Decimal,
    /// Interest that the borrower pays.
    pub own: Decimal,
}

/// Why a loan cannot be computed. What to tell a person is in `huice-zh`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoanError {
    /// The amount is zero, below, above what is computed, or finer than a cent.
    Principal,
    /// The amount is above the rule's limit, in 元.
    AboveLimit(Decimal),
    /// The rate is below zero, above 100 %, or has too many digits.
    Rate,
    /// The term is zero or longer than [`LONGEST`].
    Months,
    /// The term is longer than the rule's, in months.
    TooLong(u32),
    /// The share that is paid for the borrower is not between zero and all.
    Share,
    /// The principal on whose interest help is paid is zero, below, or finer than a cent.
    HelpedPrincipal,
    /// A number became larger than can be computed.
    Overflow,
}

impl fmt::Display for LoanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal => f.write_str("the amount is not one that can be borrowed"),
            Self::AboveLimit(limit) => write!(f, "the amount is above the limit of {limit}"),
            Self::Rate => f.write_str("the yearly rate is not a share with at most 8 decimals"),
            Self::Months => write!(f, "the term is not one of 1 to {LONGEST} months"),
            Self::TooLong(longest) => write!(f, "the term is longer than {longest} months"),
            Self::Share => f.write_str("the share of the interest is not between 0 and 1"),
            Self::HelpedPrincipal => f.write_str("the principal that is helped is not an amount"),
            Self::Overflow => f.write_str("a number became too large"),
        }
    }
}

impl std::error::Error for LoanError {}

/// The loan month by month.
///
/// # Errors
/// See [`LoanError`]; nothing is computed from what cannot be right.
pub fn schedule(request: &Request) -> Result<Schedule, LoanError> {
    check(request)?;
    let monthly = over(request.yearly_rate, 12)?;
    let regular = regular(request, monthly)?;
    let mut left = request.principal;
    let mut rows = Vec::new();
    for month in 1..=request.months {
        let interest = times(left, monthly).map(cents)?;
        let principal = if month == request.months {
            left
        } else {
            let planned = match request.method {
                Method::EqualPayments => minus(regular, interest)?,
                Method::EqualPrincipal => regular,
                Method::AtEnd => Decimal::ZERO,
            };
            planned.clamp(Decimal::ZERO, left)
        };
        let helped = helped(request, month, left, interest)?;
        let own = minus(interest, helped)?;
        left = minus(left, principal)?;
        rows.push(Row {
            month,
            principal,
            interest,
            helped,
            own,
            pays: plus(principal, own)?,
            left,
        });
    }
    let sum = |part: fn(&Row) -> Decimal| {
        rows.iter()
            .try_fold(Decimal::ZERO, |all, row| plus(all, part(row)))
    };
    let (interest, helped) = (sum(|r| r.interest)?, sum(|r| r.helped)?);
    Ok(Schedule {
        own: minus(interest, helped)?,
        interest,
        helped,
        rows,
    })
}

/// Refuses what cannot be right.
fn check(request: &Request) -> Result<(), LoanError> {
    let to_the_cent = |n: Decimal| n.normalize().scale() <= 2;
    let share =
        |n: Decimal| (Decimal::ZERO..=Decimal::ONE).contains(&n) && n.normalize().scale() <= 8;
    let p = request.principal;
    if p <= Decimal::ZERO || p > LARGEST || !to_the_cent(p) {
        return Err(LoanError::Principal);
    }
    if let Some(limit) = request.limits.principal.filter(|limit| p > *limit) {
        return Err(LoanError::AboveLimit(limit));
    }
    if !share(request.yearly_rate) {
        return Err(LoanError::Rate);
    }
    if !(1..=LONGEST).contains(&request.months) {
        return Err(LoanError::Months);
    }
    if let Some(longest) = request.limits.months.filter(|l| request.months > *l) {
        return Err(LoanError::TooLong(longest));
    }
    let Some(help) = &request.help else {
        return Ok(());
    };
    if !share(help.share) {
        return Err(LoanError::Share);
    }
    if help.rate.is_some_and(|r| !share(r)) {
        return Err(LoanError::Rate);
    }
    if help
        .principal
        .is_some_and(|n| n <= Decimal::ZERO || !to_the_cent(n))
    {
        return Err(LoanError::HelpedPrincipal);
    }
    Ok(())
}

/// What is the same every month: the payment, or the principal.
fn regular(request: &Request, monthly: Decimal) -> Result<Decimal, LoanError> {
    match request.method {
        Method::EqualPayments if !monthly.is_zero() => {
            // P·r ÷ (1 − (1+r)^−n): the same as P·r·(1+r)^n ÷ ((1+r)^n − 1), and it cannot
            // overflow where that would.
            let grown = power(plus(Decimal::ONE, monthly)?, request.months)?;
            let shrunk = divide(Decimal::ONE, grown).ok_or(LoanError::Overflow)?;
            let part = minus(Decimal::ONE, shrunk)?;
            let payment = divide(times(request.principal, monthly)?, part);
            payment.map(cents).ok_or(LoanError::Overflow)
        }
        Method::EqualPayments | Method::EqualPrincipal => {
            over(request.principal, request.months).map(cents)
        }
        Method::AtEnd => Ok(Decimal::ZERO),
    }
}

/// The interest of a month that is paid for the borrower: never more than the interest itself.
fn helped(
    request: &Request,
    month: u32,
    left: Decimal,
    interest: Decimal,
) -> Result<Decimal, LoanError> {
    let Some(help) = &request.help else {
        return Ok(Decimal::ZERO);
    };
    if help.months.is_some_and(|last| month > last) {
        return Ok(Decimal::ZERO);
    }
    let base = help.principal.map_or(left, |most| left.min(most));
    let rate = help.rate.unwrap_or(request.yearly_rate);
    let computed = times(base, over(rate, 12)?).map(cents)?;
    Ok(times(computed, help.share).map(cents)?.min(interest))
}

fn plus(a: Decimal, b: Decimal) -> Result<Decimal, LoanError> {
    add(a, b).ok_or(LoanError::Overflow)
}

fn minus(a: Decimal, b: Decimal) -> Result<Decimal, LoanError> {
    subtract(a, b).ok_or(LoanError::Overflow)
}

fn times(a: Decimal, b: Decimal) -> Result<Decimal, LoanError> {
    multiply(a, b).ok_or(LoanError::Overflow)
}

fn over(a: Decimal, by: u32) -> Result<Decimal, LoanError> {
    divide(a, Decimal::from(by)).ok_or(LoanError::Overflow)
}

#[cfg(test)]
mod tests;
