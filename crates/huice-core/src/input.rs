//! Reads what comes from outside: numbers, days and options.
//!
//! Every caller uses these functions: answers in JSON, links, forms, the npm package, the loan
//! fields, the flags of the command line, the examples beside the rules. So the same text means the
//! same everywhere. A refusal is a value with a stable code; the words for people belong to the
//! caller.

mod date;
mod number;

pub use date::{DateError, read_date, read_day};
pub use number::{NumberError, read_count, read_number, read_number_within, write_number};

use crate::ir::OptionId;

/// Reads the id of an option, letter for letter.
#[must_use]
pub fn read_option(options: &[(String, String)], id: &str) -> Option<OptionId> {
    (0..)
        .zip(options)
        .find(|(_, (known, _))| known == id)
        .map(|(at, _)| at)
}

/// The ASCII form of a full-width sign: digits, letters, point, comma, percent sign, dashes, blanks.
/// `。` is the point that a Chinese keyboard writes.
fn narrow(sign: char) -> char {
    match sign {
        '。' => '.',
        '\u{3000}' | '\u{a0}' => ' ',
        '−' | '–' | '—' => '-',
        '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        _ => sign,
    }
}
