//! A session as text, so that a reload loses nothing. Answers go by the names of their facts and
//! options, so text written for an older version of the law still reads as far as it fits.

use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::text::joined;
use huice_core::{Answer, Answers, Date, DateRange};
use huice_zh::read::{AnswerError, UntypedAnswer, read_answers_on};
use huice_zh::read::{read_day, write_number};

/// What a stored session says, answers still unread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// Code of the place.
    pub place: String,
    /// Day of calculation, where it was not simply today.
    pub day: Option<Date>,
    /// The day on which it was kept, where it is told: sessions of older programs do not.
    pub kept_on: Option<Date>,
    /// Names of goals, and of roles as older sessions and other sites have them.
    pub wanted: Vec<String>,
    /// Lines `fact=answer`.
    pub answers: String,
    /// Forms that are not done, by the names of their questions.
    pub unfinished: Vec<(String, String)>,
}

/// What begins the line of the day on which a session was kept. It holds no `=`, so whoever does
/// not know it takes it for no answer.
const KEPT_ON: char = '@';

/// What begins the line of a form that is not done. It holds no `=` either.
const UNFINISHED: char = '~';

/// Writes a session.
#[must_use]
pub fn write(session: &Stored) -> String {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let kept_on = match session.kept_on {
        Some(today) => format!("{KEPT_ON}{today}\n"),
        None => String::new(),
    };
    let forms = session.unfinished.iter();
    let forms: String = forms
        .map(|(fact, form)| format!("{UNFINISHED}{fact}:{form}\n"))
        .collect();
    format!(
        "1\n{}\n{}\n{}\n{}{kept_on}{forms}",
        session.place,
        day(session.day),
        joined(&session.wanted, ","),
        session.answers
    )
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
    let mut kept_on = None;
    let mut answers = String::new();
    let mut unfinished = Vec::new();
    for line in parts.next().unwrap_or_default().lines() {
        if let Some(day) = line.strip_prefix(KEPT_ON) {
            kept_on = read_day(day).ok();
        } else if let Some(form) = line.strip_prefix(UNFINISHED) {
            let form = form.split_once(':');
            unfinished.extend(form.map(|(fact, form)| (fact.to_owned(), form.to_owned())));
        } else {
            answers.push_str(line);
            answers.push('\n');
        }
    }
    Some(Stored {
        place,
        day,
        kept_on,
        wanted,
        answers,
        unfinished,
    })
}

/// The law and the outcome of the link that a session began with. None if it began without one.
#[must_use]
pub fn since(answers: &str) -> Option<String> {
    let mut lines = answers.lines();
    lines
        .find_map(|line| line.strip_prefix('='))
        .map(str::to_owned)
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

/// Reads answers for a law as of a day. A line whose name is empty is no answer; see [`crate::state`].
#[must_use]
pub fn parse_answers(law: &Law, as_of: Date, text: &str) -> Kept {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    let raw: Vec<(String, UntypedAnswer)> = lines
        .filter(|(id, _)| !id.is_empty())
        .map(|(id, value)| {
            let fact = law.fact_answered(id).map(|(_, fact)| fact);
            let raw = fact.map_or(UntypedAnswer::Null, |fact| raw(fact, value));
            (id.to_owned(), raw)
        })
        .collect();
    let (answers, unread) = read_answers_on(law, as_of, &raw);
    let mut trail = Vec::new();
    for (id, _) in &raw {
        if let Some((fact, _)) = law.fact_answered(id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days() -> impl Strategy<Value = Option<Date>> {
        let day = (2000u16..2100, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| Date::new(y, m, d));
        prop_oneof![Just(None), day]
    }

    prop_compose! {
        fn sessions()(
            place in "[0-9]{0,6}",
            day in days(),
            kept_on in days(),
            wanted in proptest::collection::vec("[a-z_]{1,6}", 0..4),
            answers in "([a-z_]{0,6}=[a-z0-9:;,.?+-]{0,9}\n){0,4}",
            unfinished in proptest::collection::vec(("[a-z_]{1,6}", "[a-z0-9%./;!-]{0,9}"), 0..3),
        ) -> Stored {
            Stored { place, day, kept_on, wanted, answers, unfinished }
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_the_same(session in sessions()) {
            prop_assert_eq!(read(&write(&session)), Some(session));
        }

        #[test]
        fn whatever_is_stored_is_read_or_refused(text in "(1\n)?.{0,40}(\n.{0,9}){0,6}") {
            drop(read(&text));
        }
    }

    #[test]
    fn sessions_of_older_programs_are_read() {
        let old = read("1\n320281\n2020-01-01\nfounder\nhukou_local=y\n=abc.18000-0a1b\n");
        let wanted = Stored {
            place: "320281".into(),
            day: Date::parse("2020-01-01"),
            wanted: vec!["founder".into()],
            answers: "hukou_local=y\n=abc.18000-0a1b\n".into(),
            ..Stored::default()
        };
        assert_eq!(old, Some(wanted));
        assert_eq!(read("2\n320281"), None);
    }
}
