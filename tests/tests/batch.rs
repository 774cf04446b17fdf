//! A batch of people gets the decisions that each of them gets alone.
//!
//! `HUICE_BATCH_PEOPLE` sets the number of people; the default takes a few seconds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::batch::{
    BatchDecisions, BatchEvaluator, Column, ColumnError, InstrumentColumns, Numbers, OPEN_HIGH,
    People, Truths, VerdictCode, decide_batch,
};
use huice_core::ir::FactKind;
use huice_core::{
    AmountResult, Answers, CompiledLaw, Date, Decimal, Decision, Need, Truth, Verdict, evaluate,
};
use huice_oracle::generate::{Dice, Figures, forget};

const DAYS: [&str; 5] = [
    "2019-03-01",
    "2019-12-31",
    "2020-06-30",
    "2021-01-01",
    "2026-11-21",
];
/// Without the variable.
const FEW: usize = 6_000;

/// How much was compared.
#[derive(Default)]
struct Tally {
    people: usize,
    decisions: usize,
    one_by_one: usize,
    verdicts: [usize; 8],
    ranges: usize,
}

fn cents(sum: Decimal) -> i64 {
    let cents = (sum * Decimal::ONE_HUNDRED).normalize();
    cents.to_string().parse().unwrap_or(OPEN_HIGH)
}

/// What a decision is in columns: verdict, day, both ends of the sum.
fn in_columns(decision: &Decision) -> (VerdictCode, Option<Date>, i64, i64) {
    let (low, high) = match &decision.amount {
        AmountResult::Exact(sum, _) => (cents(*sum), cents(*sum)),
        AmountResult::Range(low, high, _) => (cents(*low), high.map_or(OPEN_HIGH, cents)),
        AmountResult::AtMost(high, _) => {
            let high = high.map_or(OPEN_HIGH, cents);
            (high, high)
        }
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => (0, 0),
    };
    let day = match decision.verdict {
        Verdict::NotYet(day) => Some(day),
        _ => None,
    };
    (VerdictCode::from(&decision.verdict), day, low, high)
}

fn at(columns: &InstrumentColumns, person: usize) -> (VerdictCode, Option<Date>, i64, i64) {
    let day = columns
        .not_yet()
        .binary_search_by_key(&person, |(person, _)| *person);
    (
        columns.verdict(person),
        day.ok().map(|at| columns.not_yet()[at].1),
        columns.low().get(person).copied().unwrap_or(0),
        columns.high().get(person).copied().unwrap_or(0),
    )
}

fn first_need(columns: &InstrumentColumns, person: usize) -> Option<Need> {
    let own = |(person, _): &(usize, Need)| *person;
    let at = columns.first_needs().binary_search_by_key(&person, own);
    at.ok().map(|at| columns.first_needs()[at].1)
}

/// People with all answers known, most of them, or few.
fn generate(law: &CompiledLaw, as_of: Date, dice: &mut Dice, count: usize) -> Vec<Answers> {
    let figures = Figures::of(law, as_of);
    let person = |_| {
        let full = figures.complete(law, dice);
        match dice.below(4) {
            0 => full,
            1 => forget(&full, 8, dice),
            _ => forget(&full, 1 + dice.below(7), dice),
        }
    };
    (0..count).map(person).collect()
}

fn compare(law: &CompiledLaw, as_of: Date, list: &[Answers], tally: &mut Tally) {
    let people = People::of_answers(law, list);
    let mut out = BatchDecisions::default();
    let mut evaluator = BatchEvaluator::new(law, as_of).say_needs(true);
    evaluator.decide(&people, &mut out);
    assert_eq!(out.instruments().len(), law.instruments.len());
    for (person, answers) in list.iter().enumerate() {
        let decisions = evaluate(law, as_of, answers);
        for (decision, columns) in decisions.iter().zip(out.instruments()) {
            let expected = in_columns(decision);
            let id = &law.instruments[usize::from(decision.instrument)].id;
            assert_eq!(
                at(columns, person),
                expected,
                "{id} for person {person} in {} on {as_of}: {answers:?}",
                law.place_name,
            );
            assert_eq!(
                first_need(columns, person),
                decision.needs.first().copied(),
                "{id} for person {person} in {} on {as_of}: {answers:?}",
                law.place_name,
            );
            tally.verdicts[usize::from(expected.0.byte())] += 1;
            tally.ranges += usize::from(expected.2 != expected.3);
        }
        tally.decisions += decisions.len();
    }
    tally.people += list.len();
    tally.one_by_one += out.one_by_one();
}

#[test]
fn a_batch_gives_what_each_person_gets_alone() {
    let wanted = std::env::var("HUICE_BATCH_PEOPLE").ok();
    let wanted: usize = wanted.map_or(FEW, |n| n.parse().expect("a number of people"));
    let laws = huice_tests::laws();
    let each = wanted.div_ceil(laws.len() * DAYS.len());
    let mut tally = Tally::default();
    for (place, law) in (0u64..).zip(&laws) {
        for (n, day) in (0u64..).zip(DAYS) {
            let as_of = Date::parse(day).unwrap();
            let mut dice = Dice::new(place * 31 + n);
            let list = generate(law, as_of, &mut dice, each);
            compare(law, as_of, &list, &mut tally);
        }
    }
    println!(
        "{} people, {} decisions, {} of them one by one, {} ranges, {:?}",
        tally.people, tally.decisions, tally.one_by_one, tally.ranges, tally.verdicts
    );
    assert!(tally.people >= wanted);
    // Enough happened to prove something.
    for code in [
        VerdictCode::Ineligible,
        VerdictCode::Eligible,
        VerdictCode::Undetermined,
        VerdictCode::NotYet,
    ] {
        assert!(tally.verdicts[usize::from(code.byte())] > 100, "{code:?}");
    }
    assert!(tally.ranges > 100);
}

#[test]
fn chunks_come_to_the_whole() {
    let law = &huice_tests::laws()[0];
    let as_of = Date::parse("2020-06-30").unwrap();
    let count = BatchEvaluator::CHUNK * 2 + 77;
    let list = generate(law, as_of, &mut Dice::new(5), count);
    let people = People::of_answers(law, &list);
    let mut evaluator = BatchEvaluator::new(law, as_of);
    let (mut whole, mut part) = (BatchDecisions::default(), BatchDecisions::default());
    evaluator.decide(&people, &mut whole);
    for chunk in 0..3 {
        evaluator.decide_chunk(&people, chunk, &mut part);
        for (whole, part) in whole.instruments().iter().zip(part.instruments()) {
            for person in 0..part.verdicts().len() {
                assert_eq!(
                    at(whole, chunk * BatchEvaluator::CHUNK + person),
                    at(part, person)
                );
            }
        }
    }
    evaluator.decide_chunk(&people, 3, &mut part);
    assert!(part.instruments().iter().all(|of| of.verdicts().is_empty()));
}

#[test]
fn columns_give_back_the_answers() {
    for law in &huice_tests::laws() {
        let as_of = Date::parse("2020-06-30").unwrap();
        let list = generate(law, as_of, &mut Dice::new(3), 200);
        let people = People::of_answers(law, &list);
        assert_eq!(people.len(), 200);
        let again: Vec<Answers> = (0..200).map(|at| people.answers(law, at)).collect();
        assert_eq!(People::of_answers(law, &again), people);
    }
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let law = &huice_tests::laws()[0];
    let find = |wanted: fn(&FactKind) -> bool| {
        let facts = (0u16..).zip(&law.facts);
        let mut facts = facts.filter(|(_, fact)| wanted(&fact.kind));
        facts.next().unwrap().0
    };
    let truth = find(|kind| matches!(kind, FactKind::Bool { .. }));
    let number = find(|kind| matches!(kind, FactKind::Number { .. }));
    let mut people = People::unknown(law, 3);
    let three: Truths = [Truth::True, Truth::Unknown, Truth::False]
        .into_iter()
        .collect();
    assert_eq!(
        people.set(law, truth, Column::Truths(three.clone())),
        Ok(())
    );
    assert_eq!(
        people.set(law, number, Column::Truths(three.clone())),
        Err(ColumnError::Kind)
    );
    assert_eq!(
        people.set(law, u16::MAX, Column::Truths(three)),
        Err(ColumnError::NoSuchFact)
    );
    let two = Column::Numbers(Numbers::known(vec![1, 2]));
    assert_eq!(people.set(law, number, two), Err(ColumnError::Length));
    let open = Column::Numbers(Numbers::known(vec![1, 2, OPEN_HIGH]));
    assert_eq!(people.set(law, number, open), Err(ColumnError::Kind));
    let as_of = Date::parse("2020-06-30").unwrap();
    let mut out = BatchDecisions::default();
    decide_batch(law, as_of, &people, &mut out);
    for (person, decision) in
        [0, 1, 2].map(|at| (at, evaluate(law, as_of, &people.answers(law, at))))
    {
        for (decision, columns) in decision.iter().zip(out.instruments()) {
            assert_eq!(at(columns, person), in_columns(decision));
        }
    }
}
