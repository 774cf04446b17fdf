//! What a chunk knows so far: answers, and what was computed from them.

use super::chunk::{Chunk, Options, Rows};
use super::kernels::{Bits, Span, Truths};
use super::plan::{DaysRef, MovedDays, NumberRef, OptionsRef, Plan, Source, Space, TruthRef};
use crate::date::{Date, MonthShift};
use crate::ir::FactId;
use crate::program::OpId;
use crate::truth::Truth;
use crate::value::OptionSet;

/// Truths that were computed, one for each person or record.
#[derive(Debug, Clone, Default)]
pub(super) struct TruthColumn {
    pub(super) hold: Vec<u64>,
    pub(super) fail: Vec<u64>,
}

/// Ranges that were computed.
#[derive(Debug, Clone)]
pub(super) struct RangeColumn<T> {
    pub(super) low: Vec<T>,
    /// Not in use where all are points.
    pub(super) high: Vec<T>,
    pub(super) points: bool,
}

impl<T> Default for RangeColumn<T> {
    fn default() -> Self {
        Self {
            low: Vec::new(),
            high: Vec::new(),
            points: true,
        }
    }
}

impl<T: Copy> RangeColumn<T> {
    fn span(&self) -> Span<'_, T> {
        Span::each(&self.low, (!self.points).then_some(&self.high))
    }
}

/// The columns of a chunk, used again for the next one.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) truths: Vec<TruthColumn>,
    pub(super) numbers: Vec<RangeColumn<i64>>,
    pub(super) days: Vec<RangeColumn<Date>>,
    /// By list.
    pub(super) rows: Vec<Rows>,
    /// Where numbers are larger than 64 bits hold: the operation, and the people.
    pub(super) spoilt: Vec<(OpId, Vec<u64>)>,
}

/// What a chunk knows so far.
#[derive(Clone, Copy)]
pub(super) struct Scope<'c> {
    pub(super) chunk: Chunk<'c>,
    pub(super) space: &'c Workspace,
    pub(super) plan: &'c Plan,
}

impl Workspace {
    /// For a plan.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            truths: vec![TruthColumn::default(); plan.slots.truths],
            numbers: vec![RangeColumn::default(); plan.slots.numbers],
            days: vec![RangeColumn::default(); plan.slots.days],
            rows: plan.lists.iter().map(|_| Rows::default()).collect(),
            spoilt: Vec::new(),
        }
    }
}

impl<'c> Scope<'c> {
    pub(super) fn new(plan: &'c Plan, chunk: Chunk<'c>, space: &'c Workspace) -> Self {
        Self { chunk, space, plan }
    }

    /// How many people or records a step is about.
    pub(super) fn len(self, space: Space) -> usize {
        match space {
            Space::People => self.chunk.len,
            Space::Records(list) => self.rows(list).map_or(0, |rows| rows.owners.len()),
        }
    }

    pub(super) fn rows(self, list: usize) -> Option<&'c Rows> {
        self.space.rows.get(list)
    }

    /// The records of a list, by its fact.
    pub(super) fn rows_of(self, fact: FactId) -> Option<&'c Rows> {
        let list = self.plan.lists.iter().position(|known| *known == fact)?;
        self.rows(list)
    }

    /// The truths of an operand.
    pub(super) fn truths(self, at: TruthRef) -> Truths<'c> {
        let truths = match at.source {
            Source::One((hold, fail)) => Truths {
                hold: Bits::One(hold),
                fail: Bits::One(fail),
            },
            Source::Fact(fact) => self.chunk.truths(fact),
            Source::Slot(slot) => match self.space.truths.get(slot) {
                Some(column) => Truths {
                    hold: Bits::Each(&column.hold),
                    fail: Bits::Each(&column.fail),
                },
                None => Truths::UNKNOWN,
            },
            // A step of its own puts them into a column.
            Source::Field(..) => Truths::UNKNOWN,
        };
        if at.negated { truths.negate() } else { truths }
    }

    /// The truth of an operand for one person or record.
    pub(super) fn truth_at(self, at: TruthRef, index: usize) -> Truth {
        self.truths(at).at(index)
    }

    /// The numbers of an operand.
    pub(super) fn numbers(self, at: NumberRef) -> Span<'c, i64> {
        use super::columns::{OPEN_HIGH, OPEN_LOW};
        let unknown = || Span::one(OPEN_LOW, OPEN_HIGH);
        match at {
            Source::One((low, high)) => Span::one(low, high),
            Source::Fact(fact) => self.chunk.numbers(fact),
            Source::Field(fact, field) => match self.rows_of(fact) {
                Some(rows) => self.chunk.field_numbers(fact, field, rows),
                None => unknown(),
            },
            Source::Slot(slot) => match self.space.numbers.get(slot) {
                Some(column) => column.span(),
                None => unknown(),
            },
        }
    }

    /// The days of an operand.
    pub(super) fn days(self, at: DaysRef) -> Span<'c, Date> {
        let unknown = || Span::one(Date::FIRST, Date::LAST);
        match at {
            Source::One((low, high)) => Span::one(low, high),
            Source::Fact(fact) => self.chunk.days(fact),
            Source::Field(fact, field) => match self.rows_of(fact) {
                Some(rows) => self.chunk.field_days(fact, field, rows),
                None => unknown(),
            },
            Source::Slot(slot) => match self.space.days.get(slot) {
                Some(column) => column.span(),
                None => unknown(),
            },
        }
    }

    /// Both ends of the days of an operand, moved, for one person or record.
    pub(super) fn moved_days(self, at: MovedDays, index: usize) -> Option<(Date, Date)> {
        let days = self.days(at.from);
        let (low, high) = (days.low.at(index)?, days.high.at(index)?);
        if at.months == 0 {
            return Some((low, high));
        }
        let shift = MonthShift::new(at.months);
        Some((shift.of(low), shift.of(high)))
    }

    /// The options of an operand, and what they may be where they are not known.
    pub(super) fn options(self, at: OptionsRef) -> (Options<'c>, OptionSet) {
        let unknown = || (Options::Unknown, OptionSet::ANY);
        match at {
            Source::Fact(fact) => self.chunk.options(fact),
            Source::Field(fact, field) => match self.rows_of(fact) {
                Some(rows) => self.chunk.field_options(fact, field, rows),
                None => unknown(),
            },
            Source::One(()) | Source::Slot(_) => unknown(),
        }
    }
}
