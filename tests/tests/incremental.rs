//! Incremental evaluation, answer by answer, gives the results of a full evaluation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::Corpus;
use huice_core::ir::FactId;
use huice_core::{
    AmountResult, Answer, Answers, CompiledLaw, Date, Decision, IncrementalEvaluator, Need,
    SharedFindings, VecMap, Verdict, evaluate, explain,
};
use huice_oracle::follow::Follow;
use huice_oracle::generate::{Dice, Figures, forget};
use huice_oracle::naive::Naive;
use huice_tests::made_up;
use huice_zh::read::read_answers;
use std::rc::Rc;

const DAYS: [&str; 4] = ["2019-03-01", "2019-10-15", "2020-06-30", "2026-11-21"];

/// What happened while a person changed answers.
#[derive(Default)]
struct Tally {
    changes: usize,
    moved: usize,
    replaced: usize,
    settled: usize,
    contradicted: usize,
}

/// Whether an instrument may stand in the place of another, or another in its place.
fn is_bound(law: &CompiledLaw, at: u16) -> bool {
    let own = !law.instruments[usize::from(at)].replaces.is_empty();
    own || law.instruments.iter().any(|i| i.replaces.contains(&at))
}

/// The facts that such instruments ask for.
fn bound(law: &CompiledLaw, as_of: Date) -> Vec<FactId> {
    let mut facts = Vec::new();
    for decision in evaluate(law, as_of, &Answers::new()) {
        if is_bound(law, decision.instrument) {
            facts.extend(decision.needs.iter().filter_map(|need| match need {
                Need::Fact(fact) | Need::Judgement(fact) => Some(*fact),
                Need::Open(_) | Need::Reading(..) => None,
            }));
        }
    }
    facts
}

/// The answers of examples of such instruments for which one does stand in the place of another:
/// drawn answers alone seldom meet two rules.
fn examples(corpus: &Corpus, law: &CompiledLaw, as_of: Date) -> Vec<Answers> {
    let all = corpus.examples().iter();
    let own = all.filter(|example| {
        let at = law.instrument(&example.instrument);
        at.is_some_and(|(at, _)| is_bound(law, at))
    });
    let answers = own.map(|example| read_answers(law, &example.answers).0);
    answers
        .filter(|answers| evaluate(law, as_of, answers).iter().any(is_replaced))
        .collect()
}

fn is_replaced(decision: &Decision) -> bool {
    matches!(decision.verdict, Verdict::Replaced(_))
}

/// Consequences and contradictions are those of the naive evaluator.
fn follows(law: &CompiledLaw, as_of: Date, evaluator: &IncrementalEvaluator, tally: &mut Tally) {
    let answers = evaluator.answers();
    let all = Follow::all(law).complete(as_of, answers, answers);
    let naive = Naive {
        law,
        instrument: &law.instruments[0],
        as_of,
        answers: &all,
    };
    let settled = evaluator.consequences();
    for one in &settled {
        // The naive evaluator gives no result for days of which only the month is known.
        let naive = all.get(one.fact);
        assert!(
            naive.is_none_or(|a| *a == one.value || *a == Answer::Unsure),
            "{}",
            one.say
        );
        tally.settled += 1;
    }
    for (fact, known) in (0u16..).zip(&law.facts) {
        let given = !matches!(answers.get(fact), None | Some(Answer::Unsure));
        let mut follows = known.follows.iter();
        let holds = follows.any(|one| naive.expression(&one.when) == Some(true));
        if holds && !given {
            assert!(settled.iter().any(|one| one.fact == fact), "{}", known.id);
        }
    }
    let found: Vec<&str> = evaluator.contradictions().iter().map(|c| c.say).collect();
    for one in law.facts.iter().flat_map(|fact| &fact.contradicts) {
        if naive.expression(&one.when) == Some(true) {
            assert!(found.contains(&one.say.as_str()), "{}", one.say);
            tally.contradicted += 1;
        }
    }
}

fn walk(
    law: &Rc<CompiledLaw>,
    // Of everybody before.
    findings: &SharedFindings,
    as_of: Date,
    examples: &[Answers],
    dice: &mut Dice,
    tally: &mut Tally,
) {
    let figures = Figures::of(law, as_of);
    let full = figures.complete(law, dice);
    let start = match (dice.below(4), examples.get(dice.below(examples.len()))) {
        (0, _) => Answers::new(),
        (1 | 2, Some(example)) => example.clone(),
        _ => forget(&full, 1 + dice.below(7), dice),
    };
    let mut answers = start.clone();
    let mut evaluator = IncrementalEvaluator::sharing(findings.share(), as_of, start);
    let mut before = evaluate(law, as_of, &answers);
    assert_eq!(evaluator.decisions(), before);
    let bound = bound(law, as_of);
    for _ in 0..40 {
        let fact = match bound.get(dice.below(bound.len() * 5 / 4)) {
            Some(fact) => *fact,
            None => u16::try_from(dice.below(law.facts.len())).unwrap(),
        };
        let answer = match dice.below(6) {
            0 => None,
            1 => Some(Answer::Unsure),
            2..=4 if !examples.is_empty() => {
                let example = examples.get(dice.below(examples.len()));
                example.and_then(|example| example.get(fact).cloned())
            }
            _ => figures.answer(&law.facts[usize::from(fact)], dice),
        };
        match &answer {
            Some(answer) => evaluator.set(fact, answer.clone()),
            None => evaluator.unset(fact),
        }
        match &answer {
            Some(answer) => answers.set(fact, answer.clone()),
            None => answers.unset(fact),
        }
        assert_eq!(evaluator.answers(), &answers);
        let after = evaluate(law, as_of, &answers);
        let id = &law.facts[usize::from(fact)].id;
        assert_eq!(evaluator.decisions(), after, "{id} became {answer:?}");
        follows(law, as_of, &evaluator, tally);
        let changed = (0u16..).zip(before.iter().zip(&after));
        let changed = changed.filter(|(_, (before, after))| before != after);
        let changed: Vec<u16> = changed.map(|(position, _)| position).collect();
        assert_eq!(evaluator.take_changed(), changed);
        for position in &changed {
            let decision = &after[usize::from(*position)];
            let alone = explain::explain_one(law, as_of, &answers, decision);
            assert!(alone.is_some());
            assert_eq!(evaluator.explain(*position), alone);
        }
        tally.changes += 1;
        tally.moved += usize::from(after != before);
        for one in after.iter().filter(|one| is_replaced(one)) {
            let none = matches!(one.amount, AmountResult::NotDue | AmountResult::None);
            assert!(none, "what another takes the place of has a sum");
            tally.replaced += 1;
        }
        before = after;
    }
    // Many changes together, and another day.
    let other = forget(&full, 4, dice);
    evaluator.update(as_of, &other);
    assert_eq!(evaluator.decisions(), evaluate(law, as_of, &other));
    assert_eq!(evaluator.answers(), &other);
    let later = as_of.add_months(7);
    evaluator.update(later, &answers);
    assert_eq!(evaluator.decisions(), evaluate(law, later, &answers));
}

#[test]
fn changing_answers_comes_to_what_evaluating_everything_comes_to() {
    let mut tally = Tally::default();
    let corpus = huice_tests::corpus();
    for law in huice_tests::laws().into_iter().map(Rc::new) {
        let findings = SharedFindings::new(Rc::clone(&law), 7);
        for (n, day) in (0u64..).zip(DAYS) {
            let as_of = Date::parse(day).unwrap();
            let examples = examples(&corpus, &law, as_of);
            for seed in 0..10 {
                let mut dice = Dice::new(seed * 17 + n);
                walk(&law, &findings, as_of, &examples, &mut dice, &mut tally);
            }
        }
    }
    println!(
        "{} changes, {} moved, {} replaced",
        tally.changes, tally.moved, tally.replaced
    );
    // Enough happened to prove something.
    assert!(tally.changes > 2000, "{} changes", tally.changes);
    assert!(tally.moved * 4 > tally.changes, "{} moved", tally.moved);
    assert!(tally.replaced > 10, "{} replaced", tally.replaced);
    assert!(tally.settled > 1000, "{} settled", tally.settled);
    assert!(
        tally.contradicted > 100,
        "{} contradicted",
        tally.contradicted
    );
}

/// Two people who differ only in what stands in a list: what was found out about one is nothing about
/// the other.
#[test]
fn findings_about_one_list_are_not_taken_for_another() {
    let law = Rc::new(made_up::law(
        "topic: 测试
facts:
  - {id: local, type: bool, ask: 是吗？, label: 本地}
  - {id: poor, type: bool, ask: 是吗？, label: 困难}
  - id: hires
    type: records
    ask: 招了谁？
    label: 招用
    item: 一批人
    fields:
      - {id: people, type: integer, unit: 人, ask: 几个？, label: 人数}
",
        "service",
        "{any: [{all: [{when: local, say: 本地}, {when: any(hires where people >= 5 人), say: 招了 5 人}]}, \
         {all: [{unless: {when: local, say: 本地}}, {when: any(hires where people >= 3 人), say: 招了 3 人}]}, \
         {all: [{when: local, say: 本地}, {when: poor, say: 困难}]}]}",
        "none",
    ));
    let (hires, _) = law.fact("hires").unwrap();
    let day = Date::parse("2020-06-30").unwrap();
    let findings = SharedFindings::new(Rc::clone(&law), 7);
    let verdict = |people: u32| {
        let mut record = VecMap::new();
        record.insert(0, Answer::Number(people.into()));
        let mut answers = Answers::new();
        answers.set(hires, Answer::Records(vec![record]));
        let evaluator = IncrementalEvaluator::sharing(findings.share(), day, answers);
        evaluator.decisions()[0].verdict.word()
    };
    assert_eq!((verdict(6), verdict(4)), ("eligible", "undetermined"));
}
