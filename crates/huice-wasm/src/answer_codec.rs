//! An answer on its way in: the package's own script (`npm/plain.js`) has made plain data of
//! whatever it was given and hands it over as one text, so that no accessor of somebody else's
//! runs while the engine works.
//!
//! The text is words with a zero between them. A word's first letter says what it is: `n` nothing,
//! `t` yes, `f` no, `#12.5` a number's digits, `=` a text, `[2` a list of the two values that
//! follow, `{1` one name with its value, which follow as a text and a value.

use huice_core::text::split_once_byte;
use huice_zh::read::UntypedAnswer;

/// How deep lists and objects may lie in each other: records of fields need two.
const DEEPEST: u8 = 8;

/// The answer that a text holds; `None` for what no answer can be.
pub(crate) fn read(text: &str) -> Option<UntypedAnswer> {
    let mut words = Words(Some(text));
    let raw = value(&mut words, DEEPEST)?;
    words.0.is_none().then_some(raw)
}

/// The answer that stands next among words; `None` for what no answer can be.
pub(crate) fn take(words: &mut Words<'_>) -> Option<UntypedAnswer> {
    value(words, DEEPEST)
}

/// The words that are left; none behind the last one.
pub(crate) struct Words<'a>(pub(crate) Option<&'a str>);

impl<'a> Words<'a> {
    pub(crate) fn next(&mut self) -> Option<&'a str> {
        let left = self.0?;
        let cut = split_once_byte(left, 0);
        self.0 = cut.map(|(_, rest)| rest);
        Some(cut.map_or(left, |(word, _)| word))
    }
}

/// How many follow.
fn count(digits: &str) -> Option<u32> {
    let mut n = 0u32;
    for digit in digits.chars() {
        n = n.checked_mul(10)?.checked_add(digit.to_digit(10)?)?;
    }
    (!digits.is_empty()).then_some(n)
}

fn value(words: &mut Words<'_>, depth: u8) -> Option<UntypedAnswer> {
    let below = depth.checked_sub(1)?;
    let word = words.next()?;
    let rest = || word.get(1..);
    Some(match word.bytes().next()? {
        b'n' => UntypedAnswer::Null,
        b't' => UntypedAnswer::Bool(true),
        b'f' => UntypedAnswer::Bool(false),
        b'#' => UntypedAnswer::Number(rest()?.to_owned()),
        b'=' => UntypedAnswer::Text(rest()?.to_owned()),
        b'[' => {
            let mut items = Vec::new();
            for _ in 0..count(rest()?)? {
                items.push(value(words, below)?);
            }
            UntypedAnswer::List(items)
        }
        b'{' => {
            let mut parts = Vec::new();
            for _ in 0..count(rest()?)? {
                let name = words.next()?.strip_prefix('=')?.to_owned();
                parts.push((name, value(words, below)?));
            }
            UntypedAnswer::Map(parts)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn every_shape_is_read() {
        let text = "{3\0=a\0[4\0n\0t\0f\0#-1.50\0=b\0=中\0=\0{0";
        let expected = UntypedAnswer::Map(vec![
            (
                "a".into(),
                UntypedAnswer::List(vec![
                    UntypedAnswer::Null,
                    UntypedAnswer::Bool(true),
                    UntypedAnswer::Bool(false),
                    UntypedAnswer::Number("-1.50".into()),
                ]),
            ),
            ("b".into(), UntypedAnswer::Text("中".into())),
            (String::new(), UntypedAnswer::Map(Vec::new())),
        ]);
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn nothing_else_is_read() {
        let deep = "[1\0".repeat(20) + "n";
        for text in [
            "", "x", "\0", "n\0n", "[2\0n", "[x", "[-1", "{1\0a\0n", "中", &deep,
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        // A length that nothing follows must not be believed.
        assert_eq!(read("[4294967295\0n"), None);
    }
}
