//! Arithmetic on both ends of numbers, as [`crate::scaled::ScaledInterval`] has it, in 64 bits.

use super::columns::{OPEN_HIGH, OPEN_LOW};
use super::kernels::Span;

/// A number, and whether it is larger than 64 bits hold.
pub(super) type Checked = (i64, bool);
/// Both ends of a number.
pub(super) type Ends = (i64, i64);

pub(super) fn is_open(end: i64) -> bool {
    // One after the other, where numbers wrap around.
    end.wrapping_sub(OPEN_HIGH).cast_unsigned() <= 1
}

/// A result that would be taken for an open end counts as too large.
pub(super) fn checked((n, overflows): Checked) -> Checked {
    (n, overflows || is_open(n))
}

pub(super) fn sum_of(a: i64, b: i64) -> Checked {
    checked(a.overflowing_add(b))
}

pub(super) fn low_sum(a: i64, b: i64) -> Checked {
    if is_open(a) || is_open(b) {
        (OPEN_LOW, false)
    } else {
        sum_of(a, b)
    }
}

pub(super) fn high_sum(a: i64, b: i64) -> Checked {
    if is_open(a) || is_open(b) {
        (OPEN_HIGH, false)
    } else {
        sum_of(a, b)
    }
}

pub(super) fn difference(a: i64, b: i64) -> Checked {
    checked(a.overflowing_sub(b))
}

pub(super) fn low_difference(a: i64, b: i64) -> Checked {
    if is_open(a) || is_open(b) {
        (OPEN_LOW, false)
    } else {
        difference(a, b)
    }
}

pub(super) fn high_difference(a: i64, b: i64) -> Checked {
    if is_open(a) || is_open(b) {
        (OPEN_HIGH, false)
    } else {
        difference(a, b)
    }
}

/// The whole part, towards zero.
pub(super) fn quotient(a: i64, by: i64) -> Checked {
    if is_open(a) {
        return (a, false);
    }
    (a.checked_div(by).unwrap_or(a), false)
}

pub(super) fn ends_at(span: Span<'_, i64>, at: usize) -> Ends {
    let low = span.low.at(at).unwrap_or(OPEN_LOW);
    (low, span.high.at(at).unwrap_or(OPEN_HIGH))
}

/// Products of two ranges, as [`crate::scaled::ScaledInterval::times`] has them.
pub(super) fn product(a: Ends, b: Ends) -> (Ends, bool) {
    let corners = [
        corner(a.0, b.0),
        corner(a.0, b.1),
        corner(a.1, b.0),
        corner(a.1, b.1),
    ];
    let (mut low, mut high, mut any) = (OPEN_HIGH, OPEN_LOW, false);
    for (corner, overflows) in corners {
        low = low.min(corner);
        high = high.max(corner);
        any |= overflows;
    }
    let low = if low == OPEN_HIGH { OPEN_LOW } else { low };
    let high = if high == OPEN_LOW { OPEN_HIGH } else { high };
    ((low, high), any)
}

/// An open end stands for finite numbers, so zero times an open end is zero.
pub(super) fn corner(a: i64, b: i64) -> Checked {
    if a == 0 || b == 0 {
        return (0, false);
    }
    if is_open(a) || is_open(b) {
        let same = (a < 0) == (b < 0);
        return (if same { OPEN_HIGH } else { OPEN_LOW }, false);
    }
    checked(a.overflowing_mul(b))
}

#[cfg(test)]
mod tests {
    use super::super::columns::interval;
    use super::*;
    use crate::scaled::ScaledInterval;
    use proptest::prelude::*;

    fn ends() -> impl Strategy<Value = Ends> {
        let end = || prop_oneof![-5i64..6, -5_000_000_000i64..5_000_000_000, any::<i64>()];
        (end(), end(), 0u8..8).prop_map(|(a, b, open)| {
            let low = if open & 3 == 1 { OPEN_LOW } else { a.min(b) };
            let high = if open & 3 == 2 { OPEN_HIGH } else { a.max(b) };
            (low, high)
        })
    }

    fn same((low, high): (Checked, Checked), exact: ScaledInterval) -> bool {
        // What is too large for 64 bits is marked as such, and not looked at.
        low.1 || high.1 || interval(low.0, high.0) == exact
    }

    proptest! {
        #[test]
        fn arithmetic_is_that_of_scaled_intervals(a in ends(), b in ends(), by in 1i64..100) {
            let (x, y) = (interval(a.0, a.1), interval(b.0, b.1));
            prop_assert!(same((low_sum(a.0, b.0), high_sum(a.1, b.1)), x.plus(y)));
            let difference = (low_difference(a.0, b.1), high_difference(a.1, b.0));
            prop_assert!(same(difference, x.minus(y)));
            let (ends, overflows) = product(a, b);
            prop_assert!(overflows || interval(ends.0, ends.1) == x.times(y));
            prop_assert!(same((quotient(a.0, by), quotient(a.1, by)), x.divided(by.into())));
        }
    }
}
