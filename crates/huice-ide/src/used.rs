//! Sentence and rule side by side: which sentence is cited where, and which figure nothing has.

use crate::lookup::Location;
use crate::names::{entries, folder, items, text_of};
use crate::position::{Position, offset, range};
use crate::sentences::{Texts, covers, figures};
use crate::workspace::Workspace;
use huice_check::figure::plain;
use huice_syntax::{Kind, Node, Span};
use serde::Serialize;
use std::collections::BTreeSet;

/// A sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its clause, as in 三(八).
    pub clause: String,
    /// Its number in the clause; 0 is the heading.
    pub sentence: usize,
    /// What it says.
    pub text: String,
    /// The citations of it in the rules, each with where it stands.
    pub cited: Vec<Location>,
    /// Whether its clause is said to give nothing: nobody needs to cite it.
    pub administrative: bool,
    /// Figures of it that no parameter and no term has.
    pub unused: Vec<String>,
}

/// What the rules of one document take from its text.
#[derive(Debug, Default)]
struct Uses {
    /// Each citation with where it stands.
    cited: Vec<(String, Location)>,
    /// Figures with the citations of what has them.
    figures: Vec<(String, String)>,
    /// Clauses that are said to give nothing.
    administrative: BTreeSet<String>,
}

impl Workspace {
    /// The sentences of a document, each with the rules that cite it and its figures that nothing
    /// has. `folder` is the folder of its rules.
    #[must_use]
    pub fn sentences(&self, folder: &str, texts: &Texts) -> Vec<Line> {
        let uses = self.uses(folder);
        let mut lines = Vec::new();
        for clause in texts.clauses(folder) {
            let heading = Some(&clause.heading).filter(|heading| !heading.is_empty());
            let heading = heading.map(|text| (0, text));
            let rest = (1..).zip(&clause.sentences);
            for (sentence, text) in heading.into_iter().chain(rest) {
                lines.push(line(&uses, &clause.name, sentence, text));
            }
        }
        lines
    }

    /// The sentences that the rule at a place cites: clause and number of each citation on the line,
    /// or else in the item around it.
    #[must_use]
    pub fn cited_at(&self, path: &str, at: Position) -> Vec<String> {
        let (Some(text), Some(tree)) = (self.text(path), self.tree(path)) else {
            return Vec::new();
        };
        let byte = offset(text, at);
        let Some(root) = &tree.root else {
            return Vec::new();
        };
        let mut found = Vec::new();
        each_citation(root, &mut |cite, span| {
            if within_line(text, span, byte) {
                found.push(cite.to_owned());
            }
        });
        if found.is_empty() {
            let lists = ["definitions", "instruments"].into_iter();
            let all = lists.flat_map(|key| items(root.get(key)));
            // What stands between two belongs to the one before.
            let own = all.filter(|node| node.span.start <= byte);
            if let Some(node) = own.max_by_key(|node| node.span.start) {
                each_citation(node, &mut |cite, _| found.push(cite.to_owned()));
            }
        }
        found
    }

    fn uses(&self, own: &str) -> Uses {
        let mut uses = Uses::default();
        for path in self.paths().filter(|path| folder(path) == own) {
            let root = self.tree(path).and_then(|tree| tree.root.as_ref());
            let (Some(root), Some(text)) = (root, self.text(path)) else {
                continue;
            };
            each_citation(root, &mut |cite, span| {
                let range = range(text, span.start, span.end);
                let path = path.to_owned();
                uses.cited.push((cite.to_owned(), Location { path, range }));
            });
            for instrument in items(root.get("instruments")) {
                let params = entries(instrument.get("params")).iter().map(|e| &e.value);
                for node in params.chain(items(instrument.get("terms"))) {
                    if let (Some(f), Some(c)) = (text_of(node, "figure"), text_of(node, "cite")) {
                        uses.figures.push((plain(f), c.to_owned()));
                    }
                }
            }
            for clause in items(root.get("administrative")) {
                uses.administrative
                    .extend(text_of(clause, "clause").map(huice_syntax::plain));
            }
        }
        uses
    }
}

fn line(uses: &Uses, clause: &str, sentence: usize, text: &str) -> Line {
    let cited = uses
        .cited
        .iter()
        .filter(|(cite, _)| covers(cite, clause, sentence));
    let administrative = uses.administrative.contains(clause);
    let nothing = administrative || sentence == 0;
    let has = |figure: &String| {
        let own = uses
            .figures
            .iter()
            .filter(|(_, cite)| covers(cite, clause, sentence));
        let wanted = plain(figure);
        own.into_iter()
            .any(|(known, _)| known.contains(&wanted) || wanted.contains(known.as_str()))
    };
    let unused = figures(text)
        .into_iter()
        .filter(|figure| !nothing && !has(figure));
    Line {
        clause: clause.to_owned(),
        sentence,
        text: text.to_owned(),
        cited: cited.map(|(_, at)| at.clone()).collect(),
        administrative,
        unused: unused.collect(),
    }
}

/// Whether a byte stands on the line of a span.
fn within_line(text: &str, span: Span, byte: usize) -> bool {
    let start = text
        .get(..span.start)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = text
        .get(span.end..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |at| span.end + at);
    (start..=end).contains(&byte)
}

/// Every `cite` of a tree.
fn each_citation(node: &Node, visit: &mut impl FnMut(&str, Span)) {
    match &node.kind {
        Kind::Scalar(_) => {}
        Kind::List(items) => items.iter().for_each(|item| each_citation(item, visit)),
        Kind::Map(entries) => {
            for entry in entries {
                match (entry.key.as_str(), entry.value.text()) {
                    ("cite", Some(cite)) => visit(cite, entry.value.span),
                    _ => each_citation(&entry.value, visit),
                }
            }
        }
    }
}
