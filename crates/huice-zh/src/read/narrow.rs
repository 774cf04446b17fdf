//! Full-width signs.

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
