//! Windows: what has expired today and what has not, and the day on which each closes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::{Answers, CompiledLaw, Date, Verdict, evaluate};
use huice_zh::read::read_answers;
use std::collections::BTreeMap;

/// Every window with a last day in the five documents, extracted by hand.
const CLOSED: [(&str, &str); 8] = [
    ("js-jy-distressed-refund-2019", "2019-12-31"),
    ("js-jy-distressed-training-2019", "2019-12-31"),
    ("js-jy-training-living-allowance", "2020-12-31"),
    ("cq-2020-absorb-6m-unemployed", "2020-12-31"),
    ("cq-2020-annual-targets", "2020-12-31"),
    ("cq-2020-distressed-training-subsidy", "2020-12-31"),
    ("cq-2020-stable-post-refund-distressed", "2020-12-31"),
    ("cq-2020-ui-injury-rate-cut", "2021-04-30"),
];

#[test]
fn what_has_expired_is_exactly_what_has_closed() {
    let today = Date::parse("2026-11-21").unwrap();
    let mut expired: BTreeMap<String, Date> = BTreeMap::new();
    for law in huice_tests::laws() {
        for decision in evaluate(&law, today, &Answers::new()) {
            let id = &law.instruments[usize::from(decision.instrument)].id;
            match decision.verdict {
                Verdict::Expired(last) => {
                    expired.insert(id.clone(), last);
                }
                Verdict::NotStarted(_) | Verdict::StartUnknown(..) => {
                    panic!("{id} has not begun");
                }
                _ => {}
            }
        }
    }
    let expected: BTreeMap<String, Date> = CLOSED
        .iter()
        .map(|(id, last)| ((*id).to_owned(), Date::parse(last).unwrap()))
        .collect();
    assert_eq!(expired, expected);
}

#[test]
fn each_flips_after_its_last_day() {
    let corpus = huice_tests::corpus();
    for (id, last) in CLOSED {
        let last = Date::parse(last).unwrap();
        let on = |day: Date| {
            let examples = corpus.examples().iter().filter(|e| e.instrument == id);
            examples
                .map(|example| {
                    let law = CompiledLaw::new(corpus.law_for(&example.place).unwrap());
                    let (answers, _) = read_answers(&law, &example.answers);
                    let (at, _) = law.instrument(id).unwrap();
                    evaluate(&law, day, &answers)[usize::from(at)]
                        .verdict
                        .clone()
                })
                .collect::<Vec<_>>()
        };
        let (then, after) = (on(last), on(last.next()));
        assert!(then.contains(&Verdict::Eligible), "{id}: {then:?}");
        assert!(
            after.iter().all(|v| *v == Verdict::Expired(last)),
            "{id}: {after:?}"
        );
    }
}

#[test]
fn nothing_is_in_force_before_its_document() {
    for law in huice_tests::laws() {
        for document in &law.documents {
            let day = Date::parse("1950-01-01").unwrap();
            for decision in evaluate(&law, day, &Answers::new()) {
                let not_in_force = matches!(
                    decision.verdict,
                    Verdict::NotStarted(_) | Verdict::StartUnknown(..)
                );
                assert!(not_in_force, "{}: {:?}", document.id, decision.verdict);
            }
        }
    }
}
