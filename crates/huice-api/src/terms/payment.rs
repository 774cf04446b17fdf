//! The terms of plans and loans.

use super::terms;
use huice_core::cash_schedule;
use serde::{Serialize, Serializer};

terms! {
    /// Which part of a policy's money a payment is.
    PaymentPart {
        /// All of it.
        Whole = "whole",
        /// What more can be had once more records meet the conditions.
        More = "more",
        /// Some months of it.
        Months = "months",
        /// One year of it.
        Year = "year",
    }
}

impl From<cash_schedule::Part> for PaymentPart {
    fn from(part: cash_schedule::Part) -> Self {
        use cash_schedule::Part;
        match part {
            Part::Whole => Self::Whole,
            Part::More => Self::More,
            Part::Months(..) => Self::Months,
            Part::Year(_) => Self::Year,
        }
    }
}

terms! {
    /// Why something is not in the total of a plan.
    UncountedReason {
        /// The text names no figure.
        NotStated = "not_stated",
        /// The answers leave a range; its least is in the total, this is what may come on top.
        Open = "open",
        /// The text names only a ceiling.
        Ceiling = "ceiling",
        /// An office or another rule has the last word.
        Office = "office",
        /// A loan is paid back: it is no income.
        Loan = "loan",
        /// It lowers what is owed; nothing is paid out.
        NotPaidOut = "not_paid_out",
        /// It cannot be had together with `excluded_by`.
        Excluded = "excluded",
        /// Whether the conditions are met is not settled.
        Undetermined = "undetermined",
        /// The text does not state when it is paid.
        TimeNotStated = "time_not_stated",
        /// The day from which it counts is not known.
        StartNotKnown = "start_not_known",
        /// It can be had only after the last month.
        Later = "later",
        /// It would fall due after the last day in force.
        AfterWindow = "after_window",
        /// The sum is larger than any law pays.
        TooLarge = "too_large",
    }
}

impl From<cash_schedule::Reason> for UncountedReason {
    fn from(reason: cash_schedule::Reason) -> Self {
        use cash_schedule::Reason;
        match reason {
            Reason::NotStated => Self::NotStated,
            Reason::Open => Self::Open,
            Reason::Ceiling => Self::Ceiling,
            Reason::Office(_) => Self::Office,
            Reason::Loan => Self::Loan,
            Reason::NotPaidOut => Self::NotPaidOut,
            Reason::Excluded(_) => Self::Excluded,
            Reason::Undetermined => Self::Undetermined,
            Reason::TimeNotStated => Self::TimeNotStated,
            Reason::StartNotKnown => Self::StartNotKnown,
            Reason::Later(_) => Self::Later,
            Reason::AfterWindow(_) => Self::AfterWindow,
            Reason::TooLarge => Self::TooLarge,
        }
    }
}

terms! {
    /// How a loan is paid back.
    RepaymentMethod of huice_core::loan::Method {
        /// The same payment every month.
        EqualPayments = "等额本息",
        /// The same principal every month.
        EqualPrincipal = "等额本金",
        /// Interest every month, the principal at the end.
        AtEnd = "到期还本",
    }
}
