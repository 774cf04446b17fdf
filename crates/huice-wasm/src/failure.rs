//! What was refused. The package's script throws it as a `HuiceError`.

use serde::Serialize;
use std::fmt::Display;
use wasm_bindgen::JsValue;

/// What was refused, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Failure {
    /// What sort of thing it is: `ErrorCode` of `npm/huice.d.ts`.
    code: &'static str,
    /// What it is about; may be empty.
    field: String,
    /// What to do about it, for a developer.
    message: String,
}

impl Failure {
    pub(crate) fn new(code: &'static str, field: &str, message: &dyn Display) -> Self {
        Self {
            code,
            field: field.to_owned(),
            message: message.to_string(),
        }
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        crate::to_js(&failure)
    }
}
