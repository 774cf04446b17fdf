//! What may be written at the cursor.

use crate::context::{Context, Slot, context};
use crate::names::{entries, folder, items, text_of};
use crate::position::{Position, Range, offset, range};
use crate::vocabulary::{OPERATORS, Word, is_expression, keys, units, words};
use crate::workspace::Workspace;
use huice_syntax::Node;
use serde::Serialize;

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A key of a map.
    Key,
    /// A word that the language knows here.
    Word,
    /// A unit.
    Unit,
    /// A name that is declared in the rules.
    Name,
}

/// Something that may be written at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// What is written.
    pub text: String,
    /// What it means, in Chinese; may be empty.
    pub about: String,
    /// What it replaces.
    #[serde(skip)]
    pub range: Range,
}

/// Gathers suggestions.
struct List {
    range: Range,
    found: Vec<Suggestion>,
}

impl List {
    fn push(&mut self, kind: SuggestionKind, text: &str, about: &str) {
        let known = self.found.iter().any(|s| s.text == text && s.kind == kind);
        if !known && !text.is_empty() {
            self.found.push(Suggestion {
                kind,
                text: text.to_owned(),
                about: about.to_owned(),
                range: self.range,
            });
        }
    }

    fn words(&mut self, kind: SuggestionKind, words: &[Word]) {
        for (text, about) in words {
            self.push(kind, text, about);
        }
    }
}

/// What is declared around a file, as it is suggested.
struct Declared<'w> {
    files: Vec<(&'w str, &'w Node)>,
}

impl<'w> Declared<'w> {
    fn each(&self, key: &str) -> impl Iterator<Item = (&'w str, &'w Node)> {
        let found = self.files.iter();
        found.flat_map(move |(path, root)| items(root.get(key)).iter().map(move |n| (*path, n)))
    }

    fn fact(&self, id: &str) -> Option<&'w Node> {
        let found = self
            .each("facts")
            .find(|(_, n)| text_of(n, "id") == Some(id));
        found.map(|(_, node)| node)
    }

    /// A fact, or a field of any records, by its id.
    fn subject(&self, id: &str) -> Option<&'w Node> {
        let field = || {
            let fields = self.each("facts").flat_map(|(_, n)| items(n.get("fields")));
            fields.into_iter().find(|n| text_of(n, "id") == Some(id))
        };
        self.fact(id).or_else(field)
    }
}

impl Workspace {
    /// What may be written at a place of a file, the likeliest first.
    pub fn completion(&mut self, path: &str, at: Position) -> Vec<Suggestion> {
        let around = self.around(path);
        let Some(text) = self.text(path) else {
            return Vec::new();
        };
        let byte = offset(text, at);
        let context = context(text, byte);
        let mut list = List {
            range: range(text, context.start, byte),
            found: Vec::new(),
        };
        let files = around.iter().filter_map(|path| {
            let root = self.tree(path)?.root.as_ref()?;
            Some((path.as_str(), root))
        });
        let declared = Declared {
            files: files.collect(),
        };
        let names: Vec<&str> = context.path.iter().map(String::as_str).collect();
        match &context.slot {
            Slot::Key => self::keys_here(path, &names, &declared, &mut list),
            Slot::Value(key) => value(path, key, &names, &context, &declared, &mut list),
        }
        let word = text.get(context.start..byte).unwrap_or_default();
        matching(list.found, word)
    }
}

/// The suggestions that the word begins, before those that only hold it.
fn matching(found: Vec<Suggestion>, word: &str) -> Vec<Suggestion> {
    let fits = |s: &Suggestion| s.text.contains(word) || s.about.contains(word);
    let mut kept: Vec<Suggestion> = found.into_iter().filter(fits).collect();
    kept.sort_by_key(|s| !s.text.starts_with(word));
    kept
}

fn keys_here(path: &str, names: &[&str], declared: &Declared<'_>, list: &mut List) {
    if let [.., around, "answers"] | [.., around, "answers", _] = names
        && *around == "examples"
    {
        let records = names.last().filter(|last| **last != "answers");
        return answers(records.copied(), declared, list);
    }
    for key in keys(path, names).unwrap_or_default() {
        list.push(SuggestionKind::Key, key, "");
    }
}

/// The facts, or the fields of a fact that is a list of records.
fn answers(records: Option<&str>, declared: &Declared<'_>, list: &mut List) {
    let fields = records.and_then(|id| declared.fact(id));
    if let Some(fact) = fields {
        for field in items(fact.get("fields")) {
            name(list, field);
        }
        return;
    }
    facts(declared, list, |_| true);
}

fn facts(declared: &Declared<'_>, list: &mut List, fits: impl Fn(&Node) -> bool) {
    for (_, fact) in declared.each("facts").filter(|(_, fact)| fits(fact)) {
        name(list, fact);
    }
}

/// Something with an `id` and a `label` or a `title`.
fn name(list: &mut List, node: &Node) {
    let about = text_of(node, "label").or_else(|| text_of(node, "title"));
    let id = text_of(node, "id").unwrap_or_default();
    list.push(SuggestionKind::Name, id, about.unwrap_or_default());
}

fn value(
    path: &str,
    key: &str,
    names: &[&str],
    context: &Context,
    declared: &Declared<'_>,
    list: &mut List,
) {
    let around = names.last().copied().unwrap_or_default();
    list.words(SuggestionKind::Word, words(key, names));
    match (around, key) {
        (_, "use") => definitions(path, declared, list),
        (_, "judge") => facts(declared, list, |fact| fact.get("judgement").is_some()),
        (_, "fact" | "of") | ("paid", "from") => facts(declared, list, |_| true),
        (_, "excludes" | "replaces" | "helps" | "restates") => {
            for (_, instrument) in declared.each("instruments") {
                name(list, instrument);
            }
        }
        (_, "place" | "applies" | "within") => {
            for (_, place) in declared.each("places") {
                let about = text_of(place, "name").unwrap_or_default();
                let code = text_of(place, "code").unwrap_or_default();
                list.push(SuggestionKind::Name, code, about);
            }
        }
        ("superseded_by" | "amends", "document") => {
            let all = declared.files.iter();
            for (_, root) in all.filter(|(path, _)| path.ends_with("/document.yaml")) {
                name(list, root);
            }
        }
        ("instruments", "goals") => {
            for (_, goal) in declared.each("goals") {
                name(list, goal);
            }
        }
        (_, "cite") => own_clause(path, declared, list),
        ("answers", fact) => answer(fact, declared, list),
        (around, "value") if around == "terms" || names.contains(&"params") => {
            unit(&context.before, list);
        }
        ("follows", "value") | (_, "topic") => {}
        (_, key) if is_expression(key) => expression(context, declared, list),
        (fact, field) if names.contains(&"answers") => {
            let fields = declared.fact(fact).map(|n| items(n.get("fields")));
            let own = fields.unwrap_or_default().iter();
            for field in own.filter(|n| text_of(n, "id") == Some(field)) {
                options(field, list);
            }
        }
        _ => {}
    }
}

/// Definitions of the own document before those of others.
fn definitions(path: &str, declared: &Declared<'_>, list: &mut List) {
    let own = folder(path);
    for mine in [true, false] {
        let all = declared.each("definitions");
        for (_, node) in all.filter(|(path, _)| (folder(path) == own) == mine) {
            name(list, node);
        }
    }
}

/// The clause of the file with each of its next sentences.
fn own_clause(path: &str, declared: &Declared<'_>, list: &mut List) {
    let own = declared.files.iter().find(|(own, _)| *own == path);
    if let Some(clause) = own.and_then(|(_, root)| text_of(root, "clause")) {
        for sentence in 1..=9 {
            list.push(SuggestionKind::Word, &format!("{clause}#{sentence}"), "");
        }
    }
}

/// The answers to a fact.
fn answer(fact: &str, declared: &Declared<'_>, list: &mut List) {
    let Some(node) = declared.fact(fact) else {
        return;
    };
    match text_of(node, "type") {
        Some("bool") => {
            list.push(
                SuggestionKind::Word,
                "true",
                text_of(node, "yes").unwrap_or("是"),
            );
            list.push(
                SuggestionKind::Word,
                "false",
                text_of(node, "no").unwrap_or("不是"),
            );
        }
        Some(_) | None => options(node, list),
    }
}

fn options(node: &Node, list: &mut List) {
    for option in entries(node.get("options")) {
        let about = option.value.text().unwrap_or_default();
        list.push(SuggestionKind::Name, &option.key, about);
    }
}

/// The units, where a number and a space stand before the cursor. Returns whether it is a number.
fn unit(before: &str, list: &mut List) -> bool {
    let head = before.trim_end();
    let word = head.rsplit([' ', '(', ',']).next().unwrap_or_default();
    let digits = word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number = digits && word.ends_with(|c: char| c.is_ascii_digit());
    if number && before != head {
        list.words(SuggestionKind::Unit, units());
    }
    number
}

/// Names and words of an expression; behind a comparison with a choice, its options.
fn expression(context: &Context, declared: &Declared<'_>, list: &mut List) {
    let before = context.before.as_str();
    let word = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let head = before
        .get(..word.map_or(0, |at| at + 1))
        .unwrap_or_default();
    if unit(before, list) {
        return;
    }
    if let Some(subject) = compared(head).and_then(|id| declared.subject(id)) {
        let known = list.found.len();
        options(subject, list);
        if list.found.len() > known {
            return;
        }
    }
    let own = declared.each("instruments").find(|(_, node)| {
        context.instrument.is_some() && text_of(node, "id") == context.instrument.as_deref()
    });
    if let Some((_, own)) = own {
        for entry in entries(own.get("params")) {
            let about = text_of(&entry.value, "label").unwrap_or_default();
            list.push(SuggestionKind::Name, &entry.key, about);
        }
        let steps = own.get("amount").map(|amount| items(amount.get("let")));
        for step in steps.unwrap_or_default() {
            let about = text_of(step, "label").unwrap_or_default();
            let id = text_of(step, "name").unwrap_or_default();
            list.push(SuggestionKind::Name, id, about);
        }
    }
    facts(declared, list, |_| true);
    if let Some(records) = open_records(head).and_then(|id| declared.fact(id)) {
        for field in items(records.get("fields")) {
            name(list, field);
        }
    }
    list.words(SuggestionKind::Word, OPERATORS);
}

/// The name whose option comes next: `x ==`, `x !=`, `x has`, `x in [a, `.
fn compared(head: &str) -> Option<&str> {
    let head = head.trim_end();
    let subject = if let Some((before, list)) = head.rsplit_once('[') {
        let open = list.trim().is_empty() || list.ends_with(',');
        before
            .trim_end()
            .strip_suffix(" in")
            .filter(|_| open && !list.contains(']'))?
    } else {
        let ends = ["==", "!=", " has"];
        ends.iter().find_map(|end| head.strip_suffix(end))?
    };
    let subject = subject.trim_end();
    let start = subject.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    subject.get(start.map_or(0, |at| at + 1)..)
}

/// The records whose fields have names here: behind `count(hires where`.
fn open_records(head: &str) -> Option<&str> {
    let (_, inside) = ["count(", "sum(", "any(", "all("]
        .iter()
        .filter_map(|word| head.rsplit_once(word))
        .max_by_key(|(before, _)| before.len())?;
    let name = inside.split([' ', ',']).next()?;
    (!inside.contains(')')).then_some(name.trim())
}
