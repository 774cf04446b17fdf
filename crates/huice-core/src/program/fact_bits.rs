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
    pub(crate) fn has(&self, fact: FactId) -> bool {
        has(&self.0, fact)
    }

    /// The facts, in order.
    pub(super) fn iter(&self) -> Facts<'_> {
        Facts::of(&self.0, &[])
    }

    /// Takes all facts out.
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Puts a fact in, or takes it out.
    pub(crate) fn set(&mut self, fact: FactId, is_in: bool) {
        let (at, bit) = place(fact);
        if let Some(word) = self.0.get_mut(at) {
            *word = if is_in { *word | bit } else { *word & !bit };
        }
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
    pub(crate) fn none(&self) -> FactSet {
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
    pub(super) fn facts(&self, op: OpId) -> Facts<'_> {
        Facts::of(self.of(op), &[])
    }

    /// The facts that an operation reads, in order, but for some.
    pub(crate) fn facts_without<'a>(&'a self, op: OpId, without: &'a FactSet) -> Facts<'a> {
        Facts::of(self.of(op), &without.0)
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

/// The facts whose bits are set and not set among others, in order.
pub(crate) struct Facts<'a> {
    words: &'a [u64],
    without: &'a [u64],
    /// How many words have been begun.
    at: usize,
    /// What is left of the last of them.
    left: u64,
}

impl<'a> Facts<'a> {
    fn of(words: &'a [u64], without: &'a [u64]) -> Self {
        Self {
            words,
            without,
            at: 0,
            left: 0,
        }
    }
}

impl Iterator for Facts<'_> {
    type Item = FactId;

    fn next(&mut self) -> Option<FactId> {
        while self.left == 0 {
            let without = self.without.get(self.at).copied().unwrap_or(0);
            self.left = self.words.get(self.at)? & !without;
            self.at += 1;
        }
        let bit = usize::try_from(self.left.trailing_zeros()).ok()?;
        self.left &= self.left.wrapping_sub(1);
        u16::try_from((self.at - 1) * 64 + bit).ok()
    }
}
