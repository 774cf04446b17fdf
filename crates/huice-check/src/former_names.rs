//! Names that facts and options had before: answers that were kept under them are still read.

use crate::code;
use crate::report::{Fields, FileContext, Report};
use crate::symbol_table::FactDecl;
use huice_core::ir::FactKind;
use huice_syntax::{Diagnostic, text};
use std::collections::BTreeMap;

/// Reads `formerly`: the ids that a fact had before.
pub(crate) fn ids(at: FileContext<'_>, fields: &Fields<'_>) -> Vec<String> {
    let Some(node) = fields.get("formerly") else {
        return Vec::new();
    };
    at.list(node, ("从前的编号", "the ids of before"))
        .iter()
        .filter_map(|node| at.id(node, ("事项", "a fact"), "_"))
        .collect()
}

/// Reads `former_options`: options of before, and the option that stands for each now.
pub(crate) fn options(
    at: FileContext<'_>,
    fields: &Fields<'_>,
    kind: &FactKind,
) -> Vec<(String, String)> {
    let (FactKind::Choice(now) | FactKind::Set(now), Some(node)) =
        (kind, fields.get("former_options"))
    else {
        return Vec::new();
    };
    let is_option = |id: &str| now.iter().any(|(option, _)| option == id);
    let mut found = Vec::new();
    for entry in at.entries(node, ("从前的选项", "options of before")) {
        if is_option(&entry.key) {
            let message = text!("`{}` 现在还是选项", "`{}` is still an option", entry.key);
            let help = (
                "这里只写已经没有的选项",
                "only options that are gone stand here",
            );
            at.wrong(code::TWICE, entry.key_span, message, help);
            continue;
        }
        let Some(option) = at.text(&entry.value, ("现在的选项", "the option of now")) else {
            continue;
        };
        if is_option(option) {
            found.push((entry.key.clone(), option.to_owned()));
        } else {
            let message = text!("没有 `{option}` 这个选项", "there is no option `{option}`");
            let known = now.iter().map(|(id, _)| id.as_str());
            let otherwise = ("选项写在 `options` 里", "the options stand in `options`");
            let span = entry.value.span;
            at.unknown(
                code::UNKNOWN_OPTION,
                span,
                message,
                option,
                known,
                otherwise,
            );
        }
    }
    found
}

/// Reports an id of before that means another fact as well.
pub(crate) fn check_unique(facts: &[FactDecl], report: &Report) {
    let mut owners: BTreeMap<&str, &str> = facts
        .iter()
        .map(|declared| (declared.fact.id.as_str(), declared.fact.id.as_str()))
        .collect();
    for declared in facts {
        for former in &declared.fact.formerly {
            let owner = *owners.entry(former).or_insert(&declared.fact.id);
            if owner == declared.fact.id && owner != former {
                continue;
            }
            let message = text!(
                "`{former}` 是事项 `{owner}` 的编号，不能再作 `{}` 从前的编号",
                "`{former}` means the fact `{owner}`, so it cannot be a former id of `{}`",
                declared.fact.id
            );
            report.push(
                Diagnostic::error(code::TWICE, &declared.file, declared.span, message)
                    .help(("一个编号只能指一个事项", "an id means one fact")),
            );
        }
    }
}
