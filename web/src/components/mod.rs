//! Parts that screens are made of. Each is a plain function from the state to markup.

pub mod age;
pub mod card;
pub mod change;
pub mod copy;
pub mod fields;
pub mod icon;
pub mod layout;
pub mod proof;
pub mod records;
pub mod rows;
pub mod script;
pub mod text;

use crate::draft::Change;
use crate::state::{Action, FormAction, State};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::TargetCast;
use yew::prelude::*;

/// What every part is given: the state, and where actions go.
#[derive(Clone, Copy)]
pub struct Ui<'a> {
    /// Everything that the app knows.
    pub state: &'a State,
    /// Where actions go.
    pub link: &'a Callback<Action>,
}

impl Ui<'_> {
    /// For a press: the action takes the place of what the browser would do.
    #[must_use]
    pub fn press(&self, action: impl Into<Action>) -> Callback<MouseEvent> {
        pressed(self.link.clone(), action.into())
    }

    /// For a box that is ticked or unticked, and for a field that was changed and is left.
    #[must_use]
    pub fn change(&self, action: impl Into<Action>) -> Callback<Event> {
        changed(self.link.clone(), action.into())
    }

    /// For a form that is sent: it goes nowhere else.
    #[must_use]
    pub fn submit(&self, action: Action) -> Callback<SubmitEvent> {
        let link = self.link.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            link.emit(action.clone());
        })
    }

    /// For what is typed into a field.
    #[must_use]
    pub fn typed<A: Into<Action>>(
        &self,
        action: impl Fn(String) -> A + 'static,
    ) -> Callback<InputEvent> {
        let link = self.link.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            link.emit(action(field.value()).into());
        })
    }

    /// For what is chosen in a select.
    #[must_use]
    pub fn chosen<A: Into<Action>>(
        &self,
        action: impl Fn(String) -> A + 'static,
    ) -> Callback<Event> {
        let link = self.link.clone();
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            link.emit(action(field.value()).into());
        })
    }
}

fn pressed(link: Callback<Action>, action: Action) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        link.emit(action.clone());
    })
}

fn changed(link: Callback<Action>, action: Action) -> Callback<Event> {
    Callback::from(move |_| link.emit(action.clone()))
}

/// The value of an attribute that says true or false in words.
#[must_use]
pub fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
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
            Self::Main => FormAction::Edit(change).into(),
            Self::Field(at) => FormAction::EditField(at, change).into(),
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
