//! What a person has said, and how it is read.

mod refusal;

pub use refusal::{AnswerError, Found, Refusal};

use crate::VecMap;
use crate::date::{Date, DateRange};
use crate::input::{DateError, NumberError, read_date, read_number_within, read_option};
use crate::ir::{Fact, FactId, FactKind, Law, OptionId};
use crate::number::Interval;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One answer, of the type of its fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 不清楚: asked, and not known.
    Unsure,
    /// Yes or no.
    Bool(bool),
    /// A number in the fact's unit (months for 年, a share for %).
    Number(Decimal),
    /// A number of which only the ends are known, both inclusive.
    NumberRange(Interval),
    /// A day, or the days it may be.
    Date(DateRange),
    /// One option.
    Choice(OptionId),
    /// Several options.
    Set(Vec<OptionId>),
    /// Records; a field left out is unknown.
    Records(Vec<VecMap<Answer>>),
}

/// Answers by fact. A fact that is absent has not been asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    map: VecMap<Answer>,
}

impl Answers {
    /// No answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a fact.
    #[must_use]
    pub fn get(&self, fact: FactId) -> Option<&Answer> {
        self.map.get(&fact)
    }

    /// Sets an answer.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        self.map.insert(fact, answer);
    }

    /// Takes an answer back.
    pub fn unset(&mut self, fact: FactId) {
        self.map.remove(&fact);
    }

    /// All answers by position of fact.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Answer)> {
        self.map.iter().map(|(id, answer)| (*id, answer))
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

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

/// Most records of one answer.
pub const MOST_RECORDS: usize = 200;

/// Reads answers by name, or by a name of before. What can be read stands; every refusal is
/// returned. A name that is there twice has no answer, nor has a fact whose names say different
/// things.
#[must_use]
pub fn read_answers(law: &Law, raw: &[(String, UntypedAnswer)]) -> (Answers, Vec<AnswerError>) {
    let facts = facts_by_name(law);
    let twice = repeated(raw);
    let mut answers = Answers::new();
    let mut errors = Vec::new();
    let mut disputed = BTreeSet::new();
    for (name, value) in raw {
        let refuse = |refusal| AnswerError {
            field: name.clone(),
            found: Found::of(value),
            refusal,
        };
        match facts.get(name.as_str()) {
            None => errors.push(refuse(Refusal::UnknownFact)),
            Some(_) if twice.contains(name.as_str()) => errors.push(refuse(Refusal::Twice)),
            Some((id, fact)) => match read_answer(fact, value, name) {
                Ok(answer) if answers.get(*id).is_some_and(|other| *other != answer) => {
                    disputed.insert(*id);
                    errors.push(refuse(Refusal::Twice));
                }
                Ok(answer) => answers.set(*id, answer),
                Err(error) => errors.push(error),
            },
        }
    }
    for id in disputed {
        answers.unset(id);
    }
    (answers, errors)
}

/// The facts by every name that answers may use for them: their own, and those of before.
fn facts_by_name(law: &Law) -> BTreeMap<&str, (FactId, &Fact)> {
    let mut found = BTreeMap::new();
    for (id, fact) in (0..).zip(&law.facts) {
        for name in &fact.formerly {
            found.insert(name.as_str(), (id, fact));
        }
    }
    for (id, fact) in (0..).zip(&law.facts) {
        found.insert(fact.id.as_str(), (id, fact));
    }
    found
}

/// Reads answers as of a day: as [`read_answers`], without what cannot be so on that day.
#[must_use]
pub fn read_answers_on(
    law: &Law,
    as_of: Date,
    raw: &[(String, UntypedAnswer)],
) -> (Answers, Vec<AnswerError>) {
    let (mut answers, mut errors) = read_answers(law, raw);
    for (id, fact) in (0..).zip(&law.facts) {
        if let Some(answer) = answers.get(id) {
            let before = errors.len();
            check_fact(fact, as_of, answer, &mut errors);
            if errors.len() > before {
                answers.unset(id);
            }
        }
    }
    (answers, errors)
}

/// Reads one answer as of a day.
///
/// # Errors
/// As [`read_answer`], and where it cannot be so on that day.
pub fn read_answer_on(
    fact: &Fact,
    as_of: Date,
    raw: &UntypedAnswer,
    field: &str,
) -> Result<Answer, AnswerError> {
    let answer = read_answer(fact, raw, field)?;
    let mut errors = Vec::new();
    check_fact(fact, as_of, &answer, &mut errors);
    match errors.pop() {
        Some(error) => Err(error),
        None => Ok(answer),
    }
}

/// The names that are there more than once.
fn repeated(raw: &[(String, UntypedAnswer)]) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    raw.iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| !seen.insert(*name))
        .collect()
}

/// Reads one answer.
///
/// # Errors
/// Where the type or the value does not fit the fact.
pub fn read_answer(fact: &Fact, raw: &UntypedAnswer, field: &str) -> Result<Answer, AnswerError> {
    if matches!(raw, UntypedAnswer::Null) {
        return Ok(Answer::Unsure);
    }
    let refuse = |refusal| AnswerError {
        field: field.into(),
        found: Found::of(raw),
        refusal,
    };
    match &fact.kind {
        FactKind::Records { fields, .. } => match raw {
            UntypedAnswer::List(items) if items.len() <= MOST_RECORDS => {
                read_records(fields, items, field)
            }
            UntypedAnswer::List(_) => Err(refuse(Refusal::TooManyRecords)),
            _ => Err(refuse(Refusal::NotRecords)),
        },
        kind => read_plain(kind, &renamed(fact, raw)).map_err(refuse),
    }
}

/// An answer whose options have the names of today.
fn renamed<'r>(fact: &Fact, raw: &'r UntypedAnswer) -> Cow<'r, UntypedAnswer> {
    if fact.former_options.is_empty() {
        return Cow::Borrowed(raw);
    }
    match raw {
        UntypedAnswer::Text(name) => {
            let now = fact
                .former_options
                .iter()
                .find(|(before, _)| before == name);
            now.map_or(Cow::Borrowed(raw), |(_, now)| {
                Cow::Owned(UntypedAnswer::Text(now.clone()))
            })
        }
        UntypedAnswer::List(items) => {
            let items = items.iter().map(|item| renamed(fact, item).into_owned());
            Cow::Owned(UntypedAnswer::List(items.collect()))
        }
        UntypedAnswer::Null
        | UntypedAnswer::Bool(_)
        | UntypedAnswer::Number(_)
        | UntypedAnswer::Map(_) => Cow::Borrowed(raw),
    }
}

/// Reads an answer that is no list of records.
fn read_plain(kind: &FactKind, raw: &UntypedAnswer) -> Result<Answer, Refusal> {
    let text = match raw {
        UntypedAnswer::Text(text) | UntypedAnswer::Number(text) => Some(text.as_str()),
        _ => None,
    };
    match kind {
        // `1`, `yes`, an empty text: any of them may mean either in somebody's hands.
        FactKind::Bool { .. } => match raw {
            UntypedAnswer::Bool(truth) => Ok(Answer::Bool(*truth)),
            _ => Err(Refusal::NotBool),
        },
        FactKind::Choice(options) => text
            .and_then(|text| read_option(options, text))
            .map(Answer::Choice)
            .ok_or_else(|| Refusal::NotAnOption(ids(options))),
        FactKind::Set(options) => read_set(options, raw)
            .map(Answer::Set)
            .ok_or_else(|| Refusal::NotOptions(ids(options))),
        FactKind::Number { unit, min, max } => text
            .ok_or(NumberError::NotANumber)
            .and_then(|text| read_number_within(text, unit, *min, *max))
            .map(Answer::Number)
            .map_err(|error| Refusal::Number(error, unit.clone(), [*min, *max])),
        FactKind::Date => text
            .ok_or(DateError::NotADay)
            .and_then(read_date)
            .map(Answer::Date)
            .map_err(Refusal::Date),
        FactKind::Records { .. } => Err(Refusal::NotRecords),
    }
}

/// Options in the order of the fact, each once.
fn read_set(options: &[(String, String)], raw: &UntypedAnswer) -> Option<Vec<OptionId>> {
    let UntypedAnswer::List(items) = raw else {
        return None;
    };
    let mut chosen = BTreeSet::new();
    for item in items {
        let UntypedAnswer::Text(id) = item else {
            return None;
        };
        chosen.insert(read_option(options, id)?);
    }
    Some(chosen.into_iter().collect())
}

fn ids(options: &[(String, String)]) -> Vec<String> {
    options.iter().map(|(id, _)| id.clone()).collect()
}

/// What cannot be so on a day: days after it of what can only lie in the past. A month or a year
/// of which only a part is over stands.
#[must_use]
pub fn check_limits(law: &Law, as_of: Date, answers: &Answers) -> Vec<AnswerError> {
    let mut errors = Vec::new();
    for (id, answer) in answers.iter() {
        let Some(fact) = law.facts.get(usize::from(id)) else {
            continue;
        };
        check_fact(fact, as_of, answer, &mut errors);
    }
    errors
}

/// What cannot be so on a day of one fact, the fields of its records included.
fn check_fact(fact: &Fact, as_of: Date, answer: &Answer, errors: &mut Vec<AnswerError>) {
    check_limit(fact, as_of, answer, &fact.id, errors);
    if let (FactKind::Records { fields, .. }, Answer::Records(records)) = (&fact.kind, answer) {
        for (n, record) in records.iter().enumerate() {
            for (position, answer) in record.iter() {
                if let Some(part) = fields.get(usize::from(*position)) {
                    let field = format!("{}[{n}].{}", fact.id, part.id);
                    check_limit(part, as_of, answer, &field, errors);
                }
            }
        }
    }
}

fn check_limit(
    fact: &Fact,
    as_of: Date,
    answer: &Answer,
    field: &str,
    errors: &mut Vec<AnswerError>,
) {
    if let (true, Answer::Date(range)) = (fact.past, answer)
        && range.low > as_of
    {
        errors.push(AnswerError {
            field: field.into(),
            found: Found::Text(range.low.to_string()),
            refusal: Refusal::Future(as_of),
        });
    }
}

fn read_records(
    fields: &[Fact],
    items: &[UntypedAnswer],
    field: &str,
) -> Result<Answer, AnswerError> {
    let mut records = Vec::new();
    for (n, item) in items.iter().enumerate() {
        records.push(read_record(fields, item, &format!("{field}[{n}]"))?);
    }
    Ok(Answer::Records(records))
}

fn read_record(
    fields: &[Fact],
    item: &UntypedAnswer,
    at: &str,
) -> Result<VecMap<Answer>, AnswerError> {
    let refuse = |field: String, raw: &UntypedAnswer, refusal| AnswerError {
        field,
        found: Found::of(raw),
        refusal,
    };
    let UntypedAnswer::Map(parts) = item else {
        return Err(refuse(at.into(), item, Refusal::NotARecord));
    };
    let twice = repeated(parts);
    let mut record = VecMap::new();
    for (name, value) in parts {
        let at = format!("{at}.{name}");
        let Some((position, part)) = (0..).zip(fields).find(|(_, f)| f.id == *name) else {
            let names = fields.iter().map(|f| f.id.clone()).collect();
            return Err(refuse(at, value, Refusal::UnknownField(names)));
        };
        if twice.contains(name.as_str()) {
            return Err(refuse(at, value, Refusal::Twice));
        }
        record.insert(position, read_answer(part, value, &at)?);
    }
    Ok(record)
}

#[cfg(test)]
mod tests;
