//! Where a person stands, kept up to date answer by answer.
//!
//! An answer concerns a handful of instruments: those that look at its fact, in a condition, an
//! amount or another reading, directly or through a definition. Which these are is found once for
//! a law; setting an answer then evaluates only them anew, and comes to what evaluating everything
//! would come to.

use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::eval::condition::EvalContext;
use crate::eval::visit::{self, Seen};
use crate::eval::{evaluate, one, replace};
use crate::ir::{Expr, FactId, Instrument, Law};
use crate::outcome::Outcome;
use crate::vec_map::SortedInts;
use std::rc::Rc;

/// A law, a day, the answers so far and what they come to.
#[derive(Debug, Clone)]
pub struct IncrementalEvaluator {
    law: Rc<Law>,
    concerns: Rc<Dependencies>,
    as_of: Date,
    answers: Answers,
    outcomes: Vec<Outcome>,
}

impl IncrementalEvaluator {
    /// Evaluates everything, once.
    #[must_use]
    pub fn new(law: Rc<Law>, as_of: Date, answers: Answers) -> Self {
        Self {
            concerns: Rc::new(Dependencies::of(&law)),
            outcomes: evaluate(&law, as_of, &answers),
            law,
            as_of,
            answers,
        }
    }

    /// The law.
    #[must_use]
    pub fn law(&self) -> &Rc<Law> {
        &self.law
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// One outcome for each instrument, in the law's order, as [`evaluate`] gives them.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Sets an answer.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        if self.answers.get(fact) != Some(&answer) {
            self.answers.set(fact, answer);
            self.changed(&[fact]);
        }
    }

    /// Takes an answer back.
    pub fn unset(&mut self, fact: FactId) {
        if self.answers.get(fact).is_some() {
            self.answers.unset(fact);
            self.changed(&[fact]);
        }
    }

    /// Moves to a day and to answers, whatever has changed since.
    pub fn update(&mut self, as_of: Date, answers: &Answers) {
        let facts = (0u16..).zip(&self.law.facts).map(|(fact, _)| fact);
        let changed = facts.filter(|fact| self.answers.get(*fact) != answers.get(*fact));
        let changed: Vec<FactId> = changed.collect();
        self.answers.clone_from(answers);
        if self.as_of == as_of {
            self.changed(&changed);
        } else {
            self.as_of = as_of;
            self.outcomes = evaluate(&self.law, as_of, answers);
        }
    }

    fn changed(&mut self, facts: &[FactId]) {
        for (position, outcome) in (0u16..).zip(&mut self.outcomes) {
            if !self.concerns.any(position, facts) {
                continue;
            }
            if let Some(instrument) = self.law.instruments.get(usize::from(position)) {
                let ctx = EvalContext::new(&self.law, instrument, self.as_of, &self.answers);
                *outcome = one(&ctx, position, true);
            }
        }
        replace(&self.law, &mut self.outcomes);
    }
}

/// The facts that concern each instrument.
#[derive(Debug)]
struct Dependencies(Vec<SortedInts>);

impl Dependencies {
    /// Looks through a law.
    fn of(law: &Law) -> Self {
        let mut facts: Vec<SortedInts> = law.instruments.iter().map(|i| looks_at(law, i)).collect();
        together(law, &mut facts);
        Self(facts)
    }

    /// Whether one of the facts concerns an instrument.
    fn any(&self, position: u16, facts: &[FactId]) -> bool {
        let own = self.0.get(usize::from(position));
        own.is_some_and(|own| facts.iter().any(|fact| own.contains(usize::from(*fact))))
    }
}

/// The facts that an instrument looks at.
fn looks_at(law: &Law, instrument: &Instrument) -> SortedInts {
    let mut facts = SortedInts::default();
    let mut see = |expr: &Expr| match expr {
        Expr::Fact(fact) | Expr::Field(fact, _) | Expr::Aggregate(_, fact, ..) => {
            facts.insert(i64::from(*fact));
        }
        _ => {}
    };
    let readings = || instrument.readings.iter();
    let others = readings().filter_map(|r| r.eligible.as_ref());
    let mut judged = Vec::new();
    for condition in instrument.eligible.iter().chain(others) {
        visit::condition(law, condition, &mut |seen| match seen {
            Seen::Expr(expr) => see(expr),
            Seen::Judge(fact) => judged.push(fact),
        });
    }
    for amount in readings().filter_map(|r| r.amount.as_ref()) {
        visit::amount(amount, &mut see);
    }
    visit::amount(&instrument.amount, &mut see);
    for fact in judged {
        facts.insert(i64::from(fact));
    }
    facts
}

/// What stands in the place of another is evaluated with it, and with all that either is bound to
/// in that way: which of them is had depends on all of them.
fn together(law: &Law, facts: &mut [SortedInts]) {
    // A chain is as long as the law at most; each round carries facts one step further.
    for _ in 0..law.instruments.len() {
        let mut grew = false;
        for (at, instrument) in law.instruments.iter().enumerate() {
            for other in instrument.replaces.iter().map(|other| usize::from(*other)) {
                for (from, to) in [(at, other), (other, at)] {
                    let more = facts.get(from).map_or(Vec::new(), |f| f.list().to_vec());
                    if let Some(own) = facts.get_mut(to) {
                        more.into_iter().for_each(|fact| grew |= own.insert(fact));
                    }
                }
            }
        }
        if !grew {
            return;
        }
    }
}
