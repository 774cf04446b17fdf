//! Puts the pieces that the library reads together into a tree.

use super::{DEEPEST, Entry, Kind, Node, Scalar, Style, TreeReader};
use crate::Text;
use crate::code;
use crate::span::{Lines, Span};
use crate::text;

/// How many bytes a text in quotes takes, the quotes included.
fn quoted_length(raw: &str) -> usize {
    let mut signs = raw.char_indices().peekable();
    let Some((_, quote)) = signs.next() else {
        return 0;
    };
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && quote == '"' {
            signs.next();
        } else if sign == quote {
            let doubled = quote == '\'' && signs.next_if(|(_, next)| *next == quote).is_some();
            if !doubled {
                return at + quote.len_utf8();
            }
        }
    }
    raw.len()
}

/// A list or map that is being read.
struct Open {
    node: Node,
    key: Option<(String, Span)>,
    /// Whether the current key was refused: its value is dropped.
    drop: bool,
}

pub(super) struct Builder<'o> {
    pub(super) offsets: &'o [usize],
    stack: Vec<Open>,
    pub(super) root: Option<Node>,
}

impl<'o> Builder<'o> {
    /// An empty builder; `offsets` are the bytes at which the characters begin.
    pub(super) fn new(offsets: &'o [usize]) -> Self {
        Self {
            offsets,
            stack: Vec::new(),
            root: None,
        }
    }

    pub(super) fn span(&self, lines: &Lines<'_>, marks: &saphyr_parser::Span) -> Span {
        let byte = |index: usize| {
            self.offsets
                .get(index)
                .or(self.offsets.last())
                .copied()
                .unwrap_or_default()
        };
        let (start, end) = (byte(marks.start.index()), byte(marks.end.index()));
        lines.span(start, end)
    }

    pub(super) fn scalar(
        &mut self,
        reader: &mut TreeReader<'_>,
        mut span: Span,
        text: String,
        style: Style,
    ) {
        // The library's end of a text may lie behind blanks, line breaks and comments.
        let raw = reader.text.get(span.start..span.end).unwrap_or("");
        span.end = span.start
            + match style {
                Style::Plain | Style::Block => raw.trim_end().len(),
                Style::Quoted => quoted_length(raw),
            };
        let kind = Kind::Scalar(Scalar { text, style });
        self.place(
            reader,
            Node {
                span,
                kind,
                flow: false,
            },
        );
    }

    pub(super) fn open(
        &mut self,
        reader: &mut TreeReader<'_>,
        span: Span,
        kind: Kind,
    ) -> Result<(), usize> {
        if self.stack.len() >= DEEPEST {
            reader.report(
                code::DEEP,
                span,
                ("套得太深", "nested too deeply"),
                text!("超过 {DEEPEST} 层", "more than {DEEPEST} levels"),
                (
                    "请把里面的部分写成定义，再用 `use`",
                    "give the inner part a name as a definition and `use` it",
                ),
            );
            return Err(usize::try_from(span.line).unwrap_or(1));
        }
        let source = reader.text.get(span.start..).unwrap_or("");
        let flow = source.starts_with(match kind {
            Kind::List(_) => '[',
            Kind::Map(_) | Kind::Scalar(_) => '{',
        });
        self.stack.push(Open {
            node: Node { span, kind, flow },
            key: None,
            drop: false,
        });
        Ok(())
    }

    pub(super) fn close(&mut self, reader: &mut TreeReader<'_>, span: Span) {
        if let Some(Open { mut node, .. }) = self.stack.pop() {
            if node.flow {
                // The end's own span begins at the bracket and may reach behind it.
                // Of broken text it may be any sign, of several bytes.
                let end = (span.start + 1).max(node.span.start);
                node.span.end = reader.text.ceil_char_boundary(end.min(reader.text.len()));
            } else {
                // A block ends where its last part ends, not where the next thing begins.
                node.span.end = match &node.kind {
                    Kind::List(items) => items.last().map(|n| n.span.end),
                    Kind::Map(entries) => {
                        entries.last().map(|e| e.value.span.end.max(e.key_span.end))
                    }
                    Kind::Scalar(_) => None,
                }
                .unwrap_or(node.span.start)
                .max(node.span.start);
            }
            self.place(reader, node);
        }
    }

    /// Puts a finished node where it belongs: as a key, a value, an item or the root.
    fn place(&mut self, reader: &mut TreeReader<'_>, node: Node) {
        let Some(open) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.node.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(entries) => match open.key.take() {
                Some((key, key_span)) => {
                    if !std::mem::take(&mut open.drop) {
                        entries.push(Entry {
                            key,
                            key_span,
                            value: node,
                        });
                    }
                }
                None => {
                    let span = node.span;
                    let Kind::Scalar(Scalar { text: key, style }) = node.kind else {
                        reader.report(
                            code::KEY,
                            span,
                            (
                                "列表或一组带名字的值不能作键",
                                "a list or a map cannot be a key",
                            ),
                            Text::default(),
                            (
                                "键是一个词；括号里的文字要加引号",
                                "a key is a word; text in brackets needs quotes",
                            ),
                        );
                        open.key = Some((String::new(), span));
                        open.drop = true;
                        return;
                    };
                    if key == "<<" && style == Style::Plain {
                        reader.report(
                            code::MERGE,
                            span,
                            (
                                "规则里不能用合并（<<）",
                                "merges are not part of the rule language",
                            ),
                            Text::default(),
                            ("请把内容写全", "write the entries out"),
                        );
                        open.drop = true;
                    } else if key.is_empty() || style == Style::Block || key.contains('\n') {
                        let what = (
                            "键要是写在一行里的一个词",
                            "a key must be a word on one line",
                        );
                        reader.report(
                            code::KEY,
                            span,
                            what,
                            Text::default(),
                            ("请在 `:` 前面写名字", "write a name before the `:`"),
                        );
                        open.drop = true;
                    } else if let Some(first) = entries.iter().find(|e| e.key == key) {
                        let what = text!("键 `{key}` 写了两遍", "the key `{key}` is written twice");
                        let label = text!(
                            "第 {} 行已经有了",
                            "already on line {}",
                            first.key_span.line
                        );
                        reader.report(
                            code::DUPLICATE_KEY,
                            span,
                            what,
                            label,
                            ("请留一个", "keep one of them"),
                        );
                        open.drop = true;
                    }
                    open.key = Some((key, span));
                }
            },
            Kind::Scalar(_) => {}
        }
    }
}
