//! A comparison of speed is void where two programs do not say the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_bench::people;
use huice_bench::plain::{FACTS, TEN};
use huice_bench::work::{Core, Plain, ten_of};
use huice_core::Date;
use huice_oracle::generate::{Dice, Figures};
use std::collections::BTreeMap;

const DAYS: [&str; 3] = ["2019-12-31", "2020-06-30", "2020-12-31"];
const PEOPLE: usize = 10_000;

#[test]
fn the_plain_program_says_what_the_core_says() {
    let law = huice_tests::corpus().law_for("320281").unwrap();
    let ten = ten_of(&law);
    assert_eq!(ten.instruments.len(), TEN.len());
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let (mut open, mut sums) = (0, 0);
    for day in DAYS {
        let as_of = Date::parse(day).unwrap();
        let figures = Figures::of(&ten, as_of);
        let mut dice = Dice::new(19);
        let wanted = |id: &str| FACTS.contains(&id);
        let complete = |_| people::json(&law, &figures.complete(&law, &mut dice), &wanted);
        let list: Vec<_> = (0..PEOPLE).map(complete).collect();
        assert!(
            list.iter()
                .all(|p| p.as_object().unwrap().len() == FACTS.len())
        );
        let core = Core::new(ten.clone(), as_of, &list);
        let plain = Plain::new(as_of, &list);
        for (who, person) in list.iter().enumerate() {
            let (ours, theirs) = (core.says(who), plain.says(who));
            for (n, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                let verdict = ours.split(' ').next().unwrap();
                *seen.entry((n, verdict.into())).or_default() += 1;
                if let Some(before) = ours.strip_suffix("open") {
                    open += 1;
                    assert!(
                        theirs.starts_with(before),
                        "{} on {day}\n{person:#}",
                        TEN[n]
                    );
                } else {
                    sums += 1;
                    assert_eq!(ours, theirs, "{} on {day}\n{person:#}", TEN[n]);
                }
            }
        }
    }
    // Each of the ten came out both ways, often enough.
    for (n, id) in TEN.iter().enumerate() {
        for verdict in ["eligible", "ineligible"] {
            let times = seen.get(&(n, verdict.into())).copied().unwrap_or(0);
            assert!(times > 40, "{id}: {verdict} {times} times only");
        }
    }
    let not_yet = seen.iter().filter(|((_, v), _)| v == "not_yet");
    assert!(not_yet.map(|(_, n)| n).sum::<usize>() > 300);
    assert!(open * 20 < sums, "{open} of {sums} sums are left open");
}
