//! Loops over columns: the only places that look at one person after another.

use super::columns::WORD;
use crate::date::Date;
use crate::truth::Truth;

/// One end of the values of a chunk: the same for everybody, or one each.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side<'c, T> {
    One(T),
    Each(&'c [T]),
}

impl<T: Copy> Side<'_, T> {
    /// The value of one person. For what is not looked at often.
    pub(super) fn at(self, at: usize) -> Option<T> {
        match self {
            Self::One(value) => Some(value),
            Self::Each(values) => values.get(at).copied(),
        }
    }
}

/// The values of a chunk, between two ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'c, T> {
    pub(super) low: Side<'c, T>,
    pub(super) high: Side<'c, T>,
    /// Whether both ends are the same throughout.
    pub(super) points: bool,
}

impl<T: Copy + PartialEq> Span<'_, T> {
    pub(super) fn one(low: T, high: T) -> Self {
        Self {
            low: Side::One(low),
            high: Side::One(high),
            points: low == high,
        }
    }
}

impl<'c, T: Copy> Span<'c, T> {
    pub(super) fn each(low: &'c [T], high: Option<&'c [T]>) -> Self {
        Self {
            low: Side::Each(low),
            high: Side::Each(high.unwrap_or(low)),
            points: high.is_none(),
        }
    }
}

/// Bits of a chunk: the same for everybody, or one each.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bits<'c> {
    One(bool),
    Each(&'c [u64]),
}

impl Bits<'_> {
    /// The bits of 64 people.
    pub(super) fn word(self, at: usize) -> u64 {
        match self {
            Self::One(true) => u64::MAX,
            Self::One(false) => 0,
            Self::Each(words) => words.get(at).copied().unwrap_or(0),
        }
    }
}

/// Truths of a chunk: whether they may hold, and whether they may fail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Truths<'c> {
    pub(super) hold: Bits<'c>,
    pub(super) fail: Bits<'c>,
}

impl Truths<'_> {
    /// Nothing is known of anybody.
    pub(super) const UNKNOWN: Self = Self {
        hold: Bits::One(true),
        fail: Bits::One(true),
    };

    /// The truth of one person. For what is not looked at often.
    pub(super) fn at(self, at: usize) -> Truth {
        let one = |bits: Bits<'_>| bits.word(at / WORD) >> (at % WORD) & 1 == 1;
        match (one(self.hold), one(self.fail)) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            (_, _) => Truth::Unknown,
        }
    }

    pub(super) fn negate(self) -> Self {
        Self {
            hold: self.fail,
            fail: self.hold,
        }
    }
}

/// Bits of a test of the values of one side, 64 to a word.
pub(super) fn pack<T: Copy>(out: &mut [u64], values: &[T], test: impl Fn(T) -> bool + Copy) {
    let (whole, rest) = values.as_chunks::<WORD>();
    let mut words = out.iter_mut();
    for (values, word) in whole.iter().zip(&mut words) {
        // Not `map`, which copies the values first.
        let mut bytes = [0; WORD];
        for (byte, value) in bytes.iter_mut().zip(values) {
            *byte = u8::from(test(*value));
        }
        *word = gather(&bytes);
    }
    if let (false, Some(word)) = (rest.is_empty(), words.next()) {
        *word = bits(rest.iter().map(|value| test(*value)));
    }
}

/// Bits of a test of two values each, 64 to a word.
pub(super) fn pack_both<A: Copy, B: Copy>(
    out: &mut [u64],
    (a, b): (&[A], &[B]),
    test: impl Fn(A, B) -> bool + Copy,
) {
    let ((whole_a, rest_a), (whole_b, rest_b)) = (a.as_chunks::<WORD>(), b.as_chunks::<WORD>());
    let mut words = out.iter_mut();
    for ((a, b), word) in whole_a.iter().zip(whole_b).zip(&mut words) {
        let mut bytes = [0; WORD];
        for ((byte, a), b) in bytes.iter_mut().zip(a).zip(b) {
            *byte = u8::from(test(*a, *b));
        }
        *word = gather(&bytes);
    }
    if let (false, Some(word)) = (rest_a.is_empty(), words.next()) {
        *word = bits(rest_a.iter().zip(rest_b).map(|(a, b)| test(*a, *b)));
    }
}

/// Bits of a test of two sides.
pub(super) fn pack_sides<A: Copy, B: Copy>(
    out: &mut [u64],
    sides: (Side<'_, A>, Side<'_, B>),
    test: impl Fn(A, B) -> bool + Copy,
) {
    match sides {
        (Side::One(a), Side::One(b)) => out.fill(if test(a, b) { u64::MAX } else { 0 }),
        (Side::Each(a), Side::One(b)) => pack(out, a, |a| test(a, b)),
        (Side::One(a), Side::Each(b)) => pack(out, b, |b| test(a, b)),
        (Side::Each(a), Side::Each(b)) => pack_both(out, (a, b), test),
    }
}

/// Bits of a test of positions. For what is not looked at often.
pub(super) fn pack_where(out: &mut [u64], test: impl Fn(usize) -> bool) {
    for (at, word) in out.iter_mut().enumerate() {
        *word = bits((at * WORD..(at + 1) * WORD).map(&test));
    }
}

/// The lowest bits of 64 bytes that are 0 or 1 each.
fn gather(bytes: &[u8; WORD]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    let mut word = 0;
    for eight in eights.iter().rev() {
        // The eight bits meet in the uppermost byte.
        let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        word = word << 8 | bits;
    }
    word
}

fn bits(list: impl Iterator<Item = bool>) -> u64 {
    let list = list.enumerate();
    list.fold(0, |word, (at, bit)| word | u64::from(bit) << at)
}

/// What can be compared for many at once.
pub(super) trait Ordered: Copy + Ord {
    /// What comes before nothing.
    const GREATEST: Self;
    /// Whether one comes before another.
    fn before(self, other: Self) -> bool;
}

impl Ordered for Date {
    const GREATEST: Self = Self::LAST;

    fn before(self, other: Self) -> bool {
        self < other
    }
}

impl Ordered for i64 {
    const GREATEST: Self = Self::MAX;

    /// By the sign of the difference, or that of one of them where their signs differ: every
    /// processor does so for several at once, but not all compare 64 bits.
    fn before(self, other: Self) -> bool {
        ((self & !other) | (!(self ^ other) & self.wrapping_sub(other))) < 0
    }
}

/// The bits of eight people as bytes that are 0 or 1.
pub(super) fn spread(bits: u8) -> u64 {
    let each = u64::from(bits).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
    (each + 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
}

/// Values computed from two sides. Whether any of them overflows.
pub(super) fn map_sides<A: Copy, B: Copy, T>(
    out: &mut [T],
    sides: (Side<'_, A>, Side<'_, B>),
    of: impl Fn(A, B) -> (T, bool) + Copy,
) -> bool {
    match sides {
        (Side::One(a), Side::One(b)) => map(out, std::iter::repeat(()), |()| of(a, b)),
        (Side::Each(a), Side::One(b)) => map(out, a.iter(), |a| of(*a, b)),
        (Side::One(a), Side::Each(b)) => map(out, b.iter(), |b| of(a, *b)),
        (Side::Each(a), Side::Each(b)) => map(out, a.iter().zip(b), |(a, b)| of(*a, *b)),
    }
}

fn map<I, T>(out: &mut [T], values: impl Iterator<Item = I>, of: impl Fn(I) -> (T, bool)) -> bool {
    let mut any = false;
    for (place, value) in out.iter_mut().zip(values) {
        let (value, overflows) = of(value);
        *place = value;
        any |= overflows;
    }
    any
}

/// Calls `see` with the position of every bit that is set.
pub(super) fn each_set(words: impl Iterator<Item = u64>, mut see: impl FnMut(usize)) {
    for (at, mut word) in words.enumerate() {
        while word != 0 {
            see(at * WORD + usize::try_from(word.trailing_zeros()).unwrap_or(0));
            word &= word - 1;
        }
    }
}

/// Sets a bit of a bitmap.
pub(super) fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / WORD) {
        *word |= 1 << (at % WORD);
    }
}

/// The bits of the people of a chunk in the word at a position: those behind the last one are
/// not set.
pub(super) fn within(people: usize, at: usize) -> u64 {
    let left = people.saturating_sub(at * WORD);
    match u32::try_from(left) {
        Ok(left) if left < u64::BITS => (1u64 << left) - 1,
        _ => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ends() -> impl Strategy<Value = i64> {
        prop_oneof![
            -3i64..4,
            any::<i64>(),
            Just(i64::MIN),
            Just(i64::MAX),
            Just(i64::MIN + 1)
        ]
    }

    proptest! {
        #[test]
        fn bits_are_those_of_the_test(list in proptest::collection::vec(ends(), 0..200), to in ends()) {
            let mut out = vec![0; list.len().div_ceil(WORD)];
            pack(&mut out, &list, |n| n.before(to));
            for (at, n) in list.iter().enumerate() {
                prop_assert_eq!(out.get(at / WORD).map(|w| w >> (at % WORD) & 1 == 1), Some(*n < to));
            }
            let both: Vec<i64> = list.iter().rev().copied().collect();
            pack_both(&mut out, (&list, &both), |a, b| a.before(b));
            let mut found = Vec::new();
            each_set(out.iter().copied(), |at| found.push(at));
            let pairs = list.iter().zip(&both).enumerate();
            let expected: Vec<usize> = pairs.filter(|(_, (a, b))| a < b).map(|(at, _)| at).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn eight_bits_become_eight_bytes(bits: u8) {
            for (at, byte) in spread(bits).to_le_bytes().into_iter().enumerate() {
                prop_assert_eq!(byte, bits >> at & 1);
            }
        }

        #[test]
        fn the_last_word_ends_with_the_last_person(people in 0usize..200) {
            let all: u32 = (0..5).map(|at| within(people, at).count_ones()).sum();
            prop_assert_eq!(usize::try_from(all), Ok(people));
        }
    }
}
