//! Answers in JSON, as the page keeps them.

use huice_zh::read::UntypedAnswer;
use serde_json::Value;

/// Reads an object of answers; `None` where it is none.
pub(crate) fn read(text: &str) -> Option<Vec<(String, UntypedAnswer)>> {
    let Value::Object(answers) = serde_json::from_str(text).ok()? else {
        return None;
    };
    Some(
        answers
            .into_iter()
            .map(|(id, value)| (id, answer(value)))
            .collect(),
    )
}

fn answer(value: Value) -> UntypedAnswer {
    match value {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(yes) => UntypedAnswer::Bool(yes),
        Value::Number(number) => UntypedAnswer::Number(number.to_string()),
        Value::String(text) => UntypedAnswer::Text(text),
        Value::Array(items) => UntypedAnswer::List(items.into_iter().map(answer).collect()),
        Value::Object(parts) => UntypedAnswer::Map(
            parts
                .into_iter()
                .map(|(id, value)| (id, answer(value)))
                .collect(),
        ),
    }
}
