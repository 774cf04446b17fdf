//! Answers that come one by one: the same ones count as when all of them come at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use huice_core::{Answers, CompiledLaw, Date, GivenAnswers, set_aside_contradicted};
use huice_oracle::generate::{Dice, Figures};
use std::rc::Rc;

const DAY: &str = "2020-06-30";
const PEOPLE: usize = 40;

/// The facts whose answers do not count, of answers that come at once.
fn at_once(law: &CompiledLaw, as_of: Date, given: &Answers) -> Vec<u16> {
    let mut counted = given.clone();
    let contradictions = set_aside_contradicted(law, as_of, &mut counted);
    let facts: Vec<u16> = contradictions.iter().map(|one| one.fact).collect();
    for (fact, answer) in given.iter() {
        let kept = counted.get(fact) == Some(answer);
        assert_eq!(kept, !facts.contains(&fact), "{fact}");
    }
    facts
}

#[test]
fn one_by_one_the_same_answers_count() {
    let as_of = Date::parse(DAY).unwrap();
    let mut aside = 0;
    for law in huice_tests::laws() {
        let figures = Figures::of(&law, as_of);
        let law = Rc::new(law);
        for seed in 0..PEOPLE {
            let mut dice = Dice::new(u64::try_from(seed).unwrap());
            // Every answer is of one of two people: many of them do not go together.
            let mut person = figures.complete(&law, &mut dice);
            for (fact, answer) in figures.complete(&law, &mut dice).iter() {
                if dice.below(2) == 0 {
                    person.set(fact, answer.clone());
                }
            }
            let mut one_by_one = GivenAnswers::new(Rc::clone(&law), as_of, Answers::new());
            for (at, (fact, answer)) in person.iter().enumerate() {
                one_by_one.set(fact, Some(answer.clone()));
                if at % 7 == 0 {
                    let aside_at_once = at_once(&law, as_of, one_by_one.given());
                    assert_eq!(one_by_one.set_aside(), aside_at_once);
                    aside += aside_at_once.len();
                }
            }
            for (fact, _) in person.iter().filter(|(fact, _)| fact % 5 == 0) {
                one_by_one.set(fact, None);
                let aside_at_once = at_once(&law, as_of, one_by_one.given());
                assert_eq!(one_by_one.set_aside(), aside_at_once);
                // Looking changes nothing.
                assert_eq!(one_by_one.set_aside(), aside_at_once);
            }
        }
    }
    assert!(aside > 20, "only {aside} answers were set aside");
}
