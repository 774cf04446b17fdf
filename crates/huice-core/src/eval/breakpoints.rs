//! The cases of a fact: its values, gathered into those that some tests cannot tell apart.
//!
//! Where the tests turn is found by halving: a test that comes to the same for a whole stretch of
//! numbers or days needs no closer look, so a threshold is found in a few dozen steps, exactly.

use super::amount::{self, AmountExpr};
use super::condition::EvalContext;
use super::expr::{ExprEvaluator, Value};
use crate::answers::Answer;
use crate::date::{Date, DateRange};
use crate::ir::{Expr, Fact, FactId, FactKind, OptionId, Unit};
use crate::number::{Bound, Interval, add, multiply, subtract};
use crate::truth::Truth;
use crate::vec_map::SortedInts;
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
pub(super) struct BreakpointCache<'l>(Vec<CachedBreakpoints<'l>>);

struct CachedBreakpoints<'l> {
    fact: FactId,
    test: &'l Expr,
    given: Vec<(FactId, Answer)>,
    starts: Vec<i64>,
}

impl<'l> BreakpointCache<'l> {
    /// Puts the steps at which a test turns among the others, seeking them if need be.
    fn turns(
        &mut self,
        fact: FactId,
        open: &Open<'l, '_>,
        starts: &mut SortedInts,
        seek: &mut dyn FnMut() -> Vec<i64>,
    ) {
        let same = |known: &&CachedBreakpoints<'_>| {
            known.fact == fact && std::ptr::eq(known.test, open.test) && known.given == open.given
        };
        if self.0.iter().find(same).is_none() {
            self.0.push(CachedBreakpoints {
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
    ctx: &EvalContext<'_>,
    fact: FactId,
    tests: &[Open<'l, '_>],
    sum: Option<AmountExpr<'_>>,
    known: &mut BreakpointCache<'l>,
) -> Option<Vec<Answer>> {
    let Fact { kind, .. } = ctx.law.facts.get(usize::from(fact))?;
    let answers = match kind {
        FactKind::Bool { .. } => return Some(vec![Answer::Bool(true), Answer::Bool(false)]),
        FactKind::Choice(options) => {
            let all = (0u16..).zip(options).map(|(at, _)| Answer::Choice(at));
            all.collect()
        }
        FactKind::Set(options) => combinations(fact, options.len(), tests)?,
        FactKind::Number { unit, max, .. } => {
            return Some(numbers(ctx, fact, (unit, *max), tests, known));
        }
        FactKind::Date => return Some(days(ctx, fact, tests, known)),
        FactKind::Records { .. } => return None,
    };
    Some(distinct(ctx, fact, answers, tests, sum))
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
    ctx: &EvalContext<'_>,
    fact: FactId,
    answers: Vec<Answer>,
    tests: &[Open<'_, '_>],
    sum: Option<AmountExpr<'_>>,
) -> Vec<Answer> {
    let mut seen: Vec<(Vec<Truth>, Option<Interval>)> = Vec::new();
    let mut kept = Vec::new();
    let mut assumptions = assumption_buffer(ctx, fact);
    for answer in answers {
        let here = push_assumption(ctx, &mut assumptions, answer.clone());
        let truths = tests
            .iter()
            .map(|t| ExprEvaluator::new(&here, &[]).truth(t.test));
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
fn assumption_buffer(ctx: &EvalContext<'_>, fact: FactId) -> Vec<(FactId, Answer)> {
    let mut assumptions = ctx.assumptions.to_vec();
    assumptions.push((fact, Answer::Unsure));
    assumptions
}

/// The context with the answer in its room.
fn push_assumption<'s>(
    ctx: &EvalContext<'s>,
    assumptions: &'s mut [(FactId, Answer)],
    answer: Answer,
) -> EvalContext<'s> {
    if let Some((_, supposed)) = assumptions.last_mut() {
        *supposed = answer;
    }
    EvalContext {
        assumptions,
        ..*ctx
    }
}

/// A line of whole steps, from 0 to `last`.
struct DiscreteDomain<'m> {
    last: i64,
    /// The answer that means the steps from one to another, both inclusive.
    answer: &'m dyn Fn(i64, i64) -> Option<Answer>,
}

impl DiscreteDomain<'_> {
    /// The answers that mean the stretches in which no test turns.
    fn answers<'l>(
        &self,
        ctx: &EvalContext<'_>,
        fact: FactId,
        tests: &[Open<'l, '_>],
        known: &mut BreakpointCache<'l>,
    ) -> Vec<Answer> {
        let mut starts = SortedInts::default();
        starts.insert(0);
        for open in tests {
            let mut seek = || self.starts(ctx, fact, open.test);
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
    fn starts(&self, ctx: &EvalContext<'_>, fact: FactId, test: &Expr) -> Vec<i64> {
        let mut assumptions = assumption_buffer(ctx, fact);
        let mut look = |from: i64, to: i64| match (self.answer)(from, to) {
            Some(answer) => {
                ExprEvaluator::new(&push_assumption(ctx, &mut assumptions, answer), &[]).truth(test)
            }
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
    ctx: &EvalContext<'_>,
    fact: FactId,
    (unit, max): (&Unit, Decimal),
    tests: &[Open<'l, '_>],
    known: &mut BreakpointCache<'l>,
) -> Vec<Answer> {
    // What is supposed already is cut further.
    let Value::Number(whole, _) = ExprEvaluator::new(ctx, &[]).value(&Expr::Fact(fact)) else {
        return Vec::new();
    };
    let low = whole.low.number().unwrap_or_default();
    let high = whole.high.number().unwrap_or(max);
    let scale = finest(unit);
    let steps = subtract(high, low)
        .and_then(|width| multiply(width, Decimal::from(10i64.pow(scale))))
        .and_then(crate::number::whole);
    let Some(last) = steps.filter(|_| low <= high) else {
        return Vec::new();
    };
    let at = |n: i64| add(low, Decimal::new(n, scale));
    let answer = |from: i64, to: i64| {
        let low = Bound::At(at(from)?);
        let high = if to == last {
            whole.high
        } else {
            Bound::At(at(to)?)
        };
        Some(Answer::NumberRange(Interval { low, high }))
    };
    let line = DiscreteDomain {
        last,
        answer: &answer,
    };
    line.answers(ctx, fact, tests, known)
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
    ctx: &EvalContext<'_>,
    fact: FactId,
    tests: &[Open<'l, '_>],
    known: &mut BreakpointCache<'l>,
) -> Vec<Answer> {
    let Value::Date(whole) = ExprEvaluator::new(ctx, &[]).value(&Expr::Fact(fact)) else {
        return Vec::new();
    };
    let first = i64::from(whole.low.ordinal());
    let last = i64::from(whole.high.ordinal()) - first;
    let day = |n: i64| u32::try_from(first + n).ok().map(Date::from_ordinal);
    let answer = |from: i64, to: i64| {
        let (low, high) = (day(from)?, day(to)?);
        Some(Answer::Date(DateRange { low, high }))
    };
    let line = DiscreteDomain {
        last,
        answer: &answer,
    };
    line.answers(ctx, fact, tests, known)
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
pub(super) fn with_number(ctx: &EvalContext<'_>, fact: FactId, test: &Expr, n: Decimal) -> Truth {
    let mut assumptions = assumption_buffer(ctx, fact);
    let here = push_assumption(ctx, &mut assumptions, Answer::Number(n));
    ExprEvaluator::new(&here, &[]).truth(test)
}
