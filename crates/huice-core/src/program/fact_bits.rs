//! Which facts each operation reads, as bits: the question that is asked most.

use super::OpId;
use crate::ir::FactId;

/// By operation: one bit for each fact, so many words for each operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FactBits {
    words: Vec<u64>,
    /// How many words one operation takes.
    width: usize,
}

impl FactBits {
    /// From the facts that each operation reads.
    pub(super) fn of(facts: usize, read: &[Vec<FactId>]) -> Self {
        let width = facts.div_ceil(64);
        let mut words = vec![0; width * read.len()];
        for (list, own) in read.iter().zip(words.chunks_mut(width.max(1))) {
            for fact in list {
                let (at, bit) = place(*fact);
                if let Some(word) = own.get_mut(at) {
                    *word |= bit;
                }
            }
        }
        Self { words, width }
    }

    /// Whether an operation reads a fact.
    pub(crate) fn has(&self, op: OpId, fact: FactId) -> bool {
        let (at, bit) = place(fact);
        let word = self.words.get(op.index() * self.width + at);
        at < self.width && word.is_some_and(|word| word & bit != 0)
    }
}

/// The word of a fact, and its bit in it.
fn place(fact: FactId) -> (usize, u64) {
    (usize::from(fact / 64), 1 << (fact % 64))
}
