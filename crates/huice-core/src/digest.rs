//! Digests of 64 bits: two things that differ are taken for the same once in 10^19.

use crate::truth::Truth;
use crate::value::Value;

/// A digest of two numbers, by the finalizer of `SplitMix64`.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let n = a.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(b);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

/// The digest of a value.
pub(crate) fn of_value(value: Value) -> u64 {
    match value {
        Value::Truth(Truth::False) => mix(1, 0),
        Value::Truth(Truth::True) => mix(1, 1),
        Value::Truth(Truth::Unknown) => mix(1, 2),
        Value::Number(numbers) => mix(of_end(numbers.low()), of_end(numbers.high())),
        Value::Days(days) => mix(days.low.ordinal().into(), days.high.ordinal().into()),
        Value::Options(options) => mix(options.possible.0, options.certain.0),
    }
}

/// A digest of the numbers or days in a stretch, or of another value alone. Those of two stretches
/// side by side add up to that of both together.
pub(crate) fn of_members(value: Value) -> u64 {
    let (from, behind) = match value {
        Value::Number(numbers) => (numbers.low(), numbers.high().map(|n| n.saturating_add(1))),
        Value::Days(days) => (
            Some(days.low.ordinal().into()),
            Some(i128::from(days.high.ordinal()) + 1),
        ),
        Value::Truth(_) | Value::Options(_) => return of_value(value),
    };
    of_end(behind).wrapping_sub(of_end(from))
}

/// The digest of an end of a stretch, which may be open.
fn of_end(end: Option<i128>) -> u64 {
    let Some(n) = end else {
        return 0;
    };
    let bytes = n.to_le_bytes();
    let (low, high) = bytes.split_at(8);
    let half = |half: &[u8]| half.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
    mix(mix(1, half(low)), half(high))
}
