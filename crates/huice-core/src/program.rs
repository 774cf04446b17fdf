//! The law as one flat program: operations in an order in which each follows what it reads.
//!
//! [`Program::lower`] makes it from the checked rules, once for a law. Conditions, definitions,
//! amounts and other readings become [`Op`]s; the same operation stands there once, whoever uses
//! it. What evaluation would otherwise search for again and again is found here: which operations
//! and instruments each fact reaches, which facts stand in several places of an instrument, and
//! whether a condition reads the day.
//!
//! The rules stay beside the program. An explanation walks them, and takes every value from the
//! operation that stands for the node (see [`Trace`]).

mod dependencies;
mod fact_bits;
mod lower;
mod op;
mod open_points;
mod screens;
mod settled;
mod trace;
mod users;
mod walk;

use crate::ir::FactId;
pub use crate::options::OptionMask;
use crate::scaled::Scale;
pub(crate) use crate::unit::decimals;
pub use dependencies::{InstrumentProgram, Reach, ReadingProgram, WrittenOps};
pub(crate) use fact_bits::FactSet;
use fact_bits::{FactBits, Facts};
pub use op::{AggregateOp, Args, Op, OpId, ValueType};
use settled::{Inferences, SettledOp};
use std::sync::OnceLock;
pub use trace::Trace;
pub(crate) use trace::{TraceId, TraceNode};
pub(crate) use users::OpMarks;
use users::Users;

/// A law, lowered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Program {
    pub(crate) ops: Vec<Op>,
    pub(crate) args: Vec<OpId>,
    /// The type of each operation.
    pub(crate) types: Vec<ValueType>,
    /// Numbers that operations name by position.
    pub(crate) numbers: Vec<i128>,
    /// Options that operations name by position.
    pub(crate) masks: Vec<OptionMask>,
    /// Aggregates that operations name by position.
    pub(crate) aggregates: Vec<AggregateOp>,
    /// Facts that others may settle, that operations name by position.
    pub(crate) settled: Vec<SettledOp>,
    /// By fact: the operation that settles it without an answer, if one can.
    pub(crate) settling: Vec<Option<OpId>>,
    /// What follows, and what contradicts.
    pub(crate) inferences: Inferences,
    /// The scale of each operation that is a number.
    pub(crate) scales: Vec<Scale>,
    /// By operation: the facts that it reads, directly or through others.
    pub(crate) facts: FactBits,
    /// By operation: of several parts that are joined, the facts that more than one reads.
    pub(crate) shared: Vec<Vec<FactId>>,
    /// By operation: whether it reads a field of the record at hand, and so is only run inside of
    /// an aggregate.
    pub(crate) in_body: Vec<bool>,
    /// By operation: whether the day of evaluation reaches it.
    pub(crate) reads_day: Vec<bool>,
    /// The words of what the text leaves open.
    pub(crate) opens: Vec<String>,
    /// By position in the law.
    pub(crate) instruments: Vec<InstrumentProgram>,
    /// How explanations find the operation of a node of the rules.
    pub(crate) trace: Trace,
    /// Who reads what.
    pub(crate) users: Users,
    /// By fact: the operations of `schedule` that read it, found when they are first asked for.
    readers: Vec<OnceLock<Vec<OpId>>>,
    /// The facts that anything reads.
    read: FactSet,
    /// The facts that some decision reads.
    decisive: FactSet,
    /// By fact: the instruments that its answer can move, those included that stand in the place
    /// of one another.
    pub(crate) affected: Vec<Vec<u16>>,
    /// By fact: the screen that it is asked on, named by its first fact.
    pub(crate) screens: Vec<FactId>,
    /// Pairs of one grant: what is restated, the restatement.
    pub(crate) restatements: Vec<(u16, u16)>,
    /// The operations that always have the same value.
    pub(crate) constants: Vec<OpId>,
    /// The operations that some decision asks for, in order; those inside of aggregates left
    /// out.
    pub(crate) schedule: Vec<OpId>,
}

impl Program {
    /// How many operations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// An operation; what no operation stands at is never settled.
    #[inline(always)]
    pub(crate) fn op(&self, id: OpId) -> Op {
        self.ops.get(id.index()).copied().unwrap_or(Op::Open(0))
    }

    /// The facts that an operation reads, directly or through others, in order.
    pub(crate) fn facts_of(&self, id: OpId) -> Facts<'_> {
        self.facts.facts(id)
    }

    /// Of all or any of some parts, the facts that more than one of them reads.
    pub(crate) fn shared(&self, id: OpId) -> &[FactId] {
        self.shared.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether an operation reads a fact, directly or through others.
    pub(crate) fn reads(&self, id: OpId, fact: FactId) -> bool {
        self.facts.has(id, fact)
    }

    /// The type of an operation.
    #[inline(always)]
    pub(crate) fn value_type(&self, id: OpId) -> ValueType {
        self.types
            .get(id.index())
            .copied()
            .unwrap_or(ValueType::Truth)
    }

    /// A number that an operation names.
    pub(crate) fn number(&self, at: u32) -> i128 {
        at_position(&self.numbers, at).unwrap_or(0)
    }

    /// Options that an operation names.
    pub(crate) fn mask(&self, at: u32) -> OptionMask {
        at_position(&self.masks, at).unwrap_or_default()
    }

    /// An aggregate that an operation names.
    pub(crate) fn aggregate(&self, at: u32) -> Option<AggregateOp> {
        at_position(&self.aggregates, at)
    }

    /// The fact that an operation itself reads.
    pub(crate) fn fact_of(&self, op: Op) -> Option<FactId> {
        match op {
            Op::Fact(fact) => Some(fact),
            Op::Aggregate(at) => Some(self.aggregate(at)?.fact),
            _ => None,
        }
    }

    /// Operands.
    pub(crate) fn args(&self, args: Args) -> &[OpId] {
        let range = usize::try_from(args.start).ok()..usize::try_from(args.end).ok();
        let (Some(start), Some(end)) = (range.start, range.end) else {
            return &[];
        };
        self.args.get(start..end).unwrap_or(&[])
    }

    /// The scale of a number.
    pub(crate) fn scale(&self, id: OpId) -> Scale {
        self.scales.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether an operation is only run inside of an aggregate, for each record.
    #[inline(always)]
    pub(crate) fn in_body(&self, id: OpId) -> bool {
        self.in_body.get(id.index()).is_some_and(|own| *own)
    }

    /// Whether the day of evaluation reaches an operation.
    pub(crate) fn reads_day(&self, id: OpId) -> bool {
        self.reads_day.get(id.index()).is_some_and(|own| *own)
    }

    /// The words of what the text leaves open, by the number of its operation.
    #[must_use]
    pub fn open_words(&self, open: u32) -> &str {
        let at = usize::try_from(open).unwrap_or(usize::MAX);
        self.opens.get(at).map_or("", String::as_str)
    }

    /// What belongs to an instrument.
    pub(crate) fn instrument(&self, position: u16) -> Option<&InstrumentProgram> {
        self.instruments.get(usize::from(position))
    }

    /// The instruments, by position, that an answer to a fact can move.
    #[must_use]
    pub fn affected(&self, fact: FactId) -> &[u16] {
        self.affected
            .get(usize::from(fact))
            .map_or(&[], Vec::as_slice)
    }

    /// The screen that a fact is asked on, named by its first fact.
    pub(crate) fn screen(&self, fact: FactId) -> FactId {
        self.screens.get(usize::from(fact)).copied().unwrap_or(fact)
    }

    /// Whether some decision reads a fact.
    pub(crate) fn is_decisive(&self, fact: FactId) -> bool {
        self.decisive.has(fact)
    }

    /// Whether a fact is read at all: by a decision, an explanation, a payment or a loan.
    pub(crate) fn is_read(&self, fact: FactId) -> bool {
        self.read.has(fact)
    }

    /// The operations whose values a fact can move, of those that some decision or inference asks
    /// for, in order.
    pub(crate) fn readers(&self, fact: FactId) -> &[OpId] {
        let readers = self.readers.get(usize::from(fact));
        readers.map_or(&[], |readers| {
            readers.get_or_init(|| {
                let all = self.schedule.iter().copied();
                all.filter(|op| self.reads(*op, fact)).collect()
            })
        })
    }

    /// Every operation, in order.
    pub(crate) fn all_ops(&self) -> impl Iterator<Item = OpId> {
        (0u32..).map(OpId).take(self.ops.len())
    }

    /// Calls `see` with every operand of an operation, in order. Operations inside of an
    /// aggregate count as its operands.
    pub(crate) fn operands(&self, op: Op, see: &mut dyn FnMut(OpId)) {
        match op {
            Op::Truth(_)
            | Op::Number(_)
            | Op::Day(_)
            | Op::AsOf
            | Op::AskedOn
            | Op::Fact(_)
            | Op::Field(..)
            | Op::Open(_) => {}
            Op::Settled(at) => {
                if let Some(settled) = self.settled(at) {
                    settled.cases.iter().for_each(|(when, _)| see(*when));
                    see(settled.raw);
                }
            }
            Op::Not(a)
            | Op::In(a, _)
            | Op::Twelfth(a)
            | Op::Rescale(a, _)
            | Op::Truncate(a, _)
            | Op::YearStart(a) => see(a),
            Op::CompareNumbers(_, a, b)
            | Op::CompareDays(_, a, b)
            | Op::CompareTruths(_, a, b)
            | Op::Add(a, b)
            | Op::Subtract(a, b)
            | Op::Multiply(a, b)
            | Op::AddMonths(a, b) => {
                see(a);
                see(b);
            }
            Op::All(args) | Op::Any(args) | Op::Min(args) | Op::Max(args) => {
                self.args(args).iter().copied().for_each(see);
            }
            Op::Choose(test, yes, no) => {
                see(test);
                see(yes);
                see(no);
            }
            Op::Aggregate(at) => {
                if let Some(aggregate) = self.aggregate(at) {
                    aggregate.test.into_iter().for_each(&mut *see);
                    aggregate.value.into_iter().for_each(&mut *see);
                    aggregate.none.into_iter().for_each(see);
                }
            }
        }
    }
}

fn at_position<T: Copy>(list: &[T], at: u32) -> Option<T> {
    list.get(usize::try_from(at).ok()?).copied()
}
