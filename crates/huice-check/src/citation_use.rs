//! Citations as they stand in rule files.

use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_syntax::Span;

/// One use of a citation, for the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationUse {
    /// Path of the rule file.
    pub file: String,
    /// Its position there.
    pub span: Span,
    /// Id of the document.
    pub document: String,
    /// Clause, with plain brackets.
    pub clause: String,
    /// Sentence: `1`, `1a`, `1-3`, `1a,2`.
    pub sentence: String,
    /// The figure that the sentence must hold, where a number is cited.
    pub figure: Option<String>,
    /// The number that the rules take from the figure, with its unit; months for 年.
    pub value: Option<(Decimal, Unit)>,
}
