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
