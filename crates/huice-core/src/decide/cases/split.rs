//! Which fact to split, and into which cases.

use super::{MOST_CASES, Search, Split};
use crate::decide::breakpoints::{self, Place};
use crate::decide::residual::{self, OpenTests};
use crate::ir::{FactId, FactKind};
use crate::machine::{GivenUp, Machine};
use crate::program::{OpId, Program};
use crate::truth::Truth;
use crate::vec_map::insert_sorted;

impl<'p> Search<'p> {
    /// Of parts that are joined, a fact that stands in more than one, with its cases.
    pub(super) fn split_among(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        list: &[OpId],
    ) -> Option<Split> {
        let program = self.subject.program;
        let mut found = OpenTests::new();
        for fact in program.shared(op) {
            if machine.is_known(program, *fact) || !self.question.repeated.contains(fact) {
                continue;
            }
            let open = |part: &&OpId| {
                program.reads(**part, *fact) && machine.truth(**part) == Truth::Unknown
            };
            if list.iter().filter(open).nth(1).is_some() {
                found.push((*fact, Vec::new()));
            }
        }
        if found.is_empty() {
            return None;
        }
        for part in list {
            residual::open_tests(machine, program, *part, &mut found);
        }
        found.retain(|(_, tests)| tests.len() > 1);
        self.split(machine, op, found, Some(list))
    }

    /// Of one test, a fact that stands in several places of it, with its cases.
    pub(super) fn split_leaf(&mut self, machine: &mut Machine, test: OpId) -> Option<Split> {
        let program = self.subject.program;
        let several = |fact: &FactId| {
            !machine.is_known(program, *fact)
                && self.question.repeated.contains(fact)
                && places(program, test, *fact) > 1
        };
        let mut facts: Vec<FactId> = program.facts_of(test).filter(several).collect();
        if facts.is_empty() {
            return None;
        }
        let open = residual::open_facts(machine, program, test);
        facts.retain(|fact| open.contains(fact));
        let found = facts.into_iter().map(|fact| (fact, vec![test])).collect();
        self.split(machine, test, found, None)
    }

    /// The only fact that keeps a test open, with its cases, where it stands elsewhere too: what
    /// they leave tells the test from another one of the fact only where they differ.
    pub(super) fn alone(&mut self, machine: &mut Machine, test: OpId) -> Option<Split> {
        let program = self.subject.program;
        let fact = machine.only_unknown(program, test)?;
        if !self.question.repeated.contains(&fact) {
            return None;
        }
        self.cases(machine, fact, &[test], None)
    }

    /// Of facts with the tests in which each stands, the one that stands in most of them, with
    /// its cases; `None` where none can be split. The tests stand in parts that are joined, if there are
    /// any.
    fn split(
        &mut self,
        machine: &mut Machine,
        op: OpId,
        found: OpenTests,
        parts: Option<&[OpId]>,
    ) -> Option<Split> {
        if found.is_empty() {
            return None;
        }
        if self.combinations(op) >= MOST_CASES {
            self.give_up(GivenUp::Cases);
            return None;
        }
        let mut most_first = OpenTests::new();
        for one in found {
            insert_sorted(&mut most_first, one, |(_, a), (_, b)| a.len() < b.len());
        }
        // Splitting one fact often leaves another in one place only, so nothing is given up
        // before all of them have been tried.
        for (fact, tests) in &most_first {
            let split = self.cases(machine, *fact, tests, None);
            if split.is_some() {
                return split;
            }
        }
        // What only one part keeps open is looked at there.
        if let Some(parts) = parts {
            most_first.retain(|(fact, _)| self.stands_in_several(machine, parts, *fact));
        }
        self.sampled(machine, &most_first)
    }

    /// Whether a fact keeps more than one of some parts open.
    fn stands_in_several(&self, machine: &Machine, parts: &[OpId], fact: FactId) -> bool {
        let stands_in = |part: &&OpId| {
            let mut found = [(fact, Vec::new())];
            residual::open_tests(machine, self.subject.program, **part, &mut found);
            found.iter().any(|(_, tests)| !tests.is_empty())
        };
        parts.iter().filter(stands_in).nth(1).is_some()
    }

    /// A fact that cannot be cut into cases, with some of its values where samples are looked at. All
    /// of the facts are given up where there is none.
    fn sampled(&mut self, machine: &mut Machine, uncut: &[(FactId, Vec<OpId>)]) -> Option<Split> {
        if self.sampling {
            for (fact, tests) in uncut {
                let samples = breakpoints::samples(machine, self.place(*fact, None), tests);
                if !samples.is_empty() {
                    return Some((*fact, samples.into()));
                }
            }
        }
        for (fact, _) in uncut {
            let fact = self.subject.law.facts.get(usize::from(*fact));
            self.give_up(match fact.map(|fact| &fact.kind) {
                Some(FactKind::Number { .. } | FactKind::Date) => GivenUp::Figures,
                _ => GivenUp::Cases,
            });
        }
        None
    }

    /// A fact that stands in the sum and in the condition, or in several places of the sum, with
    /// its cases.
    pub(super) fn split_with_sum(&mut self, machine: &mut Machine, amount: OpId) -> Option<Split> {
        let program = self.subject.program;
        if machine.number(amount).point().is_some() {
            return None;
        }
        let mut open = Vec::new();
        machine.missing(program, amount, &mut open);
        let all = self
            .assumed
            .iter()
            .fold(1, |all, own| own.cases.saturating_mul(all));
        let condition = self.question.condition;
        let condition = condition.filter(|op| machine.truth(*op) == Truth::Unknown);
        let mut uncut = OpenTests::new();
        for fact in open {
            if !self.question.repeated.contains(&fact) {
                continue;
            }
            let mut found = [(fact, Vec::new())];
            if let Some(condition) = condition {
                residual::open_tests(machine, program, condition, &mut found);
            }
            let [(fact, tests)] = found;
            if tests.len() + places(program, amount, fact) < 2 {
                continue;
            }
            if all >= MOST_CASES {
                self.give_up(GivenUp::Cases);
                return None;
            }
            let split = self.cases(machine, fact, &tests, Some(amount));
            if split.is_some() {
                return split;
            }
            uncut.push((fact, tests));
        }
        self.sampled(machine, &uncut)
    }

    fn cases(
        &self,
        machine: &mut Machine,
        fact: FactId,
        tests: &[OpId],
        amount: Option<OpId>,
    ) -> Option<Split> {
        let may_split = |test: &&OpId| self.may_split(machine, **test, fact);
        let mut tests: Vec<OpId> = tests.iter().filter(may_split).copied().collect();
        tests.dedup();
        let cases = breakpoints::cases(machine, self.place(fact, amount), &tests)?;
        (cases.len() > 1).then_some((fact, cases))
    }

    fn place(&self, fact: FactId, amount: Option<OpId>) -> Place<'p> {
        Place {
            subject: self.subject,
            fact,
            amount,
        }
    }

    /// Whether a test may split a fact. While other facts keep it open too it splits each fact
    /// once: two figures compared would peel a step off each other for ever.
    fn may_split(&self, machine: &Machine, test: OpId, fact: FactId) -> bool {
        let assumed = self.assumed.iter().any(|own| own.fact == fact);
        !assumed || machine.only_unknown(self.subject.program, test).is_some()
    }
}

/// In how many places an operation reads a fact. An aggregate reads its records once.
pub(super) fn places(program: &Program, op: OpId, fact: FactId) -> usize {
    if !program.reads(op, fact) {
        return 0;
    }
    let op = program.op(op);
    if program.fact_of(op) == Some(fact) {
        return 1;
    }
    let mut count = 0;
    program.operands(op, &mut |operand| count += places(program, operand, fact));
    count
}
