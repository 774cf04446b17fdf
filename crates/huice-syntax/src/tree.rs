//! Restricted YAML to a tree with spans.
//!
//! The YAML library reads. This module refuses what the rule language does not have (anchors,
//! tags, merges, several documents, duplicate keys) and continues after an error, so one run
//! reports every error.

mod builder;
mod reader;

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::slips;
use crate::span::{Lines, Span};
use crate::text;

/// Deepest nesting of lists and maps.
const DEEPEST: usize = 64;
/// Largest file in bytes.
const LARGEST: usize = 2 * 1024 * 1024;
/// How often the reader starts again after a broken piece.
const RESTARTS: usize = 20;

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bare.
    Plain,
    /// In quotes.
    Quoted,
    /// As a block of lines.
    Block,
}

/// A piece of text. It stays text: types are the checker's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes and escapes.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// One key of a map with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its position.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Named parts, in the order of the file; every key once.
    Map(Vec<Entry>),
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its position.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether a list or map was written in brackets.
    pub flow: bool,
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(&scalar.text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.value),
            Kind::Scalar(_) | Kind::List(_) => None,
        }
    }

    /// Whether two trees mean the same, regardless of positions. Quotes count only if they keep a
    /// text from being read as a number or a truth.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Scalar(a), Kind::Scalar(b)) => {
                let bare = |s: &Scalar| s.style == Style::Plain;
                a.text == b.text && (bare(a) == bare(b) || !needs_quotes(&a.text))
            }
            (Kind::List(a), Kind::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Kind::Map(a), Kind::Map(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|(a, b)| a.key == b.key && a.value.same(&b.value))
            }
            (Kind::Scalar(_) | Kind::List(_) | Kind::Map(_), _) => false,
        }
    }
}

/// Whether a text, written bare, would be taken for a number, a truth or nothing.
pub(crate) fn needs_quotes(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "true" | "false")
        || (text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// The result of reading a file.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; of a broken file, of the pieces that could be read.
    pub root: Option<Node>,
    /// What is wrong with the form.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether pieces are missing from the tree: then a missing name proves little.
    pub broken: bool,
}

/// Reads a file. Never fails: reports errors and returns what it could read.
#[must_use]
pub fn parse(file: &str, text: &str) -> Parsed {
    let lines = Lines::new(text);
    if text.len() > LARGEST {
        let whole = lines.span(0, 0);
        let error = Diagnostic::error(
            code::LARGE,
            file,
            whole,
            ("文件太大", "the file is too large to read"),
        )
        .label(text!(
            "有 {} 字节，最多 {LARGEST} 字节",
            "{} bytes, at most {LARGEST}",
            text.len()
        ))
        .help(("请分开：一条一个文件", "split it: one file a clause"));
        return Parsed {
            root: None,
            diagnostics: vec![error],
            broken: true,
        };
    }
    let mended = slips::mend(file, &lines, text);
    let mut reader = TreeReader {
        file,
        text,
        lines,
        diagnostics: mended.slips,
        offsets: mended.offsets,
        broken: false,
    };
    let mut clean = mended.chars;
    reader.clean(&mut clean);
    let mut blanked = 0;
    let root = loop {
        match reader.attempt(&clean) {
            Ok(root) => break root,
            Err(line) => {
                reader.broken = true;
                blanked += 1;
                if blanked > RESTARTS || !blank_piece(&mut clean, line) {
                    break None;
                }
            }
        }
    };
    let TreeReader {
        mut diagnostics,
        broken,
        lines,
        ..
    } = reader;
    if root.is_none() && diagnostics.is_empty() {
        let start = lines.span(0, 0);
        diagnostics.push(
            Diagnostic::error(
                code::EMPTY,
                file,
                start,
                ("文件是空的", "the file holds nothing"),
            )
            .help((
                "请写上内容，或者删掉它",
                "write something in it or remove it",
            )),
        );
    }
    crate::diagnostic::sort(&mut diagnostics);
    Parsed {
        root,
        diagnostics,
        broken,
    }
}

/// Makes the piece around a broken line blank, character by character, so that places stay where
/// they are. A piece is one item of the outermost list, or one outermost key. False where it is
/// blank already.
fn blank_piece(clean: &mut [char], line: usize) -> bool {
    let mut starts = vec![0];
    starts.extend(
        clean
            .iter()
            .enumerate()
            .filter(|(_, c)| **c == '\n')
            .map(|(at, _)| at + 1),
    );
    starts.push(clean.len());
    let range = |n: usize| Some(*starts.get(n)?..*starts.get(n + 1)?);
    let opens = |n: usize| {
        let Some(content) = range(n).and_then(|r| clean.get(r)) else {
            return false;
        };
        let indent = content.iter().take_while(|c| **c == ' ').count();
        let first = content.get(indent).copied().unwrap_or('\n');
        let dash = first == '-' && matches!(content.get(indent + 1), Some(' ' | '\n'));
        (indent == 0 && !matches!(first, '\n' | '#' | '\r')) || (indent <= 2 && dash)
    };
    let wanted = line.saturating_sub(1).min(starts.len().saturating_sub(2));
    let first = (0..=wanted).rev().find(|n| opens(*n)).unwrap_or(wanted);
    let last = (wanted + 1..starts.len().saturating_sub(1))
        .find(|n| opens(*n))
        .unwrap_or_else(|| starts.len().saturating_sub(1));
    let mut changed = false;
    let (from, to) = (starts.get(first).copied(), starts.get(last).copied());
    if let (Some(from), Some(to)) = (from, to) {
        for c in clean.get_mut(from..to).unwrap_or_default() {
            if !matches!(*c, '\n' | ' ') {
                *c = ' ';
                changed = true;
            }
        }
    }
    changed
}

struct TreeReader<'t> {
    file: &'t str,
    text: &'t str,
    lines: Lines<'t>,
    diagnostics: Vec<Diagnostic>,
    /// Where each character of the mended text begins in the file.
    offsets: Vec<usize>,
    broken: bool,
}

/// The library's words for an error, shortened.
fn plain_words(info: &str) -> String {
    let mut words: &str = info;
    for lead in ["while parsing ", "while scanning "] {
        if let Some(rest) = words.strip_prefix(lead) {
            words = rest.split_once(", ").map_or(rest, |(_, found)| found);
        }
    }
    words.to_owned()
}

pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r'))
        || matches!(c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}')
}
