//! People who are made up, into a file: the same seed makes the same file.
//!
//! Person `n` is made of the seed plus `n`, so a file of more people begins with those of a file
//! of fewer. Some people are made up at a time, over all cores; they are written in order.

use crate::cells::since_1970;
use crate::read::{Format, ROWS};
use crate::{BatchError, write};
use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, RecordBatch,
    StringBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use huice_api::AnswerValue;
use huice_core::ir::{Fact, FactId, FactKind, Unit};
use huice_core::population::Population;
use huice_core::{Answer, Answers, CompiledLaw, Date, Decimal};
use indicatif::ProgressBar;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Who is made up.
pub struct Wanted<'w> {
    /// The law of the place.
    pub law: &'w CompiledLaw,
    /// The day of evaluation.
    pub as_of: Date,
    /// How many.
    pub people: u64,
    /// Where the dice begin.
    pub seed: u64,
    /// Where they go.
    pub output: &'w Path,
    /// Whether a bar shows how far it is.
    pub progress: bool,
}

/// How many batches of people are made up at once.
const AT_ONCE: usize = 8;

/// Makes people up and writes them.
///
/// # Errors
/// Where the file cannot be written, or is a workbook.
pub fn generate(wanted: &Wanted<'_>) -> Result<(), BatchError> {
    let format = Format::of(wanted.output)?;
    let schema = schema(wanted.law);
    let mut writer = write::stream(format, wanted.output, &schema)?;
    let step = u64::try_from(ROWS).unwrap_or(u64::MAX);
    let firsts: Vec<u64> = (0..wanted.people).step_by(ROWS).collect();
    let bar = if wanted.progress {
        ProgressBar::new(wanted.people)
    } else {
        ProgressBar::hidden()
    };
    for firsts in firsts.chunks(AT_ONCE) {
        let batches: Vec<RecordBatch> = firsts
            .par_iter()
            .map(|first| {
                let last = first.saturating_add(step).min(wanted.people);
                people(wanted.law, wanted.as_of, *first..last, wanted.seed)
            })
            .collect();
        for batch in batches {
            writer.write(&batch)?;
            bar.inc(u64::try_from(batch.num_rows()).unwrap_or(0));
        }
    }
    bar.finish_and_clear();
    writer.finish()
}

/// People who are made up, by their numbers from 0.
pub(crate) fn people(
    law: &CompiledLaw,
    as_of: Date,
    numbers: std::ops::Range<u64>,
    seed: u64,
) -> RecordBatch {
    let schema = schema(law);
    let population = Population::new(law, as_of);
    let mut names = StringBuilder::new();
    let mut columns: Vec<Builder> = law.facts.iter().map(Builder::new).collect();
    for number in numbers {
        names.append_value((number + 1).to_string());
        let person = population.person(seed.wrapping_add(number));
        push(law, &person.answers, &mut columns);
    }
    let mut arrays: Vec<ArrayRef> = vec![Arc::new(names.finish())];
    arrays.extend(columns.iter_mut().map(Builder::finish));
    RecordBatch::try_new(schema.clone(), arrays).unwrap_or_else(|_| RecordBatch::new_empty(schema))
}

/// The columns of people: who it is, then every fact.
#[must_use]
pub fn schema(law: &CompiledLaw) -> SchemaRef {
    let facts = law.facts.iter().map(|fact| {
        let kind = match &fact.kind {
            FactKind::Bool { .. } => DataType::Boolean,
            FactKind::Number { unit, .. } => match unit {
                Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => DataType::Int64,
                Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => MONEY,
                Unit::Percent => PERCENT,
            },
            FactKind::Date => DataType::Date32,
            FactKind::Choice(_) | FactKind::Set(_) | FactKind::Records { .. } => DataType::Utf8,
        };
        let field = Field::new(&fact.id, kind, true);
        match &fact.kind {
            FactKind::Set(_) | FactKind::Records { .. } => write::as_json(field),
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Number { .. }
            | FactKind::Date => field,
        }
    });
    let person = Field::new(crate::header::PERSON, DataType::Utf8, false);
    Arc::new(Schema::new(
        std::iter::once(person).chain(facts).collect::<Vec<_>>(),
    ))
}

const MONEY: DataType = DataType::Decimal128(18, 2);
/// Percentages as people write them.
const PERCENT: DataType = DataType::Decimal128(18, 6);

/// The answers to one fact.
enum Builder {
    Bools(BooleanBuilder),
    Whole(Int64Builder),
    /// With the decimals, and the digits that a share lacks to a percentage.
    Decimals(Decimal128Builder, u32, u32),
    Days(Date32Builder),
    Texts(StringBuilder),
}

impl Builder {
    fn new(fact: &Fact) -> Self {
        let decimals = |kind: DataType, scale, shift| {
            Self::Decimals(Decimal128Builder::new().with_data_type(kind), scale, shift)
        };
        match &fact.kind {
            FactKind::Bool { .. } => Self::Bools(BooleanBuilder::new()),
            FactKind::Number { unit, .. } => match unit {
                Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => {
                    Self::Whole(Int64Builder::new())
                }
                Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => decimals(MONEY, 2, 0),
                Unit::Percent => decimals(PERCENT, 6, 2),
            },
            FactKind::Date => Self::Days(Date32Builder::new()),
            FactKind::Choice(_) | FactKind::Set(_) | FactKind::Records { .. } => {
                Self::Texts(StringBuilder::new())
            }
        }
    }

    fn push(&mut self, law: &CompiledLaw, id: FactId, answer: Option<&Answer>) {
        match (self, answer) {
            (Self::Bools(column), Some(Answer::Bool(truth))) => column.append_value(*truth),
            (Self::Whole(column), Some(Answer::Number(n))) => {
                column.append_option(i64::try_from(n.trunc().mantissa()).ok());
            }
            (Self::Decimals(column, scale, shift), Some(Answer::Number(n))) => {
                column.append_value(scaled(*n, *scale + *shift));
            }
            (Self::Days(column), Some(Answer::Date(days))) => {
                column.append_value(since_1970(days.low));
            }
            (Self::Texts(column), Some(answer)) => column.append_option(text(law, id, answer)),
            (Self::Bools(column), _) => column.append_null(),
            (Self::Whole(column), _) => column.append_null(),
            (Self::Decimals(column, ..), _) => column.append_null(),
            (Self::Days(column), _) => column.append_null(),
            (Self::Texts(column), None) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Bools(column) => Arc::new(column.finish()),
            Self::Whole(column) => Arc::new(column.finish()),
            Self::Decimals(column, ..) => Arc::new(column.finish()),
            Self::Days(column) => Arc::new(column.finish()),
            Self::Texts(column) => Arc::new(column.finish()),
        }
    }
}

fn push(law: &CompiledLaw, said: &Answers, columns: &mut [Builder]) {
    for (id, column) in (0u16..).zip(columns) {
        column.push(law, id, said.get(id));
    }
}

fn scaled(n: Decimal, scale: u32) -> i128 {
    let mut n = n;
    n.rescale(scale);
    n.mantissa()
}

/// An option by its id; several, and records, as JSON.
fn text(law: &CompiledLaw, id: FactId, answer: &Answer) -> Option<String> {
    let fact = law.facts.get(usize::from(id))?;
    match AnswerValue::new(fact, answer) {
        AnswerValue::Text(text) => Some(text),
        list @ AnswerValue::List(_) => serde_json::to_string(&list).ok(),
        AnswerValue::Unknown(()) | AnswerValue::Bool(_) | AnswerValue::Record(_) => None,
    }
}
