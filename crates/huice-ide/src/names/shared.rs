//! Names in the files that all documents share: places, goals, facts; and in `document.yaml`.

use super::{NameKind, Reader, entries, items, text_of};
use huice_syntax::Node;

/// Reads whatever of these keys a file has.
pub(super) fn file<'t>(reader: &mut Reader<'t, '_>, root: &'t Node) {
    for place in items(root.get("places")) {
        reader.declare(place, "code", NameKind::Place, "");
        reader.name(place.get("within"), NameKind::Place, "");
    }
    for goal in items(root.get("goals")) {
        for nowhere in items(goal.get("nowhere")) {
            reader.name(nowhere.get("place"), NameKind::Place, "");
        }
    }
    for node in items(root.get("facts")) {
        fact(reader, node);
    }
    for list in items(root.get("lists")) {
        for row in items(list.get("of")) {
            reader.name(Some(row), NameKind::Fact, "");
            reader.name(row.get("fact"), NameKind::Fact, "");
        }
    }
    for words in items(root.get("phone")) {
        phone(reader, words);
    }
    if reader.path.ends_with("document.yaml") {
        reader.declare(root, "id", NameKind::Document, "");
        reader.each(root.get("applies"), NameKind::Place, "");
        let whole = root.get("superseded_by").into_iter();
        for other in whole.chain(items(root.get("amends"))) {
            reader.name(other.get("document"), NameKind::Document, "");
        }
    }
}

/// A fact with its fields, options and consequences.
fn fact<'t>(reader: &mut Reader<'t, '_>, node: &'t Node) {
    reader.declare(node, "id", NameKind::Fact, "");
    reader.name(node.get("place"), NameKind::Place, "");
    let Some(id) = text_of(node, "id") else {
        return;
    };
    options(reader, node, id);
    for field in items(node.get("fields")) {
        reader.declare(field, "id", NameKind::Field, id);
        if let Some(own) = text_of(field, "id") {
            options(reader, field, &format!("{id}.{own}"));
        }
    }
    for follows in items(node.get("follows")) {
        reader.expression(follows.get("when"), "");
        reader.option_values(follows.get("value"), id);
    }
    for contradicts in items(node.get("contradicts")) {
        reader.expression(contradicts.get("when"), "");
    }
}

/// The options of a fact or a field, and how they may be changed.
fn options<'t>(reader: &mut Reader<'t, '_>, node: &'t Node, owner: &str) {
    for entry in entries(node.get("options")) {
        let named = super::named(NameKind::Choice, owner, &entry.key);
        reader.push(named, entry.key_span, Some(&entry.value));
    }
    if let Some(change) = node.get("change") {
        reader.option_values(change.get("from"), owner);
        reader.option_values(change.get("to"), owner);
    }
}

/// The words of a fact for the phone: options stand as keys.
fn phone<'t>(reader: &mut Reader<'t, '_>, words: &'t Node) {
    reader.name(words.get("fact"), NameKind::Fact, "");
    let Some(id) = text_of(words, "fact") else {
        return;
    };
    for entry in entries(Some(words)) {
        reader.option(&entry.key, entry.key_span, id);
    }
}
