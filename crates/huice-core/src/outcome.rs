//! The verdict and the amount of one instrument.

use crate::date::Date;
use crate::ir::Unit;
use rust_decimal::Decimal;

/// The word on the wire for a [`crate::ir::LostItem`] item. It is no [`Verdict`]: without a text
/// there is nothing to evaluate.
pub const TEXT_MISSING: &str = "text_missing";

/// The verdict on one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The stated conditions are met.
    Eligible,
    /// Only time is missing: met from this day on, if nothing else changes.
    NotYet(Date),
    /// A necessary condition fails.
    Ineligible,
    /// Not settled: see [`crate::Decision::needs`].
    Undetermined,
    /// The window closed: its last day.
    Expired(Date),
    /// It starts on this day.
    NotStarted(Date),
    /// It was issued on a day that the text does not tell, between these two.
    StartUnknown(Date, Date),
    /// Another instrument, by its position, takes its place.
    Replaced(u16),
}

impl Verdict {
    /// The word used on the wire: eligible, `not_yet`, ineligible, undetermined, `not_in_force`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NotYet(_) => "not_yet",
            Self::Ineligible | Self::Replaced(_) => "ineligible",
            Self::Undetermined => "undetermined",
            Self::Expired(_) | Self::NotStarted(_) | Self::StartUnknown(..) => "not_in_force",
        }
    }

    /// Whether more answers can change it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Undetermined)
    }
}

/// The amount, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountResult {
    /// Nothing to pay.
    None,
    /// Nothing can be had: the conditions are not met, or the rule is not in force.
    NotDue,
    /// 文件未载明.
    NotStated,
    /// Not money.
    Text(String),
    /// A sum.
    Exact(Decimal, Unit),
    /// Between two sums, both inclusive; `None` above: no ceiling is known.
    Range(Decimal, Option<Decimal>, Unit),
    /// Not more than this; `None`: the ceiling depends on what is not known.
    AtMost(Option<Decimal>, Unit),
}
