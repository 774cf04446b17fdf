//! Files that the state waits for, and why one is not here.

use huice_pack::PackError;
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
