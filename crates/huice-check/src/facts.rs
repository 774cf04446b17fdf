//! Facts: what people may be asked. Terms of art that a question must explain.

mod knowing;
mod number;
mod sort;

use crate::actionability::action;
use crate::code;
use crate::former_names;
use crate::keys;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{FactDecl, Place};
use huice_core::ir::{Fact, FactKind, Frequency};
use huice_syntax::{Node, Span, text};
use knowing::{Around, Knowing, knowing};
pub(crate) use knowing::{FREQUENCIES, KNOWERS};
pub(crate) use number::expected;
use number::{named, nothing, numeric};
pub(crate) use sort::{SORTS, Sort, keys_of};

/// Reads `terms.yaml`.
pub(crate) fn terms(at: FileContext<'_>, root: &Node, found: &mut Vec<String>) {
    let Some(fields) = at.map(root, ("行话的清单", "the list of terms"), keys::TERMS_FILE)
    else {
        return;
    };
    let Some(list) = at.need(&fields, "terms") else {
        return;
    };
    for node in at.list(list, ("`terms` 的列表", "a list of terms")) {
        found.extend(
            at.text(node, ("一条 `terms`", "a term"))
                .map(ToOwned::to_owned),
        );
    }
}

/// Reads one file of `facts/`.
pub(crate) fn facts(at: FileContext<'_>, root: &Node, known: &[Place], found: &mut Vec<FactDecl>) {
    let Some(fields) = at.map(root, ("事项文件", "a file of facts"), keys::FACTS_FILE) else {
        return;
    };
    let others = ["lists", "phone"]
        .iter()
        .any(|key| fields.get(key).is_some());
    if others && fields.get("facts").is_none() {
        return;
    }
    let topic = at.need_text(&fields, "topic");
    let Some(list) = at.need(&fields, "facts") else {
        return;
    };
    for node in at.list(list, ("事项的列表", "a list of facts")) {
        let Some((fact, place, span)) = fact(at, node, Around::File(known)) else {
            if let Some(id) = node.get("id").and_then(Node::text) {
                at.report.lose(id, at.file, node.span);
            }
            continue;
        };
        if place
            .as_ref()
            .is_some_and(|code| at.report.is_elsewhere(code))
        {
            continue;
        }
        let twin = found.iter().find(|d| d.fact.id == fact.id);
        if let Some(twin) = twin {
            let elsewhere = found
                .iter()
                .filter(|d| d.fact.id == fact.id)
                .all(|d| d.place != place);
            let help = text!(
                "另一个在 {} 第 {} 行",
                "the other is in {}, line {}",
                twin.file,
                twin.span.line
            );
            if !elsewhere {
                let message = text!(
                    "事项 `{}` 写了两遍",
                    "the fact `{}` stands here twice",
                    fact.id
                );
                at.wrong(code::TWICE, span, message, help);
                continue;
            }
            if !same_type(&twin.fact.kind, &fact.kind) {
                let message = text!(
                    "事项 `{}` 在别处是另一种类型",
                    "the fact `{}` has another type elsewhere",
                    fact.id
                );
                at.wrong(code::TWICE, span, message, help);
                continue;
            }
        }
        found.push(FactDecl {
            fact,
            topic: topic.clone(),
            place,
            file: at.file.to_owned(),
            span,
        });
    }
}

/// Whether the same rule can read both: words and limits may differ, shape may not.
fn same_type(a: &FactKind, b: &FactKind) -> bool {
    let ids = |o: &[(String, String)]| o.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    match (a, b) {
        (FactKind::Bool { .. }, FactKind::Bool { .. }) | (FactKind::Date, FactKind::Date) => true,
        (FactKind::Choice(x), FactKind::Choice(y)) | (FactKind::Set(x), FactKind::Set(y)) => {
            ids(x) == ids(y)
        }
        (FactKind::Number { unit: x, .. }, FactKind::Number { unit: y, .. }) => x == y,
        (FactKind::Records { fields: x, .. }, FactKind::Records { fields: y, .. }) => {
            x.len() == y.len()
                && x.iter()
                    .zip(y)
                    .all(|(x, y)| x.id == y.id && same_type(&x.kind, &y.kind))
        }
        (
            FactKind::Bool { .. }
            | FactKind::Date
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Number { .. }
            | FactKind::Records { .. },
            _,
        ) => false,
    }
}

fn fact(
    at: FileContext<'_>,
    node: &Node,
    around: Around<'_>,
) -> Option<(Fact, Option<String>, Span)> {
    let (known, outermost, what) = match around {
        Around::File(known) => (known, true, ("事项", "a fact")),
        Around::Records(_) => (&[][..], false, ("栏目", "a field")),
    };
    let sort = node.get("type").and_then(|n| at.word(n, "type", &SORTS));
    let mut allowed = keys::FACT.to_vec();
    if outermost {
        // What follows is read once all facts are known.
        allowed.extend(keys::OUTER_FACT);
    }
    allowed.extend(sort.map_or(keys::FACT_OF_A_TYPE, keys_of));
    let fields = at.map(node, what, &allowed)?;
    at.need(&fields, "type")?;
    let id_node = at.need(&fields, "id")?;
    let id = at.id(id_node, what, "_")?;
    let sort = sort?;
    if sort == Sort::Records && !outermost {
        at.wrong(
            code::TYPE,
            node.span,
            (
                "记录里的一栏不能又是一组记录",
                "a field cannot be a list of records",
            ),
            ("请写成单独的事项", "make it a fact"),
        );
        return None;
    }
    let judgement = at.maybe_text(&fields, "judgement");
    if judgement.is_some() && sort != Sort::Bool {
        let message = (
            "只有是非题才能由部门认定",
            "only a truth can be a finding of an office",
        );
        at.wrong(
            code::JUDGE,
            id_node.span,
            message,
            (
                "请写 `type: bool`，或者删掉 `judgement`",
                "use `type: bool`, or take `judgement` away",
            ),
        );
    }
    let place = at.maybe_text(&fields, "place");
    if let (Some(code), Some(node)) = (&place, fields.get("place"))
        && !known.iter().any(|p| p.code == *code)
        && !at.report.is_elsewhere(code)
    {
        let message = text!("没有 {code} 这个地方", "there is no place {code}");
        at.wrong(
            code::UNKNOWN_PLACE,
            node.span,
            message,
            ("地方写在 places.yaml 里", "the places are in places.yaml"),
        );
    }
    let knowing = knowing(at, &fields, around);
    let kind = kind(at, &fields, sort, &knowing)?;
    let named = fields
        .get("named")
        .map_or_else(Vec::new, |node| named(at, node, &kind));
    let nothing = nothing(at, &fields, &kind);
    let change = fields
        .get("change")
        .and_then(|node| action(at, node, &kind, judgement.is_some()));
    let former_options = former_names::options(at, &fields, &kind);
    let fact = Fact {
        id,
        topic: 0,
        ask: at.need_text(&fields, "ask"),
        label: at.need_text(&fields, "label"),
        help: at.maybe_text(&fields, "help").unwrap_or_default(),
        say_self: Vec::new(),
        kind,
        judgement,
        formerly: former_names::ids(at, &fields),
        former_options,
        change,
        list: String::new(),
        item: String::new(),
        unticked_is_unknown: false,
        profile: false,
        named,
        nothing,
        knows: knowing.knows,
        asked_of: knowing.asked_of,
        past: past(at, &fields, sort),
        frequency: fields
            .get("how_common")
            .and_then(|node| at.word(node, "how_common", &FREQUENCIES))
            .unwrap_or(Frequency::NotSaid),
        follows: Vec::new(),
        contradicts: Vec::new(),
    };
    Some((fact, place, id_node.span))
}

/// Reads `past`: of a day it says that it cannot lie ahead.
fn past(at: FileContext<'_>, fields: &Fields<'_>, sort: Sort) -> bool {
    let Some(node) = fields.get("past") else {
        return false;
    };
    let past = at.truth(node).unwrap_or(false);
    if past && sort != Sort::Date {
        let message = ("只有日期才能写“过去的”", "only a day can lie in the past");
        let help = (
            "请删掉 `past`；数字的范围用 `min` 和 `max` 写",
            "take `past` away; a number is kept within limits by `min` and `max`",
        );
        at.wrong(code::PAST, node.span, message, help);
        return false;
    }
    past
}

fn kind(
    at: FileContext<'_>,
    fields: &Fields<'_>,
    sort: Sort,
    knowing: &Knowing,
) -> Option<FactKind> {
    Some(match sort {
        Sort::Bool => FactKind::Bool {
            yes: at.maybe_text(fields, "yes").unwrap_or_else(|| "是".into()),
            no: at.maybe_text(fields, "no").unwrap_or_else(|| "不是".into()),
        },
        Sort::Choice => FactKind::Choice(options(at, fields)?),
        Sort::Set => FactKind::Set(options(at, fields)?),
        Sort::Integer | Sort::Money | Sort::Percent => numeric(at, fields, sort)?,
        Sort::Date => FactKind::Date,
        Sort::Records => {
            let mut parts: Vec<Fact> = Vec::new();
            for node in at.list(
                at.need(fields, "fields")?,
                ("栏目的列表", "a list of fields"),
            ) {
                let Some((part, _, span)) = fact(at, node, Around::Records(knowing)) else {
                    continue;
                };
                if parts.iter().any(|p| p.id == part.id) {
                    let message = text!(
                        "栏目 `{}` 写了两遍",
                        "the field `{}` stands here twice",
                        part.id
                    );
                    at.wrong(code::TWICE, span, message, ("请留一个", "keep one of them"));
                    continue;
                }
                parts.push(part);
            }
            FactKind::Records {
                item: at.need_text(fields, "item"),
                fields: parts,
            }
        }
    })
}

fn options(at: FileContext<'_>, fields: &Fields<'_>) -> Option<Vec<(String, String)>> {
    let node = at.need(fields, "options")?;
    let mut found = Vec::new();
    for entry in at.entries(node, ("选项", "options")) {
        let id = at.id_text(&entry.key, entry.key_span, ("选项", "an option"), "_");
        let words = at.text(&entry.value, ("选项的文字", "the words of an option"));
        if let (Some(id), Some(words)) = (id, words) {
            found.push((id, words.to_owned()));
        }
    }
    if found.is_empty() {
        let help = (
            "请写 `options: {first: 文字, second: 文字}`",
            "write `options: {first: words, second: words}`",
        );
        at.wrong(
            code::SHAPE,
            node.span,
            ("没有可以选的选项", "there are no options to choose from"),
            help,
        );
        return None;
    }
    Some(found)
}
