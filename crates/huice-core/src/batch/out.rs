//! What comes out: a column of verdicts and of sums for each instrument.

use super::kernels::spread;
use crate::date::Date;
use crate::decision::Need;
use crate::outcome::Verdict;

/// A verdict without its day, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum VerdictCode {
    /// A necessary condition fails.
    Ineligible = 0,
    /// The stated conditions are met.
    Eligible = 1,
    /// Not settled.
    Undetermined = 2,
    /// Only time is missing: see [`InstrumentColumns::not_yet`].
    NotYet = 3,
    /// The window closed.
    Expired = 4,
    /// It starts later.
    NotStarted = 5,
    /// It was issued on a day that the text does not tell.
    StartUnknown = 6,
    /// Another instrument takes its place.
    Replaced = 7,
}

impl VerdictCode {
    /// All of them, each at the position of its byte.
    pub const ALL: [Self; 8] = [
        Self::Ineligible,
        Self::Eligible,
        Self::Undetermined,
        Self::NotYet,
        Self::Expired,
        Self::NotStarted,
        Self::StartUnknown,
        Self::Replaced,
    ];

    /// The byte of it.
    #[must_use]
    pub fn byte(self) -> u8 {
        self as u8
    }

    /// Of a byte; what no byte stands for is undetermined.
    #[must_use]
    pub fn of_byte(byte: u8) -> Self {
        let known = Self::ALL.get(usize::from(byte)).copied();
        known.unwrap_or(Self::Undetermined)
    }
}

impl From<&Verdict> for VerdictCode {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Eligible => Self::Eligible,
            Verdict::NotYet(_) => Self::NotYet,
            Verdict::Ineligible => Self::Ineligible,
            Verdict::Undetermined => Self::Undetermined,
            Verdict::Expired(_) => Self::Expired,
            Verdict::NotStarted(_) => Self::NotStarted,
            Verdict::StartUnknown(..) => Self::StartUnknown,
            Verdict::Replaced(_) => Self::Replaced,
        }
    }
}

/// The decisions on one instrument, person by person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstrumentColumns {
    pub(super) verdicts: Vec<u8>,
    /// Empty where the instrument names no sum.
    pub(super) low: Vec<i64>,
    /// In use where not all ranges are points.
    pub(super) high: Vec<i64>,
    pub(super) ranged: bool,
    /// Up to where the sums have been set, or are about to be.
    pub(super) known: usize,
    pub(super) not_yet: Vec<(usize, Date)>,
    /// Filled where it was asked for.
    pub(super) first_needs: Vec<(usize, Need)>,
    /// Why it is not in force on the day of evaluation, if it is not.
    pub(super) not_in_force: Option<Verdict>,
}

impl InstrumentColumns {
    /// The verdict on each person, as [`VerdictCode::byte`].
    #[must_use]
    pub fn verdicts(&self) -> &[u8] {
        &self.verdicts
    }

    /// The verdict on one person.
    #[must_use]
    pub fn verdict(&self, person: usize) -> VerdictCode {
        let byte = self.verdicts.get(person).copied();
        VerdictCode::of_byte(byte.unwrap_or(u8::MAX))
    }

    /// What each person can get at least, in 分; 0 where they get nothing. Empty where the
    /// instrument names no sum. Where it names a ceiling, this is the ceiling, or
    /// [`super::OPEN_HIGH`] where that is not known.
    #[must_use]
    pub fn low(&self) -> &[i64] {
        &self.low
    }

    /// What each person can get at most, in 分; [`super::OPEN_HIGH`] where nothing bounds it.
    /// Otherwise as [`Self::low`].
    #[must_use]
    pub fn high(&self) -> &[i64] {
        if self.ranged { &self.high } else { &self.low }
    }

    /// Those who have to wait, in order, each with the day from which the conditions are met.
    #[must_use]
    pub fn not_yet(&self) -> &[(usize, Date)] {
        &self.not_yet
    }

    /// Those who are undetermined, in order, each with what stands in the way first. Empty unless
    /// [`super::BatchEvaluator::say_needs`] asked for it.
    #[must_use]
    pub fn first_needs(&self) -> &[(usize, Need)] {
        &self.first_needs
    }

    /// Why the instrument is not in force on the day of evaluation, if it is not.
    #[must_use]
    pub fn not_in_force(&self) -> Option<&Verdict> {
        self.not_in_force.as_ref()
    }

    pub(super) fn resize(&mut self, people: usize, has_sum: bool) {
        self.verdicts.resize(people, 0);
        self.low.resize(if has_sum { people } else { 0 }, 0);
        self.ranged = false;
        self.not_yet.clear();
        self.first_needs.clear();
        self.not_in_force = None;
    }

    /// From here on, both ends of the sums are kept. Up to now, they are the same.
    pub(super) fn both_ends(&mut self) {
        if !self.ranged {
            self.high.resize(self.low.len(), 0);
            let known = self.low.get(..self.known).unwrap_or(&[]);
            self.high
                .iter_mut()
                .zip(known)
                .for_each(|(high, low)| *high = *low);
            self.ranged = true;
        }
    }

    /// Sets the outcome of one person.
    pub(super) fn set(
        &mut self,
        person: usize,
        (verdict, day, (low, high)): (VerdictCode, Option<Date>, (i64, i64)),
    ) {
        self.not_yet.extend(day.map(|day| (person, day)));
        if let Some(place) = self.verdicts.get_mut(person) {
            *place = verdict.byte();
        }
        if low != high {
            self.both_ends();
        }
        if let Some(place) = self.low.get_mut(person) {
            *place = low;
        }
        if self.ranged
            && let Some(place) = self.high.get_mut(person)
        {
            *place = high;
        }
    }

    /// Sets the verdicts of a chunk; those with no bit are ineligible.
    pub(super) fn set_verdicts(&mut self, first: usize, eligible: &[u64], undetermined: &[u64]) {
        let verdicts = self.verdicts.get_mut(first..).unwrap_or(&mut []);
        let words = eligible.iter().zip(undetermined);
        let bits = words.flat_map(|(a, b)| a.to_le_bytes().into_iter().zip(b.to_le_bytes()));
        let mut codes = bits.map(|(eligible, undetermined)| {
            (spread(eligible) | spread(undetermined) << 1).to_le_bytes()
        });
        let (eights, rest) = verdicts.as_chunks_mut::<8>();
        for (eight, codes) in eights.iter_mut().zip(&mut codes) {
            *eight = codes;
        }
        for (place, code) in rest.iter_mut().zip(codes.flatten()) {
            *place = code;
        }
    }
}

/// Decisions on all instruments of a law, in its order, for some people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchDecisions {
    pub(super) instruments: Vec<InstrumentColumns>,
    /// How many single decisions were made person by person.
    pub(super) one_by_one: usize,
}

impl BatchDecisions {
    /// The columns of each instrument, in the law's order.
    #[must_use]
    pub fn instruments(&self) -> &[InstrumentColumns] {
        &self.instruments
    }

    /// How many decisions, of one instrument for one person, could not be made over columns.
    #[must_use]
    pub fn one_by_one(&self) -> usize {
        self.one_by_one
    }
}
