//! Consequences that are the exception of a narrower place.

use crate::corpus::Corpus;
use crate::symbol_table::{FactDecl, chain};
use huice_core::ir::consequence::facts_read;
use huice_core::ir::{Consequence, Fact};

/// Whether a consequence reads what only a narrower place than its fact's knows. It counts in that
/// place alone, and there it wins over what comes after it.
pub(super) fn is_of_a_narrower_place(
    corpus: &Corpus,
    facts: &[&Fact],
    declared: &FactDecl,
    one: &Consequence,
) -> bool {
    facts_read(&one.when).iter().any(|id| {
        let Some(read) = facts.get(usize::from(*id)) else {
            return false;
        };
        let mut places = corpus
            .facts
            .iter()
            .filter(|other| other.fact.id == read.id)
            .map(|other| other.place.as_deref());
        places.all(|place| match (place, declared.place.as_deref()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(inner), Some(outer)) => {
                inner != outer && chain(&corpus.places, inner).contains(&outer)
            }
        })
    })
}
