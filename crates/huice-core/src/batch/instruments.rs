//! The plan of a law: every instrument, and the operations that they read.

use super::amounts::Cents;
use super::asked::ask;
use super::compile::stays_open;
use super::compiler::{Compiler, truth};
use super::people::is_list;
use super::plan::{
    AmountPlan, ColumnsPlan, ConditionPlan, InstrumentPlan, Plan, SettledFact, Wait, Way,
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
    compiler.plan.repeated = repeated(&halves);
    let today = all_ops(program, &halves);
    compiler.place_all(&today);
    compiler.plan.settled = settled(&mut compiler);
    for half in &mut halves {
        half.today(&mut compiler);
    }
    let placed = compiler.plan.placed.clone();
    let first_later = compiler.plan.steps.len();
    let later = moving_conditions(program, &halves);
    compiler
        .machine
        .assume_today(program, onward(as_of), &later);
    // All of them: not all have been run before.
    compiler.machine.run(program, &later);
    compiler.place_onward(&later);
    for half in &mut halves {
        half.onward(&compiler);
    }
    let mut plan = std::mem::take(&mut compiler.plan);
    let instruments = halves.into_iter().map(|half| half.done(&plan));
    plan.instruments = instruments.collect();
    plan.placed = placed;
    ask(&mut plan, first_later);
    plan
}

/// What settles the facts of which it matters whether they are known, where that is in the plan.
fn settled(compiler: &mut Compiler<'_>) -> Vec<SettledFact> {
    let program = compiler.program;
    let facts = compiler.plan.repeated.clone();
    let settled = facts.into_iter().filter_map(|fact| {
        let Op::Settled(at) = program.op(program.settling(fact)?) else {
            return None;
        };
        let cases = compiler.settling(at)?.into_boxed_slice();
        Some(SettledFact { fact, cases })
    });
    settled.collect()
}

/// The operations of the instruments that are decided over columns, in order.
fn all_ops(program: &Program, halves: &[Half<'_>]) -> Vec<OpId> {
    let columns = |half: &&Half| matches!(half.way, Way::Columns(_));
    let ops = halves.iter().filter(columns).flat_map(|half| &half.ops);
    let mut ops: Vec<OpId> = ops.copied().collect();
    ops.sort_unstable();
    ops.dedup();
    with_premises(program, ops)
}

/// Some operations and what settles the facts that they read, in order.
fn with_premises(program: &Program, ops: Vec<OpId>) -> Vec<OpId> {
    let mut all = ops.clone();
    let mut new = ops;
    while !new.is_empty() {
        let settled = new.iter().filter_map(|op| match program.op(*op) {
            Op::Settled(at) => program.settled(at),
            _ => None,
        });
        let cases = settled.flat_map(|settled| &settled.cases);
        new = below(program, cases.map(|(when, _)| *when).collect(), |_| true);
        new.retain(|op| all.binary_search(op).is_err());
        all.extend(&new);
        all.sort_unstable();
    }
    all
}

/// The operations below conditions that read the day, as far as they read it themselves, in order.
/// Numbers that are left open are left out: see [`Compiler::place_onward`].
fn moving_conditions(program: &Program, halves: &[Half<'_>]) -> Vec<OpId> {
    let conditions = halves.iter().filter_map(|half| match &half.way {
        Way::Columns(columns) => columns.condition.op,
        Way::NotInForce(_) | Way::OneByOne => None,
    });
    let mut ops = below(program, conditions.collect(), |op| !stays_open(program, op));
    ops.retain(|op| program.reads_day(*op));
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
            ops: below(subject.program, roots.collect(), |_| true),
            way: match outside {
                Some(verdict) => Way::NotInForce(verdict),
                None => Way::Columns(Box::new(ColumnsPlan {
                    condition: ConditionPlan::always(),
                    readings: Vec::new(),
                    amount: None,
                })),
            },
        }
    }

    /// Finds the condition, the readings and the sum as of today.
    fn today(&mut self, compiler: &mut Compiler<'_>) {
        if !matches!(self.way, Way::Columns(_)) {
            return;
        }
        let placed = self.ops.iter().all(|op| compiler.at(*op).is_some());
        let found = if placed { self.columns(compiler) } else { None };
        self.way = found.unwrap_or(Way::OneByOne);
    }

    fn columns(&self, compiler: &mut Compiler<'_>) -> Option<Way> {
        let ops = self.subject.ops;
        let condition = self.condition(compiler, ops.eligible, &ops.repeated)?;
        let asking = ops.readings.iter().filter(|reading| reading.ask);
        let asking = asking.filter(|reading| reading.eligible.is_some());
        let readings =
            asking.map(|reading| self.condition(compiler, reading.eligible, &reading.repeated));
        let readings = readings.collect::<Option<_>>()?;
        let amount = match ops.amount {
            Some(op) => Some(self.amount(compiler, op)?),
            None => None,
        };
        Some(Way::Columns(Box::new(ColumnsPlan {
            condition,
            readings,
            amount,
        })))
    }

    /// A condition. A fact that others settle depends on theirs: while it is open, it counts as one
    /// that stands in several places.
    fn condition(
        &self,
        compiler: &mut Compiler<'_>,
        op: Option<OpId>,
        repeated: &[FactId],
    ) -> Option<ConditionPlan> {
        let Some(op) = op else {
            return Some(ConditionPlan::always());
        };
        let today = compiler.truth_at(op)?;
        let plan = &compiler.plan;
        let cases = repeated.iter().copied();
        let cases = cases.filter(|fact| !is_list(compiler.law, *fact));
        let settled = self.alone().filter(|fact| plan.settles(*fact));
        let mut repeated: Vec<usize> = cases
            .chain(settled)
            .filter_map(|fact| plan.repeated.binary_search(&fact).ok())
            .collect();
        repeated.sort_unstable();
        repeated.dedup();
        let reads_day = compiler.program.reads_day(op);
        Some(ConditionPlan {
            op: Some(op),
            reads_day,
            today,
            onward: None,
            wait: if reads_day {
                Wait::of(compiler, op)
            } else {
                None
            },
            repeated,
        })
    }

    fn amount(&self, compiler: &Compiler<'_>, op: OpId) -> Option<AmountPlan> {
        let ops = self.subject.ops;
        Some(AmountPlan {
            op,
            today: compiler.number_at(op)?,
            reads_day: ops.reads_day && self.subject.program.reads_day(op),
            cents: Cents::of(self.subject.amount_scale())?,
            at_most: matches!(self.subject.instrument.amount, Amount::AtMost(_)),
            over_readings: ops
                .readings
                .iter()
                .any(|reading| reading.settling.is_some()),
        })
    }

    /// Finds the condition on later days, where the day reaches it.
    fn onward(&mut self, compiler: &Compiler<'_>) {
        let Way::Columns(columns) = &mut self.way else {
            return;
        };
        let condition = &mut columns.condition;
        if let Some(op) = condition.op.filter(|_| condition.reads_day) {
            condition.onward = compiler.truth_at(op);
            if condition.onward.is_none() {
                self.way = Way::OneByOne;
            }
        }
    }

    /// The facts that others may settle, or that are more than nothing by however little: of whom
    /// they are not known is decided alone, unless what settles them is computed over columns.
    fn alone(&self) -> impl Iterator<Item = FactId> {
        let program = self.subject.program;
        let settled = self.ops.iter().filter_map(|op| match program.op(*op) {
            Op::Settled(at) => Some(program.settled(at)?.fact),
            Op::Aggregate(at) => {
                let aggregate = program.aggregate(at)?;
                aggregate.none.map(|_| aggregate.fact)
            }
            _ => None,
        });
        settled.chain(self.subject.ops.above_nothing.iter().copied())
    }

    /// The plan, with what it needs to know by its position in [`Plan::repeated`].
    fn done(self, plan: &Plan) -> InstrumentPlan {
        let alone = self.alone().filter(|fact| !plan.settles(*fact));
        let mut alone: Vec<usize> = alone
            .filter_map(|fact| plan.repeated.binary_search(&fact).ok())
            .collect();
        alone.sort_unstable();
        alone.dedup();
        InstrumentPlan {
            position: self.subject.position,
            alone,
            way: self.way,
            ops: with_premises(self.subject.program, self.ops),
            has_sum: self.subject.ops.amount.is_some(),
            replaces: self.subject.instrument.replaces.clone(),
        }
    }
}

impl ConditionPlan {
    /// It holds.
    fn always() -> Self {
        Self {
            op: None,
            reads_day: false,
            today: truth(Truth::True),
            onward: None,
            wait: None,
            repeated: Vec::new(),
        }
    }
}

/// What some operations read, themselves and the insides of aggregates included, in order; of those
/// that are not looked into, only themselves.
fn below(program: &Program, roots: Vec<OpId>, is_looked_into: impl Fn(Op) -> bool) -> Vec<OpId> {
    let mut found: Vec<OpId> = Vec::new();
    let mut waiting = roots;
    while let Some(op) = waiting.pop() {
        if let Err(at) = found.binary_search(&op) {
            found.insert(at, op);
            match program.op(op) {
                other if !is_looked_into(other) => {}
                // What settles it is beside it: see [`with_premises`].
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

/// The facts of which it matters whether they are known.
fn repeated(halves: &[Half<'_>]) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    for half in halves {
        let ops = half.subject.ops;
        facts.extend(half.alone());
        facts.extend(&ops.repeated);
        facts.extend(ops.readings.iter().flat_map(|reading| &reading.repeated));
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}
