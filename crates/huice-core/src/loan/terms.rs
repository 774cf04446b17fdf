//! What a rule fixes about a loan, for a person's answers.

use super::{Help, Limits};
use crate::answers::Answers;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::ir::Expr;
use crate::number::divide;
use crate::outcome::AmountResult;
use crate::pay::value;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A share is worked out as a part of a million 元, so that no digit of it is rounded away.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What a rule fixes. What is `None` the rule does not state, or the answers do not settle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoanLimits {
    /// The most that can be borrowed, and for how long.
    pub limits: Limits,
    /// Help with the interest.
    pub help: Option<Help>,
    /// What is said about the guarantee; may be empty.
    pub guarantee: String,
    /// What the answers do not settle.
    pub open: Vec<LoanTerm>,
}

/// One of the things that a rule may fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoanTerm {
    /// The most that can be borrowed.
    Limit,
    /// The longest term.
    Longest,
    /// The share of the interest that is paid for the borrower.
    Share,
    /// The yearly rate that this share is computed with.
    ShareRate,
    /// For how long it is paid.
    ShareMonths,
    /// On the interest of how much principal.
    SharePrincipal,
}

/// What an instrument fixes about a loan, as of a day; `None` where it is not about a loan.
#[must_use]
pub fn loan_limits(
    law: &CompiledLaw,
    position: u16,
    as_of: Date,
    answers: &Answers,
) -> Option<LoanLimits> {
    let terms = law.instruments.get(usize::from(position))?.loan.as_ref()?;
    let mut found = LoanLimits {
        guarantee: terms.guarantee.clone(),
        ..LoanLimits::default()
    };
    let mut read = |expr: &Option<Expr>, times: i32, what: LoanTerm| {
        let expr = expr.as_ref()?;
        if let AmountResult::Exact(n, _) = value(law, position, answers, as_of, expr, times) {
            return Some(n);
        }
        found.open.push(what);
        None
    };
    let share_of = |n: Option<Decimal>| n.and_then(|n| divide(n, MILLION));
    let principal = read(&terms.limit, 1, LoanTerm::Limit);
    let months = read(&terms.term, 1, LoanTerm::Longest);
    let share = share_of(read(&terms.share, 1_000_000, LoanTerm::Share));
    let rate = share_of(read(&terms.share_rate, 1_000_000, LoanTerm::ShareRate));
    let help_months = read(&terms.share_months, 1, LoanTerm::ShareMonths);
    let help_principal = read(&terms.share_principal, 1, LoanTerm::SharePrincipal);
    found.limits = Limits {
        principal,
        months: months.and_then(|n| n.to_u32()),
    };
    // Half-known help is not computed: it would be computed too high.
    let settled = |expr: &Option<Expr>, value: Option<Decimal>| expr.is_none() || value.is_some();
    let whole = settled(&terms.share_rate, rate)
        && settled(&terms.share_months, help_months)
        && settled(&terms.share_principal, help_principal);
    found.help = share.filter(|_| whole).map(|share| Help {
        share,
        months: help_months.and_then(|n| n.to_u32()),
        principal: help_principal,
        rate,
    });
    Some(found)
}
