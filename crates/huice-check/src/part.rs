//! What a file is by its path, and what lies outside of a part of the rules.

use huice_syntax::Span;
use std::collections::BTreeSet;

/// An instrument by its id: where it is declared, or where it is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Path of the file.
    pub file: String,
    /// The position.
    pub span: Span,
}

/// What a file is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Places,
    Goals,
    Facts,
    Document,
    Clause,
    Terms,
}

pub(crate) fn part(path: &str) -> Part {
    let mut names = path.rsplit('/');
    match (names.next().unwrap_or_default(), names.next()) {
        ("document.yaml", _) => Part::Document,
        (_, Some("facts")) => Part::Facts,
        ("places.yaml", _) => Part::Places,
        ("goals.yaml", _) => Part::Goals,
        ("terms.yaml", _) => Part::Terms,
        _ => Part::Clause,
    }
}

pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What the check of a part knows of the rest of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Codes of the places of other parts.
    pub places: BTreeSet<String>,
    /// Ids of the facts that are asked in other parts only.
    pub facts: BTreeSet<String>,
}
