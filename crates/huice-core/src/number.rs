//! Numbers that may not be fully known: intervals with ends that may be open to infinity.
//!
//! Every operation is checked. A result too large for a decimal becomes an open end: the
//! interval stays sound, and nothing overflows.

mod interval;
mod u192;

use crate::unit::Unit;
pub use interval::{Bound, Interval};
pub(crate) use interval::{equal, less};
use rust_decimal::Decimal;
use u192::U192;

/// Sum; `None` where it is larger than a decimal holds. Sum, difference, product and part are
/// exact where a decimal holds them, and else rounded to the most digits that one holds.
#[must_use]
#[inline(never)]
pub fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    if let Some(sum) = add_short(a, b) {
        return Some(sum);
    }
    let (mut x, mut y) = (U192::of(a), U192::of(b));
    let (p, q) = (a.scale(), b.scale());
    for _ in p..q {
        x.times(10, 0);
    }
    for _ in q..p {
        y.times(10, 0);
    }
    let (scale, negative) = (p.max(q), a.is_sign_negative());
    if negative == b.is_sign_negative() {
        return x.plus(&y).decimal(scale, negative, false);
    }
    match x.minus(&y) {
        (_, true) => y.minus(&x).0.decimal(scale, !negative, false),
        (n, false) => n.decimal(scale, negative, false),
    }
}

/// The sum of what nearly all sums are made of: at most 52 bits, and as many digits after the
/// point or up to three more. Four times as fast as the long way.
fn add_short(a: Decimal, b: Decimal) -> Option<Decimal> {
    const TENS: [i64; 4] = [1, 10, 100, 1000];
    let (x, y) = (short(a, 52)?, short(b, 52)?);
    let (p, q) = (a.scale(), b.scale());
    let times = |more: u32| TENS.get(usize::try_from(more).ok()?);
    let sum = x * times(q.saturating_sub(p))? + y * times(p.saturating_sub(q))?;
    Some(Decimal::new(sum, p.max(q)))
}

/// The digits with their sign, where so many bits hold them.
fn short(n: Decimal, bits: u32) -> Option<i64> {
    let parts = n.unpack();
    let digits = i64::from(parts.mid) << 32 | i64::from(parts.lo);
    let fits = parts.hi == 0 && parts.mid < 1 << 30 && digits >> bits == 0;
    fits.then_some(if parts.negative { -digits } else { digits })
}

/// Difference; `None` where it is larger than a decimal holds.
#[must_use]
#[inline(never)]
pub fn subtract(a: Decimal, b: Decimal) -> Option<Decimal> {
    add(a, -b)
}

/// Product; `None` where it is larger than a decimal holds.
#[must_use]
#[inline(never)]
pub fn multiply(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale() + b.scale();
    if let (Some(x), Some(y), true) = (short(a, 31), short(b, 31), scale <= Decimal::MAX_SCALE) {
        return Some(Decimal::new(x * y, scale));
    }
    let negative = a.is_sign_negative() != b.is_sign_negative();
    let product = U192::of(a).product(&U192::of(b));
    product.decimal(scale, negative, false)
}

/// One of so many equal parts; the whole where `of` is zero.
#[must_use]
pub fn div_u32(n: Decimal, of: u32) -> Decimal {
    let (mut part, mut scale) = (U192::of(n), n.scale());
    if of == 0 {
        return n;
    }
    let mut rest = part.div_u32(of);
    // One digit more than a decimal holds, so that it is rounded as the rest wants it.
    while rest != 0 && scale <= Decimal::MAX_SCALE && part.fits() {
        let next = u64::from(rest) * 10;
        let (digit, left) = (next / u64::from(of), next % u64::from(of));
        part.times(10, u32::try_from(digit).unwrap_or_default());
        rest = u32::try_from(left).unwrap_or_default();
        scale += 1;
    }
    let part = part.decimal(scale, n.is_sign_negative(), rest != 0);
    part.unwrap_or(n)
}

/// Quotient; `None` where it is larger than a decimal holds, or where `b` is zero. Large: what
/// every visit fetches makes do with [`div_u32`].
#[must_use]
#[inline(never)]
pub fn divide(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_div(b)
}

/// The whole part, where 63 bits hold it.
#[must_use]
#[inline(never)]
pub fn whole(n: Decimal) -> Option<i64> {
    let mut wide = U192::of(n);
    for _ in 0..n.scale() {
        wide.div_u32(10);
    }
    let whole = wide.short()?;
    Some(if n.is_sign_negative() { -whole } else { whole })
}

/// The digits, without superfluous zeros: `-12.5`.
#[must_use]
#[inline(never)]
pub fn format_decimal(n: Decimal) -> String {
    let mut left = U192::of(n);
    let negative = n.is_sign_negative() && !left.is_zero();
    // From the last one on.
    let mut signs = Vec::new();
    let digit = |left: &mut U192| char::from_digit(left.div_u32(10), 10).unwrap_or('0');
    for _ in 0..n.scale() {
        let next = digit(&mut left);
        if next != '0' || !signs.is_empty() {
            signs.push(next);
        }
    }
    if !signs.is_empty() {
        signs.push('.');
    }
    signs.push(digit(&mut left));
    while !left.is_zero() {
        signs.push(digit(&mut left));
    }
    if negative {
        signs.push('-');
    }
    signs.iter().rev().collect()
}

/// Money to 0.01 元, halves away from zero.
#[must_use]
pub fn cents(n: Decimal) -> Decimal {
    let mut wide = U192::of(n);
    let mut fell = 0;
    for _ in 2..n.scale() {
        fell = wide.div_u32(10);
    }
    if fell >= 5 {
        wide.times(1, 1);
    }
    let cents = wide.decimal(n.scale().min(2), n.is_sign_negative(), false);
    cents.unwrap_or(n).normalize()
}

impl Unit {
    /// Whether a number has no finer parts than the unit: whole things, 0.01 元.
    #[must_use]
    pub fn allows(&self, n: Decimal) -> bool {
        match self {
            Self::Count(_) | Self::Months | Self::Days | Self::Age => n.normalize().scale() == 0,
            Self::Yuan | Self::YuanPerMonth | Self::YuanPerYear => n.normalize().scale() <= 2,
            Self::Percent => n.normalize().scale() <= 8,
        }
    }

    /// Whether it is an amount of money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        matches!(self, Self::Yuan | Self::YuanPerMonth | Self::YuanPerYear)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::truth::Truth;
    use proptest::prelude::*;

    fn range() -> impl Strategy<Value = (Interval, Decimal)> {
        (-1000i64..1000, -1000i64..1000, 0u8..4, 0i64..=100).prop_map(|(a, b, open, at)| {
            let (low, high) = (a.min(b), a.max(b));
            let inside = low + (high - low) * at / 100;
            let r = Interval {
                low: if open & 1 == 1 {
                    Bound::Below
                } else {
                    Bound::At(low.into())
                },
                high: if open & 2 == 2 {
                    Bound::Above
                } else {
                    Bound::At(high.into())
                },
            };
            (r, inside.into())
        })
    }

    fn holds(r: Interval, n: Decimal) -> bool {
        r.low <= Bound::At(n) && Bound::At(n) <= r.high
    }

    proptest! {
        #[test]
        fn an_operation_on_members_stays_a_member((x, a) in range(), (y, b) in range()) {
            prop_assert!(holds(x.plus(y), a + b));
            prop_assert!(holds(x.minus(y), a - b));
            prop_assert!(holds(x.times(y), a * b));
            prop_assert!(holds(x.min(y), a.min(b)));
            prop_assert!(holds(x.max(y), a.max(b)));
            prop_assert!(holds(x.join(y), a) && holds(x.join(y), b));
        }

        #[test]
        fn a_settled_comparison_agrees_with_every_member((x, a) in range(), (y, b) in range()) {
            match x.less(y) {
                Truth::True => prop_assert!(a < b),
                Truth::False => prop_assert!(a >= b),
                Truth::Unknown => {}
            }
            match x.equal(y) {
                Truth::True => prop_assert_eq!(a, b),
                Truth::False => prop_assert_ne!(a, b),
                Truth::Unknown => {}
            }
        }
    }

    proptest! {
        #[test]
        fn money_is_rounded_away_from_zero(whole in any::<i64>(), scale in 0u32..=19) {
            let n = Decimal::new(whole, scale);
            let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
            prop_assert_eq!(cents(n), n.round_dp_with_strategy(2, away));
            prop_assert!(cents(n).scale() <= 2);
        }
    }

    /// Decimals of every length and scale, short ones as often as long ones.
    fn decimals() -> impl Strategy<Value = Decimal> {
        let limb = || prop_oneof![Just(0u32), 0u32..100, any::<u32>(), Just(u32::MAX)];
        let scale = prop_oneof![Just(0u32), 0u32..4, 0u32..=28];
        (limb(), limb(), limb(), any::<bool>(), scale)
            .prop_map(|(lo, mid, hi, minus, scale)| Decimal::from_parts(lo, mid, hi, minus, scale))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn arithmetic_comes_to_what_the_library_says(a in decimals(), b in decimals()) {
            prop_assert_eq!(add(a, b), a.checked_add(b));
            prop_assert_eq!(subtract(a, b), a.checked_sub(b));
            prop_assert_eq!(multiply(a, b), a.checked_mul(b));
            for of in [1, 2, 3, 7, 12, 999, u32::MAX] {
                prop_assert_eq!(Some(div_u32(a, of)), a.checked_div(Decimal::from(of)));
            }
            prop_assert_eq!(format_decimal(a), a.normalize().to_string());
            let bound = Decimal::from(i64::MAX);
            let small = Some(a.trunc()).filter(|n| n.abs() <= bound);
            prop_assert_eq!(whole(a).map(Decimal::from), small);
        }

        #[test]
        fn a_sum_right_between_two_decimals_goes_to_the_even_one(
            a in decimals(), half in any::<u32>(), scale in 1u32..=28,
        ) {
            let half = Decimal::from_parts(half, 0, 0, false, 28).round_dp(28)
                + Decimal::from_parts(5, 0, 0, false, scale);
            prop_assert_eq!(add(a, half), a.checked_add(half));
            prop_assert_eq!(multiply(a, half), a.checked_mul(half));
        }
    }

    #[test]
    fn a_difference_of_equals_is_plain_zero() {
        let n = Decimal::new(250, 2);
        for (a, b) in [(n, n), (Decimal::ZERO, Decimal::ZERO), (n, Decimal::ZERO)] {
            assert_eq!(subtract(a, b), a.checked_sub(b));
            let text = subtract(a, b).map(|n| n.normalize().to_string());
            assert_eq!(text, a.checked_sub(b).map(|n| n.normalize().to_string()));
        }
        assert_eq!(subtract(Decimal::MIN, Decimal::MAX), None);
    }

    #[test]
    fn too_large_becomes_open_and_never_overflows() {
        let huge = Interval::only(Decimal::MAX);
        assert_eq!(huge.times(huge).high, Bound::Above);
        assert_eq!(huge.plus(huge).high, Bound::Above);
        assert_eq!(huge.minus(huge).point(), Some(Decimal::ZERO));
    }
}
