//! Answers in JSON become the core's raw answers, digit for digit.

use crate::args::CaseArgs;
use crate::clock;
use crate::failure::{Failure, Refusals};
use crate::rules::Source;
use huice_core::{AnswerError, Answers, CompiledLaw, Date, UntypedAnswer, read_answers};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::Read;
use std::path::Path;

/// Largest file of answers, in bytes.
const LARGEST: u64 = 4 << 20;

/// A law, a day and answers: what `evaluate`, `ask` and `explain` work on.
pub(crate) struct Case {
    pub(crate) law: CompiledLaw,
    pub(crate) as_of: Date,
    pub(crate) answers: Answers,
    /// Answers left out, in lenient mode only.
    pub(crate) refused: Vec<AnswerError>,
}

impl Case {
    /// Reads everything that a case needs.
    ///
    /// # Errors
    /// Where the place, the day, the file or (unless lenient) an answer cannot be used.
    pub(crate) fn read(source: &Source, args: &CaseArgs) -> Result<Self, Failure> {
        let as_of = clock::as_of(args.as_of.as_deref())?;
        let law = source.law(args.place.as_deref())?;
        let raw = match &args.answers {
            None => Vec::new(),
            Some(path) => parse(&text(path)?, &path.display().to_string())?,
        };
        let (answers, refused) = read_answers(&law, &raw);
        if !refused.is_empty() && !args.lenient {
            return Err(Failure::Refused(Refusals(refused)));
        }
        Ok(Self {
            law: law.into(),
            as_of,
            answers,
            refused,
        })
    }
}

/// The text of a file, or of standard input.
fn text(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(LARGEST + 1).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|f| f.take(LARGEST + 1).read_to_string(&mut text))
    };
    match read {
        Ok(length) if length as u64 <= LARGEST => Ok(text),
        Ok(_) => Err(Failure::Unusable(format!(
            "{}：回答的文件太大",
            path.display()
        ))),
        Err(e) => Err(Failure::Unusable(format!("读不了 {}：{e}", path.display()))),
    }
}

/// Reads an object of answers; the same name twice is refused, for one of the two would be lost.
pub(crate) fn parse(text: &str, file: &str) -> Result<Vec<(String, UntypedAnswer)>, Failure> {
    // Some editors write a byte order mark at the start of a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    reader
        .deserialize_map(Object)
        .and_then(|pairs| reader.end().map(|()| pairs))
        .map_err(|e| {
            Failure::Unusable(format!(
                "{file} 不是一个写好的 JSON 对象（如 {{\"age\": 24}}）：{e}"
            ))
        })
}

/// An object whose names are all different.
struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Vec<(String, UntypedAnswer)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of answers by fact")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Vec<(String, UntypedAnswer)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if pairs.iter().any(|(n, _)| *n == name) {
                return Err(serde::de::Error::custom(format!("`{name}` is there twice")));
            }
            pairs.push((name, raw(value)));
        }
        Ok(pairs)
    }
}

/// An object that has been read already.
pub(crate) fn object(map: serde_json::Map<String, Value>) -> Vec<(String, UntypedAnswer)> {
    map.into_iter().map(|(k, v)| (k, raw(v))).collect()
}

/// One value, digit for digit.
fn raw(value: Value) -> UntypedAnswer {
    match value {
        Value::Null => UntypedAnswer::Null,
        Value::Bool(b) => UntypedAnswer::Bool(b),
        Value::Number(n) => UntypedAnswer::Number(n.to_string()),
        Value::String(t) => UntypedAnswer::Text(t),
        Value::Array(items) => UntypedAnswer::List(items.into_iter().map(raw).collect()),
        Value::Object(map) => {
            UntypedAnswer::Map(map.into_iter().map(|(k, v)| (k, raw(v))).collect())
        }
    }
}
