//! What is run over each chunk: operations with their operands found, and columns to put the
//! results in.

use super::amounts::Cents;
use crate::date::Date;
use crate::ir::{Compare, FactId};
use crate::outcome::Verdict;
use crate::program::{OpId, OptionMask};
use crate::truth::Truth;

/// Where an operand stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source<T> {
    /// The same for everybody.
    One(T),
    /// An answer.
    Fact(FactId),
    /// A field, by record.
    Field(FactId, u16),
    /// A column of the workspace.
    Slot(usize),
}

/// A truth as an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TruthRef {
    /// Whether it may hold, and whether it may fail.
    pub(super) source: Source<(bool, bool)>,
    pub(super) negated: bool,
}

/// Both ends of a number.
pub(super) type NumberRef = Source<(i64, i64)>;
/// Both ends of a day.
pub(super) type DaysRef = Source<(Date, Date)>;
/// Options, which stand nowhere but in answers and fields.
pub(super) type OptionsRef = Source<()>;

/// An operand of any type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum AnyRef {
    Truth(TruthRef),
    Number(NumberRef),
    Days(MovedDays),
    Options(OptionsRef),
}

/// An operation that has been put into the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) at: AnyRef,
    /// `None`: it is the same for everybody.
    pub(super) space: Option<Space>,
}

/// What a column of the workspace is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// People.
    People,
    /// The records of a list, by its position in [`Plan::lists`].
    Records(usize),
}

/// One operation over a chunk.
#[derive(Debug)]
pub(super) struct Step {
    /// The operation of the program that it stands for.
    pub(super) op: OpId,
    pub(super) space: Space,
    /// The column of the result, by its type.
    pub(super) out: usize,
    /// Of a truth: whether it is asked whether it may hold, and whether it may fail.
    pub(super) asked: (bool, bool),
    pub(super) work: Work,
}

/// What a step does. Truths first, then numbers, then days.
#[derive(Debug, PartialEq)]
pub(super) enum Work {
    All(Box<[TruthRef]>),
    Any(Box<[TruthRef]>),
    CompareNumbers(Compare, NumberRef, NumberRef),
    CompareDays(Compare, DaysRef, DaysRef),
    SameTruths(TruthRef, TruthRef),
    Settled(SettledTruth),
    In(OptionsRef, OptionMask),
    /// The truths of a field.
    Field(FactId, u16),
    /// A truth of people, for each of their records.
    SpreadTruth(TruthRef),
    AnyRecord(usize, TruthRef),
    EveryRecord(usize, TruthRef),

    Add(NumberRef, NumberRef),
    Subtract(NumberRef, NumberRef),
    Multiply(NumberRef, NumberRef),
    Truncate(NumberRef, i64),
    Min(Box<[NumberRef]>),
    Max(Box<[NumberRef]>),
    Choose(TruthRef, NumberRef, NumberRef),
    SpreadNumber(NumberRef),
    Sum(usize, TruthRef, NumberRef),

    AddMonths(DaysRef, NumberRef),
    YearStart(DaysRef),
    SpreadDays(DaysRef),
}

/// A condition.
#[derive(Debug)]
pub(super) struct ConditionPlan {
    pub(super) op: Option<OpId>,
    pub(super) reads_day: bool,
    pub(super) today: TruthRef,
    /// On any day from the day of evaluation on, where the condition reads the day. Only whether
    /// it may hold is computed.
    pub(super) onward: Option<TruthRef>,
    /// How the days are found on which it may begin to hold, where that can be computed.
    pub(super) wait: Option<Wait>,
    /// The facts that stand in several places, lists left out: they have no cases. By position
    /// in [`Plan::repeated`].
    pub(super) repeated: Vec<usize>,
}

/// A condition in which today is compared with nothing but days that stand still.
#[derive(Debug)]
pub(super) struct Wait {
    pub(super) root: WaitNode,
    /// The days of people that today is compared with.
    pub(super) known: Vec<DaysRef>,
    /// Those of records, each with its list.
    pub(super) known_fields: Vec<(usize, DaysRef)>,
}

/// A part of such a condition.
#[derive(Debug)]
pub(super) enum WaitNode {
    /// What does not read the day.
    Known(TruthRef),
    Moving(Moving),
    All(Box<[WaitNode]>),
    Any(Box<[WaitNode]>),
    Not(Box<WaitNode>),
    /// Any of the records of a list, or all of them.
    Records {
        any: bool,
        list: usize,
        test: Box<WaitNode>,
    },
    /// Something else, such as a sum compared with a number: it stays the same from one day of
    /// its comparisons of today to the next. Those of records are with their list.
    Other(OpId, Box<[(Option<usize>, Moving)]>),
}

/// Today, or the first day of its year, compared with a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moving {
    pub(super) how: Compare,
    pub(super) of_year: bool,
    pub(super) known: MovedDays,
    /// Whether the day is about a record.
    pub(super) of_record: bool,
}

/// The sum of an instrument.
#[derive(Debug)]
pub(super) struct AmountPlan {
    pub(super) op: OpId,
    pub(super) today: NumberRef,
    /// Whether both the sum and the condition read the day.
    pub(super) reads_day: bool,
    pub(super) cents: Cents,
    /// Whether only the ceiling is stated.
    pub(super) at_most: bool,
    /// Whether another reading settles what the text leaves open: who hangs on that is decided
    /// alone.
    pub(super) over_readings: bool,
}

impl AmountPlan {
    /// Both ends in 分; a ceiling is both of its ends. `None` where 64 bits do not hold them.
    pub(super) fn in_cents(&self, (low, high): (i64, i64)) -> Option<(i64, i64)> {
        if self.at_most {
            return Some((self.cents.ceiling(high)?, self.cents.ceiling(high)?));
        }
        self.cents.sums(low, high)
    }

    /// Whether a sum is a single number of less than half a cent, or such a ceiling.
    pub(super) fn is_nothing(&self, (low, high): (i64, i64), cents: (i64, i64)) -> bool {
        cents.1 == 0 && (self.at_most || low.max(0) == high.max(0))
    }
}

/// How an instrument is decided.
#[derive(Debug)]
pub(super) enum Way {
    /// It is not in force on the day of evaluation.
    NotInForce(Verdict),
    /// Something in it is not computed over columns: person by person.
    OneByOne,
    /// Over columns.
    Columns(Box<ColumnsPlan>),
}

/// An instrument that is decided over columns.
#[derive(Debug)]
pub(super) struct ColumnsPlan {
    pub(super) condition: ConditionPlan,
    /// Readings that may hold a yes back.
    pub(super) readings: Vec<ConditionPlan>,
    pub(super) amount: Option<AmountPlan>,
}

/// An instrument.
#[derive(Debug)]
pub(super) struct InstrumentPlan {
    pub(super) position: u16,
    pub(super) way: Way,
    /// The operations that it reads, in order, those inside of aggregates and what settles facts
    /// included.
    pub(super) ops: Vec<OpId>,
    /// The facts of which nobody may be left unsure: who is, is decided alone.
    ///
    /// By their position in [`Plan::repeated`].
    pub(super) alone: Vec<usize>,
    /// Whether it names a sum.
    pub(super) has_sum: bool,
    /// The instruments, by position, in whose place it stands.
    pub(super) replaces: Vec<u16>,
}

/// How many columns of each type the workspace has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slots {
    pub(super) truths: usize,
    pub(super) numbers: usize,
    pub(super) days: usize,
}

/// What is run over each chunk.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) slots: Slots,
    /// The lists whose records are looked at.
    pub(super) lists: Vec<FactId>,
    /// By operation: where it stands as of today; `None` where it is not computed over columns.
    pub(super) placed: Vec<Option<Placed>>,
    /// The facts of which it matters whether they are known.
    pub(super) repeated: Vec<FactId>,
    /// Those of them that others settle.
    pub(super) settled: Vec<SettledFact>,
    pub(super) instruments: Vec<InstrumentPlan>,
}

impl Plan {
    /// Whether what settles a fact is computed over columns.
    pub(super) fn settles(&self, fact: FactId) -> bool {
        self.settled.iter().any(|settled| settled.fact == fact)
    }
}

/// Days of a column, moved by months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MovedDays {
    pub(super) from: DaysRef,
    pub(super) months: i64,
}

impl MovedDays {
    /// Days as they stand.
    pub(super) fn still(from: DaysRef) -> Self {
        Self { from, months: 0 }
    }
}

/// A truth about a fact that others may settle.
#[derive(Debug, PartialEq)]
pub(super) struct SettledTruth {
    pub(super) fact: FactId,
    /// By the answer.
    pub(super) raw: TruthRef,
    /// What settles the fact, the first that holds deciding, and the truth that follows.
    pub(super) cases: Box<[(TruthRef, Truth)]>,
}

/// What settles a fact that is asked about.
#[derive(Debug)]
pub(super) struct SettledFact {
    pub(super) fact: FactId,
    /// The conditions, the first that holds deciding.
    pub(super) cases: Box<[TruthRef]>,
}
