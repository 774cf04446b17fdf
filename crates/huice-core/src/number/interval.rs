//! Intervals of decimals.

use super::{add, div_u32, multiply};
use crate::truth::Truth;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Below every number.
    Below,
    /// This number, included.
    At(Decimal),
    /// Above every number.
    Above,
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bound {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::At(a), Self::At(b)) => a.cmp(b),
            (Self::Below, Self::Below) | (Self::Above, Self::Above) => Ordering::Equal,
            (Self::Below, Self::At(_) | Self::Above) | (Self::At(_), Self::Above) => Ordering::Less,
            (Self::Above, Self::At(_) | Self::Below) | (Self::At(_), Self::Below) => {
                Ordering::Greater
            }
        }
    }
}

impl Bound {
    fn negate(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::At(n) => Self::At(-n),
            Self::Above => Self::Below,
        }
    }

    fn sign(self) -> Ordering {
        self.cmp(&Self::At(Decimal::ZERO))
    }

    /// Sum; `open` is what an undefined or too large sum widens to.
    fn add(self, other: Self, open: Self) -> Self {
        match (self, other) {
            (Self::At(a), Self::At(b)) => add(a, b).map_or(open, Self::At),
            (Self::At(_), end) | (end, Self::At(_)) => end,
            (Self::Below, Self::Below) => Self::Below,
            (Self::Above, Self::Above) => Self::Above,
            (Self::Below, Self::Above) | (Self::Above, Self::Below) => open,
        }
    }

    /// Product; zero times an open end is zero, for an open end stands for finite numbers.
    fn mul(self, other: Self) -> Self {
        let infinite = match (self.sign(), other.sign()) {
            (Ordering::Equal, _) | (_, Ordering::Equal) => return Self::At(Decimal::ZERO),
            (a, b) if a == b => Self::Above,
            _ => Self::Below,
        };
        match (self, other) {
            (Self::At(a), Self::At(b)) => multiply(a, b).map_or(infinite, Self::At),
            _ => infinite,
        }
    }

    /// The number, where there is one.
    #[must_use]
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::At(n) => Some(n),
            Self::Below | Self::Above => None,
        }
    }
}

/// The numbers that a value may be, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Least.
    pub low: Bound,
    /// Greatest.
    pub high: Bound,
}

impl Interval {
    /// Any number.
    pub const ANY: Self = Self {
        low: Bound::Below,
        high: Bound::Above,
    };

    /// Just this number.
    #[must_use]
    pub fn only(n: Decimal) -> Self {
        Self {
            low: Bound::At(n),
            high: Bound::At(n),
        }
    }

    /// The number, if there is just one.
    #[must_use]
    pub fn point(self) -> Option<Decimal> {
        if self.low == self.high {
            self.low.number()
        } else {
            None
        }
    }

    /// Sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.add(other.low, Bound::Below),
            high: self.high.add(other.high, Bound::Above),
        }
    }

    /// Differences.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self {
            low: other.high.negate(),
            high: other.low.negate(),
        })
    }

    /// Products.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let corners = [
            self.low.mul(other.low),
            self.low.mul(other.high),
            self.high.mul(other.low),
            self.high.mul(other.high),
        ];
        let low = corners.iter().copied().min().unwrap_or(Bound::Below);
        let high = corners.iter().copied().max().unwrap_or(Bound::Above);
        Self { low, high }
    }

    /// A twelfth.
    #[must_use]
    pub fn twelfth(self) -> Self {
        let part = |end: Bound| match end {
            Bound::At(n) => Bound::At(div_u32(n, 12)),
            Bound::Below | Bound::Above => end,
        };
        Self {
            low: part(self.low),
            high: part(self.high),
        }
    }

    /// Least of both.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
        }
    }

    /// Greatest of both.
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

    /// Less than.
    #[must_use]
    pub fn less(self, other: Self) -> Truth {
        less((self.low, self.high), (other.low, other.high))
    }

    /// Equal.
    #[must_use]
    pub fn equal(self, other: Self) -> Truth {
        equal((self.low, self.high), (other.low, other.high))
    }
}

/// `[a, b] < [c, d]` for anything ordered.
pub(crate) fn less<T: Ord>((a, b): (T, T), (c, d): (T, T)) -> Truth {
    if b < c {
        Truth::True
    } else if a >= d {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// `[a, b] = [c, d]` for anything ordered.
pub(crate) fn equal<T: Ord>((a, b): (T, T), (c, d): (T, T)) -> Truth {
    if a == b && c == d && a == c {
        Truth::True
    } else if b < c || d < a {
        Truth::False
    } else {
        Truth::Unknown
    }
}
