//! Parts that screens are made of. Each is a plain function from the state to markup.

pub mod card;
pub mod change;
pub mod chart;
pub mod fields;
pub mod icon;
pub mod layout;
pub mod proof;
pub mod records;
pub mod rows;
pub mod tag;

use crate::draft::Change;
use crate::state::{Action, State};
use yew::Callback;

/// What every part is given: the state, and where actions go.
#[derive(Clone, Copy)]
pub struct Ui<'a> {
    /// Everything that the app knows.
    pub state: &'a State,
    /// Where actions go.
    pub link: &'a Callback<Action>,
}

/// Which draft a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The question's.
    Main,
    /// A field of the record.
    Field(usize),
    /// The day of calculation.
    Day,
}

impl Slot {
    /// The action that a change of this draft is.
    #[must_use]
    pub fn action(self, change: Change) -> Action {
        match self {
            Self::Main => Action::Edit(change),
            Self::Field(at) => Action::EditField(at, change),
            Self::Day => Action::Day(change),
        }
    }

    /// The id of the element that says what is wrong.
    #[must_use]
    pub fn wrong(self) -> String {
        match self {
            Self::Main | Self::Day => "wrong".into(),
            Self::Field(at) => format!("wrong-{at}"),
        }
    }
}
