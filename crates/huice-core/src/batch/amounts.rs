//! Sums in 分.

use super::columns::{OPEN_HIGH, OPEN_LOW};
use crate::outcome::AmountResult;
use crate::scaled::Scale;
use rust_decimal::Decimal;

/// How scaled numbers of 元 become 分, halves away from zero: see [`crate::scaled::cents`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cents {
    times: i64,
    by: i64,
}

impl Cents {
    /// For numbers of a scale; `None` where 64 bits do not hold what they are multiplied or
    /// divided by.
    pub(super) fn of(scale: Scale) -> Option<Self> {
        let twelves = 12i64.checked_pow(scale.twelfths)?;
        if scale.decimals <= 2 {
            let times = 10i64.checked_pow(2 - scale.decimals)?;
            return Some(Self { times, by: twelves });
        }
        let by = twelves.checked_mul(10i64.checked_pow(scale.decimals - 2)?)?;
        Some(Self { times: 1, by })
    }

    /// A number in 分; `None` where 64 bits do not hold it.
    pub(super) fn round(self, n: i64) -> Option<i64> {
        let n = n.checked_mul(self.times)?;
        if self.by == 1 {
            return Some(n);
        }
        let whole = n.checked_div(self.by)?;
        let rest = n.checked_rem(self.by)?.checked_abs()?;
        let away = if rest >= self.by - rest {
            n.signum()
        } else {
            0
        };
        whole.checked_add(away)
    }

    /// A range of sums in 分, none of them less than zero; `None` where 64 bits do not hold it.
    pub(super) fn sums(self, low: i64, high: i64) -> Option<(i64, i64)> {
        let low_cents = self.round(low.max(0))?;
        if low == high {
            return Some((low_cents, low_cents));
        }
        let high = match high.max(0) {
            OPEN_HIGH => OPEN_HIGH,
            high => self.round(high)?,
        };
        Some((low_cents, high))
    }

    /// A ceiling in 分; `None` where 64 bits do not hold it.
    pub(super) fn ceiling(self, high: i64) -> Option<i64> {
        match high {
            OPEN_HIGH => Some(OPEN_HIGH),
            OPEN_LOW => None,
            high => self.round(high),
        }
    }
}

/// Both ends of an amount in 分; a ceiling is both of its ends. What is larger than 64 bits hold
/// is an open end.
pub(super) fn ends(amount: &AmountResult) -> (i64, i64) {
    match amount {
        AmountResult::Exact(sum, _) => (in_cents(*sum), in_cents(*sum)),
        AmountResult::Range(low, high, _) => (in_cents(*low), high.map_or(OPEN_HIGH, in_cents)),
        AmountResult::AtMost(high, _) => {
            let high = high.map_or(OPEN_HIGH, in_cents);
            (high, high)
        }
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => (0, 0),
    }
}

fn in_cents(sum: Decimal) -> i64 {
    let cents = crate::scaled::scaled(sum, 2).map(|(cents, _)| cents);
    let cents = cents.and_then(|cents| i64::try_from(cents).ok());
    cents.unwrap_or(OPEN_HIGH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_rounded_as_those_of_one_person(
            n: i64, small in -100_000i64..100_000, decimals in 0u32..14, twelfths in 0u32..3,
        ) {
            let scale = Scale { decimals, twelfths };
            for n in [n, small] {
                if let Some(found) = Cents::of(scale).and_then(|cents| cents.round(n)) {
                    let expected = crate::scaled::cents(n.into(), scale);
                    prop_assert_eq!(expected, Some(Decimal::new(found, 2).normalize()));
                }
            }
        }
    }
}
