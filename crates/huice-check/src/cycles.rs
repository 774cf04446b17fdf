//! Definitions that need themselves, or each other too deeply.

use crate::refs::{self, Visit};
use huice_core::ir::Definition;
use std::collections::BTreeSet;

/// Longest chain of definitions that use each other.
pub(crate) const LONGEST: usize = 12;

/// What is wrong with a definition's uses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cycle {
    /// It needs itself, through these (ids).
    Circle(Vec<String>),
    /// The chain below it is too long.
    TooLong,
}

#[derive(Default)]
struct Uses(BTreeSet<u16>);

impl Visit for Uses {
    fn fact(&mut self, _: &mut u16) {}

    fn definition(&mut self, id: &mut u16) {
        self.0.insert(*id);
    }

    fn document(&mut self, _: &mut u16) {}
}

/// Checks every definition; `None` is one that could not be read. The order of the definitions
/// does not matter.
pub(crate) fn cycles(definitions: &[Option<Definition>]) -> Vec<(usize, Cycle)> {
    let uses: Vec<BTreeSet<u16>> = definitions
        .iter()
        .map(|definition| {
            let mut uses = Uses::default();
            if let Some(definition) = definition {
                refs::definition(&mut definition.clone(), &mut uses);
            }
            uses.0
        })
        .collect();
    let none = BTreeSet::new();
    let of = |n: usize| uses.get(n).unwrap_or(&none);
    // Height above definitions that use none, by repeated relaxation: cycles never settle.
    let mut heights = vec![0usize; uses.len()];
    for _ in 0..=uses.len().min(LONGEST + 1) {
        let next = (0..uses.len())
            .map(|n| {
                let below = of(n).iter().filter_map(|d| heights.get(usize::from(*d)));
                below.max().map_or(0, |h| h + 1)
            })
            .collect();
        heights = next;
    }
    let name = |n: usize| {
        definitions
            .get(n)
            .and_then(Option::as_ref)
            .map_or_else(String::new, |d| d.id.clone())
    };
    let mut found = Vec::new();
    for n in 0..uses.len() {
        if let Some(path) = path_back(n, &uses) {
            found.push((n, Cycle::Circle(path.into_iter().map(name).collect())));
        } else if heights.get(n).is_some_and(|h| *h > LONGEST) {
            found.push((n, Cycle::TooLong));
        }
    }
    found
}

/// The shortest way from a definition back to itself.
fn path_back(start: usize, uses: &[BTreeSet<u16>]) -> Option<Vec<usize>> {
    let mut paths = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !paths.is_empty() {
        let mut longer = Vec::new();
        for path in paths {
            let Some(below) = path.last().and_then(|n| uses.get(*n)) else {
                continue;
            };
            for next in below.iter().map(|n| usize::from(*n)) {
                if next == start {
                    return Some(path);
                }
                if seen.insert(next) {
                    longer.push(path.iter().copied().chain([next]).collect());
                }
            }
        }
        paths = longer;
    }
    None
}
