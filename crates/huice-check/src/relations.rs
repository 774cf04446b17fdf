//! What instruments have to do with each other: no circles, nothing that never meets.

use crate::code;
use crate::report::Report;
use crate::symbol_table::{InstrumentDecl, SymbolTable};
use huice_core::ir::Instrument;
use huice_syntax::{Diagnostic, text};

/// Checks what instruments replace, exclude and help.
pub(crate) fn check(report: &Report, symbols: &SymbolTable<'_>, made: &[Option<Instrument>]) {
    for (n, declared) in symbols.instruments.iter().enumerate() {
        let Some(Some(instrument)) = made.get(n) else {
            continue;
        };
        if let Some(way) = circle(made, n) {
            report_circle(report, symbols, declared, &way);
        }
        let helps = instrument.loan.iter().flat_map(|loan| &loan.helps);
        // A restatement takes over what the other excludes; only what is written is looked at.
        for (key, others) in [
            ("excludes", instrument.excludes.iter().collect::<Vec<_>>()),
            ("replaces", instrument.replaces.iter().collect()),
            ("loan", helps.collect()),
        ] {
            if declared.node.get(key).is_some() {
                for other in others {
                    never_meets(report, symbols, declared, key, *other);
                }
            }
        }
    }
}

/// The way along `replaces` from an instrument back to itself, if there is one.
fn circle(made: &[Option<Instrument>], start: usize) -> Option<Vec<usize>> {
    let replaced = |n: usize| {
        let own = made.get(n).and_then(Option::as_ref);
        own.map_or(&[][..], |i| i.replaces.as_slice())
    };
    let mut ways = vec![vec![start]];
    let mut seen = vec![false; made.len()];
    while let Some(way) = ways.pop() {
        let last = way.last().copied()?;
        for next in replaced(last).iter().map(|n| usize::from(*n)) {
            if next == start {
                return Some(way);
            }
            if let Some(seen) = seen.get_mut(next).filter(|seen| !**seen) {
                *seen = true;
                ways.push(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

fn report_circle(
    report: &Report,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    way: &[usize],
) {
    let id = declared.id.as_str();
    let names = way.iter().filter_map(|n| symbols.instruments.get(*n));
    let names: Vec<&str> = names.map(|i| i.id.as_str()).chain([id]).collect();
    let message = text!(
        "政策 `{id}` 绕了一圈代替了它自己",
        "the instrument `{id}` replaces itself"
    );
    let help = text!("绕成了一圈：{}", "the circle: {}", names.join(" → "));
    let file = path(symbols, declared);
    report.push(Diagnostic::error(code::CIRCLE, file, declared.span, message).help(help));
}

/// Warns of an instrument of a document that applies nowhere where this one does.
fn never_meets(
    report: &Report,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    key: &str,
    other: u16,
) {
    let Some(other) = symbols.instruments.get(usize::from(other)) else {
        return;
    };
    if symbols.meets(declared.document, other.document) {
        return;
    }
    let message = text!(
        "`{}` 和 `{}` 管的地方不相交，`{key}` 永远用不上",
        "`{}` and `{}` never apply in the same place, so `{key}` has no effect",
        declared.id,
        other.id
    );
    let help = ("请核对编号，或者删掉这一个", "check the id, or remove it");
    let span = declared
        .node
        .get(key)
        .map_or(declared.span, |node| node.span);
    let file = path(symbols, declared);
    report.push(Diagnostic::warning(code::NEVER_MEETS, file, span, message).help(help));
}

fn path<'s>(symbols: &'s SymbolTable<'_>, declared: &InstrumentDecl<'_>) -> &'s str {
    symbols.paths.get(declared.file).map_or("", String::as_str)
}
