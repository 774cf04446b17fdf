//! How many screens and facts may remain.

use super::by_fact::ByFact;
use super::held::Held;
use super::{Asked, MOST_ROWS, Open, Question, State};
use crate::ir::FactId;

/// Counts what remains, this screen included.
pub(super) fn count(question: &mut Question, open: &[Open], held: &Held, state: State<'_>) {
    let all = state.law.facts.len();
    let few_first = few_first(open);
    question.at_least = apart(&few_first, all, |asked| asked.fact);
    question.screens_at_least = apart(&few_first, all, |asked| asked.screen);
    let mut facts = Marks::new(all);
    let mut screens: Vec<Rows> = Vec::with_capacity(all);
    let mut places = ByFact::new(all);
    for (money, asked) in open
        .iter()
        .flat_map(|one| one.asked.iter().map(|asked| (one.money, asked)))
    {
        let at = places.at(asked.screen, screens.len());
        if at == screens.len() {
            screens.push(Rows::default());
        }
        let Some(rows) = screens.get_mut(at) else {
            continue;
        };
        rows.money |= money;
        if facts.set(asked.fact) {
            question.at_most += 1;
            let count = if held.is(asked.fact) {
                &mut rows.held
            } else {
                &mut rows.free
            };
            *count += 1;
        }
    }
    question.screens_at_most = screens.iter().map(Rows::most).sum();
}

/// What is left of a list.
#[derive(Default)]
struct Rows {
    free: usize,
    /// What waits: it may have to be asked row by row.
    held: usize,
    /// Whether money depends on some of it: then the rest may come on a screen of its own.
    money: bool,
}

impl Rows {
    /// How many screens it may take.
    fn most(&self) -> usize {
        let apart = self.money && self.free + self.held > 1;
        self.free.div_ceil(MOST_ROWS) + self.held + usize::from(apart)
    }
}

/// Those that look at few facts first: more of them can be had side by side.
fn few_first(open: &[Open]) -> Vec<&Open> {
    let facts = open.iter().map(|one| one.asked.len());
    let mut order: Vec<(usize, usize)> = facts.zip(0..).collect();
    crate::vec_map::sort(&mut order);
    order.iter().filter_map(|(_, at)| open.get(*at)).collect()
}

/// How many open instruments look at nothing in common, of a choice of them.
fn apart(open: &[&Open], all: usize, of: fn(&Asked) -> FactId) -> usize {
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
