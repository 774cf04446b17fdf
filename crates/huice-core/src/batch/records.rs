//! Steps between people and their records.

use super::chunk::{CHUNK, Rows};
use super::columns::{OPEN_HIGH, OPEN_LOW, WORD, bit, words};
use super::ends::{ends_at, product};
use super::kernels::{Bits, Side, Span, each_set, pack, set, within};
use super::plan::{NumberRef, Space, TruthRef};
use super::scope::{RangeColumn, Scope, TruthColumn};

/// The people of some records, one bit each.
pub(super) fn owners_of(scope: Scope<'_>, list: usize, bits: &[u64]) -> Vec<u64> {
    let mut people = vec![0; scope.chunk.words()];
    if let Some(rows) = scope.rows(list) {
        each_set(bits.iter().copied(), |row| {
            set(&mut people, owner(rows, row));
        });
    }
    people
}

fn owner(rows: &Rows, row: usize) -> usize {
    let owner = rows.owners.get(row).copied().unwrap_or(u32::MAX);
    usize::try_from(owner).unwrap_or(usize::MAX)
}

fn owners(scope: Scope<'_>, space: Space) -> &[u32] {
    match space {
        Space::People => &[],
        Space::Records(list) => scope.rows(list).map_or(&[], |rows| &rows.owners),
    }
}

/// A truth of people, for each of their records.
pub(super) fn spread_truth(scope: Scope<'_>, space: Space, at: TruthRef, out: &mut TruthColumn) {
    let truths = scope.truths(at);
    let owners = owners(scope, space);
    spread_bits(&mut out.hold, truths.hold, owners);
    let words = 0..scope.chunk.words();
    if words
        .clone()
        .all(|at| truths.fail.word(at) == !truths.hold.word(at))
    {
        for (fail, hold) in out.fail.iter_mut().zip(&out.hold) {
            *fail = !hold;
        }
    } else {
        spread_bits(&mut out.fail, truths.fail, owners);
    }
}

fn spread_bits(out: &mut [u64], bits: Bits<'_>, owners: &[u32]) {
    let words: [u64; CHUNK / WORD] = std::array::from_fn(|at| bits.word(at));
    pack(out, owners, |owner| {
        let at = usize::try_from(owner).unwrap_or(0);
        words.get(at / WORD).copied().unwrap_or(0) >> (at % WORD) & 1 == 1
    });
}

/// Values of people, for each of their records.
pub(super) fn spread<T: Copy>(
    scope: Scope<'_>,
    space: Space,
    span: Span<'_, T>,
    out: &mut RangeColumn<T>,
) -> Option<Vec<u64>> {
    let owners = owners(scope, space);
    out.points = span.points;
    spread_side(&mut out.low, span.low, owners);
    if !out.points {
        out.high.clone_from(&out.low);
        spread_side(&mut out.high, span.high, owners);
    }
    None
}

fn spread_side<T: Copy>(out: &mut [T], side: Side<'_, T>, owners: &[u32]) {
    for (out, owner) in out.iter_mut().zip(owners) {
        if let Some(value) = side.at(usize::try_from(*owner).unwrap_or(0)) {
            *out = value;
        }
    }
}

/// Whether a record fits.
pub(super) fn any(scope: Scope<'_>, list: usize, test: TruthRef, out: &mut TruthColumn) {
    out.hold.fill(0);
    out.fail.fill(u64::MAX);
    let Some(rows) = scope.rows(list) else {
        return;
    };
    let test = scope.truths(test);
    let count = rows.owners.len();
    let bits = |of: fn(u64, u64) -> u64| {
        let words = 0..words(count);
        words.map(move |at| of(test.hold.word(at), test.fail.word(at)) & within(count, at))
    };
    each_set(bits(|hold, _| hold), |row| {
        set(&mut out.hold, owner(rows, row));
    });
    if bits(|hold, fail| hold ^ !fail).all(|word| word == 0) {
        for (fail, hold) in out.fail.iter_mut().zip(&out.hold) {
            *fail = !hold;
        }
    } else {
        each_set(bits(|_, fail| !fail), |row| {
            let owner = owner(rows, row);
            if let Some(word) = out.fail.get_mut(owner / WORD) {
                *word &= !(1 << (owner % WORD));
            }
        });
    }
    // Where the records are not known there may be none.
    for (fail, known) in out.fail.iter_mut().zip(&rows.known) {
        *fail |= !known;
    }
}

/// The sum of a value over the records that fit. One bit each for the people whose sums are
/// larger than 64 bits hold, where there are any.
pub(super) fn sum(
    scope: Scope<'_>,
    list: usize,
    (test, value): (TruthRef, NumberRef),
    out: &mut RangeColumn<i64>,
) -> Option<Vec<u64>> {
    let rows = scope.rows(list)?;
    let (test, value) = (scope.truths(test), scope.numbers(value));
    let count = rows.owners.len();
    let words = 0..words(count);
    let may_fit = words
        .clone()
        .map(|at| test.hold.word(at) & within(count, at));
    let open = |at: usize| test.hold.word(at) & test.fail.word(at) & within(count, at);
    let people = scope.chunk.len;
    let known = rows.are_known(people);
    let mut spoilt = Spoilt(None);
    out.low.fill(0);
    out.points = value.points && known && words.clone().all(|at| open(at) == 0);
    if out.points {
        each_set(may_fit, |row| {
            let share = value.low.at(row).unwrap_or(0);
            spoilt.add(&mut out.low, owner(rows, row), share, OPEN_LOW);
        });
        return spoilt.0;
    }
    out.high.clear();
    out.high.resize(people, 0);
    each_set(may_fit, |row| {
        let owner = owner(rows, row);
        let (mut low, mut high) = ends_at(value, row);
        if !bit(&rows.known, owner) {
            // There may be none of them, or any number.
            ((low, high), _) = product((0, OPEN_HIGH), (low, high));
        } else if test.fail.word(row / WORD) >> (row % WORD) & 1 == 1 {
            (low, high) = (low.min(0), high.max(0));
        }
        spoilt.add(&mut out.low, owner, low, OPEN_LOW);
        spoilt.add(&mut out.high, owner, high, OPEN_HIGH);
    });
    spoilt.0
}

/// The people whose sums are larger than 64 bits hold.
struct Spoilt(Option<Vec<u64>>);

impl Spoilt {
    /// Adds a share to somebody's sum.
    fn add(&mut self, sums: &mut [i64], owner: usize, share: i64, open: i64) {
        let words = words(sums.len());
        let Some(sum) = sums.get_mut(owner) else {
            return;
        };
        if *sum == open || share == open {
            *sum = open;
            return;
        }
        let (n, overflows) = sum.overflowing_add(share);
        *sum = n;
        if overflows || matches!(n, OPEN_LOW | OPEN_HIGH) {
            set(self.0.get_or_insert_with(|| vec![0; words]), owner);
        }
    }
}
