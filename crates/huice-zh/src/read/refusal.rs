//! Why an answer was refused: values with stable codes. The words for people belong to the caller;
//! the English ones here are for developers.

use super::date::DateError;
use super::number::{NumberError, write_number};
use super::untyped::UntypedAnswer;
use huice_core::ir::Unit;
use huice_core::text::joined;
use huice_core::{Date, Decimal};
use std::fmt;

/// Most records of one answer.
pub const MOST_RECORDS: usize = 200;

/// Why an answer was refused; the others stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerError {
    /// The field, as `hires[2].people`.
    pub field: String,
    /// What was found.
    pub found: Found,
    /// What is wrong with it.
    pub refusal: Refusal,
}

impl AnswerError {
    /// The same, of a field that stands within another.
    #[must_use]
    pub(super) fn within(mut self, outer: &str) -> Self {
        self.field.insert_str(0, outer);
        self
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            field,
            found,
            refusal,
        } = self;
        write!(f, "`{field}`: found {found}; {refusal}")
    }
}

impl std::error::Error for AnswerError {}

/// The value in the place of an answer, as it was read. A text is cut after a few signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(String),
    /// A number, as written.
    Number(String),
    /// A list.
    List,
    /// Named parts.
    Map,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Text(text) => write!(f, "the text `{text}`"),
            Self::Number(digits) => write!(f, "the number {digits}"),
            Self::List => f.write_str("a list"),
            Self::Map => f.write_str("named parts"),
        }
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No fact of this place has the name.
    UnknownFact,
    /// No field of the record has the name; these are its fields.
    UnknownField(Vec<String>),
    /// The name is there more than once, so nobody knows which answer counts.
    Twice,
    /// Not `true` or `false`.
    NotBool,
    /// Not one of these options.
    NotAnOption(Vec<String>),
    /// Not a list of these options.
    NotOptions(Vec<String>),
    /// Not a number of the unit between these limits.
    Number(NumberError, Unit, [Decimal; 2]),
    /// Not a day.
    Date(DateError),
    /// A day after this one, of what can only lie in the past.
    Future(Date),
    /// Not a list of records.
    NotRecords,
    /// Not a record of named fields.
    NotARecord,
    /// More than [`MOST_RECORDS`].
    TooManyRecords,
}

impl Refusal {
    /// The code on the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownFact => "unknown_fact",
            Self::UnknownField(_) => "unknown_field",
            Self::Twice => "twice",
            Self::NotBool => "not_bool",
            Self::NotAnOption(_) => "not_an_option",
            Self::NotOptions(_) => "not_options",
            Self::Number(error, ..) => error.code(),
            Self::Date(error) => error.code(),
            Self::Future(_) => "future",
            Self::NotRecords => "not_records",
            Self::NotARecord => "not_a_record",
            Self::TooManyRecords => "too_many_records",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |ids: &[String]| joined(ids, ", ");
        match self {
            Self::UnknownFact => f.write_str("no such fact in this place"),
            Self::UnknownField(fields) => write!(f, "expected one of: {}", list(fields)),
            Self::Twice => f.write_str("expected each name once"),
            Self::NotBool => f.write_str("expected true or false"),
            Self::NotAnOption(ids) => write!(f, "expected one of: {}", list(ids)),
            Self::NotOptions(ids) => write!(f, "expected a list of: {}", list(ids)),
            Self::Number(error, unit, [min, max]) => {
                let kind = match unit {
                    Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => "a whole number",
                    Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {
                        "an amount with at most 2 decimals"
                    }
                    Unit::Percent => "a percentage",
                };
                let limit = |n: &Decimal| write_number(*n, unit);
                let (min, max, code) = (limit(min), limit(max), error.code());
                write!(f, "expected {kind} from {min} to {max} ({code})")
            }
            Self::Date(error) => write!(
                f,
                "expected a day from 1949-10-01 to 2100-12-31 as 2019-07-01, or 2019-07 or 2019 \
                 where only that is known ({})",
                error.code()
            ),
            Self::Future(today) => write!(f, "expected a day up to {today}"),
            Self::NotRecords => f.write_str("expected a list of records"),
            Self::NotARecord => f.write_str("expected a record of named fields"),
            Self::TooManyRecords => write!(f, "expected at most {MOST_RECORDS} records"),
        }
    }
}

impl Found {
    /// The value in the place of an answer.
    #[must_use]
    pub fn of(raw: &UntypedAnswer) -> Self {
        match raw {
            UntypedAnswer::Null => Self::Null,
            UntypedAnswer::Bool(truth) => Self::Bool(*truth),
            UntypedAnswer::Text(text) => Self::Text(short(text)),
            UntypedAnswer::Number(digits) => Self::Number(short(digits)),
            UntypedAnswer::List(_) => Self::List,
            UntypedAnswer::Map(_) => Self::Map,
        }
    }
}

/// The first few signs of a text.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
