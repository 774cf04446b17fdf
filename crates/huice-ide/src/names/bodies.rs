//! Names in clause files: definitions, instruments, their figures and examples.

use super::{NameKind, Reader, entries, folder, items, named, text_of};
use huice_syntax::{Kind, Node};

/// Keys of a payment or a loan that hold an expression.
const EXPRESSIONS: [&str; 7] = [
    "limit",
    "term",
    "share",
    "share rate",
    "share months",
    "share principal",
    "monthly",
];

/// Reads the definitions and instruments of a file.
pub(super) fn file<'t>(reader: &mut Reader<'t, '_>, root: &'t Node) {
    let own = folder(reader.path);
    for definition in items(root.get("definitions")) {
        reader.declare(definition, "id", NameKind::Definition, own);
        if let Some(holds) = definition.get("holds") {
            condition(reader, holds, "");
        }
    }
    for node in items(root.get("instruments")) {
        instrument(reader, node);
    }
}

fn instrument<'t>(reader: &mut Reader<'t, '_>, node: &'t Node) {
    reader.declare(node, "id", NameKind::Instrument, "");
    let id = text_of(node, "id").unwrap_or_default();
    for key in ["restates", "excludes", "replaces"] {
        reader.each(node.get(key), NameKind::Instrument, "");
    }
    for entry in entries(node.get("params")) {
        let param = named(NameKind::Parameter, id, &entry.key);
        reader.push(param, entry.key_span, Some(&entry.value));
    }
    rule(reader, node, id);
    for reading in items(node.get("readings")) {
        rule(reader, reading, id);
    }
    for part in ["paid", "loan"].into_iter().filter_map(|key| node.get(key)) {
        for key in EXPRESSIONS {
            reader.expression(part.get(key), id);
        }
        for year in items(part.get("yearly")) {
            reader.expression(Some(year), id);
        }
        reader.name(part.get("from"), NameKind::Fact, "");
        reader.each(part.get("helps"), NameKind::Instrument, "");
    }
    for example in items(node.get("examples")) {
        answers(reader, example.get("answers"));
    }
}

/// The condition and the amount of an instrument or of another reading of it.
fn rule<'t>(reader: &mut Reader<'t, '_>, node: &'t Node, id: &str) {
    if let Some(eligible) = node.get("eligible") {
        condition(reader, eligible, id);
    }
    let Some(amount) = node.get("amount") else {
        return;
    };
    for step in items(amount.get("let")) {
        reader.declare(step, "name", NameKind::Step, id);
        reader.expression(step.get("value"), id);
    }
    reader.expression(amount.get("value"), id);
    reader.expression(amount.get("at most"), id);
}

fn condition<'t>(reader: &mut Reader<'t, '_>, node: &'t Node, id: &str) {
    for entry in entries(Some(node)) {
        match entry.key.as_str() {
            "all" | "any" => {
                for part in items(Some(&entry.value)) {
                    condition(reader, part, id);
                }
            }
            "not" | "unless" => condition(reader, &entry.value, id),
            "when" => reader.expression(Some(&entry.value), id),
            "judge" => reader.name(Some(&entry.value), NameKind::Fact, ""),
            "use" => {
                let name = entry.value.text().unwrap_or_default();
                let owner = reader.symbols.definition(folder(reader.path), name);
                reader.name(Some(&entry.value), NameKind::Definition, &owner);
            }
            _ => {}
        }
    }
}

/// The answers of an example: facts as keys, options as values.
fn answers<'t>(reader: &mut Reader<'t, '_>, node: Option<&'t Node>) {
    for entry in entries(node) {
        let fact = named(NameKind::Fact, "", &entry.key);
        reader.push(fact, entry.key_span, None);
        reader.option_values(Some(&entry.value), &entry.key);
        for record in items(Some(&entry.value)) {
            if matches!(record.kind, Kind::Map(_)) {
                fields(reader, record, &entry.key);
            }
        }
    }
}

/// The fields of a record in an answer.
fn fields<'t>(reader: &mut Reader<'t, '_>, record: &'t Node, fact: &str) {
    for entry in entries(Some(record)) {
        let field = named(NameKind::Field, fact, &entry.key);
        reader.push(field, entry.key_span, None);
        reader.option_values(Some(&entry.value), &format!("{fact}.{}", entry.key));
    }
}
