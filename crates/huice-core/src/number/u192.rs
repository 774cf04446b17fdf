//! Whole numbers of 192 bits: what a sum, a product or a part of decimals is before it becomes a
//! decimal again.
//!
//! The library's own arithmetic has ways of its own for short and for long numbers, each written
//! out; together they were a twelfth of what a browser fetches. Here one loop over the limbs does
//! each thing, and the results are the library's to the last digit (see the tests).

use rust_decimal::Decimal;

/// A whole number, the lowest limb first.
#[derive(Clone, Copy)]
pub(super) struct U192([u32; 6]);

impl U192 {
    /// Nought.
    pub(super) const ZERO: Self = Self([0; 6]);

    /// The digits of a decimal, without its point and sign.
    pub(super) fn of(n: Decimal) -> Self {
        let n = n.unpack();
        Self([n.lo, n.mid, n.hi, 0, 0, 0])
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.iter().all(|limb| *limb == 0)
    }

    /// Whether a decimal holds so many digits.
    pub(super) fn fits(&self) -> bool {
        let [_, _, _, above @ ..] = self.0;
        above == [0; 3]
    }

    /// Times `by`, and `more`. What goes beyond 192 bits is lost: nothing here comes so far.
    #[inline(never)]
    pub(super) fn times(&mut self, by: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(by);
            *limb = low(carry);
            carry >>= 32;
        }
    }

    /// Divides by `by`, which is not zero, and gives what is left over.
    #[inline(never)]
    pub(super) fn div_u32(&mut self, by: u32) -> u32 {
        let mut rest = 0;
        for limb in self.0.iter_mut().rev() {
            let n = u64::from(rest) << 32 | u64::from(*limb);
            *limb = low(n.checked_div(by.into()).unwrap_or_default());
            rest = low(n.checked_rem(by.into()).unwrap_or_default());
        }
        rest
    }

    /// Sum.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        let mut carry = 0;
        for (limb, more) in self.0.iter_mut().zip(other.0) {
            carry += u64::from(*limb) + u64::from(more);
            *limb = low(carry);
            carry >>= 32;
        }
        self
    }

    /// Difference, and whether it is below zero; then it is worth nothing.
    pub(super) fn minus(mut self, other: &Self) -> (Self, bool) {
        let mut short = false;
        for (limb, less) in self.0.iter_mut().zip(other.0) {
            let (once, under) = limb.overflowing_sub(less);
            let (twice, again) = once.overflowing_sub(u32::from(short));
            *limb = twice;
            short = under || again;
        }
        (self, short)
    }

    /// Product of the digits of two decimals.
    pub(super) fn product(&self, other: &Self) -> Self {
        let mut all = Self::ZERO;
        for (at, one) in other.0.iter().take(3).enumerate() {
            let mut carry = 0u64;
            for (limb, two) in all.0.iter_mut().skip(at).zip(self.0) {
                carry += u64::from(*limb) + u64::from(*one) * u64::from(two);
                *limb = low(carry);
                carry >>= 32;
            }
        }
        all
    }

    /// The decimal with so many digits after the point, rounded to as many as one holds, halves
    /// to the even neighbour; `None` where it is too large for one. `rest`: whether it is a little
    /// more than the digits say.
    #[inline(never)]
    pub(super) fn decimal(mut self, scale: u32, negative: bool, rest: bool) -> Option<Decimal> {
        let (mut scale, mut fell, mut rest) = (scale, 0, rest);
        loop {
            let [lo, mid, hi, ..] = self.0;
            if !self.fits() || scale > Decimal::MAX_SCALE {
                scale = scale.checked_sub(1)?;
                rest |= fell != 0;
                fell = self.div_u32(10);
            } else if fell > 5 || (fell == 5 && (rest || lo & 1 == 1)) {
                // May be a digit too long again.
                self.times(1, 1);
                (fell, rest) = (0, false);
            } else {
                return Some(Decimal::from_parts(lo, mid, hi, negative, scale));
            }
        }
    }

    /// The number, where 63 bits hold it.
    pub(super) fn short(&self) -> Option<i64> {
        let [lo, mid, above @ ..] = self.0;
        let n = u64::from(mid) << 32 | u64::from(lo);
        i64::try_from(n).ok().filter(|_| above == [0; 4])
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the lowest 32 bits are what is wanted"
)]
fn low(n: u64) -> u32 {
    n as u32
}
