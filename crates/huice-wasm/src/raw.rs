//! Any JS value becomes an answer that has no type yet.

use huice_core::Raw;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A [`Raw`] that can be read from JS.
pub struct FromJs(pub Raw);

impl<'de> Deserialize<'de> for FromJs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(FromJs)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, true, false, a number, a text, a list or an object")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Raw, D::Error> {
        FromJs::deserialize(from).map(|r| r.0)
    }

    fn visit_bool<E>(self, b: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(b))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Raw, E> {
        Ok(Raw::Number(n.to_string()))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Raw, E> {
        Ok(Raw::Number(n.to_string()))
    }

    // A JS number is a float; its shortest decimal form is what the person wrote.
    fn visit_f64<E>(self, n: f64) -> Result<Raw, E> {
        Ok(Raw::Number(n.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(FromJs(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some((name, FromJs(value))) = parts.next_entry::<String, FromJs>()? {
            map.push((name, value));
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use serde::de::IntoDeserializer;

    #[test]
    fn every_shape_is_read() {
        let text = r#"{"a": null, "b": true, "c": 7, "e": "x", "f": [1]}"#;
        let FromJs(raw) = serde_json::from_str(text).unwrap();
        let Raw::Map(parts) = raw else {
            unreachable!("an object")
        };
        let found: Vec<Raw> = parts.into_iter().map(|(_, v)| v).collect();
        let expected = [
            Raw::Null,
            Raw::Bool(true),
            Raw::Number("7".into()),
            Raw::Text("x".into()),
            Raw::List(vec![Raw::Number("1".into())]),
        ];
        assert_eq!(found, expected);
        // Apart: serde_json may be built to hand fractions over as its own kind of map.
        let half: serde::de::value::F64Deserializer<serde::de::value::Error> =
            0.5.into_deserializer();
        let FromJs(raw) = FromJs::deserialize(half).unwrap();
        assert_eq!(raw, Raw::Number("0.5".into()));
    }
}
