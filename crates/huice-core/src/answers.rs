//! What a person has said, and how it is read.

use crate::VecMap;
use crate::date::{Date, DateRange};
use crate::ir::{Fact, FactId, FactKind, Law, OptionId};
use crate::number::Interval;
use rust_decimal::Decimal;

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

/// Why an answer was refused; the others stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerError {
    /// The field, as `hires[2].people`.
    pub field: String,
    /// What was found, in a few words.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl std::fmt::Display for AnswerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}`: {}; {}", self.field, self.found, self.expected)
    }
}

/// Reads answers by name. What can be read stands; every refusal is told.
#[must_use]
pub fn read_answers(law: &Law, raw: &[(String, UntypedAnswer)]) -> (Answers, Vec<AnswerError>) {
    let mut answers = Answers::new();
    let mut errors = Vec::new();
    for (name, value) in raw {
        match law.fact(name) {
            None => errors.push(AnswerError {
                field: name.clone(),
                found: "no such fact in this place".into(),
                expected: "see `huice facts` for the names".into(),
            }),
            Some((id, fact)) => match read_answer(fact, value, name) {
                Ok(Some(answer)) => answers.set(id, answer),
                Ok(None) => {}
                Err(error) => errors.push(error),
            },
        }
    }
    (answers, errors)
}

/// Reads one answer; `None` for a fact left unknown.
///
/// # Errors
/// Where the type or the value does not fit the fact.
pub fn read_answer(
    fact: &Fact,
    raw: &UntypedAnswer,
    field: &str,
) -> Result<Option<Answer>, AnswerError> {
    let refuse = |expected: String| {
        Err(AnswerError {
            field: field.into(),
            found: describe(raw),
            expected,
        })
    };
    if matches!(raw, UntypedAnswer::Null) {
        return Ok(Some(Answer::Unsure));
    }
    let answer = match &fact.kind {
        FactKind::Bool { .. } => match raw {
            UntypedAnswer::Bool(b) => Answer::Bool(*b),
            _ => return refuse("expected true or false".into()),
        },
        FactKind::Choice(options) => match raw {
            UntypedAnswer::Text(t) => match option(options, t) {
                Some(o) => Answer::Choice(o),
                None => return refuse(expected_options("one of", options)),
            },
            _ => return refuse(expected_options("one of", options)),
        },
        FactKind::Set(options) => match raw {
            UntypedAnswer::List(items) => {
                let mut chosen = Vec::new();
                for item in items {
                    match item {
                        UntypedAnswer::Text(t) => match option(options, t) {
                            Some(o) if !chosen.contains(&o) => chosen.push(o),
                            Some(_) => {}
                            None => return refuse(expected_options("a list of", options)),
                        },
                        _ => return refuse(expected_options("a list of", options)),
                    }
                }
                chosen.sort_unstable();
                Answer::Set(chosen)
            }
            _ => return refuse(expected_options("a list of", options)),
        },
        FactKind::Number { unit, min, max } => match read_number(raw, unit) {
            Some(n) if n >= *min && n <= *max && unit.allows(n) => Answer::Number(n),
            _ => return refuse(unit.expected(*min, *max)),
        },
        FactKind::Date => match raw {
            UntypedAnswer::Text(t) => match read_date(t) {
                Some(range) => Answer::Date(range),
                None => {
                    return refuse(
                        "expected a day from 1949-10-01 to 2100-12-31 as 2019-07-01, \
                         or 2019-07 or 2019 where only that is known"
                            .into(),
                    );
                }
            },
            _ => return refuse("expected a day as 2019-07-01".into()),
        },
        FactKind::Records { fields, .. } => match raw {
            UntypedAnswer::List(items) if items.len() <= 200 => read_records(fields, items, field)?,
            UntypedAnswer::List(_) => return refuse("expected at most 200 records".into()),
            _ => return refuse("expected a list of records".into()),
        },
    };
    Ok(Some(answer))
}

fn read_records(
    fields: &[Fact],
    items: &[UntypedAnswer],
    field: &str,
) -> Result<Answer, AnswerError> {
    let mut records = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let at = format!("{field}[{n}]");
        let UntypedAnswer::Map(parts) = item else {
            return Err(AnswerError {
                field: at,
                found: describe(item),
                expected: "expected a record of named fields".into(),
            });
        };
        let mut record = VecMap::new();
        for (name, value) in parts {
            let at = format!("{at}.{name}");
            let Some((position, part)) = fields
                .iter()
                .zip(0u16..)
                .find(|(f, _)| f.id == *name)
                .map(|(f, i)| (i, f))
            else {
                let names: Vec<_> = fields.iter().map(|f| f.id.as_str()).collect();
                return Err(AnswerError {
                    field: at,
                    found: "no such field".into(),
                    expected: format!("expected one of {}", crate::words::joined(&names, ", ")),
                });
            };
            if let Some(answer) = read_answer(part, value, &at)? {
                record.insert(position, answer);
            }
        }
        records.push(record);
    }
    Ok(Answer::Records(records))
}

fn option(options: &[(String, String)], id: &str) -> Option<OptionId> {
    options
        .iter()
        .zip(0u16..)
        .find(|((o, _), _)| o == id)
        .map(|(_, i)| i)
}

fn expected_options(how: &str, options: &[(String, String)]) -> String {
    let ids: Vec<_> = options.iter().map(|(id, _)| id.as_str()).collect();
    format!("expected {how}: {}", crate::words::joined(&ids, ", "))
}

fn read_number(raw: &UntypedAnswer, unit: &crate::ir::Unit) -> Option<Decimal> {
    let (UntypedAnswer::Number(text) | UntypedAnswer::Text(text)) = raw else {
        return None;
    };
    unit.read(text)
}

/// Reads a day, or a month or year as the days it may be.
#[must_use]
pub fn read_date(text: &str) -> Option<DateRange> {
    let range = match text.len() {
        10 => DateRange::only(Date::parse(text)?),
        7 => {
            let low = Date::parse(&format!("{text}-01"))?;
            let high = Date::parse(&format!("{text}-31"))
                .or_else(|| Date::parse(&format!("{text}-30")))
                .or_else(|| Date::parse(&format!("{text}-29")))
                .or_else(|| Date::parse(&format!("{text}-28")))?;
            DateRange { low, high }
        }
        4 => DateRange {
            low: Date::parse(&format!("{text}-01-01"))?,
            high: Date::parse(&format!("{text}-12-31"))?,
        },
        _ => return None,
    };
    let sensible = Date::new(1949, 10, 1)? <= range.high && range.high <= Date::new(2100, 12, 31)?;
    sensible.then_some(range)
}

fn describe(raw: &UntypedAnswer) -> String {
    let short = |t: &str| {
        let mut s: String = t.chars().take(40).collect();
        if t.chars().count() > 40 {
            s.push('…');
        }
        s
    };
    match raw {
        UntypedAnswer::Null => "found nothing".into(),
        UntypedAnswer::Bool(b) => format!("found {b}"),
        UntypedAnswer::Text(t) => format!("found the text `{}`", short(t)),
        UntypedAnswer::Number(t) => format!("found the number {}", short(t)),
        UntypedAnswer::List(_) => "found a list".into(),
        UntypedAnswer::Map(_) => "found named parts".into(),
    }
}
