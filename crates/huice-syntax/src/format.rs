//! The one canonical form of a file.
//!
//! The formatter writes the tree again: two spaces per level, no needless quotes, at most one
//! blank line, comments kept. It keeps the author's choices: order, inline brackets, line breaks
//! inside a long text. It parses the result before returning it and compares the two trees.

mod text;

use crate::code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::slips;
use crate::span::Lines;
use crate::tree::{Entry, Kind, Node, Scalar, Style, parse};
use std::collections::{BTreeSet, VecDeque};
use text::{flow, is_block_text, width, written};

/// Widest line on which brackets over several lines are joined, in screen cells.
const WIDEST: usize = 100;

/// Writes a file in canonical form.
///
/// # Errors
/// What keeps the file from being read (with an empty file name).
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse("", text);
    if parsed
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error)
    {
        return Err(parsed.diagnostics);
    }
    let Some(root) = parsed.root else {
        return Err(parsed.diagnostics);
    };
    let once = print(text, &root);
    // The author's text matters more than its layout: never return a text with another meaning.
    match parse("", &once).root {
        Some(again) if again.same(&root) => Ok(once),
        _ => Err(vec![
            Diagnostic::error(
                code::FORMAT,
                "",
                root.span,
                (
                    "改写法会改动这个文件的意思",
                    "the file cannot be formatted safely",
                ),
            )
            .help((
                "请把这个文件报告给我们；没有改动它",
                "please report this file; nothing was changed",
            )),
        ]),
    }
}

fn print(text: &str, root: &Node) -> String {
    let lines = Lines::new(text);
    let mut layout = Layout::default();
    layout.visit(root, &lines);
    let trivia = layout.trivia(text, &lines);
    let mut printer = Printer {
        source: text,
        lines: &lines,
        out: String::new(),
        trivia,
        content: layout.content,
        last: 0,
    };
    printer.before(line_of(root), 0);
    match &root.kind {
        // A lone text at the left edge might be taken for the end of the file.
        Kind::Scalar(scalar) => {
            printer
                .out
                .push_str(&written(&scalar.text, scalar.style, false));
            printer.end_line(printer.last_line(root));
        }
        Kind::List(_) | Kind::Map(_) => printer.block(root, 0),
    }
    printer.before(usize::MAX, 0);
    let mut out = printer.out;
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn line_of(node: &Node) -> usize {
    usize::try_from(node.span.line).unwrap_or(usize::MAX)
}

/// What is between the nodes.
#[derive(Debug, PartialEq)]
enum Between {
    /// A blank line.
    Blank,
    /// A comment that fills its line, with its column.
    Own(String, usize),
    /// A comment behind something.
    Trailing(String),
}

/// Spans of the texts, to distinguish comments from a `#` inside a text.
#[derive(Default)]
struct Layout {
    /// Bytes of keys and scalars, in order.
    texts: Vec<(usize, usize)>,
    /// Lines on which something begins.
    content: BTreeSet<usize>,
}

impl Layout {
    fn visit(&mut self, node: &Node, lines: &Lines<'_>) {
        match &node.kind {
            Kind::Scalar(_) => self.text(node.span.start, node.span.end, lines),
            Kind::List(items) => items.iter().for_each(|item| self.visit(item, lines)),
            Kind::Map(entries) => {
                for entry in entries {
                    self.text(entry.key_span.start, entry.key_span.end, lines);
                    self.visit(&entry.value, lines);
                }
            }
        }
        self.content.insert(line_of(node));
    }

    fn text(&mut self, start: usize, end: usize, lines: &Lines<'_>) {
        self.texts.push((start, end));
        let number = lines.span(start, start).line;
        self.content
            .insert(usize::try_from(number).unwrap_or(usize::MAX));
    }

    fn inside(&self, at: usize) -> bool {
        let next = self.texts.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1)
            .and_then(|n| self.texts.get(n))
            .is_some_and(|(_, end)| at < *end)
    }

    fn trivia(&self, text: &str, lines: &Lines<'_>) -> VecDeque<(usize, Between)> {
        let mut trivia = VecDeque::new();
        for number in 1..=lines.len() {
            let (line, start) = (lines.line(number), lines.start(number));
            if line.trim().is_empty() {
                if !self.inside(start) && start < text.len() {
                    trivia.push_back((number, Between::Blank));
                }
                continue;
            }
            let blank_before = |at: usize| {
                line.get(..at)
                    .is_some_and(|t| t.is_empty() || t.ends_with(' '))
            };
            let hash = line
                .match_indices('#')
                .map(|(at, _)| at)
                .find(|at| blank_before(*at) && !self.inside(start + at));
            if let Some(at) = hash {
                let comment = comment(line.get(at..).unwrap_or("#"));
                let own = line.get(..at).is_some_and(|t| t.trim().is_empty());
                let kind = if own {
                    Between::Own(comment, at + 1)
                } else {
                    Between::Trailing(comment)
                };
                trivia.push_back((number, kind));
            }
        }
        trivia
    }
}

/// A comment with a blank after its sign.
fn comment(text: &str) -> String {
    let words = text.trim_start_matches('#');
    let signs = text.get(..text.len() - words.len()).unwrap_or("#");
    if words.is_empty() || words.starts_with([' ', '!']) {
        return text.trim_end().to_owned();
    }
    format!("{signs} {}", words.trim_end())
}

struct Printer<'t> {
    source: &'t str,
    lines: &'t Lines<'t>,
    out: String,
    trivia: VecDeque<(usize, Between)>,
    content: BTreeSet<usize>,
    /// Last line of the source that has been written.
    last: usize,
}

impl Printer<'_> {
    /// Writes what is before a line of the source.
    fn before(&mut self, line: usize, indent: usize) {
        while let Some((_, between)) = self.trivia.pop_front_if(|(number, _)| *number < line) {
            match between {
                Between::Blank => self.blank_line(),
                Between::Own(comment, _) | Between::Trailing(comment) => {
                    self.own_line(&comment, indent);
                }
            }
        }
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn own_line(&mut self, comment: &str, indent: usize) {
        self.pad(indent);
        self.out.push_str(comment);
        self.out.push('\n');
    }

    fn pad(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Ends a line whose source ends on `line`, with its comment.
    fn end_line(&mut self, line: usize) {
        self.last = self.last.max(line);
        let behind = self
            .trivia
            .iter()
            .take_while(|(number, _)| *number <= line)
            .position(|(_, between)| matches!(between, Between::Trailing(_)));
        if let Some((_, Between::Trailing(comment))) = behind.and_then(|n| self.trivia.remove(n)) {
            self.out.push_str("  ");
            self.out.push_str(&comment);
        }
        self.out.push('\n');
    }

    /// Comments at the end of a block that are indented like it belong to it.
    fn close(&mut self, node: &Node, indent: usize) {
        let next = self
            .content
            .range(self.last + 1..)
            .next()
            .copied()
            .unwrap_or(usize::MAX);
        let column = usize::try_from(node.span.column).unwrap_or(1);
        loop {
            let own = self
                .trivia
                .iter()
                .find(|(_, between)| *between != Between::Blank);
            match own {
                Some((number, Between::Own(_, at)))
                    if *number > self.last && *number < next && *at >= column =>
                {
                    let stop = *number + 1;
                    self.before(stop, indent);
                }
                _ => break,
            }
        }
    }

    /// Writes a node as a block. The cursor is at the start of its first line.
    fn block(&mut self, node: &Node, indent: usize) {
        match &node.kind {
            Kind::List(items) if !items.is_empty() && !self.stays_flow(node) => {
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        self.before(line_of(item), indent);
                        self.pad(indent);
                    }
                    self.out.push_str("- ");
                    self.block(item, indent + 2);
                }
                self.close(node, indent);
            }
            Kind::Map(entries) if !entries.is_empty() && !self.stays_flow(node) => {
                for (n, entry) in entries.iter().enumerate() {
                    if n > 0 {
                        let line = usize::try_from(entry.key_span.line).unwrap_or(usize::MAX);
                        self.before(line, indent);
                        self.pad(indent);
                    }
                    self.entry(entry, indent);
                }
                self.close(node, indent);
            }
            Kind::List(_) | Kind::Map(_) => {
                let written = flow(node);
                self.out.push_str(&written);
                self.end_line(self.last_line(node));
            }
            Kind::Scalar(scalar) => self.scalar(node, scalar, indent),
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize) {
        self.out.push_str(&written(&entry.key, Style::Plain, false));
        self.out.push(':');
        let parts = match &entry.value.kind {
            Kind::Scalar(scalar) => {
                if !(scalar.text.is_empty() && scalar.style == Style::Plain) {
                    self.out.push(' ');
                }
                return self.scalar(&entry.value, scalar, indent + 2);
            }
            Kind::List(items) => items.len(),
            Kind::Map(entries) => entries.len(),
        };
        if parts == 0 || self.stays_flow(&entry.value) {
            self.out.push(' ');
            return self.block(&entry.value, indent + 2);
        }
        self.end_line(usize::try_from(entry.key_span.line).unwrap_or(usize::MAX));
        self.before(line_of(&entry.value), indent + 2);
        self.pad(indent + 2);
        self.block(&entry.value, indent + 2);
    }

    /// Brackets on one line stay; over several lines they are joined where that is short.
    fn stays_flow(&self, node: &Node) -> bool {
        let raw = self
            .source
            .get(node.span.start..node.span.end)
            .unwrap_or("");
        node.flow && (!raw.contains('\n') || width(&flow(node)) <= WIDEST)
    }

    fn last_line(&self, node: &Node) -> usize {
        let end = node.span.end.max(node.span.start + 1) - 1;
        usize::try_from(self.lines.span(end, end).line)
            .unwrap_or(usize::MAX)
            .max(line_of(node))
    }

    /// Writes a text; its further lines are indented by `indent`.
    fn scalar(&mut self, node: &Node, scalar: &Scalar, indent: usize) {
        let text = &scalar.text;
        let end = if text.is_empty() && scalar.style == Style::Plain {
            line_of(node)
        } else {
            self.last_line(node)
        };
        let raw = self
            .source
            .get(node.span.start..node.span.end)
            .unwrap_or("");
        // At the left edge a line of three dashes or points would end the document.
        let marks = raw
            .lines()
            .any(|l| l.trim().starts_with("---") || l.trim().starts_with("..."));
        // Moved to another column, a line may be taken for a slip: a bracket that is not closed.
        let slip = || raw.lines().any(|l| slips::looks_like_one(l.trim(), false));
        if scalar.style == Style::Plain && raw.contains('\n') && !marks && !slip() {
            for (n, line) in raw.lines().enumerate() {
                if n > 0 {
                    self.out.push('\n');
                    if !line.trim().is_empty() {
                        self.pad(indent);
                    }
                }
                self.out.push_str(line.trim());
            }
            return self.end_line(end);
        }
        if scalar.style == Style::Block && is_block_text(text) {
            self.out
                .push_str(if text.ends_with('\n') { "|" } else { "|-" });
            // The header is on the line before the text.
            self.end_line(line_of(node).saturating_sub(1));
            for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                if !line.is_empty() {
                    self.pad(indent);
                    self.out.push_str(line);
                }
                self.out.push('\n');
            }
            self.last = self.last.max(end);
            return;
        }
        self.out.push_str(&written(text, scalar.style, false));
        self.end_line(end);
    }
}
