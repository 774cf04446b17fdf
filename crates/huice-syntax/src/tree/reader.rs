//! One attempt to read a file, with what is wrong in it in the words of its author.

use super::builder::Builder;
use super::{Kind, Node, Scalar, Style, TreeReader, is_invisible, plain_words};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::text;
use crate::text::{Text, Words};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

impl TreeReader<'_> {
    pub(super) fn report(
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
    pub(super) fn clean(&mut self, chars: &mut Vec<char>) {
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

    pub(super) fn forbidden(&mut self, sign: char, span: Span) {
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
                ("这里有一个看不见的字符", "there is an invisible character"),
                text!("U+{:04X}", "U+{:04X}", u32::from(sign)),
                (
                    "请删掉；从别处复制文字时常会带进来",
                    "remove it; it often comes with text copied from elsewhere",
                ),
            );
        }
    }

    /// One run of the YAML library; an error returns the line to leave out.
    pub(super) fn attempt(&mut self, clean: &[char]) -> Result<Option<Node>, usize> {
        let offsets = self.offsets.clone();
        let content: String = clean.iter().collect();
        let mut builder = Builder::new(&offsets);
        let mut documents = 0;
        let mut last_line = 1;
        for event in Parser::new_from_str(&content) {
            let (event, marks) = match event {
                Ok(event) => event,
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
                                "remove the `---`, or put the rest into another file",
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
    pub(super) fn refuse(&mut self, event: &Event<'_>, span: Span) {
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

    pub(super) fn scan_error(
        &mut self,
        error: &ScanError,
        builder: &Builder<'_>,
        last_line: usize,
    ) -> usize {
        let mark = error.marker();
        let start = builder
            .offsets
            .get(mark.index())
            .copied()
            .unwrap_or(self.text.len());
        let mut span = self.lines.span(start, start);
        // An error at the very end of the file, or on an empty line, does not help a person:
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
        // A tab is the cause, and the reports of the library after it only follow from it.
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
                "check the indentation, and look for an unclosed bracket or quote",
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
