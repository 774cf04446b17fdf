//! How many screens and facts may remain.

use super::{Asked, MOST_ROWS, Open, Question};
use crate::ir::FactId;

/// Counts what remains, this screen included.
pub(super) fn count(question: &mut Question, open: &mut [Open], all: usize) {
    // Few facts first: more of them can be had side by side.
    open.sort_by_key(|one| one.asked.len());
    question.at_least = apart(open, all, |asked| asked.fact);
    question.screens_at_least = apart(open, all, |asked| asked.screen);
    let mut facts = Marks::new(all);
    let mut rows: Vec<(FactId, usize)> = Vec::new();
    for asked in open.iter().flat_map(|one| &one.asked) {
        if facts.set(asked.fact) {
            question.at_most += 1;
            match rows.iter_mut().find(|(screen, _)| *screen == asked.screen) {
                Some((_, count)) => *count += 1,
                None => rows.push((asked.screen, 1)),
            }
        }
    }
    let screens = rows.iter().map(|(_, count)| count.div_ceil(MOST_ROWS));
    question.screens_at_most = screens.sum();
}

/// How many open instruments look at nothing in common, of a choice of them.
fn apart(open: &[Open], all: usize, of: fn(&Asked) -> FactId) -> usize {
    let mut taken = Marks::new(all);
    let mut count = 0;
    for one in open {
        if one.asked.iter().any(|asked| taken.has(of(asked))) {
            continue;
        }
        count += 1;
        one.asked.iter().for_each(|asked| {
            taken.set(of(asked));
        });
    }
    count
}

/// Facts that have been seen.
struct Marks(Vec<bool>);

impl Marks {
    fn new(all: usize) -> Self {
        Self(vec![false; all])
    }

    fn has(&self, fact: FactId) -> bool {
        self.0.get(usize::from(fact)) == Some(&true)
    }

    /// Whether it is new.
    fn set(&mut self, fact: FactId) -> bool {
        match self.0.get_mut(usize::from(fact)) {
            Some(seen) => !std::mem::replace(seen, true),
            None => false,
        }
    }
}
