//! What was found out about operations, kept for the next time that nothing has changed of what
//! they read: another case, another instrument, another answer.

use crate::digest::of_members;
use crate::ir::FactId;
use crate::program::OpId;
use crate::value::Value;
use std::sync::Arc;

/// How many findings of each sort are kept. What is found later takes the place of another.
const KEPT: usize = 2048;

/// One case of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Case {
    /// The value that is looked at.
    pub(crate) value: Value,
    /// A digest of all values that it stands for. Those of several cases add up to that of all their
    /// values, wherever they are cut.
    pub(crate) members: u64,
    /// Whether it is one of many values that no cases stand for: the others are not looked at.
    pub(crate) sample: bool,
}

/// Why a result may be wider than need be, the graver reason last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GivenUp {
    /// It is exact.
    Nothing,
    /// Numbers or days could not be cut into cases.
    Figures,
    /// Lists or options could not, or there were too many cases.
    Cases,
}

impl Case {
    /// A case that stands for its value alone; of a stretch, for all that lies in it.
    pub(crate) fn of(value: Value) -> Self {
        Self {
            value,
            members: of_members(value),
            sample: false,
        }
    }

    /// A single value out of many.
    pub(crate) fn sample(value: Value) -> Self {
        Self {
            sample: true,
            ..Self::of(value)
        }
    }
}

/// The cases of a fact; `None` where they cannot be listed.
pub(crate) type Cases = Option<Arc<[Case]>>;

/// What an operation leaves that three-valued logic leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// The operation.
    pub(crate) op: OpId,
    /// Whether it is to hold.
    pub(crate) holds: bool,
    /// Whether all cases agree, and on what.
    pub(crate) settled: Option<bool>,
    /// The digests of its open parts.
    pub(crate) parts: Vec<u64>,
    /// The facts that matter to it.
    pub(crate) matters: Vec<FactId>,
    /// What had to be given up.
    pub(crate) given_up: GivenUp,
}

/// Findings by a digest of everything on which they depend.
#[derive(Debug, Clone)]
pub(crate) struct Memory<T> {
    /// By the last digits of a digest: the position of its finding, counted from 1; 0 where nothing
    /// is kept. Empty as long as nothing is kept at all.
    places: Vec<u16>,
    /// As many as there were places to fill: most evaluations find little.
    found: Vec<(u64, T)>,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            found: Vec::new(),
        }
    }
}

impl<T> Memory<T> {
    /// What was found for a digest, if it is still there.
    pub(crate) fn get(&self, digest: u64) -> Option<&T> {
        let at = self.places.get(place(digest))?.checked_sub(1)?;
        let (known, found) = self.found.get(usize::from(at))?;
        (*known == digest).then_some(found)
    }

    /// Keeps what was found for a digest.
    pub(crate) fn keep(&mut self, digest: u64, found: T) {
        if self.places.is_empty() {
            self.places = vec![0; KEPT];
        }
        let Some(at) = self.places.get_mut(place(digest)) else {
            return;
        };
        let known = at.checked_sub(1).map(usize::from);
        match known.and_then(|known| self.found.get_mut(known)) {
            Some(known) => *known = (digest, found),
            None => {
                self.found.push((digest, found));
                *at = u16::try_from(self.found.len()).unwrap_or(0);
            }
        }
    }
}

/// All that was found out on a day. It is about what operations read, whoever has answered that, so
/// that it serves every machine of the same law.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// What every digest begins with.
    pub(crate) seed: u64,
    /// The cases of facts that were found by trying values.
    pub(crate) cases: Memory<Cases>,
    /// What operations leave that are open.
    pub(crate) left: Memory<Left>,
}

/// In 64 bits: positions have 32 in a browser, and hardly a digest would fit.
fn place(digest: u64) -> usize {
    usize::try_from(digest % KEPT as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_by_its_whole_digest() {
        let mut memory = Memory::default();
        assert_eq!(memory.get(7), None);
        memory.keep(7, "seven");
        assert_eq!(memory.get(7), Some(&"seven"));
        assert_eq!(memory.get(7 + 2048), None);
        memory.keep(7 + 2048, "another");
        assert_eq!(
            (memory.get(7), memory.get(7 + 2048)),
            (None, Some(&"another"))
        );
    }
}
