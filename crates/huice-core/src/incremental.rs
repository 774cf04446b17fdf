//! Decisions kept up to date answer by answer.
//!
//! An answer reaches a handful of operations, and through them a handful of instruments. Only
//! these are computed and decided anew, with the same results as deciding everything.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::{OnDemand, Subject, decide, weigh};
use crate::decision::Decision;
use crate::explain::{Explanation, explain};
use crate::inferred::{self, Contradicted, Inferred};
use crate::ir::{FactId, Role};
use crate::machine::{Found, Machine};
use crate::outcome::Verdict;
use crate::program::OpMarks;
use crate::question_selection::{Asked, Question, State, asked as asked_for, next_question};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A law, a day, the answers so far and the decisions that follow.
#[derive(Debug, Clone)]
pub struct IncrementalEvaluator {
    law: Rc<CompiledLaw>,
    findings: SharedFindings,
    machine: Machine,
    /// What of the machine has been run, until all of it has: the first decisions do not ask for
    /// everything.
    done: Option<OpMarks>,
    answers: Answers,
    decisions: Vec<Decision>,
    /// By instrument: what it asks for, once somebody wants the next question.
    asked: Vec<OnceCell<Vec<Asked>>>,
    /// The instruments that have changed since they were last asked for, by position.
    changed: Vec<u16>,
}

/// What evaluators of a law have found out about open conditions, for all of them: what one person
/// leaves open others leave open too. [`Self::share`] is for another evaluator of them; a clone goes on
/// by itself.
#[derive(Debug)]
pub struct SharedFindings {
    law: Rc<CompiledLaw>,
    seed: u64,
    /// Of one day: what is asked about that day is not asked on another.
    found: Rc<RefCell<Option<(Date, Found)>>>,
}

impl SharedFindings {
    /// Nothing has been found out about a law. Findings are kept by digests: where people do not
    /// know each other's, a seed that nobody knows keeps one from making another's digest up.
    #[must_use]
    pub fn new(law: Rc<CompiledLaw>, seed: u64) -> Self {
        Self {
            law,
            seed,
            found: Rc::default(),
        }
    }

    /// The same findings, for another evaluator.
    #[must_use]
    pub fn share(&self) -> Self {
        Self {
            law: Rc::clone(&self.law),
            seed: self.seed,
            found: Rc::clone(&self.found),
        }
    }

    /// Lends a machine what was found out on its day.
    fn lend(&self, machine: &mut Machine) {
        let found = self.found.take();
        let fitting = found.filter(|(day, _)| *day == machine.as_of());
        machine.found = fitting.map(|(_, found)| found).unwrap_or_default();
        machine.found.seed = self.seed;
    }

    /// Takes it back, with what the machine has added.
    fn take_back(&self, machine: &mut Machine) {
        let found = std::mem::take(&mut machine.found);
        self.found.replace(Some((machine.as_of(), found)));
    }
}

impl Clone for SharedFindings {
    fn clone(&self) -> Self {
        let found = self.found.take();
        self.found.replace(found.clone());
        Self {
            law: Rc::clone(&self.law),
            seed: self.seed,
            found: Rc::new(RefCell::new(found)),
        }
    }
}

impl IncrementalEvaluator {
    /// Decides everything, once.
    #[must_use]
    pub fn new(law: Rc<CompiledLaw>, as_of: Date, answers: Answers) -> Self {
        Self::sharing(SharedFindings::new(law, 0), as_of, answers)
    }

    /// Decides everything, once, with the help of what other evaluators of the law have found out,
    /// and with the same results as without.
    #[must_use]
    pub fn sharing(findings: SharedFindings, as_of: Date, answers: Answers) -> Self {
        let law = Rc::clone(&findings.law);
        let mut machine = law.machine(as_of, &answers);
        findings.lend(&mut machine);
        let mut on_demand = OnDemand::new(law.program(), machine);
        let mut decisions = Vec::with_capacity(law.instruments.len());
        for subject in subjects(&law) {
            decisions.push(on_demand.decide(subject));
        }
        let (mut machine, done) = on_demand.into_parts();
        findings.take_back(&mut machine);
        replace(&law, &mut decisions);
        Self {
            asked: vec![OnceCell::new(); decisions.len()],
            machine,
            done: Some(done),
            answers,
            decisions,
            changed: Vec::new(),
            findings,
            law,
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

    /// The facts that follow from the answers, and were not answered themselves.
    #[must_use]
    pub fn consequences(&self) -> Vec<Inferred<'_>> {
        inferred::consequences(&self.law, &self.whole_machine())
    }

    /// The answers that cannot all be so. What was not answered counts as what follows.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradicted<'_>> {
        inferred::contradictions(&self.law, &self.whole_machine())
    }

    /// The next question for the instruments in `scope` (by position), or none if nothing that
    /// somebody can answer would still move them. It is asked of whoever knows: see
    /// [`Self::next_question_for`].
    #[must_use]
    pub fn next_question(&self, scope: &dyn Fn(u16) -> bool) -> Option<Question> {
        self.next_question_for(scope, &Role::ALL)
    }

    /// The next question for the instruments in `scope` (by position) that somebody in these roles
    /// can answer, or none if no answer of theirs would still move them. What only others know
    /// stays unknown: see [`crate::question_selection::who_knows`].
    #[must_use]
    pub fn next_question_for(
        &self,
        scope: &dyn Fn(u16) -> bool,
        roles: &[Role],
    ) -> Option<Question> {
        let asked: Vec<&[Asked]> = self.decisions.iter().map(|d| self.asked(d)).collect();
        let state = State {
            law: &self.law,
            program: self.law.program(),
            decisions: &self.decisions,
            asked: &asked,
            roles,
        };
        next_question(state, scope)
    }

    /// What a decision asks for.
    fn asked(&self, decision: &Decision) -> &[Asked] {
        let position = decision.instrument;
        let program = self.law.program();
        let (Some(kept), Some(subject)) = (
            self.asked.get(usize::from(position)),
            Subject::new(&self.law, program, position),
        ) else {
            return &[];
        };
        kept.get_or_init(|| {
            // Of an instrument that is open everything has been run.
            asked_for(program, &self.answers, decision, &|| {
                weigh(&self.machine, subject)
            })
        })
    }

    /// Why the decision on an instrument, by position, is what it is.
    #[must_use]
    pub fn explain(&self, position: u16) -> Option<Explanation> {
        let decision = self.decisions.get(usize::from(position))?;
        // The machine is worked with while it assumes one thing and another.
        explain(&mut self.machine.clone(), &self.law, decision)
    }

    /// The machine with all that was left out.
    fn whole_machine(&self) -> Cow<'_, Machine> {
        let mut machine = Cow::Borrowed(&self.machine);
        if let Some(mut done) = self.done.clone() {
            let program = self.law.program();
            let machine = machine.to_mut();
            machine.run_missing(program, &mut done, &program.schedule);
        }
        machine
    }

    /// The instruments, by position, whose decision has changed since the last call.
    pub fn take_changed(&mut self) -> Vec<u16> {
        let mut changed = std::mem::take(&mut self.changed);
        crate::vec_map::sort(&mut changed);
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
            let new = Self::sharing(self.findings.share(), as_of, answers.clone());
            let changed = (0u16..).zip(self.decisions.iter().zip(&new.decisions));
            let changed = changed.filter(|(_, (before, after))| before != after);
            let changed: Vec<u16> = changed.map(|(position, _)| position).collect();
            let before = std::mem::replace(self, new);
            self.changed = before.changed;
            self.changed.extend(changed);
            return;
        }
        let moved = self.answers.differing(answers);
        self.answers.clone_from(answers);
        self.update_facts(&moved);
    }

    fn update_facts(&mut self, facts: &[FactId]) {
        let law = Rc::clone(&self.law);
        let program = law.program();
        if let Some(mut done) = self.done.take() {
            self.machine
                .run_missing(program, &mut done, &program.schedule);
        }
        let (mut moved, mut asked) = (Vec::new(), Vec::new());
        for fact in facts {
            let readers = program.readers(*fact);
            let answer = self.answers.get(*fact);
            if self.machine.answer(&law, program, *fact, answer, readers) {
                moved.extend(program.affected(*fact));
            }
            // 不清楚 moves no value, but it is not asked for again.
            asked.extend(program.affected(*fact));
        }
        for list in [&mut moved, &mut asked] {
            crate::vec_map::sort(list);
            list.dedup();
        }
        self.findings.lend(&mut self.machine);
        let mut fresh = Vec::with_capacity(moved.len());
        for position in moved {
            if let Some(subject) = Subject::new(&law, program, position) {
                fresh.push(decide(&mut self.machine, subject));
            }
        }
        self.findings.take_back(&mut self.machine);
        // Those that may stand in the place of one another are moved together.
        replace(&law, &mut fresh);
        for decision in fresh {
            let position = decision.instrument;
            if let Some(place) = self.decisions.get_mut(usize::from(position))
                && *place != decision
            {
                *place = decision;
                self.changed.push(position);
            }
        }
        for position in asked {
            if let Some(kept) = self.asked.get_mut(usize::from(position)) {
                kept.take();
            }
        }
    }
}

fn subjects(law: &CompiledLaw) -> impl Iterator<Item = Subject<'_>> {
    let positions = (0u16..).zip(&law.instruments);
    positions.filter_map(|(position, _)| Subject::new(law, law.program(), position))
}

/// Decides every instrument of a law as of a day, in the law's order.
#[must_use]
pub fn evaluate(law: &CompiledLaw, as_of: Date, answers: &Answers) -> Vec<Decision> {
    evaluate_some(law, as_of, answers, &|_| true)
}

/// Decides some instruments, by position in the law's order; only one of them can stand in the
/// place of another.
#[must_use]
pub fn evaluate_some(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    some: &dyn Fn(u16) -> bool,
) -> Vec<Decision> {
    let mut on_demand = OnDemand::new(law.program(), law.deciding_machine(as_of, answers));
    let mut decisions = Vec::with_capacity(law.instruments.len());
    for subject in subjects(law).filter(|subject| some(subject.position)) {
        decisions.push(on_demand.decide(subject));
    }
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
