//! Lists: which facts are asked together on one screen.

use crate::code;
use crate::keys;
use crate::report::FileContext;
use crate::symbol_table::FactDecl;
use huice_core::ir::ListSort;
use huice_syntax::text;
use huice_syntax::{Node, Span};
use std::collections::BTreeSet;

/// What a row that is not ticked means: a no, or that nobody knows.
pub(crate) const UNTICKED: [(&str, bool); 2] = [("no", false), ("unsure", true)];

/// Reads the lists of a file of `facts/`, once all facts are known.
pub(crate) fn lists(
    at: FileContext<'_>,
    root: &Node,
    facts: &mut [FactDecl],
    asks: &mut BTreeSet<String>,
) {
    let Some(node) = root.get("lists") else {
        return;
    };
    for node in at.list(node, ("列表的清单", "a list of lists")) {
        let Some(fields) = at.map(node, ("列表", "a list"), keys::LIST) else {
            continue;
        };
        let ask = at.need_text(&fields, "ask");
        if !asks.insert(ask.clone()) {
            let message = text!(
                "列表 `{ask}` 写了两遍",
                "the list `{ask}` stands here twice"
            );
            at.wrong(
                code::TWICE,
                node.span,
                message,
                ("请把它的事项合到一个里", "put all its facts into one"),
            );
            continue;
        }
        let Some(of) = at.need(&fields, "of") else {
            continue;
        };
        let doubt = fields.get("unticked");
        let doubt = doubt.and_then(|n| at.word(n, "unticked", &UNTICKED));
        let mut list = List {
            ask,
            doubt: doubt.unwrap_or_default(),
            profile: fields
                .get("profile")
                .and_then(|node| at.truth(node))
                .unwrap_or(false),
            sort: None,
        };
        let rows = at.list(of, ("事项的列表", "a list of facts"));
        if rows.len() < 2 {
            let message = ("列表里的事项不到两个", "a list of fewer than two facts");
            let help = (
                "单独问的事项不用列表",
                "a fact that is asked alone needs no list",
            );
            at.wrong(code::SHAPE, of.span, message, help);
        }
        for row in rows {
            one(at, row, facts, &mut list);
        }
    }
}

/// A list that is being read.
struct List {
    ask: String,
    doubt: bool,
    profile: bool,
    /// How its rows are answered, once there is one.
    sort: Option<ListSort>,
}

/// One row: a fact, or `{fact, item}`.
fn one(at: FileContext<'_>, row: &Node, facts: &mut [FactDecl], list: &mut List) -> Option<()> {
    let (name, item) = match row.text() {
        Some(_) => (row, String::new()),
        None => {
            let fields = at.map(row, ("列表的一行", "a row of a list"), keys::ROW)?;
            (at.need(&fields, "fact")?, at.need_text(&fields, "item"))
        }
    };
    let id = name.text().unwrap_or_default();
    if !facts.iter().any(|d| d.fact.id == id) {
        let known = facts.iter().map(|d| d.fact.id.as_str());
        let message = text!("没有 `{id}` 这个事项", "there is no fact `{id}`");
        let otherwise = ("事项写在 facts/ 里", "the facts are in facts/");
        at.unknown(code::UNKNOWN_NAME, name.span, message, id, known, otherwise);
        return None;
    }
    for declared in facts.iter_mut().filter(|d| d.fact.id == id) {
        if !declared.fact.list.is_empty() {
            let message = text!(
                "事项 `{id}` 在两个列表里",
                "the fact `{id}` is in two lists"
            );
            at.wrong(
                code::TWICE,
                name.span,
                message,
                ("请留一个", "keep one of them"),
            );
            return None;
        }
        list.ask.clone_into(&mut declared.fact.list);
        item.clone_into(&mut declared.fact.item);
        declared.fact.unticked_is_unknown = list.doubt;
        declared.fact.profile = list.profile;
        fits(at, name.span, declared, list);
    }
    Some(())
}

/// All rows of a list are answered in one way, and read as statements.
fn fits(at: FileContext<'_>, span: Span, declared: &FactDecl, list: &mut List) {
    let fact = &declared.fact;
    let Some(own) = fact.list_sort() else {
        let message = text!(
            "`{}` 自己要占一屏",
            "`{}` fills a screen of its own",
            fact.id
        );
        at.wrong(
            code::TYPE,
            span,
            message,
            ("请从列表里拿出来", "take it out of the list"),
        );
        return;
    };
    if *list.sort.get_or_insert(own) != own {
        let message = text!(
            "`{}` 的回答方式和列表里别的不一样",
            "`{}` is not answered like the others of the list",
            fact.id
        );
        let help = (
            "是非题放一个列表，数字、日期和单选放另一个",
            "truths go into one list, numbers, days and choices into another",
        );
        at.wrong(code::TYPE, span, message, help);
    }
    if own == ListSort::Ticks && fact.item.is_empty() && !fact.ask.ends_with("吗？") {
        let message = text!(
            "`{}` 的问题改不成一句陈述",
            "the question of `{}` does not turn into a statement",
            fact.id
        );
        let help = (
            "请写 `{fact: …, item: …}`，写明这一行的文字",
            "write `{fact: …, item: …}` with the words of the row",
        );
        at.wrong(code::MISSING_KEY, span, message, help);
    }
}
