//! What a person can change an answer to, and from what they would come back.

use crate::look::{Look, samples};
use huice_core::ir::{Action, ActionTarget, Fact, FactId, FactKind, Law};
use huice_core::{Answer, Date, VecMap};
use huice_oracle::domain::Domain;
use huice_oracle::generate::Dice;

/// Whether a person can change an answer so.
pub fn may(act: &Action, from: &Answer, to: &Answer, as_of: Date) -> bool {
    match (&act.target, from, to) {
        (ActionTarget::Yes, Answer::Bool(false), Answer::Bool(true))
        | (ActionTarget::No, Answer::Bool(true), Answer::Bool(false)) => true,
        (ActionTarget::More, Answer::Number(a), Answer::Number(b)) => a < b,
        (ActionTarget::Less, Answer::Number(a), Answer::Number(b)) => a > b,
        (ActionTarget::Later, Answer::Date(_), Answer::Date(b)) => {
            b.low == b.high && as_of <= b.low
        }
        (ActionTarget::Options(options), Answer::Choice(a), Answer::Choice(b)) => {
            options.contains(b) && (act.from.is_empty() || act.from.contains(a))
        }
        (ActionTarget::Options(options), Answer::Set(a), Answer::Set(b)) => {
            let new: Vec<u16> = b.iter().filter(|o| !a.contains(o)).copied().collect();
            a.iter().all(|o| b.contains(o)) && new.len() == 1 && options.contains(&new[0])
        }
        _ => false,
    }
}

/// Whether a person can change a list so: fields that may be changed, or one more record of today.
pub fn records_allowed(
    fact: &Fact,
    fields: &[Fact],
    old: &[VecMap<Answer>],
    new: &[VecMap<Answer>],
    as_of: Date,
) -> bool {
    let kept = old.iter().zip(new).all(|(before, after)| {
        before.len() == after.len()
            && after.iter().all(|(at, to)| {
                let from = before.get(at).unwrap();
                let act = fields[usize::from(*at)].change.as_ref();
                from == to || act.is_some_and(|act| may(act, from, to, as_of))
            })
    });
    let more = new.len() == old.len() + 1
        && fact
            .change
            .as_ref()
            .is_some_and(|act| act.target == ActionTarget::More)
        && new[old.len()].values().all(|answer| match answer {
            Answer::Date(day) => day.low == as_of && day.high == as_of,
            _ => true,
        });
    kept && (new.len() == old.len() || more)
}

/// What the fact can be changed to, as the oracle sees it: the values on, under and over every
/// figure that the rule names.
pub fn reachable(look: &Look<'_>, domain: &Domain, id: FactId, dice: &mut Dice) -> Vec<Answer> {
    let fact = &look.law.facts[usize::from(id)];
    let Some(now) = look.answers.get(id) else {
        return Vec::new();
    };
    let values = domain.facts.iter().find(|(f, _)| *f == id);
    let values = values.map_or(&[][..], |(_, values)| values);
    if let (FactKind::Records { fields, .. }, Answer::Records(old)) = (&fact.kind, now) {
        return lists(look, fact, fields, old, values, dice);
    }
    let Some(act) = &fact.change else {
        return Vec::new();
    };
    let single = match (&act.target, now) {
        (ActionTarget::Options(options), Answer::Set(chosen)) => options
            .iter()
            .map(|o| {
                let mut with = chosen.clone();
                with.push(*o);
                with.sort_unstable();
                with.dedup();
                Answer::Set(with)
            })
            .collect(),
        _ => values.to_vec(),
    };
    let fits = |to: &Answer| to != now && may(act, now, to, look.as_of);
    single.into_iter().filter(fits).collect()
}

/// Lists with one more record, and with one field of one record changed.
fn lists(
    look: &Look<'_>,
    fact: &Fact,
    fields: &[Fact],
    old: &[VecMap<Answer>],
    values: &[Answer],
    dice: &mut Dice,
) -> Vec<Answer> {
    let samples = samples(values);
    let mut found = Vec::new();
    if samples.is_empty() {
        return found;
    }
    for _ in 0..12 {
        let mut list = old.to_vec();
        let mut new = samples[dice.below(samples.len())].clone();
        for (at, field) in (0u16..).zip(fields) {
            if field.kind == FactKind::Date {
                let today = huice_core::DateRange::only(look.as_of);
                new.insert(at, Answer::Date(today));
            }
        }
        list.push(new);
        if fact.change.is_some() {
            found.push(Answer::Records(list));
        }
    }
    for (row, record) in old.iter().enumerate() {
        for (at, field) in (0u16..).zip(fields) {
            for sample in &samples {
                let (Some(act), Some(from), Some(to)) =
                    (&field.change, record.get(&at), sample.get(&at))
                else {
                    continue;
                };
                if may(act, from, to, look.as_of) {
                    let mut list = old.to_vec();
                    list[row].insert(at, to.clone());
                    found.push(Answer::Records(list));
                }
            }
        }
    }
    found
}

/// An answer from which the person would have to come back.
pub fn spoil(law: &Law, id: FactId, answer: &Answer) -> Option<Answer> {
    let fact = &law.facts[usize::from(id)];
    if let (FactKind::Records { fields, .. }, Answer::Records(list)) = (&fact.kind, answer) {
        let mut list = list.clone();
        for record in &mut list {
            for (at, field) in (0u16..).zip(fields) {
                if let (Some(act), Some(now)) = (&field.change, record.get(&at)) {
                    let worse = before(field, act, now)?;
                    record.insert(at, worse);
                }
            }
        }
        let changed = Answer::Records(list);
        return Some(if changed == *answer {
            Answer::Records(Vec::new())
        } else {
            changed
        });
    }
    before(fact, fact.change.as_ref()?, answer)
}

fn before(fact: &Fact, act: &Action, now: &Answer) -> Option<Answer> {
    Some(match (&act.target, now, &fact.kind) {
        (ActionTarget::Yes, Answer::Bool(_), _) => Answer::Bool(false),
        (ActionTarget::No, Answer::Bool(_), _) => Answer::Bool(true),
        (ActionTarget::More, Answer::Number(_), FactKind::Number { min, .. }) => {
            Answer::Number(*min)
        }
        (ActionTarget::Less, Answer::Number(_), FactKind::Number { max, .. }) => {
            Answer::Number(*max)
        }
        (ActionTarget::Options(to), Answer::Choice(_), FactKind::Choice(options)) => {
            let all = 0..u16::try_from(options.len()).ok()?;
            let mut other = all.filter(|o| !to.contains(o));
            Answer::Choice(act.from.first().copied().or_else(|| other.next())?)
        }
        (ActionTarget::Options(_), Answer::Set(_), _) => Answer::Set(Vec::new()),
        _ => return None,
    })
}
