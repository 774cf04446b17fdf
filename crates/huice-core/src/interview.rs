//! A whole interview with somebody whose answers are known beforehand: what it costs them.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::incremental::{IncrementalEvaluator, evaluate};
use crate::ir::{FactId, Role};
use crate::kleene_baseline::kleene_open_facts;
use crate::question_selection::{Question, is_money};
use std::rc::Rc;

/// One screen that was shown, and what was known before it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The screen.
    pub question: Question,
    /// The answers before.
    pub before: Answers,
}

/// How many screens and facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Screens.
    pub screens: usize,
    /// Facts on them.
    pub facts: usize,
}

/// Asks somebody in these roles everything that is asked of them, in its order. What `known` does
/// not hold is answered 不清楚.
#[must_use]
pub fn interview(
    law: &Rc<CompiledLaw>,
    as_of: Date,
    known: &Answers,
    roles: &[Role],
) -> Vec<Shown> {
    walk(law, (as_of, known), roles, &|_| true)
}

/// What it costs somebody in these roles until no money is open any more.
#[must_use]
pub fn until_money(law: &Rc<CompiledLaw>, as_of: Date, known: &Answers, roles: &[Role]) -> Cost {
    let open = |question: &Question| question.money_open > 0;
    cost(&walk(law, (as_of, known), roles, &open))
}

fn walk(
    law: &Rc<CompiledLaw>,
    (as_of, known): (Date, &Answers),
    roles: &[Role],
    goes_on: &dyn Fn(&Question) -> bool,
) -> Vec<Shown> {
    let scope = |position: u16| {
        let instrument = law.instruments.get(usize::from(position));
        instrument.is_some_and(|i| roles.iter().any(|role| i.roles.contains(role)))
    };
    let mut evaluator = IncrementalEvaluator::new(Rc::clone(law), as_of, Answers::new());
    let mut shown = Vec::new();
    while let Some(question) = evaluator.next_question_for(&scope, roles) {
        if !goes_on(&question) {
            break;
        }
        let before = evaluator.answers().clone();
        for fact in &question.facts {
            evaluator.set(*fact, answer(known, *fact));
        }
        shown.push(Shown { question, before });
    }
    shown
}

fn answer(known: &Answers, fact: FactId) -> Answer {
    known.get(fact).cloned().unwrap_or(Answer::Unsure)
}

fn cost(shown: &[Shown]) -> Cost {
    Cost {
        screens: shown.len(),
        facts: shown.iter().map(|s| s.question.facts.len()).sum(),
    }
}

/// What the screens cost until no money is open any more, and what all of them cost.
#[must_use]
pub fn costs(shown: &[Shown]) -> (Cost, Cost) {
    let money = shown.iter().position(|s| s.question.money_open == 0);
    let until = money.and_then(|at| shown.get(..at)).unwrap_or(shown);
    (cost(until), cost(shown))
}

/// What it would cost to ask one fact after the other in the order in which they are written,
/// leaving out those that plain three-valued logic shows to be of no more use: until no money is
/// open any more, and until nothing is.
#[must_use]
pub fn in_file_order(
    law: &CompiledLaw,
    as_of: Date,
    known: &Answers,
    scope: &dyn Fn(u16) -> bool,
) -> (usize, usize) {
    let mut answers = Answers::new();
    let (mut asked, mut until_money) = (0, 0);
    loop {
        let (mut next, mut money): (Option<FactId>, bool) = (None, false);
        for decision in evaluate(law, as_of, &answers) {
            if !scope(decision.instrument) {
                continue;
            }
            let open = kleene_open_facts(law, as_of, &answers, decision.instrument);
            money |= !open.is_empty() && is_money(&decision);
            next = next.into_iter().chain(open).min();
        }
        let Some(fact) = next else {
            return (until_money, asked);
        };
        answers.set(fact, answer(known, fact));
        asked += 1;
        if money {
            until_money = asked;
        }
    }
}
