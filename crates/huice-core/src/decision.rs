//! What is decided about one instrument: no words, and nothing that has to be copied from the
//! rules. Why it is so is an [`crate::Explanation`], made only for what is opened.

use crate::ir::{Amount, Beneficiary, FactId, Kind, Strength, Unit};
use crate::outcome::{AmountResult, Verdict};
use crate::scaled::{Scale, ScaledInterval, cents};

/// What stands between the answers and a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A fact that has not been given.
    Fact(FactId),
    /// A finding that only an office can make (a bool fact).
    Judgement(FactId),
    /// The text leaves it open: see [`crate::Program::open_words`].
    Open(u32),
    /// Two readings differ: the position of an instrument, and of the other reading among its
    /// readings.
    Reading(u16, u16),
}

/// The decision on one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Position in the law.
    pub instrument: u16,
    /// The verdict.
    pub verdict: Verdict,
    /// How strong the claim.
    pub strength: Strength,
    /// What sort.
    pub kind: Kind,
    /// Who receives it.
    pub beneficiary: Beneficiary,
    /// The amount: of the day on which it can be had, and [`AmountResult::NotDue`] where nothing
    /// can be had, or another instrument takes its place.
    pub amount: AmountResult,
    /// What stands in the way of a verdict, in the order of the conditions.
    pub needs: Vec<Need>,
    /// Facts that would narrow the amount.
    pub amount_needs: Vec<FactId>,
    /// Whether needs and amount are exact: every need can change the verdict, and both ends of a
    /// range can come out. Where false they are sound, but may say more than need be.
    pub exact: bool,
}

impl AmountResult {
    /// What a sum means for an amount of the law. No instrument pays less than zero.
    pub(crate) fn of(amount: &Amount, sum: ScaledInterval, scale: Scale) -> Self {
        match amount {
            Amount::None => Self::None,
            Amount::NotStated => Self::NotStated,
            Amount::Text(text) => Self::Text(text.clone()),
            Amount::Exactly(formula) => Self::sum(sum, scale, &formula.unit),
            Amount::AtMost(formula) => {
                let high = sum.high().and_then(|high| cents(high, scale));
                Self::AtMost(high, formula.unit.clone())
            }
        }
    }

    /// A sum of money: exact, or a range.
    pub(crate) fn sum(sum: ScaledInterval, scale: Scale, unit: &Unit) -> Self {
        let sum = sum.max(ScaledInterval::ZERO);
        let low = sum.low().and_then(|low| cents(low, scale));
        let high = sum.high().and_then(|high| cents(high, scale));
        match (low, high) {
            (Some(low), Some(_)) if sum.point().is_some() => Self::Exact(low, unit.clone()),
            (low, high) => Self::Range(low.unwrap_or_default(), high, unit.clone()),
        }
    }

    /// Whether it is a sum of zero.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Exact(n, _) | Self::AtMost(Some(n), _) => n.is_zero(),
            Self::None
            | Self::NotDue
            | Self::NotStated
            | Self::Text(_)
            | Self::Range(..)
            | Self::AtMost(None, _) => false,
        }
    }

    /// The same where nothing can be had: no sum, no ceiling, nothing in kind.
    pub(crate) fn not_due(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::NotDue
            | Self::NotStated
            | Self::Text(_)
            | Self::Exact(..)
            | Self::Range(..)
            | Self::AtMost(..) => Self::NotDue,
        }
    }
}
