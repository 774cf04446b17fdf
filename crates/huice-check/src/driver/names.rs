//! First pass: what is declared, in every file.

use super::Read;
use crate::clause::{self, Head};
use crate::code;
use crate::part::{Part, folder};
use crate::report::{FileContext, Report};
use crate::symbol_table::{DocumentDecl, SymbolTable};
use crate::{documents, facts, former_names, goals, inference, lists, phone, places};
use huice_syntax::text;
use huice_syntax::{Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// First pass. Returns clause and heading of every clause file, by its position.
pub(super) fn names<'n>(
    read: &'n [Read<'_>],
    report: &Report,
    symbols: &mut SymbolTable<'n>,
) -> BTreeMap<usize, Head> {
    let mut heads = BTreeMap::new();
    let mut homeless: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, file) in read.iter().enumerate() {
        let (Some(root), at) = (file.root, file.at(report)) else {
            continue;
        };
        let folder = folder(&file.source.path);
        match file.part {
            Part::Places => {
                places::places(at, root, &mut symbols.places);
                symbols
                    .places
                    .retain(|place| !report.is_elsewhere(&place.code));
            }
            Part::Goals => goals::goals(at, root, &symbols.places, &mut symbols.goals),
            Part::Facts => facts::facts(at, root, &symbols.places, &mut symbols.facts),
            Part::Terms => facts::terms(at, root, &mut symbols.terms),
            Part::Document => {
                if let Some(found) = documents::document(at, root, folder, &symbols.places) {
                    let mut known = symbols.documents.iter();
                    if let Some(twin) = known.find(|d| d.document.id == found.document.id) {
                        document_twice(at, root.span, twin);
                    }
                    symbols.documents.push(found);
                }
            }
            Part::Clause => {
                let owner = symbols
                    .documents
                    .iter()
                    .zip(0u16..)
                    .find(|(d, _)| d.folder == folder);
                let Some((_, document)) = owner else {
                    report.unread.set(true);
                    clause::lose(at, root);
                    homeless.entry(folder).or_default().push(position);
                    continue;
                };
                let head = clause::declare(at, root, position, document, symbols);
                heads.insert(position, head.unwrap_or_default());
            }
        }
        if file.part == Part::Facts {
            for (fact, n) in symbols.facts.iter().zip(0u16..) {
                symbols.fact_ids.entry(fact.fact.id.clone()).or_insert(n);
            }
        }
    }
    former_names::check_unique(&symbols.facts, report);
    without_document(read, report, &homeless);
    let mut asks = BTreeSet::new();
    for file in read.iter().filter(|file| file.part == Part::Facts) {
        if let Some(root) = file.root {
            lists::lists(file.at(report), root, &mut symbols.facts, &mut asks);
            phone::phone(file.at(report), root, &mut symbols.facts);
        }
    }
    inferences(read, report, symbols);
    // Positions are 16 bits wide; far more than any rules will ever need.
    let most = usize::from(u16::MAX) - 1;
    let counts = [
        symbols.facts.len(),
        symbols.definitions.len(),
        symbols.instruments.len(),
    ];
    if let (true, Some(file)) = (counts.iter().any(|n| *n > most), read.first()) {
        let message = (
            "事项、定义或政策超过 65534 个",
            "there are more than 65534 facts, definitions or instruments",
        );
        file.at(report).wrong(
            code::TOO_MUCH,
            file.lines.span(0, 0),
            message,
            ("请把规则分成几套", "split the rules"),
        );
    }
    heads
}

fn document_twice(at: FileContext<'_>, span: Span, twin: &DocumentDecl) {
    let id = &twin.document.id;
    let message = text!(
        "文件 `{id}` 写了两遍",
        "the document `{id}` stands here twice"
    );
    let help = text!(
        "另一个是 {}/document.yaml；编号只能用一次",
        "the other is {}/document.yaml; ids are given once",
        twin.folder
    );
    at.wrong(code::TWICE, span, message, help);
}

/// Folders of clause files without a document: one error a folder, and none where the document is
/// there and has errors of its own.
fn without_document(read: &[Read<'_>], report: &Report, homeless: &BTreeMap<&str, Vec<usize>>) {
    for (folder, files) in homeless {
        let document = format!("{folder}/document.yaml");
        let there = read.iter().any(|file| file.source.path == document);
        let first = files.first().and_then(|n| read.get(*n));
        let (Some(file), false, false) = (first, there, report.broken) else {
            continue;
        };
        let message = match files.len() {
            1 => text!(
                "这个文件不属于任何一份政策文件",
                "this file belongs to no document"
            ),
            all => text!(
                "文件夹 `{folder}` 里的 {all} 个文件不属于任何一份政策文件",
                "the {all} files in the folder `{folder}` belong to no document"
            ),
        };
        let help = (
            "请在它的文件夹里放 document.yaml；事项放在 facts/ 里",
            "put a document.yaml into its folder; facts lie in facts/",
        );
        file.at(report)
            .wrong(code::MISPLACED, file.lines.span(0, 0), message, help);
    }
}

/// What follows from what. A fact that only settles others is still one that nothing uses.
fn inferences(read: &[Read<'_>], report: &Report, symbols: &mut SymbolTable<'_>) {
    let mut found = Vec::new();
    for file in read.iter().filter(|file| file.part == Part::Facts) {
        if let Some(root) = file.root {
            inference::inferences(file.at(report), root, symbols, &mut found);
        }
    }
    symbols.used_facts.borrow_mut().clear();
    for (position, follows, contradicts) in found {
        if let Some(declared) = symbols.facts.get_mut(position) {
            (declared.fact.follows, declared.fact.contradicts) = (follows, contradicts);
        }
    }
    for (declared, way) in inference::circles(&symbols.facts) {
        let id = declared.fact.id.as_str();
        let message = text!(
            "事项 `{id}` 由它自己推出",
            "the fact `{id}` follows from itself"
        );
        let way: Vec<&str> = way.into_iter().chain([id]).collect();
        report.push(
            Diagnostic::error(code::CIRCLE, &declared.file, declared.span, message).help(text!(
                "绕成了一圈：{}",
                "the circle: {}",
                way.join(" → ")
            )),
        );
    }
}
