//! Runs the steps of a plan over a chunk.

use super::chunk::Chunk;
use super::plan::{Plan, Step, Work};
use super::scope::{Scope, Workspace};
use super::{numbers, truths};

impl Workspace {
    /// Runs every step.
    pub(super) fn run(&mut self, plan: &Plan, chunk: Chunk<'_>) {
        self.spoilt.clear();
        for (list, rows) in plan.lists.iter().zip(&mut self.rows) {
            chunk.rows(*list, rows);
        }
        for step in &plan.steps {
            self.step(plan, chunk, step);
        }
    }

    fn step(&mut self, plan: &Plan, chunk: Chunk<'_>, step: &Step) {
        match step.work {
            Work::All(_)
            | Work::Any(_)
            | Work::CompareNumbers(..)
            | Work::CompareDays(..)
            | Work::SameTruths(..)
            | Work::Settled(_)
            | Work::In(..)
            | Work::Field(..)
            | Work::SpreadTruth(_)
            | Work::AnyRecord(..)
            | Work::EveryRecord(..) => {
                let mut column = take(&mut self.truths, step.out);
                truths::run(Scope::new(plan, chunk, self), step, &mut column);
                put(&mut self.truths, step.out, column);
            }
            Work::Add(..)
            | Work::Subtract(..)
            | Work::Multiply(..)
            | Work::Truncate(..)
            | Work::Min(_)
            | Work::Max(_)
            | Work::Choose(..)
            | Work::SpreadNumber(_)
            | Work::Sum(..) => {
                let mut column = take(&mut self.numbers, step.out);
                let spoilt = numbers::run(Scope::new(plan, chunk, self), step, &mut column);
                self.spoilt.extend(spoilt.map(|bits| (step.op, bits)));
                put(&mut self.numbers, step.out, column);
            }
            Work::AddMonths(..) | Work::YearStart(_) | Work::SpreadDays(_) => {
                let mut column = take(&mut self.days, step.out);
                numbers::run_days(Scope::new(plan, chunk, self), step, &mut column);
                put(&mut self.days, step.out, column);
            }
        }
    }
}

/// A column to write to, while the others are read.
fn take<T: Default>(columns: &mut [T], at: usize) -> T {
    columns.get_mut(at).map(std::mem::take).unwrap_or_default()
}

fn put<T>(columns: &mut [T], at: usize, column: T) {
    if let Some(place) = columns.get_mut(at) {
        *place = column;
    }
}
