//! Text as positions in an alphabet of its own.
//!
//! A Chinese sign takes three bytes of UTF-8, and a document uses some eight hundred of them. The
//! most frequent signs become one byte, the others two; the alphabet stands in front. What a
//! general compressor then sees is nearer to what the text says: a tenth less with gzip.

use std::collections::BTreeMap;

/// How many signs have one byte. The other values of a byte begin a pair.
const SINGLE: usize = 190;

/// The text written in an alphabet: the alphabet's length in bytes, the alphabet, the positions.
pub(crate) fn write(text: &str) -> Vec<u8> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for sign in text.chars() {
        *counts.entry(sign).or_default() += 1;
    }
    let mut signs: Vec<(char, usize)> = counts.into_iter().collect();
    // Stable: signs of the same frequency stay in the order of their code points.
    signs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rare = signs.split_off(signs.len().min(SINGLE));
    let mut alphabet: Vec<char> = signs.into_iter().map(|(sign, _)| sign).collect();
    alphabet.sort_unstable();
    let mut rest: Vec<char> = rare.into_iter().map(|(sign, _)| sign).collect();
    rest.sort_unstable();
    alphabet.extend(rest);
    let positions: BTreeMap<char, usize> = alphabet.iter().copied().zip(0..).collect();
    let listed: String = alphabet.into_iter().collect();
    let mut bytes = Vec::new();
    crate::columns::put(&mut bytes, listed.len() as u64);
    bytes.extend_from_slice(listed.as_bytes());
    for sign in text.chars() {
        let at = positions.get(&sign).copied().unwrap_or_default();
        match at.checked_sub(SINGLE) {
            None => bytes.push(low(at)),
            Some(far) => bytes.extend([low(SINGLE + far / 256), low(far % 256)]),
        }
    }
    bytes
}

fn low(n: usize) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}

/// The text in these bytes; nothing where they are not text of this form.
pub(crate) fn read(mut bytes: &[u8]) -> Option<String> {
    let length = usize::try_from(crate::columns::take(&mut bytes)?).ok()?;
    let (alphabet, codes) = bytes.split_at_checked(length)?;
    let alphabet: Vec<char> = std::str::from_utf8(alphabet).ok()?.chars().collect();
    let mut text = String::with_capacity(codes.len() * 2);
    let mut codes = codes.iter().map(|code| usize::from(*code));
    while let Some(code) = codes.next() {
        let at = match code.checked_sub(SINGLE) {
            None => code,
            Some(far) => SINGLE + far * 256 + codes.next()?,
        };
        text.push(*alphabet.get(at)?);
    }
    Some(text)
}
