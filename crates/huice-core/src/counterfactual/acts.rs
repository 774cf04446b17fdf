//! What somebody can do, and what it sets.

use crate::answers::Answer;
use crate::ir::{Action, Fact, FactKind};

/// What can be done about a fact; of a list, also where only one of its fields can be changed.
pub(super) fn can(fact: &Fact) -> Option<&Action> {
    let fields = match &fact.kind {
        FactKind::Records { fields, .. } => fields.as_slice(),
        _ => &[],
    };
    fact.change
        .as_ref()
        .or_else(|| fields.iter().find_map(|field| field.change.as_ref()))
}

/// How many records an answer has: hiring once more is another way than mending a contract.
pub(super) fn records(answer: &Answer) -> usize {
    match answer {
        Answer::Records(list) => list.len(),
        _ => 0,
    }
}

/// Whether a change sets a day that was not there before.
pub(super) fn sets_a_day(to: &Answer, from: &Answer) -> bool {
    match (to, from) {
        (Answer::Date(_), _) => true,
        (Answer::Records(new), Answer::Records(old)) => {
            (new.iter().enumerate()).any(|(at, record)| {
                let before = old.get(at);
                record.iter().any(|(field, answer)| {
                    let same = before.and_then(|b| b.get(field)) == Some(answer);
                    matches!(answer, Answer::Date(_)) && !same
                })
            })
        }
        (_, _) => false,
    }
}
