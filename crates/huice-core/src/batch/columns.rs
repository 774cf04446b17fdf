//! Columns of answers, one value for each person or record.

use crate::answers::Answer;
use crate::date::{Date, DateRange};
use crate::ir::{Fact, FactKind, OptionId};
use crate::program::OptionMask;
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::{OptionSet, Value};

/// Stands for an open end below in a column of numbers.
pub const OPEN_LOW: i64 = i64::MIN;
/// Stands for an open end above in a column of numbers, and in one of sums.
pub const OPEN_HIGH: i64 = i64::MAX;
/// Stands for a choice that is not known.
pub const UNKNOWN_CHOICE: u8 = u8::MAX;

/// How many people, or records, one word of a bitmap tells of.
pub(super) const WORD: usize = 64;

/// How many words of a bitmap so many people take.
pub(super) fn words(people: usize) -> usize {
    people.div_ceil(WORD)
}

/// Whether a bit of a bitmap is set.
pub(super) fn bit(bits: &[u64], at: usize) -> bool {
    let word = bits.get(at / WORD).copied().unwrap_or(0);
    word >> (at % WORD) & 1 == 1
}

/// Adds a bit to the end of a bitmap that holds `at` of them.
fn push_bit(bits: &mut Vec<u64>, at: usize, set: bool) {
    if at.is_multiple_of(WORD) {
        bits.push(0);
    }
    if let Some(word) = bits.last_mut() {
        *word |= u64::from(set) << (at % WORD);
    }
}

/// Truths, two bits each: it may hold, it may fail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truths {
    pub(super) hold: Vec<u64>,
    pub(super) fail: Vec<u64>,
    len: usize,
}

impl Truths {
    /// Adds one.
    pub fn push(&mut self, truth: Truth) {
        push_bit(&mut self.hold, self.len, truth != Truth::False);
        push_bit(&mut self.fail, self.len, truth != Truth::True);
        self.len += 1;
    }

    /// Whether it may hold, and whether it may fail, one bit each.
    pub(super) fn byte(&self, at: usize) -> u8 {
        u8::from(bit(&self.hold, at)) | u8::from(bit(&self.fail, at)) << 1
    }

    fn get(&self, at: usize) -> Truth {
        match (bit(&self.hold, at), bit(&self.fail, at)) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            (_, _) => Truth::Unknown,
        }
    }
}

impl FromIterator<Truth> for Truths {
    fn from_iter<I: IntoIterator<Item = Truth>>(truths: I) -> Self {
        let mut all = Self::default();
        truths.into_iter().for_each(|truth| all.push(truth));
        all
    }
}

impl FromIterator<bool> for Truths {
    fn from_iter<I: IntoIterator<Item = bool>>(truths: I) -> Self {
        truths.into_iter().map(Truth::from).collect()
    }
}

/// Ranges of something: the low ends, and the high ends where one of them differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranges<T> {
    pub(super) low: Vec<T>,
    pub(super) high: Option<Vec<T>>,
}

/// Numbers, as whole numbers of the finest step that the unit of the fact allows: 分 for money, a
/// hundred-millionth for shares, and one for all others. [`OPEN_LOW`] and [`OPEN_HIGH`] are open
/// ends.
pub type Numbers = Ranges<i64>;

/// Days.
pub type Days = Ranges<Date>;

impl<T: Copy + PartialEq> Ranges<T> {
    /// Values that are all known.
    #[must_use]
    pub fn known(values: Vec<T>) -> Self {
        Self {
            low: values,
            high: None,
        }
    }

    /// Adds one, between two ends that are both inclusive.
    pub fn push(&mut self, low: T, high: T) {
        if low != high && self.high.is_none() {
            self.high = Some(self.low.clone());
        }
        self.low.push(low);
        if let Some(list) = &mut self.high {
            list.push(high);
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<(T, T)> {
        let low = *self.low.get(at)?;
        let high = self.high.as_ref().map_or(Some(low), |h| h.get(at).copied());
        Some((low, high?))
    }

    fn is_sound(&self) -> bool {
        self.high.as_ref().is_none_or(|h| h.len() == self.low.len())
    }
}

/// Sets of options, one bit each, or not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sets {
    pub(super) chosen: Vec<u64>,
    /// One bit each: whether it is known.
    pub(super) known: Vec<u64>,
}

impl Sets {
    /// Adds one; `None` where it is not known.
    pub fn push(&mut self, chosen: Option<OptionMask>) {
        push_bit(&mut self.known, self.chosen.len(), chosen.is_some());
        self.chosen.push(chosen.unwrap_or_default().0);
    }

    pub(super) fn get(&self, at: usize) -> Option<OptionMask> {
        let chosen = self.chosen.get(at).copied().map(OptionMask)?;
        bit(&self.known, at).then_some(chosen)
    }
}

impl FromIterator<OptionMask> for Sets {
    fn from_iter<I: IntoIterator<Item = OptionMask>>(sets: I) -> Self {
        let mut all = Self::default();
        sets.into_iter().for_each(|set| all.push(Some(set)));
        all
    }
}

/// Lists of records, one after another, with a column for each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// One bit for each person: whether their list is known. A list that is not known stands here
    /// as one record of which nothing is known.
    pub(super) known: Vec<u64>,
    /// Where the records of each person begin, and where the last ones end.
    pub(super) starts: Vec<usize>,
    pub(super) fields: Vec<Column>,
}

impl Records {
    /// No lists yet, with empty columns for these fields.
    fn new(fields: &[Fact]) -> Self {
        Self {
            known: Vec::new(),
            starts: vec![0],
            fields: fields.iter().map(|field| Column::of(&field.kind)).collect(),
        }
    }

    /// Lists that are all known: how many records each person has, and the columns of all of them
    /// in order.
    #[must_use]
    pub fn known(counts: impl IntoIterator<Item = usize>, fields: Vec<Column>) -> Self {
        let mut all = Self {
            known: Vec::new(),
            starts: vec![0],
            fields,
        };
        let mut end = 0;
        for (at, count) in counts.into_iter().enumerate() {
            end += count;
            all.starts.push(end);
            push_bit(&mut all.known, at, true);
        }
        all
    }

    /// How many people there are.
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many records there are.
    fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Where the records of a person are; `None` where their list is not known.
    pub(super) fn rows_of(&self, person: usize) -> Option<std::ops::Range<usize>> {
        let (start, end) = (*self.starts.get(person)?, *self.starts.get(person + 1)?);
        bit(&self.known, person).then_some(start..end)
    }

    fn push(&mut self, kinds: &[Fact], answer: Option<&Answer>) {
        let known = match answer {
            Some(Answer::Records(records)) => Some(records),
            _ => None,
        };
        let person = self.len();
        push_bit(&mut self.known, person, known.is_some());
        let mut add = |of: &dyn Fn(u16) -> Option<Answer>| {
            for ((at, kind), field) in (0u16..).zip(kinds).zip(&mut self.fields) {
                field.push(kind, of(at).as_ref());
            }
        };
        match known {
            Some(records) => {
                for record in records {
                    add(&|at| record.get(&at).cloned());
                }
            }
            None => add(&|_| None),
        }
        let rows = known.map_or(1, Vec::len);
        self.starts.push(self.rows() + rows);
    }

    fn get(&self, kinds: &[Fact], person: usize) -> Option<Answer> {
        let rows = self.rows_of(person)?;
        let record = |row: usize| {
            let fields = (0u16..).zip(kinds).zip(&self.fields);
            let fields = fields.filter_map(|((at, kind), field)| Some((at, field.get(kind, row)?)));
            fields.collect()
        };
        Some(Answer::Records(rows.map(record).collect()))
    }
}

/// The answers of all people to one fact, or the values of one field in all records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// Of yes or no.
    Truths(Truths),
    /// Of numbers.
    Numbers(Numbers),
    /// Of days.
    Days(Days),
    /// Of choices: the position of the option, or [`UNKNOWN_CHOICE`].
    Choices(Vec<u8>),
    /// Of sets.
    Sets(Sets),
    /// Of lists of records.
    Records(Records),
}

impl Column {
    /// An empty column for a kind of fact.
    #[must_use]
    pub fn of(kind: &FactKind) -> Self {
        match kind {
            FactKind::Bool { .. } => Self::Truths(Truths::default()),
            FactKind::Number { .. } => Self::Numbers(Numbers::known(Vec::new())),
            FactKind::Date => Self::Days(Days::known(Vec::new())),
            FactKind::Choice(_) => Self::Choices(Vec::new()),
            FactKind::Set(_) => Self::Sets(Sets::default()),
            FactKind::Records { fields, .. } => Self::Records(Records::new(fields)),
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Truths(truths) => truths.len,
            Self::Numbers(numbers) => numbers.low.len(),
            Self::Days(days) => days.low.len(),
            Self::Choices(choices) => choices.len(),
            Self::Sets(sets) => sets.chosen.len(),
            Self::Records(records) => records.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an answer; one that says nothing, or that is of another kind, is not known.
    pub fn push(&mut self, fact: &Fact, answer: Option<&Answer>) {
        if let (Self::Records(records), FactKind::Records { fields, .. }) = (&mut *self, &fact.kind)
        {
            records.push(fields, answer);
            return;
        }
        match (self, Value::of(fact, answer)) {
            (Self::Truths(truths), value) => truths.push(value.truth()),
            (Self::Numbers(numbers), value) => {
                let (low, high) = ends(value.number());
                numbers.push(low, high);
            }
            (Self::Days(days), value) => {
                let DateRange { low, high } = value.days();
                days.push(low, high);
            }
            (Self::Choices(choices), value) => choices.push(choice(value.options())),
            (Self::Sets(sets), value) => {
                let options = value.options();
                sets.push((options.possible == options.certain).then_some(options.certain));
            }
            (Self::Records(_), _) => {}
        }
    }

    /// The answer of one person; `None` where nothing is known.
    pub(super) fn get(&self, fact: &Fact, at: usize) -> Option<Answer> {
        let value = match self {
            Self::Truths(truths) => Value::Truth(truths.get(at)),
            Self::Numbers(numbers) => {
                let (low, high) = numbers.get(at)?;
                Value::Number(interval(low, high))
            }
            Self::Days(days) => {
                let (low, high) = days.get(at)?;
                Value::Days(DateRange { low, high })
            }
            Self::Choices(choices) => {
                let option = *choices.get(at).filter(|at| **at != UNKNOWN_CHOICE)?;
                return Some(Answer::Choice(OptionId::from(option)));
            }
            Self::Sets(sets) => Value::Options(OptionSet::these(sets.get(at)?)),
            Self::Records(records) => {
                let FactKind::Records { fields, .. } = &fact.kind else {
                    return None;
                };
                return records.get(fields, at);
            }
        };
        (value != Value::unknown(fact)).then(|| value.to_answer(fact))
    }

    /// Whether the column is one of this kind of fact, and whole.
    pub(super) fn fits(&self, kind: &FactKind) -> bool {
        match (self, kind) {
            (Self::Truths(_), FactKind::Bool { .. })
            | (Self::Choices(_), FactKind::Choice(_))
            | (Self::Sets(_), FactKind::Set(_)) => true,
            (Self::Numbers(numbers), FactKind::Number { .. }) => {
                let open = |n: &i64| matches!(*n, OPEN_LOW | OPEN_HIGH);
                let known = numbers.high.is_none();
                numbers.is_sound() && !(known && numbers.low.iter().any(open))
            }
            (Self::Days(days), FactKind::Date) => days.is_sound(),
            (Self::Records(records), FactKind::Records { fields, .. }) => {
                let whole = |(column, field): (&Self, &Fact)| {
                    column.fits(&field.kind) && column.len() == records.rows()
                };
                records.fields.len() == fields.len() && records.fields.iter().zip(fields).all(whole)
            }
            (_, _) => false,
        }
    }
}

/// Both ends in 64 bits; one that they do not hold is open.
pub(super) fn ends(numbers: ScaledInterval) -> (i64, i64) {
    let low = numbers.low().and_then(|low| i64::try_from(low).ok());
    let high = numbers.high().and_then(|high| i64::try_from(high).ok());
    (low.unwrap_or(OPEN_LOW), high.unwrap_or(OPEN_HIGH))
}

pub(super) fn interval(low: i64, high: i64) -> ScaledInterval {
    ScaledInterval::between(
        (low != OPEN_LOW).then_some(low.into()),
        (high != OPEN_HIGH).then_some(high.into()),
    )
}

fn choice(options: OptionSet) -> u8 {
    let known = options.possible == options.certain;
    let option = options.possible.0.trailing_zeros();
    let option = u8::try_from(option).ok().filter(|_| known);
    option.unwrap_or(UNKNOWN_CHOICE)
}
