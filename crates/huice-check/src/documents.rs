//! `document.yaml`: what a document is, where and since when it applies.

use crate::code;
use crate::keys;
use crate::report::{Fields, FileContext};
use crate::succession;
use crate::symbol_table::{Administrative, DocumentDecl, MissingItem, Place};
use huice_core::Date;
use huice_core::ir::Document;
use huice_syntax::text;
use huice_syntax::{Kind, Node};

/// Reads a document; `folder` is where its clauses lie.
pub(crate) fn document(
    at: FileContext<'_>,
    root: &Node,
    folder: &str,
    places: &[Place],
) -> Option<DocumentDecl> {
    let fields = at.map(root, ("文件", "a document"), keys::DOCUMENT)?;
    let id_node = at.need(&fields, "id")?;
    let id = at.id(id_node, ("文件", "a document"), "-_")?;
    let name = folder.rsplit('/').next().unwrap_or(folder);
    if name != id {
        let message = text!(
            "文件 `{id}` 放在文件夹 `{name}` 里",
            "the document `{id}` lies in the folder `{name}`"
        );
        at.wrong(
            code::MISPLACED,
            id_node.span,
            message,
            ("文件夹和编号要一样", "folder and id are the same word"),
        );
    }
    let applies = applies(at, &fields, places);
    if applies.is_none() {
        // Nothing is said about what applies where: that would only follow from this.
        at.report.unread.set(true);
    }
    let issued = at.need(&fields, "issued").and_then(|node| issued(at, node));
    let until = match fields
        .get("until")
        .map(|n| (n, n.text().unwrap_or_default()))
    {
        None | Some((_, "not stated")) => None,
        Some((node, _)) => at.date(node),
    };
    let checked = at.need(&fields, "checked").and_then(|node| at.date(node));
    let (earliest, latest) = issued.unwrap_or((Date::FIRST, Date::FIRST));
    if let (Some(until), Some(node)) = (until, fields.get("until"))
        && until < latest
    {
        let message = (
            "文件的失效日期在发文日期之前",
            "the document ends before it begins",
        );
        at.wrong(
            code::WINDOW,
            node.span,
            message,
            (
                "`until` 是有效期的最后一天",
                "`until` is the last day in force",
            ),
        );
    }
    let from = fields.get("from").and_then(|node| at.date(node));
    if let (Some(from), Some(node)) = (from, fields.get("from"))
        && (from < earliest || until.is_some_and(|until| until < from))
    {
        let message = (
            "施行的日期在发文之前，或者在失效之后",
            "the document begins before it is issued, or after it ends",
        );
        let help = (
            "`from` 是施行的第一天；发文当天就施行的不用写",
            "`from` is the first day in force; leave it out if that is the day of issue",
        );
        at.wrong(code::WINDOW, node.span, message, help);
    }
    let missing = missing(at, &fields, &id);
    let administrative = administrative(at, &fields);
    Some(DocumentDecl {
        missing,
        administrative,
        document: Document {
            id,
            title: at.need_text(&fields, "title"),
            number: at.maybe_text(&fields, "number").unwrap_or_default(),
            issuer: at.need_text(&fields, "issuer"),
            issued_earliest: earliest,
            issued_latest: latest,
            until,
            checked: checked.unwrap_or(Date::FIRST),
            // Once all documents are known.
            ended: Vec::new(),
            amends: Vec::new(),
        },
        from,
        successions: succession::read(at, &fields),
        applies: applies.unwrap_or_default(),
        source: at.need_text(&fields, "source"),
        folder: folder.to_owned(),
    })
}

/// The places where a document applies; `None` where that has an error.
fn applies(at: FileContext<'_>, fields: &Fields<'_>, places: &[Place]) -> Option<Vec<String>> {
    let node = at.need(fields, "applies")?;
    let items = at.list(node, ("地方代码的列表", "a list of codes of places"));
    if items.is_empty() {
        let message = (
            "这份文件哪里都不管，里面的政策谁也看不到",
            "this document applies nowhere: nobody would see its instruments",
        );
        let help = (
            "请写它管的地方：`applies: [\"110000\"]`",
            "write where it applies: `applies: [\"110000\"]`",
        );
        if matches!(&node.kind, Kind::List(_)) || node.text() == Some("") {
            at.wrong(code::NOWHERE, at.head(node.span), message, help);
        }
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut sound = true;
    for item in items {
        let code = item.text().unwrap_or_default();
        if found.iter().any(|known| known == code) {
            let message = text!("地方 {code} 写了两遍", "the place {code} stands here twice");
            let help = ("请留一个", "keep one of them");
            at.wrong(code::TWICE, item.span, message, help);
        } else if places.iter().any(|p| p.code == code) {
            found.push(code.to_owned());
        } else if !at.report.is_elsewhere(code) {
            sound = false;
            let known = places.iter().map(|p| p.code.as_str());
            let message = text!("没有 {code} 这个地方", "there is no place {code}");
            let otherwise = ("地方写在 places.yaml 里", "the places are in places.yaml");
            at.unknown(
                code::UNKNOWN_PLACE,
                item.span,
                message,
                code,
                known,
                otherwise,
            );
        }
    }
    sound.then_some(found)
}

fn issued(at: FileContext<'_>, node: &Node) -> Option<(Date, Date)> {
    match &node.kind {
        Kind::Scalar(_) => at.date(node).map(|day| (day, day)),
        Kind::List(_) | Kind::Map(_) => {
            let fields = at.map(node, ("发文日期", "a day of issue"), keys::ISSUED)?;
            let earliest = at.need(&fields, "earliest").and_then(|n| at.date(n));
            let latest = at.need(&fields, "latest").and_then(|n| at.date(n));
            let (earliest, latest) = (earliest?, latest?);
            if earliest > latest {
                let help = ("`earliest` 写较早的一天", "`earliest` comes first");
                at.wrong(
                    code::WINDOW,
                    node.span,
                    ("两个日子的先后不对", "the days stand in the wrong order"),
                    help,
                );
                return None;
            }
            Some((earliest, latest))
        }
    }
}

/// Items whose text is lost.
fn missing(at: FileContext<'_>, fields: &Fields<'_>, document: &str) -> Vec<MissingItem> {
    let mut found: Vec<MissingItem> = Vec::new();
    for node in at.items(
        fields,
        "missing",
        ("缺失各项的列表", "a list of lost items"),
    ) {
        let Some(inner) = at.map(node, ("缺失的一项", "a lost item"), keys::MISSING) else {
            continue;
        };
        let clause = at.need_text(&inner, "clause");
        let units = at.maybe_text(&inner, "units").unwrap_or_default();
        let part = inner.get("part").and_then(|n| at.truth(n));
        let Some(item_node) = at.need(&inner, "item") else {
            continue;
        };
        let Some(item) = at.text(item_node, ("这一项的编号", "the number of the item"))
        else {
            continue;
        };
        let id = format!("{document}-item-{item}");
        let Some(id) = at.id_text(&id, item_node.span, ("缺失的一项", "a lost item"), "-_")
        else {
            continue;
        };
        if found.iter().any(|other| other.id == id) {
            let message = text!("第 {item} 项写了两遍", "the item {item} stands here twice");
            at.wrong(
                code::TWICE,
                item_node.span,
                message,
                ("同一项只能记一次缺失", "an item is lost once"),
            );
            continue;
        }
        found.push(MissingItem {
            id,
            item: item.to_owned(),
            clause,
            units,
            part: part.unwrap_or(false),
        });
    }
    found
}

/// Clauses that give nothing.
fn administrative(at: FileContext<'_>, fields: &Fields<'_>) -> Vec<Administrative> {
    at.items(
        fields,
        "administrative",
        ("条款的列表", "a list of clauses"),
    )
    .iter()
    .filter_map(|node| {
        let inner = at.map(
            node,
            ("一条行政条款", "an administrative clause"),
            keys::ADMINISTRATIVE,
        )?;
        Some(Administrative {
            clause: at.need_text(&inner, "clause"),
            why: at.need_text(&inner, "why"),
        })
    })
    .collect()
}
