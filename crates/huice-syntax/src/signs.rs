//! Signs that a Chinese keyboard types, and the plain ones that the language reads.

/// Full-width signs with the plain sign that is meant, longer ones first.
const SIGNS: [(&str, &str); 28] = [
    ("＞＝", ">="),
    ("＜＝", "<="),
    ("！＝", "!="),
    ("＝＝", "=="),
    ("≥", ">="),
    ("≤", "<="),
    ("≧", ">="),
    ("≦", "<="),
    ("≠", "!="),
    ("×", "*"),
    ("＝", "=="),
    ("、", ","),
    ("，", ","),
    ("：", ":"),
    ("∶", ":"),
    // No expression has a semicolon: between things that are listed it is a comma.
    ("；", ","),
    ("。", "."),
    ("《", "<"),
    ("》", ">"),
    ("【", "["),
    ("】", "]"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("—", "-"),
    ("–", "-"),
    ("−", "-"),
];

/// The plain sign of a full-width one at the start of a text, with its length there. Full-width
/// digits and letters count as signs.
pub(crate) fn plain_sign(text: &str) -> Option<(&'static str, usize)> {
    if let Some((full, plain)) = SIGNS.iter().find(|(full, _)| text.starts_with(full)) {
        return Some((plain, full.len()));
    }
    let first = text.chars().next()?;
    let plain = ascii(first)?;
    Some((one(plain), first.len_utf8()))
}

/// The ASCII sign of a full-width one of the same shape.
fn ascii(sign: char) -> Option<u8> {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(sign) - 0xfee0).ok(),
        '\u{3000}' => Some(b' '),
        _ => None,
    }
}

/// An ASCII sign as a text.
fn one(sign: u8) -> &'static str {
    const ALL: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let at = usize::from(sign.saturating_sub(b' '));
    ALL.get(at..=at).unwrap_or(" ")
}

/// Whether a text holds a sign that is written plain in the language.
#[must_use]
pub fn has_wide(text: &str) -> bool {
    text.char_indices().any(|(at, _)| {
        text.get(at..)
            .is_some_and(|rest| plain_sign(rest).is_some())
    })
}

/// A text with plain signs, and without the marks that group digits by three.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (sign, length) = match plain_sign(rest) {
            Some((sign, length)) => (sign.to_owned(), length),
            None => (first.to_string(), first.len_utf8()),
        };
        made += &sign;
        rest = rest.get(length..).unwrap_or("");
    }
    ungrouped(&made)
}

/// How long a mark is that groups digits by three at the start of a text; `before` is the sign in
/// front of it.
pub(crate) fn groups(before: Option<char>, text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, ',' | '，'))?;
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let behind = text.get(mark.len_utf8()..)?;
    let three = behind.chars().take_while(|c| digit(*c)).count() == 3;
    (three && before.is_some_and(digit)).then_some(mark.len_utf8())
}

fn ungrouped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut last = None;
    for (at, sign) in text.char_indices() {
        if groups(last, text.get(at..).unwrap_or("")).is_none() {
            made.push(sign);
        }
        last = Some(sign);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_chinese_keyboard_types_becomes_plain() {
        for (typed, meant) in [
            ("６０００元", "6000元"),
            ("６，000 元", "6000 元"),
            ("age　＞＝ 16", "age >= 16"),
            ("（ａ，ｂ）", "(a,b)"),
            ("二〇二〇", "二〇二〇"),
            ("min(1,200)", "min(1200)"),
            ("1,20", "1,20"),
        ] {
            assert_eq!(plain(typed), meant);
        }
        assert!(has_wide("a，b") && !has_wide("a, 人"));
    }
}
