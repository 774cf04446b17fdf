//! Steps whose values are truths.

use super::chunk::{Options, word_from};
use super::columns::{UNKNOWN_CHOICE, WORD, words};
use super::kernels::{Bits, Ordered, Side, Span, Truths, pack, pack_sides, pack_where, within};
use super::plan::{Step, TruthRef, Work};
use super::records;
use super::scope::{Scope, TruthColumn};
use crate::ir::Compare;
use crate::program::OptionMask;
use crate::truth::Truth;
use crate::value::OptionSet;

/// Runs a step.
pub(super) fn run(scope: Scope<'_>, step: &Step, out: &mut TruthColumn) {
    let words = words(scope.len(step.space));
    out.hold.resize(words, 0);
    out.fail.resize(words, 0);
    match &step.work {
        Work::All(parts) => join(scope, parts, (&mut out.hold, &mut out.fail)),
        // At least one holds where not all of them fail.
        Work::Any(parts) => join_negated(scope, parts, (&mut out.fail, &mut out.hold)),
        Work::CompareNumbers(how, a, b) => {
            compare(
                *how,
                (scope.numbers(*a), scope.numbers(*b)),
                step.asked,
                out,
            );
        }
        Work::CompareDays(how, a, b) => {
            compare(*how, (scope.days(*a), scope.days(*b)), step.asked, out);
        }
        Work::SameTruths(a, b) => same(scope.truths(*a), scope.truths(*b), out),
        Work::Settled(settled) => settled.run(scope, out),
        Work::In(options, mask) => has_any(scope.options(*options), *mask, out),
        Work::Field(fact, field) => {
            if let Some(rows) = scope.rows_of(*fact) {
                let bits = (out.hold.as_mut_slice(), out.fail.as_mut_slice());
                scope.chunk.field_truths((*fact, *field), rows, bits);
            }
        }
        Work::SpreadTruth(at) => records::spread_truth(scope, step.space, *at, out),
        Work::AnyRecord(list, test) => records::any(scope, *list, *test, out),
        Work::EveryRecord(list, test) => {
            // Every one fits where none of them fails to.
            records::any(scope, *list, negated(*test), out);
            std::mem::swap(&mut out.hold, &mut out.fail);
        }
        _ => {}
    }
}

/// All of some parts.
fn join(scope: Scope<'_>, parts: &[TruthRef], (hold, fail): (&mut [u64], &mut [u64])) {
    hold.fill(u64::MAX);
    fail.fill(0);
    for part in parts {
        let part = scope.truths(*part);
        and(hold, part.hold);
        or(fail, part.fail);
    }
}

/// All of the opposites of some parts.
fn join_negated(scope: Scope<'_>, parts: &[TruthRef], (hold, fail): (&mut [u64], &mut [u64])) {
    hold.fill(u64::MAX);
    fail.fill(0);
    for part in parts {
        let part = scope.truths(*part);
        and(hold, part.fail);
        or(fail, part.hold);
    }
}

fn negated(at: TruthRef) -> TruthRef {
    TruthRef {
        negated: !at.negated,
        ..at
    }
}

fn and(out: &mut [u64], bits: Bits<'_>) {
    match bits {
        Bits::One(true) => {}
        Bits::One(false) => out.fill(0),
        Bits::Each(words) => out
            .iter_mut()
            .zip(words)
            .for_each(|(out, word)| *out &= word),
    }
}

fn or(out: &mut [u64], bits: Bits<'_>) {
    match bits {
        Bits::One(false) => {}
        Bits::One(true) => out.fill(u64::MAX),
        Bits::Each(words) => out
            .iter_mut()
            .zip(words)
            .for_each(|(out, word)| *out |= word),
    }
}

fn same(a: Truths<'_>, b: Truths<'_>, out: &mut TruthColumn) {
    let words = out.hold.iter_mut().zip(&mut out.fail).enumerate();
    for (at, (hold, fail)) in words {
        let (a_hold, a_fail) = (a.hold.word(at), a.fail.word(at));
        let (b_hold, b_fail) = (b.hold.word(at), b.fail.word(at));
        *hold = (a_hold & b_hold) | (a_fail & b_fail);
        *fail = (a_hold & b_fail) | (a_fail & b_hold);
    }
}

/// Whether two ranges have something in common.
fn meet<T: Copy + Ord>(a: Span<'_, T>, b: Span<'_, T>, at: usize) -> bool {
    a.low.at(at) <= b.high.at(at) && b.low.at(at) <= a.high.at(at)
}

/// Whether two ranges are the same single value.
fn are_one<T: Copy + Ord>(a: Span<'_, T>, b: Span<'_, T>, at: usize) -> bool {
    a.low.at(at).is_some() && a.low.at(at) == b.high.at(at) && b.low.at(at) == a.high.at(at)
}

/// Two ranges compared, as the machine compares them.
fn compare<T: Ordered>(
    how: Compare,
    (a, b): (Span<'_, T>, Span<'_, T>),
    asked: (bool, bool),
    out: &mut TruthColumn,
) {
    let points = a.points && b.points;
    // The opposites of not equal, of at least and of at most.
    let opposite = matches!(how, Compare::Ne | Compare::Ge | Compare::Le);
    let (hold, fail) = (&mut out.hold, &mut out.fail);
    let (hold, fail, asked) = if opposite {
        (fail, hold, (asked.1, asked.0))
    } else {
        (hold, fail, asked)
    };
    let before = |out: &mut [u64], a: Side<'_, T>, b: Side<'_, T>| {
        pack_sides(out, (a, b), |a, b| a.before(b));
    };
    let not_before = |out: &mut [u64], a: Side<'_, T>, b: Side<'_, T>| match a {
        // Before nothing.
        Side::One(a) if a == T::GREATEST => out.fill(u64::MAX),
        _ => pack_sides(out, (a, b), |a, b| !a.before(b)),
    };
    match how {
        Compare::Eq | Compare::Ne if points => pack_sides(hold, (a.low, b.low), |a, b| a == b),
        Compare::Eq | Compare::Ne => {
            pack_where(hold, |at| meet(a, b, at));
            pack_where(fail, |at| !are_one(a, b, at));
        }
        Compare::Lt | Compare::Ge => {
            if points || asked.0 {
                before(hold, a.low, b.high);
            }
            if !points && asked.1 {
                not_before(fail, a.high, b.low);
            }
        }
        Compare::Gt | Compare::Le => {
            if points || asked.0 {
                before(hold, b.low, a.high);
            }
            if !points && asked.1 {
                not_before(fail, b.high, a.low);
            }
        }
    }
    if points {
        for (fail, hold) in fail.iter_mut().zip(hold) {
            *fail = !*hold;
        }
    }
}

/// Whether at least one of some options is chosen.
fn has_any(
    (options, unknown): (Options<'_>, OptionSet),
    wanted: OptionMask,
    out: &mut TruthColumn,
) {
    let blank = unknown.has_any(wanted);
    let (may_hold, may_fail) = (blank != Truth::False, blank != Truth::True);
    match options {
        Options::Choices(choices) => {
            is_among(&mut out.hold, choices, wanted);
            for (fail, hold) in out.fail.iter_mut().zip(&out.hold) {
                *fail = !hold;
            }
            if choices.contains(&UNKNOWN_CHOICE) {
                let mut unknown = vec![0; out.hold.len()];
                pack(&mut unknown, choices, |at| at == UNKNOWN_CHOICE);
                put(&mut out.hold, &unknown, may_hold);
                put(&mut out.fail, &unknown, may_fail);
            }
        }
        Options::Sets(sets, known, first) => {
            pack(&mut out.hold, sets, |chosen| chosen & wanted.0 != 0);
            for (fail, hold) in out.fail.iter_mut().zip(&out.hold) {
                *fail = !hold;
            }
            let words = 0..out.hold.len();
            let unknown = |at: usize| !word_from(known, first + at * WORD) & within(sets.len(), at);
            if words.clone().any(|at| unknown(at) != 0) {
                let open: Vec<u64> = words.map(unknown).collect();
                put(&mut out.hold, &open, may_hold);
                put(&mut out.fail, &open, may_fail);
            }
        }
        Options::Unknown => {
            out.hold.fill(if may_hold { u64::MAX } else { 0 });
            out.fail.fill(if may_fail { u64::MAX } else { 0 });
        }
    }
}

/// Sets, or clears, some bits.
fn put(out: &mut [u64], which: &[u64], set: bool) {
    for (out, which) in out.iter_mut().zip(which) {
        *out = if set { *out | which } else { *out & !which };
    }
}

/// How many options are compared one by one.
const FEW: usize = 4;

/// Whether choices are among some options; those that are not known are not.
fn is_among(out: &mut [u64], choices: &[u8], wanted: OptionMask) {
    let is_wanted = |at: u8| 1u64.checked_shl(at.into()).unwrap_or(0) & wanted.0 != 0;
    let mut positions = (0u8..64).filter(|at| is_wanted(*at));
    let Some(first) = positions.next() else {
        out.fill(0);
        return;
    };
    let mut few = [first; FEW];
    for (place, position) in few.iter_mut().skip(1).zip(&mut positions) {
        *place = position;
    }
    if positions.next().is_none() {
        let [a, b, c, d] = few;
        pack(out, choices, |at| {
            (at == a) | (at == b) | (at == c) | (at == d)
        });
    } else {
        pack(out, choices, is_wanted);
    }
}
