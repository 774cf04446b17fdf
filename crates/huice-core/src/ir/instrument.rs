//! Instruments: what somebody can get, under which condition, and how much.

use super::{Citation, Condition, Expr, GoalId, LoanTerms, OfficeId, PaymentSchedule};
use crate::date::Date;
use crate::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What sort of thing an instrument gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Kind {
    Cash,
    Recurring,
    Reimbursement,
    Refund,
    Interest,
    Loan,
    Tax,
    Extension,
    Priority,
    Service,
    Duty,
    Definition,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Seeker,
        Self::Founder,
        Self::Employer,
        Self::Family,
        Self::Institution,
    ];
}

impl Kind {
    /// Whether a sum of this kind is paid out to somebody. A loan is paid back, and what need not
    /// be paid in tax or contributions is nobody's income.
    #[must_use]
    pub fn pays(self) -> bool {
        match self {
            Self::Cash | Self::Recurring | Self::Reimbursement | Self::Refund | Self::Interest => {
                true
            }
            Self::Loan
            | Self::Tax
            | Self::Extension
            | Self::Priority
            | Self::Service
            | Self::Duty
            | Self::Definition => false,
        }
    }
}

/// Who receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Beneficiary {
    Founder,
    Individual,
    Employer,
    Institution,
    Intermediary,
    Agency,
    Household,
}

/// Who would look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Role {
    Seeker,
    Founder,
    Employer,
    Family,
    Institution,
}

/// How strong the claim is once the stated conditions are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the names are the terms of the rule language, explained there"
)]
pub enum Strength {
    Entitled,
    May,
    IfAdopted,
    Pilot,
    Competitive,
    ByOtherRule,
    Programme,
}

impl Strength {
    /// Whether meeting the stated conditions is enough. A competition that has been won is a
    /// condition met; `may` leaves the last word to an office.
    #[must_use]
    pub fn settles(self) -> bool {
        match self {
            Self::Entitled | Self::Competitive => true,
            Self::May | Self::IfAdopted | Self::Pilot | Self::ByOtherRule | Self::Programme => {
                false
            }
        }
    }
}

/// One thing the law gives, promises or demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Stable id.
    pub id: String,
    /// Official title.
    pub title: String,
    /// The title in words that one would say at the counter; may be empty.
    pub plain: String,
    /// One plain line.
    pub summary: String,
    /// What sort.
    pub kind: Kind,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// Who would look for it.
    pub roles: Vec<Role>,
    /// How strong the claim.
    pub strength: Strength,
    /// Its place in the text.
    pub cite: Citation,
    /// Which fund pays; may be empty.
    pub fund: String,
    /// A step that the text takes for granted; may be empty.
    pub prerequisite: String,
    /// Own first day, inclusive, where the clause states one.
    pub from: Option<Date>,
    /// Own last day, inclusive, where the clause states one.
    pub until: Option<Date>,
    /// 申领条件; `None` where it is open to all.
    pub eligible: Option<Condition>,
    /// 补贴标准.
    pub amount: Amount,
    /// Figures of the law.
    pub params: Vec<Param>,
    /// What is fixed but not a sum.
    pub terms: Vec<Term>,
    /// Other readings.
    pub readings: Vec<Reading>,
    /// Instruments whose money is never added to this one's: positions.
    pub excludes: Vec<u16>,
    /// Instruments whose place this one takes: positions.
    pub replaces: Vec<u16>,
    /// The instrument, by position, of a document of a wider place that this one restates: one
    /// grant with two sources.
    pub restates: Option<u16>,
    /// The offices responsible, as the clause names them, the leading one first: positions.
    pub offices: Vec<OfficeId>,
    /// The goals that it serves: positions, rising.
    pub goals: Vec<GoalId>,
    /// What to tell the person; may be empty.
    pub note: String,
    /// When it is paid.
    pub paid: PaymentSchedule,
    /// What is fixed about a loan or its interest.
    pub loan: Option<LoanTerms>,
}

impl Instrument {
    /// The expressions that only the cash schedule and the loan read, in a fixed order: those of
    /// the payments, then those of the loan.
    pub fn schedule_exprs(&self) -> impl Iterator<Item = &Expr> {
        let loan = self.loan.iter().flat_map(LoanTerms::exprs);
        self.paid.exprs().chain(loan)
    }
}

/// A figure of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// Its name in the rule.
    pub name: String,
    /// Plain words.
    pub label: String,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its place in the text.
    pub cite: Citation,
}

/// Something fixed that is not a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Plain words.
    pub label: String,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Its place in the text.
    pub cite: Citation,
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Amount {
    /// Nothing to pay.
    None,
    /// The text names no figure.
    NotStated,
    /// Not money.
    Text(String),
    /// A sum by formula.
    Exactly(Formula),
    /// A ceiling by formula.
    AtMost(Formula),
}

/// How a sum is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// Named steps: (label, value), each may use those before it.
    pub steps: Vec<(String, Expr)>,
    /// The sum.
    pub value: Expr,
    /// 元, 元/月 or 元/年.
    pub unit: Unit,
}

/// Another way to read a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What is in doubt.
    pub about: String,
    /// The adopted reading in words.
    pub ours: String,
    /// The other in words.
    pub other: String,
    /// The condition under the other.
    pub eligible: Option<Condition>,
    /// The amount under the other.
    pub amount: Option<Amount>,
    /// Whether a yes that the other turns into a no becomes "ask".
    pub ask: bool,
}
