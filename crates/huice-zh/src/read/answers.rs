//! Answers as they come from outside, read by the kinds of their facts.

use super::date::{DateError, read_date};
use super::number::{NumberError, read_number_within};
use super::option::read_option;
use super::refusal::{AnswerError, Found, MOST_RECORDS, Refusal};
use super::untyped::UntypedAnswer;
use huice_core::ir::{Fact, FactId, FactKind, Law, OptionId};
use huice_core::{Answer, Answers, Date, VecMap, sort};
use std::borrow::Cow;

/// Reads answers by name, or by a former name. Valid answers are kept; every refusal is
/// returned. A name that occurs twice has no answer, nor has a fact whose names have different
/// answers.
#[must_use]
pub fn read_answers(law: &Law, raw: &[(String, UntypedAnswer)]) -> (Answers, Vec<AnswerError>) {
    let facts = FactsByName::new(law);
    let twice = repeated(raw);
    let mut answers = Answers::new();
    let mut errors = Vec::new();
    let mut disputed = Vec::new();
    for (name, value) in raw {
        let refuse = |refusal| AnswerError {
            field: name.clone(),
            found: Found::of(value),
            refusal,
        };
        match facts.find(name) {
            None => errors.push(refuse(Refusal::UnknownFact)),
            Some(_) if twice.binary_search(&name.as_str()).is_ok() => {
                errors.push(refuse(Refusal::Twice))
            }
            Some((id, fact)) => match read_answer(fact, value, name) {
                Ok(answer) if answers.get(id).is_some_and(|other| *other != answer) => {
                    disputed.push(id);
                    errors.push(refuse(Refusal::Twice));
                }
                Ok(answer) => answers.set(id, answer),
                Err(error) => errors.push(error),
            },
        }
    }
    for id in disputed {
        answers.unset(id);
    }
    (answers, errors)
}

/// The facts by every name that answers may use for them, in the order of the names: their own, and
/// those of before.
struct FactsByName<'l> {
    law: &'l Law,
    /// Each name, whether it is one of before, and its fact.
    names: Vec<(&'l str, bool, FactId)>,
}

impl<'l> FactsByName<'l> {
    fn new(law: &'l Law) -> Self {
        let mut names = Vec::new();
        for (id, fact) in (0..).zip(&law.facts) {
            names.push((fact.id.as_str(), false, id));
            for name in &fact.formerly {
                names.push((name.as_str(), true, id));
            }
        }
        sort(&mut names);
        Self { law, names }
    }

    /// The fact of this name; of one that has been another's before, the one that has it now.
    fn find(&self, name: &str) -> Option<(FactId, &'l Fact)> {
        let at = self.names.partition_point(|(other, ..)| *other < name);
        let (_, _, id) = self.names.get(at).filter(|(found, ..)| *found == name)?;
        Some((*id, self.law.facts.get(usize::from(*id))?))
    }
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
    let answer = read_answer(fact, raw, field);
    let mut errors = Vec::new();
    if let Ok(answer) = &answer {
        check_fact(fact, as_of, answer, &mut errors);
    }
    errors.pop().map_or(answer, Err)
}

/// The names that are there more than once, in order.
fn repeated(raw: &[(String, UntypedAnswer)]) -> Vec<&str> {
    let mut names: Vec<&str> = raw.iter().map(|(name, _)| name.as_str()).collect();
    sort(&mut names);
    let pairs = names.iter().zip(names.iter().skip(1));
    pairs
        .filter(|(a, b)| a == b)
        .map(|(name, _)| *name)
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
    let mut chosen = Vec::new();
    for item in items {
        let UntypedAnswer::Text(id) = item else {
            return None;
        };
        chosen.push(read_option(options, id)?);
    }
    sort(&mut chosen);
    chosen.dedup();
    Some(chosen)
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
    check_limit(fact, as_of, answer, &|| fact.id.clone(), errors);
    if let (FactKind::Records { fields, .. }, Answer::Records(records)) = (&fact.kind, answer) {
        for (n, record) in records.iter().enumerate() {
            for (position, answer) in record.iter() {
                if let Some(part) = fields.get(usize::from(*position)) {
                    let field = || format!("{}[{n}].{}", fact.id, part.id);
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
    field: &dyn Fn() -> String,
    errors: &mut Vec<AnswerError>,
) {
    if let (true, Answer::Date(range)) = (fact.past, answer)
        && range.low > as_of
    {
        errors.push(AnswerError {
            field: field(),
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
        // Where it is, is only written down for what is refused.
        let record = read_record(fields, item);
        records.push(record.map_err(|error| error.within(&format!("{field}[{n}]")))?);
    }
    Ok(Answer::Records(records))
}

/// Reads a record. What is refused is named as seen from it: `.people`.
fn read_record(fields: &[Fact], item: &UntypedAnswer) -> Result<VecMap<Answer>, AnswerError> {
    let refuse = |field: String, raw: &UntypedAnswer, refusal| AnswerError {
        field,
        found: Found::of(raw),
        refusal,
    };
    let UntypedAnswer::Map(parts) = item else {
        return Err(refuse(String::new(), item, Refusal::NotARecord));
    };
    let twice = repeated(parts);
    let mut record = VecMap::new();
    for (name, value) in parts {
        let at = || format!(".{name}");
        let Some((position, part)) = (0..).zip(fields).find(|(_, f)| f.id == *name) else {
            let names = fields.iter().map(|f| f.id.clone()).collect();
            return Err(refuse(at(), value, Refusal::UnknownField(names)));
        };
        if twice.binary_search(&name.as_str()).is_ok() {
            return Err(refuse(at(), value, Refusal::Twice));
        }
        let answer = read_answer(part, value, "").map_err(|error| error.within(&at()))?;
        record.insert(position, answer);
    }
    Ok(record)
}

#[cfg(test)]
mod tests;
