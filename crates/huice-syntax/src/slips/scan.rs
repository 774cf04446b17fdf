//! The state that a line inherits from the lines before it, and the splitting of a line into words.

use crate::signs::plain_sign;

/// What is open at the start of a line.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Lines that begin behind this column belong to a text of several lines.
    pub(super) block: Option<usize>,
    /// The quote that is open.
    pub(super) quote: Option<char>,
    /// Brackets that are open.
    pub(super) open: Vec<Bracket>,
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bracket {
    /// The sign that closes it.
    pub(super) close: char,
    /// The column of the key whose value the outermost bracket is.
    pub(super) indent: usize,
}

/// How far a line is indented, in columns; a full-width blank takes two.
pub(super) fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum()
}

/// A blank that YAML does not read as one.
pub(super) fn odd_blank(sign: char) -> bool {
    sign.is_whitespace() && !matches!(sign, ' ' | '\t' | '\n' | '\r')
}

/// A word that may be a key at the start of a text: how many bytes it takes. Letters may be
/// full-width; blanks may stand between words.
pub(super) fn key_word(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        let plain = match plain_sign(rest) {
            Some((plain, _)) if is_wide_letter(first) => plain.chars().next().unwrap_or(first),
            Some(_) | None => first,
        };
        let fits = match end {
            0 => plain.is_ascii_alphabetic(),
            _ => plain.is_ascii_alphanumeric() || matches!(plain, '_' | '-' | ' '),
        };
        if !fits {
            break;
        }
        at += first.len_utf8();
        if plain != ' ' {
            end = at;
        }
    }
    (end > 0).then_some(end)
}

/// A full-width letter or digit.
pub(super) fn is_wide_letter(sign: char) -> bool {
    matches!(sign, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＿')
}

/// Signs that are typed where a colon is meant.
pub(super) const COLONS: [char; 5] = ['：', '；', '∶', '﹕', '︰'];

/// Signs that are typed where the dash of a list is meant.
pub(super) const DASHES: [char; 6] = ['－', '—', '–', '﹣', '−', '•'];

/// Whether a text begins with a key and its colon, ASCII or full-width.
pub(super) fn begins_with_key(text: &str) -> bool {
    let Some(end) = key_word(text) else {
        return false;
    };
    let behind = text.get(end..).unwrap_or("").trim_start();
    let mut signs = behind.chars();
    match signs.next() {
        Some(':') => signs.next().is_none_or(|c| c != '/'),
        Some(sign) => COLONS.contains(&sign),
        None => false,
    }
}

/// Whether a line begins something new: a key or an item of a list.
pub(super) fn begins_anew(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with("- ") || text.starts_with(&DASHES[..]) || begins_with_key(text)
}

/// The end of a quoted text that begins at the start of `text`: the byte behind the closing quote.
pub(super) fn quote_end(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && quote == '"' {
            signs.next();
        } else if sign == quote {
            if quote == '\'' && signs.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return Some(at + sign.len_utf8());
        }
    }
    None
}

/// The closing sign of an opening Chinese quote.
pub(super) fn wide_close(open: char) -> Option<char> {
    match open {
        '“' => Some('”'),
        '‘' => Some('’'),
        '＂' => Some('＂'),
        '＇' => Some('＇'),
        _ => None,
    }
}

/// Whether a text in Chinese quotes would be read as something else without plain ones, or can
/// only be a value: an id, a code, a day.
pub(super) fn needs_plain_quotes(text: &str) -> bool {
    let special = [
        '&', '*', '!', '|', '>', '%', '@', '`', '{', '[', '#', '-', '?',
    ];
    text.is_ascii() || text.contains(": ") || text.contains(" #") || text.starts_with(special)
}
