//! What waits for other answers: a fact is not asked beside something else that may still settle
//! it.

use super::{Open, State};
use crate::ir::FactId;

/// The facts that wait.
pub(super) struct Held(Vec<bool>);

impl Held {
    pub(super) fn new(state: State<'_>, open: &[Open]) -> Self {
        let mut asked = vec![false; state.law.facts.len()];
        for fact in open.iter().flat_map(|one| &one.asked) {
            if let Some(place) = asked.get_mut(usize::from(fact.fact)) {
                *place = true;
            }
        }
        let will_be = |fact: &FactId| asked.get(usize::from(*fact)) == Some(&true);
        let held = (0u16..).zip(&asked).map(|(fact, asked)| {
            if !*asked {
                return false;
            }
            let screen = state.program.screen(fact);
            let beside = |other: &&FactId| state.program.screen(**other) == screen;
            let mut premises = state.program.premises(fact).iter().filter(beside);
            let profile = state
                .law
                .facts
                .get(usize::from(fact))
                .is_some_and(|f| f.profile);
            !profile && premises.any(will_be)
        });
        Self(held.collect())
    }

    pub(super) fn is(&self, fact: FactId) -> bool {
        self.0.get(usize::from(fact)) == Some(&true)
    }
}
