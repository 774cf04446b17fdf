//! Consequences and contradictions of the facts of a part, in any of the places that share it.
//!
//! A fact may follow from a fact of another document, which applies in some of the places only. So
//! a part holds all that is known of its facts in any place, and linking drops the lines that read
//! a fact that is not there.

use crate::cut::cuts;
use crate::header::PackError;
use crate::ranks::{Ranks, rank};
use huice_core::Law;
use huice_core::ir::{Consequence, Contradiction, Expr};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Of one fact. It names facts by their ranks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inferences {
    pub(crate) follows: Vec<Consequence>,
    pub(crate) contradicts: Vec<Contradiction>,
}

/// Of every fact, by the id of the document whose part holds it and its own.
#[derive(Debug, Default)]
pub(crate) struct Shared(BTreeMap<(String, String), Inferences>);

impl Shared {
    /// Of the parts of these laws.
    ///
    /// # Errors
    /// If two laws have them in another order.
    pub(crate) fn of(laws: &[&Law], ranks: &Ranks) -> Result<Self, PackError> {
        let mut by_fact: BTreeMap<(String, String), Vec<Inferences>> = BTreeMap::new();
        for law in laws {
            for part in cuts(law) {
                for at in &part.used.facts {
                    if let Some(fact) = law.facts.get(usize::from(*at)) {
                        let key = (part.document.clone(), fact.id.clone());
                        let all = by_fact.entry(key).or_default();
                        all.push(by_rank(law, *at, ranks));
                    }
                }
            }
        }
        let mut shared = BTreeMap::new();
        for (key, all) in by_fact {
            let follows = all.iter().map(|one| one.follows.as_slice());
            let contradicts = all.iter().map(|one| one.contradicts.as_slice());
            let merged = Inferences {
                follows: merge(&follows.collect::<Vec<_>>())?,
                contradicts: merge(&contradicts.collect::<Vec<_>>())?,
            };
            shared.insert(key, merged);
        }
        Ok(Self(shared))
    }

    /// Of one law in one part.
    pub(crate) fn whole(law: &Law, ranks: &Ranks) -> Self {
        let facts = (0u16..).zip(&law.facts);
        let all = facts.map(|(at, fact)| {
            let key = (String::new(), fact.id.clone());
            (key, by_rank(law, at, ranks))
        });
        Self(all.collect())
    }

    /// Of a fact in a part.
    pub(crate) fn get(&self, document: &str, fact: &str) -> Inferences {
        let inferences = self.0.get(&(document.to_owned(), fact.to_owned()));
        inferences.cloned().unwrap_or_default()
    }
}

impl Inferences {
    /// The ranks of the facts that they read.
    pub(crate) fn reads(&self) -> BTreeSet<u16> {
        let follows = self.follows.iter().map(|one| &one.when);
        let contradicts = self.contradicts.iter().map(|one| &one.when);
        let all = follows.chain(contradicts);
        all.flat_map(huice_core::ir::consequence::facts_read)
            .collect()
    }
}

/// Those of one fact of a law, with ranks in place of positions.
fn by_rank(law: &Law, at: u16, ranks: &Ranks) -> Inferences {
    let Some(fact) = law.facts.get(usize::from(at)) else {
        return Inferences::default();
    };
    let mut ranked = Inferences {
        follows: fact.follows.clone(),
        contradicts: fact.contradicts.clone(),
    };
    let rank = |when: &mut Expr| {
        when.each_fact(&mut |at| {
            let fact = law.facts.get(usize::from(*at));
            *at = fact.and_then(|f| ranks.fact(&f.id)).unwrap_or(*at);
        });
    };
    ranked
        .follows
        .iter_mut()
        .for_each(|one| rank(&mut one.when));
    ranked
        .contradicts
        .iter_mut()
        .for_each(|one| rank(&mut one.when));
    ranked
}

/// What is in any of the lists, once, in an order in which each of them is in order.
fn merge<T: Clone + Debug + PartialEq>(lists: &[&[T]]) -> Result<Vec<T>, PackError> {
    let Some((first, rest)) = lists.split_first() else {
        return Ok(Vec::new());
    };
    if rest.iter().all(|list| list == first) {
        return Ok(first.to_vec());
    }
    let mut items = BTreeMap::new();
    let mut names = Vec::new();
    for list in lists {
        let own: Vec<String> = list.iter().map(|item| format!("{item:?}")).collect();
        items.extend(own.iter().cloned().zip(*list));
        names.push(own);
    }
    let names: Vec<Vec<&str>> = names
        .iter()
        .map(|own| own.iter().map(String::as_str).collect())
        .collect();
    let mut ranked: Vec<(u16, String)> = rank(&names)?
        .into_iter()
        .map(|(name, rank)| (rank, name))
        .collect();
    ranked.sort_unstable();
    let item = |(_, name): (u16, String)| items.get(&name).map(|item| (*item).clone());
    Ok(ranked.into_iter().filter_map(item).collect())
}
