//! A plan in the making: the operations that stand in it, as operands of others.

use super::plan::{
    AnyRef, DaysRef, MovedDays, NumberRef, Plan, Source, Space, Step, TruthRef, Work,
};
use crate::ir::{FactId, Law};
use crate::machine::Machine;
use crate::program::{Args, OpId, Program};
use crate::truth::Truth;

/// Puts operations into a plan.
pub(super) struct Compiler<'p> {
    pub(super) law: &'p Law,
    pub(super) program: &'p Program,
    /// In which the operations stand that are the same for everybody.
    pub(super) machine: Machine,
    pub(super) plan: Plan,
    /// Values of people that stand once for each record, by list.
    pub(super) spread: Vec<(AnyRef, usize, AnyRef)>,
}

pub(super) fn truth(holds: Truth) -> TruthRef {
    TruthRef {
        source: Source::One((holds != Truth::False, holds != Truth::True)),
        negated: false,
    }
}

impl<'p> Compiler<'p> {
    /// With a machine to which nothing has been answered.
    pub(super) fn new(law: &'p Law, program: &'p Program, machine: Machine) -> Self {
        Self {
            law,
            program,
            machine,
            plan: Plan {
                placed: vec![None; program.len()],
                ..Plan::default()
            },
            spread: Vec::new(),
        }
    }

    /// Where an operation stands.
    pub(super) fn at(&self, op: OpId) -> Option<AnyRef> {
        self.plan
            .placed
            .get(op.index())
            .copied()
            .flatten()
            .map(|p| p.at)
    }

    pub(super) fn truth_at(&self, op: OpId) -> Option<TruthRef> {
        match self.at(op)? {
            AnyRef::Truth(at) => Some(at),
            AnyRef::Number(_) | AnyRef::Days(_) | AnyRef::Options(_) => None,
        }
    }

    pub(super) fn number_at(&self, op: OpId) -> Option<NumberRef> {
        match self.at(op)? {
            AnyRef::Number(at) => Some(at),
            AnyRef::Truth(_) | AnyRef::Days(_) | AnyRef::Options(_) => None,
        }
    }

    /// The position of a list in the plan.
    pub(super) fn list(&mut self, fact: FactId) -> usize {
        let known = self.plan.lists.iter().position(|known| *known == fact);
        known.unwrap_or_else(|| {
            self.plan.lists.push(fact);
            self.plan.lists.len() - 1
        })
    }

    pub(super) fn operand(&mut self, op: OpId, space: Space) -> Option<AnyRef> {
        let placed = self.plan.placed.get(op.index()).copied().flatten()?;
        match (placed.space, space) {
            (None, _) => Some(placed.at),
            (Some(own), space) if own == space => Some(placed.at),
            (Some(Space::People), Space::Records(list)) => self.spread(op, placed.at, list),
            (Some(_), _) => None,
        }
    }

    pub(super) fn spread(&mut self, op: OpId, at: AnyRef, list: usize) -> Option<AnyRef> {
        let known = self.spread.iter().find(|(a, l, _)| *a == at && *l == list);
        if let Some((_, _, spread)) = known {
            return Some(*spread);
        }
        let space = Space::Records(list);
        let spread = match at {
            AnyRef::Truth(t) => AnyRef::Truth(self.push_truth(op, space, Work::SpreadTruth(t))),
            AnyRef::Number(n) => AnyRef::Number(self.push_number(op, space, Work::SpreadNumber(n))),
            AnyRef::Days(days) => {
                let days = Work::SpreadDays(self.standing(op, Space::People, days));
                AnyRef::Days(MovedDays::still(self.push_days(op, space, days)))
            }
            AnyRef::Options(_) => return None,
        };
        self.spread.push((at, list, spread));
        Some(spread)
    }

    pub(super) fn truth_in(&mut self, op: OpId, space: Space) -> Option<TruthRef> {
        match self.operand(op, space)? {
            AnyRef::Truth(at) => Some(at),
            AnyRef::Number(_) | AnyRef::Days(_) | AnyRef::Options(_) => None,
        }
    }

    pub(super) fn number_in(&mut self, op: OpId, space: Space) -> Option<NumberRef> {
        match self.operand(op, space)? {
            AnyRef::Number(at) => Some(at),
            AnyRef::Truth(_) | AnyRef::Days(_) | AnyRef::Options(_) => None,
        }
    }

    pub(super) fn moved_in(&mut self, op: OpId, space: Space) -> Option<MovedDays> {
        match self.operand(op, space)? {
            AnyRef::Days(at) => Some(at),
            AnyRef::Truth(_) | AnyRef::Number(_) | AnyRef::Options(_) => None,
        }
    }

    /// Days as a column, whether they are moved or not.
    pub(super) fn days_in(&mut self, op: OpId, space: Space) -> Option<DaysRef> {
        let days = self.moved_in(op, space)?;
        Some(self.standing(op, space, days))
    }

    /// Moved days as a column.
    fn standing(&mut self, op: OpId, space: Space, days: MovedDays) -> DaysRef {
        let MovedDays { from, months } = days;
        if months == 0 {
            return from;
        }
        let work = Work::AddMonths(from, Source::One((months, months)));
        match self.known_step(space, &work) {
            Some(out) => Source::Slot(out),
            None => self.push_days(op, space, work),
        }
    }

    pub(super) fn truths_in(&mut self, args: Args, space: Space) -> Option<Box<[TruthRef]>> {
        let args = self.program.args(args).iter();
        args.map(|part| self.truth_in(*part, space)).collect()
    }

    pub(super) fn numbers_in(&mut self, args: Args, space: Space) -> Option<Box<[NumberRef]>> {
        let args = self.program.args(args).iter();
        args.map(|part| self.number_in(*part, space)).collect()
    }

    pub(super) fn push(&mut self, op: OpId, space: Space, out: usize, work: Work) {
        self.plan.steps.push(Step {
            op,
            space,
            out,
            asked: (true, true),
            work,
        });
    }

    pub(super) fn push_truth(&mut self, op: OpId, space: Space, work: Work) -> TruthRef {
        let out = next(&mut self.plan.slots.truths);
        self.push(op, space, out, work);
        TruthRef {
            source: Source::Slot(out),
            negated: false,
        }
    }

    /// A step, unless it is there already.
    pub(super) fn push_once(&mut self, op: OpId, space: Space, work: Work) -> TruthRef {
        match self.known_step(space, &work) {
            Some(out) => TruthRef {
                source: Source::Slot(out),
                negated: false,
            },
            None => self.push_truth(op, space, work),
        }
    }

    /// The column of a step that is there already.
    fn known_step(&self, space: Space, work: &Work) -> Option<usize> {
        let mut steps = self.plan.steps.iter();
        let known = steps.find(|step| step.space == space && step.work == *work);
        known.map(|step| step.out)
    }

    pub(super) fn push_number(&mut self, op: OpId, space: Space, work: Work) -> NumberRef {
        let out = next(&mut self.plan.slots.numbers);
        self.push(op, space, out, work);
        Source::Slot(out)
    }

    pub(super) fn push_days(&mut self, op: OpId, space: Space, work: Work) -> DaysRef {
        let out = next(&mut self.plan.slots.days);
        self.push(op, space, out, work);
        Source::Slot(out)
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}
