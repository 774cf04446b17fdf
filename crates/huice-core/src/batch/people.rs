//! The answers of many people, a column for each fact.

use super::columns::Column;
use crate::answers::Answers;
use crate::ir::{FactId, FactKind, Law};
use std::fmt;

/// The answers of many people to the facts of one law, a column for each fact. A fact without a
/// column is not known of anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    len: usize,
    columns: Vec<Option<Column>>,
}

/// Why a column is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnError {
    /// The law has no such fact.
    NoSuchFact,
    /// It is not as long as there are people, or says so of records that are not all there.
    Length,
    /// It is of another kind than the fact, or a number that is known stands for an open end.
    Kind,
}

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchFact => "the law has no such fact",
            Self::Length => "the column is not as long as there are people",
            Self::Kind => "the column is not one of this kind of fact",
        })
    }
}

impl std::error::Error for ColumnError {}

impl People {
    /// People of whom nothing is known.
    #[must_use]
    pub fn unknown(law: &Law, len: usize) -> Self {
        Self {
            len,
            columns: vec![None; law.facts.len()],
        }
    }

    /// The columns of answers that stand person by person.
    #[must_use]
    pub fn of_answers<'a>(law: &Law, answers: impl IntoIterator<Item = &'a Answers>) -> Self {
        let mut columns: Vec<Column> = law.facts.iter().map(|f| Column::of(&f.kind)).collect();
        let mut len = 0;
        for person in answers {
            for ((id, fact), column) in (0u16..).zip(&law.facts).zip(&mut columns) {
                column.push(fact, person.get(id));
            }
            len += 1;
        }
        Self {
            len,
            columns: columns.into_iter().map(Some).collect(),
        }
    }

    /// How many people there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts in what everybody answers to a fact.
    ///
    /// # Errors
    ///
    /// Where the column does not belong to the fact, or not to so many people.
    pub fn set(&mut self, law: &Law, fact: FactId, column: Column) -> Result<(), ColumnError> {
        let at = usize::from(fact);
        let known = law.facts.get(at).ok_or(ColumnError::NoSuchFact)?;
        let place = self.columns.get_mut(at).ok_or(ColumnError::NoSuchFact)?;
        if column.len() != self.len {
            return Err(ColumnError::Length);
        }
        if !column.fits(&known.kind) {
            return Err(ColumnError::Kind);
        }
        *place = Some(column);
        Ok(())
    }

    /// The column of a fact; `None` where nothing is known of anybody.
    pub(super) fn column(&self, fact: FactId) -> Option<&Column> {
        self.columns.get(usize::from(fact))?.as_ref()
    }

    /// The column of a field of a list of records.
    pub(super) fn field(&self, fact: FactId, field: u16) -> Option<&Column> {
        match self.column(fact) {
            Some(Column::Records(records)) => records.fields.get(usize::from(field)),
            _ => None,
        }
    }

    /// Takes out what some people, in ascending order, have answered to a fact.
    pub fn forget(&mut self, law: &Law, fact: FactId, people: &[usize]) {
        let known = law.facts.get(usize::from(fact));
        let column = self.columns.get_mut(usize::from(fact));
        let (Some(known), Some(Some(column))) = (known, column) else {
            return;
        };
        let mut left = Column::of(&known.kind);
        for person in 0..self.len {
            let answer = column.get(known, person);
            let answer = answer.filter(|_| people.binary_search(&person).is_err());
            left.push(known, answer.as_ref());
        }
        *column = left;
    }

    /// What one person has answered.
    #[must_use]
    pub fn answers(&self, law: &Law, person: usize) -> Answers {
        let mut answers = Answers::new();
        for ((id, fact), column) in (0u16..).zip(&law.facts).zip(&self.columns) {
            let answer = column.as_ref().and_then(|column| column.get(fact, person));
            if let Some(answer) = answer {
                answers.set(id, answer);
            }
        }
        answers
    }
}

/// Whether a fact is a list of records.
pub(super) fn is_list(law: &Law, fact: FactId) -> bool {
    let fact = law.facts.get(usize::from(fact));
    fact.is_some_and(|fact| matches!(fact.kind, FactKind::Records { .. }))
}
