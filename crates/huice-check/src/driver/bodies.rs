//! Second pass: the bodies of what is declared.

use super::Read;
use super::unused::{uncovered, unused};
use crate::clause::{self, Head};
use crate::code;
use crate::corpus::{ClauseFile, Corpus, Example, Origin, position};
use crate::cycles::{self, Cycle};
use crate::report::{FileContext, Report};
use crate::symbol_table::SymbolTable;
use crate::{relations, restate, succession};
use huice_core::ir::{Definition, Instrument};
use huice_syntax::Span;
use huice_syntax::text;
use std::collections::BTreeMap;

/// Second pass: bodies, then what can only be seen from all of them.
pub(super) fn bodies(
    read: &[Read<'_>],
    report: &Report,
    mut symbols: SymbolTable<'_>,
    heads: &BTreeMap<usize, Head>,
) -> Option<Corpus> {
    let definitions: Vec<Option<Definition>> = symbols
        .definitions
        .iter()
        .map(|d| clause::definition(read.get(d.file)?.at(report), &symbols, d))
        .collect();
    for (n, trouble) in cycles::cycles(&definitions) {
        let declared = symbols
            .definitions
            .get(n)
            .and_then(|d| Some((d, read.get(d.file)?)));
        if let Some((declared, file)) = declared {
            report_cycle(file.at(report), &declared.id, declared.span, trouble);
        }
    }
    let (mut made, examples) = instruments(read, report, &symbols);
    succession::settle(report, &mut symbols, &mut made);
    for n in cycles::too_wide(&definitions, &made) {
        let declared = symbols.instruments.get(n);
        if let Some((declared, file)) = declared.and_then(|d| Some((d, read.get(d.file)?))) {
            let message = text!(
                "`{}` 的条件展开来太大",
                "the conditions of `{}` are too large once they are spelled out",
                declared.id
            );
            let help = text!(
                "把用到的定义全部写开，最多 {} 个条件",
                "with all definitions written out they may hold {} conditions",
                cycles::WIDEST
            );
            file.at(report)
                .wrong(code::TOO_MUCH, declared.span, message, help);
        }
    }
    let mut offices = Vec::new();
    for (made, declared) in made.iter_mut().zip(&symbols.instruments) {
        let head = heads.get(&declared.file);
        if let (Some(made), Some(named)) = (made, head.and_then(|head| head.offices.as_ref())) {
            let positions = named.iter().map(|office| position(&mut offices, office));
            made.offices = positions.collect();
        }
    }
    let clauses = heads.iter().filter_map(|(position, head)| {
        Some(ClauseFile {
            document: head.document,
            file: read.get(*position)?.source.path.clone(),
            clause: head.clause.clone(),
            offices: head.offices.clone(),
            span: head.span,
        })
    });
    let origins = symbols.instruments.iter().map(|declared| {
        let head = heads.get(&declared.file).cloned().unwrap_or_default();
        Origin {
            document: declared.document,
            file: read
                .get(declared.file)
                .map_or_else(String::new, |file| file.source.path.clone()),
            span: declared.span,
            clause: head.clause,
            heading: head.heading,
        }
    });
    let with_origin = made.into_iter().zip(origins);
    let instruments = with_origin.map(|(made, origin)| Some((made?, origin)));
    let owners = symbols.definitions.iter().map(|d| d.document).collect();
    unused(read, report, &symbols);
    uncovered(read, report, &symbols);
    Some(Corpus {
        // A missing one has been reported; without it the positions would not match.
        definitions: definitions.into_iter().collect::<Option<_>>()?,
        definition_documents: owners,
        instruments: instruments.collect::<Option<_>>()?,
        places: symbols.places,
        documents: symbols.documents,
        clauses: clauses.collect(),
        offices,
        goals: symbols.goals,
        facts: symbols.facts,
        examples,
        citations: symbols.citations.into_inner(),
    })
}

/// The bodies of all instruments and their examples, in the order in which they are declared.
/// Restatements are read last: they take from the others what they leave out.
fn instruments(
    read: &[Read<'_>],
    report: &Report,
    symbols: &SymbolTable<'_>,
) -> (Vec<Option<Instrument>>, Vec<Example>) {
    let mut made = vec![None; symbols.instruments.len()];
    let mut examples = vec![Vec::new(); symbols.instruments.len()];
    for restating in [false, true] {
        for (n, declared) in symbols.instruments.iter().enumerate() {
            if declared.node.get("restates").is_some() != restating {
                continue;
            }
            let Some(file) = read.get(declared.file) else {
                continue;
            };
            let (body, found) = clause::instrument(file.at(report), symbols, declared, &made);
            if let (Some(place), Some(shown)) = (made.get_mut(n), examples.get_mut(n)) {
                *place = body;
                *shown = found;
            }
        }
    }
    restate::join(&mut made);
    relations::check(report, symbols, &made);
    (made, examples.into_iter().flatten().collect())
}

fn report_cycle(at: FileContext<'_>, id: &str, span: Span, trouble: Cycle) {
    match trouble {
        Cycle::Circle(path) => {
            let message = text!(
                "定义 `{id}` 用到了它自己",
                "the definition `{id}` needs itself"
            );
            let way: Vec<_> = path.iter().map(String::as_str).chain([id]).collect();
            at.wrong(
                code::CIRCLE,
                span,
                message,
                text!("绕成了一圈：{}", "the circle: {}", way.join(" → ")),
            );
        }
        Cycle::TooWide => {
            let message = text!(
                "定义 `{id}` 展开来太大",
                "the definition `{id}` is too large once it is spelled out"
            );
            let help = text!(
                "把用到的定义全部写开，最多 {} 个条件：同一个定义不要重复用很多次",
                "with all that it uses written out it may hold {} conditions: do not use one definition many times over",
                cycles::WIDEST
            );
            at.wrong(code::TOO_MUCH, span, message, help);
        }
        Cycle::TooLong => {
            let message = text!(
                "定义 `{id}` 下面套了太多层定义",
                "the definition `{id}` stands on too many others"
            );
            let help = text!(
                "最多套 {} 层",
                "at most {} may stand on each other",
                cycles::LONGEST
            );
            at.wrong(code::TOO_MUCH, span, message, help);
        }
    }
}
