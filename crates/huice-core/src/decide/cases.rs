//! Exact results where three-valued logic is not exact: by cases.
//!
//! Three-valued logic is exact as long as every unknown fact stands in one place only. Where one
//! stands in several (`3 <= months and months <= 12`, a group and its negation, a condition and
//! the amount), its values are split into the cases that those places can tell apart, and each
//! case is evaluated. What all cases agree on is settled, whatever the answer; a fact matters
//! only if two of its cases differ. Facts that are independent in the law are taken as
//! independent: no link between answers is presumed.
//!
//! Where cases cannot be had (lists of records, two figures compared with each other in several
//! places, too many cases) the result stays sound but may be wider than need be; then
//! [`CaseAnalysis::exact`] is false.

use super::Subject;
use super::breakpoints;
use super::residual::{Assumptions, Leaf, Residual, ResidualReader};
use crate::date::{Date, DateRange};
use crate::ir::FactId;
use crate::machine::{Machine, View};
use crate::program::{OpId, Program};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::Value;

/// Most cases that one instrument is split into.
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

/// What trying the cases came to.
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
    let mut search = Search {
        subject,
        question,
        left: MOST_CASES,
        assumed: Assumptions::new(),
        matters: Vec::new(),
        narrows: Vec::new(),
        exact: true,
    };
    let (rest, amount) = search.visit(machine);
    CaseAnalysis {
        truth: rest.truth(),
        matters: search.matters,
        amount,
        narrows: search.narrows,
        exact: search.exact,
    }
}

struct Search<'p> {
    subject: Subject<'p>,
    question: Question<'p>,
    left: usize,
    assumed: Assumptions,
    matters: Vec<FactId>,
    narrows: Vec<FactId>,
    exact: bool,
}

impl Search<'_> {
    /// Evaluates one case, splitting it further where a fact stands in several places.
    fn visit(&mut self, machine: &mut Machine) -> (Residual, Option<ScaledInterval>) {
        self.left = self.left.saturating_sub(1);
        let (rest, leaves) = self.residual(machine);
        let (sum, open) = self.amount(machine, rest);
        if let Some((fact, cases)) = self.split(machine, &leaves, &open) {
            return self.each(machine, fact, cases);
        }
        for fact in leaves.iter().flat_map(|leaf| &leaf.facts) {
            insert(&mut self.matters, *fact);
        }
        for fact in open {
            insert(&mut self.narrows, fact);
        }
        (rest, sum)
    }

    fn residual(&self, machine: &mut Machine) -> (Residual, Vec<Leaf>) {
        let Some(condition) = self.question.condition else {
            return (Residual::Settled(true), Vec::new());
        };
        let subject = self.subject;
        let mut reader = ResidualReader::new(subject.program, subject.reach, &self.assumed);
        let rest = reader.read(machine, condition);
        (rest, reader.leaves)
    }

    /// The sum in this case, and the facts that keep it open.
    fn amount(
        &self,
        machine: &mut Machine,
        rest: Residual,
    ) -> (Option<ScaledInterval>, Vec<FactId>) {
        let Some(amount) = self.question.amount else {
            return (None, Vec::new());
        };
        let later = self.later(machine, rest, amount);
        if rest == Residual::Settled(false) {
            return (later, Vec::new());
        }
        let now = machine.number(amount);
        let mut open = Vec::new();
        machine.missing(self.subject.program, amount, &mut open);
        (Some(later.map_or(now, |later| now.join(later))), open)
    }

    /// The sum on later days, if time may change what is left of the condition and bring it about.
    fn later(
        &self,
        machine: &mut Machine,
        today: Residual,
        amount: OpId,
    ) -> Option<ScaledInterval> {
        if !self.question.reads_day {
            return None;
        }
        let mark = machine.mark();
        let days = DateRange {
            low: machine.as_of(),
            high: Date::LAST,
        };
        machine.assume_today(self.subject.program, days, &self.subject.reach.day_ops);
        let (rest, _) = self.residual(machine);
        let moves = rest != today && rest != Residual::Settled(false);
        let sum = moves.then(|| machine.number(amount));
        machine.undo(mark);
        sum
    }

    /// Evaluates every case of a fact and puts them together.
    fn each(
        &mut self,
        machine: &mut Machine,
        fact: FactId,
        cases: Vec<Value>,
    ) -> (Residual, Option<ScaledInterval>) {
        let mut rests: Vec<Residual> = Vec::new();
        let mut sums: Vec<ScaledInterval> = Vec::new();
        for case in cases {
            let mark = machine.mark();
            let ops = self.subject.reach.reached_by(fact);
            machine.assume(self.subject.program, fact, case, ops);
            self.assumed.push((fact, case));
            let (rest, sum) = self.visit(machine);
            self.assumed.pop();
            machine.undo(mark);
            rests.push(rest);
            sums.extend(sum);
        }
        if sums.windows(2).any(|pair| pair.first() != pair.last()) {
            insert(&mut self.narrows, fact);
        }
        let whole = sums.into_iter().reduce(ScaledInterval::join);
        if rests.windows(2).all(|pair| pair.first() == pair.last()) {
            return (rests.pop().unwrap_or(Residual::Settled(false)), whole);
        }
        insert(&mut self.matters, fact);
        (Residual::of_cases(fact, &rests), whole)
    }

    /// The fact that stands in most places, and its cases; `None` where each stands in one only.
    fn split(
        &mut self,
        machine: &mut Machine,
        leaves: &[Leaf],
        open: &[FactId],
    ) -> Option<(FactId, Vec<Value>)> {
        // Splitting one fact often leaves another in one place only, so nothing is given up
        // before all of them have been tried.
        let mut given_up = false;
        for fact in self.in_several_places(leaves, open) {
            if self.left == 0 {
                break;
            }
            let tests = leaves.iter().filter(|leaf| self.may_split(leaf, fact));
            let tests: Vec<OpId> = tests.map(|leaf| leaf.test).collect();
            let amount = self.question.amount.filter(|_| open.contains(&fact));
            let place = breakpoints::Place {
                subject: self.subject,
                fact,
                amount,
            };
            match breakpoints::cases(machine, place, &tests) {
                Some(cases) if cases.len() > 1 => return Some((fact, cases)),
                Some(_) | None => given_up = true,
            }
        }
        self.exact &= !given_up;
        None
    }

    /// Whether a test may split a fact. While other facts keep it open too it splits each fact
    /// once: two figures compared would peel a step off each other for ever.
    fn may_split(&self, leaf: &Leaf, fact: FactId) -> bool {
        let alone = leaf.facts.len() == 1;
        let assumed = || self.assumed.iter().any(|(known, _)| *known == fact);
        leaf.facts.contains(&fact) && (alone || !assumed())
    }

    /// The facts that stand in several places of what is open, most places first.
    fn in_several_places(&self, leaves: &[Leaf], open: &[FactId]) -> Vec<FactId> {
        let program = self.subject.program;
        let mut candidates: Vec<FactId> = Vec::new();
        for fact in leaves.iter().flat_map(|leaf| &leaf.facts).chain(open) {
            if self.question.repeated.contains(fact) {
                insert(&mut candidates, *fact);
            }
        }
        let mut found: Vec<(FactId, usize)> = Vec::new();
        for fact in &candidates {
            let mut count = 0;
            for leaf in leaves.iter().filter(|leaf| leaf.facts.contains(fact)) {
                count += places(program, leaf.test, *fact);
            }
            if let Some(amount) = self.question.amount.filter(|_| open.contains(fact)) {
                count += places(program, amount, *fact);
            }
            if count > 1 {
                found.push((*fact, count));
            }
        }
        // Among equals, the one that is read first.
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.into_iter().map(|(fact, _)| fact).collect()
    }
}

fn insert(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}

/// In how many places an operation reads a fact. An aggregate reads its records once.
fn places(program: &Program, op: OpId, fact: FactId) -> usize {
    let op = program.op(op);
    if program.fact_of(op) == Some(fact) {
        return 1;
    }
    let mut count = 0;
    program.operands(op, &mut |operand| count += places(program, operand, fact));
    count
}
