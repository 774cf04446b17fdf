//! Places in a text as editors count them: lines and UTF-16 units, both from 0.

use serde::{Deserialize, Serialize};

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// How many UTF-16 units of the line stand before it.
    pub character: u32,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// Where it ends; not in it.
    pub end: Position,
}

/// The place of a byte. A byte inside of a character counts as the character's first; one behind the
/// text as its end.
#[must_use]
pub fn position(text: &str, byte: usize) -> Position {
    let byte = text.floor_char_boundary(byte);
    let before = text.get(..byte).unwrap_or_default();
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let units = before.get(start..).map_or(0, |t| t.encode_utf16().count());
    Position {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        character: u32::try_from(units).unwrap_or(u32::MAX),
    }
}

/// The piece between two bytes.
#[must_use]
pub fn range(text: &str, start: usize, end: usize) -> Range {
    Range {
        start: position(text, start),
        end: position(text, end.max(start)),
    }
}

/// The byte of a place. A place behind the end of its line is the line's end; one behind the last
/// line is the end of the text.
#[must_use]
pub fn offset(text: &str, position: Position) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        let Some(at) = text.get(start..).and_then(|rest| rest.find('\n')) else {
            return text.len();
        };
        start += at + 1;
    }
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let mut units = 0;
    for (at, sign) in line.char_indices() {
        if units >= position.character {
            return start + at;
        }
        units += if sign.len_utf16() == 2 { 2 } else { 1 };
    }
    start + line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_utf16() {
        let text = "a: 𠮷野\nb: 元";
        let at = |line, character| Position { line, character };
        let byte = text.find('野').unwrap_or_default();
        assert_eq!(position(text, byte), at(0, 5));
        assert_eq!(offset(text, at(0, 5)), byte);
        assert_eq!(position(text, text.len()), at(1, 4));
        assert_eq!(offset(text, at(1, 4)), text.len());
    }

    #[test]
    fn places_outside_of_the_text_are_moved_into_it() {
        let text = "一\n二";
        let at = |line, character| Position { line, character };
        assert_eq!(offset(text, at(0, 9)), 3);
        assert_eq!(offset(text, at(9, 0)), text.len());
        assert_eq!(position(text, 99), at(1, 1));
        assert_eq!(position(text, 1), at(0, 0));
    }
}
