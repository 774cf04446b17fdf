//! What the state is made of, what somebody can do, and what is to be done outside.

use crate::draft::Change;
pub use crate::draft::RecordDraft;
use crate::labels::Group;
use crate::loan;
use huice_core::ir::FactId;
use huice_core::{Answer, Date};
use huice_pack::{IndexPlace, PackError};
use std::rc::Rc;

/// Something that has to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load<T> {
    /// Not asked for.
    Idle,
    /// On its way.
    Busy,
    /// Did not come.
    Failed(Trouble),
    /// Here.
    Ready(Rc<T>),
}

impl<T> Load<T> {
    /// The thing, where it is here.
    #[must_use]
    pub fn get(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(thing) => Some(thing),
            Self::Idle | Self::Busy | Self::Failed(_) => None,
        }
    }
}

/// Why a file is not here, each with what a technician wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No answer, or none in time.
    Network(String),
    /// The site has no such file: it has changed since the page was opened.
    Gone(String),
    /// Something in between answered: it refuses, or wants to be logged in to.
    Refused(String),
    /// The file came, and is not what it should be.
    Damaged(String),
}

impl Trouble {
    /// As the loader tells it.
    #[must_use]
    pub fn of_loader(code: String) -> Self {
        match code.split([' ', '-']).nth(1) {
            Some("404" | "410") => Self::Gone(code),
            // An empty file.
            Some("200") => Self::Damaged(code),
            Some(status) if status.starts_with('4') => Self::Refused(code),
            Some(_) | None => Self::Network(code),
        }
    }

    /// Of bytes that came and cannot be read: a page in the place of a file is a login, or a
    /// server that sends its own page for whatever it does not have.
    #[must_use]
    pub fn of_content(bytes: &[u8], why: &PackError) -> Self {
        let code = why.to_string();
        match why {
            _ if is_page(bytes) => Self::Refused(format!("HTML {code}")),
            PackError::Version { .. } => Self::Gone(code),
            _ => Self::Damaged(code),
        }
    }

    /// For a technician.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Network(code) | Self::Gone(code) | Self::Refused(code) | Self::Damaged(code) => {
                code
            }
        }
    }
}

/// Whether bytes begin as a page does; no file of law does.
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 17 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 24 px: 长辈版.
    Elder,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Display {
    /// Size of the text.
    pub size: Size,
    /// Light or dark.
    pub theme: Theme,
    /// Strong contrast.
    pub high: bool,
}

/// What somebody did.
#[derive(Debug, Clone)]
pub enum Action {
    /// Fetch again what failed.
    Retry,
    /// The search field changed.
    Search(String),
    /// A place was picked, by code.
    Pick(String),
    /// Another place is wanted.
    Unpick,
    /// A goal was named or taken back, by its id.
    Goal(String),
    /// All goals were named, or taken back.
    EveryGoal,
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
    /// A field of the question changed.
    Edit(Change),
    /// A field of the record changed.
    EditField(usize, Change),
    /// 以上都不是 of a list, on or off.
    NoneOf,
    /// To the field with this id.
    See(String),
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
    /// The record is not wanted.
    DropRecord,
    /// A group was opened or closed.
    Fold(Fold),
    /// The catalogue's search field changed.
    Find(String),
    /// Only this group in the catalogue, or all.
    Only(Option<Group>),
    /// A field of the loan changed.
    Loan(loan::Change),
    /// Forget everything.
    Clear,
    /// Another look.
    Look(Display),
    /// Copy the text of the element with this id.
    Copy(&'static str),
    /// Print.
    Print,
    /// The screen has been there for a moment.
    Settled,
    /// It is this day now.
    Today(Date),
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

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the index.
    FetchIndex,
    /// Fetch the file that names all places.
    FetchNames(String),
    /// Fetch the law of a place, or the index of its province that names the law.
    FetchLaw(IndexPlace),
    /// A new address.
    Push(String),
    /// The same entry, another address.
    Replace(String),
    /// One entry back; where there is none, this address.
    Back(String),
    /// Keep the session.
    Save,
    /// Forget what is kept on the device, but not the session.
    Unkeep,
    /// Forget everything.
    Forget,
    /// Put the focus on the element with this id.
    Focus(String),
    /// Show the look.
    Look,
    /// Print the page.
    Print,
    /// Copy the text of the element with this id.
    Copy(&'static str),
    /// Load the page again.
    Reload,
    /// Store what has been fetched for when there is no network.
    Store,
}
