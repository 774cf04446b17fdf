//! Answers that cannot all be so: fault L3 and its kind.
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

/// What an instrument comes to, and what a person reads about it.
fn outcome(place: &str, as_of: &str, id: &str, answers: &str) -> (serde_json::Value, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words = [
        "evaluate",
        "--place",
        place,
        "--as-of",
        as_of,
        "--answers",
        "-",
        "--id",
        id,
    ];
    let told = huice(&root, &words, answers.as_bytes()).expect(0, &[]);
    let words = [&words[..], &["--json"]].concat();
    let json = huice(&root, &words, answers.as_bytes()).expect(0, &[]);
    (json.json()["outcomes"][0].clone(), told.out)
}

/// Sentences that speak of 企业: the place, a day, the instrument, and answers that only an
/// enterprise can give.
const ENTERPRISES: [(&str, &str, &str, &str); 12] = [
    (
        "320281",
        "2026-11-29",
        "js-jy-stable-post-refund-50",
        r#""enterprise_insured": true, "no_or_few_layoffs": true, "ui_premium_prev_year_paid": 8000,
           "distressed_recognition": "undecided", "is_decap_enterprise": false"#,
    ),
    (
        "320281",
        "2020-10-15",
        "js-jy-decap-refund-70",
        r#""is_decap_enterprise": true, "enterprise_insured": true, "no_or_few_layoffs": true,
           "ui_premium_prev_year_total": 1000"#,
    ),
    (
        "320281",
        "2019-10-15",
        "js-jy-distressed-refund-2019",
        r#""distressed_recognition": "recognised", "no_or_few_layoffs": true,
           "insured_employees": 80, "avg_monthly_ui_benefit_prev_year": 1500"#,
    ),
    (
        "320281",
        "2020-01-01",
        "js-jy-layoff-50-jobfair",
        r#""layoff_headcount_once": 50, "diversion_difficult": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-layoff-notice-30d",
        r#""planned_layoff_cq": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-no-blind-loan-withdrawal",
        r#""temporary_difficulty_cq": true, "meets_credit_conditions_cq": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-stable-post-refund-distressed",
        r#""enterprise_insured": true, "temporary_difficulty_cq": true,
           "recovery_expected": true, "no_or_few_layoffs": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-distressed-training-subsidy",
        r#""distressed_recognised_cq": true, "trains_on_job_cq": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-first-set-equipment",
        r#""is_tech_enterprise": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-manufacturing-cost-cut",
        r#""manufacturing_enterprise_cq": true"#,
    ),
    (
        "500112",
        "2020-06-10",
        "cq-2020-smb-credit-support",
        r#""private_enterprise_cq": true"#,
    ),
    (
        "500112",
        "2019-06-10",
        "cq-poverty-employment-base",
        r#""labour_intensive_cq": true"#,
    ),
];

#[test]
fn what_only_an_enterprise_has_is_for_no_other_unit() {
    for (place, as_of, id, answers) in ENTERPRISES {
        let other = format!(r#"{{"enterprise_size": "other", {answers}}}"#);
        let (found, told) = outcome(place, as_of, id, &other);
        assert_eq!(found["verdict"], "ineligible", "{id}");
        let amount = &found["amount"]["kind"];
        assert!(*amount == "not_due" || *amount == "none", "{id}: {amount}");
        assert!(told.contains("哪个对？"), "{id}: {told}");
    }
}

#[test]
fn an_enterprise_of_any_size_has_it() {
    for (place, as_of, id, answers) in ENTERPRISES {
        for size in ["", r#""enterprise_size": "large", "#] {
            let (found, told) = outcome(place, as_of, id, &format!("{{{size}{answers}}}"));
            assert_eq!(found["verdict"], "eligible", "{id}: {size}");
            assert!(!told.contains("哪个对？"), "{id}: {told}");
        }
    }
}

/// A yes that is one way among several is kept: no list says otherwise.
#[test]
fn what_no_list_rules_out_is_kept() {
    let answers = r#"{"village_official_graduate": true, "college_graduate": false}"#;
    let (found, _) = outcome("320281", "2026-11-29", "js-jy-def-daxuesheng", answers);
    assert_eq!(found["verdict"], "eligible");
}
