//! Where a person stands, kept up to date answer by answer.
//!
//! An answer concerns a handful of instruments: those that look at its fact, in a condition, an
//! amount or another reading, directly or through a definition. Which these are is found once for
//! a law; setting an answer then evaluates only them anew, and comes to what evaluating everything
//! would come to.

use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::eval::condition::Scene;
use crate::eval::walk::{self, Seen};
use crate::eval::{one, replace};
use crate::ir::{Expr, FactId, Instrument, Law};
use crate::outcome::Outcome;
use crate::sorted::Numbers;
use std::rc::Rc;

/// How much of an outcome is kept up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything, as [`crate::evaluate`] gives it.
    Told,
    /// Without what is only read on an opened card: no proof, no arithmetic, no terms, no other
    /// readings. [`Standing::told`] gives these for one instrument.
    Bare,
}

/// A law, a day, the answers so far and what they come to.
#[derive(Debug, Clone)]
pub struct Standing {
    law: Rc<Law>,
    concerns: Rc<Concerns>,
    as_of: Date,
    answers: Answers,
    detail: Detail,
    outcomes: Vec<Outcome>,
}

impl Standing {
    /// Evaluates everything, once.
    #[must_use]
    pub fn new(law: Rc<Law>, as_of: Date, answers: Answers, detail: Detail) -> Self {
        let mut standing = Self {
            concerns: Rc::new(Concerns::of(&law)),
            law,
            as_of,
            answers,
            detail,
            outcomes: Vec::new(),
        };
        standing.evaluate();
        standing
    }

    /// The law.
    #[must_use]
    pub fn law(&self) -> &Rc<Law> {
        &self.law
    }

    /// The day of evaluation.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// One outcome for each instrument, in the law's order.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Everything that is said about one instrument, whatever the detail that is kept.
    #[must_use]
    pub fn told(&self, position: u16) -> Option<Outcome> {
        let kept = self.outcomes.get(usize::from(position))?;
        if self.detail == Detail::Told {
            return Some(kept.clone());
        }
        let instrument = self.law.instruments.get(usize::from(position))?;
        // What stands in its place is in what is kept.
        Some(Outcome {
            verdict: kept.verdict.clone(),
            needs: kept.needs.clone(),
            ..self.one(position, instrument, Detail::Told)
        })
    }

    /// Sets an answer.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        if self.answers.get(fact) != Some(&answer) {
            self.answers.set(fact, answer);
            self.changed(fact);
        }
    }

    /// Takes an answer back.
    pub fn unset(&mut self, fact: FactId) {
        if self.answers.get(fact).is_some() {
            self.answers.unset(fact);
            self.changed(fact);
        }
    }

    /// Moves to another day.
    pub fn move_to(&mut self, as_of: Date) {
        if self.as_of != as_of {
            self.as_of = as_of;
            self.evaluate();
        }
    }

    fn evaluate(&mut self) {
        let all = (0u16..).zip(&self.law.instruments);
        self.outcomes = all
            .map(|(at, instrument)| self.one(at, instrument, self.detail))
            .collect();
        replace(&self.law, &mut self.outcomes);
    }

    fn changed(&mut self, fact: FactId) {
        let concerns = Rc::clone(&self.concerns);
        for position in concerns.instruments(fact) {
            let at = usize::from(*position);
            let Some(instrument) = self.law.instruments.get(at) else {
                continue;
            };
            let anew = self.one(*position, instrument, self.detail);
            if let Some(outcome) = self.outcomes.get_mut(at) {
                *outcome = anew;
            }
        }
        replace(&self.law, &mut self.outcomes);
    }

    fn one(&self, position: u16, instrument: &Instrument, detail: Detail) -> Outcome {
        let scene = Scene::new(&self.law, instrument, self.as_of, &self.answers);
        one(&scene, position, detail == Detail::Told)
    }
}

/// The instruments that a fact concerns.
#[derive(Debug)]
struct Concerns {
    /// By fact: positions, in order.
    by_fact: Vec<Vec<u16>>,
}

impl Concerns {
    /// Looks through a law.
    fn of(law: &Law) -> Self {
        let mut by_fact: Vec<Vec<u16>> = vec![Vec::new(); law.facts.len()];
        let mut facts: Vec<Numbers> = law.instruments.iter().map(|i| looks_at(law, i)).collect();
        together(law, &mut facts);
        for (position, facts) in (0u16..).zip(facts) {
            for fact in facts.positions() {
                if let Some(instruments) = by_fact.get_mut(fact) {
                    instruments.push(position);
                }
            }
        }
        Self { by_fact }
    }

    fn instruments(&self, fact: FactId) -> &[u16] {
        self.by_fact
            .get(usize::from(fact))
            .map_or(&[], Vec::as_slice)
    }
}

/// The facts that an instrument looks at.
fn looks_at(law: &Law, instrument: &Instrument) -> Numbers {
    let mut facts = Numbers::default();
    let mut see = |expr: &Expr| match expr {
        Expr::Fact(fact) | Expr::Field(fact, _) | Expr::Fold(_, fact, ..) => {
            facts.insert(i64::from(*fact));
        }
        _ => {}
    };
    let readings = || instrument.readings.iter();
    let others = readings().filter_map(|r| r.eligible.as_ref());
    let mut judged = Vec::new();
    for condition in instrument.eligible.iter().chain(others) {
        walk::condition(law, condition, &mut |seen| match seen {
            Seen::Expr(expr) => see(expr),
            Seen::Judge(fact) => judged.push(fact),
        });
    }
    for amount in readings().filter_map(|r| r.amount.as_ref()) {
        walk::amount(amount, &mut see);
    }
    walk::amount(&instrument.amount, &mut see);
    for fact in judged {
        facts.insert(i64::from(fact));
    }
    facts
}

/// What stands in the place of another is evaluated with it, and with all that either is bound to
/// in that way: which of them is had depends on all of them.
fn together(law: &Law, facts: &mut [Numbers]) {
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
