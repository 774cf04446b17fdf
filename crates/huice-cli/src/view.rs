//! `--json`: the shapes are those of `huice-api`.

use huice_api::Refused;
use huice_core::AnswerError;
use serde::Serialize;
use serde_json::json;

/// Prints a value.
pub(crate) fn print<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|e| error(&huice_source::words::json(&e)))
}

/// A message of failure.
pub(crate) fn error(message: &str) -> String {
    json!({"error": message}).to_string()
}

/// Answers that were refused, where nothing was evaluated.
pub(crate) fn refusals(errors: &[AnswerError]) -> String {
    let refused: Vec<Refused> = errors.iter().map(Refused::new).collect();
    print(&json!({"error": "有回答不能用", "refused": refused}))
}
