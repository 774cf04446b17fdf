//! Headings of columns become facts.

use crate::{Cells, RowError};
use arrow::array::new_empty_array;
use arrow::datatypes::Schema;
use huice_core::Law;
use huice_core::ir::{FactId, FactKind};

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Who it is.
    Person,
    /// A fact.
    Fact(FactId),
    /// A field of one record of a list: the list, the record from 0, the field.
    Part(FactId, usize, u16),
    /// Nothing that the law asks.
    Unused,
}

/// The columns of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What each column is about.
    pub fields: Vec<Field>,
    /// The headings as they stand there.
    pub names: Vec<String>,
    /// The headings that cannot be used.
    pub problems: Vec<RowError>,
}

/// The heading of the column that says who it is, unless another is named.
pub const PERSON: &str = "person";

/// Most records of one list that may stand side by side in columns.
const MOST_RECORDS: usize = 20;

impl Header {
    /// Reads headings: the id of a fact, its label, or both as the template writes them, as in
    /// `年龄（age）`. A heading that is there twice counts for neither.
    #[must_use]
    pub fn new(law: &Law, names: Vec<String>, person: &str) -> Self {
        let mut fields: Vec<Field> = names.iter().map(|n| field(law, n, person)).collect();
        let mut problems = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let own = fields.get(at).copied().unwrap_or(Field::Unused);
            let same = |other: &&Field| own != Field::Unused && **other == own;
            let problem = if own == Field::Unused {
                "这个地方没有这一项，这一栏没有用上；`huice screen --template` 写出全部栏目"
            } else if fields.iter().filter(same).count() > 1 {
                "这一栏不止一个，都没有用上，请只留一个"
            } else {
                continue;
            };
            problems.push(RowError {
                row: 1,
                person: String::new(),
                column: name.clone(),
                problem: problem.into(),
            });
        }
        let twice: Vec<Field> = fields.clone();
        for field in &mut fields {
            if twice.iter().filter(|other| *other == field).count() > 1 {
                *field = Field::Unused;
            }
        }
        Self {
            fields,
            names,
            problems,
        }
    }

    /// Reads the headings of a table of Arrow. A column of a type that says nothing here, such as
    /// pictures, cannot be used.
    #[must_use]
    pub fn of_schema(law: &Law, schema: &Schema, person: &str) -> Self {
        let names = schema.fields().iter().map(|f| f.name().clone()).collect();
        let mut header = Self::new(law, names, person);
        for (column, field) in schema.fields().iter().zip(&mut header.fields) {
            let empty = new_empty_array(column.data_type());
            let Cells::Unusable(kind) = Cells::from(&empty) else {
                continue;
            };
            if *field != Field::Unused {
                *field = Field::Unused;
                header.problems.push(RowError {
                    row: 1,
                    person: String::new(),
                    column: column.name().clone(),
                    problem: format!(
                        "这一栏的类型是 {kind}，没有用上；请写成文字、数字、日期或是非"
                    ),
                });
            }
        }
        header
    }

    /// The column that says who it is.
    #[must_use]
    pub fn person(&self) -> Option<usize> {
        self.fields.iter().position(|f| *f == Field::Person)
    }

    /// The heading of a column.
    #[must_use]
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

fn field(law: &Law, name: &str, person: &str) -> Field {
    let name = name.trim().trim_start_matches('\u{feff}');
    if name == person {
        return Field::Person;
    }
    let id = in_brackets(name).unwrap_or(name);
    if id == person {
        return Field::Person;
    }
    if let Some((fact, _)) = law.fact(id) {
        return Field::Fact(fact);
    }
    if let Some(part) = part(law, id) {
        return part;
    }
    let mut labelled = (0..).zip(&law.facts).filter(|(_, f)| f.label == name);
    match (labelled.next(), labelled.next()) {
        (Some((fact, _)), None) => Field::Fact(fact),
        (_, _) => Field::Unused,
    }
}

/// What stands in the last brackets of a heading.
fn in_brackets(name: &str) -> Option<&str> {
    let inside = name.strip_suffix('）').or_else(|| name.strip_suffix(')'))?;
    let (_, id) = inside.rsplit_once(['（', '('])?;
    Some(id.trim())
}

/// `hires.1.people`: a field of the first record of a list.
fn part(law: &Law, id: &str) -> Option<Field> {
    let mut parts = id.split('.');
    let (list, record, field) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (fact, known) = law.fact(list)?;
    let FactKind::Records { fields, .. } = &known.kind else {
        return None;
    };
    let (at, _) = (0u16..).zip(fields).find(|(_, f)| f.id == field)?;
    let record: usize = record
        .parse()
        .ok()
        .filter(|n| (1..=MOST_RECORDS).contains(n))?;
    Some(Field::Part(fact, record - 1, at))
}
