//! The fixed terms on the wire, each written once.

mod payment;

pub use payment::{PaymentPart, RepaymentMethod, UncountedReason};

use huice_core::ir;
use serde::{Serialize, Serializer};

/// An enumeration whose variants are texts on the wire; `of` names the core's enumeration with the
/// same variants.
macro_rules! terms {
    (
        $(#[$about:meta])*
        $name:ident of $core:path {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        terms! {
            $(#[$about])*
            $name {
                $($(#[$doc])* $variant = $word,)+
            }
        }

        impl From<$core> for $name {
            fn from(term: $core) -> Self {
                use $core as Core;
                match term {
                    $(Core::$variant => Self::$variant,)+
                }
            }
        }
    };
    (
        $(#[$about:meta])*
        $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$doc])* #[cfg_attr(feature = "schema", schemars(rename = $word))] $variant,)+
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl $name {
            /// Every term.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The text on the wire.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// A term by its text.
            #[must_use]
            pub fn read(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.word() == word)
            }
        }
    };
}

use terms;

terms! {
    /// The verdict on one policy.
    Verdict {
        /// The stated conditions are met.
        Eligible = "eligible",
        /// Only time is missing: met from the day `not_yet`, if nothing else changes.
        NotYet = "not_yet",
        /// A necessary condition fails, or `replaced_by` takes its place.
        Ineligible = "ineligible",
        /// Not settled: see `needs`.
        Undetermined = "undetermined",
        /// `expired` on its last day, `starts` on a day, or its start is unknown (`start_between`).
        NotInForce = "not_in_force",
        /// The text is lost: what it gives, and who can get it, is unknown.
        TextMissing = "text_missing",
    }
}

impl From<&huice_core::Verdict> for Verdict {
    fn from(verdict: &huice_core::Verdict) -> Self {
        use huice_core::Verdict as Core;
        match verdict {
            Core::Eligible => Self::Eligible,
            Core::NotYet(_) => Self::NotYet,
            Core::Ineligible | Core::Replaced(_) => Self::Ineligible,
            Core::Undetermined => Self::Undetermined,
            Core::Expired(_) | Core::NotStarted(_) | Core::StartUnknown(..) => Self::NotInForce,
        }
    }
}

terms! {
    /// How strong the claim is once the stated conditions are met.
    Strength of ir::Strength {
        /// Whoever meets the conditions has it.
        Entitled = "entitled",
        /// 可: an office decides.
        May = "may",
        /// Only where the place has adopted it.
        IfAdopted = "if_adopted",
        /// Only where it is tried out.
        Pilot = "pilot",
        /// The best of those who apply.
        Competitive = "competitive",
        /// 按规定: other rules hold further conditions.
        ByOtherRule = "by_other_rule",
        /// A service or a promise, no claim to money.
        Programme = "programme",
    }
}

terms! {
    /// What sort of thing is given.
    Kind of ir::Kind {
        /// One sum.
        Cash = "cash",
        /// Sums by month or year.
        Recurring = "recurring",
        /// Costs that are paid back.
        Reimbursement = "reimbursement",
        /// Contributions or taxes that are paid back.
        Refund = "refund",
        /// Interest that is paid for the borrower.
        Interest = "interest",
        /// A loan.
        Loan = "loan",
        /// Taxes or fees that are lowered.
        Tax = "tax",
        /// A later day of payment.
        Extension = "extension",
        /// To be served or chosen first.
        Priority = "priority",
        /// A service.
        Service = "service",
        /// Something that is demanded.
        Duty = "duty",
        /// What a word of the document means.
        Definition = "definition",
    }
}

terms! {
    /// Who receives it.
    Beneficiary of ir::Beneficiary {
        /// Whoever founds a business.
        Founder = "founder",
        /// A person.
        Individual = "individual",
        /// An employer.
        Employer = "employer",
        /// An institution, as a carrier or a training body.
        Institution = "institution",
        /// Whoever finds work for others.
        Intermediary = "intermediary",
        /// An office.
        Agency = "agency",
        /// A household.
        Household = "household",
    }
}

terms! {
    /// Who looks for it.
    Role of ir::Role {
        /// Looks for work.
        Seeker = "seeker",
        /// Founds a business.
        Founder = "founder",
        /// Employs people.
        Employer = "employer",
        /// Asks for a family.
        Family = "family",
        /// Speaks for an institution.
        Institution = "institution",
    }
}

impl Role {
    /// The core's role.
    #[must_use]
    pub fn core(self) -> ir::Role {
        match self {
            Self::Seeker => ir::Role::Seeker,
            Self::Founder => ir::Role::Founder,
            Self::Employer => ir::Role::Employer,
            Self::Family => ir::Role::Family,
            Self::Institution => ir::Role::Institution,
        }
    }
}

terms! {
    /// A truth.
    Truth of huice_core::Truth {
        /// It holds.
        True = "true",
        /// It does not hold.
        False = "false",
        /// Not known.
        Unknown = "unknown",
    }
}

terms! {
    /// What joins the parts of a proof, or what a single condition is.
    Connective of huice_core::Connective {
        /// All must hold.
        All = "all",
        /// One must hold.
        Any = "any",
        /// The part must not hold.
        Not = "not",
        /// A single test.
        Leaf = "leaf",
        /// A finding that only an office can make.
        Judge = "judge",
        /// Left open by the text.
        Open = "open",
        /// Every case was tried and all agree; the part shows what is known.
        Cases = "cases",
    }
}

terms! {
    /// What a condition is joined by to those beside it.
    JoinedBy {
        /// It is a single condition.
        None = "none",
        /// All must hold.
        All = "all",
        /// One must hold.
        Any = "any",
        /// It must not hold.
        Not = "not",
        /// Every case was tried.
        Cases = "cases",
    }
}

terms! {
    /// What an amount is.
    AmountKind {
        /// Nothing to pay.
        None = "none",
        /// Nothing can be had: the conditions are not met, or it is not in force.
        NotDue = "not_due",
        /// 文件未载明: never zero.
        NotStated = "not_stated",
        /// Not money; see the text.
        Text = "text",
        /// A sum: `value`.
        Exact = "exact",
        /// From `low` to `high`, both included; without `high` no ceiling is known.
        Range = "range",
        /// At most `value`; without it the ceiling depends on what is not known.
        AtMost = "at_most",
    }
}

impl From<&huice_core::AmountResult> for AmountKind {
    fn from(amount: &huice_core::AmountResult) -> Self {
        use huice_core::AmountResult as Core;
        match amount {
            Core::None => Self::None,
            Core::NotDue => Self::NotDue,
            Core::NotStated => Self::NotStated,
            Core::Text(_) => Self::Text,
            Core::Exact(..) => Self::Exact,
            Core::Range(..) => Self::Range,
            Core::AtMost(..) => Self::AtMost,
        }
    }
}

terms! {
    /// What is missing for a verdict.
    NeedKind {
        /// A fact that has not been given.
        Fact = "fact",
        /// A finding that only an office can make.
        Judgement = "judgement",
        /// The text leaves it open.
        Open = "open",
        /// Two readings differ.
        Reading = "reading",
    }
}

terms! {
    /// What a fact is answered with.
    FactType {
        /// `true` or `false`.
        Bool = "bool",
        /// The id of one option.
        Choice = "choice",
        /// A list of ids of options.
        Set = "set",
        /// A whole number.
        Integer = "integer",
        /// A sum, to the cent.
        Money = "money",
        /// A percentage: `4.35` or `4.35%`.
        Percent = "percent",
        /// A day, or a month or year where only that is known.
        Date = "date",
        /// A list of records.
        Records = "records",
    }
}

impl From<&ir::FactKind> for FactType {
    fn from(kind: &ir::FactKind) -> Self {
        use ir::{FactKind, Unit};
        match kind {
            FactKind::Bool { .. } => Self::Bool,
            FactKind::Choice(_) => Self::Choice,
            FactKind::Set(_) => Self::Set,
            FactKind::Number { unit, .. } => match unit {
                Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => Self::Integer,
                Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => Self::Money,
                Unit::Percent => Self::Percent,
            },
            FactKind::Date => Self::Date,
            FactKind::Records { .. } => Self::Records,
        }
    }
}

terms! {
    /// How a person changes a fact.
    ActionKind {
        /// By doing it.
        Do = "do",
        /// By asking an office, which has the last word.
        Ask = "ask",
    }
}

impl ActionKind {
    pub(crate) fn of(office: bool) -> Self {
        if office { Self::Ask } else { Self::Do }
    }
}

terms! {
    /// What leaving a row of a list unticked means.
    Unticked {
        /// No.
        No = "no",
        /// Nothing: it stays unknown.
        Unsure = "unsure",
    }
}
