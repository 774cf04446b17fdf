//! Reads inputs, for the command line, the batch and the Python package: the law
//! from rule folders and packs, texts in their encodings, answers in JSON. Messages about
//! what cannot be used are in Chinese.

mod answers;
mod country;
mod folder;
mod kept;
mod parallel;
mod place;
mod rules;
mod text;
pub mod words;

pub use answers::{parse_answers, parse_value};
pub use country::Country;
pub use folder::Folder;
pub use rules::{Rules, Source, drawn, wanted};
pub use text::{read_text, short_text, unreadable};

/// Why an input cannot be used, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceError {
    /// The rules have errors, so nothing can be done with them: what they are.
    Broken(String),
    /// A file or a name that cannot be used.
    Unusable(String),
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Broken(text) | Self::Unusable(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for SourceError {}
