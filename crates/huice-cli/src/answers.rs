//! Answers in JSON become the core's untyped answers, digit for digit.

use crate::args::CaseArgs;
use crate::contradiction::give_way;
use crate::failure::{Failure, Refusals};
use crate::rules::Source;
use crate::{clock, input, words};
use huice_core::{
    AnswerError, Answers, CompiledLaw, Date, IncrementalEvaluator, UntypedAnswer, read_answers_on,
};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::rc::Rc;

/// Largest file of answers, in bytes.
const LARGEST: u64 = 4 << 20;

/// How deep lists and objects may lie in each other: records of fields need two.
const DEEPEST: u8 = 8;

/// A law, a day and answers: what `evaluate`, `ask` and `explain` work on.
pub(crate) struct Case {
    pub(crate) law: Rc<CompiledLaw>,
    pub(crate) as_of: Date,
    pub(crate) answers: Answers,
    /// Answers left out, in lenient mode only.
    pub(crate) refused: Vec<AnswerError>,
    /// What is to be asked of whoever gave answers that cannot all be so.
    pub(crate) contradicted: Vec<String>,
}

impl Case {
    /// Reads everything that a case needs.
    ///
    /// # Errors
    /// Where the place, the day, the file or (unless lenient) an answer cannot be used.
    pub(crate) fn read(source: &Source, args: &CaseArgs) -> Result<Self, Failure> {
        let as_of = clock::as_of(args.as_of)?;
        let law = source.law(args.place.as_deref())?;
        let raw = match &args.answers {
            None => Vec::new(),
            Some(path) => {
                let text = input::short_text(path, LARGEST)?;
                parse(&text, &path.display().to_string())?
            }
        };
        let (mut answers, refused) = read_answers_on(&law, as_of, &raw);
        if !refused.is_empty() && !args.lenient {
            return Err(Failure::Refused(Refusals(refused)));
        }
        let law = Rc::new(law.into());
        let contradicted = give_way(&law, as_of, &mut answers);
        Ok(Self {
            law,
            as_of,
            answers,
            refused,
            contradicted,
        })
    }

    /// Everything that follows from the case.
    pub(crate) fn evaluator(&self) -> IncrementalEvaluator {
        IncrementalEvaluator::new(Rc::clone(&self.law), self.as_of, self.answers.clone())
    }
}

/// Reads an object of answers.
///
/// # Errors
/// Where the text is not JSON, or not an object.
pub(crate) fn parse(text: &str, file: &str) -> Result<Vec<(String, UntypedAnswer)>, Failure> {
    let refuse = |why: String| {
        let example = "{\"age\": 24}";
        Failure::Unusable(format!(
            "{file} 不是一个写好的 JSON 对象（如 {example}）：{why}"
        ))
    };
    let found = serde_json::from_str::<&RawValue>(text)
        .and_then(|raw| value(raw.get(), DEEPEST))
        .map_err(|error| refuse(words::json(&error)))?;
    match found {
        Some(UntypedAnswer::Map(pairs)) => Ok(pairs),
        Some(_) => Err(refuse("最外层要用花括号".into())),
        None => Err(refuse(format!("括号套得太深，最多 {DEEPEST} 层"))),
    }
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
        assert!(matches!(parse(text, "a.json"), Ok(found) if found == expected));
    }
}
