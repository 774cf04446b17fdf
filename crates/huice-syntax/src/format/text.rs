//! How a text is written: bare, in quotes, or as a block of lines.

use crate::slips;
use crate::tree::{Entry, Kind, Node, Style, needs_quotes};

/// Whether a text can be written as a block of lines without loss.
pub(super) fn is_block_text(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n')
        && !body.ends_with('\n')
        && !body.starts_with([' ', '\n'])
        && !body.contains(['\t', '\r'])
        && body
            .split('\n')
            .all(|line| line.len() == line.trim_end().len())
        && !body.is_empty()
}

pub(super) fn flow(node: &Node) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match &node.kind {
        Kind::Scalar(scalar) => written(&scalar.text, scalar.style, true),
        Kind::List(items) => format!("[{}]", joined(items.iter().map(flow).collect())),
        Kind::Map(entries) => {
            let part = |e: &Entry| {
                let key = written(&e.key, Style::Plain, true);
                format!("{key}: {}", flow(&e.value))
            };
            format!("{{{}}}", joined(entries.iter().map(part).collect()))
        }
    }
}

/// A text on one line: without quotes if that keeps the meaning, otherwise in double quotes.
pub(super) fn written(text: &str, style: Style, in_flow: bool) -> String {
    if style == Style::Plain && text.is_empty() {
        return String::new();
    }
    let kept = style != Style::Plain && needs_quotes(text);
    if !kept && is_bare(text, in_flow) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if crate::tree::is_invisible(c) => match u32::from(c) {
                n @ 0..=0xff => quoted.push_str(&format!("\\x{n:02x}")),
                n @ 0x100..=0xffff => quoted.push_str(&format!("\\u{n:04x}")),
                n => quoted.push_str(&format!("\\U{n:08x}")),
            },
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a text needs no quotes.
pub(super) fn is_bare(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let second = text.chars().nth(1);
    let opens = match first {
        '-' => second.is_some_and(|c| !c.is_whitespace()),
        '?' | ':' => second.is_some_and(|c| !c.is_whitespace()) && !in_flow,
        c => !",[]{}#&*!|>'\"%@`".contains(c),
    };
    opens
        && text == text.trim()
        && text != "<<"
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text
            .chars()
            .any(|c| matches!(c, '\n' | '\r' | '\t') || crate::tree::is_invisible(c))
        && !(in_flow && (text.contains([',', '[', ']', '{', '}']) || text.contains(":\"")))
        && !slips::looks_like_one(text, in_flow)
}

/// Cells on a screen: a Han character takes two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
