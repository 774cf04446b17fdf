//! The cells of a column become the answers to a fact.
//!
//! Every cell is read by `huice_zh::read::read_answer_on`, as answers are everywhere. Before that, a
//! text of a table becomes what a form would give: 是 is yes, the words of an option are the option.

use crate::cells::{Cells, Raw};
use huice_core::batch::Column;
use huice_core::ir::{Fact, FactId, FactKind};
use huice_core::{Answer, Date};
use huice_source::parse_value;
use huice_zh::read::{AnswerError, UntypedAnswer, read_answer_on};
use std::collections::{BTreeMap, HashMap};

/// What a cell holds: an answer, nothing, or a refusal.
type Read = Result<Option<Answer>, AnswerError>;

/// The answers of a column, and the rows that are refused.
pub(crate) struct Answered {
    pub(crate) column: Column,
    pub(crate) refused: Vec<(usize, AnswerError)>,
}

/// Reads a column of so many rows. The same cell is read once.
pub(crate) fn read_column(fact: &Fact, as_of: Date, cells: &Cells, rows: usize) -> Answered {
    let mut known: HashMap<Raw<'_>, Read> = HashMap::new();
    let mut answered = Answered {
        column: Column::of(&fact.kind),
        refused: Vec::new(),
    };
    for row in 0..rows {
        if let Some(raw) = cells.raw(row) {
            let read = known
                .entry(raw)
                .or_insert_with(|| read(fact, as_of, raw.untyped()));
            answered.push(fact, row, read);
        } else {
            let value = cells.value(row);
            let read = value.map_or(Ok(None), |value| read(fact, as_of, value));
            answered.push(fact, row, &read);
        }
    }
    answered
}

impl Answered {
    fn push(&mut self, fact: &Fact, row: usize, read: &Read) {
        match read {
            Ok(answer) => self.column.push(fact, answer.as_ref()),
            Err(error) => {
                self.column.push(fact, None);
                self.refused.push((row, error.clone()));
            }
        }
    }
}

fn read(fact: &Fact, as_of: Date, value: UntypedAnswer) -> Read {
    match read_answer_on(fact, as_of, &plain(fact, value), &fact.id)? {
        Answer::Unsure => Ok(None),
        answer => Ok(Some(answer)),
    }
}

/// What a text of a table stands for.
fn plain(fact: &Fact, value: UntypedAnswer) -> UntypedAnswer {
    match value {
        UntypedAnswer::Text(text) => word(fact, text.trim()),
        other => other,
    }
}

/// Says that it is not known.
const UNSURE: [&str; 3] = ["", "不清楚", "不知道"];
/// Says that there is none: of a set or a list.
const NONE: [&str; 2] = ["无", "没有"];
/// Stand between the options of a set.
const BETWEEN: [char; 6] = ['、', ';', '；', '|', '，', ','];

fn word(fact: &Fact, text: &str) -> UntypedAnswer {
    let as_it_is = || UntypedAnswer::Text(text.to_owned());
    if UNSURE.contains(&text) {
        return UntypedAnswer::Null;
    }
    match &fact.kind {
        FactKind::Bool { yes, no } => match text {
            "是" | "true" | "TRUE" | "True" => UntypedAnswer::Bool(true),
            "否" | "不是" | "false" | "FALSE" | "False" => UntypedAnswer::Bool(false),
            _ if text == yes && text != no => UntypedAnswer::Bool(true),
            _ if text == no && text != yes => UntypedAnswer::Bool(false),
            _ => as_it_is(),
        },
        FactKind::Choice(options) => UntypedAnswer::Text(option(options, text)),
        FactKind::Set(_) | FactKind::Records { .. } if NONE.contains(&text) => {
            UntypedAnswer::List(Vec::new())
        }
        FactKind::Set(_) | FactKind::Records { .. } if text.starts_with('[') => {
            match parse_value(text) {
                Ok(Some(list)) => list,
                Ok(None) | Err(_) => as_it_is(),
            }
        }
        FactKind::Set(options) => {
            let parts = text.split(BETWEEN).map(str::trim).filter(|p| !p.is_empty());
            let parts = parts.map(|part| UntypedAnswer::Text(option(options, part)));
            UntypedAnswer::List(parts.collect())
        }
        FactKind::Number { .. } => UntypedAnswer::Text(named(fact, text)),
        FactKind::Date | FactKind::Records { .. } => as_it_is(),
    }
}

/// The id of the option that has these words; the text itself where there is none, or several.
fn option(options: &[(String, String)], text: &str) -> String {
    let mut fit = options.iter().filter(|(_, words)| words == text);
    match (fit.next(), fit.next()) {
        (Some((id, _)), None) if !options.iter().any(|(id, _)| id == text) => id.clone(),
        (_, _) => text.to_owned(),
    }
}

/// The digits of a number that has a name.
fn named(fact: &Fact, text: &str) -> String {
    let mut fit = fact.named.iter().filter(|(_, name)| name == text);
    match fit.next() {
        Some((n, _)) => n.normalize().to_string(),
        None => text.to_owned(),
    }
}

/// A list whose records stand side by side in columns: for each column the record, the field, and
/// its cells.
pub(crate) struct Spread<'c> {
    pub(crate) fact: FactId,
    pub(crate) parts: Vec<(usize, u16, &'c Cells)>,
}

impl Spread<'_> {
    /// Reads the list of each row. A record of which nothing is said is not there; where nothing
    /// is said of any, the list is not known.
    pub(crate) fn read(&self, fact: &Fact, as_of: Date, rows: usize) -> Answered {
        let mut answered = Answered {
            column: Column::of(&fact.kind),
            refused: Vec::new(),
        };
        for row in 0..rows {
            let read = match self.list(fact, row) {
                Some(list) => read(fact, as_of, list),
                None => Ok(None),
            };
            answered.push(fact, row, &read);
        }
        answered
    }

    fn list(&self, fact: &Fact, row: usize) -> Option<UntypedAnswer> {
        let FactKind::Records { fields, .. } = &fact.kind else {
            return None;
        };
        let mut records: BTreeMap<usize, Vec<(String, UntypedAnswer)>> = BTreeMap::new();
        for (record, field, cells) in &self.parts {
            let Some(known) = fields.get(usize::from(*field)) else {
                continue;
            };
            let value = cells.value(row).map(|value| plain(known, value));
            let Some(value) = value.filter(|value| *value != UntypedAnswer::Null) else {
                continue;
            };
            let parts = records.entry(*record).or_default();
            parts.push((known.id.clone(), value));
        }
        let records: Vec<UntypedAnswer> = records.into_values().map(UntypedAnswer::Map).collect();
        (!records.is_empty()).then_some(UntypedAnswer::List(records))
    }
}
