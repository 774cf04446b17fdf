//! Powers without floating point.

use super::LoanError;
use crate::number::multiply;
use rust_decimal::Decimal;

/// A number multiplied by itself `times` times, by squaring.
///
/// # Errors
/// Where the result is larger than a decimal holds.
pub(super) fn power(base: Decimal, times: u32) -> Result<Decimal, LoanError> {
    let mut result = Decimal::ONE;
    let mut square = base;
    let mut left = times;
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(result, square).ok_or(LoanError::Overflow)?;
        }
        left >>= 1;
        if left > 0 {
            square = multiply(square, square).ok_or(LoanError::Overflow)?;
        }
    }
    Ok(result)
}
