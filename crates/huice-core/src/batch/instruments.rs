//! The plan of a law: every instrument, and the operations that they read.

use super::amounts::Cents;
use super::compiler::{Compiler, truth};
use super::people::is_list;
use super::plan::{
    AmountPlan, AnyRef, ConditionPlan, InstrumentPlan, Placed, Plan, TruthRef, Wait, Way,
};
use super::wait::onward;
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::Subject;
use crate::decide::transitions::window_verdict;
use crate::ir::{Amount, FactId};
use crate::program::{Op, OpId, Program};
use crate::truth::Truth;

/// An instrument whose operations are in the plan as of today.
struct Half<'p> {
    subject: Subject<'p>,
    ops: Vec<OpId>,
    way: Way,
}

/// Makes the plan of a law for a day of evaluation.
pub(super) fn plan(law: &CompiledLaw, as_of: Date) -> Plan {
    let program = law.program();
    let machine = law.machine(as_of, &crate::answers::Answers::new());
    let mut compiler = Compiler::new(law, program, machine);
    let subjects = (0u16..).zip(&law.instruments);
    let subjects = subjects.filter_map(|(at, _)| Subject::new(law, program, at));
    let mut halves: Vec<Half> = subjects.map(|subject| Half::new(subject, as_of)).collect();
    let today = all_ops(&halves, |_| true);
    compiler.place_all(&today);
    for half in &mut halves {
        half.today(&compiler);
    }
    let placed = compiler.plan.placed.clone();
    let later = all_ops(&halves, |op| program.reads_day(op));
    compiler
        .machine
        .assume_today(program, onward(as_of), &later);
    compiler.place_all(&later);
    for half in &mut halves {
        half.onward(&compiler);
    }
    let instruments = halves.into_iter().map(Half::done);
    let mut plan = std::mem::take(&mut compiler.plan);
    plan.instruments = instruments.collect();
    plan.onward = plan
        .placed
        .iter()
        .map(|placed| truth_of(placed.as_ref()))
        .collect();
    plan.placed = placed;
    plan.repeated = repeated(&plan.instruments);
    plan
}

fn truth_of(placed: Option<&Placed>) -> Option<TruthRef> {
    match placed?.at {
        AnyRef::Truth(at) => Some(at),
        AnyRef::Number(_) | AnyRef::Days(_) | AnyRef::Options(_) => None,
    }
}

/// The operations of the instruments that are decided over columns, in order.
fn all_ops(halves: &[Half<'_>], wanted: impl Fn(OpId) -> bool) -> Vec<OpId> {
    let columns = |half: &&Half| matches!(half.way, Way::Columns { .. });
    let ops = halves.iter().filter(columns).flat_map(|half| &half.ops);
    let mut ops: Vec<OpId> = ops.copied().filter(|op| wanted(*op)).collect();
    ops.sort_unstable();
    ops.dedup();
    ops
}

impl<'p> Half<'p> {
    fn new(subject: Subject<'p>, as_of: Date) -> Self {
        let outside = window_verdict(subject.law, subject.instrument, as_of);
        let ops = subject.ops;
        let asking = ops.readings.iter().filter(|reading| reading.ask);
        let conditions = asking.filter_map(|reading| reading.eligible);
        let roots = ops.eligible.into_iter().chain(ops.amount).chain(conditions);
        Self {
            subject,
            ops: below(subject.program, roots.collect()),
            way: match outside {
                Some(verdict) => Way::NotInForce(verdict),
                None => Way::Columns {
                    condition: ConditionPlan {
                        op: None,
                        reads_day: false,
                        today: truth(Truth::True),
                        onward: None,
                        wait: None,
                        repeated: Vec::new(),
                    },
                    readings: Vec::new(),
                    amount: None,
                },
            },
        }
    }

    /// Finds the condition, the readings and the sum as of today.
    fn today(&mut self, compiler: &Compiler<'_>) {
        if !matches!(self.way, Way::Columns { .. }) {
            return;
        }
        let placed = self.ops.iter().all(|op| compiler.at(*op).is_some());
        let found = if placed { self.columns(compiler) } else { None };
        self.way = found.unwrap_or(Way::OneByOne);
    }

    fn columns(&self, compiler: &Compiler<'_>) -> Option<Way> {
        let ops = self.subject.ops;
        let condition = condition(compiler, ops.eligible, &ops.repeated)?;
        let asking = ops.readings.iter().filter(|reading| reading.ask);
        let asking = asking.filter(|reading| reading.eligible.is_some());
        let readings = asking.map(|reading| condition_of(compiler, reading));
        let amount = match ops.amount {
            Some(op) => Some(self.amount(compiler, op)?),
            None => None,
        };
        Some(Way::Columns {
            condition,
            readings: readings.collect::<Option<_>>()?,
            amount,
        })
    }

    fn amount(&self, compiler: &Compiler<'_>, op: OpId) -> Option<AmountPlan> {
        Some(AmountPlan {
            op,
            today: compiler.number_at(op)?,
            onward: None,
            cents: Cents::of(self.subject.amount_scale())?,
            at_most: matches!(self.subject.instrument.amount, Amount::AtMost(_)),
        })
    }

    /// Finds the condition and the sum on later days, where the day reaches them.
    fn onward(&mut self, compiler: &Compiler<'_>) {
        let placed = self.ops.iter().all(|op| compiler.at(*op).is_some());
        let ops = self.subject.ops;
        let Way::Columns {
            condition, amount, ..
        } = &mut self.way
        else {
            return;
        };
        if !placed {
            self.way = Way::OneByOne;
            return;
        }
        if !ops.reads_day {
            return;
        }
        condition.onward = ops.eligible.and_then(|op| compiler.truth_at(op));
        let moving = ops.amount.filter(|op| self.subject.program.reads_day(*op));
        if let (Some(amount), Some(op)) = (amount, moving) {
            amount.onward = compiler.number_at(op);
        }
    }

    fn done(self) -> InstrumentPlan {
        let (program, above_nothing) = (self.subject.program, &self.subject.ops.above_nothing);
        InstrumentPlan {
            position: self.subject.position,
            alone: alone(program, &self.ops, above_nothing),
            way: self.way,
            ops: self.ops,
            has_sum: self.subject.ops.amount.is_some(),
            replaces: self.subject.instrument.replaces.clone(),
        }
    }
}

fn condition_of(
    compiler: &Compiler<'_>,
    reading: &crate::program::ReadingProgram,
) -> Option<ConditionPlan> {
    condition(compiler, reading.eligible, &reading.repeated)
}

fn condition(
    compiler: &Compiler<'_>,
    op: Option<OpId>,
    repeated: &[FactId],
) -> Option<ConditionPlan> {
    let today = match op {
        Some(op) => compiler.truth_at(op)?,
        None => truth(Truth::True),
    };
    let repeated = repeated.iter().copied();
    let program = compiler.program;
    let reads_day = op.is_some_and(|op| program.reads_day(op));
    Some(ConditionPlan {
        op,
        reads_day,
        today,
        onward: None,
        wait: op
            .filter(|_| reads_day)
            .and_then(|op| Wait::of(program, op)),
        repeated: repeated
            .filter(|fact| !is_list(compiler.law, *fact))
            .collect(),
    })
}

/// What some operations read, themselves and the insides of aggregates included, in order.
fn below(program: &Program, roots: Vec<OpId>) -> Vec<OpId> {
    let mut found: Vec<OpId> = Vec::new();
    let mut waiting = roots;
    while let Some(op) = waiting.pop() {
        if let Err(at) = found.binary_search(&op) {
            found.insert(at, op);
            match program.op(op) {
                // For whom something else settles it is decided alone.
                Op::Settled(at) => waiting.extend(program.settled(at).map(|known| known.raw)),
                Op::Aggregate(at) => {
                    if let Some(aggregate) = program.aggregate(at) {
                        waiting.extend(aggregate.test.into_iter().chain(aggregate.value));
                    }
                }
                other => program.operands(other, &mut |operand| waiting.push(operand)),
            }
        }
    }
    found
}

/// The facts that others may settle, or that are more than nothing by however little: who has not
/// answered them is decided alone.
fn alone(program: &Program, ops: &[OpId], above_nothing: &[FactId]) -> Vec<FactId> {
    let settled = ops.iter().filter_map(|op| match program.op(*op) {
        Op::Settled(at) => Some(program.settled(at)?.fact),
        Op::Aggregate(at) => {
            let aggregate = program.aggregate(at)?;
            aggregate.none.map(|_| aggregate.fact)
        }
        _ => None,
    });
    let mut facts: Vec<FactId> = settled.chain(above_nothing.iter().copied()).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The facts of which it matters whether they are known.
fn repeated(instruments: &[InstrumentPlan]) -> Vec<FactId> {
    let mut facts = Vec::new();
    for instrument in instruments {
        if let Way::Columns {
            condition,
            readings,
            ..
        } = &instrument.way
        {
            facts.extend(&instrument.alone);
            facts.extend(&condition.repeated);
            facts.extend(readings.iter().flat_map(|reading| &reading.repeated));
        }
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}
