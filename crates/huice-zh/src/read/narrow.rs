//! Full-width signs, and letters.

/// The ASCII form of a full-width sign: digits, letters, point, comma, percent sign, dashes, blanks.
/// `。` is the point that a Chinese keyboard writes.
pub(super) fn narrow(sign: char) -> char {
    match sign {
        '。' => '.',
        '\u{3000}' | '\u{a0}' => ' ',
        '−' | '–' | '—' => '-',
        '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        _ => sign,
    }
}

/// Whether this is a letter of what people write here: Latin or Chinese. (What the standard library
/// knows of letters is a table of every script.)
#[must_use]
pub const fn is_letter(sign: char) -> bool {
    matches!(sign, 'a'..='z' | 'A'..='Z' | '\u{3400}'..='\u{9fff}')
}
