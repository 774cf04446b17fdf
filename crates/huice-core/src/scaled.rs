//! Numbers inside the evaluator: whole numbers of a unit that the program knows.
//!
//! Rules divide by nothing but twelve, so every number of a rule is a whole number of some fixed
//! fraction: `n / (10^decimals * 12^twelfths)`. The program gives each operation its [`Scale`];
//! at run time only the whole numbers move. They are exact: nothing is rounded before a sum is
//! shown. Results that 127 bits do not hold become an open end, so an interval stays sound.

mod decimals;
#[cfg(test)]
mod tests;

use crate::number::{Bound, Interval, equal, less};
use crate::truth::Truth;
pub(crate) use decimals::scaled;
pub use decimals::{cents, decimal};

/// The fraction that a whole number counts: `1 / (10^decimals * 12^twelfths)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Scale {
    /// Decimal places.
    pub decimals: u32,
    /// How many times a twelfth was taken.
    pub twelfths: u32,
}

impl Scale {
    /// The scale that holds numbers of both scales exactly.
    pub(crate) fn common(self, other: Self) -> Self {
        Self {
            decimals: self.decimals.max(other.decimals),
            twelfths: self.twelfths.max(other.twelfths),
        }
    }

    /// The scale of a product.
    pub(crate) fn product(self, other: Self) -> Self {
        Self {
            decimals: self.decimals.saturating_add(other.decimals),
            twelfths: self.twelfths.saturating_add(other.twelfths),
        }
    }

    /// What a number of this scale is multiplied by to become one of a finer scale; `None` where
    /// 127 bits do not hold it.
    pub(crate) fn factor_to(self, finer: Self) -> Option<i128> {
        let tens = 10i128.checked_pow(finer.decimals.saturating_sub(self.decimals))?;
        let twelves = 12i128.checked_pow(finer.twelfths.saturating_sub(self.twelfths))?;
        tens.checked_mul(twelves)
    }
}

/// The whole numbers between two ends, both inclusive. An end is open where nothing bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaledInterval {
    low: i128,
    high: i128,
}

/// Stands for an open end below.
const OPEN_LOW: i128 = i128::MIN;
/// Stands for an open end above.
const OPEN_HIGH: i128 = i128::MAX;

impl ScaledInterval {
    /// Any number.
    pub const ANY: Self = Self {
        low: OPEN_LOW,
        high: OPEN_HIGH,
    };

    /// Just zero.
    pub const ZERO: Self = Self::only(0);

    /// Just this number.
    #[must_use]
    pub const fn only(n: i128) -> Self {
        Self { low: n, high: n }
    }

    /// The numbers between two ends; `None` for an open end.
    #[must_use]
    pub fn between(low: Option<i128>, high: Option<i128>) -> Self {
        Self {
            low: low.unwrap_or(OPEN_LOW),
            high: high.unwrap_or(OPEN_HIGH),
        }
    }

    /// The least number, unless it is open.
    #[must_use]
    pub fn low(self) -> Option<i128> {
        (self.low != OPEN_LOW).then_some(self.low)
    }

    /// The greatest number, unless it is open.
    #[must_use]
    pub fn high(self) -> Option<i128> {
        (self.high != OPEN_HIGH).then_some(self.high)
    }

    /// The number, if there is only one.
    #[must_use]
    pub fn point(self) -> Option<i128> {
        (self.low == self.high).then_some(self.low)
    }

    /// Sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: add(self.low, other.low, OPEN_LOW),
            high: add(self.high, other.high, OPEN_HIGH),
        }
    }

    /// Differences.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negate())
    }

    fn negate(self) -> Self {
        Self {
            low: negate(self.high),
            high: negate(self.low),
        }
    }

    /// Products.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        if let (Some(a), Some(b)) = (self.point(), other.point())
            && let Some(product) = product(a, b)
        {
            return Self::only(product);
        }
        if self.low >= 0 && other.low >= 0 {
            // Nearly all numbers of a law: sums, counts and shares.
            return Self {
                low: product(self.low, other.low).unwrap_or(OPEN_LOW),
                high: multiply(self.high, other.high),
            };
        }
        let corners = [
            multiply(self.low, other.low),
            multiply(self.low, other.high),
            multiply(self.high, other.low),
            multiply(self.high, other.high),
        ];
        let mut all = Self {
            low: OPEN_HIGH,
            high: OPEN_LOW,
        };
        for corner in corners {
            all.low = all.low.min(corner);
            all.high = all.high.max(corner);
        }
        // Where even the nearer end is too large, nothing is known of it.
        Self {
            low: if all.low == OPEN_HIGH {
                OPEN_LOW
            } else {
                all.low
            },
            high: if all.high == OPEN_LOW {
                OPEN_HIGH
            } else {
                all.high
            },
        }
    }

    /// Whole parts after dividing by a positive number, towards zero.
    #[must_use]
    pub fn divided(self, by: i128) -> Self {
        let divide = |end: i128| match end {
            OPEN_LOW | OPEN_HIGH => end,
            n => n.checked_div(by).unwrap_or(n),
        };
        Self {
            low: divide(self.low),
            high: divide(self.high),
        }
    }

    /// The smaller of both.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
        }
    }

    /// The larger of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Everything that either may be.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Whether the number is less than the other.
    #[must_use]
    pub fn less(self, other: Self) -> Truth {
        less((self.low, self.high), (other.low, other.high))
    }

    /// Whether both are the same number.
    #[must_use]
    pub fn equal(self, other: Self) -> Truth {
        equal((self.low, self.high), (other.low, other.high))
    }

    /// The interval in decimals. A twelfth that no decimal holds is rounded to the most digits
    /// that one has.
    #[must_use]
    pub fn to_decimals(self, scale: Scale) -> Interval {
        let open = Interval::ANY;
        Interval {
            low: self
                .low()
                .and_then(|n| decimal(n, scale))
                .map_or(open.low, Bound::At),
            high: self
                .high()
                .and_then(|n| decimal(n, scale))
                .map_or(open.high, Bound::At),
        }
    }
}

fn add(a: i128, b: i128, open: i128) -> i128 {
    if is_open(a) || is_open(b) {
        return open;
    }
    a.checked_add(b).unwrap_or(open)
}

fn negate(end: i128) -> i128 {
    match end {
        OPEN_LOW => OPEN_HIGH,
        OPEN_HIGH => OPEN_LOW,
        n => -n,
    }
}

/// An open end stands for finite numbers, so zero times an open end is zero.
fn multiply(a: i128, b: i128) -> i128 {
    if a == 0 || b == 0 {
        return 0;
    }
    let open = if (a < 0) == (b < 0) {
        OPEN_HIGH
    } else {
        OPEN_LOW
    };
    if is_open(a) || is_open(b) {
        return open;
    }
    product(a, b).unwrap_or(open)
}

/// A product; fast where both numbers are short.
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        (_, _) => a.checked_mul(b),
    }
}

fn is_open(end: i128) -> bool {
    end == OPEN_LOW || end == OPEN_HIGH
}
