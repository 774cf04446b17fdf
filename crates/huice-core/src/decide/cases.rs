//! Exact results where three-valued logic is not exact: by cases.
//!
//! Three-valued logic is exact as long as every unknown fact stands in one place only. Where one
//! stands in several (`3 <= months and months <= 12`, a group and its negation, a condition and
//! the amount), its values are split into the cases that those places can tell apart, and each
//! case is evaluated. What all cases agree on is settled, whatever the answer; a fact matters
//! only if two of its cases differ. Facts that are independent in the law are taken as
//! independent: no link between answers is presumed.
//!
//! A fact is split no higher than where its places come together: parts of a condition that share
//! no unknown fact are looked at one by one, so their cases add up and do not multiply.
//!
//! Two figures that are compared with each other in several places cannot be cut into cases. Then the
//! result is sound, but may be wider than need be. So a second search looks at single values of such a
//! figure (samples), and at all cases of the others. It sees only some completions, so whatever turns
//! out both ways there does so for certain. Where it finds all that the first search found, that is
//! exact.
//!
//! Where that does not help (lists of records, too many cases) the result stays sound, and
//! [`CaseAnalysis::exact`] is false.

mod paid;
mod plain;
mod remembered;
mod split;

use super::Subject;
use super::residual::{self, Assumed, Group, Residual};
use crate::date::{Date, DateRange};
use crate::ir::FactId;
use crate::machine::{Case, GivenUp, Machine};
use crate::program::{Op, OpId};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use std::sync::Arc;

/// Most combinations of cases into which one operation is split.
const MOST_CASES: usize = 400;

/// The condition and the sum that are looked at.
#[derive(Clone, Copy)]
pub(super) struct Question<'p> {
    /// `None`: it holds.
    pub(super) condition: Option<OpId>,
    /// Whether the condition reads the day.
    pub(super) reads_day: bool,
    pub(super) amount: Option<OpId>,
    /// The facts that may stand in several places.
    pub(super) repeated: &'p [FactId],
}

/// The result of trying the cases.
pub(super) struct CaseAnalysis {
    /// The truth of the condition.
    pub(super) truth: Truth,
    /// The facts on which it still depends.
    pub(super) matters: Vec<FactId>,
    /// The amounts in all cases in which the condition may hold; `None` where it never does or
    /// no amount was asked for.
    pub(super) amount: Option<ScaledInterval>,
    /// The facts on which the amount still depends.
    pub(super) narrows: Vec<FactId>,
    /// Whether nothing had to be given up.
    pub(super) exact: bool,
}

/// Tries the cases of a condition and of a sum.
pub(super) fn analyse(
    machine: &mut Machine,
    subject: Subject<'_>,
    question: Question<'_>,
) -> CaseAnalysis {
    if let Some(found) = plain::plain(machine, subject, question) {
        return found;
    }
    let mut search = Search {
        subject,
        question,
        assumed: Vec::new(),
        parts: Vec::new(),
        matters: Vec::new(),
        narrows: Vec::new(),
        given_up: GivenUp::Nothing,
        sampling: false,
    };
    let (rest, amount) = search.whole(machine);
    CaseAnalysis {
        truth: rest.truth(),
        matters: search.matters,
        amount,
        narrows: search.narrows,
        exact: search.given_up == GivenUp::Nothing,
    }
}

struct Search<'p> {
    subject: Subject<'p>,
    question: Question<'p>,
    /// Values assumed of facts, the latest last.
    assumed: Vec<Assumed>,
    /// Digests of parts that are not joined yet.
    parts: Vec<u64>,
    matters: Vec<FactId>,
    narrows: Vec<FactId>,
    given_up: GivenUp,
    /// Whether single values are looked at where there are no cases.
    sampling: bool,
}

/// A fact and the cases that it is split into.
type Split = (FactId, Arc<[Case]>);

impl<'p> Search<'p> {
    fn give_up(&mut self, what: GivenUp) {
        self.given_up = self.given_up.max(what);
    }

    /// The condition and the sum together: facts that stand in both, or in several places of the
    /// sum, are split here.
    fn whole(&mut self, machine: &mut Machine) -> (Residual, Option<ScaledInterval>) {
        let Some(amount) = self.question.amount else {
            return (self.condition(machine), None);
        };
        if let Some((fact, cases)) = self.split_with_sum(machine, amount) {
            return self.each_with_sum(machine, fact, cases);
        }
        let rest = self.condition(machine);
        let later = self.later(machine, rest, amount);
        if rest == Residual::Settled(false) {
            return (rest, later);
        }
        let now = machine.number(amount);
        machine.missing(self.subject.program, amount, &mut self.narrows);
        (rest, Some(later.map_or(now, |later| now.join(later))))
    }

    fn condition(&mut self, machine: &mut Machine) -> Residual {
        match self.question.condition {
            Some(condition) => self.part_alone(machine, condition),
            None => Residual::Settled(true),
        }
    }

    /// The sum on later days, if time may change what is left of the condition and bring it about.
    fn later(
        &mut self,
        machine: &mut Machine,
        today: Residual,
        amount: OpId,
    ) -> Option<ScaledInterval> {
        let condition = self
            .question
            .condition
            .filter(|_| self.question.reads_day)?;
        let is_false = today == Residual::Settled(false);
        if !is_false && !self.subject.program.reads_day(amount) {
            // The same as today's.
            return None;
        }
        let mark = machine.mark();
        let days = DateRange {
            low: machine.as_of(),
            high: Date::LAST,
        };
        let program = self.subject.program;
        let left_today = (!is_false).then(|| residual::plain(machine, program, condition));
        machine.assume_today(program, days, &self.subject.reach.day_ops);
        let moves = match machine.truth(condition) {
            Truth::False => false,
            Truth::True | Truth::Unknown => {
                left_today != Some(residual::plain(machine, program, condition))
            }
        };
        let sum = moves.then(|| machine.number(amount));
        machine.undo(mark);
        sum
    }

    /// Evaluates every case of a fact with the sum, and puts them together.
    fn each_with_sum(
        &mut self,
        machine: &mut Machine,
        fact: FactId,
        cases: Arc<[Case]>,
    ) -> (Residual, Option<ScaledInterval>) {
        let mut sums: Vec<ScaledInterval> = Vec::new();
        let mut roots: Vec<OpId> = self.question.condition.into_iter().collect();
        roots.extend(self.question.amount);
        let rest = self.each(machine, fact, cases, &roots, &mut |search, machine| {
            let (rest, sum) = search.whole(machine);
            sums.extend(sum);
            rest
        });
        if sums.windows(2).any(|pair| pair.first() != pair.last()) {
            insert(&mut self.narrows, fact);
        }
        (rest, sums.into_iter().reduce(ScaledInterval::join))
    }

    /// Evaluates every case of a fact and puts together what they leave. Of the machine only `roots`
    /// will be looked at, and what they read.
    fn each(
        &mut self,
        machine: &mut Machine,
        fact: FactId,
        cases: Arc<[Case]>,
        roots: &[OpId],
        look: &mut dyn FnMut(&mut Self, &mut Machine) -> Residual,
    ) -> Residual {
        let program = self.subject.program;
        let ops = program.moved_by(fact, roots);
        let count = cases.len();
        let mut rests: Vec<Residual> = Vec::with_capacity(count);
        for case in cases.iter() {
            let mark = machine.mark();
            machine.assume(program, fact, case.value, &ops);
            self.assumed.push(Assumed::new(fact, case, count));
            let rest = look(self, machine);
            self.assumed.pop();
            machine.undo(mark);
            rests.push(rest);
        }
        if rests.windows(2).all(|pair| pair.first() == pair.last()) {
            if cases.iter().any(|case| case.sample) {
                self.give_up(GivenUp::Figures);
            }
            return rests.pop().unwrap_or(Residual::Settled(false));
        }
        insert(&mut self.matters, fact);
        Residual::of_cases(fact, &cases, &rests)
    }

    /// What is left of an operation that is to hold and stands by itself.
    fn part_alone(&mut self, machine: &mut Machine, op: OpId) -> Residual {
        let matters = self.matters.len();
        match self.part(machine, op, true, None) {
            Some(holds) => {
                self.matters.truncate(matters);
                Residual::Settled(holds)
            }
            None => Residual::Open(self.parts.pop().unwrap_or(0)),
        }
    }

    /// What is left of an operation that is to hold, or not to hold: settled, or the digests of
    /// its open parts, put to `parts`. Several parts only where they are joined as those around
    /// it (`within`) are.
    fn part(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        holds: bool,
        within: Option<Group>,
    ) -> Option<bool> {
        match machine.truth(op) {
            Truth::True => return Some(holds),
            Truth::False => return Some(!holds),
            Truth::Unknown => {}
        }
        let program = self.subject.program;
        match program.op(op) {
            Op::Not(part) => self.part(machine, part, !holds, within),
            Op::All(_) | Op::Any(_) => self.remembered(machine, op, holds, within),
            other => match machine.unsettled(program, other) {
                Some(raw) => self.part(machine, raw, holds, within),
                None => self.remembered(machine, op, holds, None),
            },
        }
    }

    /// All (`every`) or any of some parts.
    fn join(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        list: &'p [OpId],
        (holds, every): (bool, bool),
        within: Option<Group>,
    ) -> Option<bool> {
        if let Some((fact, cases)) = self.split_among(machine, op, list) {
            let rest = self.each(machine, fact, cases, &[op], &mut |search, machine| {
                search.closed(machine, op, holds)
            });
            return self.put(rest);
        }
        let (start, matters) = (self.parts.len(), self.matters.len());
        let group = Group { every };
        let mut decided = None;
        for part in list {
            match self.part(machine, *part, holds, Some(group)) {
                Some(settled) if settled != every => {
                    decided = Some(settled);
                    break;
                }
                Some(_) | None => {}
            }
        }
        let settled = decided.or_else(|| group.join(&mut self.parts, start, within));
        if decided.is_some() {
            self.parts.truncate(start);
        }
        if settled.is_some() {
            self.matters.truncate(matters);
        }
        settled
    }

    /// What is left of an operation, in one piece.
    fn closed(&mut self, machine: &mut Machine, op: OpId, holds: bool) -> Residual {
        match self.part(machine, op, holds, None) {
            Some(settled) => Residual::Settled(settled),
            None => Residual::Open(self.parts.pop().unwrap_or(0)),
        }
    }

    fn put(&mut self, rest: Residual) -> Option<bool> {
        match rest {
            Residual::Settled(settled) => Some(settled),
            Residual::Open(digest) => {
                self.parts.push(digest);
                None
            }
        }
    }

    fn leaf(&mut self, machine: &mut Machine, test: OpId, holds: bool) -> Option<bool> {
        let split = self.split_leaf(machine, test);
        if let Some((fact, cases)) = split.or_else(|| self.alone(machine, test)) {
            let rest = self.each(machine, fact, cases, &[test], &mut |search, machine| {
                search.closed(machine, test, holds)
            });
            return self.put(rest);
        }
        let program = self.subject.program;
        machine.missing(program, test, &mut self.matters);
        let digest = residual::of_leaf(program, &self.assumed, test, holds);
        self.parts.push(digest);
        None
    }
}

fn insert(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}
