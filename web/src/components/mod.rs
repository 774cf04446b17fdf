//! Parts that screens are made of. Each is a plain function from the state to markup.

pub mod card;
pub mod fields;
pub mod frame;
pub mod icon;
pub mod proof;
pub mod records;

use crate::App;
use crate::draft::Change;
use crate::state::{Action, State};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::html::Scope;
use yew::prelude::*;

/// What every part is given: the state, and where actions go.
#[derive(Clone, Copy)]
pub struct Ui<'a> {
    /// Everything that the app knows.
    pub state: &'a State,
    /// Where actions go.
    pub link: &'a Scope<App>,
}

impl Ui<'_> {
    /// An action for a click.
    #[must_use]
    pub fn act(&self, action: Action) -> Callback<MouseEvent> {
        self.link.callback(move |event: MouseEvent| {
            event.prevent_default();
            action.clone()
        })
    }

    /// An action for a check box or radio button, which keeps its own behaviour.
    #[must_use]
    pub fn tick(&self, action: Action) -> Callback<Event> {
        self.link.callback(move |_: Event| action.clone())
    }

    /// An action made from the text in a field.
    #[must_use]
    pub fn typed(&self, make: fn(String) -> Action) -> Callback<InputEvent> {
        self.link.callback(move |event: InputEvent| {
            make(event.target_unchecked_into::<HtmlInputElement>().value())
        })
    }

    /// A change made from the text in a field of a draft.
    #[must_use]
    pub fn text(&self, slot: Slot) -> Callback<InputEvent> {
        self.link.callback(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            slot.action(Change::Text(value))
        })
    }

    /// A change made from a select for a part of a day.
    #[must_use]
    pub fn part(&self, slot: Slot, at: usize) -> Callback<Event> {
        self.link.callback(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            slot.action(Change::Part(at, value))
        })
    }
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
