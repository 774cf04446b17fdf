//! The cases of a fact: its values, gathered into those that some tests cannot tell apart.
//!
//! Where the tests turn is found by halving: a test that comes to the same for a whole stretch of
//! numbers or days needs no closer look, so a threshold is found in a few dozen steps, exactly.

use super::amount::{self, Sum};
use super::condition::Scene;
use super::expr::{Reader, Value};
use crate::answers::Answer;
use crate::date::{Date, DateRange};
use crate::ir::{Expr, Fact, FactId, FactKind, OptionId, Unit};
use crate::number::{End, Range, add, multiply, subtract};
use crate::sorted::Numbers;
use crate::truth::Truth;
use rust_decimal::Decimal;

/// Most looks at one test while its turning points are sought.
const MOST_LOOKS: usize = 300;
/// Most options of a set whose combinations are all tried.
const MOST_OPTIONS: usize = 8;

/// The cases that the tests, and the sum where one is given, can tell apart. `None` where they
/// cannot be listed.
pub(super) fn cases(
    scene: &Scene<'_>,
    fact: FactId,
    tests: &[&Expr],
    sum: Option<Sum<'_>>,
) -> Option<Vec<Answer>> {
    let Fact { kind, .. } = scene.law.facts.get(usize::from(fact))?;
    let answers = match kind {
        FactKind::Bool { .. } => return Some(vec![Answer::Bool(true), Answer::Bool(false)]),
        FactKind::Choice(options) => {
            let all = (0u16..).zip(options).map(|(at, _)| Answer::Choice(at));
            all.collect()
        }
        FactKind::Set(options) => combinations(fact, options.len(), tests)?,
        FactKind::Number { unit, max, .. } => {
            return Some(numbers(scene, fact, (unit, *max), tests));
        }
        FactKind::Date => return Some(days(scene, fact, tests)),
        FactKind::Records { .. } => return None,
    };
    Some(distinct(scene, fact, answers, tests, sum))
}

/// Every combination of the options that the tests name.
fn combinations(fact: FactId, options: usize, tests: &[&Expr]) -> Option<Vec<Answer>> {
    let mut named: Vec<OptionId> = Vec::new();
    for test in tests {
        name(test, fact, &mut named);
    }
    named.retain(|at| usize::from(*at) < options);
    if named.is_empty() || named.len() > MOST_OPTIONS {
        return None;
    }
    let mut found: Vec<Vec<OptionId>> = vec![Vec::new()];
    for option in named {
        let with: Vec<_> = found
            .iter()
            .map(|chosen| chosen.iter().copied().chain([option]).collect())
            .collect();
        found.extend(with);
    }
    Some(found.into_iter().map(Answer::Set).collect())
}

fn name(expr: &Expr, fact: FactId, into: &mut Vec<OptionId>) {
    match expr {
        Expr::In(inner, options) if **inner == Expr::Fact(fact) => {
            for option in options {
                if !into.contains(option) {
                    into.push(*option);
                }
            }
        }
        Expr::Not(a) => name(a, fact, into),
        Expr::And(list) | Expr::Or(list) => list.iter().for_each(|e| name(e, fact, into)),
        _ => {}
    }
}

/// One answer of each sort: two are of one sort where no test and no sum tells them apart.
fn distinct(
    scene: &Scene<'_>,
    fact: FactId,
    answers: Vec<Answer>,
    tests: &[&Expr],
    sum: Option<Sum<'_>>,
) -> Vec<Answer> {
    let mut seen: Vec<(Vec<Truth>, Option<Range>)> = Vec::new();
    let mut kept = Vec::new();
    for answer in answers {
        let trials = suppose(scene, fact, answer.clone());
        let here = Scene {
            trials: &trials,
            ..*scene
        };
        let truths = tests.iter().map(|t| Reader::new(&here, &[]).truth(t));
        let sort = (
            truths.collect(),
            sum.map(|formula| amount::range(&here, formula).0),
        );
        if !seen.contains(&sort) {
            seen.push(sort);
            kept.push(answer);
        }
    }
    kept
}

fn suppose(scene: &Scene<'_>, fact: FactId, answer: Answer) -> Vec<(FactId, Answer)> {
    let mut trials = scene.trials.to_vec();
    trials.push((fact, answer));
    trials
}

/// A test's truth if the fact is as supposed.
fn truth(scene: &Scene<'_>, fact: FactId, answer: Answer, test: &Expr) -> Truth {
    let trials = suppose(scene, fact, answer);
    let here = Scene {
        trials: &trials,
        ..*scene
    };
    Reader::new(&here, &[]).truth(test)
}

/// A line of whole steps, from 0 to `last`.
struct Line<'m> {
    last: i64,
    /// The answer that means the steps from one to another, both inclusive.
    answer: &'m dyn Fn(i64, i64) -> Option<Answer>,
}

impl Line<'_> {
    /// The steps at which a stretch begins: no test turns inside one.
    fn stretches(&self, scene: &Scene<'_>, fact: FactId, tests: &[&Expr]) -> Numbers {
        let mut starts = Numbers::default();
        starts.insert(0);
        for test in tests {
            let look = |from: i64, to: i64| {
                (self.answer)(from, to).map_or(Truth::Unknown, |a| truth(scene, fact, a, test))
            };
            // Open at single values too: another fact keeps it open, and no cut here settles it.
            if look(0, 0) == Truth::Unknown && look(self.last, self.last) == Truth::Unknown {
                continue;
            }
            let mut found = Vec::new();
            let mut left = MOST_LOOKS;
            if turns(&look, 0, self.last, &mut left, &mut found) {
                let mut before = None;
                for (start, truth) in found {
                    if before.is_some_and(|b| b != truth) {
                        starts.insert(start);
                    }
                    before = Some(truth);
                }
            }
        }
        starts
    }

    fn answers(&self, starts: &Numbers) -> Vec<Answer> {
        let starts = starts.list();
        let mut answers = Vec::new();
        for (at, from) in starts.iter().enumerate() {
            let to = starts.get(at + 1).map_or(self.last, |next| next - 1);
            answers.extend((self.answer)(*from, to));
        }
        answers
    }
}

/// Halves until every stretch is of one truth. False where that takes too many looks.
fn turns(
    look: &dyn Fn(i64, i64) -> Truth,
    from: i64,
    to: i64,
    left: &mut usize,
    found: &mut Vec<(i64, Truth)>,
) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    let truth = look(from, to);
    if truth != Truth::Unknown || from >= to {
        found.push((from, truth));
        return true;
    }
    let middle = from + (to - from) / 2;
    turns(look, from, middle, left, found) && turns(look, middle + 1, to, left, found)
}

fn numbers(
    scene: &Scene<'_>,
    fact: FactId,
    (unit, max): (&Unit, Decimal),
    tests: &[&Expr],
) -> Vec<Answer> {
    // What is supposed already is cut further.
    let Value::Number(whole, _) = Reader::new(scene, &[]).value(&Expr::Fact(fact)) else {
        return Vec::new();
    };
    let low = whole.low.number().unwrap_or_default();
    let high = whole.high.number().unwrap_or(max);
    let scale = finest(unit);
    let steps = subtract(high, low)
        .and_then(|width| multiply(width, Decimal::from(10i64.pow(scale))))
        .and_then(|steps| i64::try_from(steps.floor()).ok());
    let Some(last) = steps.filter(|n| *n >= 0) else {
        return Vec::new();
    };
    let at = |n: i64| add(low, Decimal::new(n, scale));
    let answer = |from: i64, to: i64| {
        let low = End::At(at(from)?);
        let high = if to == last {
            whole.high
        } else {
            End::At(at(to)?)
        };
        Some(Answer::Span(Range { low, high }))
    };
    let line = Line {
        last,
        answer: &answer,
    };
    let starts = line.stretches(scene, fact, tests);
    line.answers(&starts)
}

/// How many decimals an answer may have: see [`Unit::allows`].
fn finest(unit: &Unit) -> u32 {
    match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => 0,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => 2,
        Unit::Percent => 8,
    }
}

fn days(scene: &Scene<'_>, fact: FactId, tests: &[&Expr]) -> Vec<Answer> {
    let Value::Date(whole) = Reader::new(scene, &[]).value(&Expr::Fact(fact)) else {
        return Vec::new();
    };
    let first = i64::from(whole.low.slot());
    let last = i64::from(whole.high.slot()) - first;
    let day = |n: i64| u32::try_from(first + n).ok().map(Date::of_slot);
    let answer = |from: i64, to: i64| {
        let (low, high) = (day(from)?, day(to)?);
        Some(Answer::Date(DateRange { low, high }))
    };
    let line = Line {
        last,
        answer: &answer,
    };
    let starts = line.stretches(scene, fact, tests);
    line.answers(&starts)
}

/// The first whole step from `near` towards `far` at which a test comes to something else than at
/// `near`, sought by halving: right where the test turns once in between.
pub(super) fn turn(
    scene: &Scene<'_>,
    fact: FactId,
    test: &Expr,
    near: Decimal,
    far: Decimal,
) -> Option<Decimal> {
    let FactKind::Number { unit, .. } = &scene.law.facts.get(usize::from(fact))?.kind else {
        return None;
    };
    let scale = finest(unit);
    let width = multiply(subtract(far, near)?.abs(), Decimal::from(10i64.pow(scale)))?;
    let last = i64::try_from(width.floor()).ok()?;
    let at = |n: i64| {
        let step = Decimal::new(n, scale);
        if near <= far {
            add(near, step)
        } else {
            subtract(near, step)
        }
    };
    let look = |n: i64| Some(truth(scene, fact, Answer::Number(at(n)?), test));
    let first = look(0)?;
    if look(last)? == first {
        return None;
    }
    let (mut same, mut other) = (0, last);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if look(middle)? == first {
            same = middle;
        } else {
            other = middle;
        }
    }
    at(other)
}
