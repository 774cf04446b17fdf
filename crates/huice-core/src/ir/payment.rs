//! How a sum is paid, and what a loan is: the parts of the intermediate form that the plan and the
//! loan schedule read. Evaluation does not look at them.

use super::{Expr, FactId};
use serde::{Deserialize, Serialize};

/// When a sum is paid, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub enum PaymentSchedule {
    /// The text does not tell: the sum is never put into a month.
    #[default]
    NotStated,
    /// In one sum, to be had from the day on which the conditions are met.
    Once,
    /// In equal parts, one a month.
    Monthly {
        /// How many months.
        months: Expr,
        /// The date fact on which the first month begins; `None` where nobody is asked.
        from: Option<FactId>,
    },
    /// In one part for each year that is over.
    Yearly {
        /// The parts in 元, first year first; may use the steps of the amount.
        parts: Vec<Expr>,
        /// The date fact on which the first year begins.
        from: FactId,
    },
}

/// What the text fixes about a loan or about help with its interest. `None`: not stated. The
/// expressions may use the steps of the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct LoanTerms {
    /// The most that can be borrowed, in 元.
    pub limit: Option<Expr>,
    /// The longest term, in months.
    pub term: Option<Expr>,
    /// The share of the interest that is paid for the borrower.
    pub share: Option<Expr>,
    /// The yearly rate on which that share is computed, where it is not the loan's own.
    pub share_rate: Option<Expr>,
    /// For how many months at most that share is paid.
    pub share_months: Option<Expr>,
    /// The most principal on whose interest it is paid, in 元.
    pub share_principal: Option<Expr>,
    /// What is said about the guarantee; may be empty.
    pub guarantee: String,
    /// The loans, by position, whose interest this helps to pay.
    pub helps: Vec<u16>,
}

impl PaymentSchedule {
    /// Every expression there is.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        match self {
            Self::NotStated | Self::Once => [].iter(),
            Self::Monthly { months, .. } => std::slice::from_ref(months).iter(),
            Self::Yearly { parts, .. } => parts.iter(),
        }
    }
}

impl LoanTerms {
    /// Every expression there is.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        [
            &self.limit,
            &self.term,
            &self.share,
            &self.share_rate,
            &self.share_months,
            &self.share_principal,
        ]
        .into_iter()
        .flatten()
    }

    /// Every expression there is, to be changed.
    pub fn exprs_mut(&mut self) -> impl Iterator<Item = &mut Expr> {
        [
            &mut self.limit,
            &mut self.term,
            &mut self.share,
            &mut self.share_rate,
            &mut self.share_months,
            &mut self.share_principal,
        ]
        .into_iter()
        .flatten()
    }
}
