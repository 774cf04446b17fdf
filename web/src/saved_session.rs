//! A session as text, so that a reload loses nothing. Answers go by the names of their facts and
//! options, so text written for an older version of the law still reads as far as it fits.

use huice_core::input::{read_day, write_number};
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::words::joined;
use huice_core::{Answer, AnswerError, Answers, Date, DateRange, UntypedAnswer, read_answers};

/// What a stored session says, answers still unread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// Code of the place.
    pub place: String,
    /// Day of calculation, where it was not simply today.
    pub day: Option<Date>,
    /// Names of goals, and of roles as older sessions and other sites have them.
    pub wanted: Vec<String>,
    /// Lines `fact=answer`.
    pub answers: String,
}

/// Writes a session.
#[must_use]
pub fn write(place: &str, day: Option<Date>, wanted: &[String], answers: &str) -> String {
    let day = day.map_or_else(String::new, |day| day.to_string());
    format!("1\n{place}\n{day}\n{}\n{answers}", joined(wanted, ","))
}

/// The names in a list with `,` between them.
#[must_use]
pub fn names(text: &str) -> Vec<String> {
    let names = text.split(',').filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Reads a session; nothing where the text is not one.
#[must_use]
pub fn read(text: &str) -> Option<Stored> {
    let mut parts = text.splitn(5, '\n');
    if parts.next()? != "1" {
        return None;
    }
    let place = parts.next()?.to_owned();
    let day = read_day(parts.next()?).ok();
    let wanted = names(parts.next()?);
    Some(Stored {
        place,
        day,
        wanted,
        answers: parts.next().unwrap_or_default().to_owned(),
    })
}

/// Writes the answers, one a line, in the order in which they were given.
#[must_use]
pub fn write_answers(law: &Law, answers: &Answers, trail: &[FactId]) -> String {
    let mut out = String::new();
    for id in trail {
        let found = law.facts.get(usize::from(*id)).zip(answers.get(*id));
        if let Some((fact, answer)) = found {
            out.push_str(&fact.id);
            out.push('=');
            out.push_str(&write_answer(fact, answer));
            out.push('\n');
        }
    }
    out
}

/// Answers that were kept, or that a link brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// What could be read.
    pub answers: Answers,
    /// The questions in the order of their answers.
    pub trail: Vec<FactId>,
    /// What could not be read: it stays unknown.
    pub unread: Vec<AnswerError>,
}

/// Reads answers for a law. A line whose name is empty is no answer; see [`crate::state`].
#[must_use]
pub fn parse_answers(law: &Law, text: &str) -> Kept {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    let raw: Vec<(String, UntypedAnswer)> = lines
        .filter(|(id, _)| !id.is_empty())
        .map(|(id, value)| {
            let fact = law.fact(id).map(|(_, fact)| fact);
            let raw = fact.map_or(UntypedAnswer::Null, |fact| raw(fact, value));
            (id.to_owned(), raw)
        })
        .collect();
    let (answers, unread) = read_answers(law, &raw);
    let mut trail = Vec::new();
    for (id, _) in &raw {
        if let Some((fact, _)) = law.fact(id)
            && answers.get(fact).is_some()
            && !trail.contains(&fact)
        {
            trail.push(fact);
        }
    }
    Kept {
        answers,
        trail,
        unread,
    }
}

fn write_answer(fact: &Fact, answer: &Answer) -> String {
    let named = |options: &[(String, String)], at: u16| {
        options
            .get(usize::from(at))
            .map_or("", |(id, _)| id.as_str())
            .to_owned()
    };
    match (answer, &fact.kind) {
        (Answer::Unsure, _) => "?".into(),
        (Answer::Bool(yes), _) => if *yes { "y" } else { "n" }.into(),
        (Answer::Number(n), FactKind::Number { unit, .. }) => write_number(*n, unit),
        (Answer::Date(range), _) => write_date(*range),
        (Answer::Choice(at), FactKind::Choice(options)) => named(options, *at),
        (Answer::Set(chosen), FactKind::Set(options)) => {
            let ids: Vec<_> = chosen.iter().map(|at| named(options, *at)).collect();
            joined(&ids, "+")
        }
        (Answer::Records(records), FactKind::Records { fields, .. }) => {
            let lines: Vec<String> = records
                .iter()
                .map(|record| {
                    let parts: Vec<String> = record
                        .iter()
                        .filter_map(|(at, answer)| {
                            let field = fields.get(usize::from(*at))?;
                            Some(format!("{}:{}", field.id, write_answer(field, answer)))
                        })
                        .collect();
                    // A record of which nothing is known is still one: no records is an answer.
                    if parts.is_empty() {
                        return "_".to_owned();
                    }
                    joined(&parts, ",")
                })
                .collect();
            joined(&lines, ";")
        }
        (
            Answer::Number(_)
            | Answer::NumberRange(_)
            | Answer::Choice(_)
            | Answer::Set(_)
            | Answer::Records(_),
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Number { .. }
            | FactKind::Date
            | FactKind::Records { .. },
        ) => "?".into(),
    }
}

fn write_date(range: DateRange) -> String {
    let day = range.low.to_string();
    let short = if range.low == range.high {
        None
    } else if range.low.month() == range.high.month() {
        day.get(..7)
    } else {
        day.get(..4)
    };
    short.map_or(day.clone(), str::to_owned)
}

fn raw(fact: &Fact, value: &str) -> UntypedAnswer {
    if value == "?" {
        return UntypedAnswer::Null;
    }
    let some = |value: &str, mark: char| -> Vec<String> {
        value
            .split(mark)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match &fact.kind {
        // Anything else is no answer of ours; whoever reads it refuses it.
        FactKind::Bool { .. } => match value {
            "y" => UntypedAnswer::Bool(true),
            "n" => UntypedAnswer::Bool(false),
            _ => UntypedAnswer::Text(value.into()),
        },
        FactKind::Set(_) => UntypedAnswer::List(
            some(value, '+')
                .into_iter()
                .map(UntypedAnswer::Text)
                .collect(),
        ),
        FactKind::Choice(_) | FactKind::Number { .. } | FactKind::Date => {
            UntypedAnswer::Text(value.into())
        }
        FactKind::Records { fields, .. } => {
            let record = |line: &String| {
                let parts = line.split(',').filter_map(|part| part.split_once(':'));
                let read = parts.filter_map(|(id, value)| {
                    let field = fields.iter().find(|field| field.id == id)?;
                    Some((id.to_owned(), raw(field, value)))
                });
                UntypedAnswer::Map(read.collect())
            };
            UntypedAnswer::List(some(value, ';').iter().map(record).collect())
        }
    }
}
