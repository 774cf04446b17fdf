//! The part of the people that is computed at once.

use super::columns::{Column, UNKNOWN_CHOICE, WORD, words};
use super::kernels::{Bits, Span, Truths, pack, pack_both, within};
use super::people::People;
use crate::date::Date;
use crate::ir::{Fact, FactId, FactKind, Law};
use crate::value::{OptionSet, Value};

/// Most people that are computed at once. A multiple of 64: bitmaps are cut between words.
pub(super) const CHUNK: usize = 4096;

/// The records of a list that belong to the people of a chunk.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The first of them.
    pub(super) first: usize,
    /// By record: whose it is, counted from the first person of the chunk.
    pub(super) owners: Vec<u32>,
    /// By person: where their records begin, counted from the first record, and where the last
    /// ones end.
    starts: Vec<usize>,
    /// One bit for each person: whether their list is known.
    pub(super) known: Vec<u64>,
}

impl Rows {
    /// Whether the lists of so many people are all known.
    pub(super) fn are_known(&self, people: usize) -> bool {
        let mut words = self.known.iter().enumerate();
        words.all(|(at, word)| !word & within(people, at) == 0)
    }

    /// The records of a person, counted from the first of the chunk.
    pub(super) fn of(&self, person: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(person).copied().unwrap_or(0);
        start..self.starts.get(person + 1).copied().unwrap_or(start)
    }
}

/// Some people in a row.
#[derive(Clone, Copy)]
pub(super) struct Chunk<'c> {
    pub(super) law: &'c Law,
    pub(super) people: &'c People,
    /// The first of them: a multiple of 64.
    pub(super) first: usize,
    pub(super) len: usize,
}

/// Options of a chunk.
pub(super) enum Options<'c> {
    Choices(&'c [u8]),
    /// Sets, and the bitmap of those that are known with where it begins.
    Sets(&'c [u64], &'c [u64], usize),
    Unknown,
}

impl<'c> Chunk<'c> {
    /// How many words a bitmap of the chunk has.
    pub(super) fn words(self) -> usize {
        words(self.len)
    }

    /// Finds the records of a list.
    pub(super) fn rows(self, list: FactId, rows: &mut Rows) {
        rows.owners.clear();
        rows.known.clear();
        rows.starts.clear();
        let len = u32::try_from(self.len).unwrap_or(0);
        let Some(Column::Records(records)) = self.people.column(list) else {
            rows.first = self.first;
            rows.owners.extend(0..len);
            rows.starts.extend(0..=self.len);
            rows.known.resize(self.words(), 0);
            return;
        };
        rows.known.extend(self.cut_bits(&records.known));
        rows.first = records.starts.get(self.first).copied().unwrap_or(0);
        let starts = records.starts.iter().skip(self.first).take(self.len + 1);
        rows.starts.extend(starts.map(|start| start - rows.first));
        // A step up where the records of the next person begin, then the steps summed up.
        let count = rows.starts.last().copied().unwrap_or(0);
        rows.owners.resize(count, 0);
        for start in rows.starts.iter().skip(1) {
            if let Some(step) = rows.owners.get_mut(*start) {
                *step += 1;
            }
        }
        let mut owner = 0;
        for step in &mut rows.owners {
            owner += *step;
            *step = owner;
        }
    }

    /// The words of a bitmap that tell of the chunk.
    fn cut_bits(self, bits: &'c [u64]) -> &'c [u64] {
        let from = self.first / WORD;
        bits.get(from..from + self.words()).unwrap_or(&[])
    }

    fn fact(self, fact: FactId) -> Option<&'c Fact> {
        self.law.facts.get(usize::from(fact))
    }

    fn field(self, fact: FactId, field: u16) -> Option<&'c Fact> {
        match &self.fact(fact)?.kind {
            FactKind::Records { fields, .. } => fields.get(usize::from(field)),
            _ => None,
        }
    }

    /// The truths of a fact.
    pub(super) fn truths(self, fact: FactId) -> Truths<'c> {
        match self.people.column(fact) {
            Some(Column::Truths(truths)) => Truths {
                hold: Bits::Each(self.cut_bits(&truths.hold)),
                fail: Bits::Each(self.cut_bits(&truths.fail)),
            },
            _ => Truths::UNKNOWN,
        }
    }

    /// The numbers of a fact.
    pub(super) fn numbers(self, fact: FactId) -> Span<'c, i64> {
        match self.people.column(fact) {
            Some(Column::Numbers(all)) => cut(&all.low, all.high.as_deref(), self.first, self.len),
            _ => unknown_numbers(self.fact(fact)),
        }
    }

    /// The days of a fact.
    pub(super) fn days(self, fact: FactId) -> Span<'c, Date> {
        match self.people.column(fact) {
            Some(Column::Days(all)) => cut(&all.low, all.high.as_deref(), self.first, self.len),
            _ => Span::one(Date::FIRST, Date::LAST),
        }
    }

    /// The options of a fact, and what they may be where they are not known.
    pub(super) fn options(self, fact: FactId) -> (Options<'c>, OptionSet) {
        let column = self.people.column(fact);
        (
            cut_options(column, self.first, self.len),
            unknown_options(self.fact(fact)),
        )
    }

    /// The numbers of a field.
    pub(super) fn field_numbers(self, fact: FactId, field: u16, rows: &Rows) -> Span<'c, i64> {
        match self.people.field(fact, field) {
            Some(Column::Numbers(all)) => {
                cut(&all.low, all.high.as_deref(), rows.first, rows.owners.len())
            }
            _ => unknown_numbers(self.field(fact, field)),
        }
    }

    /// The days of a field.
    pub(super) fn field_days(self, fact: FactId, field: u16, rows: &Rows) -> Span<'c, Date> {
        match self.people.field(fact, field) {
            Some(Column::Days(all)) => {
                cut(&all.low, all.high.as_deref(), rows.first, rows.owners.len())
            }
            _ => Span::one(Date::FIRST, Date::LAST),
        }
    }

    /// The options of a field.
    pub(super) fn field_options(
        self,
        fact: FactId,
        field: u16,
        rows: &Rows,
    ) -> (Options<'c>, OptionSet) {
        let column = self.people.field(fact, field);
        (
            cut_options(column, rows.first, rows.owners.len()),
            unknown_options(self.field(fact, field)),
        )
    }

    /// Puts the truths of a field into bitmaps that begin with the chunk's first record.
    pub(super) fn field_truths(
        self,
        (fact, field): (FactId, u16),
        rows: &Rows,
        (hold, fail): (&mut [u64], &mut [u64]),
    ) {
        match self.people.field(fact, field) {
            Some(Column::Truths(truths)) => {
                shift(hold, &truths.hold, rows.first);
                shift(fail, &truths.fail, rows.first);
            }
            _ => {
                hold.fill(u64::MAX);
                fail.fill(u64::MAX);
            }
        }
    }

    /// Marks the people of whom a fact is not known, or not wholly: whether there are any.
    pub(super) fn mark_open(self, fact: FactId, open: &mut [u64]) -> bool {
        match self.people.column(fact) {
            None => open.fill(u64::MAX),
            Some(Column::Truths(truths)) => {
                let both = self.cut_bits(&truths.hold).iter();
                let both = both.zip(self.cut_bits(&truths.fail));
                for (open, (hold, fail)) in open.iter_mut().zip(both) {
                    *open = hold & fail;
                }
            }
            Some(Column::Numbers(all)) => {
                return self.mark_ranges(&all.low, all.high.as_deref(), open);
            }
            Some(Column::Days(all)) => {
                return self.mark_ranges(&all.low, all.high.as_deref(), open);
            }
            Some(Column::Choices(choices)) => {
                let choices = part(choices, self.first, self.len);
                if !choices.contains(&UNKNOWN_CHOICE) {
                    return false;
                }
                pack(open, choices, |at| at == UNKNOWN_CHOICE);
            }
            Some(Column::Sets(sets)) => flip(open, self.cut_bits(&sets.known)),
            Some(Column::Records(records)) => flip(open, self.cut_bits(&records.known)),
        }
        let mut words = open.iter().enumerate();
        words.any(|(at, word)| word & within(self.len, at) != 0)
    }

    fn mark_ranges<T: Copy + PartialEq>(
        self,
        low: &[T],
        high: Option<&[T]>,
        open: &mut [u64],
    ) -> bool {
        let (low, high) = (
            part(low, self.first, self.len),
            high.map(|high| part(high, self.first, self.len)),
        );
        let Some(high) = high.filter(|high| *high != low) else {
            return false;
        };
        pack_both(open, (low, high), |low, high| low != high);
        true
    }
}

fn flip(open: &mut [u64], known: &[u64]) {
    for (open, known) in open.iter_mut().zip(known) {
        *open = !known;
    }
}

fn part<T>(list: &[T], first: usize, len: usize) -> &[T] {
    list.get(first..first + len).unwrap_or(&[])
}

/// Ends that are the same throughout the chunk are found out here: loops over them take half the
/// time.
fn cut<'c, T: Copy + PartialEq>(
    low: &'c [T],
    high: Option<&'c [T]>,
    first: usize,
    len: usize,
) -> Span<'c, T> {
    let low = part(low, first, len);
    let high = high.map(|high| part(high, first, len));
    Span::each(low, high.filter(|high| *high != low))
}

fn unknown_numbers(fact: Option<&Fact>) -> Span<'static, i64> {
    let numbers = fact.map(Value::unknown).map(Value::number);
    let (low, high) = super::columns::ends(numbers.unwrap_or(crate::scaled::ScaledInterval::ANY));
    Span::one(low, high)
}

fn unknown_options(fact: Option<&Fact>) -> OptionSet {
    let options = fact.map(Value::unknown).map(Value::options);
    options.unwrap_or(OptionSet::ANY)
}

fn cut_options(column: Option<&Column>, first: usize, len: usize) -> Options<'_> {
    match column {
        Some(Column::Choices(choices)) => Options::Choices(part(choices, first, len)),
        Some(Column::Sets(sets)) => {
            Options::Sets(part(&sets.chosen, first, len), &sets.known, first)
        }
        _ => Options::Unknown,
    }
}

/// Bits from one on, moved to the front.
fn shift(out: &mut [u64], bits: &[u64], first: usize) {
    for (at, out) in out.iter_mut().enumerate() {
        *out = word_from(bits, first + at * WORD);
    }
}

/// 64 bits from one on.
pub(super) fn word_from(bits: &[u64], first: usize) -> u64 {
    let (at, by) = (first / WORD, first % WORD);
    let word = |at: usize| bits.get(at).copied().unwrap_or(0);
    if by == 0 {
        word(at)
    } else {
        word(at) >> by | word(at + 1) << (WORD - by)
    }
}
