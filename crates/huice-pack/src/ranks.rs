//! The order that all parts of a law share.

use crate::header::PackError;
use huice_core::Law;
use std::collections::{BTreeMap, BTreeSet};

/// The order that all parts share: the rank of each id, and of each topic's name.
#[derive(Debug, Default)]
pub(crate) struct Ranks {
    pub(crate) documents: BTreeMap<String, u16>,
    pub(crate) topics: BTreeMap<String, u16>,
    pub(crate) facts: BTreeMap<String, u16>,
    pub(crate) definitions: BTreeMap<String, u16>,
    pub(crate) instruments: BTreeMap<String, u16>,
    pub(crate) missing: BTreeMap<String, u16>,
}

impl Ranks {
    /// An order in which every one of these laws is in order.
    ///
    /// # Errors
    /// If there is none: one law has before another what a second law has after it.
    pub(crate) fn of(laws: &[&Law]) -> Result<Self, PackError> {
        let order =
            |ids: fn(&Law) -> Vec<&str>| rank(&laws.iter().map(|law| ids(law)).collect::<Vec<_>>());
        Ok(Self {
            documents: order(|l| l.documents.iter().map(|d| d.id.as_str()).collect())?,
            topics: order(|l| l.topics.iter().map(String::as_str).collect())?,
            facts: order(|l| l.facts.iter().map(|f| f.id.as_str()).collect())?,
            definitions: order(|l| l.definitions.iter().map(|d| d.id.as_str()).collect())?,
            instruments: order(|l| l.instruments.iter().map(|i| i.id.as_str()).collect())?,
            missing: order(|l| l.missing.iter().map(|m| m.id.as_str()).collect())?,
        })
    }
}

impl Ranks {
    /// The rank of a fact.
    pub(crate) fn fact(&self, id: &str) -> Option<u16> {
        self.facts.get(id).copied()
    }
}

/// Numbers all names so that each list rises. Of names that may come next, the one that was met
/// first does.
pub(crate) fn rank(lists: &[Vec<&str>]) -> Result<BTreeMap<String, u16>, PackError> {
    let mut names: Vec<&str> = Vec::new();
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    // The names directly behind each name, in any list, and how many are directly before it.
    let mut behind: Vec<BTreeSet<usize>> = Vec::new();
    let mut before: Vec<usize> = Vec::new();
    for list in lists {
        let mut last: Option<usize> = None;
        for name in list {
            let at = *positions.entry(name).or_insert_with(|| {
                names.push(name);
                behind.push(BTreeSet::new());
                before.push(0);
                names.len() - 1
            });
            let follows = last.replace(at).and_then(|last| behind.get_mut(last));
            if follows.is_some_and(|set| set.insert(at))
                && let Some(count) = before.get_mut(at)
            {
                *count += 1;
            }
        }
    }
    let free = before.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut ready: BTreeSet<usize> = free.map(|(at, _)| at).collect();
    let mut ranks = BTreeMap::new();
    while let Some(at) = ready.pop_first() {
        let rank = u16::try_from(ranks.len()).unwrap_or(u16::MAX);
        if let Some(name) = names.get(at) {
            ranks.insert((*name).to_owned(), rank);
        }
        for next in behind.get(at).into_iter().flatten() {
            if let Some(count) = before.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    if ranks.len() < names.len() {
        let left: Vec<&str> = names
            .into_iter()
            .filter(|name| !ranks.contains_key(*name))
            .collect();
        let few = left.get(..4).unwrap_or(&left);
        return Err(PackError::Invalid(format!(
            "the laws of two places have these in different orders: {}",
            few.join(", ")
        )));
    }
    Ok(ranks)
}
