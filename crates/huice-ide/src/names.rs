//! Every name in the rule files: where it is declared and where it is used.
//!
//! It reads trees and knows no types, so a file with errors has names too.

mod bodies;
mod expressions;
mod shared;

use huice_syntax::{Entry, Kind, Lines, Node, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A fact.
    Fact,
    /// A field of a fact that is a list of records; its owner is the fact.
    Field,
    /// An option of a choice or a set; its owner is the fact, or `fact.field`.
    Choice,
    /// A definition; its owner is the folder of its document.
    Definition,
    /// A parameter; its owner is the instrument.
    Parameter,
    /// A step of an amount; its owner is the instrument.
    Step,
    /// An instrument.
    Instrument,
    /// A place, by its code.
    Place,
    /// A document.
    Document,
}

/// What is named: two names are of one thing if these are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// What it is.
    pub kind: NameKind,
    /// What it belongs to; empty where it belongs to nothing.
    pub owner: String,
    /// The name.
    pub id: String,
}

/// A name in a file.
#[derive(Debug, Clone)]
pub struct Occurrence<'t> {
    /// What is named.
    pub named: Named,
    /// Where; for a text in quotes with the quotes.
    pub span: Span,
    /// The whole declaration, where this is one.
    pub declares: Option<&'t Node>,
}

/// What is known of a fact before its uses are read.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// Ids of its options.
    options: BTreeSet<String>,
    /// Its fields with the ids of their options.
    fields: BTreeMap<String, BTreeSet<String>>,
}

/// What is known of all files before uses are read.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    facts: BTreeMap<String, Shape>,
    /// Folder and id.
    definitions: BTreeSet<(String, String)>,
    /// Parameters of each instrument.
    params: BTreeMap<String, BTreeSet<String>>,
    /// What each restatement says again.
    restates: BTreeMap<String, String>,
}

impl Symbols {
    /// Adds what a file declares.
    pub(crate) fn add(&mut self, path: &str, root: &Node) {
        for fact in items(root.get("facts")) {
            let Some(id) = text_of(fact, "id") else {
                continue;
            };
            let shape = self.facts.entry(id.to_owned()).or_default();
            shape.options.extend(keys(fact.get("options")));
            for field in items(fact.get("fields")) {
                if let Some(id) = text_of(field, "id") {
                    let options = shape.fields.entry(id.to_owned()).or_default();
                    options.extend(keys(field.get("options")));
                }
            }
        }
        for definition in items(root.get("definitions")) {
            if let Some(id) = text_of(definition, "id") {
                let folder = folder(path).to_owned();
                self.definitions.insert((folder, id.to_owned()));
            }
        }
        for instrument in items(root.get("instruments")) {
            if let Some(id) = text_of(instrument, "id") {
                let params = self.params.entry(id.to_owned()).or_default();
                params.extend(keys(instrument.get("params")));
                if let Some(other) = text_of(instrument, "restates") {
                    self.restates.insert(id.to_owned(), other.to_owned());
                }
            }
        }
    }

    /// The folder of a definition that is used in another: the own one first.
    fn definition(&self, folder: &str, id: &str) -> String {
        let own = (folder.to_owned(), id.to_owned());
        if self.definitions.contains(&own) {
            return own.0;
        }
        let other = self.definitions.iter().find(|(_, known)| known == id);
        other.map_or(own.0, |(folder, _)| folder.clone())
    }

    /// The instrument that declares a parameter which another uses: itself, or what it says again.
    fn parameter<'a>(&'a self, instrument: &'a str, name: &str) -> Option<&'a str> {
        let has = |id: &&str| self.params.get(*id).is_some_and(|own| own.contains(name));
        let other = self.restates.get(instrument).map(String::as_str);
        [Some(instrument), other].into_iter().flatten().find(has)
    }

    /// What has options of these: a fact, or a field of the records that are open.
    fn options_of(&self, subject: &Named) -> Option<&BTreeSet<String>> {
        match subject.kind {
            NameKind::Fact => self.facts.get(&subject.id).map(|shape| &shape.options),
            NameKind::Field => self.facts.get(&subject.owner)?.fields.get(&subject.id),
            NameKind::Choice
            | NameKind::Definition
            | NameKind::Parameter
            | NameKind::Step
            | NameKind::Instrument
            | NameKind::Place
            | NameKind::Document => None,
        }
    }
}

/// Every name in a file, in no order.
pub(crate) fn occurrences<'t>(
    path: &'t str,
    text: &'t str,
    root: &'t Node,
    symbols: &Symbols,
) -> Vec<Occurrence<'t>> {
    let lines = Lines::new(text);
    let mut reader = Reader {
        path,
        text,
        lines: &lines,
        symbols,
        found: Vec::new(),
    };
    shared::file(&mut reader, root);
    bodies::file(&mut reader, root);
    reader.found
}

/// Gathers the names of a file.
struct Reader<'t, 's> {
    path: &'t str,
    text: &'t str,
    lines: &'s Lines<'t>,
    symbols: &'s Symbols,
    found: Vec<Occurrence<'t>>,
}

impl<'t> Reader<'t, '_> {
    fn push(&mut self, named: Named, span: Span, declares: Option<&'t Node>) {
        self.found.push(Occurrence {
            named,
            span,
            declares,
        });
    }

    /// A scalar that is a name of this kind.
    fn name(&mut self, node: Option<&'t Node>, kind: NameKind, owner: &str) {
        let Some((node, id)) = node.and_then(|n| Some((n, n.text()?))) else {
            return;
        };
        self.push(named(kind, owner, id), node.span, None);
    }

    /// The scalars of a list, or one scalar, that are names of this kind.
    fn each(&mut self, node: Option<&'t Node>, kind: NameKind, owner: &str) {
        for item in items(node) {
            self.name(Some(item), kind, owner);
        }
        self.name(node, kind, owner);
    }

    /// A map or a list item that declares the name under its `id`.
    fn declare(&mut self, node: &'t Node, key: &str, kind: NameKind, owner: &str) {
        if let Some((at, id)) = node.get(key).and_then(|n| Some((n, n.text()?))) {
            self.push(named(kind, owner, id), at.span, Some(node));
        }
    }
}

/// What is named.
pub(crate) fn named(kind: NameKind, owner: &str, id: &str) -> Named {
    Named {
        kind,
        owner: owner.to_owned(),
        id: id.to_owned(),
    }
}

/// The items of a list; none where it is no list.
pub(crate) fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::List(items)) => items,
        Some(Kind::Scalar(_) | Kind::Map(_)) | None => &[],
    }
}

/// The entries of a map; none where it is no map.
pub(crate) fn entries(node: Option<&Node>) -> &[Entry] {
    match node.map(|node| &node.kind) {
        Some(Kind::Map(entries)) => entries,
        Some(Kind::Scalar(_) | Kind::List(_)) | None => &[],
    }
}

fn keys(node: Option<&Node>) -> impl Iterator<Item = String> {
    entries(node).iter().map(|entry| entry.key.clone())
}

/// The text under a key of a map.
pub(crate) fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.text()
}

/// The folder of a file.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
