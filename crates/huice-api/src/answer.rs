//! Answers as they are given.

use crate::digits;
use huice_core::ir::{Fact, FactKind, OptionId, Unit};
use huice_core::{Answer, DateRange, Decimal, insert_sorted};
use serde::{Serialize, Serializer};

/// An answer as anybody gives it: `true`, an option, digits, a day, a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum AnswerValue {
    /// Not known.
    Unknown(()),
    /// Yes or no.
    Bool(bool),
    /// An option, digits, or a day (`2019-07-01`, `2019-07` or `2019`).
    Text(String),
    /// Options, or records.
    List(Vec<AnswerValue>),
    /// One record: its fields by their ids.
    Record(
        #[cfg_attr(
            feature = "schema",
            schemars(with = "std::collections::BTreeMap<String, AnswerValue>")
        )]
        NamedAnswers,
    ),
}

/// Answers by name, in the order of the names. (The standard library's map comes with a sort of its
/// own, which would be a fiftieth of the npm package.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAnswers(Vec<(String, AnswerValue)>);

impl Serialize for NamedAnswers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, answer)| (name, answer)))
    }
}

impl AnswerValue {
    /// The answer to a fact; `Unknown` for what is not known exactly.
    #[must_use]
    pub fn new(fact: &Fact, answer: &Answer) -> Self {
        match (&fact.kind, answer) {
            (FactKind::Bool { .. }, Answer::Bool(truth)) => Self::Bool(*truth),
            (FactKind::Choice(options), Answer::Choice(at)) => option(options, *at),
            (FactKind::Set(options), Answer::Set(chosen)) => {
                Self::List(chosen.iter().map(|at| option(options, *at)).collect())
            }
            (FactKind::Number { unit, .. }, Answer::Number(n)) => Self::Text(number(*n, unit)),
            (FactKind::Date, Answer::Date(range)) => Self::Text(day(*range)),
            (FactKind::Records { fields, .. }, Answer::Records(records)) => {
                let record = |record: &huice_core::VecMap<Answer>| {
                    let mut named = Vec::new();
                    for (at, answer) in record.iter() {
                        if let Some(field) = fields.get(usize::from(*at)) {
                            let one = (field.id.clone(), Self::new(field, answer));
                            insert_sorted(&mut named, one, |(after, _), (name, _)| after > name);
                        }
                    }
                    Self::Record(NamedAnswers(named))
                };
                Self::List(records.iter().map(record).collect())
            }
            (_, _) => Self::Unknown(()),
        }
    }
}

fn option(options: &[(String, String)], at: OptionId) -> AnswerValue {
    match options.get(usize::from(at)) {
        Some((id, _)) => AnswerValue::Text(id.clone()),
        None => AnswerValue::Unknown(()),
    }
}

/// A number as people write it: shares are percentages.
pub(crate) fn number(n: Decimal, unit: &Unit) -> String {
    digits(match unit {
        Unit::Percent => huice_core::number::multiply(n, Decimal::ONE_HUNDRED).unwrap_or(n),
        _ => n,
    })
}

/// A day, or the month or year of which one is known.
fn day(range: DateRange) -> String {
    let (low, high) = (range.low, range.high);
    if low == high {
        low.to_string()
    } else if (low.year(), low.month()) == (high.year(), high.month()) {
        format!("{:04}-{:02}", low.year(), low.month())
    } else {
        format!("{:04}", low.year())
    }
}
