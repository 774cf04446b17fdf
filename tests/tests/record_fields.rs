//! A field of a record that is not asked for cannot matter; one that can matter is asked for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::ir::{FactId, FactKind};
use huice_core::record_fields::fields_that_matter;
use huice_core::{Answer, Answers, Date, VecMap, evaluate};
use huice_oracle::generate::{Dice, Figures, forget};
use huice_tests::made_up;

/// How many people are made up for each place.
const PEOPLE: u64 = 60;

fn day() -> Date {
    Date::parse("2020-06-30").unwrap()
}

#[test]
fn a_field_that_is_left_out_changes_nothing() {
    let mut compared = 0;
    for law in huice_tests::laws() {
        let figures = Figures::of(&law, day());
        let lists: Vec<(FactId, &Vec<_>)> = (0..)
            .zip(&law.facts)
            .filter_map(|(id, fact)| match &fact.kind {
                FactKind::Records { fields, .. } => Some((id, fields)),
                _ => None,
            })
            .collect();
        for seed in 0..PEOPLE {
            let mut dice = Dice::new(seed);
            let whole = figures.complete(&law, &mut dice);
            let keep = dice.below(10);
            let mut answers = forget(&whole, keep, &mut dice);
            for (id, fields) in &lists {
                let mut record = VecMap::new();
                for (at, field) in (0u16..).zip(*fields) {
                    if dice.below(2) == 0
                        && let Some(answer) = figures.answer(field, &mut dice)
                    {
                        record.insert(at, answer);
                    }
                }
                let asked = fields_that_matter(&law, day(), &answers, (*id, &record), &|_| true);
                answers.set(*id, Answer::Records(vec![record.clone()]));
                let before = evaluate(&law, day(), &answers);
                for (at, field) in (0u16..).zip(*fields) {
                    let Some(answer) = figures.answer(field, &mut dice) else {
                        continue;
                    };
                    if asked.contains(&at) || record.get(&at).is_some() {
                        continue;
                    }
                    let mut more = record.clone();
                    more.insert(at, answer);
                    answers.set(*id, Answer::Records(vec![more]));
                    let after = evaluate(&law, day(), &answers);
                    for (a, b) in before.iter().zip(&after) {
                        let name = &law.instruments[usize::from(a.instrument)].id;
                        let case =
                            format!("{name}, {}, person {seed}: {record:?}, {asked:?}", field.id);
                        assert_eq!((&a.verdict, &a.amount), (&b.verdict, &b.amount), "{case}");
                    }
                    compared += 1;
                }
                answers.unset(*id);
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

/// The fields of the list of new hires in 江阴 that are asked of a batch of one kind.
fn asked_of(group: Option<&str>) -> Vec<String> {
    let laws = huice_tests::laws();
    let law = laws.iter().find(|law| law.place == "320281").unwrap();
    let (id, fact) = law.fact("hires").unwrap();
    let FactKind::Records { fields, .. } = &fact.kind else {
        panic!("hires are a list");
    };
    let mut record = VecMap::new();
    if let Some(group) = group {
        let kind = fields.iter().position(|field| field.id == "group").unwrap();
        let FactKind::Choice(options) = &fields[kind].kind else {
            panic!("a kind is a choice");
        };
        let option = options.iter().position(|(id, _)| id == group).unwrap();
        let option = Answer::Choice(option.try_into().unwrap());
        record.insert(kind.try_into().unwrap(), option);
    }
    let answers = Answers::new();
    let asked = fields_that_matter(law, day(), &answers, (id, &record), &|_| true);
    let names = asked.iter().map(|at| fields[usize::from(*at)].id.clone());
    names.collect()
}

#[test]
fn only_what_counts_for_its_kind_is_asked_of_a_batch() {
    let all = [
        "people",
        "hired_on",
        "group",
        "contract_months",
        "insured_full",
    ];
    assert_eq!(asked_of(None), all);
    assert_eq!(asked_of(Some("graduate_5y")), all);
    // Whether their insurance is paid in full counts for the bonus for jobs, which is not for them.
    assert_eq!(
        asked_of(Some("local_veteran")),
        ["people", "hired_on", "group", "contract_months"]
    );
    assert!(asked_of(Some("other")).is_empty());
}

/// Who does no business at all has no instrument left that looks at the batches.
#[test]
fn nothing_is_asked_of_a_batch_that_cannot_count() {
    let law = made_up::law(
        "topic: 测试
facts:
  - {id: in_business, type: bool, ask: 是吗？, label: 在经营}
  - id: hires
    type: records
    ask: 招了谁？
    label: 招用
    item: 一批人
    fields:
      - {id: people, type: integer, unit: 人, ask: 几个？, label: 人数}
",
        "cash",
        "{all: [{when: in_business, say: 在经营}, {when: any(hires where people >= 1 人), say: 招了人}]}",
        "{value: 50 元}",
    );
    let (id, _) = law.fact("hires").unwrap();
    let (business, _) = law.fact("in_business").unwrap();
    let asked = |answer: bool| {
        let mut answers = Answers::new();
        answers.set(business, Answer::Bool(answer));
        fields_that_matter(&law, day(), &answers, (id, &VecMap::new()), &|_| true)
    };
    assert_eq!((asked(true), asked(false)), (vec![0], Vec::new()));
}
