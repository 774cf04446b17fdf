//! From scaled numbers to decimals, and back.

use super::Scale;
use rust_decimal::Decimal;

/// A scaled number as a decimal; `None` where it is larger than a decimal holds.
#[must_use]
pub fn decimal(n: i128, scale: Scale) -> Option<Decimal> {
    let twelves = 12i128.checked_pow(scale.twelfths)?;
    if twelves == 1 {
        return Decimal::try_from_i128_with_scale(n, scale.decimals).ok();
    }
    let whole = Decimal::try_from_i128_with_scale(n, scale.decimals).ok()?;
    whole.checked_div(Decimal::from_i128_with_scale(twelves, 0))
}

/// A scaled number of 元 to 0.01 元, halves away from zero; `None` where it is larger than a
/// decimal holds.
#[must_use]
pub fn cents(n: i128, scale: Scale) -> Option<Decimal> {
    let twelves = 12i128.checked_pow(scale.twelfths)?;
    let (times, by) = if scale.decimals <= 2 {
        (10i128.checked_pow(2 - scale.decimals)?, twelves)
    } else {
        (
            1,
            twelves.checked_mul(10i128.checked_pow(scale.decimals - 2)?)?,
        )
    };
    let n = n.checked_mul(times)?;
    let whole = n.checked_div(by)?;
    let rest = n.checked_rem(by)?.checked_abs()?.checked_mul(2)?;
    let away = if rest >= by { n.signum() } else { 0 };
    let cents = Decimal::try_from_i128_with_scale(whole.checked_add(away)?, 2).ok()?;
    Some(cents.normalize())
}

/// A decimal as a whole number of `10^-decimals`, rounded down, and rounded up: the same where
/// the decimal has no finer digits. `None` where it is too large.
pub(crate) fn scaled(n: Decimal, decimals: u32) -> Option<(i128, i128)> {
    let (mantissa, scale) = (n.mantissa(), n.scale());
    if scale == decimals {
        return Some((mantissa, mantissa));
    }
    if scale < decimals {
        let n = mantissa.checked_mul(10i128.checked_pow(decimals - scale)?)?;
        return Some((n, n));
    }
    let by = 10i128.checked_pow(scale - decimals)?;
    let (down, rest) = (mantissa.div_euclid(by), mantissa.rem_euclid(by));
    Some((down, if rest == 0 { down } else { down + 1 }))
}
