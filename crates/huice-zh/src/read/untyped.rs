//! Answers before they have been read.

/// An answer before it has been given a type: what JSON, a link or a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UntypedAnswer {
    /// Nothing: not known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// Text, or the digits of a number.
    Text(String),
    /// The digits of a number, as written.
    Number(String),
    /// A list.
    List(Vec<UntypedAnswer>),
    /// Named parts.
    Map(Vec<(String, UntypedAnswer)>),
}
