//! What would change a verdict: the smallest set of things that a person can really do, and the
//! last day on which there is something to be had.
//!
//! Which facts a person can change, and which way, is data ([`crate::ir::Action`]); all others stay
//! as they are. What is not known stays unknown: a set of changes counts only if it leads to a yes
//! whatever the unknown facts are, or, where none does, if it leads from a no to "it depends", and
//! then what it depends on is told.
//!
//! Sets of one, two and three changed facts are tried, in this order, and the first size that
//! leads anywhere is the smallest. Each fact is tried at the nearest value of every stretch that
//! the conditions can tell apart (`breakpoints`), nearest first.

mod acts;
mod changes;
mod findings;
mod last_day;
mod offers;

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decide::{Subject, find};
use crate::decision::Decision;
use crate::incremental::evaluate_some;
use crate::ir::{Action, FactId, FactKind};
use crate::machine::Machine;
use crate::outcome::Verdict;
use crate::vec_map::insert_sorted;
use acts::{can, records, sets_a_day};
pub use changes::{Change, ChangeSet, apply};
use last_day::last_day;
use offers::Tests;
use std::cell::RefCell;

/// Most facts that are changed together.
pub const MOST_CHANGES: usize = 3;
/// Most sets that are told.
pub const MOST_CHANGE_SETS: usize = 6;
/// Most sets that are looked at for one instrument.
const MOST_TRIES: usize = 3000;

/// What may become of an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterfactuals {
    /// Position in the law.
    pub instrument: u16,
    /// The day from which time alone makes it eligible.
    pub from: Option<Date>,
    /// The last day, inclusive, on which it can still be had as things stand: the day after, it
    /// is out of force or its condition is false. Only for what can be had, now or later, or is
    /// open; `None` where no such day is known.
    pub last_day: Option<Date>,
    /// The smallest sets of changes, the nearest first; all have as many changes.
    pub change_sets: Vec<ChangeSet>,
    /// Whether every set up to [`MOST_CHANGES`] was looked at; where false, a set that was not
    /// found may exist.
    pub exhaustive: bool,
}

/// What may become of an instrument, by its decision of the same day and answers.
#[must_use]
pub fn counterfactuals(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    decision: &Decision,
) -> Counterfactuals {
    let mut found = Counterfactuals {
        instrument: decision.instrument,
        from: None,
        last_day: None,
        change_sets: Vec::new(),
        exhaustive: true,
    };
    let Some(subject) = Subject::new(law, law.program(), decision.instrument) else {
        return found;
    };
    let seek = match &decision.verdict {
        Verdict::Eligible => false,
        Verdict::NotYet(day) => {
            found.from = Some(*day);
            true
        }
        Verdict::Ineligible | Verdict::Undetermined => true,
        Verdict::NotStarted(day) => {
            let later = verdict_of(law, *day, answers, decision.instrument);
            found.from = later
                .filter(|o| o.verdict == Verdict::Eligible)
                .map(|_| *day);
            false
        }
        Verdict::Expired(_) | Verdict::StartUnknown(..) | Verdict::Replaced(_) => false,
    };
    let mut machine = law.machine(as_of, answers);
    machine.run(law.program(), &subject.reach.ops);
    found.last_day = last_day(&mut machine, subject, &decision.verdict);
    if seek && subject.ops.eligible.is_some() {
        let mut search = Search::new(law, subject, machine, (as_of, answers), &decision.verdict);
        found.change_sets = search.smallest();
        found.exhaustive = search.left > 0;
    }
    found
}

/// The decision of one instrument, with those that may take its place.
fn verdict_of(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    position: u16,
) -> Option<Decision> {
    let some = |at: u16| {
        at == position
            || law
                .instruments
                .get(usize::from(at))
                .is_some_and(|i| i.replaces.contains(&position))
    };
    evaluate_some(law, as_of, answers, &some)
        .into_iter()
        .find(|o| o.instrument == position)
}

/// How far a change is to lead.
#[derive(Clone, Copy, PartialEq)]
enum Aim {
    /// To a yes, now or later, whatever is not known.
    Yes,
    /// From a no to anything else.
    NotNo,
}

struct Search<'a> {
    law: &'a CompiledLaw,
    subject: Subject<'a>,
    as_of: Date,
    answers: &'a Answers,
    /// Works with one set of answers after another.
    machine: RefCell<Machine>,
    /// The verdict as things stand.
    verdict: &'a Verdict,
    /// What can be changed: known facts that the conditions look at.
    actions: Vec<(FactId, &'a Action)>,
    tests: Tests<'a>,
    left: usize,
}

/// A set with how far its values lie from those that were answered.
type Found = (usize, usize, Vec<(FactId, Answer)>);

impl<'a> Search<'a> {
    fn new(
        law: &'a CompiledLaw,
        subject: Subject<'a>,
        machine: Machine,
        (as_of, answers): (Date, &'a Answers),
        verdict: &'a Verdict,
    ) -> Self {
        let tests = Tests::new(subject);
        // Lists come last: a record that is put together fits what else has been changed.
        let (mut actions, mut lists) = (Vec::new(), Vec::new());
        for (id, fact) in (0u16..).zip(&law.facts) {
            let known = !matches!(answers.get(id), None | Some(Answer::Unsure));
            if let Some(action) = can(fact)
                && known
                && tests.read(id)
            {
                match fact.kind {
                    FactKind::Records { .. } => lists.push((id, action)),
                    _ => actions.push((id, action)),
                }
            }
        }
        actions.extend(lists);
        Self {
            law,
            subject,
            as_of,
            answers,
            machine: RefCell::new(machine),
            verdict,
            actions,
            tests,
            left: MOST_TRIES,
        }
    }

    fn smallest(&mut self) -> Vec<ChangeSet> {
        let aims: &[Aim] = match self.verdict {
            Verdict::Ineligible => &[Aim::Yes, Aim::NotNo],
            _ => &[Aim::Yes],
        };
        for aim in aims {
            for size in 1..=MOST_CHANGES {
                let mut found = Vec::new();
                self.sets(0, size, *aim, &mut Vec::new(), 0, &mut found);
                let change_sets: Vec<ChangeSet> = found
                    .into_iter()
                    .filter_map(|(_, _, set)| self.change_set(set))
                    .take(MOST_CHANGE_SETS)
                    .collect();
                if !change_sets.is_empty() {
                    return change_sets;
                }
            }
        }
        Vec::new()
    }

    /// All sets of `size` more facts, from the one at `from` on, that lead far enough; of each
    /// set of facts the nearest values.
    fn sets(
        &mut self,
        from: usize,
        size: usize,
        aim: Aim,
        chosen: &mut Vec<(FactId, Answer)>,
        far: usize,
        found: &mut Vec<Found>,
    ) {
        if size == 0 {
            self.keep(aim, chosen, far, found);
            return;
        }
        if self.left == 0 || self.no_whatever(from, chosen) {
            return;
        }
        for at in from..self.actions.len() {
            let Some((fact, act)) = self.actions.get(at).copied() else {
                continue;
            };
            let now = self.with(chosen);
            let offers = offers::offers(self, &now, fact, act);
            for (rank, answer) in offers.into_iter().enumerate() {
                chosen.push((fact, answer));
                self.sets(at + 1, size - 1, aim, chosen, far + rank, found);
                chosen.pop();
            }
        }
    }

    /// Whether it stays a no whatever becomes of the facts that are still to be chosen.
    fn no_whatever(&mut self, from: usize, chosen: &[(FactId, Answer)]) -> bool {
        self.left = self.left.saturating_sub(1);
        let (law, program, subject) = (self.law, self.law.program(), self.subject);
        let verdict = self.with_machine(&self.with(chosen), |machine| {
            for (fact, _) in self.actions.iter().skip(from) {
                machine.answer_somehow(law, program, *fact, &subject.reach.ops);
            }
            find(machine, subject, subject.condition(), None).verdict
        });
        verdict == Verdict::Ineligible
    }

    fn keep(&mut self, aim: Aim, chosen: &[(FactId, Answer)], far: usize, found: &mut Vec<Found>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let verdict = self.quick(&self.with(chosen));
        if !self.leads(aim, &verdict) || self.is_excluded(chosen) || self.contradicts(chosen) {
            return;
        }
        let same = |set: &[(FactId, Answer)]| {
            let alike = |a: &(FactId, Answer), b: &(FactId, Answer)| {
                a.0 == b.0 && records(&a.1) == records(&b.1)
            };
            set.len() == chosen.len() && set.iter().zip(chosen).all(|(a, b)| alike(a, b))
        };
        if let Some(other) = found.iter().position(|(_, _, set)| same(set)) {
            if found.get(other).is_some_and(|(_, old, _)| *old <= far) {
                return;
            }
            found.remove(other);
        }
        let offices = chosen.iter().filter(|(fact, _)| self.office(*fact)).count();
        let new: Found = (offices, far, chosen.to_vec());
        insert_sorted(found, new, |a, b| (a.0, a.1) > (b.0, b.1));
    }

    /// Whether an office is asked for what the law excludes, whatever else is changed.
    fn is_excluded(&self, chosen: &[(FactId, Answer)]) -> bool {
        let mut asked = chosen.iter().filter(|(fact, _)| self.office(*fact));
        asked.any(|(fact, to)| {
            let others = chosen.iter().filter(|(other, _)| other != fact);
            let others: Vec<(FactId, Answer)> = others.cloned().collect();
            let answers = self.with(&others);
            findings::is_excluded(self.law, (self.as_of, &answers), *fact, to)
        })
    }

    /// Whether the answers would no longer go together.
    fn contradicts(&self, chosen: &[(FactId, Answer)]) -> bool {
        findings::contradicts(self.law, self.as_of, (self.answers, &self.with(chosen)))
    }

    fn office(&self, fact: FactId) -> bool {
        self.actions
            .iter()
            .any(|(id, act)| *id == fact && act.office)
    }

    /// Whether a verdict is what is aimed at, and better than it was.
    fn leads(&self, aim: Aim, verdict: &Verdict) -> bool {
        match (aim, verdict, self.verdict) {
            (_, Verdict::Eligible, _) => true,
            (_, Verdict::NotYet(day), Verdict::NotYet(was)) => day < was,
            (_, Verdict::NotYet(_), _) => true,
            (Aim::NotNo, Verdict::Undetermined, _) => true,
            (_, _, _) => false,
        }
    }

    fn with(&self, chosen: &[(FactId, Answer)]) -> Answers {
        let mut answers = self.answers.clone();
        for (fact, answer) in chosen {
            answers.set(*fact, answer.clone());
        }
        answers
    }

    /// The verdict of the condition alone.
    fn quick(&self, answers: &Answers) -> Verdict {
        self.with_machine(answers, |machine| {
            find(machine, self.subject, self.subject.condition(), None).verdict
        })
    }

    /// Looks at something while the machine has these answers.
    fn with_machine<T>(&self, answers: &Answers, look: impl FnOnce(&mut Machine) -> T) -> T {
        let mut machine = self.machine.borrow_mut();
        let reach = self.subject.reach;
        for fact in &reach.facts {
            let answer = answers.get(*fact);
            machine.answer(self.law, self.law.program(), *fact, answer, &reach.ops);
        }
        look(&mut machine)
    }

    /// The whole verdict, readings and replacements included.
    fn change_set(&self, mut set: Vec<(FactId, Answer)>) -> Option<ChangeSet> {
        offers::tighten(self, &mut set);
        let set = &set;
        let mut changes = Vec::new();
        for (fact, to) in set {
            changes.push(Change {
                fact: *fact,
                from: self.answers.get(*fact)?.clone(),
                to: to.clone(),
                office: self.office(*fact),
            });
        }
        let answers = self.with(set);
        let then = verdict_of(self.law, self.as_of, &answers, self.subject.position)?;
        let aim = match self.verdict {
            Verdict::Ineligible => Aim::NotNo,
            _ => Aim::Yes,
        };
        if !self.leads(aim, &then.verdict) {
            return None;
        }
        let dated = changes.iter().any(|c| sets_a_day(&c.to, &c.from));
        let last = self.with_machine(&answers, |machine| {
            last_day(machine, self.subject, &then.verdict)
        });
        Some(ChangeSet {
            changes,
            remaining_needs: then.needs,
            last_day: last.filter(|_| !dated),
            verdict: then.verdict,
            amount: then.amount,
        })
    }
}
