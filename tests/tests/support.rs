//! Replay: a verdict follows from the facts that its proof cites and from nothing else. The proof
//! gives the truth of every condition, its citation, and whether it decided.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::Law;
use huice_core::support::{only, supporting_facts};
use huice_core::{
    Answers, CompiledLaw, Connective, Date, Decision, Proof, Truth, Verdict, evaluate, explain,
};
use huice_oracle::generate::{Dice, Figures, forget};
use huice_zh::read::read_answers;

const DAYS: [&str; 4] = ["2019-10-15", "2019-12-31", "2020-06-30", "2026-11-21"];

#[derive(Default, Debug)]
struct Tally {
    eligible: usize,
    not_yet: usize,
    ineligible: usize,
    open: usize,
    replaced: usize,
    known: usize,
    kept: usize,
    nodes: usize,
    decided: usize,
}

fn replay(
    law: &CompiledLaw,
    apart: &[CompiledLaw],
    as_of: Date,
    answers: &Answers,
    tally: &mut Tally,
) {
    let decisions = evaluate(law, as_of, answers);
    for (at, decision) in decisions.iter().enumerate() {
        let facts = supporting_facts(law, as_of, answers, &decisions, at);
        let few = only(answers, &facts);
        // What nothing can take the place of is evaluated alone.
        let at_stake = u16::try_from(at).unwrap();
        let replaced = law
            .instruments
            .iter()
            .any(|i| i.replaces.contains(&at_stake));
        let again = if replaced {
            evaluate(law, as_of, &few).swap_remove(at)
        } else {
            evaluate(&apart[at], as_of, &few).remove(0)
        };
        let id = &law.instruments[at].id;
        assert_eq!(
            decision.verdict, again.verdict,
            "{id} as of {as_of}, by {facts:?}\n{few:?}\nof {answers:?}"
        );
        if matches!(decision.verdict, Verdict::Eligible | Verdict::Ineligible) {
            tally.known += answers.len();
            tally.kept += few.len();
        }
        match decision.verdict {
            Verdict::Eligible => tally.eligible += 1,
            Verdict::NotYet(_) => tally.not_yet += 1,
            Verdict::Ineligible => tally.ineligible += 1,
            Verdict::Undetermined => tally.open += 1,
            Verdict::Replaced(_) => tally.replaced += 1,
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => {}
        }
        proof(law, as_of, answers, decision, tally);
    }
}

/// The proof is complete, and its decisive parts give the truth of the whole.
fn proof(
    law: &CompiledLaw,
    as_of: Date,
    answers: &Answers,
    decision: &Decision,
    tally: &mut Tally,
) {
    let explanation = explain::explain_one(law, as_of, answers, decision);
    let Some(proof) = explanation.expect("every decision has a reason").proof else {
        return;
    };
    assert!(proof.decisive, "the whole always decides");
    node(law, &proof, true, tally);
}

fn node(law: &Law, proof: &Proof, above: bool, tally: &mut Tally) {
    tally.nodes += 1;
    tally.decided += usize::from(proof.decisive);
    assert!(
        above || !proof.decisive,
        "decides below what does not: {proof:?}"
    );
    let document = law.documents.get(usize::from(proof.cite.document));
    assert!(
        document.is_some() && !proof.cite.clause.is_empty(),
        "{proof:?}"
    );
    let truths = || proof.parts.iter().map(|p| p.truth);
    let expected = match proof.connective {
        Connective::All => truths().fold(Truth::True, Truth::and),
        Connective::Any => truths().fold(Truth::False, Truth::or),
        Connective::Not => proof.parts[0].truth.negate(),
        Connective::Leaf | Connective::Judge | Connective::Open => {
            assert!(proof.parts.is_empty(), "{proof:?}");
            proof.truth
        }
        Connective::Cases => {
            assert_eq!(proof.parts[0].truth, Truth::Unknown, "{proof:?}");
            proof.truth
        }
    };
    assert_eq!(proof.truth, expected, "{proof:?}");
    if proof.decisive && !proof.parts.is_empty() {
        let decides = proof.parts.iter().any(|p| p.decisive);
        assert!(decides, "nothing below decided: {proof:?}");
    }
    for part in &proof.parts {
        node(law, part, proof.decisive, tally);
    }
}

#[test]
fn generated_answers() {
    let mut tally = Tally::default();
    for law in huice_tests::laws() {
        let all = 0..u16::try_from(law.instruments.len()).unwrap();
        let apart: Vec<CompiledLaw> = all.map(|at| huice_tests::alone(&law, at)).collect();
        for day in DAYS {
            let as_of = Date::parse(day).unwrap();
            let figures = Figures::of(&law, as_of);
            for seed in 0..6u64 {
                let mut dice = Dice::new(seed * 43 + u64::from(u32::from(as_of)));
                let full = figures.complete(&law, &mut dice);
                let keep = 2 + dice.below(7);
                replay(
                    &law,
                    &apart,
                    as_of,
                    &forget(&full, keep, &mut dice),
                    &mut tally,
                );
                replay(&law, &apart, as_of, &full, &mut tally);
            }
        }
    }
    println!("{tally:?}");
    assert!(
        tally.eligible > 500 && tally.ineligible > 500 && tally.open > 500,
        "{tally:?}"
    );
    assert!(tally.not_yet > 10, "{tally:?}");
    // To cite everything would be no proof.
    assert!(tally.kept * 10 < tally.known, "{tally:?}");
    assert!(tally.decided * 10 < tally.nodes * 9, "{tally:?}");
}

#[test]
fn every_example() {
    let corpus = huice_tests::corpus();
    let mut tally = Tally::default();
    let mut laws: Vec<(String, CompiledLaw)> = Vec::new();
    for example in corpus.examples() {
        if !laws.iter().any(|(place, _)| *place == example.place) {
            let law = corpus.law_for(&example.place).unwrap();
            laws.push((example.place.clone(), law.into()));
        }
        let (_, law) = laws.iter().find(|(p, _)| *p == example.place).unwrap();
        let (answers, _) = read_answers(law, &example.answers);
        let (at, instrument) = law.instrument(&example.instrument).unwrap();
        let decisions = evaluate(law, example.as_of, &answers);
        let facts = supporting_facts(law, example.as_of, &answers, &decisions, usize::from(at));
        let few = only(&answers, &facts);
        let again = evaluate(law, example.as_of, &few);
        let (was, is) = (
            &decisions[usize::from(at)].verdict,
            &again[usize::from(at)].verdict,
        );
        assert_eq!(was, is, "{}: {}", instrument.id, example.name);
        tally.eligible += usize::from(*was == Verdict::Eligible);
        tally.not_yet += usize::from(matches!(was, Verdict::NotYet(_)));
    }
    assert!(tally.eligible > 300 && tally.not_yet > 10, "{tally:?}");
}
