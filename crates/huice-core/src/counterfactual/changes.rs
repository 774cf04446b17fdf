//! Changes that somebody can make.

use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::decision::Need;
use crate::ir::FactId;
use crate::outcome::{AmountResult, Verdict};

/// A set of changes, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// In the order of the facts; lists of records after the others.
    pub changes: Vec<Change>,
    /// The verdict then.
    pub verdict: Verdict,
    /// The amount then.
    pub amount: AmountResult,
    /// What it still depends on; empty where the verdict is settled.
    pub remaining_needs: Vec<Need>,
    /// The last day, inclusive, on which the same changes still lead there; `None` where none is
    /// known, and where a change sets a day, for then doing it later sets another one.
    pub last_day: Option<Date>,
}

/// A change of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// What was answered.
    pub from: Answer,
    /// What it would be.
    pub to: Answer,
    /// Whether an office has the last word.
    pub office: bool,
}

/// The answers with the changes made.
#[must_use]
pub fn apply(answers: &Answers, changes: &[Change]) -> Answers {
    let mut changed = answers.clone();
    for change in changes {
        changed.set(change.fact, change.to.clone());
    }
    changed
}
