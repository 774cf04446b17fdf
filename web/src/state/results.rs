//! What follows from the answers, and what of it is shown.

use crate::draft::toggle;
use crate::labels::Group;
use crate::results::Results;
use huice_core::Question;

/// What follows from the answers, and what of it is shown.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What follows from the answers; none without a law.
    pub view: Option<Results>,
    /// Whether the last answer settled all that is about money.
    pub(super) settled: bool,
    /// Open parts of the results.
    pub folds: Vec<Fold>,
    /// The catalogue's search field.
    pub find: String,
    /// Filter of the catalogue.
    pub only: Option<Group>,
}

/// Another part of the results is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultsAction {
    /// A group was opened or closed.
    Fold(Fold),
    /// The catalogue's search field changed.
    Find(String),
    /// Only this group in the catalogue, or all.
    Only(Option<Group>),
}

/// A part of the results that opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fold {
    /// A group.
    Group(Group),
    /// Services, duties, explanations.
    Services,
    /// What none of the chosen roles would look for.
    Others,
    /// Items whose text is lost.
    Missing,
}

impl Findings {
    /// Takes an action.
    pub fn reduce(&mut self, action: ResultsAction) {
        match action {
            ResultsAction::Fold(fold) => toggle(&mut self.folds, fold),
            ResultsAction::Find(text) => self.find = text,
            ResultsAction::Only(group) => self.only = group,
        }
    }

    /// The next question; none without a law, or where all is known.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.view.as_ref()?.question.as_ref()
    }

    /// Whether the questions that are left can still move a sum.
    #[must_use]
    pub fn is_money_open(&self) -> bool {
        self.question()
            .is_some_and(|question| question.money_open > 0)
    }

    /// Nothing follows any more: another place, or other answers. What is looked for stays.
    pub(super) fn reset(&mut self) {
        self.view = None;
        self.folds.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_open_and_close_and_the_rest_stays() {
        let mut results = Findings::default();
        results.reduce(ResultsAction::Find("贷款".into()));
        results.reduce(ResultsAction::Fold(Fold::Missing));
        results.reduce(ResultsAction::Fold(Fold::Services));
        assert_eq!(results.folds, [Fold::Services, Fold::Missing]);
        results.reduce(ResultsAction::Fold(Fold::Missing));
        assert_eq!(results.folds, [Fold::Services]);
        results.reduce(ResultsAction::Only(Some(Group::Yes)));
        assert_eq!(
            (results.find.as_str(), results.only),
            ("贷款", Some(Group::Yes))
        );
        results.reset();
        assert!(results.folds.is_empty());
        assert_eq!(results.find, "贷款");
        assert_eq!(results.question(), None);
    }
}
