//! Proof replay: the facts on which a verdict rests. Evaluating with these answers alone, and
//! nothing else known, gives the same verdict.

use super::condition::{DEEPEST, EvalContext, prove};
use super::counterfactual::parts;
use super::time;
use crate::answers::{Answer, Answers};
use crate::date::Date;
use crate::ir::{Condition, Expr, FactId, Instrument, Law, Test};
use crate::outcome::{Connective, Outcome, Proof, Verdict};
use crate::truth::Truth;

/// The facts that the proof of an outcome cites: those that its decisive conditions look at, on
/// the day itself and on each later day by which time might have turned it.
#[must_use]
pub fn supporting_facts(
    law: &Law,
    as_of: Date,
    answers: &Answers,
    outcomes: &[Outcome],
    at: usize,
) -> Vec<FactId> {
    let mut replay = SupportCollector {
        law,
        as_of,
        answers,
        facts: Vec::new(),
    };
    if let Some(outcome) = outcomes.get(at) {
        replay.outcome(outcome);
        // One that could stand in its place must be seen not to; one that does, to do so.
        let others = outcomes.iter().filter(|other| {
            let instrument = law.instruments.get(usize::from(other.instrument));
            instrument.is_some_and(|i| i.replaces.contains(&outcome.instrument))
        });
        if matches!(outcome.verdict, Verdict::Eligible | Verdict::Replaced(_)) {
            others.for_each(|other| replay.outcome(other));
        }
    }
    replay.facts
}

/// Only the answers to these facts.
#[must_use]
pub fn only(answers: &Answers, facts: &[FactId]) -> Answers {
    let mut kept = Answers::new();
    for (id, answer) in answers.iter().filter(|(id, _)| facts.contains(id)) {
        kept.set(id, answer.clone());
    }
    kept
}

struct SupportCollector<'a> {
    law: &'a Law,
    as_of: Date,
    answers: &'a Answers,
    facts: Vec<FactId>,
}

impl<'a> SupportCollector<'a> {
    fn outcome(&mut self, outcome: &Outcome) {
        let Some(instrument) = self.law.instruments.get(usize::from(outcome.instrument)) else {
            return;
        };
        let Some(condition) = &instrument.eligible else {
            return;
        };
        // The readings on whose word a yes is held back.
        let readings = instrument.readings.iter().filter(|r| r.ask);
        let others: Vec<&Condition> = readings.filter_map(|r| r.eligible.as_ref()).collect();
        match &outcome.verdict {
            Verdict::Eligible | Verdict::Replaced(_) => {
                self.day(instrument, condition, self.as_of);
                for other in others {
                    self.day(instrument, other, self.as_of);
                }
            }
            Verdict::NotYet(day) => {
                self.until(instrument, condition, *day);
                self.day(instrument, condition, *day);
                for other in others {
                    self.first_true(instrument, other, *day);
                }
            }
            Verdict::Ineligible => self.until(instrument, condition, Date::LAST),
            Verdict::Undetermined => self.day(instrument, condition, self.as_of),
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => {}
        }
    }

    /// On the day of evaluation and on every later one before a day on which time might turn it.
    fn until(&mut self, instrument: &'a Instrument, condition: &'a Condition, end: Date) {
        self.day(instrument, condition, self.as_of);
        let ctx = EvalContext::new(self.law, instrument, self.as_of, self.answers);
        for day in time::transition_dates(&ctx, condition) {
            if day < end && time::window_verdict(self.law, instrument, day).is_none() {
                self.day(instrument, condition, day);
            }
        }
    }

    /// The day on which the other reading turns true, not later than `end`.
    fn first_true(&mut self, instrument: &'a Instrument, condition: &'a Condition, end: Date) {
        let ctx = EvalContext::new(self.law, instrument, self.as_of, self.answers);
        let later = time::transition_dates(&ctx, condition);
        for day in std::iter::once(self.as_of).chain(later) {
            let ctx = ctx.on(day);
            if day <= end && prove(&ctx, condition).truth != Truth::False {
                self.day(instrument, condition, day);
                return;
            }
        }
    }

    /// What makes the condition on a day what it is, unless what is cited already does.
    fn day(&mut self, instrument: &'a Instrument, condition: &'a Condition, day: Date) {
        let few = only(self.answers, &self.facts);
        let truth = |answers: &Answers| {
            prove(
                &EvalContext::new(self.law, instrument, day, answers),
                condition,
            )
            .truth
        };
        let whole = truth(self.answers);
        if whole != Truth::Unknown && truth(&few) == whole {
            return;
        }
        let ctx = EvalContext::new(self.law, instrument, day, self.answers);
        let proof = prove(&ctx, condition).to_proof(true);
        // Open by plain logic: settled, if at all, by every case, and all of it is looked at.
        let all = proof.truth == Truth::Unknown;
        self.visit(condition, &proof, all, 0);
    }

    fn visit(&mut self, condition: &'a Condition, proof: &Proof, all: bool, depth: usize) {
        if depth > DEEPEST || !(all || proof.decisive) {
            return;
        }
        match &condition.test {
            Test::All(list) | Test::Any(list) => {
                for (condition, proof) in list.iter().zip(&proof.parts) {
                    self.visit(condition, proof, all, depth + 1);
                }
            }
            Test::Not(inner) => {
                for proof in &proof.parts {
                    self.visit(inner, proof, all, depth + 1);
                }
            }
            Test::Use(id) => {
                let definition = self.law.definitions.get(usize::from(*id));
                if let (Some(definition), Connective::All, [proof]) =
                    (definition, proof.connective, proof.parts.as_slice())
                {
                    self.visit(&definition.holds, proof, all, depth + 1);
                }
            }
            Test::When(expr) => self.expr(expr),
            Test::Judge(fact) => self.cite(*fact),
            Test::Open => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Fact(fact) | Expr::Field(fact, _) => self.cite(*fact),
            Expr::Aggregate(_, fact, _, _) => self.cite(*fact),
            _ => {}
        }
        parts(expr, &mut |part| self.expr(part));
    }

    fn cite(&mut self, fact: FactId) {
        let known = !matches!(self.answers.get(fact), None | Some(Answer::Unsure));
        if known && !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }
}
