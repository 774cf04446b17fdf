//! Definitions that need themselves, or each other too deeply.

use crate::refs::{self, Visit};
use huice_core::ir::{Definition, Instrument};
use std::collections::BTreeSet;

/// Longest chain of definitions that use each other.
pub(crate) const LONGEST: usize = 12;

/// Most conditions that one condition may hold once all definitions are written out: the
/// explanation shows them all, and the checker looks through them all.
pub(crate) const WIDEST: u64 = 5_000;

/// What is wrong with a definition's uses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cycle {
    /// It needs itself, through these (ids).
    Circle(Vec<String>),
    /// The chain below it is too long.
    TooLong,
    /// It holds too much once it is written out.
    TooWide,
}

/// Every use of a definition, as often as it stands there.
#[derive(Default)]
struct Uses(Vec<u16>);

impl Visit for Uses {
    fn fact(&mut self, _: &mut u16) {}

    fn definition(&mut self, id: &mut u16) {
        self.0.push(*id);
    }

    fn document(&mut self, _: &mut u16) {}
}

/// The definitions that each definition uses.
fn uses_of(definitions: &[Option<Definition>]) -> Vec<Vec<u16>> {
    let uses = |definition: &Option<Definition>| {
        let mut uses = Uses::default();
        if let Some(definition) = definition {
            refs::definition(&mut definition.clone(), &mut uses);
        }
        uses.0
    };
    definitions.iter().map(uses).collect()
}

/// Checks every definition; `None` is one that could not be read. The order of the definitions
/// does not matter.
pub(crate) fn cycles(definitions: &[Option<Definition>]) -> Vec<(usize, Cycle)> {
    let uses = uses_of(definitions);
    let heights = settle(&uses, |below| {
        below.iter().max().map_or(0, |height| height + 1)
    });
    let widths = widths(&uses);
    let name = |n: usize| {
        definitions
            .get(n)
            .and_then(Option::as_ref)
            .map_or_else(String::new, |d| d.id.clone())
    };
    let longest = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    let mut found = Vec::new();
    for n in 0..uses.len() {
        if let Some(path) = path_back(n, &uses) {
            found.push((n, Cycle::Circle(path.into_iter().map(name).collect())));
        } else if heights.get(n).is_some_and(|height| *height > longest) {
            found.push((n, Cycle::TooLong));
        } else if widths.get(n).is_some_and(|width| *width > WIDEST) {
            found.push((n, Cycle::TooWide));
        }
    }
    // Those above one that is too wide are so because of it.
    let wide: BTreeSet<usize> = found
        .iter()
        .filter(|(_, cycle)| *cycle == Cycle::TooWide)
        .map(|(n, _)| *n)
        .collect();
    found.retain(|(n, cycle)| {
        let below = uses.get(*n).map_or(&[][..], Vec::as_slice);
        *cycle != Cycle::TooWide || !below.iter().any(|d| wide.contains(&usize::from(*d)))
    });
    found
}

/// Instruments whose condition holds too much, though none of the definitions does that it uses.
pub(crate) fn too_wide(
    definitions: &[Option<Definition>],
    instruments: &[Option<Instrument>],
) -> Vec<usize> {
    let widths = widths(&uses_of(definitions));
    let width = |n: u16| widths.get(usize::from(n)).copied().unwrap_or(1);
    let wide = |instrument: &Instrument| {
        let mut uses = Uses::default();
        refs::instrument(&mut instrument.clone(), &mut uses);
        let own = uses.0.iter().map(|n| width(*n));
        own.clone().all(|width| width <= WIDEST) && own.sum::<u64>() > WIDEST
    };
    let all = instruments.iter().enumerate();
    all.filter(|(_, made)| made.as_ref().is_some_and(wide))
        .map(|(n, _)| n)
        .collect()
}

/// How many conditions each definition holds once all are written out.
fn widths(uses: &[Vec<u16>]) -> Vec<u64> {
    settle(uses, |below| {
        below
            .iter()
            .fold(1, |sum: u64, width| sum.saturating_add(*width))
    })
}

/// A number for each definition from the numbers of those that it uses. Repeated as often as
/// chains may be long; circles never settle.
fn settle(uses: &[Vec<u16>], of: impl Fn(&[u64]) -> u64) -> Vec<u64> {
    let mut numbers = vec![0u64; uses.len()];
    for _ in 0..=uses.len().min(LONGEST + 1) {
        let next = uses
            .iter()
            .map(|below| {
                let below = below.iter();
                let below: Vec<u64> = below
                    .filter_map(|d| numbers.get(usize::from(*d)).copied())
                    .collect();
                of(&below)
            })
            .collect();
        numbers = next;
    }
    numbers
}

/// The shortest way from a definition back to itself.
fn path_back(start: usize, uses: &[Vec<u16>]) -> Option<Vec<usize>> {
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
