//! What a fact can be changed to: the nearest value of every stretch that the tests can tell
//! apart, nearest first.

mod conditions;
mod one_more;

use super::Search;
use crate::answers::{Answer, Answers};
use crate::date::DateRange;
use crate::decide::{Place, stretches};
use crate::ir::{Action, ActionTarget, Fact, FactId, FactKind, OptionId, Unit};
use crate::number::{Bound, Interval, add, multiply, subtract, whole};
use crate::program::{OpId, decimals};
use crate::value::Value;
use crate::vec_map::{VecMap, insert_sorted};
pub(super) use conditions::Tests;
use one_more::one_more;
use rust_decimal::Decimal;

/// How far ahead a day is set, in months.
const AHEAD: i64 = 36;

type Record = VecMap<Answer>;

/// What a fact can be changed to, given the answers so far.
pub(super) fn offers(search: &Search<'_>, now: &Answers, id: FactId, act: &Action) -> Vec<Answer> {
    let (Some(fact), Some(current)) = (search.law.facts.get(usize::from(id)), now.get(id)) else {
        return Vec::new();
    };
    match (&fact.kind, current) {
        (FactKind::Records { fields, .. }, Answer::Records(list)) => {
            let mut found = edits(search, id, fields, list);
            if fact.change.is_some() {
                found.extend(one_more(search, now, id, fields, list));
            }
            found
        }
        (FactKind::Number { unit, min, max }, Answer::Number(n)) => {
            let step = step(unit);
            let up = act.target == ActionTarget::More;
            let range = if up {
                add(*n, step).map(|low| (low, *max))
            } else {
                subtract(*n, step).map(|high| (*min, high))
            };
            match range {
                Some((low, high)) if low <= high => {
                    numbers(search, now, (id, unit), (low, high), up)
                }
                _ => Vec::new(),
            }
        }
        (FactKind::Date, Answer::Date(_)) => {
            let range = DateRange {
                low: search.as_of,
                high: search.as_of.add_months(AHEAD),
            };
            let found = cut(search, now, id, Answer::Date(range));
            let days = found.into_iter().filter_map(|answer| match answer {
                Answer::Date(days) => Some(Answer::Date(DateRange::only(days.low))),
                _ => None,
            });
            days.filter(|day| day != current).collect()
        }
        (_, current) => plain(act, current),
    }
}

/// The least that two answers of a unit differ by.
fn step(unit: &Unit) -> Decimal {
    match unit {
        Unit::Percent => Decimal::new(1, 8),
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => Decimal::new(1, 2),
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => Decimal::ONE,
    }
}

/// Leads every number of a set no further than need be, now that the others are what they are.
pub(super) fn tighten(search: &Search<'_>, set: &mut [(FactId, Answer)]) {
    let goal = search.quick(&search.with(set));
    for at in 0..set.len() {
        let Some((id, Answer::Number(to))) = set.get(at).cloned() else {
            continue;
        };
        let fact = search.law.facts.get(usize::from(id)).map(|f| &f.kind);
        let (Some(FactKind::Number { unit, .. }), Some(Answer::Number(from))) =
            (fact, search.answers.get(id))
        else {
            continue;
        };
        let mut look = |n| {
            let mut answers = search.with(set);
            answers.set(id, Answer::Number(n));
            search.quick(&answers) == goal
        };
        if let Some(short) = turn(unit, (to, *from), &mut look)
            && let Some(enough) = if to > *from {
                add(short, step(unit))
            } else {
                subtract(short, step(unit))
            }
            && let Some((_, answer)) = set.get_mut(at)
        {
            *answer = Answer::Number(enough);
        }
    }
}

/// A truth, a choice or a set, led where the act leads.
fn plain(act: &Action, current: &Answer) -> Vec<Answer> {
    match (&act.target, current) {
        (ActionTarget::Yes, Answer::Bool(false)) => vec![Answer::Bool(true)],
        (ActionTarget::No, Answer::Bool(true)) => vec![Answer::Bool(false)],
        (ActionTarget::Options(to), Answer::Choice(now)) => {
            let left = act.from.is_empty() || act.from.contains(now);
            let other = to.iter().filter(|at| left && *at != now);
            other.map(|at| Answer::Choice(*at)).collect()
        }
        (ActionTarget::Options(to), Answer::Set(chosen)) => {
            let new = to.iter().filter(|at| !chosen.contains(at));
            new.map(|at| Answer::Set(with(chosen, *at))).collect()
        }
        (_, _) => Vec::new(),
    }
}

fn with(chosen: &[OptionId], new: OptionId) -> Vec<OptionId> {
    let mut all = chosen.to_vec();
    insert_sorted(&mut all, new, |a, b| a > b);
    all
}

/// The stretches of a span that the tests can tell apart.
fn cut(search: &Search<'_>, now: &Answers, id: FactId, span: Answer) -> Vec<Answer> {
    let Some(fact) = search.law.facts.get(usize::from(id)) else {
        return Vec::new();
    };
    let place = Place {
        subject: search.subject,
        fact: id,
        amount: None,
    };
    let found = search.with_machine(now, |machine| {
        let mark = machine.mark();
        let ops = &search.subject.reach.ops;
        machine.assume(search.law.program(), id, Value::of(fact, Some(&span)), ops);
        let found = stretches(machine, place, &search.tests.ops_of(id));
        machine.undo(mark);
        found
    });
    found
        .into_iter()
        .map(|value| value.to_answer(fact))
        .collect()
}

/// The truth of a test with a number for a fact.
fn with_number(
    search: &Search<'_>,
    now: &Answers,
    id: FactId,
    test: OpId,
    n: Decimal,
) -> crate::Truth {
    let mut answers = now.clone();
    answers.set(id, Answer::Number(n));
    search.with_machine(&answers, |machine| machine.truth(test))
}

/// The first whole step from `near` towards `far` at which a number of this unit makes something
/// else come out than `near` does, found by halving: right where it turns once in between.
fn turn<T: PartialEq>(
    unit: &Unit,
    (near, far): (Decimal, Decimal),
    look: &mut dyn FnMut(Decimal) -> T,
) -> Option<Decimal> {
    let scale = decimals(unit);
    let width = multiply(subtract(far, near)?.abs(), Decimal::from(10i64.pow(scale)))?;
    let last = whole(width)?;
    let at = |n: i64| {
        let step = Decimal::new(n, scale);
        if near <= far {
            add(near, step)
        } else {
            subtract(near, step)
        }
    };
    let first = look(near);
    if look(at(last)?) == first {
        return None;
    }
    let (mut same, mut other) = (0, last);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if look(at(middle)?) == first {
            same = middle;
        } else {
            other = middle;
        }
    }
    at(other)
}

fn numbers(
    search: &Search<'_>,
    now: &Answers,
    (id, unit): (FactId, &Unit),
    (low, high): (Decimal, Decimal),
    up: bool,
) -> Vec<Answer> {
    let whole = Interval {
        low: Bound::At(low),
        high: Bound::At(high),
    };
    let mut found = Vec::new();
    let mut add = |n: Decimal| {
        if !found.contains(&n) {
            insert_sorted(&mut found, n, |a, b| if up { a > b } else { a < b });
        }
    };
    for stretch in cut(search, now, id, Answer::NumberRange(whole)) {
        match stretch {
            Answer::Number(n) => add(n),
            Answer::NumberRange(range) => {
                let end = if up { range.low } else { range.high };
                end.number().into_iter().for_each(&mut add);
            }
            _ => {}
        }
    }
    // Where another fact that is not known keeps a test open, no stretch of it is settled: the
    // number from which it is open instead of false counts as well, and that from which the whole
    // changes.
    let ends = if up { (low, high) } else { (high, low) };
    for test in search.tests.ops_of(id) {
        let mut look = |n| with_number(search, now, id, test, n);
        turn(unit, ends, &mut look).into_iter().for_each(&mut add);
    }
    let mut whole = |n| {
        let mut answers = now.clone();
        answers.set(id, Answer::Number(n));
        search.quick(&answers)
    };
    turn(unit, ends, &mut whole).into_iter().for_each(&mut add);
    // Two numbers that are compared with each other and both change: as far as it goes, and then
    // back as far as the other allows.
    add(ends.1);
    found.into_iter().map(Answer::Number).collect()
}

/// The records with one field of one record changed, then with two.
fn edits(search: &Search<'_>, id: FactId, fields: &[Fact], list: &[Record]) -> Vec<Answer> {
    let (mut once, mut twice) = (Vec::new(), Vec::new());
    for (at, record) in list.iter().enumerate() {
        for (first, fact) in (0u16..).zip(fields) {
            for answer in field(search, id, fact, record.get(&first)) {
                let mut edited = record.clone();
                edited.insert(first, answer);
                for (second, other) in (0u16..).zip(fields).skip(usize::from(first) + 1) {
                    for answer in field(search, id, other, record.get(&second)) {
                        let mut both = edited.clone();
                        both.insert(second, answer);
                        twice.push(replaced(list, at, both));
                    }
                }
                once.push(replaced(list, at, edited));
            }
        }
    }
    once.extend(twice);
    once
}

fn replaced(list: &[Record], at: usize, record: Record) -> Answer {
    let mut list = list.to_vec();
    if let Some(place) = list.get_mut(at) {
        *place = record;
    }
    Answer::Records(list)
}

/// What a field of a record that is there can be changed to.
fn field(search: &Search<'_>, id: FactId, fact: &Fact, current: Option<&Answer>) -> Vec<Answer> {
    let (Some(act), Some(current)) = (&fact.change, current) else {
        return Vec::new();
    };
    match (&fact.kind, &act.target, current) {
        (FactKind::Number { unit, min, max }, ActionTarget::More, Answer::Number(n)) => {
            let more = |f: &Decimal| f > n && min <= f && f <= max;
            let figures = search.tests.figures(id, unit).into_iter().filter(more);
            figures.map(Answer::Number).collect()
        }
        (_, _, current) => plain(act, current),
    }
}
