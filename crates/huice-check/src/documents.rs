//! `document.yaml`: what a document is, where and since when it applies.

use crate::code;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{Administrative, DocumentDecl, MissingItem, Place};
use huice_core::Date;
use huice_core::ir::Document;
use huice_syntax::{Kind, Node};

/// Reads a document; `folder` is where its clauses lie.
pub(crate) fn document(
    at: FileContext<'_>,
    root: &Node,
    folder: &str,
    places: &[Place],
) -> Option<DocumentDecl> {
    let keys = [
        "id",
        "title",
        "number",
        "issuer",
        "applies",
        "issued",
        "until",
        "checked",
        "source",
        "missing",
        "administrative",
    ];
    let fields = at.map(root, "a document", &keys)?;
    let id_node = at.need(&fields, "id")?;
    let id = at.id(id_node, "a document", "-_")?;
    let name = folder.rsplit('/').next().unwrap_or(folder);
    if name != id {
        let message = format!("the document `{id}` lies in the folder `{name}`");
        at.wrong(
            code::MISPLACED,
            id_node.span,
            message,
            "folder and id are the same word",
        );
    }
    let mut applies = Vec::new();
    if let Some(node) = at.need(&fields, "applies") {
        for item in at.list(node, "a list of codes of places") {
            let code = item.text().unwrap_or_default();
            if places.iter().any(|p| p.code == code) {
                applies.push(code.to_owned());
            } else {
                let known = places.iter().map(|p| p.code.as_str());
                let message = format!("there is no place {code}");
                let otherwise = "the places are in places.yaml";
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
        let message = "the document ends before it begins";
        at.wrong(
            code::WINDOW,
            node.span,
            message,
            "`until` is the last day in force",
        );
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
        },
        applies,
        source: at.need_text(&fields, "source"),
        folder: folder.to_owned(),
    })
}

fn issued(at: FileContext<'_>, node: &Node) -> Option<(Date, Date)> {
    match &node.kind {
        Kind::Scalar(_) => at.date(node).map(|day| (day, day)),
        Kind::List(_) | Kind::Map(_) => {
            let fields = at.map(node, "a day of issue", &["earliest", "latest"])?;
            let earliest = at.need(&fields, "earliest").and_then(|n| at.date(n));
            let latest = at.need(&fields, "latest").and_then(|n| at.date(n));
            let (earliest, latest) = (earliest?, latest?);
            if earliest > latest {
                let help = "`earliest` comes first";
                at.wrong(
                    code::WINDOW,
                    node.span,
                    "the days stand in the wrong order",
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
    for node in at.items(fields, "missing", "a list of lost items") {
        let Some(inner) = at.map(node, "a lost item", &["item", "clause", "units", "part"]) else {
            continue;
        };
        let clause = at.need_text(&inner, "clause");
        let units = at.maybe_text(&inner, "units").unwrap_or_default();
        let part = inner.get("part").and_then(|n| at.truth(n));
        let Some(item_node) = at.need(&inner, "item") else {
            continue;
        };
        let Some(item) = at.text(item_node, "the number of the item") else {
            continue;
        };
        let id = format!("{document}-item-{item}");
        let Some(id) = at.id_text(&id, item_node.span, "a lost item", "-_") else {
            continue;
        };
        if found.iter().any(|other| other.id == id) {
            let message = format!("the item {item} stands here twice");
            at.wrong(code::TWICE, item_node.span, message, "an item is lost once");
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

/// Clauses that give nobody anything.
fn administrative(at: FileContext<'_>, fields: &Fields<'_>) -> Vec<Administrative> {
    at.items(fields, "administrative", "a list of clauses")
        .iter()
        .filter_map(|node| {
            let inner = at.map(node, "an administrative clause", &["clause", "why"])?;
            Some(Administrative {
                clause: at.need_text(&inner, "clause"),
                why: at.need_text(&inner, "why"),
            })
        })
        .collect()
}
