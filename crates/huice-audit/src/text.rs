//! Normalised characters, so that texts can be compared regardless of their typesetting.

pub(crate) use huice_check::figure::plain;

/// Whether a text contains a figure, and not just as the end of a longer number.
#[must_use]
pub(crate) fn has_figure(text: &str, figure: &str) -> bool {
    let (text, figure) = (plain(text), plain(figure));
    if figure.is_empty() {
        return false;
    }
    let begins_with_digit = figure.starts_with(|c: char| c.is_ascii_digit());
    let ends_with_digit = figure.ends_with(|c: char| c.is_ascii_digit());
    text.match_indices(&figure).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + figure.len()..).and_then(|t| t.chars().next());
        let longer_before = before.is_some_and(|c| c.is_ascii_digit() || c == '.');
        let longer_after = after.is_some_and(|c| c.is_ascii_digit() || c == '.');
        !(begins_with_digit && longer_before || ends_with_digit && longer_after)
    })
}

/// Splits after each full stop outside brackets; a rest at the end counts. A piece that is one
/// bracket from end to end (the offices responsible) is a separate sentence, even if more follows
/// without a stop.
#[must_use]
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut now = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        if now.is_empty() && c.is_whitespace() {
            continue;
        }
        now.push(c);
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && is_bracket(&now) {
                    sentences.push(std::mem::take(&mut now));
                }
            }
            '。' if depth == 0 => sentences.push(std::mem::take(&mut now)),
            _ => {}
        }
    }
    if !now.trim().is_empty() {
        sentences.push(now);
    }
    sentences
}

fn is_bracket(text: &str) -> bool {
    text.starts_with(['（', '('])
}

/// How many parts a sentence has that are set apart by `；`.
#[must_use]
pub(crate) fn parts(sentence: &str) -> usize {
    sentence.matches(['；', ';']).count() + 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn a_figure_is_not_the_end_of_a_longer_one() {
        assert!(has_figure("标准为6000元的补贴", "6000元"));
        assert!(has_figure("满 1 年以上", "1年"));
        assert!(!has_figure("标准为16000元的补贴", "6000元"));
        assert!(!has_figure("费率 0.5%", "5%"));
        assert!(has_figure("年龄16—24岁", "16－24岁"));
        assert!(!has_figure("", ""));
    }

    #[test]
    fn full_stops_end_sentences_outside_brackets() {
        let split = sentences("甲（一。二）乙。丙；丁。（牵头单位：某局。）末尾的话。");
        assert_eq!(
            split,
            [
                "甲（一。二）乙。",
                "丙；丁。",
                "（牵头单位：某局。）",
                "末尾的话。"
            ]
        );
        assert_eq!(parts(&split[1]), 2);
    }
}
