//! First pass: the names that a clause file declares.

use crate::code;
use crate::keys;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{DefinitionDecl, InstrumentDecl, SymbolTable};
use huice_syntax::{Node, Span, Text, Words, text};

/// The clause and heading of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) clause: String,
    pub(crate) heading: String,
    pub(crate) document: u16,
    /// The offices that its closing bracket names; `None` where the file does not say.
    pub(crate) offices: Option<Vec<String>>,
    /// Their position, or the head of the file.
    pub(crate) span: Span,
}

/// First pass: the names that a clause file declares.
pub(crate) fn declare<'n>(
    at: FileContext<'_>,
    root: &'n Node,
    file: usize,
    document: u16,
    symbols: &mut SymbolTable<'n>,
) -> Option<Head> {
    let fields = at.map(root, ("条款文件", "a clause file"), keys::CLAUSE_FILE)?;
    let head = Head {
        clause: at.need_text(&fields, "clause"),
        heading: at.need_text(&fields, "heading"),
        document,
        offices: fields.get("offices").and_then(|node| offices(at, node)),
        span: fields.get("offices").map_or(root.span, |n| n.span),
    };
    let file = ClauseFile { at, head, file };
    let mut twice = Vec::new();
    let definitions = file.definitions(&fields, symbols, &mut twice);
    let instruments = file.instruments(&fields, symbols, &mut twice);
    twins(at, &symbols.paths, &twice, definitions + instruments);
    Some(file.head)
}

/// A file whose names are being declared.
struct ClauseFile<'a> {
    at: FileContext<'a>,
    head: Head,
    /// Its position.
    file: usize,
}

impl ClauseFile<'_> {
    /// Declares the definitions: how many there are.
    fn definitions<'n>(
        &self,
        fields: &Fields<'n>,
        symbols: &mut SymbolTable<'n>,
        twice: &mut Vec<Twin>,
    ) -> usize {
        let (at, document) = (self.at, self.head.document);
        let what = ("定义的列表", "a list of definitions");
        let nodes = at.items(fields, "definitions", what);
        for node in nodes {
            let Some((id, span)) = id_of(at, node, ("定义", "a definition")) else {
                continue;
            };
            let twin = symbols
                .definitions
                .iter()
                .find(|d| d.id == id && d.document == document);
            if let Some(twin) = twin {
                twice.push(Twin {
                    span,
                    what: text!("定义 `{id}`", "the definition `{id}`"),
                    file: twin.file,
                    line: twin.span.line,
                });
                continue;
            }
            let title = node
                .get("title")
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned();
            symbols.definitions.push(DefinitionDecl {
                id,
                title,
                document,
                file: self.file,
                span,
                node,
            });
        }
        nodes.len()
    }

    /// Declares the instruments: how many there are.
    fn instruments<'n>(
        &self,
        fields: &Fields<'n>,
        symbols: &mut SymbolTable<'n>,
        twice: &mut Vec<Twin>,
    ) -> usize {
        let (at, document) = (self.at, self.head.document);
        let what = ("政策的列表", "a list of instruments");
        let nodes = at.items(fields, "instruments", what);
        for node in nodes {
            let Some((id, span)) = id_of(at, node, ("政策", "an instrument")) else {
                continue;
            };
            let known = symbols.instrument_ids.get(&id);
            if let Some(twin) = known.and_then(|n| symbols.instruments.get(*n)) {
                twice.push(Twin {
                    span,
                    what: text!("政策 `{id}`", "the instrument `{id}`"),
                    file: twin.file,
                    line: twin.span.line,
                });
                continue;
            }
            let lost = symbols.documents.iter().flat_map(|d| &d.missing);
            if lost.into_iter().any(|m| m.id == id) {
                let message = text!(
                    "`{id}` 是原文缺失的一项的编号",
                    "`{id}` is the id of an item whose text is lost"
                );
                let help = (
                    "原文缺失的项没有政策；请给这一条换一个编号",
                    "an item that is lost has no instrument; give this one another id",
                );
                at.wrong(code::TWICE, span, message, help);
                continue;
            }
            let clause = self.head.clause.clone();
            symbols
                .instrument_ids
                .insert(id.clone(), symbols.instruments.len());
            symbols.instruments.push(InstrumentDecl {
                id,
                document,
                file: self.file,
                clause,
                span,
                node,
            });
        }
        nodes.len()
    }
}

/// Remembers the names of a file that belongs to no document: their uses are no errors of their own.
pub(crate) fn lose(at: FileContext<'_>, root: &Node) {
    for key in ["definitions", "instruments"] {
        let Some(list) = root.get(key) else { continue };
        let nodes = match &list.kind {
            huice_syntax::Kind::List(nodes) => nodes.as_slice(),
            huice_syntax::Kind::Scalar(_) | huice_syntax::Kind::Map(_) => &[],
        };
        for id in nodes.iter().filter_map(|node| node.get("id")?.text()) {
            at.report.lose(id, at.file, root.span);
        }
    }
}

/// The offices of a clause: a list, or `none`.
fn offices(at: FileContext<'_>, node: &Node) -> Option<Vec<String>> {
    if node.text() == Some("none") {
        return Some(Vec::new());
    }
    let mut found: Vec<String> = Vec::new();
    for item in at.list(
        node,
        ("部门的列表，或 `none`", "a list of offices, or `none`"),
    ) {
        let Some(office) = at.text(item, ("部门的名称", "the name of an office")) else {
            continue;
        };
        if found.iter().any(|known| known == office) {
            let message = text!(
                "部门 `{office}` 写了两遍",
                "the office `{office}` stands here twice"
            );
            at.wrong(
                code::TWICE,
                item.span,
                message,
                ("请留第一个", "keep the first of them"),
            );
            continue;
        }
        found.push(office.to_owned());
    }
    Some(found)
}

fn id_of(at: FileContext<'_>, node: &Node, what: Words) -> Option<(String, Span)> {
    if node.text().is_some() {
        // The second pass checks its keys; a missing one is reported now.
        at.map(node, what, &["id", "title", "cite"])?;
    }
    match node.get("id") {
        Some(id) => at.id(id, what, "-_").map(|text| (text, id.span)),
        None => {
            let (zh, en) = what;
            let message = text!("{zh}缺 `id` 这个键", "{en} needs the key `id`");
            at.wrong(
                code::MISSING_KEY,
                at.head(node.span),
                message,
                ("请加上 `id: …`", "add `id: …`"),
            );
            None
        }
    }
}

/// An id that is given twice: here, and first at a line of a file.
struct Twin {
    span: Span,
    what: Text,
    file: usize,
    line: u32,
}

/// Reports ids that are given twice. A file that was copied and forgotten is one error.
fn twins(at: FileContext<'_>, paths: &[String], twins: &[Twin], all: usize) {
    let path = |twin: &Twin| paths.get(twin.file).map_or("", String::as_str);
    if let [first, rest @ ..] = twins
        && !rest.is_empty()
        && twins.len() == all
        && rest.iter().all(|twin| twin.file == first.file)
        && path(first) != at.file
    {
        let other = path(first);
        let message = text!(
            "这个文件里的 {all} 个编号，{other} 里全都有了",
            "all {all} ids of this file are already in {other}"
        );
        let help = text!(
            "多半是从 {other} 复制来忘了改：请删掉这个文件，或者改编号",
            "probably copied from {other} and forgotten: remove this file, or change its ids"
        );
        return at.wrong(code::TWICE, first.span, message, help);
    }
    for twin in twins {
        let (other, line) = (path(twin), twin.line);
        let message =
            text!(zh: "{}写了两遍", twin.what.zh; en: "{} stands here twice", twin.what.en);
        let help = text!(
            "另一个在 {other} 第 {line} 行；编号只能用一次",
            "the other is in {other}, line {line}; ids are given once"
        );
        at.wrong(code::TWICE, twin.span, message, help);
    }
}
