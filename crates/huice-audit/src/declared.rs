//! Where a document is declared.

use huice_check::Corpus;
use huice_syntax::Span;

/// The head of the file that declares a document.
pub(crate) fn declared(corpus: &Corpus, document: &str) -> Option<(String, Span)> {
    let file = corpus.document_file(document)?;
    let head = Span {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    Some((file, head))
}
