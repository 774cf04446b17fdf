//! What nothing uses, and places that no document reaches.

use super::Read;
use crate::code;
use crate::part::Part;
use crate::report::Report;
use crate::symbol_table::SymbolTable;
use huice_syntax::text;
use huice_syntax::{Diagnostic, Span};

/// Facts and definitions that nothing uses.
pub(super) fn unused(read: &[Read<'_>], report: &Report, symbols: &SymbolTable<'_>) {
    if report.incomplete() {
        return;
    }
    let used = symbols.used_facts.borrow();
    for id in symbols.fact_ids.values().filter(|id| !used.contains(id)) {
        let Some(declared) = symbols.facts.get(usize::from(*id)) else {
            continue;
        };
        let message = text!(
            "事项 `{}` 没有用到",
            "the fact `{}` is never used",
            declared.fact.id
        );
        report.push(
            Diagnostic::warning(code::UNUSED_FACT, &declared.file, declared.span, message).help((
                "它永远不会被问到；请删掉，或者用在条件里",
                "it will never be asked; remove it, or use it in a condition",
            )),
        );
    }
    let used = symbols.used_definitions.borrow();
    let all = symbols.definitions.iter().zip(0u16..);
    for (declared, _) in all.filter(|(_, position)| !used.contains(position)) {
        let Some(file) = read.get(declared.file) else {
            continue;
        };
        let message = text!(
            "定义 `{}` 没有用到",
            "the definition `{}` is never used",
            declared.id
        );
        report.push(
            Diagnostic::warning(
                code::UNUSED_DEFINITION,
                &file.source.path,
                declared.span,
                message,
            )
            .help((
                "请删掉，或者在条件里用 `use`",
                "remove it, or `use` it in a condition",
            )),
        );
    }
}

/// Places said to be covered though no document reaches them, and the reverse.
pub(super) fn uncovered(read: &[Read<'_>], report: &Report, symbols: &SymbolTable<'_>) {
    let Some(file) = read.iter().find(|f| f.part == Part::Places) else {
        return;
    };
    if report.incomplete() {
        return;
    }
    for place in &symbols.places {
        let around = symbols.chain(&place.code);
        let mut applied = symbols.documents.iter().flat_map(|d| &d.applies);
        let reached = applied.any(|code| around.contains(&code.as_str()));
        if reached == place.covered {
            continue;
        }
        let message = if reached {
            text!(
                "有文件管 `{}`，可是它没有写 `covered`",
                "a document applies in `{}`, which is not `covered`",
                place.name
            )
        } else {
            text!(
                "没有文件管 `{}`，可是它写了 `covered`",
                "no document applies in `{}`, which is `covered`",
                place.name
            )
        };
        let span = code_of(file, &place.code);
        report.push(Diagnostic::warning(
            code::COVERED,
            &file.source.path,
            span,
            message,
        ));
    }
}

/// Where `places.yaml` gives a place its code: not where another lies within it.
fn code_of(file: &Read<'_>, code: &str) -> Span {
    let text = &file.source.text;
    let own = |at: &usize| {
        let before = text
            .get(..*at)
            .unwrap_or("")
            .trim_end_matches(['"', '\'', ' ']);
        before.ends_with("code:")
    };
    let found = text.match_indices(code).map(|(at, _)| at).find(own);
    let start = found.unwrap_or_default();
    file.lines.span(start, start + code.len())
}
