//! What is moved in an example: the day, an answer, or a field of a record.

use huice_check::Example;
use huice_core::input::{read_number, write_number};
use huice_core::ir::{Fact, FactKind, Unit};
use huice_core::{Date, Decimal, UntypedAnswer};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Day(Date),
    Number(Decimal, Unit),
}

impl Value {
    /// As it is written in an example.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Number(n, unit) => write_number(*n, unit),
        }
    }

    /// As an answer.
    pub(super) fn answer(&self) -> UntypedAnswer {
        match self {
            Self::Day(day) => UntypedAnswer::Text(day.to_string()),
            Self::Number(n, unit) => UntypedAnswer::Number(write_number(*n, unit)),
        }
    }
}

/// An answer that is moved.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// What people call it.
    pub(super) label: String,
    pub(super) at: At,
    pub(super) sort: Sort,
}

#[derive(Debug, Clone)]
pub(super) enum At {
    /// The day of evaluation.
    Day,
    /// An answer by its name.
    Answer(String),
    /// A field of the nth record of an answer.
    Field(String, usize, String),
}

#[derive(Debug, Clone)]
pub(super) enum Sort {
    Day,
    Number(Unit),
}

impl Place {
    /// The day of evaluation.
    pub(super) fn day() -> Self {
        Self {
            label: "日期".into(),
            at: At::Day,
            sort: Sort::Day,
        }
    }

    /// The answer to a fact; `None` for one that is neither number nor day.
    pub(super) fn of(fact: &Fact, at: At) -> Option<Self> {
        let sort = match &fact.kind {
            FactKind::Number { unit, .. } => Sort::Number(unit.clone()),
            FactKind::Date => Sort::Day,
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Records { .. } => return None,
        };
        Some(Self {
            label: fact.label.clone(),
            at,
            sort,
        })
    }

    /// The day and the answers of an example, with this value put in.
    pub(super) fn put(
        &self,
        base: &Example,
        value: &Value,
    ) -> (Date, Vec<(String, UntypedAnswer)>) {
        let mut answers = base.answers.clone();
        if let (At::Day, Value::Day(day)) = (&self.at, value) {
            return (*day, answers);
        }
        if let Some(place) = self.find(&mut answers) {
            *place = value.answer();
        }
        (base.as_of, answers)
    }

    fn find<'a>(
        &self,
        answers: &'a mut [(String, UntypedAnswer)],
    ) -> Option<&'a mut UntypedAnswer> {
        let name = match &self.at {
            At::Day => return None,
            At::Answer(name) | At::Field(name, ..) => name,
        };
        let (_, answer) = answers.iter_mut().find(|(known, _)| known == name)?;
        let At::Field(_, n, field) = &self.at else {
            return Some(answer);
        };
        let UntypedAnswer::List(records) = answer else {
            return None;
        };
        let UntypedAnswer::Map(parts) = records.get_mut(*n)? else {
            return None;
        };
        let found = parts.iter_mut().find(|(known, _)| known == field);
        found.map(|(_, answer)| answer)
    }

    /// Whether an example has this value here.
    pub(super) fn is_at(&self, example: &Example, value: &Value) -> bool {
        if let (At::Day, Value::Day(day)) = (&self.at, value) {
            return example.as_of == *day;
        }
        let mut answers = example.answers.clone();
        match (self.find(&mut answers), value) {
            (Some(UntypedAnswer::Text(text)), Value::Day(day)) => Date::parse(text) == Some(*day),
            (
                Some(UntypedAnswer::Text(text) | UntypedAnswer::Number(text)),
                Value::Number(n, unit),
            ) => read_number(text, unit) == Ok(*n),
            (Some(_) | None, Value::Day(_) | Value::Number(..)) => false,
        }
    }
}
