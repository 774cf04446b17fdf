//! The best legal combination: a set without rivals, of the greatest worth.

use crate::vec_map::{SortedInts, insert_sorted};
use rust_decimal::Decimal;

/// Largest set of tied instruments that is searched exactly; one bit each.
const MOST: usize = 64;

/// Steps after which the best set found so far is taken. Real sets need a few dozen.
const STEPS: u32 = 1 << 18;

/// The positions of the best set, and whether nothing better can exist. Of sets of equal worth
/// the one with the earlier instruments is taken.
pub(super) fn max_weight_set(worth: &[Decimal], rivals: &[Vec<usize>]) -> (SortedInts, bool) {
    let mut chosen = SortedInts::default();
    let mut exact = true;
    for group in groups(worth.len(), rivals) {
        let mut search = Search::new(&group, worth, rivals);
        if group.len() <= MOST {
            search.go(0, 0, 0, Decimal::ZERO);
        }
        if search.left == 0 || group.len() > MOST {
            exact = false;
        }
        if group.len() > MOST {
            for at in greedy(&group, worth, rivals) {
                chosen.insert_position(at);
            }
        } else {
            for (bit, at) in group.iter().enumerate() {
                if search.best.1 & (1 << bit) != 0 {
                    chosen.insert_position(*at);
                }
            }
        }
    }
    (chosen, exact)
}

/// Positions that are tied together by rivalry, each group in order.
fn groups(count: usize, rivals: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = SortedInts::default();
    let mut found = Vec::new();
    for start in 0..count {
        if !seen.insert_position(start) {
            continue;
        }
        let mut group = SortedInts::default();
        group.insert_position(start);
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for other in rivals.get(at).into_iter().flatten() {
                if seen.insert_position(*other) {
                    group.insert_position(*other);
                    open.push(*other);
                }
            }
        }
        found.push(group.positions());
    }
    found
}

struct Search {
    /// Worth of each, and its rivals as bits.
    items: Vec<(Decimal, u64)>,
    /// The best so far, as bits.
    best: (Decimal, u64),
    left: u32,
}

impl Search {
    fn new(group: &[usize], worth: &[Decimal], rivals: &[Vec<usize>]) -> Self {
        let bit = |at: usize| group.iter().take(MOST).position(|g| *g == at);
        let items = group
            .iter()
            .map(|at| {
                let against = rivals.get(*at).into_iter().flatten();
                let bits = against.filter_map(|r| bit(*r)).fold(0, |m, b| m | 1 << b);
                (worth.get(*at).copied().unwrap_or_default(), bits)
            })
            .collect();
        Self {
            items,
            // Below every worth, so that a set worth nothing is taken as well.
            best: (Decimal::NEGATIVE_ONE, 0),
            left: STEPS,
        }
    }

    /// Depth is at most [`MOST`]. Taking comes before leaving, so that of equals the earlier wins.
    fn go(&mut self, at: usize, taken: u64, barred: u64, sum: Decimal) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return;
        }
        let Some((own, rivals)) = self.items.get(at).copied() else {
            if sum > self.best.0 {
                self.best = (sum, taken);
            }
            return;
        };
        let open = self.items.iter().enumerate().skip(at);
        let rest = open
            .filter(|(bit, _)| barred & (1 << bit) == 0)
            .fold(sum, |s, (_, (w, _))| super::plus(s, *w));
        if rest <= self.best.0 {
            return;
        }
        let me = 1u64 << at;
        if barred & me == 0 {
            self.go(at + 1, taken | me, barred | rivals, super::plus(sum, own));
        }
        // One that nothing else bars is never worth leaving.
        if rivals != 0 || barred & me != 0 {
            self.go(at + 1, taken, barred, sum);
        }
    }
}

/// Largest first, for sets that are too large to search.
fn greedy(group: &[usize], worth: &[Decimal], rivals: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for at in group {
        insert_sorted(&mut order, *at, |a, b| worth.get(*a) < worth.get(*b));
    }
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let barred = |k: &usize| rivals.get(at).is_some_and(|r| r.contains(k));
        if !kept.iter().any(barred) {
            kept.push(at);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;
    use proptest::prelude::*;

    fn set(worth: &[i64], pairs: &[(usize, usize)]) -> (Vec<usize>, bool) {
        let worth: Vec<Decimal> = worth.iter().map(|n| Decimal::from(*n)).collect();
        let (chosen, exact) = max_weight_set(&worth, &both(worth.len(), pairs));
        (chosen.positions(), exact)
    }

    fn both(n: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let mut rivals = vec![Vec::new(); n];
        for (a, b) in pairs {
            rivals[*a].push(*b);
            rivals[*b].push(*a);
        }
        rivals
    }

    #[test]
    fn two_small_ones_beat_one_that_excludes_both() {
        // Largest first would take the 5 and lose the 3 + 3.
        assert_eq!(set(&[3, 5, 3], &[(0, 1), (1, 2)]), ([0, 2].into(), true));
        assert_eq!(set(&[3, 7, 3], &[(0, 1), (1, 2)]), ([1].into(), true));
    }

    #[test]
    fn ties_go_to_the_earlier() {
        assert_eq!(set(&[4, 4], &[(0, 1)]), ([0].into(), true));
        assert_eq!(set(&[2, 4, 2], &[(0, 1), (1, 2)]), ([0, 2].into(), true));
    }

    #[test]
    fn large_sets_end() {
        let n = 300;
        let pairs: Vec<_> = (1..n).map(|b| (b - 1, b)).collect();
        let (chosen, exact) = set(&vec![1; n], &pairs);
        assert!(!exact && chosen.iter().all(|a| !chosen.contains(&(a + 1))));
    }

    proptest! {
        #[test]
        fn nothing_is_better(
            worth in proptest::collection::vec(0i64..20, 1..9),
            pairs in proptest::collection::vec((0usize..9, 0usize..9), 0..14),
        ) {
            let n = worth.len();
            let pairs: Vec<_> = pairs.into_iter().filter(|(a, b)| a != b && *a < n && *b < n).collect();
            let legal = |bits: usize| pairs.iter().all(|(a, b)| bits >> a & bits >> b & 1 == 0);
            let sum = |bits: usize| (0..n).filter(|at| bits >> at & 1 == 1).map(|at| worth[at]).sum::<i64>();
            let top = (0..1usize << n).filter(|b| legal(*b)).map(sum).max().unwrap();
            let (chosen, exact) = set(&worth, &pairs);
            let bits = chosen.iter().fold(0usize, |m, at| m | 1 << at);
            prop_assert!(exact && legal(bits));
            prop_assert_eq!(sum(bits), top);
        }
    }
}
