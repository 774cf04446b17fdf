//! Who is asked what. `tests/asked-of.md` lists, for each role, every fact that it may be asked, so
//! a change of the rules that changes the questions of a role shows there.
//! `HUICE_BLESS=1 cargo test -p huice-tests --test asked_of` writes it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::{Corpus, check};
use huice_core::ir::consequence::order;
use huice_core::ir::{Fact, FactKind, Knower, Role};
use std::collections::BTreeMap;
use std::fmt::Write;

fn corpus() -> Corpus {
    check(&huice_tests::rule_files()).corpus.unwrap()
}

/// Every fact and field once, by its name.
fn all(corpus: &Corpus) -> Vec<(String, &Fact)> {
    let mut facts_and_fields: Vec<(String, &Fact)> = Vec::new();
    for (fact, _) in corpus.facts() {
        if facts_and_fields.iter().any(|(name, _)| *name == fact.id) {
            continue;
        }
        facts_and_fields.push((fact.id.clone(), fact));
        if let FactKind::Records { fields, .. } = &fact.kind {
            let fields = fields.iter();
            facts_and_fields.extend(fields.map(|f| (format!("{}.{}", fact.id, f.id), f)));
        }
    }
    facts_and_fields
}

#[test]
fn nobody_is_asked_what_they_cannot_know() {
    // The two sides of a contract know of it, and so do both who may have been honoured.
    let both_sides = [
        "labour_contract",
        "on_public_post",
        "public_post_months",
        "newform_paper_zy",
        "subsidised_training_cq",
        "merit_selected",
        "merit_zy",
    ];
    let corpus = corpus();
    for (name, fact) in all(&corpus) {
        let known = fact.knows.roles();
        let strangers: Vec<&Role> = fact
            .asked_of
            .iter()
            .filter(|r| !known.contains(r))
            .collect();
        let allowed = both_sides.contains(&name.as_str());
        assert!(allowed || strangers.is_empty(), "{name}: {strangers:?}");
        assert_eq!(
            fact.knows.can_be_asked(),
            !fact.asked_of.is_empty(),
            "{name}: somebody who knows it is asked"
        );
    }
}

#[test]
fn what_follows_can_be_worked_out_in_one_go_in_every_place() {
    let corpus = corpus();
    for place in corpus.places().iter().filter(|place| place.covered) {
        let law = corpus.law_for(&place.code).unwrap();
        let order = order(&law.facts).unwrap();
        assert_eq!(order.len(), law.facts.len(), "{}", place.name);
    }
}

#[test]
fn the_list_in_the_repository_says_who_is_asked_what() {
    let corpus = corpus();
    let mut by_knower: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, fact) in all(&corpus) {
        *by_knower.entry(word(fact.knows)).or_default() += 1;
    }
    let mut text =
        "# Who is asked what\n\n| who knows | facts and fields |\n|---|--:|\n".to_owned();
    for (knower, count) in by_knower {
        writeln!(text, "| {knower} | {count} |").unwrap();
    }
    for role in Role::ALL {
        let asked: Vec<String> = all(&corpus)
            .into_iter()
            .filter(|(_, fact)| fact.asked_of.contains(&role))
            .map(|(name, fact)| format!("{name} ({})", word(fact.knows)))
            .collect();
        write!(text, "\n## {role:?}: {}\n\n", asked.len()).unwrap();
        for line in asked {
            writeln!(text, "- {line}").unwrap();
        }
    }
    let path = huice_tests::root().join("tests/asked-of.md");
    if std::env::var_os("HUICE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, text,
        "where this is meant: HUICE_BLESS=1 cargo test --test asked_of"
    );
}

fn word(knower: Knower) -> &'static str {
    match knower {
        Knower::Person => "person",
        Knower::Household => "household",
        Knower::OwnBusiness => "own business",
        Knower::Employer => "employer",
        Knower::Institution => "institution",
        Knower::Office => "office",
        Knower::Place => "place",
    }
}
