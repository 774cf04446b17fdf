//! Cuts the rules of a country into parts that are checked apart: one for each outermost place.
//!
//! A part holds the places within an outermost one, the documents that apply there, and the facts
//! that are asked there. What applies in several parts is in each of them. So positions stay small,
//! parts are checked in parallel, and an edit concerns the parts that hold its file.

use crate::driver::SourceFile;
pub use crate::part::Elsewhere;
use crate::part::{Part, folder, part};
use crate::places;
use crate::report::{FileContext, Report};
use crate::symbol_table::{Place, chain};
use huice_syntax::{Kind, Lines, Node};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a file is, as far as it matters for where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Head {
    /// In every part: places, goals, terms.
    Everywhere,
    /// Facts.
    Facts {
        /// Whether some of it is for every place: a fact without a place, lists, phone words.
        everywhere: bool,
        /// Codes of the places of its facts.
        places: BTreeSet<String>,
        /// Ids of its facts.
        ids: Vec<String>,
    },
    /// A `document.yaml`: codes of the places where it applies.
    Document(Vec<String>),
    /// A clause: with the document of its folder.
    Clause,
    /// A file that is not read.
    Unread,
}

/// A part: which files, by position, and what lies elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartPlan {
    /// Code of the outermost place.
    pub root: String,
    /// Positions of its files.
    pub files: Vec<usize>,
    /// The rest.
    pub elsewhere: Elsewhere,
}

/// What a file is, without its text. `None` where the text is needed: see [`head`].
#[must_use]
pub fn head_by_path(path: &str) -> Option<Head> {
    if !path.ends_with(".yaml") {
        return Some(Head::Unread);
    }
    match part(path) {
        Part::Places | Part::Goals | Part::Terms => Some(Head::Everywhere),
        Part::Clause => Some(Head::Clause),
        Part::Facts | Part::Document => None,
    }
}

/// What a file is.
#[must_use]
pub fn head(file: &SourceFile) -> Head {
    if let Some(known) = head_by_path(&file.path) {
        return known;
    }
    let root = huice_syntax::parse(&file.path, &file.text).root;
    let Some(root) = root else {
        // Its errors are reported wherever it may belong.
        return Head::Everywhere;
    };
    if part(&file.path) == Part::Document {
        let codes = items(root.get("applies")).iter().filter_map(Node::text);
        return Head::Document(codes.map(ToOwned::to_owned).collect());
    }
    let facts = items(root.get("facts"));
    let text = |node: &Node, key: &str| node.get(key).and_then(Node::text).map(ToOwned::to_owned);
    Head::Facts {
        everywhere: facts.is_empty()
            || root.get("lists").is_some()
            || root.get("phone").is_some()
            || facts.iter().any(|fact| fact.get("place").is_none()),
        places: facts
            .iter()
            .filter_map(|fact| text(fact, "place"))
            .collect(),
        ids: facts.iter().filter_map(|fact| text(fact, "id")).collect(),
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::List(items)) => items,
        Some(Kind::Scalar(_) | Kind::Map(_)) | None => &[],
    }
}

/// The places of these files; errors in them are reported when a part is checked.
#[must_use]
pub fn read_places(files: &[SourceFile]) -> Vec<Place> {
    let report = Report::default();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| part(&file.path) == Part::Places) {
        let lines = Lines::new(&file.text);
        let at = FileContext {
            file: &file.path,
            text: &file.text,
            lines: &lines,
            report: &report,
        };
        if let Some(root) = huice_syntax::parse(&file.path, &file.text).root {
            places::places(at, &root, &mut found);
        }
    }
    found
}

/// The places around each place, itself first.
struct Map<'p> {
    around: BTreeMap<&'p str, Vec<&'p str>>,
}

impl<'p> Map<'p> {
    fn of(places: &'p [Place]) -> Self {
        let outer: BTreeMap<&str, Option<&str>> = places
            .iter()
            .map(|place| (place.code.as_str(), place.within.as_deref()))
            .collect();
        let way = |code: &'p str| {
            let mut way = vec![code];
            let mut next = outer.get(code).copied().flatten();
            while let Some(code) = next.filter(|code| !way.contains(code)) {
                way.push(code);
                next = outer.get(code).copied().flatten();
            }
            way
        };
        let around = places.iter().map(|p| (p.code.as_str(), way(&p.code)));
        Self {
            around: around.collect(),
        }
    }

    fn root(&self, code: &str) -> Option<&'p str> {
        self.around.get(code)?.last().copied()
    }
}

/// The parts of the rules, in the order of their roots. `files`: path and head of each file.
#[must_use]
pub fn parts(places: &[Place], files: &[(String, Head)]) -> Vec<PartPlan> {
    let map = Map::of(places);
    let mut scopes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for place in places {
        if let Some(root) = map.root(&place.code) {
            scopes.entry(root).or_default().insert(&place.code);
        }
    }
    let chosen: BTreeMap<&str, Vec<&str>> = documents(files);
    let mut homeless: BTreeSet<usize> = (0..files.len()).collect();
    let mut parts = Vec::new();
    for (root, scope) in &scopes {
        let part = cut(places, files, &chosen, root, scope);
        for at in &part.files {
            homeless.remove(at);
        }
        parts.push(part);
    }
    // What belongs nowhere has errors, and they are to be seen.
    match parts.first_mut() {
        Some(first) => first.files.extend(homeless),
        None => parts.push(PartPlan {
            files: (0..files.len()).collect(),
            ..PartPlan::default()
        }),
    }
    parts
}

/// The part that one place needs: what applies there or around it.
#[must_use]
pub fn part_of(places: &[Place], files: &[(String, Head)], code: &str) -> PartPlan {
    let scope: BTreeSet<&str> = chain(places, code).into_iter().collect();
    cut(places, files, &documents(files), code, &scope)
}

/// Where the document of each folder applies.
fn documents(files: &[(String, Head)]) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, head) in files {
        if let Head::Document(codes) = head {
            let codes = codes.iter().map(String::as_str).collect();
            found.insert(folder(path), codes);
        }
    }
    found
}

fn cut(
    places: &[Place],
    files: &[(String, Head)],
    documents: &BTreeMap<&str, Vec<&str>>,
    root: &str,
    scope: &BTreeSet<&str>,
) -> PartPlan {
    let here = |path: &str| {
        let applies = documents.get(folder(path));
        applies.is_some_and(|codes| codes.iter().any(|code| scope.contains(code)))
    };
    let mut plan = PartPlan {
        root: root.to_owned(),
        ..PartPlan::default()
    };
    let mut known = BTreeSet::new();
    for (at, (path, head)) in files.iter().enumerate() {
        let belongs = match head {
            Head::Everywhere => true,
            Head::Facts {
                everywhere, places, ..
            } => *everywhere || places.iter().any(|code| scope.contains(code.as_str())),
            Head::Document(_) | Head::Clause => here(path),
            Head::Unread => false,
        };
        if belongs {
            plan.files.push(at);
        }
        if let (Head::Facts { ids, .. }, false) = (head, belongs) {
            plan.elsewhere.facts.extend(ids.iter().cloned());
        }
        if let (Head::Facts { ids, .. }, true) = (head, belongs) {
            known.extend(ids.iter().map(String::as_str));
        }
    }
    plan.elsewhere
        .facts
        .retain(|id| !known.contains(id.as_str()));
    let others = places.iter().map(|place| &place.code);
    let others = others.filter(|code| !scope.contains(code.as_str()));
    plan.elsewhere.places = others.cloned().collect();
    plan
}
