//! Finds what stands in a list already. The table of the standard library would be larger than the
//! rest of lowering, and its keys a copy of the list.

use crate::digest::mix;
use std::hash::{Hash, Hasher};

/// How many chains there are. A law has some thousand operations.
const CHAINS: u64 = 4096;

/// The positions of a list, by digests of what stands there.
#[derive(Default)]
pub(super) struct Interned {
    /// By the last digits of a digest: the latest position, counted from 1; 0 where there is none.
    latest: Vec<u32>,
    /// By position: the digest, and the one before it in its chain, counted from 1.
    entries: Vec<(u64, u32)>,
}

impl Interned {
    /// The position with this digest at which the `same` thing stands.
    pub(super) fn find(&self, digest: u64, same: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut next = *self.latest.get(chain(digest))?;
        loop {
            let at = usize::try_from(next.checked_sub(1)?).ok()?;
            let (known, before) = *self.entries.get(at)?;
            if known == digest && same(at) {
                return Some(at);
            }
            next = before;
        }
    }

    /// Notes the digest of what is added to the list.
    pub(super) fn add(&mut self, digest: u64) {
        if self.latest.is_empty() {
            self.latest = vec![0; chain(CHAINS - 1) + 1];
        }
        if let Some(latest) = self.latest.get_mut(chain(digest)) {
            self.entries.push((digest, *latest));
            *latest = u32::try_from(self.entries.len()).unwrap_or(0);
        }
    }
}

fn chain(digest: u64) -> usize {
    usize::try_from(digest % CHAINS).unwrap_or(0)
}

/// The digest of a thing.
pub(super) fn digest(thing: impl Hash) -> u64 {
    let mut digest = Digest(0);
    thing.hash(&mut digest);
    digest.0
}

struct Digest(u64);

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, (*byte).into());
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = mix(self.0, n.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_a_chain_or_a_digest_is_told_apart() {
        let list = ["a", "b", "c"];
        let mut interned = Interned::default();
        assert_eq!(interned.find(7, &|_| true), None);
        [7, 7 + CHAINS, 7]
            .into_iter()
            .for_each(|digest| interned.add(digest));
        let find = |digest: u64, thing: &str| {
            interned.find(digest, &|at| list.get(at).is_some_and(|own| *own == thing))
        };
        assert_eq!(find(7, "a"), Some(0));
        assert_eq!(find(7 + CHAINS, "b"), Some(1));
        assert_eq!(find(7, "c"), Some(2));
        assert_eq!(find(7, "b"), None);
        assert_eq!(find(8, "a"), None);
    }

    #[test]
    fn digests_differ() {
        assert_ne!(digest((1u32, 2u32)), digest((2u32, 1u32)));
        assert_eq!(digest([3u32]), digest([3u32]));
    }
}
