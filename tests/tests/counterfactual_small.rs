//! Smallest sets of changes, on made-up rules small enough that every set can be tried: none with
//! fewer facts leads to Eligible, none with the same facts and nearer values does, and no set of
//! facts that does is forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::counterfactual::{MOST_CHANGE_SETS, apply, counterfactuals};
use huice_core::ir::{FactId, Law};
use huice_core::{Answer, Answers, CompiledLaw, Date, Decimal, Verdict, evaluate};
use huice_oracle::generate::Dice;
use huice_tests::made_up;
use std::collections::BTreeSet;

const FACTS: &str = "topic: 测试
facts:
  - {id: born_here, type: bool, ask: 是吗？, label: 出生地}
  - {id: signed, type: bool, ask: 签了吗？, label: 已签, change: {do: 去签, to: yes}}
  - {id: found, type: bool, judgement: 某局, ask: 认定了吗？, label: 已认定, change: {ask: 去申请, to: yes}}
  - {id: debts, type: bool, ask: 有欠费吗？, label: 欠费, change: {do: 缴清, to: no}}
  - {id: status, type: choice, options: {a: 甲, b: 乙, c: 丙}, ask: 哪种？, label: 状况, change: {do: 改成, from: [a, b], to: [b, c]}}
  - {id: hired, type: integer, unit: 人, max: 7, ask: 几个？, label: 人数, change: {do: 再招, to: more}}
  - {id: asked, type: integer, unit: 人, max: 7, ask: 几个？, label: 要几个, change: {do: 少要, to: less}}
";

/// Leaves of the made-up rules.
const LEAVES: [&str; 14] = [
    "born_here",
    "not born_here",
    "signed",
    "not signed",
    "found",
    "not debts",
    "debts",
    "status == c",
    "status in [b, c]",
    "hired >= 3 人",
    "hired > 5 人",
    "hired < 6 人",
    "asked <= 2 人",
    "asked + 2 人 <= hired",
];

fn condition(depth: usize, dice: &mut Dice) -> String {
    if depth == 0 || dice.below(4) == 0 {
        let leaf = LEAVES[dice.below(LEAVES.len())];
        return match leaf {
            "found" => "{judge: found}".into(),
            leaf => format!("{{when: \"{leaf}\", say: 条件}}"),
        };
    }
    let joint = ["all", "any"][dice.below(2)];
    let parts: Vec<String> = (0..2 + dice.below(2))
        .map(|_| condition(depth - 1, dice))
        .collect();
    format!("{{{joint}: [{}]}}", parts.join(", "))
}

/// What a fact can become, nearest first, written out apart from the core.
fn reach(name: &str, now: &Answer) -> Vec<Answer> {
    let number = |n: &Decimal| i64::try_from(*n).unwrap();
    match (name, now) {
        ("signed" | "found", Answer::Bool(false)) => vec![Answer::Bool(true)],
        ("debts", Answer::Bool(true)) => vec![Answer::Bool(false)],
        ("status", Answer::Choice(0)) => vec![Answer::Choice(1), Answer::Choice(2)],
        ("status", Answer::Choice(1)) => vec![Answer::Choice(2)],
        ("hired", Answer::Number(n)) => (number(n) + 1..=7)
            .map(|n| Answer::Number(n.into()))
            .collect(),
        ("asked", Answer::Number(n)) => (0..number(n))
            .rev()
            .map(|n| Answer::Number(n.into()))
            .collect(),
        _ => Vec::new(),
    }
}

/// All ways to change facts, each with the facts changed and how far.
fn every_way(law: &Law, answers: &Answers) -> Vec<(Answers, BTreeSet<FactId>)> {
    let mut ways = vec![(answers.clone(), BTreeSet::new())];
    for (id, fact) in (0u16..).zip(&law.facts) {
        let Some(now) = answers.get(id) else { continue };
        let reach = reach(&fact.id, now);
        let mut more = Vec::new();
        for (answers, changed) in &ways {
            for to in &reach {
                let (mut answers, mut changed) = (answers.clone(), changed.clone());
                answers.set(id, to.clone());
                changed.insert(id);
                more.push((answers, changed));
            }
        }
        ways.extend(more);
    }
    ways
}

/// Some answers; `unknown` chances in eight that one is left out.
fn answers(law: &Law, unknown: usize, dice: &mut Dice) -> Answers {
    let mut answers = Answers::new();
    for (id, fact) in (0u16..).zip(&law.facts) {
        if dice.below(8) < unknown {
            continue;
        }
        let answer = match fact.id.as_str() {
            "status" => Answer::Choice(u16::try_from(dice.below(3)).unwrap()),
            "hired" | "asked" => Answer::Number(dice.below(8).into()),
            _ => Answer::Bool(dice.below(2) == 0),
        };
        answers.set(id, answer);
    }
    answers
}

#[test]
fn the_smallest_set_is_found() {
    let as_of = Date::parse("2020-01-01").unwrap();
    let mut sizes = [0usize; 5];
    let mut none = 0;
    for seed in 0..600u64 {
        let mut dice = Dice::new(seed);
        let text = condition(3, &mut dice);
        let law = made_up::law(FACTS, "service", &text, "none");
        for _ in 0..12 {
            let unknown = dice.below(3);
            let some = answers(&law, unknown, &mut dice);
            let decision = evaluate(&law, as_of, &some).remove(0);
            let found = counterfactuals(&law, as_of, &some, &decision);
            let context = || format!("{text}\n{some:?}\n{found:?}");
            assert!(found.exhaustive, "{}", context());
            if decision.verdict == Verdict::Eligible {
                assert!(found.change_sets.is_empty(), "{}", context());
                continue;
            }
            let leads = |answers: &Answers, verdict: &Verdict| {
                evaluate(&law, as_of, answers).remove(0).verdict == *verdict
            };
            let ways = every_way(&law, &some);
            let mut aim = Verdict::Eligible;
            let smallest = |aim: &Verdict| {
                let fit = ways.iter().filter(|(answers, _)| leads(answers, aim));
                fit.map(|(_, changed)| changed.len()).min()
            };
            let mut least = smallest(&aim).filter(|n| *n <= 3);
            if least.is_none() && decision.verdict == Verdict::Ineligible {
                aim = Verdict::Undetermined;
                least = smallest(&aim).filter(|n| *n <= 3);
            }
            let Some(least) = least else {
                none += 1;
                assert!(found.change_sets.is_empty(), "{}", context());
                continue;
            };
            sizes[least] += 1;
            let expected: BTreeSet<BTreeSet<FactId>> = ways
                .iter()
                .filter(|(answers, changed)| changed.len() == least && leads(answers, &aim))
                .map(|(_, changed)| changed.clone())
                .collect();
            let got: BTreeSet<BTreeSet<FactId>> = found
                .change_sets
                .iter()
                .map(|change_set| change_set.changes.iter().map(|c| c.fact).collect())
                .collect();
            assert_eq!(found.change_sets.len(), got.len(), "{}", context());
            assert!(got.is_subset(&expected), "{}", context());
            assert_eq!(
                got.len(),
                expected.len().min(MOST_CHANGE_SETS),
                "{}",
                context()
            );
            for change_set in &found.change_sets {
                assert_eq!(change_set.verdict, aim, "{}", context());
                nearest(&law, as_of, &some, change_set);
            }
        }
    }
    println!("by size {sizes:?}, none {none}");
    assert!(
        sizes[1] > 500 && sizes[2] > 100 && sizes[3] > 20 && none > 100,
        "{sizes:?} {none}"
    );
}

/// With the same facts changed, but one of them less far, the result is not reached.
fn nearest(
    law: &CompiledLaw,
    as_of: Date,
    some: &Answers,
    change_set: &huice_core::counterfactual::ChangeSet,
) {
    for (at, change) in change_set.changes.iter().enumerate() {
        let name = &law.facts[usize::from(change.fact)].id;
        let reach = reach(name, &change.from);
        let place = reach.iter().position(|to| *to == change.to);
        for nearer in &reach[..place.expect("within reach")] {
            let mut changes = change_set.changes.clone();
            changes[at].to = nearer.clone();
            let then = evaluate(law, as_of, &apply(some, &changes)).remove(0);
            assert_ne!(
                then.verdict, change_set.verdict,
                "{nearer:?} would do: {change_set:?}"
            );
        }
    }
}
