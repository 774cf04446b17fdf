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
/// So many that each takes fourteen looks, and all together more than that.
const FAR_APART: i64 = 24;
/// Most options of a set whose combinations are all tried.
const MOST_OPTIONS: usize = 8;

/// A test that is open, with what was supposed of the facts that it looks at.
pub(super) struct Open<'l, 'f> {
    pub(super) test: &'l Expr,
    pub(super) given: &'f [(FactId, Answer)],
}

/// Where tests turn, as far as it has been found: to look again takes hundreds of looks, and most
/// cases of the other facts change nothing in a test.
#[derive(Default)]
pub(super) struct Known<'l>(Vec<Turns<'l>>);

struct Turns<'l> {
    fact: FactId,
    test: &'l Expr,
    given: Vec<(FactId, Answer)>,
    starts: Vec<i64>,
}

impl<'l> Known<'l> {
    /// Puts the steps at which a test turns among the others, seeking them if need be.
    fn turns(
        &mut self,
        fact: FactId,
        open: &Open<'l, '_>,
        starts: &mut Numbers,
        seek: &mut dyn FnMut() -> Vec<i64>,
    ) {
        let same = |known: &&Turns<'_>| {
            known.fact == fact && std::ptr::eq(known.test, open.test) && known.given == open.given
        };
        if self.0.iter().find(same).is_none() {
            self.0.push(Turns {
                fact,
                test: open.test,
                given: open.given.to_vec(),
                starts: seek(),
            });
        }
        for start in self.0.iter().find(same).iter().flat_map(|k| &k.starts) {
            starts.insert(*start);
        }
    }
}

/// The cases that the tests, and the sum where one is given, can tell apart. `None` where they
/// cannot be listed.
pub(super) fn cases<'l>(
    scene: &Scene<'_>,
    fact: FactId,
    tests: &[Open<'l, '_>],
    sum: Option<Sum<'_>>,
    known: &mut Known<'l>,
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
            return Some(numbers(scene, fact, (unit, *max), tests, known));
        }
        FactKind::Date => return Some(days(scene, fact, tests, known)),
        FactKind::Records { .. } => return None,
    };
    Some(distinct(scene, fact, answers, tests, sum))
}

/// Every combination of the options that the tests name.
fn combinations(fact: FactId, options: usize, tests: &[Open<'_, '_>]) -> Option<Vec<Answer>> {
    let mut named: Vec<OptionId> = Vec::new();
    for open in tests {
        name(open.test, fact, &mut named);
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
    tests: &[Open<'_, '_>],
    sum: Option<Sum<'_>>,
) -> Vec<Answer> {
    let mut seen: Vec<(Vec<Truth>, Option<Range>)> = Vec::new();
    let mut kept = Vec::new();
    let mut trials = room(scene, fact);
    for answer in answers {
        let here = suppose(scene, &mut trials, answer.clone());
        let truths = tests.iter().map(|t| Reader::new(&here, &[]).truth(t.test));
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

/// What is supposed so far, with room for one more answer to a fact.
fn room(scene: &Scene<'_>, fact: FactId) -> Vec<(FactId, Answer)> {
    let mut trials = scene.trials.to_vec();
    trials.push((fact, Answer::Unsure));
    trials
}

/// The scene with the answer in its room.
fn suppose<'s>(scene: &Scene<'s>, trials: &'s mut [(FactId, Answer)], answer: Answer) -> Scene<'s> {
    if let Some((_, supposed)) = trials.last_mut() {
        *supposed = answer;
    }
    Scene { trials, ..*scene }
}

/// A line of whole steps, from 0 to `last`.
struct Line<'m> {
    last: i64,
    /// The answer that means the steps from one to another, both inclusive.
    answer: &'m dyn Fn(i64, i64) -> Option<Answer>,
}

impl Line<'_> {
    /// The answers that mean the stretches in which no test turns.
    fn answers<'l>(
        &self,
        scene: &Scene<'_>,
        fact: FactId,
        tests: &[Open<'l, '_>],
        known: &mut Known<'l>,
    ) -> Vec<Answer> {
        let mut starts = Numbers::default();
        starts.insert(0);
        for open in tests {
            let mut seek = || self.starts(scene, fact, open.test);
            known.turns(fact, open, &mut starts, &mut seek);
        }
        let starts = starts.list();
        let mut answers = Vec::new();
        for (at, from) in starts.iter().enumerate() {
            let to = starts.get(at + 1).map_or(self.last, |next| next - 1);
            answers.extend((self.answer)(*from, to));
        }
        answers
    }

    /// The steps at which a test turns.
    fn starts(&self, scene: &Scene<'_>, fact: FactId, test: &Expr) -> Vec<i64> {
        let mut trials = room(scene, fact);
        let mut look = |from: i64, to: i64| match (self.answer)(from, to) {
            Some(answer) => Reader::new(&suppose(scene, &mut trials, answer), &[]).truth(test),
            None => Truth::Unknown,
        };
        let mut starts = Vec::new();
        // Open at single values too: another fact keeps it open, and no cut here settles it.
        if look(0, 0) == Truth::Unknown && look(self.last, self.last) == Truth::Unknown {
            return starts;
        }
        if hopeless(&mut look, self.last) {
            return starts;
        }
        let mut found = Vec::new();
        let mut left = MOST_LOOKS;
        if turns(&mut look, 0, self.last, &mut left, &mut found) {
            let mut before = None;
            for (start, truth) in found {
                if before.is_some_and(|b| b != truth) {
                    starts.push(start);
                }
                before = Some(truth);
            }
        }
        starts
    }
}

/// Whether halving a long line would run out of looks, told by a few of them: single steps this
/// far apart that are all open lie in different parts of the line from the sixth halving on, and
/// every part that holds one of them is open, down to the last.
fn hopeless(look: &mut dyn FnMut(i64, i64) -> Truth, last: i64) -> bool {
    last >= 1 << 20
        && (1..=FAR_APART).all(|n| {
            let at = last / (FAR_APART + 1) * n;
            look(at, at) == Truth::Unknown
        })
}

/// Halves until every stretch is of one truth. False where that takes too many looks.
fn turns(
    look: &mut dyn FnMut(i64, i64) -> Truth,
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

fn numbers<'l>(
    scene: &Scene<'_>,
    fact: FactId,
    (unit, max): (&Unit, Decimal),
    tests: &[Open<'l, '_>],
    known: &mut Known<'l>,
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
        .and_then(crate::number::whole);
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
    line.answers(scene, fact, tests, known)
}

/// How many decimals an answer may have: see [`Unit::allows`].
fn finest(unit: &Unit) -> u32 {
    match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => 0,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => 2,
        Unit::Percent => 8,
    }
}

fn days<'l>(
    scene: &Scene<'_>,
    fact: FactId,
    tests: &[Open<'l, '_>],
    known: &mut Known<'l>,
) -> Vec<Answer> {
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
    line.answers(scene, fact, tests, known)
}

/// The first whole step from `near` towards `far` at which a number of this unit makes something
/// else come out than `near` does, sought by halving: right where it turns once in between.
pub(super) fn turn<T: PartialEq>(
    unit: &Unit,
    (near, far): (Decimal, Decimal),
    look: &mut dyn FnMut(Decimal) -> T,
) -> Option<Decimal> {
    let scale = finest(unit);
    let width = multiply(subtract(far, near)?.abs(), Decimal::from(10i64.pow(scale)))?;
    let last = crate::number::whole(width)?;
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

/// What a test comes to with a number for a fact.
pub(super) fn with_number(scene: &Scene<'_>, fact: FactId, test: &Expr, n: Decimal) -> Truth {
    let mut trials = room(scene, fact);
    let here = suppose(scene, &mut trials, Answer::Number(n));
    Reader::new(&here, &[]).truth(test)
}
