//! Slips of the keyboard, found before the YAML library reads the file.
//!
//! The library stumbles over a full-width colon lines later, or takes it for text. So each line is
//! looked through first. A slip becomes one error that shows the line as it should be, and the
//! file is then read as if it had been written like that: one slip, one error.

mod line;
mod scan;

use crate::diagnostic::Diagnostic;
use crate::span::Lines;
use crate::text;
use crate::text::Text;
use line::{Edit, LineScan};
use scan::Around;

/// A text as the YAML library gets it.
#[derive(Debug, Default)]
pub(crate) struct Mended {
    /// Its characters.
    pub(crate) chars: Vec<char>,
    /// Where each character begins in the file; one more for the end.
    pub(crate) offsets: Vec<usize>,
    /// The slips.
    pub(crate) slips: Vec<Diagnostic>,
}

/// Looks a text through.
pub(crate) fn mend(file: &str, lines: &Lines<'_>, text: &str) -> Mended {
    let mut made = Mended::default();
    let mut around = Around::default();
    for number in 1..=lines.len() {
        let (start, content) = (lines.start(number), lines.line(number));
        let next = (number + 1..=lines.len())
            .map(|n| lines.line(n))
            .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let edits = LineScan::new(content, next, &mut around).edits();
        made.take(content, start, &edits);
        if let Some(slip) = slip(file, lines, start, content, &edits) {
            made.slips.push(slip);
        }
        let end = start + content.len();
        let after = if number < lines.len() {
            lines.start(number + 1)
        } else {
            text.len()
        };
        for (at, sign) in text.get(end..after).unwrap_or("").char_indices() {
            made.push(sign, end + at);
        }
    }
    made.offsets.push(text.len());
    made
}

/// Whether a text, written bare, would be taken for a slip: it needs quotes.
pub(crate) fn looks_like_one(text: &str, in_flow: bool) -> bool {
    let lines = if in_flow {
        vec![
            format!("k: [{text}]"),
            format!("k: {{k: {text}}}"),
            format!("k: {{{text}: v}}"),
        ]
    } else {
        vec![
            format!("- {text}"),
            format!("k: {text}"),
            format!("{text}: v"),
        ]
    };
    lines.iter().any(|line| {
        let mut around = Around::default();
        !LineScan::new(line, None, &mut around).edits().is_empty()
    })
}

impl Mended {
    fn push(&mut self, sign: char, offset: usize) {
        self.chars.push(sign);
        self.offsets.push(offset);
    }

    /// Adds a line with its edits made.
    fn take(&mut self, content: &str, start: usize, edits: &[Edit]) {
        let mut at = 0;
        for edit in edits {
            self.plain(content, start, at, edit.start);
            for sign in edit.put.chars() {
                self.push(sign, start + edit.start);
            }
            at = edit.end;
        }
        self.plain(content, start, at, content.len());
    }

    fn plain(&mut self, content: &str, start: usize, from: usize, to: usize) {
        for (at, sign) in content.get(from..to).unwrap_or("").char_indices() {
            self.push(sign, start + from + at);
        }
    }
}

/// A line with its edits made.
fn mended_line(content: &str, edits: &[Edit]) -> String {
    let mut made = String::new();
    let mut at = 0;
    for edit in edits {
        made += content.get(at..edit.start).unwrap_or("");
        made += &edit.put;
        at = edit.end;
    }
    made + content.get(at..).unwrap_or("")
}

/// One error for all slips of a line.
fn slip(
    file: &str,
    lines: &Lines<'_>,
    start: usize,
    content: &str,
    edits: &[Edit],
) -> Option<Diagnostic> {
    let first = edits.first()?;
    let mut whats: Vec<&Text> = Vec::new();
    for edit in edits.iter().filter(|edit| !edit.what.is_empty()) {
        if !whats.contains(&&edit.what) {
            whats.push(&edit.what);
        }
    }
    let join = |of: fn(&Text) -> &str, between: &str| {
        let all: Vec<&str> = whats.iter().map(|what| of(what)).collect();
        all.join(between)
    };
    let message = Text {
        zh: join(|what| &what.zh, "；"),
        en: join(|what| &what.en, "; "),
    };
    let meant = mended_line(content, edits);
    let help = text!(
        "这一行应该是 `{}`",
        "the line should be `{}`",
        meant.trim_end()
    );
    let span = lines.span(start + first.start, start + first.end);
    Some(Diagnostic::error(first.code, file, span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file as it is read, and the code and line of each slip.
    fn mended(text: &str) -> (String, Vec<(&'static str, u32)>) {
        let made = mend("a.yaml", &Lines::new(text), text);
        assert_eq!(made.chars.len() + 1, made.offsets.len());
        let slips = made.slips.iter().map(|d| (d.code, d.span.line)).collect();
        (made.chars.iter().collect(), slips)
    }

    #[test]
    fn each_slip_is_found_and_the_line_mended() {
        for (typed, meant, code) in [
            ("title：文字", "title: 文字", "E015"),
            ("title： 文字", "title: 文字", "E015"),
            ("title；文字", "title: 文字", "E015"),
            ("title:文字", "title: 文字", "E018"),
            ("ｔｉｔｌｅ: 文字", "title: 文字", "E015"),
            ("　title: 文字", "  title: 文字", "E015"),
            ("\u{a0}title: 文字", " title: 文字", "E015"),
            ("－ id: a", "- id: a", "E015"),
            ("—id: a", "- id: a", "E015"),
            ("-id: a", "- id: a", "E018"),
            ("＃ 说明", "# 说明", "E015"),
            ("code: “320281”", "code: \"320281\"", "E015"),
            ("code: \"320281”", "code: \"320281\"", "E015"),
            ("a: ｛b: c｝", "a: {b: c}", "E015"),
            ("a: {b: c， d: e}", "a: {b: c, d: e}", "E015"),
            ("a: {b: c，d：e}", "a: {b: c, d: e}", "E015"),
            ("a: {b：c}", "a: {b: c}", "E015"),
            ("a: {b:c, d: e}", "a: {b: c, d: e}", "E018"),
            ("a: [b，c、d]", "a: [b, c, d]", "E015"),
            ("a: {b: 6,000 元}", "a: {b: 6000 元}", "E014"),
            ("a: {b: 6，000 元, c: d}", "a: {b: 6000 元, c: d}", "E014"),
            ("a: 一次性 #创业补贴", "a: \"一次性 #创业补贴\"", "E019"),
            ("a: {b: 一 #二, c: d}", "a: {b: \"一 #二\", c: d}", "E019"),
            ("a: #号", "a: \"#号\"", "E019"),
        ] {
            let (found, slips) = mended(typed);
            assert_eq!(
                (found.as_str(), slips.as_slice()),
                (meant, &[(code, 1)][..]),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_not_closed_is_closed_where_it_was_opened() {
        let (found, slips) = mended("a: {b: [c, {d: e\nf: g\n");
        assert_eq!(found, "a: {b: [c, {d: e}]}\nf: g\n");
        assert_eq!(slips, [("E001", 1)]);
        let (found, slips) = mended("- a: \"文字\n  b: c\n");
        assert_eq!(found, "- a: \"文字\"\n  b: c\n");
        assert_eq!(slips, [("E001", 1)]);
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        for text in [
            "title: 说明：先登记，再申请",
            "title: “六稳”和“六保”",
            "title: “三支一扶”",
            "title: \"注意: 先登记\"",
            "source: http://example.cn",
            "  - cq-2017-41:三(九)#4",
            "cite: 三(八)#1a",
            "a: b # 说明",
            "# <- E030",
            "a: {b: c, d: [e, f]}  # g",
            "a: {b: 说明，再说明, c: d}",
            "a: {say: 满 16 岁：可以}",
            "a: |\n  b：c\n  d:e\nf: g",
            "a: \"文字\n  b：c\"\nd: e",
            "a: {b: c,\n    d: e}\nf: g",
            "a: [1,200]",
            "a: -5",
            "---\na: b",
            "a: 'it''s：'\nb: c",
        ] {
            assert_eq!(mended(text), (text.to_owned(), Vec::new()), "{text}");
        }
    }
}
