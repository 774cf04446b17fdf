//! What somebody can do. What concerns one part of the state is an action of that part, which its
//! own reducer takes; the others move from part to part.

use super::display::DisplayAction;
use super::form::FormAction;
use super::navigation::NavigationAction;
use super::results::ResultsAction;
use super::session::SessionAction;
use crate::draft::Change;
use huice_core::Answer;
use huice_core::ir::FactId;

/// What somebody did.
#[derive(Debug, Clone)]
pub enum Action {
    /// With what is entered: goals, the day.
    Session(SessionAction),
    /// With the screen.
    Navigation(NavigationAction),
    /// With the fields of the screen.
    Form(FormAction),
    /// With what of the results is shown.
    Results(ResultsAction),
    /// With how it looks.
    Display(DisplayAction),
    /// Fetch again what failed.
    Retry,
    /// The search field of the places changed.
    Search(String),
    /// A place was picked, by code.
    Pick(String),
    /// Another place is wanted.
    Unpick,
    /// The day of calculation is to be changed, or not after all.
    DayOpen,
    /// A part of the day of calculation changed.
    Day(Change),
    /// Begin with the questions.
    Start,
    /// The address changed from outside: a link, back, forward.
    Arrived(String),
    /// Go back one screen.
    Back,
    /// A question was answered with one tap.
    Answer(Answer),
    /// A question was answered beside the results, which stay.
    AnswerHere(FactId, Answer),
    /// The fields of the question are done.
    Submit,
    /// A new record.
    AddRecord,
    /// Change a record.
    EditRecord(usize),
    /// Take a record away.
    RemoveRecord(usize),
    /// The record is done.
    SaveRecord,
    /// Forget everything.
    Clear,
    /// Copy the text of the element with this id.
    Copy(&'static str),
    /// Print.
    Print,
    /// Load the page again.
    Reload,
    /// Keep the answers on the device from now on, or no longer.
    Keep(bool),
    /// Go on with what was kept on the device, or begin anew.
    TakeUp(bool),
    /// Take what a link brought in place of what was entered, or leave it.
    Take(bool),
}

impl Action {
    /// Whether a press of it leads to the next screen. Two touches of one finger are two presses,
    /// and the second one was never meant for what has come in between.
    #[must_use]
    pub fn leaves(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Submit | Self::Start)
    }
}

impl From<SessionAction> for Action {
    fn from(action: SessionAction) -> Self {
        Self::Session(action)
    }
}

impl From<NavigationAction> for Action {
    fn from(action: NavigationAction) -> Self {
        Self::Navigation(action)
    }
}

impl From<FormAction> for Action {
    fn from(action: FormAction) -> Self {
        Self::Form(action)
    }
}

impl From<ResultsAction> for Action {
    fn from(action: ResultsAction) -> Self {
        Self::Results(action)
    }
}

impl From<DisplayAction> for Action {
    fn from(action: DisplayAction) -> Self {
        Self::Display(action)
    }
}
