//! What is to be done outside.

use huice_pack::IndexPlace;

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
