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

/// Numbers all names so that each list rises.
pub(crate) fn rank(lists: &[Vec<&str>]) -> Result<BTreeMap<String, u16>, PackError> {
    // The names directly before each name, in any list.
    let mut before: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut waiting: Vec<&str> = Vec::new();
    for list in lists {
        let mut last = None;
        for name in list {
            let set = before.entry(name).or_insert_with(|| {
                waiting.push(name);
                BTreeSet::new()
            });
            set.extend(last.replace(*name));
        }
    }
    let mut ranks = BTreeMap::new();
    while !waiting.is_empty() {
        let ready = |name: &&str| {
            let set = before.get(name);
            set.is_none_or(|set| set.iter().all(|name| ranks.contains_key(*name)))
        };
        let Some(at) = waiting.iter().position(ready) else {
            let names: Vec<&str> = waiting.iter().take(4).copied().collect();
            return Err(PackError::Invalid(format!(
                "the laws of two places have these in different orders: {}",
                names.join(", ")
            )));
        };
        let rank = u16::try_from(ranks.len()).unwrap_or(u16::MAX);
        ranks.insert(waiting.remove(at).to_owned(), rank);
    }
    Ok(ranks)
}
