//! Decisions kept up to date answer by answer.
//!
//! An answer reaches a handful of operations, and through them a handful of instruments. Only
//! these are computed and decided anew, with the same results as deciding everything.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::{Subject, decide};
use crate::decision::Decision;
use crate::ir::FactId;
use crate::machine::Machine;
use crate::outcome::Verdict;
use std::rc::Rc;

/// A law, a day, the answers so far and the decisions that follow.
#[derive(Debug, Clone)]
pub struct Evaluator {
    law: Rc<CompiledLaw>,
    machine: Machine,
    answers: Answers,
    /// Before one may stand in the place of another.
    own: Vec<Decision>,
    decisions: Vec<Decision>,
    /// The instruments that have changed since they were last asked for, by position.
    changed: Vec<u16>,
}

impl Evaluator {
    /// Decides everything, once.
    #[must_use]
    pub fn new(law: Rc<CompiledLaw>, as_of: Date, answers: Answers) -> Self {
        let program = law.program();
        let mut machine = Machine::new(&law, program, as_of, &answers);
        machine.run(program, &program.schedule);
        let mut decisions = Vec::with_capacity(law.instruments.len());
        for (position, _) in (0u16..).zip(&law.instruments) {
            if let Some(subject) = Subject::new(&law, program, position) {
                decisions.push(decide(&mut machine, subject));
            }
        }
        let own = decisions.clone();
        replace(&law, &mut decisions);
        Self {
            law,
            machine,
            answers,
            own,
            decisions,
            changed: Vec::new(),
        }
    }

    /// The law.
    #[must_use]
    pub fn law(&self) -> &Rc<CompiledLaw> {
        &self.law
    }

    /// The day of evaluation.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.machine.as_of()
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// One decision for each instrument, in the law's order.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The instruments, by position, whose decision has changed since the last call.
    pub fn take_changed(&mut self) -> Vec<u16> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Sets an answer.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        self.answers.set(fact, answer);
        self.update_facts(&[fact]);
    }

    /// Takes an answer back.
    pub fn unset(&mut self, fact: FactId) {
        self.answers.unset(fact);
        self.update_facts(&[fact]);
    }

    /// Moves to a day and to answers, whatever has changed since.
    pub fn update(&mut self, as_of: Date, answers: &Answers) {
        if self.as_of() != as_of {
            let law = Rc::clone(&self.law);
            let new = Self::new(law, as_of, answers.clone());
            let changed = (0u16..).zip(self.decisions.iter().zip(&new.decisions));
            let changed = changed.filter(|(_, (before, after))| before != after);
            let changed: Vec<u16> = changed.map(|(position, _)| position).collect();
            let before = std::mem::replace(self, new);
            self.changed = before.changed;
            self.changed.extend(changed);
            return;
        }
        let facts = (0u16..).zip(&self.law.facts).map(|(fact, _)| fact);
        let moved = facts.filter(|fact| self.answers.get(*fact) != answers.get(*fact));
        let moved: Vec<FactId> = moved.collect();
        self.answers.clone_from(answers);
        self.update_facts(&moved);
    }

    fn update_facts(&mut self, facts: &[FactId]) {
        let law = Rc::clone(&self.law);
        let program = law.program();
        let mut affected: Vec<u16> = Vec::new();
        for fact in facts {
            let answer = self.answers.get(*fact);
            if self.machine.answer(&law, program, *fact, answer) {
                affected.extend(program.affected(*fact));
            }
        }
        affected.sort_unstable();
        affected.dedup();
        for position in &affected {
            if let Some(subject) = Subject::new(&law, program, *position)
                && let Some(place) = self.own.get_mut(usize::from(*position))
            {
                *place = decide(&mut self.machine, subject);
            }
        }
        self.replace_affected(&law, &affected);
    }

    /// Puts the decisions in place, those that stand in the place of others looked at once more.
    fn replace_affected(&mut self, law: &CompiledLaw, affected: &[u16]) {
        let mut fresh: Vec<Decision> = Vec::with_capacity(affected.len());
        for position in affected {
            fresh.extend(self.own.get(usize::from(*position)).cloned());
        }
        replace(law, &mut fresh);
        for decision in fresh {
            let position = decision.instrument;
            if let Some(place) = self.decisions.get_mut(usize::from(position))
                && *place != decision
            {
                *place = decision;
                self.changed.push(position);
            }
        }
    }
}

/// Decides every instrument of a law as of a day, in the law's order.
#[must_use]
pub fn decisions(law: &CompiledLaw, as_of: Date, answers: &Answers) -> Vec<Decision> {
    let program = law.program();
    let mut machine = Machine::new(law, program, as_of, answers);
    machine.run(program, &program.schedule);
    let subjects = (0u16..).zip(&law.instruments);
    let subjects = subjects.filter_map(|(position, _)| Subject::new(law, program, position));
    let mut decisions: Vec<Decision> = subjects.map(|s| decide(&mut machine, s)).collect();
    replace(law, &mut decisions);
    decisions
}

/// Where one instrument takes the place of another, only one of the two is had. The decisions
/// stand in the law's order.
pub(crate) fn replace(law: &CompiledLaw, decisions: &mut [Decision]) {
    for at in 0..decisions.len() {
        let Some((position, verdict)) = decisions
            .get(at)
            .map(|decision| (decision.instrument, decision.verdict.clone()))
        else {
            return;
        };
        let instrument = law.instruments.get(usize::from(position));
        for replaced in instrument.map_or(&[][..], |i| &i.replaces) {
            let other = decisions.binary_search_by_key(replaced, |decision| decision.instrument);
            let Ok(other) = other else {
                continue;
            };
            let needs = match (&verdict, decisions.get(other).map(|other| &other.verdict)) {
                (Verdict::Eligible, Some(Verdict::Eligible)) => None,
                (Verdict::Undetermined, Some(Verdict::Eligible)) => {
                    decisions.get(at).map(|decision| decision.needs.clone())
                }
                (_, _) => continue,
            };
            let Some(other) = decisions.get_mut(other) else {
                continue;
            };
            match needs {
                None => {
                    other.verdict = Verdict::Replaced(position);
                    other.amount = other.amount.clone().not_due();
                    other.amount_needs.clear();
                }
                Some(needs) => {
                    other.verdict = Verdict::Undetermined;
                    other.needs = needs;
                }
            }
        }
    }
}
