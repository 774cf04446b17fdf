//! Plain data on its way out: one type, so that the way to JS is compiled once.
//!
//! Structs with derived serialisers would say the same in three times the bytes.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Plain data. No number but small counts: sums are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A count.
    Count(u32),
    /// A text, a day or a decimal.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Named parts.
    Map(Vec<(&'static str, Value)>),
}

impl Value {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A text, or none.
    #[must_use]
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    /// A count; what is too large for one stays the largest.
    #[must_use]
    pub fn count(n: usize) -> Self {
        Self::Count(u32::try_from(n).unwrap_or(u32::MAX))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(b) => to.serialize_bool(*b),
            Self::Count(n) => to.serialize_u32(*n),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => to.collect_seq(items),
            Self::Map(parts) => {
                let mut map = to.serialize_map(Some(parts.len()))?;
                for (name, value) in parts {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// Named parts being put together.
#[derive(Debug, Default)]
pub(crate) struct ObjectBuilder(Vec<(&'static str, Value)>);

impl ObjectBuilder {
    pub(crate) fn put(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }

    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, Value::text(text));
    }

    pub(crate) fn maybe(&mut self, name: &'static str, text: Option<&str>) {
        self.put(name, Value::maybe(text));
    }

    pub(crate) fn own(&mut self, name: &'static str, text: String) {
        self.put(name, Value::Text(text));
    }

    pub(crate) fn list(&mut self, name: &'static str, items: Vec<Value>) {
        self.put(name, Value::List(items));
    }

    pub(crate) fn done(self) -> Value {
        Value::Map(self.0)
    }
}
