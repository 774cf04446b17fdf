//! Small work on texts: the library's own is made for long ones, and large.

/// Texts with something between them.
#[must_use]
pub fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut all = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            all.push_str(between);
        }
        all.push_str(text.as_ref());
    }
    all
}

/// Whether a text holds another one. The library's own search is made for long texts, and large.
#[must_use]
pub fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|here| here == part)
}

/// A pattern with a value in the place of its `{}`.
#[must_use]
pub fn filled(pattern: &str, value: &str) -> String {
    match split_once_byte(pattern, b'{') {
        Some((before, rest)) => {
            let after = rest.strip_prefix('}').unwrap_or(rest);
            [before, value, after].concat()
        }
        None => pattern.to_owned(),
    }
}

/// What stands before and behind the first of an ASCII sign. The library's own search for one is
/// made for long texts, and large.
#[must_use]
#[inline(never)]
pub fn split_once_byte(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_once() {
        assert_eq!(filled("今年{}岁", "30"), "今年30岁");
        assert_eq!(filled("{}毕业", "2026 年"), "2026 年毕业");
        assert_eq!(filled("没有空", "1"), "没有空");
    }
}
