//! Answers that cannot all be so: fault L3.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::huice;
use std::path::Path;

/// What the refund of half the premium comes to for an employer in 江阴.
fn refund(answers: &str) -> (serde_json::Value, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let id = "js-jy-stable-post-refund-50";
    let base = ["evaluate", "--place", "320281", "--as-of", "2026-11-29"];
    let rest = ["--answers", "-", "--id", id];
    let words = [&base[..], &rest].concat();
    let told = huice(&root, &words, answers.as_bytes()).expect(0, &[]);
    let json = huice(
        &root,
        &[&words[..], &["--json"]].concat(),
        answers.as_bytes(),
    );
    let outcome = json.expect(0, &[]).json()["outcomes"][0].clone();
    (outcome, told.out)
}

#[test]
fn what_is_no_enterprise_is_no_insured_enterprise() {
    let (outcome, told) = refund(
        r#"{"enterprise_size": "other", "enterprise_insured": true, "no_or_few_layoffs": true,
            "ui_premium_prev_year_paid": 8000}"#,
    );
    assert_eq!(outcome["verdict"], "ineligible");
    assert_eq!(outcome["amount"]["kind"], "not_due");
    assert!(told.contains("哪个对？"), "{told}");
}

#[test]
fn an_insured_enterprise_of_any_size_has_it() {
    for size in ["", r#""enterprise_size": "large","#] {
        let (outcome, told) = refund(&format!(
            r#"{{{size} "enterprise_insured": true, "no_or_few_layoffs": true,
                "distressed_recognition": "refused", "is_decap_enterprise": false,
                "ui_premium_prev_year_paid": 8000}}"#
        ));
        assert_eq!(outcome["verdict"], "eligible", "{size}");
        assert_eq!(outcome["amount"]["value"], "4000", "{size}");
        assert!(!told.contains("哪个对？"), "{told}");
    }
}

/// A yes that is only an exception among alternatives is kept: no list says otherwise.
#[test]
fn what_no_list_rules_out_is_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words = "evaluate --json --place 320281 --as-of 2026-11-29 --answers - \
                 --id js-jy-def-daxuesheng";
    let words: Vec<&str> = words.split_whitespace().collect();
    let answers = br#"{"village_official_graduate": true, "college_graduate": false}"#;
    let json = huice(&root, &words, answers).expect(0, &[]).json();
    assert_eq!(json["outcomes"][0]["verdict"], "eligible");
}
