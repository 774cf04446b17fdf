//! Restricted YAML to a tree with spans.
//!
//! The YAML library reads. This module refuses what the rule language does not have (anchors,
//! tags, merges, several documents, duplicate keys) and continues after an error, so one run
//! reports every error.

mod builder;

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::slips;
use crate::span::{Lines, Span};
use crate::text;
use crate::text::{Text, Words};
use builder::Builder;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

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

/// What came of reading a file.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; of a broken file, of the pieces that could be read.
    pub root: Option<Node>,
    /// What is wrong with the form.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether pieces are missing from the tree: then a name that is not found says little.
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

impl TreeReader<'_> {
    fn report(
        &mut self,
        code: &'static str,
        span: Span,
        what: impl Into<Text>,
        label: impl Into<Text>,
        help: Words,
    ) {
        let error = Diagnostic::error(code, self.file, span, what)
            .label(label)
            .help(help);
        if !self.diagnostics.contains(&error) {
            self.diagnostics.push(error);
        }
    }

    /// Reports each forbidden character once and replaces it by a space.
    fn clean(&mut self, chars: &mut Vec<char>) {
        // The mark at the start of a file belongs to its encoding and takes no column.
        if chars.first() == Some(&'\u{feff}') {
            chars.remove(0);
            self.offsets.remove(0);
        }
        for (n, sign) in chars.iter_mut().enumerate() {
            if *sign != '\t' && !is_invisible(*sign) {
                continue;
            }
            let at = self.offsets.get(n).copied().unwrap_or_default();
            let span = self.lines.span(at, at + sign.len_utf8());
            self.forbidden(*sign, span);
            *sign = ' ';
        }
    }

    fn forbidden(&mut self, sign: char, span: Span) {
        if sign == '\t' {
            self.report(
                code::TAB,
                span,
                ("这里有制表符", "there is a tab"),
                ("制表符", "a tab"),
                ("请用空格：每层两个", "use spaces: two for each level"),
            );
        } else {
            self.report(
                code::INVISIBLE,
                span,
                (
                    "这里有一个看不见的字符",
                    "there is a character that cannot be seen",
                ),
                text!("U+{:04X}", "U+{:04X}", u32::from(sign)),
                (
                    "请删掉；从别处复制文字时常会带进来",
                    "remove it; it often comes with text copied from elsewhere",
                ),
            );
        }
    }

    /// One run of the YAML library; an error returns the line to leave out.
    fn attempt(&mut self, clean: &[char]) -> Result<Option<Node>, usize> {
        let offsets = self.offsets.clone();
        let content: String = clean.iter().collect();
        let mut builder = Builder::new(&offsets);
        let mut documents = 0;
        let mut last_line = 1;
        for event in Parser::new_from_str(&content) {
            let (event, marks) = match event {
                Ok(found) => found,
                Err(error) => return Err(self.scan_error(&error, &builder, last_line)),
            };
            last_line = last_line.max(marks.start.line());
            let span = builder.span(&self.lines, &marks);
            self.refuse(&event, span);
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        self.report(
                            code::SEVERAL,
                            span,
                            (
                                "这个文件里又开始了第二份内容",
                                "a second document begins in this file",
                            ),
                            ("这里", "here"),
                            (
                                "请删掉 `---`，或者把后面的放进另一个文件",
                                "remove the `---`, or put the rest into a file of its own",
                            ),
                        );
                        self.broken = true;
                        break;
                    }
                }
                Event::Alias(_) => builder.scalar(self, span, String::new(), Style::Plain),
                Event::Scalar(text, style, ..) => {
                    let style = match style {
                        ScalarStyle::Plain => Style::Plain,
                        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                    };
                    builder.scalar(self, span, text.into_owned(), style);
                }
                Event::SequenceStart(..) => builder.open(self, span, Kind::List(Vec::new()))?,
                Event::MappingStart(..) => builder.open(self, span, Kind::Map(Vec::new()))?,
                Event::SequenceEnd | Event::MappingEnd => builder.close(self, span),
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            }
        }
        let nothing = Scalar {
            text: String::new(),
            style: Style::Plain,
        };
        let empty = |node: &Node| node.kind == Kind::Scalar(nothing.clone());
        Ok(builder.root.filter(|node| !empty(node)))
    }

    /// Anchors, aliases and tags.
    fn refuse(&mut self, event: &Event<'_>, span: Span) {
        let (anchor, tag) = match event {
            Event::Alias(_) => {
                self.report(
                    code::ANCHOR,
                    span,
                    ("规则里不能用引用（*）", "aliases are not part of the rule language"),
                    ("引用", "an alias"),
                    ("请把值写全，或者写成定义再用 `use`；以 * 开头的文字要加引号", "write the value out, or make it a definition and `use` it; a text that begins with * needs quotes"),
                );
                return;
            }
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(anchor, tag)
            | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => return,
        };
        if anchor > 0 {
            self.report(
                code::ANCHOR,
                span,
                (
                    "规则里不能用锚点（&）",
                    "anchors are not part of the rule language",
                ),
                ("有锚点（&）", "has an anchor (&)"),
                (
                    "请删掉；以 & 开头的文字要加引号",
                    "remove it; a text that begins with & needs quotes",
                ),
            );
        }
        if tag {
            self.report(
                code::TAG,
                span,
                (
                    "规则里不能用标签（!）",
                    "tags are not part of the rule language",
                ),
                ("有标签（!）", "has a tag (!)"),
                (
                    "请删掉；以 ! 开头的文字要加引号",
                    "remove it; a text that begins with ! needs quotes",
                ),
            );
        }
    }

    fn scan_error(&mut self, error: &ScanError, builder: &Builder<'_>, last_line: usize) -> usize {
        let mark = error.marker();
        let start = builder
            .offsets
            .get(mark.index())
            .copied()
            .unwrap_or(self.text.len());
        let mut span = self.lines.span(start, start);
        // An error at the very end of the file, or on an empty line, says nothing to a person:
        // point at the end of the last line that was read instead.
        let mut line = usize::try_from(span.line).unwrap_or(1);
        if self.lines.line(line).trim().is_empty() {
            line = (1..=line)
                .rev()
                .find(|n| !self.lines.line(*n).trim().is_empty())
                .unwrap_or(1);
            let end = self.lines.start(line) + self.lines.line(line).len();
            span = self.lines.span(end, end);
        }
        let resume = if error.info().contains("end of stream") {
            last_line.min(line)
        } else {
            line
        };
        // A tab is the cause, whatever the library reports after it.
        if self
            .diagnostics
            .iter()
            .any(|d| d.code == code::TAB && d.span.line == span.line)
        {
            return resume;
        }
        let content = self.lines.line(line);
        let help = if content
            .trim_start()
            .trim_start_matches("- ")
            .matches(": ")
            .count()
            > 1
        {
            (
                "文字里有 `: ` 时要加引号",
                "a text that holds `: ` needs quotes",
            )
        } else {
            (
                "请看缩进，以及有没有没关上的括号或引号",
                "look at the indentation, and for a bracket or a quote that is not closed",
            )
        };
        self.report(
            code::YAML,
            span,
            ("这里读不懂", "this cannot be read"),
            text!(zh: "读到这里断了"; en: "{}", plain_words(error.info())),
            help,
        );
        resume
    }
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
