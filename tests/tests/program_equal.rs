//! The program decides what the evaluator over the rules decides.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::decision::Need;
use huice_core::outcome::Need as OldNeed;
use huice_core::{
    AmountResult, Answers, CompiledLaw, Date, Decision, Outcome, Verdict, decisions, verdicts,
};
use huice_oracle::generate::{Dice, Figures, forget};
use std::collections::BTreeMap;

const DAYS: [&str; 4] = ["2019-03-01", "2019-10-15", "2020-06-30", "2026-11-21"];

fn needs(law: &CompiledLaw, decision: &Decision) -> Vec<OldNeed> {
    let readings = &law.instruments[usize::from(decision.instrument)].readings;
    let need = |need: &Need| match need {
        Need::Fact(fact) => OldNeed::Fact(*fact),
        Need::Judgement(fact) => OldNeed::Judgement(*fact),
        Need::Open(open) => OldNeed::Open(law.program().open_words(*open).into()),
        Need::Reading(at) => OldNeed::Reading(readings[usize::from(*at)].about.clone()),
    };
    decision.needs.iter().map(need).collect()
}

fn differences(law: &CompiledLaw, old: &Outcome, new: &Decision) -> Vec<&'static str> {
    let mut found = Vec::new();
    if old.verdict != new.verdict {
        found.push("verdict");
        return found;
    }
    let had = matches!(
        old.verdict,
        Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined
    );
    let replaced = matches!(old.verdict, Verdict::Replaced(_));
    let sorted = |facts: &[u16]| {
        let mut facts = facts.to_vec();
        facts.sort_unstable();
        facts
    };
    if !replaced && old.needs != needs(law, new) {
        let key = |n: &OldNeed| format!("{n:?}");
        let mut a: Vec<_> = old.needs.iter().map(key).collect();
        let mut b: Vec<_> = needs(law, new).iter().map(key).collect();
        a.sort();
        b.sort();
        if a != b {
            found.push("needs");
        }
    }
    if had {
        if old.amount != new.amount {
            found.push("amount");
        }
        if sorted(&old.amount_needs) != sorted(&new.amount_needs) {
            found.push("amount needs");
        }
    } else if !matches!(new.amount, AmountResult::NotDue | AmountResult::None) {
        found.push("a sum where nothing is due");
    }
    if had && old.exact && !new.exact {
        found.push("no longer exact");
    }
    found
}

#[test]
fn the_program_decides_as_the_rules_do() {
    let people: u64 = std::env::var("PEOPLE").map_or(20, |n| n.parse().unwrap());
    let mut counts: BTreeMap<(&str, String), (usize, String)> = BTreeMap::new();
    let mut compared = 0;
    for law in huice_tests::laws() {
        let law = CompiledLaw::new(law);
        for (n, day) in (0u64..).zip(DAYS) {
            let as_of = Date::parse(day).unwrap();
            let figures = Figures::of(&law, as_of);
            for seed in 0..people {
                let mut dice = Dice::new(seed * 31 + n);
                let full = figures.complete(&law, &mut dice);
                let answers: Answers = match seed % 4 {
                    0 => full,
                    k => forget(
                        &full,
                        usize::try_from(k).unwrap() * 2 + dice.below(6),
                        &mut dice,
                    ),
                };
                let old = verdicts(&law, as_of, &answers);
                let new = decisions(&law, as_of, &answers);
                for (old, new) in old.iter().zip(&new) {
                    compared += 1;
                    for what in differences(&law, old, new) {
                        let id = law.instruments[usize::from(new.instrument)].id.clone();
                        let entry = counts.entry((what, id)).or_insert_with(|| {
                            (
                                0,
                                format!(
                                    "{day} seed {seed}: {old:?}\n   {new:?} {:?}",
                                    needs(&law, new)
                                ),
                            )
                        });
                        entry.0 += 1;
                    }
                }
            }
        }
    }
    println!("{compared} compared");
    for ((what, id), (count, example)) in &counts {
        println!("{what} {id} {count}\n   {example}");
    }
    assert!(counts.is_empty());
}

#[test]
#[ignore = "looks at one difference"]
fn one() {
    let id = std::env::var("ID").unwrap();
    let day = std::env::var("DAY").unwrap();
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    for law in huice_tests::laws() {
        if law.instrument(&id).is_none() {
            continue;
        }
        let law = CompiledLaw::new(law);
        let n = (0u64..).zip(DAYS).find(|(_, d)| *d == day).unwrap().0;
        let as_of = Date::parse(&day).unwrap();
        let figures = Figures::of(&law, as_of);
        let mut dice = Dice::new(seed * 31 + n);
        let full = figures.complete(&law, &mut dice);
        let answers: Answers = match seed % 4 {
            0 => full,
            k => forget(
                &full,
                usize::try_from(k).unwrap() * 2 + dice.below(6),
                &mut dice,
            ),
        };
        let at = law.instrument(&id).unwrap().0;
        let old = verdicts(&law, as_of, &answers);
        let new = decisions(&law, as_of, &answers);
        println!(
            "{}\n  old {:?}\n  new {:?}",
            law.place_name,
            old[usize::from(at)],
            new[usize::from(at)]
        );
        for (fact, answer) in answers.iter() {
            println!("   {} = {answer:?}", law.facts[usize::from(fact)].id);
        }
    }
}
