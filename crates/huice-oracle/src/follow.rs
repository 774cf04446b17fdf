//! What follows from what, once more: every fact that nobody has answered takes the value of the
//! first consequence that holds.

use crate::naive::Naive;
use huice_core::ir::{Fact, FactId, FixedValue, Law};
use huice_core::{Answer, Answers, Date};

/// Facts that follow from others.
pub struct Follow<'l> {
    law: &'l Law,
    facts: Vec<(FactId, &'l Fact)>,
}

impl<'l> Follow<'l> {
    /// All of a law.
    #[must_use]
    pub fn all(law: &'l Law) -> Self {
        Self::some(law, &|_| true)
    }

    /// Only some of them: those that an instrument looks at, and what these follow from.
    #[must_use]
    pub fn some(law: &'l Law, wanted: &dyn Fn(FactId) -> bool) -> Self {
        let facts = (0u16..).zip(&law.facts);
        let facts = facts.filter(|(id, fact)| wanted(*id) && !fact.follows.is_empty());
        Self {
            law,
            facts: facts.collect(),
        }
    }

    /// Complete answers, of which only those in `given` were entered. Where a consequence holds, its
    /// value replaces an answer that was not entered.
    #[must_use]
    pub fn complete(&self, as_of: Date, given: &Answers, full: &Answers) -> Answers {
        let mut now = full.clone();
        let Some(instrument) = self.law.instruments.first() else {
            return now;
        };
        if self.facts.is_empty() {
            return now;
        }
        // One round for each step of what follows from what; nothing follows from itself.
        for _ in 0..=self.facts.len() {
            let before = now.clone();
            let naive = Naive {
                law: self.law,
                instrument,
                as_of,
                answers: &before,
            };
            for (id, fact) in &self.facts {
                if !matches!(given.get(*id), None | Some(Answer::Unsure)) {
                    continue;
                }
                let mut follows = fact.follows.iter();
                let settled = follows.find(|one| naive.expression(&one.when) == Some(true));
                match (settled, full.get(*id)) {
                    (Some(one), _) => now.set(*id, answer(&one.value)),
                    (None, Some(own)) => now.set(*id, own.clone()),
                    (None, None) => now.unset(*id),
                }
            }
            if now == before {
                break;
            }
        }
        now
    }
}

fn answer(value: &FixedValue) -> Answer {
    match value {
        FixedValue::Bool(truth) => Answer::Bool(*truth),
        FixedValue::Choice(option) => Answer::Choice(*option),
        FixedValue::Set(chosen) => Answer::Set(chosen.clone()),
        FixedValue::Number(n) => Answer::Number(*n),
        FixedValue::NoRecords => Answer::Records(Vec::new()),
    }
}
