//! Which facts operations read, as bits: the question that is asked most.

use super::OpId;
use crate::ir::FactId;

/// Some facts, one bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FactSet(Vec<u64>);

impl FactSet {
    /// Adds facts, as [`FactBits::of`] has them.
    pub(super) fn add(&mut self, facts: &[u64]) {
        for (word, more) in self.0.iter_mut().zip(facts) {
            *word |= more;
        }
    }

    /// Adds what two lists of facts have in common.
    pub(super) fn add_common(&mut self, one: &Self, other: &[u64]) {
        for (word, (a, b)) in self.0.iter_mut().zip(one.0.iter().zip(other)) {
            *word |= a & b;
        }
    }

    /// Whether a fact is one of them.
    pub(super) fn has(&self, fact: FactId) -> bool {
        has(&self.0, fact)
    }

    /// The facts, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = FactId> + '_ {
        each(&self.0)
    }

    /// Takes all facts out.
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }
}

/// By operation: the facts that it reads, directly or through others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FactBits {
    words: Vec<u64>,
    /// How many words one operation takes.
    width: usize,
}

impl FactBits {
    /// For operations that read some of so many facts; no operation stands there yet.
    pub(super) fn new(facts: usize) -> Self {
        Self {
            words: Vec::new(),
            width: facts.div_ceil(64),
        }
    }

    /// No fact.
    pub(super) fn none(&self) -> FactSet {
        FactSet(vec![0; self.width])
    }

    /// Adds the next operation: a fact that it reads itself, and what others read that stand before
    /// it.
    pub(super) fn push(&mut self, own: Option<FactId>, operands: &[OpId]) {
        let start = self.words.len();
        self.words.resize(start + self.width, 0);
        let (before, row) = self.words.split_at_mut(start);
        if let Some((at, bit)) = own.map(place)
            && let Some(word) = row.get_mut(at)
        {
            *word |= bit;
        }
        for operand in operands {
            for (word, more) in row.iter_mut().zip(of(before, self.width, *operand)) {
                *word |= more;
            }
        }
    }

    /// What an operation reads.
    pub(super) fn of(&self, op: OpId) -> &[u64] {
        of(&self.words, self.width, op)
    }

    /// Whether an operation reads a fact.
    pub(crate) fn has(&self, op: OpId, fact: FactId) -> bool {
        has(self.of(op), fact)
    }

    /// The facts that an operation reads, in order.
    pub(super) fn facts(&self, op: OpId) -> impl Iterator<Item = FactId> + '_ {
        each(self.of(op))
    }
}

fn of(words: &[u64], width: usize, op: OpId) -> &[u64] {
    let start = op.index().saturating_mul(width);
    words
        .get(start..start.saturating_add(width))
        .unwrap_or_default()
}

fn has(words: &[u64], fact: FactId) -> bool {
    let (at, bit) = place(fact);
    words.get(at).is_some_and(|word| word & bit != 0)
}

/// The word of a fact, and its bit in it.
fn place(fact: FactId) -> (usize, u64) {
    (usize::from(fact / 64), 1 << (fact % 64))
}

/// The facts whose bits are set, in order.
fn each(words: &[u64]) -> impl Iterator<Item = FactId> + '_ {
    let mut rows = (0u16..).step_by(64).zip(words);
    let (mut first, mut left) = (0, 0u64);
    std::iter::from_fn(move || {
        while left == 0 {
            (first, left) = rows.next().map(|(first, word)| (first, *word))?;
        }
        let bit = u16::try_from(left.trailing_zeros()).ok()?;
        left &= left.wrapping_sub(1);
        Some(first + bit)
    })
}
