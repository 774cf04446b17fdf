//! The answers of a person.

use crate::date::DateRange;
use crate::ir::{FactId, OptionId};
use crate::number::Interval;
use crate::vec_map::VecMap;
use rust_decimal::Decimal;

/// One answer, of the type of its fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 不清楚: asked, and not known.
    Unsure,
    /// Yes or no.
    Bool(bool),
    /// A number in the fact's unit (months for 年, a share for %).
    Number(Decimal),
    /// A number of which only the ends are known, both inclusive.
    NumberRange(Interval),
    /// A day, or the days it may be.
    Date(DateRange),
    /// One option.
    Choice(OptionId),
    /// Several options.
    Set(Vec<OptionId>),
    /// Records; a field left out is unknown.
    Records(Vec<VecMap<Answer>>),
}

/// Answers by fact. A fact that is absent has not been asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    map: VecMap<Answer>,
}

impl Answers {
    /// No answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a fact.
    #[must_use]
    pub fn get(&self, fact: FactId) -> Option<&Answer> {
        self.map.get(&fact)
    }

    /// Sets an answer.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        self.map.insert(fact, answer);
    }

    /// Takes an answer back.
    pub fn unset(&mut self, fact: FactId) {
        self.map.remove(&fact);
    }

    /// All answers by position of fact.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Answer)> {
        self.map.iter().map(|(id, answer)| (*id, answer))
    }

    /// The facts that others answer in another way, or not at all, or alone; in order.
    pub(crate) fn differing(&self, others: &Self) -> Vec<FactId> {
        let (mut own, mut theirs) = (self.iter().peekable(), others.iter().peekable());
        let mut found = Vec::new();
        loop {
            let next = match (own.peek(), theirs.peek()) {
                (Some((a, _)), Some((b, _))) => *a.min(b),
                (Some((one, _)), None) | (None, Some((one, _))) => *one,
                (None, None) => return found,
            };
            if own.next_if(|(fact, _)| *fact == next) != theirs.next_if(|(fact, _)| *fact == next) {
                found.push(next);
            }
        }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(list: &[(FactId, bool)]) -> Answers {
        let mut answers = Answers::new();
        for (fact, yes) in list {
            answers.set(*fact, Answer::Bool(*yes));
        }
        answers
    }

    #[test]
    fn answers_differ_in_what_one_has_alone_and_in_what_both_have_otherwise() {
        let (a, b) = (
            answers(&[(1, true), (3, true), (5, false), (7, true)]),
            answers(&[(2, true), (3, true), (5, true), (8, true), (9, true)]),
        );
        assert_eq!(a.differing(&b), [1, 2, 5, 7, 8, 9]);
        assert_eq!(b.differing(&a), [1, 2, 5, 7, 8, 9]);
        assert_eq!(a.differing(&a), []);
        assert_eq!(Answers::new().differing(&a), [1, 3, 5, 7]);
    }
}
