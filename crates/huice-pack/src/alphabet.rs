//! Text as positions in an alphabet of the characters that it uses.
//!
//! A Chinese character takes three bytes of UTF-8, and a document uses some eight hundred different
//! ones. The most frequent characters become one byte, the others two. A general compressor does
//! better on these bytes than on UTF-8.

use crate::columns::{put, take};
use std::collections::BTreeMap;

/// How many signs have one byte. The other values of a byte begin a pair.
const SINGLE: usize = 240;

/// Most signs that an alphabet may have: nearly as many as there are codes, and more than any
/// document uses.
const MOST: usize = 4_000;

/// The signs of a text: the frequent ones, then the others, each in the order of code points.
#[derive(Debug, Default)]
pub(crate) struct Alphabet(Vec<char>);

impl Alphabet {
    /// The alphabet of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for sign in text.chars() {
            *counts.entry(sign).or_default() += 1;
        }
        let mut signs: Vec<(char, usize)> = counts.into_iter().collect();
        // Stable: signs of the same frequency stay in the order of their code points.
        signs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut rare = signs.split_off(signs.len().min(SINGLE));
        signs.sort_unstable();
        rare.sort_unstable();
        Self(
            signs
                .into_iter()
                .chain(rare)
                .map(|(sign, _)| sign)
                .collect(),
        )
    }

    /// Writes the alphabet: how many, and each as the distance from the one before.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.0.len() as u64);
        let mut last = 0;
        for (at, sign) in self.0.iter().enumerate() {
            let sign = u32::from(*sign);
            last = if at == SINGLE { 0 } else { last };
            put(bytes, u64::from(sign.saturating_sub(last)));
            last = sign;
        }
    }

    /// Takes an alphabet off the front.
    pub(crate) fn read(bytes: &mut &[u8]) -> Option<Self> {
        let count = usize::try_from(take(bytes)?).ok().filter(|n| *n <= MOST)?;
        let mut signs = Vec::with_capacity(count);
        let mut last = 0u32;
        for at in 0..count {
            last = if at == SINGLE { 0 } else { last };
            last = last.checked_add(u32::try_from(take(bytes)?).ok()?)?;
            signs.push(char::from_u32(last)?);
        }
        Some(Self(signs))
    }

    /// The positions of a text's signs.
    pub(crate) fn code(&self, text: &str) -> Vec<u8> {
        let positions: BTreeMap<char, usize> = self.0.iter().copied().zip(0..).collect();
        let low = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let mut codes = Vec::new();
        for sign in text.chars() {
            let at = positions.get(&sign).copied().unwrap_or_default();
            match at.checked_sub(SINGLE) {
                None => codes.push(low(at)),
                Some(far) => codes.extend([low(SINGLE + far / 256), low(far % 256)]),
            }
        }
        codes
    }

    /// The text at these positions; `None` if one of them holds no sign.
    pub(crate) fn text(&self, codes: &[u8]) -> Option<String> {
        // Most signs are Chinese, of three bytes.
        let mut text = String::with_capacity(codes.len() * 3);
        let mut codes = codes.iter().map(|code| usize::from(*code));
        while let Some(code) = codes.next() {
            let at = match code.checked_sub(SINGLE) {
                None => code,
                Some(far) => SINGLE + far * 256 + codes.next()?,
            };
            text.push(*self.0.get(at)?);
        }
        Some(text)
    }

    /// How many signs there are, of those that can be written.
    pub(crate) fn fits(&self) -> bool {
        self.0.len() <= MOST
    }
}

/// A text with its alphabet before it, and the length of both.
pub(crate) fn write(bytes: &mut Vec<u8>, alphabet: &Alphabet, text: &str) {
    alphabet.write(bytes);
    let codes = alphabet.code(text);
    put(bytes, codes.len() as u64);
    bytes.extend_from_slice(&codes);
}

/// Takes a text and its alphabet off the front.
pub(crate) fn read(bytes: &mut &[u8]) -> Option<(Alphabet, String)> {
    let alphabet = Alphabet::read(bytes)?;
    let length = usize::try_from(take(bytes)?).ok()?;
    let (codes, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    let text = alphabet.text(codes)?;
    Some((alphabet, text))
}
