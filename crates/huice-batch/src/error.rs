//! What goes wrong, in words for people.

use huice_source::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// Why a job cannot be done, or not be done to the end, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchError {
    /// A file, a name or an option that cannot be used.
    Unusable(String),
    /// A file that is damaged, or not what its name says.
    Damaged(String),
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(text) | Self::Damaged(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for BatchError {}

impl BatchError {
    /// A file that cannot be read.
    pub(crate) fn reading(path: &Path, error: &std::io::Error) -> Self {
        Self::Unusable(format!("读不了 {}：{}", path.display(), words::io(error)))
    }

    /// A file that cannot be written.
    pub(crate) fn writing(path: &Path, error: &std::io::Error) -> Self {
        Self::Unusable(format!("写不了 {}：{}", path.display(), words::io(error)))
    }

    /// A file that something cannot be written into.
    pub(crate) fn unwritten(path: &Path, error: &dyn fmt::Display) -> Self {
        Self::Unusable(format!("写不了 {}：{error}", path.display()))
    }

    /// A file whose inside is not what its name says.
    pub(crate) fn damaged(path: &Path, what: &str, error: &dyn fmt::Display) -> Self {
        let path = path.display();
        Self::Damaged(format!("{path} 不是完整的 {what} 文件（{error}）"))
    }
}

/// One thing that is wrong in the input, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The row as the file shows it: from 1, the header included where there is one.
    pub row: u64,
    /// Who it is about; empty if that is not known.
    pub person: String,
    /// The column, by its heading; empty where it is the whole row.
    pub column: String,
    /// What was found and what to enter instead.
    pub problem: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行", self.row)?;
        if !self.column.is_empty() {
            write!(f, "“{}”栏", self.column)?;
        }
        write!(f, "：{}", self.problem)
    }
}
