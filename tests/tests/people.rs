//! The twenty-four typical people: what an interview costs them, and that every question can matter.
//!
//! The naive evaluator checks every fact of every screen: with the answers given before it, there
//! are two values of the fact and some values of the rest for which a verdict, now or later, or a
//! sum differs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::interview::{Cost, Shown, costs, interview};
use huice_core::ir::{FactId, Law, ListSort, Role};
use huice_core::question_selection::{MOST_ROWS, may_be_asked, still_open, who_knows};
use huice_core::{Answer, Answers, CompiledLaw, Date, Decision, IncrementalEvaluator, evaluate};
use huice_oracle::domain::{Domain, nth};
use huice_oracle::follow::Follow;
use huice_oracle::generate::{Dice, Figures};
use huice_oracle::naive::Naive;
use huice_zh::read::{UntypedAnswer, read_answers};
use serde_json::Value;
use std::rc::Rc;

/// Screens until all money is settled: for most, and for the hardest.
const GOAL: usize = 8;
const HARDEST: usize = 12;
/// Facts until then, for most.
const FACTS: usize = 25;
/// How many of the people are most.
const MOST: usize = 18;
/// Combinations that are tried for one fact of one instrument.
const TRIES: usize = 4000;

struct Person {
    name: String,
    law: Rc<CompiledLaw>,
    as_of: Date,
    roles: Vec<Role>,
    answers: Answers,
}

fn role(word: &str) -> Role {
    match word {
        "seeker" => Role::Seeker,
        "founder" => Role::Founder,
        "employer" => Role::Employer,
        "family" => Role::Family,
        "institution" => Role::Institution,
        other => panic!("no role {other}"),
    }
}

fn people() -> Vec<Person> {
    let corpus = huice_tests::corpus();
    let dir = huice_tests::root().join("tests/people");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let person: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let law = corpus.law_for(person["place"].as_str().unwrap()).unwrap();
        let law = Rc::new(CompiledLaw::new(law));
        let UntypedAnswer::Map(pairs) = huice_tests::raw(&person["answers"]) else {
            panic!("answers")
        };
        let (answers, refused) = read_answers(&law, &pairs);
        assert!(refused.is_empty(), "{}: {refused:?}", path.display());
        let roles = person["roles"].as_array().unwrap().iter();
        Person {
            name: person["name"].as_str().unwrap().to_owned(),
            as_of: Date::parse(person["as_of"].as_str().unwrap()).unwrap(),
            roles: roles.map(|r| role(r.as_str().unwrap())).collect(),
            law,
            answers,
        }
    };
    files.iter().map(read).collect()
}

impl Person {
    fn scope(&self) -> impl Fn(u16) -> bool + '_ {
        |at| {
            let roles = &self.law.instruments[usize::from(at)].roles;
            self.roles.iter().any(|r| roles.contains(r))
        }
    }

    fn interview(&self) -> Vec<Shown> {
        interview(&self.law, self.as_of, &self.answers, &self.roles)
    }
}

#[test]
fn most_have_their_money_settled_within_the_goal_and_nobody_beyond_the_hardest() {
    let people = people();
    assert_eq!(people.len(), 24);
    let costs: Vec<Cost> = people.iter().map(|p| costs(&p.interview()).0).collect();
    let within = costs.iter().filter(|cost| cost.screens <= GOAL).count();
    assert!(within >= MOST, "{costs:?}");
    assert!(costs.iter().all(|c| c.screens <= HARDEST), "{costs:?}");
    let few = costs.iter().filter(|cost| cost.facts <= FACTS).count();
    assert!(few >= MOST, "{costs:?}");
}

#[test]
fn nobody_is_asked_what_their_roles_cannot_know() {
    for person in people() {
        for shown in person.interview() {
            for fact in &shown.question.facts {
                let fact = &person.law.facts[usize::from(*fact)];
                let knows = fact.asked_of.iter().any(|role| person.roles.contains(role));
                assert!(knows, "{}: {}", person.name, fact.id);
            }
        }
    }
}

/// A fact that a person is not asked is left to whoever knows it; a fact that they are asked is not.
#[test]
fn what_only_others_know_is_left_with_them() {
    let mut left = 0;
    for person in people() {
        let last = person.interview().pop().unwrap().before;
        for decision in evaluate(&person.law, person.as_of, &last) {
            for (fact, _) in who_knows(&person.law, &decision, &person.roles) {
                assert!(!may_be_asked(&person.law, fact, &person.roles));
                left += 1;
            }
        }
    }
    assert!(left > 50, "{left}");
}

/// No answer is asked for that the ones before settle.
#[test]
fn what_follows_is_not_asked() {
    for person in people() {
        for shown in person.interview() {
            let before = shown.before.clone();
            let evaluator = IncrementalEvaluator::new(Rc::clone(&person.law), person.as_of, before);
            let settled = evaluator.consequences();
            let asked = |fact: &FactId| shown.question.facts.contains(fact);
            let twice = settled.iter().find(|one| asked(&one.fact));
            assert!(twice.is_none(), "{}: {twice:?}", person.name);
        }
    }
}

/// The profile comes first, and on two screens at most.
#[test]
fn the_profile_comes_first() {
    for person in people() {
        let screens: Vec<bool> = person
            .interview()
            .iter()
            .map(|shown| {
                let mut facts = shown.question.facts.iter();
                facts.any(|fact| person.law.facts[usize::from(*fact)].profile)
            })
            .collect();
        let first = screens.iter().take_while(|profile| **profile).count();
        assert!(first <= 2, "{}: {screens:?}", person.name);
    }
}

/// The results that a person sees: today, later, and how much.
fn comes_out(trial: &Trial<'_>, follow: &Follow<'_>, full: &Answers) -> String {
    let Trial { law, as_of, .. } = *trial;
    let instrument = &law.instruments[usize::from(trial.at)];
    let days = [0, 1, 6, 12, 24, 36, 60].map(|months| as_of.add_months(months));
    let full = follow.complete(as_of, trial.before, full);
    let naive = |at: usize| Naive {
        law,
        instrument,
        as_of: days[at],
        answers: &full,
    };
    let holds: Vec<_> = (0..days.len()).map(|at| naive(at).can_be_had()).collect();
    let others = instrument
        .readings
        .iter()
        .filter_map(|r| r.eligible.as_ref());
    let others: Vec<_> = others.map(|c| naive(0).holds(c)).collect();
    // A sum that cannot be had is not shown.
    let may = holds.iter().any(|h| *h != Some(false));
    let sum = may.then(|| naive(0).sum(&instrument.amount));
    format!("{holds:?} {others:?} {sum:?}")
}

/// The answers that are tried for one instrument: those of its examples, which lead to the parts
/// of the rule that decide, and the values that the rule can distinguish.
struct Trial<'a> {
    law: &'a Law,
    as_of: Date,
    at: u16,
    before: &'a Answers,
    examples: &'a [(String, Answers)],
}

impl Trial<'_> {
    /// Whether some completion has another result when only this fact changes.
    fn matters(&self, fact: FactId) -> bool {
        let instrument = &self.law.instruments[usize::from(self.at)];
        let domain = Domain::of(self.law, instrument, self.as_of, self.before);
        let (open, all) = domain.unknown(self.before);
        let own = |id| domain.facts.iter().any(|(own, _)| *own == id);
        let follow = Follow::some(self.law, &own);
        let Some((_, values)) = open.iter().find(|(id, _)| *id == fact) else {
            return false;
        };
        let mut dice = Dice::new(u64::from(self.at));
        let own = self.examples.iter().filter(|(id, _)| *id == instrument.id);
        let own: Vec<&Answers> = own.map(|(_, answers)| answers).collect();
        // Records are made up by chance: those of the examples are known to decide.
        let given: Vec<&Answer> = own.iter().filter_map(|answers| answers.get(fact)).collect();
        let tries = all.min(TRIES);
        (0..tries * 2).any(|n| {
            let mut full = self.before.clone();
            let all_of_them = all <= TRIES && n < tries;
            nth(
                &open,
                if all_of_them { n } else { dice.below(all) },
                &mut full,
            );
            // In the second half, the answers of an example, where there is no answer yet.
            if n >= tries && !own.is_empty() {
                for (id, answer) in own[dice.below(own.len())].iter() {
                    if self.before.get(id).is_none() {
                        full.set(id, answer.clone());
                    }
                }
            }
            let mut first = None;
            let mut out = |value: &Answer| {
                full.set(fact, value.clone());
                comes_out(self, &follow, &full)
            };
            values.iter().chain(given.iter().copied()).any(|value| {
                let out = out(value);
                *first.get_or_insert_with(|| out.clone()) != out
            })
        })
    }
}

fn asks(decision: &Decision, before: &Answers, fact: FactId) -> bool {
    let now = still_open(before, decision);
    !now.is_empty() && (now.contains(&fact) || decision.amount_needs.contains(&fact))
}

#[test]
fn every_fact_that_is_asked_can_change_what_comes_out() {
    let corpus = huice_tests::corpus();
    let mut proven = 0;
    for person in people() {
        let (law, scope) = (&person.law, person.scope());
        let examples = corpus.examples().iter();
        let examples: Vec<(String, Answers)> = examples
            .map(|e| (e.instrument.clone(), read_answers(law, &e.answers).0))
            .collect();
        for shown in person.interview() {
            let decisions = evaluate(law, person.as_of, &shown.before);
            for fact in &shown.question.facts {
                let name = &law.facts[usize::from(*fact)].id;
                let asking: Vec<u16> = decisions
                    .iter()
                    .filter(|o| scope(o.instrument) && asks(o, &shown.before, *fact))
                    .map(|o| o.instrument)
                    .collect();
                assert!(!asking.is_empty(), "{}: {name}", person.name);
                // What takes the place of an instrument moves it too.
                let stands_in = |at: &u16| {
                    let takes = (0u16..).zip(&law.instruments);
                    let takes = takes.filter(|(_, i)| i.replaces.contains(at));
                    takes.map(|(n, _)| n).collect::<Vec<_>>()
                };
                let all: Vec<u16> = asking.iter().flat_map(stands_in).collect();
                let found = asking.iter().chain(&all).any(|at| {
                    let trial = Trial {
                        law,
                        as_of: person.as_of,
                        at: *at,
                        before: &shown.before,
                        examples: &examples,
                    };
                    trial.matters(*fact)
                });
                assert!(found, "{}: {name} is asked in vain", person.name);
                proven += 1;
            }
        }
    }
    assert!(proven > 400, "{proven}");
}

fn bounds(name: &str, shown: &[Shown]) {
    let mut facts: usize = shown.iter().map(|s| s.question.facts.len()).sum();
    let mut last = (usize::MAX, usize::MAX);
    for (at, one) in shown.iter().enumerate() {
        let (q, screens) = (&one.question, shown.len() - at);
        let context = format!("{name}, screen {at}: {q:?}");
        assert!(
            q.screens_at_least <= screens && screens <= q.screens_at_most,
            "{context}"
        );
        assert!(q.at_least <= facts && facts <= q.at_most, "{context}");
        assert!(
            q.screens_at_most <= q.at_most && q.screens_at_least <= q.at_least,
            "{context}"
        );
        assert!(
            (q.screens_at_most, q.at_most) < last,
            "more than before: {context}"
        );
        assert!(
            q.facts.contains(&q.fact) && !q.because.is_empty(),
            "{context}"
        );
        assert!(
            q.facts.iter().all(|f| one.before.get(*f).is_none()),
            "{context}"
        );
        last = (q.screens_at_most, q.at_most);
        facts -= q.facts.len();
    }
}

/// A screen is one list, or one fact; questions about money precede the others.
fn order(law: &Law, name: &str, shown: &[Shown]) {
    let mut money = true;
    for one in shown {
        let facts = one
            .question
            .facts
            .iter()
            .map(|f| &law.facts[usize::from(*f)]);
        let facts: Vec<_> = facts.collect();
        let list = facts[0].list.as_str();
        if facts.len() > 1 {
            assert!(
                !list.is_empty() && facts.iter().all(|f| f.list == list),
                "{name}"
            );
            let sorts: Vec<Option<ListSort>> = facts.iter().map(|f| f.list_sort()).collect();
            assert!(
                sorts.iter().all(|s| *s == sorts[0] && s.is_some()),
                "{name}"
            );
        }
        assert!(facts.len() <= MOST_ROWS, "{name}: {list}");
        let open = one.question.money_open > 0;
        assert!(money || !open, "{name}: money after the rest");
        money = open;
    }
}

#[test]
fn what_is_left_stays_within_the_bounds_shown_before() {
    for person in people() {
        let shown = person.interview();
        bounds(&person.name, &shown);
        order(&person.law, &person.name, &shown);
    }
    // People whose answers fall on, just under and just over every figure, some of them unsure.
    let as_of = Date::new(2026, 11, 21).unwrap();
    for law in huice_tests::laws().into_iter().map(Rc::new) {
        let figures = Figures::of(&law, as_of);
        for seed in 0..8 {
            let mut dice = Dice::new(seed);
            let answers = figures.complete(&law, &mut dice);
            let answers = huice_oracle::generate::forget(&answers, 4 + dice.below(5), &mut dice);
            let all = [Role::Seeker, Role::Founder, Role::Employer];
            let own = all[dice.below(3)];
            let name = format!("{} {seed}", law.place_name);
            let shown = interview(&law, as_of, &answers, &[own]);
            bounds(&name, &shown);
            order(&law, &name, &shown);
        }
    }
}

#[test]
fn whatever_is_not_answered_is_recorded_as_unknown() {
    for person in people() {
        let shown = person.interview();
        let last = shown.last().unwrap();
        for (fact, answer) in last.before.iter() {
            let expected = person.answers.get(fact).cloned().unwrap_or(Answer::Unsure);
            assert_eq!(*answer, expected, "{}", person.name);
        }
    }
}
