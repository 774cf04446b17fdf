//! A page for every code: its meaning, the reason, a bad and a good example.
//!
//! The pages are for rule authors, in Chinese and in English. A test inserts every example into a
//! small set of rules: the bad one must produce the code, the good one must not.

mod form;
mod lints;
mod meaning;
mod questions;
mod values;

use huice_syntax::Words;

/// What an example is a piece of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Keys of an instrument.
    Keys,
    /// A file of facts.
    Facts,
    /// A clause file.
    Clause,
    /// A `document.yaml`.
    Document,
    /// A `places.yaml`.
    Places,
    /// A `goals.yaml`.
    Goals,
    /// The path of a file.
    Name,
}

/// The page of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: Words,
    /// Why it is so, and what to do.
    pub why: Words,
    /// What the examples are pieces of.
    pub frame: Frame,
    /// An example that produces the code.
    pub bad: &'static str,
    /// The same, corrected.
    pub good: &'static str,
}

/// Every page, by code.
#[must_use]
pub fn all() -> Vec<&'static Page> {
    form::PAGES
        .iter()
        .chain(&meaning::PAGES)
        .chain(&values::PAGES)
        .chain(&questions::PAGES)
        .chain(&lints::PAGES)
        .collect()
}

/// The page of one code.
#[must_use]
pub fn page(code: &str) -> Option<&'static Page> {
    all().into_iter().find(|page| page.code == code)
}
