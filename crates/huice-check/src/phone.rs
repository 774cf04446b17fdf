//! Words for the phone script: how a person states the answer to a fact.

use crate::code;
use crate::keys;
use crate::report::FileContext;
use crate::symbol_table::FactDecl;
use huice_core::ir::FactKind;
use huice_syntax::text;
use huice_syntax::{Kind, Node};

/// Reads the words of a file of `facts/`, once all facts are known.
pub(crate) fn phone(at: FileContext<'_>, root: &Node, facts: &mut [FactDecl]) {
    let Some(node) = root.get("phone") else {
        return;
    };
    for node in at.list(node, ("各事项怎么说的列表", "a list of words for facts")) {
        one(at, node, facts);
    }
}

/// One fact: `{fact: id, yes: words, …}`.
fn one(at: FileContext<'_>, node: &Node, facts: &mut [FactDecl]) -> Option<()> {
    let Some(name) = node.get("fact") else {
        // Its keys depend on the fact: reports that it names none.
        let fields = at.map(
            node,
            ("一个事项怎么说", "what is said of a fact"),
            keys::PHONE,
        )?;
        at.need(&fields, "fact")?;
        return None;
    };
    let id = at.text(name, ("事项的编号", "the id of a fact"))?;
    let Some(declared) = facts.iter().find(|d| d.fact.id == id) else {
        let known = facts.iter().map(|d| d.fact.id.as_str());
        let message = text!("没有 `{id}` 这个事项", "there is no fact `{id}`");
        let otherwise = ("事项写在 facts/ 里", "the facts are in facts/");
        at.unknown(code::UNKNOWN_NAME, name.span, message, id, known, otherwise);
        return None;
    };
    if !declared.fact.say_self.is_empty() {
        let message = text!(
            "`{id}` 怎么说写了两遍",
            "what is said of `{id}` stands here twice"
        );
        at.wrong(
            code::TWICE,
            name.span,
            message,
            ("请留一个", "keep one of them"),
        );
        return None;
    }
    let said = words(at, node, &declared.fact.kind);
    for declared in facts.iter_mut().filter(|d| d.fact.id == id) {
        declared.fact.say_self.clone_from(&said);
    }
    Some(())
}

/// By `yes`, `no`, `value` or the id of an option, the words.
fn words(at: FileContext<'_>, node: &Node, kind: &FactKind) -> Vec<(String, String)> {
    let mut keys = vec!["fact"];
    match kind {
        FactKind::Bool { .. } => keys.extend(["yes", "no"]),
        FactKind::Choice(options) | FactKind::Set(options) => {
            keys.push("value");
            keys.extend(options.iter().map(|(id, _)| id.as_str()));
        }
        FactKind::Number { .. } | FactKind::Date => keys.push("value"),
        FactKind::Records { .. } => {}
    }
    at.map(node, ("这个事项怎么说", "what is said of this fact"), &keys);
    let Kind::Map(entries) = &node.kind else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.iter().filter(|e| e.key != "fact") {
        let Some(words) = at.text(&entry.value, ("怎么说", "what is said")) else {
            continue;
        };
        let wanted = usize::from(entry.key == "value");
        if words.matches("{}").count() != wanted {
            let (message, help) = if wanted == 1 {
                (
                    (
                        "这句话里要有一处放值的地方",
                        "the words need one place for the value",
                    ),
                    ("请写一个 `{}`", "write `{}` once"),
                )
            } else {
                (
                    (
                        "这句话里多了放值的地方",
                        "the words have a place for a value",
                    ),
                    (
                        "只有 `value` 里有：请把回答写出来",
                        "only `value` has one: write the answer out",
                    ),
                )
            };
            at.wrong(code::SAY_SELF, entry.value.span, message, help);
        }
        found.push((entry.key.clone(), words.to_owned()));
    }
    found
}
