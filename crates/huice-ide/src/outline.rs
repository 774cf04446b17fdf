//! What a file declares, and its canonical form.

use crate::names::{NameKind, Named, text_of};
use crate::position::{Range, range};
use crate::workspace::Workspace;
use huice_syntax::Diagnostic;
use serde::Serialize;

/// Kinds of names that an outline shows.
const SHOWN: [NameKind; 6] = [
    NameKind::Document,
    NameKind::Place,
    NameKind::Fact,
    NameKind::Definition,
    NameKind::Instrument,
    NameKind::Parameter,
];

/// Something that a file declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Symbol {
    /// What it is.
    pub named: Named,
    /// What people call it; may be empty.
    pub label: String,
    /// Its name in the file.
    pub name: Range,
    /// The whole declaration.
    pub whole: Range,
}

impl Workspace {
    /// What a file declares, in the order of the file.
    pub fn outline(&mut self, path: &str) -> Vec<Symbol> {
        let symbols = self.symbols(&[path.to_owned()]);
        let text = self.text(path).unwrap_or_default();
        let mut names = self.names(path, &symbols);
        names.sort_by_key(|name| name.span.start);
        let shown = names
            .into_iter()
            .filter(|name| SHOWN.contains(&name.named.kind));
        shown
            .filter_map(|name| {
                let node = name.declares?;
                let label = ["title", "label", "name"]
                    .iter()
                    .find_map(|key| text_of(node, key));
                let start = node.span.start.min(name.span.start);
                let end = node.span.end.max(name.span.end);
                Some(Symbol {
                    label: label.unwrap_or_default().to_owned(),
                    name: range(text, name.span.start, name.span.end),
                    whole: range(text, start, end),
                    named: name.named,
                })
            })
            .collect()
    }

    /// A file in its canonical form; `None` where there is no such file.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub fn formatted(&self, path: &str) -> Option<Result<String, Vec<Diagnostic>>> {
        self.text(path).map(huice_syntax::format)
    }
}
