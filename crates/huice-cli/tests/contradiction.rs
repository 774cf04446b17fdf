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
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The published files of the rules, once for all tests: a pack is opened faster than the rules
/// are checked.
fn published() -> &'static str {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contradiction");
        let _ = std::fs::remove_dir_all(&folder);
        huice(&root, &["pack", "--out", folder.to_str().unwrap()], b"").expect(0, &[]);
        folder
    });
    folder.to_str().unwrap()
}

/// What an instrument comes to, and what a person reads about it.
fn outcome(place: &str, as_of: &str, id: &str, answers: &str) -> (serde_json::Value, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words = [
        "evaluate",
        "--pack",
        published(),
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

/// The JSON says which answers do not go together, and whether one gave way.
#[test]
fn the_json_of_evaluate_names_what_contradicts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let contradictory = |place: &str, answers: &str| {
        let words = ["evaluate", "--pack", published(), "--place", place];
        let words = [&words[..], &["--answers", "-", "--json"]].concat();
        let found = huice(&root, &words, answers.as_bytes()).expect(0, &[]);
        found.json()["contradictory"].clone()
    };
    let found = contradictory(
        "320281",
        r#"{"enterprise_size": "public", "enterprise_insured": true}"#,
    );
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["set_aside"], true);
    assert!(found[0]["question"].as_str().unwrap().ends_with("哪个对？"));
    let answers = r#"{"receiving_ui_benefit": true, "ui_benefit_drawn_cq": false}"#;
    assert_eq!(contradictory("500112", answers)[0]["set_aside"], false);
    assert!(contradictory("500112", "{}").is_null());
}

/// A yes that is one way among several is kept: no list says otherwise.
#[test]
fn what_no_list_rules_out_is_kept() {
    let answers = r#"{"village_official_graduate": true, "college_graduate": false}"#;
    let (found, _) = outcome("320281", "2026-11-29", "js-jy-def-daxuesheng", answers);
    assert_eq!(found["verdict"], "eligible");
}

/// Two answers that cannot both be so, where no list settles which: both count, and every command
/// says so below its result, or beside its JSON.
#[test]
fn what_does_not_go_together_is_told_by_every_command() {
    let answers = r#"{"receiving_ui_benefit": true, "ui_benefit_drawn_cq": false}"#;
    told_by_every_command(answers, "您说正在领失业保险金，又说没有领过，哪个对？");
    // What a list settles, as well.
    let answers = r#"{"enterprise_size": "public", "is_tech_enterprise": true}"#;
    told_by_every_command(answers, "您说单位不是企业，又说是科技型企业，哪个对？");
}

fn told_by_every_command(answers: &str, question: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let case = [
        "--pack",
        published(),
        "--place",
        "500112",
        "--as-of",
        "2020-06-10",
        "--answers",
        "-",
    ];
    for command in [
        &["evaluate"][..],
        &["explain", "cq-2020-first-set-equipment"],
        &["ask"],
        &["plan"],
    ] {
        let words = [command, &case[..]].concat();
        let text = huice(&root, &words, answers.as_bytes()).expect(0, &[]);
        assert!(text.out.contains(question), "{command:?}: {}", text.out);
        let json = huice(
            &root,
            &[&words[..], &["--json"]].concat(),
            answers.as_bytes(),
        );
        assert!(json.err.contains(question), "{command:?}: {}", json.err);
        json.json();
    }
}

/// What would help never takes answers that cannot be together: a home where somebody works is not
/// found to be one without work.
#[test]
fn no_advice_makes_answers_contradict_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let id = "cq-one-job-guarantee";
    let words = [
        "evaluate",
        "--pack",
        published(),
        "--place",
        "500112",
        "--as-of",
        "2020-06-10",
        "--answers",
        "-",
        "--id",
        id,
        "--json",
        "--changes",
    ];
    for (at_work, helps) in [
        (r#""able_members_unemployed_cq": false,"#, false),
        ("", true),
    ] {
        let answers =
            format!(r#"{{{at_work} "dibao_household": true, "zero_employment_household": false}}"#);
        let found = huice(&root, &words, answers.as_bytes())
            .expect(0, &[])
            .json();
        let sets = &found["outcomes"][0]["changes"]["sets"];
        assert_eq!(sets != &serde_json::json!([]), helps, "{sets}");
    }
}

/// Of one grant in two documents, the one that is not in force yet differs in nothing else.
#[test]
fn a_district_plan_of_a_later_day_is_no_other_wording() {
    let answers = r#"{"enterprise_size": "small", "hires_cq": [{"people": 1,
        "hired_on": "2017-01-15", "groups": ["dibao"], "registered": "here", "kept_on": true,
        "si_paid": true}]}"#;
    let (found, told) = outcome("500153", "2018-02-04", "cq-absorb-keygroup-6000", answers);
    assert_eq!(found["verdict"], "eligible");
    assert!(
        told.contains("另一份文件：还没开始（2018年2月5日起）"),
        "{told}"
    );
    let (_, told) = outcome("500153", "2018-02-05", "cq-absorb-keygroup-6000", answers);
    assert!(told.contains("同一项，两份文件"), "{told}");
}
