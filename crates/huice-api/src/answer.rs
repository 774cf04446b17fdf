//! Answers as they are given.

use crate::digits;
use huice_core::ir::{Fact, FactKind, OptionId, Unit};
use huice_core::{Answer, DateRange, Decimal};
use serde::Serialize;
use std::collections::BTreeMap;

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
    Record(BTreeMap<String, AnswerValue>),
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
                    let named = record.iter().filter_map(|(at, answer)| {
                        let field = fields.get(usize::from(*at))?;
                        Some((field.id.clone(), Self::new(field, answer)))
                    });
                    Self::Record(named.collect())
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
