//! `huice schema`: the JSON Schema of one kind of rule file, for editors that know no rules. Its keys
//! and words are the checker's own.

use crate::args::RuleFile;
use crate::view;
use huice_check::{keys, vocabulary};
use serde_json::{Map, Value, json};

/// The JSON Schema of a kind of rule file.
pub(crate) fn schema(file: RuleFile) -> String {
    let body = match file {
        RuleFile::Clause => clause_file(),
        RuleFile::Document => document(),
        RuleFile::Facts => facts_file(),
        RuleFile::Places => places_file(),
        RuleFile::Goals => goals_file(),
        RuleFile::Terms => object(&[keys::TERMS_FILE], keys::TERMS_FILE, |_| list(text())),
    };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {"condition": condition()},
    });
    if let (Value::Object(schema), Value::Object(body)) = (&mut schema, body) {
        schema.extend(body);
    }
    view::print(&schema)
}

/// A text; YAML takes some for numbers or truths.
fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn truth() -> Value {
    json!({"type": "boolean"})
}

fn day() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
}

fn id() -> Value {
    json!({"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"})
}

fn list(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

/// Named values of one sort, by names of the author's own.
fn named(of: Value) -> Value {
    json!({"type": "object", "additionalProperties": of})
}

fn either(one: Value, other: Value) -> Value {
    json!({"anyOf": [one, other]})
}

/// One of these words.
fn words(all: &[&str]) -> Value {
    json!({"enum": all})
}

/// One of the words that may stand behind a key.
fn word(key: &str) -> Value {
    vocabulary::words(key).map_or_else(text, |all| words(&all))
}

fn a_condition() -> Value {
    json!({"$ref": "#/$defs/condition"})
}

/// Exactly these keys, of which some are needed; `of` is the schema of each value.
fn object(allowed: &[&[&str]], needed: &[&str], of: impl Fn(&str) -> Value) -> Value {
    let all = allowed.iter().copied().flatten();
    let properties: Map<String, Value> = all.map(|key| ((*key).to_owned(), of(key))).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    })
}

/// An object whose values are all texts.
fn texts(allowed: &[&str], needed: &[&str]) -> Value {
    object(&[allowed], needed, |_| text())
}

fn condition() -> Value {
    let forms = [keys::CONDITION_FORMS, keys::CONDITION_WORDS];
    let body = object(&forms, &[], |key| match key {
        "all" | "any" => list(a_condition()),
        "not" | "unless" => a_condition(),
        _ => text(),
    });
    one_of(body, keys::CONDITION_FORMS)
}

/// An object with exactly one of these keys.
fn one_of(body: Value, these: &[&str]) -> Value {
    let one = these.iter().map(|form| json!({"required": [form]}));
    with(body, "oneOf", one.collect())
}

/// A schema with one more key.
fn with(mut body: Value, key: &str, value: Value) -> Value {
    if let Value::Object(body) = &mut body {
        body.insert(key.into(), value);
    }
    body
}

fn clause_file() -> Value {
    let needed = ["clause", "heading"];
    object(&[keys::CLAUSE_FILE], &needed, |key| match key {
        "offices" => either(words(&["none"]), list(text())),
        "definitions" => list(object(
            &[keys::DEFINITION],
            keys::DEFINITION,
            |key| match key {
                "id" => id(),
                "holds" => a_condition(),
                _ => text(),
            },
        )),
        "instruments" => list(instrument()),
        _ => text(),
    })
}

fn instrument() -> Value {
    let body = object(&[keys::INSTRUMENT], &["id", "cite"], |key| match key {
        "id" => id(),
        "kind" | "to" | "strength" => word(key),
        "roles" => list(word(key)),
        "valid" => object(&[keys::VALID], &[], |_| day()),
        "eligible" => either(words(&["none"]), a_condition()),
        "amount" => amount(),
        "params" => named(texts(keys::PARAM, &["value", "figure", "cite"])),
        "terms" => list(texts(keys::TERM, keys::TERM)),
        "readings" => list(reading()),
        "excludes" | "replaces" | "goals" => list(text()),
        "paid" => paid(),
        "loan" => object(&[keys::LOAN], &[], |key| match key {
            "helps" => list(text()),
            _ => text(),
        }),
        "examples" => list(example()),
        _ => text(),
    });
    // What a restatement leaves out is taken from what it restates.
    let own = [
        "title", "summary", "kind", "to", "roles", "strength", "amount",
    ];
    let body = with(body, "if", json!({"not": {"required": ["restates"]}}));
    with(body, "then", json!({"required": own}))
}

fn amount() -> Value {
    let sum = object(&[keys::AMOUNT], &[], |key| match key {
        "let" => list(texts(keys::STEP, &["name", "label", "value"])),
        _ => text(),
    });
    let sum = one_of(sum, &["value", "at most", "text"]);
    either(words(&["not stated", "none"]), sum)
}

fn paid() -> Value {
    let parts = object(&[keys::PAID], &[], |key| match key {
        "yearly" => list(text()),
        _ => text(),
    });
    either(words(&["once", "not stated"]), parts)
}

fn reading() -> Value {
    let needed = ["about", "ours", "other"];
    object(&[keys::READING], &needed, |key| match key {
        "eligible" => a_condition(),
        "amount" => amount(),
        _ => word(key),
    })
}

fn example() -> Value {
    let needed = ["name", "as_of", "answers", "verdict"];
    object(&[keys::EXAMPLE], &needed, |key| match key {
        "as_of" | "when" => day(),
        "answers" => json!({"type": "object"}),
        _ => word(key),
    })
}

fn document() -> Value {
    let needed = [
        "id", "title", "issuer", "applies", "issued", "checked", "source",
    ];
    object(&[keys::DOCUMENT], &needed, |key| match key {
        "id" => id(),
        "applies" => json!({"type": "array", "items": text(), "minItems": 1}),
        "issued" => either(day(), object(&[keys::ISSUED], keys::ISSUED, |_| day())),
        "from" | "repealed" | "checked" => day(),
        "until" => either(words(&["not stated"]), day()),
        "superseded_by" => succession(keys::SUPERSEDED, &["from"]),
        "amends" => list(succession(keys::AMENDS, &["document", "clause"])),
        "missing" => list(object(
            &[keys::MISSING],
            &["item", "clause"],
            |key| match key {
                "part" => truth(),
                _ => text(),
            },
        )),
        "administrative" => list(texts(keys::ADMINISTRATIVE, keys::ADMINISTRATIVE)),
        _ => text(),
    })
}

fn succession(allowed: &[&str], needed: &[&str]) -> Value {
    object(&[allowed], needed, |key| match key {
        "from" => day(),
        _ => text(),
    })
}

fn facts_file() -> Value {
    object(&[keys::FACTS_FILE], &[], |key| match key {
        "facts" => list(fact(true)),
        "lists" => list(object(&[keys::LIST], &["ask", "of"], |key| match key {
            "of" => list(either(text(), texts(keys::ROW, keys::ROW))),
            "profile" => truth(),
            _ => word(key),
        })),
        "phone" => list(json!({
            "type": "object",
            "required": ["fact"],
            "additionalProperties": text(),
        })),
        _ => text(),
    })
}

/// A fact, or a field of records, which is no list of records itself.
fn fact(outer: bool) -> Value {
    let own = if outer { keys::OUTER_FACT } else { &[] };
    let allowed = [keys::FACT, own, keys::FACT_OF_A_TYPE];
    let body = object(&allowed, &["id", "type", "ask", "label"], |key| match key {
        "id" => id(),
        "type" | "how_common" => word(key),
        "knows" => either(word(key), list(word(key))),
        "asked_of" => list(word(key)),
        "past" => truth(),
        "change" => object(&[keys::CHANGE], &["to"], |key| match key {
            "from" | "to" => either(text(), list(text())),
            _ => text(),
        }),
        "follows" => list(object(&[keys::FOLLOWS], keys::FOLLOWS, |key| match key {
            "value" => either(text(), list(text())),
            _ => text(),
        })),
        "contradicts" => list(texts(keys::CONTRADICTS, keys::CONTRADICTS)),
        "formerly" => list(text()),
        "options" | "former_options" | "named" => named(text()),
        "fields" if outer => list(fact(false)),
        "fields" => json!(false),
        _ => text(),
    });
    let all = vocabulary::words("type").unwrap_or_default();
    let all: Vec<Value> = all.into_iter().map(without_others).collect();
    with(body, "allOf", json!(all))
}

/// A fact of one type has no keys of the other types.
fn without_others(of: &str) -> Value {
    let own = vocabulary::keys_of_type(of);
    let others = keys::FACT_OF_A_TYPE.iter().filter(|key| !own.contains(key));
    let none: Map<String, Value> = others.map(|key| ((*key).into(), json!(false))).collect();
    json!({"if": {"properties": {"type": {"const": of}}}, "then": {"properties": none}})
}

fn places_file() -> Value {
    object(&[keys::PLACES_FILE], keys::PLACES_FILE, |_| {
        let needed = ["code", "name", "pinyin", "covered"];
        list(object(&[keys::PLACE], &needed, |key| match key {
            "covered" => truth(),
            "hotlines" => list(texts(keys::HOTLINE, keys::HOTLINE)),
            _ => text(),
        }))
    })
}

fn goals_file() -> Value {
    object(&[keys::GOALS_FILE], keys::GOALS_FILE, |_| {
        let needed = ["id", "label", "roles"];
        list(object(&[keys::GOAL], &needed, |key| match key {
            "id" => id(),
            "roles" => list(word(key)),
            "kinds" => either(words(&["none"]), list(word(key))),
            "nowhere" => list(texts(keys::NOWHERE, keys::NOWHERE)),
            _ => text(),
        }))
    })
}
