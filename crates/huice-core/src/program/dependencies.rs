//! What belongs to each instrument, and what each fact reaches.

mod places;

use super::fact_bits::FactBits;
use super::trace::TraceId;
use super::users::Users;
use super::{Op, OpId, Program};
use crate::ir::{FactId, FactKind, Law, Unit};
use places::Places;
use std::sync::OnceLock;

/// The operations of an instrument.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstrumentProgram {
    /// 申领条件, and that the sum is above zero; `None` where it is open to all.
    pub(crate) eligible: Option<OpId>,
    /// The condition as it is written.
    pub(crate) eligible_trace: Option<TraceId>,
    /// That the sum is above zero, where it may be zero.
    pub(crate) some: Option<OpId>,
    /// The same condition without `some`, where it leaves something open and `some` is asked of
    /// what is certain only.
    pub(crate) written: Option<WrittenOps>,
    /// The steps of the amount with their nodes; the last one is the sum.
    pub(crate) steps: Vec<(TraceId, OpId)>,
    /// The sum, where the text names one.
    pub(crate) amount: Option<OpId>,
    /// The expressions of the payment schedule and of the loan, in the order of
    /// [`crate::ir::Instrument::schedule_exprs`].
    pub(crate) schedule: Vec<OpId>,
    /// In the order of the law.
    pub(crate) readings: Vec<ReadingProgram>,
    /// What a decision needs: the condition, the sum, and the readings that may hold a yes back or
    /// settle what the text leaves open.
    pub(crate) decision: Reach,
    /// Everything above, found when it is first asked for.
    whole: OnceLock<Reach>,
    /// The facts that stand in several places of the condition and the sum: only these can make
    /// three-valued logic inexact.
    pub(crate) repeated: Vec<FactId>,
    /// Facts of the sum that are more than 0 by however little, as long as they are not known.
    pub(crate) above_nothing: Vec<FactId>,
    /// Whether the condition reads the day.
    pub(crate) reads_day: bool,
}

/// A condition that the text leaves open in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenOps {
    /// As it is written.
    pub(crate) condition: OpId,
    /// With everything that is left open taken to speak against it.
    pub(crate) certain: OpId,
}

/// The operations of another reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingProgram {
    /// The condition, where the reading has one of its own.
    pub(crate) eligible: Option<OpId>,
    pub(crate) eligible_trace: Option<TraceId>,
    /// The sum, where the reading has one of its own.
    pub(crate) amount: Option<OpId>,
    /// Whether a yes that this reading does not share is held back.
    pub(crate) ask: bool,
    /// The sum at the scale of ours, where the reading settles a point that the text leaves open:
    /// while the condition hangs on such a point, the sum is the range over both outcomes.
    pub(crate) settling: Option<OpId>,
    /// As those of the instrument, for this reading's condition.
    pub(crate) repeated: Vec<FactId>,
    pub(crate) reads_day: bool,
}

/// Some operations and what they read, in order; operations inside of aggregates and constants
/// left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub(crate) ops: Vec<OpId>,
    /// The facts that are read, in order.
    pub(crate) facts: Vec<FactId>,
    /// The operations of `ops` that the day of evaluation reaches.
    pub(crate) day_ops: Vec<OpId>,
}

impl Reach {
    fn of(program: &Program, roots: &[OpId]) -> Self {
        let mut ops = program.below(roots);
        ops.retain(|op| !is_constant(program.op(*op)));
        let reads_day = |op: &OpId| program.reads_day(*op);
        Self {
            day_ops: ops.iter().copied().filter(reads_day).collect(),
            facts: program.read_by(roots).iter().collect(),
            ops,
        }
    }
}

impl InstrumentProgram {
    /// Everything that explanations, payments and loans ask for.
    pub(crate) fn whole(&self, program: &Program) -> &Reach {
        self.whole.get_or_init(|| {
            let mut roots = Vec::new();
            self.add_roots(&mut roots);
            Reach::of(program, &roots)
        })
    }

    /// Adds what a decision asks for.
    fn add_decision_roots(&self, roots: &mut Vec<OpId>) {
        roots.extend(self.eligible);
        roots.extend(self.amount);
        roots.extend(self.written.map(|written| written.certain));
        for reading in &self.readings {
            if reading.ask || reading.settling.is_some() {
                roots.extend(reading.eligible);
                roots.extend(reading.settling);
            }
        }
    }

    /// Adds everything that somebody asks for.
    fn add_roots(&self, roots: &mut Vec<OpId>) {
        self.add_decision_roots(roots);
        roots.extend_from_slice(&self.schedule);
        for (_, step) in &self.steps {
            roots.push(*step);
        }
        for reading in &self.readings {
            roots.extend(reading.eligible);
            roots.extend(reading.amount);
            roots.extend(reading.settling);
        }
    }
}

/// Fills in what is known once every operation stands.
pub(super) fn fill(law: &Law, program: &mut Program) {
    program.reads_day = reads_day(program);
    program.facts = facts(law, program);
    program.shared = shared(program);
    program.users = Users::of(law, program);
    let mut places = Places::new(program);
    let mut instruments = std::mem::take(&mut program.instruments);
    let (mut deciding, mut all) = (Vec::new(), Vec::new());
    for instrument in &mut instruments {
        let mut roots = Vec::new();
        instrument.add_decision_roots(&mut roots);
        instrument.decision = Reach::of(program, &roots);
        deciding.append(&mut roots);
        instrument.add_roots(&mut all);
        instrument.above_nothing = above_nothing(law, program, instrument.amount);
        fill_conditions(program, &mut places, instrument);
    }
    program.instruments = instruments;
    program.inferences.reach = inferred(program);
    program.decisive = program.read_by(&deciding);
    all.extend(&program.inferences.reach.ops);
    program.read = program.read_by(&all);
    program.affected = affected(law, program);
    program.schedule = scheduled(program);
    program.readers = law.facts.iter().map(|_| OnceLock::new()).collect();
    let all = (0u32..).map(OpId).zip(&program.ops);
    let constants = all.filter(|(_, op)| is_constant(**op)).map(|(id, _)| id);
    program.constants = constants.collect();
}

/// What is known of the conditions of an instrument and of its readings.
fn fill_conditions(program: &Program, places: &mut Places, instrument: &mut InstrumentProgram) {
    let reads_day = |op: OpId| program.reads_day(op);
    let mut own: Vec<OpId> = instrument.eligible.into_iter().collect();
    own.extend(instrument.amount);
    instrument.repeated = places.repeated(program, &own);
    instrument.reads_day = instrument.eligible.is_some_and(reads_day);
    for reading in &mut instrument.readings {
        let own = reading.eligible.as_slice();
        reading.repeated = places.repeated(program, own);
        reading.reads_day = reading.eligible.is_some_and(reads_day);
    }
}

/// What the conditions of consequences and contradictions read.
fn inferred(program: &Program) -> Reach {
    let found = &program.inferences;
    let mut roots = Vec::new();
    for (_, ops) in &found.follows {
        roots.extend_from_slice(ops);
    }
    for (_, _, op) in &found.contradicts {
        roots.push(*op);
    }
    Reach::of(program, &roots)
}

/// The money and shares below a sum of which 0 means that there is nothing.
fn above_nothing(law: &Law, program: &Program, amount: Option<OpId>) -> Vec<FactId> {
    let by_little = |fact: &FactId| {
        let fact = law.facts.get(usize::from(*fact));
        fact.is_some_and(|fact| match &fact.kind {
            FactKind::Number { unit, .. } => {
                let fine = unit.is_money() || *unit == Unit::Percent;
                fine && !fact.nothing.is_empty()
            }
            _ => false,
        })
    };
    let read = amount.into_iter().flat_map(|op| program.facts_of(op));
    read.filter(by_little).collect()
}

/// By operation: the facts that it reads.
fn facts(law: &Law, program: &Program) -> FactBits {
    let mut facts = FactBits::new(law.facts.len());
    let mut operands = Vec::new();
    for op in &program.ops {
        operands.clear();
        program.operands(*op, &mut |operand| operands.push(operand));
        facts.push(program.fact_of(*op), &operands);
    }
    facts
}

/// By operation: of several parts that are joined, the facts that more than one reads, in order.
fn shared(program: &Program) -> Vec<Vec<FactId>> {
    let (mut seen, mut twice) = (program.facts.none(), program.facts.none());
    let mut of = |op: &Op| match op {
        Op::All(args) | Op::Any(args) => {
            seen.clear();
            twice.clear();
            for part in program.args(*args) {
                let facts = program.facts.of(*part);
                twice.add_common(&seen, facts);
                seen.add(facts);
            }
            twice.iter().collect()
        }
        _ => Vec::new(),
    };
    program.ops.iter().map(&mut of).collect()
}

/// By operation: whether the day of evaluation reaches it.
fn reads_day(program: &Program) -> Vec<bool> {
    let mut all: Vec<bool> = Vec::with_capacity(program.ops.len());
    for op in &program.ops {
        let mut reads = matches!(op, Op::AsOf);
        program.operands(*op, &mut |operand| {
            reads |= all.get(operand.index()) == Some(&true)
        });
        all.push(reads);
    }
    all
}

/// By fact: the instruments that it can move. Instruments of which one may stand in the place of
/// another are moved together, for which of them is had depends on all of them.
fn affected(law: &Law, program: &Program) -> Vec<Vec<u16>> {
    let groups = replacement_groups(law);
    let mut affected = vec![Vec::new(); law.facts.len()];
    for (position, instrument) in (0u16..).zip(&program.instruments) {
        let group = groups
            .get(usize::from(position))
            .copied()
            .unwrap_or(position);
        for fact in &instrument.decision.facts {
            if let Some(all) = affected.get_mut(usize::from(*fact)) {
                all.push((group, position));
            }
        }
    }
    let members = |of: u16| {
        let all = (0u16..).zip(&groups);
        all.filter(move |(_, group)| **group == of)
            .map(|(position, _)| position)
    };
    let single = |group: u16, position: u16| group == position && members(group).count() == 1;
    affected
        .into_iter()
        .map(|found: Vec<(u16, u16)>| {
            let mut all: Vec<u16> = Vec::new();
            for (group, position) in found {
                if single(group, position) {
                    all.push(position);
                } else {
                    all.extend(members(group));
                }
            }
            crate::vec_map::sort(&mut all);
            all.dedup();
            all
        })
        .collect()
}

/// By instrument: the first one of those with which it is bound by `replaces`.
fn replacement_groups(law: &Law) -> Vec<u16> {
    let count = u16::try_from(law.instruments.len()).unwrap_or(u16::MAX);
    let mut groups: Vec<u16> = (0..count).collect();
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        for other in &instrument.replaces {
            let of = |at: u16| groups.get(usize::from(at)).copied().unwrap_or(at);
            let (a, b) = (of(position), of(*other));
            for group in &mut groups {
                if *group == a.max(b) {
                    *group = a.min(b);
                }
            }
        }
    }
    groups
}

/// Whether an operation always has the same value: it need not be run.
pub(super) fn is_constant(op: Op) -> bool {
    matches!(op, Op::Truth(_) | Op::Number(_) | Op::Day(_) | Op::Open(_))
}

/// Every operation that some decision asks for.
fn scheduled(program: &Program) -> Vec<OpId> {
    let mut wanted = vec![false; program.ops.len()];
    let decisions = program.instruments.iter().flat_map(|i| &i.decision.ops);
    for op in decisions.chain(&program.inferences.reach.ops) {
        if let Some(place) = wanted.get_mut(op.index()) {
            *place = true;
        }
    }
    (0u32..)
        .zip(wanted)
        .filter(|(_, wanted)| *wanted)
        .map(|(at, _)| OpId(at))
        .collect()
}
