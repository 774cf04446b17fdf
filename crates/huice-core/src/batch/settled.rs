//! Facts that others settle: who has not answered has what follows from other answers. See
//! [`crate::machine`] for one person.

use super::columns::words;
use super::kernels::{Truths, within};
use super::plan::{SettledFact, SettledTruth};
use super::scope::{Scope, TruthColumn};
use crate::truth::Truth;

impl SettledTruth {
    /// Runs the step: what is answered stays. As long as it is open whether a condition holds, what
    /// would follow is one of the things that may be.
    pub(super) fn run(&self, scope: Scope<'_>, out: &mut TruthColumn) {
        let raw = scope.truths(self.raw);
        let mut open = vec![0; words(scope.chunk.len)];
        scope.chunk.mark_open(self.fact, &mut open);
        let cases = self.cases.iter();
        let cases: Vec<(Truths<'_>, Truth)> = cases
            .map(|(when, follows)| (scope.truths(*when), *follows))
            .collect();
        let columns = out.hold.iter_mut().zip(&mut out.fail);
        for (at, (open, (hold, fail))) in open.into_iter().zip(columns).enumerate() {
            let mut left = open;
            (*hold, *fail) = (0, 0);
            for (when, follows) in &cases {
                let may_follow = left & when.hold.word(at);
                *hold |= if *follows == Truth::False {
                    0
                } else {
                    may_follow
                };
                *fail |= if *follows == Truth::True {
                    0
                } else {
                    may_follow
                };
                left &= when.fail.word(at);
            }
            *hold |= raw.hold.word(at) & (!open | left);
            *fail |= raw.fail.word(at) & (!open | left);
        }
    }
}

impl SettledFact {
    /// Takes out those for whom the fact is settled: one condition holds, and those before it fail.
    pub(super) fn take_out(&self, scope: Scope<'_>, open: &mut Vec<u64>) {
        let cases = self.cases.iter().map(|when| scope.truths(*when));
        let cases: Vec<Truths<'_>> = cases.collect();
        for (at, open) in open.iter_mut().enumerate() {
            let mut left = *open;
            for when in &cases {
                let (hold, fail) = (when.hold.word(at), when.fail.word(at));
                *open &= !(left & hold & !fail);
                left &= !hold;
            }
        }
        let mut words = open.iter().enumerate();
        if words.all(|(at, word)| word & within(scope.chunk.len, at) == 0) {
            open.clear();
        }
    }
}
