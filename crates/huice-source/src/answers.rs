//! Answers in JSON become the core's untyped answers, digit for digit.

use crate::{SourceError, words};
use huice_zh::read::UntypedAnswer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// How deep lists and objects may lie in each other: records of fields need two.
const DEEPEST: u8 = 8;

/// Reads an object of answers.
///
/// # Errors
/// Where the text is not JSON, or not an object.
pub fn parse_answers(text: &str, file: &str) -> Result<Vec<(String, UntypedAnswer)>, SourceError> {
    let refuse = |why: String| {
        let example = "{\"age\": 24}";
        SourceError::Unusable(format!(
            "{file} 不是一个写好的 JSON 对象（如 {example}）：{why}"
        ))
    };
    let value = parse_value(text).map_err(|error| refuse(words::json(&error)))?;
    match value {
        Some(UntypedAnswer::Map(pairs)) => Ok(pairs),
        Some(_) => Err(refuse("最外层要用花括号".into())),
        None => Err(refuse(format!("括号套得太深，最多 {DEEPEST} 层"))),
    }
}

/// Reads one JSON value, digit for digit; `None` where values lie too deep in each other.
///
/// # Errors
/// Where the text is not JSON.
pub fn parse_value(text: &str) -> Result<Option<UntypedAnswer>, serde_json::Error> {
    let raw = serde_json::from_str::<&RawValue>(text)?;
    value(raw.get(), DEEPEST)
}

/// One value as it is written; `None` where values lie too deep in each other.
fn value(text: &str, depth: u8) -> Result<Option<UntypedAnswer>, serde_json::Error> {
    let Some(below) = depth.checked_sub(1) else {
        return Ok(None);
    };
    Ok(Some(match text.bytes().next() {
        Some(b'n') => UntypedAnswer::Null,
        Some(b't') => UntypedAnswer::Bool(true),
        Some(b'f') => UntypedAnswer::Bool(false),
        Some(b'"') => UntypedAnswer::Text(serde_json::from_str(text)?),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.iter().map(|item| value(item.get(), below));
            match items.collect::<Result<Option<Vec<_>>, _>>()? {
                Some(items) => UntypedAnswer::List(items),
                None => return Ok(None),
            }
        }
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text)?;
            let pairs = pairs
                .into_iter()
                .map(|(name, item)| Ok(value(item.get(), below)?.map(|item| (name, item))));
            match pairs.collect::<Result<Option<Vec<_>>, serde_json::Error>>()? {
                Some(pairs) => UntypedAnswer::Map(pairs),
                None => return Ok(None),
            }
        }
        _ => UntypedAnswer::Number(text.to_owned()),
    }))
}

/// The parts of an object as they stand there, a name that is there twice included.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_map(PairsVisitor)
    }
}

/// See [`Pairs`].
struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_kept_as_it_is_written() {
        let text = r#"{"a": 6.000, "a": "1\u0030", "b": [true, null, {"c": 1e400}]}"#;
        let number = |digits: &str| UntypedAnswer::Number(digits.into());
        let record = UntypedAnswer::Map(vec![("c".into(), number("1e400"))]);
        let expected = vec![
            ("a".into(), number("6.000")),
            ("a".into(), UntypedAnswer::Text("10".into())),
            (
                "b".into(),
                UntypedAnswer::List(vec![UntypedAnswer::Bool(true), UntypedAnswer::Null, record]),
            ),
        ];
        assert!(matches!(parse_answers(text, "a.json"), Ok(value) if value == expected));
    }
}
