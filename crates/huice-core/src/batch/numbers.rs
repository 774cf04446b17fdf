//! Steps whose values are numbers and days.

use super::columns::{OPEN_HIGH, OPEN_LOW, words};
use super::ends::{
    Checked, checked, difference, ends_at, high_difference, high_sum, low_difference, low_sum,
    product, quotient, sum_of,
};
use super::kernels::{Side, Span, Truths, each_set, map_sides, pack_where, within};
use super::plan::{NumberRef, Space, Step, Work};
use super::records;
use super::scope::{RangeColumn, Scope};
use crate::date::{Date, MonthShift};

/// Runs a step; one bit each for the people whose numbers are larger than 64 bits hold, where
/// there are any.
pub(super) fn run(scope: Scope<'_>, step: &Step, out: &mut RangeColumn<i64>) -> Option<Vec<u64>> {
    out.low.resize(scope.len(step.space), 0);
    let number = |at: &NumberRef| scope.numbers(*at);
    let spoilt = match &step.work {
        Work::Add(a, b) => {
            let (a, b) = (number(a), number(b));
            let sides = ((a.low, b.low), (a.high, b.high));
            by_ends(
                out,
                a.points && b.points,
                sides,
                (sum_of, low_sum, high_sum),
            )
        }
        Work::Subtract(a, b) => {
            let (a, b) = (number(a), number(b));
            let sides = ((a.low, b.high), (a.high, b.low));
            let of = (difference, low_difference, high_difference);
            by_ends(out, a.points && b.points, sides, of)
        }
        Work::Multiply(a, b) => multiply(out, number(a), number(b)),
        Work::Truncate(a, by) => {
            let (a, by) = (number(a), Side::One(*by));
            let sides = ((a.low, by), (a.high, by));
            by_ends(out, a.points, sides, (quotient, quotient, quotient))
        }
        Work::Min(parts) => fold(scope, parts, out, i64::min),
        Work::Max(parts) => fold(scope, parts, out, i64::max),
        Work::Choose(test, yes, no) => choose(scope.truths(*test), number(yes), number(no), out),
        Work::SpreadNumber(at) => records::spread(scope, step.space, number(at), out),
        Work::Sum(list, test, value) => {
            return records::sum(scope, *list, (*test, *value), out);
        }
        _ => None,
    };
    spoilt.map(|bits| match step.space {
        Space::People => bits,
        Space::Records(list) => records::owners_of(scope, list, &bits),
    })
}

/// Runs a step whose values are days.
pub(super) fn run_days(scope: Scope<'_>, step: &Step, out: &mut RangeColumn<Date>) {
    out.low.resize(scope.len(step.space), Date::FIRST);
    match &step.work {
        Work::AddMonths(day, months) => {
            let (day, months) = (scope.days(*day), scope.numbers(*months));
            out.points = day.points && months.points;
            add_months(&mut out.low, day.low, months.low);
            if !out.points {
                out.high.resize(out.low.len(), Date::FIRST);
                add_months(&mut out.high, day.high, months.high);
            }
        }
        Work::YearStart(day) => {
            let day = scope.days(*day);
            let start = |day: Date, ()| (day.year_start(), false);
            out.points = day.points;
            map_sides(&mut out.low, (day.low, Side::One(())), start);
            if !out.points {
                out.high.resize(out.low.len(), Date::FIRST);
                map_sides(&mut out.high, (day.high, Side::One(())), start);
            }
        }
        Work::SpreadDays(at) => {
            records::spread(scope, step.space, scope.days(*at), out);
        }
        _ => {}
    }
}

fn add_months(out: &mut [Date], days: Side<'_, Date>, months: Side<'_, i64>) {
    let (Side::Each(days), Side::One(months)) = (days, months) else {
        let moved = |day: Date, months: i64| (day.add_months(months), false);
        map_sides(out, (days, months), moved);
        return;
    };
    let shift = MonthShift::new(months);
    let moved = |day: Date, ()| (shift.of(day), false);
    map_sides(out, (Side::Each(days), Side::One(())), moved);
}

type Sides<'c> = (Side<'c, i64>, Side<'c, i64>);

/// Computes each end on its own: with one function where all are points, and with one for each
/// end otherwise.
fn by_ends(
    out: &mut RangeColumn<i64>,
    points: bool,
    (low, high): (Sides<'_>, Sides<'_>),
    (of_points, of_low, of_high): (
        impl Fn(i64, i64) -> Checked + Copy,
        impl Fn(i64, i64) -> Checked + Copy,
        impl Fn(i64, i64) -> Checked + Copy,
    ),
) -> Option<Vec<u64>> {
    out.points = points;
    let len = out.low.len();
    if points {
        let any = map_sides(&mut out.low, low, of_points);
        return any.then(|| spoilt(len, |at| overflows(low, at, of_points)));
    }
    out.high.resize(len, 0);
    let any_low = map_sides(&mut out.low, low, of_low);
    let any_high = map_sides(&mut out.high, high, of_high);
    let either = |at: usize| overflows(low, at, of_low) || overflows(high, at, of_high);
    (any_low || any_high).then(|| spoilt(len, either))
}

fn overflows((a, b): Sides<'_>, at: usize, of: impl Fn(i64, i64) -> Checked) -> bool {
    let pair = a.at(at).zip(b.at(at));
    pair.is_some_and(|(a, b)| of(a, b).1)
}

/// A bitmap of those for whom something is too large.
fn spoilt(len: usize, of: impl Fn(usize) -> bool) -> Vec<u64> {
    let mut bits = vec![0; words(len)];
    pack_where(&mut bits, |at| at < len && of(at));
    bits
}

fn multiply(out: &mut RangeColumn<i64>, a: Span<'_, i64>, b: Span<'_, i64>) -> Option<Vec<u64>> {
    out.points = a.points && b.points;
    let len = out.low.len();
    if out.points {
        let of = |a: i64, b: i64| checked(a.overflowing_mul(b));
        let any = map_sides(&mut out.low, (a.low, b.low), of);
        return any.then(|| spoilt(len, |at| overflows((a.low, b.low), at, of)));
    }
    out.high.resize(len, 0);
    let mut any = false;
    for (at, (low, high)) in out.low.iter_mut().zip(&mut out.high).enumerate() {
        let (ends, overflows) = product(ends_at(a, at), ends_at(b, at));
        (*low, *high) = ends;
        any |= overflows;
    }
    any.then(|| spoilt(len, |at| product(ends_at(a, at), ends_at(b, at)).1))
}

fn fold(
    scope: Scope<'_>,
    parts: &[NumberRef],
    out: &mut RangeColumn<i64>,
    join: impl Fn(i64, i64) -> i64 + Copy,
) -> Option<Vec<u64>> {
    let mut spans = parts.iter().map(|part| scope.numbers(*part));
    out.points = spans.clone().all(|span| span.points);
    let first = spans.next().unwrap_or(Span::one(OPEN_LOW, OPEN_HIGH));
    let second = spans.next().unwrap_or(first);
    let joined = |a: i64, b: i64| (join(a, b), false);
    map_sides(&mut out.low, (first.low, second.low), joined);
    if !out.points {
        out.high.resize(out.low.len(), 0);
        map_sides(&mut out.high, (first.high, second.high), joined);
    }
    for span in spans {
        update(&mut out.low, span.low, join);
        if !out.points {
            update(&mut out.high, span.high, join);
        }
    }
    None
}

fn copy<T: Copy>(out: &mut [T], side: Side<'_, T>) {
    match side {
        Side::One(value) => out.fill(value),
        Side::Each(values) => out.iter_mut().zip(values).for_each(|(out, v)| *out = *v),
    }
}

fn update(out: &mut [i64], side: Side<'_, i64>, join: impl Fn(i64, i64) -> i64 + Copy) {
    match side {
        Side::One(value) => out.iter_mut().for_each(|out| *out = join(*out, value)),
        Side::Each(values) => {
            for (out, value) in out.iter_mut().zip(values) {
                *out = join(*out, *value);
            }
        }
    }
}

/// If, then, else; both where the test is open.
fn choose(
    test: Truths<'_>,
    yes: Span<'_, i64>,
    no: Span<'_, i64>,
    out: &mut RangeColumn<i64>,
) -> Option<Vec<u64>> {
    let len = out.low.len();
    let open = |at: usize| test.hold.word(at) & test.fail.word(at) & within(len, at);
    let holds = || (0..words(len)).map(|at| test.hold.word(at) & within(len, at));
    out.points = yes.points && no.points && (0..words(len)).all(|at| open(at) == 0);
    choose_side(&mut out.low, (yes.low, no.low), holds());
    if out.points {
        return None;
    }
    out.high.resize(len, 0);
    choose_side(&mut out.high, (yes.high, no.high), holds());
    each_set((0..words(len)).map(open), |at| {
        let (yes, no) = (ends_at(yes, at), ends_at(no, at));
        if let (Some(low), Some(high)) = (out.low.get_mut(at), out.high.get_mut(at)) {
            (*low, *high) = (yes.0.min(no.0), yes.1.max(no.1));
        }
    });
    None
}

fn choose_side(out: &mut [i64], (yes, no): Sides<'_>, holds: impl Iterator<Item = u64>) {
    copy(out, no);
    each_set(holds, |at| {
        if let (Some(place), Some(value)) = (out.get_mut(at), yes.at(at)) {
            *place = value;
        }
    });
}
