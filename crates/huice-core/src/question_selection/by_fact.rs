//! Positions in a list that has at most one entry for each fact.

use crate::ir::FactId;

/// By fact: where its entry is.
pub(super) struct ByFact(Vec<Option<usize>>);

impl ByFact {
    /// No fact has an entry.
    pub(super) fn new(facts: usize) -> Self {
        Self(vec![None; facts])
    }

    /// Where the entry of a fact is; `next` from now on, where it had none.
    pub(super) fn at(&mut self, fact: FactId, next: usize) -> usize {
        match self.0.get_mut(usize::from(fact)) {
            Some(place) => *place.get_or_insert(next),
            None => next,
        }
    }
}
