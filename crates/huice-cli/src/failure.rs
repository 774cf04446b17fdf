//! Why a command did not do what was asked.

use crate::view;
use huice_core::AnswerError;
use huice_source::SourceError;
use huice_zh::input::answer_error;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It did its work and found something wrong: what to print. Exit code 1.
    Found(String),
    /// The rules have errors, so nothing could be done with them: what they are. Exit code 1.
    Broken(String),
    /// Answers that cannot be used: all of them at once. Exit code 2.
    Refused(Refusals),
    /// Arguments or files that cannot be used: the message. Exit code 2.
    Unusable(String),
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Broken(text) => Self::Broken(text),
            SourceError::Unusable(text) => Self::Unusable(text),
        }
    }
}

/// Answers that cannot be used.
#[derive(Debug)]
pub(crate) struct Refusals(pub(crate) Vec<AnswerError>);

impl Refusals {
    /// One line for each.
    pub(crate) fn text(&self) -> String {
        let line = |e| format!("  {}", answer_error(e));
        let lines: Vec<String> = self.0.iter().map(line).collect();
        format!(
            "有 {} 项回答不能用（加 --lenient 可以先不管它们）：\n{}",
            self.0.len(),
            lines.join("\n")
        )
    }

    /// As JSON.
    pub(crate) fn json(&self) -> String {
        view::refusals(&self.0)
    }
}
