//! Inputs on which the product was once wrong, with what is right. The numbers are those of the
//! list of faults.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::counterfactual::counterfactuals;
use huice_core::ir::Unit;
use huice_core::{
    AmountResult, Answers, CompiledLaw, Date, Decision, Explanation, Need, Verdict, evaluate,
    explain,
};
use huice_zh::read::{UntypedAnswer, read_answers};
use serde_json::{Value, json};

const JIANGYIN: &str = "320281";
const YUBEI: &str = "500112";

/// Somebody's answers on a day, at a place.
struct Case {
    law: CompiledLaw,
    as_of: Date,
    answers: Answers,
}

impl Case {
    fn new(place: &str, as_of: &str, answers: &Value) -> Self {
        let law = CompiledLaw::new(huice_tests::corpus().law_for(place).unwrap());
        let UntypedAnswer::Map(given) = huice_tests::raw(answers) else {
            panic!("answers")
        };
        let (answers, refused) = read_answers(&law, &given);
        assert!(refused.is_empty(), "{refused:?}");
        let as_of = Date::parse(as_of).unwrap();
        Self {
            law,
            as_of,
            answers,
        }
    }

    fn position(&self, id: &str) -> usize {
        let (position, _) = self.law.instrument(id).unwrap_or_else(|| panic!("no {id}"));
        usize::from(position)
    }

    fn decision(&self, id: &str) -> Decision {
        evaluate(&self.law, self.as_of, &self.answers).swap_remove(self.position(id))
    }

    fn explanation(&self, id: &str) -> Explanation {
        let decision = self.decision(id);
        explain::explain_one(&self.law, self.as_of, &self.answers, &decision).unwrap()
    }
}

fn yuan(low: i64, high: i64) -> AmountResult {
    if low == high {
        AmountResult::Exact(low.into(), Unit::Yuan)
    } else {
        AmountResult::Range(low.into(), Some(high.into()), Unit::Yuan)
    }
}

/// The founder of L2, with a batch of hires.
fn founder(hires: &Value) -> Value {
    json!({
        "startup_here": true, "startup_history": "first_ever", "farmer": true,
        "registration_date": "2020-02-01", "hires": [hires],
    })
}

/// L5: as long as the claim hangs on something open, the sum is the range over both outcomes.
#[track_caller]
fn open_with_sum(case: &Case, id: &str, low: i64, high: i64) {
    let decision = case.decision(id);
    assert_eq!(decision.verdict, Verdict::Undetermined, "{id}");
    let open = |need: &Need| matches!(need, Need::Open(_));
    assert!(
        decision.needs.iter().any(open),
        "{id}: {:?}",
        decision.needs
    );
    assert_eq!(decision.amount, yuan(low, high), "{id}");
}

#[test]
fn l5_hires_of_which_the_text_leaves_open_whether_they_count() {
    let hires = json!({
        "people": 3, "hired_on": "2020-07-01", "group": "local_unregistered_unemployed",
        "contract_months": 12, "insured_full": true,
    });
    let case = Case::new(JIANGYIN, "2021-04-01", &founder(&hires));
    open_with_sum(&case, "js-jy-startup-employment-bonus", 0, 9_000);
}

#[test]
fn l5_help_with_a_loan_for_such_hires() {
    let case = Case::new(
        JIANGYIN,
        "2019-12-20",
        &json!({
            "enterprise_size": "small",
            "hires": [{
                "people": 3, "hired_on": "2019-07-01", "group": "local_unregistered_unemployed",
                "contract_months": 12, "insured_full": true,
            }],
            "loan_amount_actual": "3200000", "loan_term_months": 24, "benchmark_rate": "4.35%",
        }),
    );
    // 300,000 at 4.35 % for 24 months, half of it.
    open_with_sum(&case, "js-jy-smb-hire-loan-interest", 0, 13_050);
}

#[test]
fn l5_incubation_with_sole_traders_only() {
    let case = Case::new(
        JIANGYIN,
        "2021-04-01",
        &json!({
            "carrier_type": ["startup_base"],
            "incubated_enterprises": [{
                "firms": 2, "form": "sole_trader", "registered_in_base": true,
                "moved_out_on": "2020-07-01", "kept_operating": true,
            }],
        }),
    );
    open_with_sum(&case, "js-jy-incubation-subsidy-5000", 0, 10_000);
}

/// The hires of L6: it is unknown whether an office found the workers to be in hardship.
fn unsure(more: &Value) -> Value {
    let mut answers = json!({
        "hires_cq": [{
            "people": 2, "hired_on": "2025-02-01", "groups": ["decap_unsure"],
            "registered": "here", "kept_on": true, "si_paid": true,
        }],
    });
    let more = more.as_object().unwrap().clone();
    answers.as_object_mut().unwrap().extend(more);
    answers
}

#[test]
fn l5_workers_of_whom_a_finding_is_not_known() {
    let answers = unsure(&json!({"enterprise_size": "small"}));
    let case = Case::new(YUBEI, "2026-11-29", &answers);
    open_with_sum(&case, "cq-absorb-keygroup-6000", 0, 12_000);
}

#[test]
fn l5_a_social_organisation_that_hires_people_on_low_income() {
    let case = Case::new(
        YUBEI,
        "2026-11-29",
        &json!({
            "enterprise_size": "other", "is_social_org": true, "absorption_rules_met_cq": true,
            "hires_cq": [{
                "people": 2, "hired_on": "2025-02-01", "groups": ["dibao"],
                "registered": "here", "kept_on": true, "si_paid": true,
            }],
        }),
    );
    open_with_sum(&case, "cq-absorb-keygroup-6000", 0, 12_000);
}

/// L6: a reading changes what it is about and nothing else.
#[test]
fn l6_readings_about_something_else_leave_open_what_is_open() {
    for more in [json!({}), json!({"enterprise_size": "small"})] {
        let case = Case::new(YUBEI, "2026-11-29", &unsure(&more));
        let id = "cq-absorb-keygroup-6000";
        assert_eq!(case.decision(id).verdict, Verdict::Undetermined);
        let readings = case.explanation(id).readings;
        assert!(!readings.is_empty());
        let own = &case.law.instruments[case.position(id)].readings;
        for (own, reading) in own.iter().zip(&readings) {
            // One is about these workers: under it they need no finding.
            let about_them = own.about.contains("去产能");
            if let (Some(verdict), false) = (&reading.verdict, about_them) {
                assert_eq!(*verdict, Verdict::Undetermined, "{}", own.about);
            }
        }
    }
}

/// L7: what another refund takes the place of is not had, and so has no sum, nor has a reading of it.
#[test]
fn l7_a_refund_that_another_takes_the_place_of() {
    let case = Case::new(
        JIANGYIN,
        "2019-10-15",
        &json!({
            "distressed_recognition": "recognised", "enterprise_insured": true,
            "no_or_few_layoffs": true, "ui_premium_prev_year_paid": 86_400,
            "insured_employees": 80, "avg_monthly_ui_benefit_prev_year": 1_500,
        }),
    );
    let half = "js-jy-stable-post-refund-50";
    let replaced = case.decision(half);
    let Verdict::Replaced(by) = replaced.verdict else {
        panic!("{:?}", replaced.verdict)
    };
    let whole = case.law.instruments[usize::from(by)].id.as_str();
    assert_ne!(case.decision(whole).amount, AmountResult::NotDue);
    assert_eq!(replaced.amount, AmountResult::NotDue);
    let explanation = case.explanation(half);
    assert!(explanation.steps.is_empty());
    assert!(explanation.readings.is_empty());
}

/// L7: a choice has no branch for what it does not name, and what is not had has no sum.
#[test]
fn l7_a_certificate_of_completion_and_none() {
    let with = |level: &str| {
        let answers = json!({
            "enterprise_employee": true, "ui_insured_here": true, "ui_months": 40,
            "cert_level": level,
        });
        Case::new(JIANGYIN, "2026-11-29", &answers)
    };
    let (by_level, by_fund) = ("js-jy-skill-subsidy-tiers", "js-jy-ui-skill-subsidy");
    let completion = with("completion");
    assert_eq!(completion.decision(by_level).verdict, Verdict::Eligible);
    assert_eq!(completion.decision(by_fund).verdict, Verdict::Ineligible);
    assert_eq!(completion.decision(by_fund).amount, AmountResult::NotDue);
    let other = completion.explanation(by_fund).readings.swap_remove(0);
    assert_eq!(other.amount, Some(yuan(600, 600)));
    let none = with("none");
    for id in [by_level, by_fund] {
        assert_eq!(none.decision(id).verdict, Verdict::Ineligible, "{id}");
        assert_eq!(none.decision(id).amount, AmountResult::NotDue, "{id}");
        for reading in none.explanation(id).readings {
            let amount = reading.amount.unwrap_or(AmountResult::NotDue);
            assert_eq!(amount, AmountResult::NotDue, "{id}");
        }
    }
}

/// L7: a reading of the sum alone has none where the card cannot be had, and its own where the
/// adopted sum alone is what comes to nothing.
#[test]
fn l7_a_reading_of_the_sum_alone_follows_the_card() {
    let refund = |size: &str, paid: u32| {
        let answers = json!({
            "enterprise_size": size, "no_or_few_layoffs": true, "is_decap_enterprise": false,
            "distressed_recognition": "undecided", "ui_premium_prev_year_paid": paid,
            "ui_premium_prev_year_total": 16000,
        });
        let case = Case::new(JIANGYIN, "2026-11-29", &answers);
        let id = "js-jy-stable-post-refund-50";
        let reading = case.explanation(id).readings.swap_remove(0);
        (case.decision(id).verdict, reading.amount)
    };
    assert_eq!(refund("sole_trader", 8000), (Verdict::Ineligible, None));
    let (verdict, other) = refund("small", 8000);
    assert_eq!(
        (verdict, other),
        (Verdict::Undetermined, Some(yuan(8000, 8000)))
    );
    let (verdict, other) = refund("small", 0);
    assert_eq!(
        (verdict, other),
        (Verdict::Ineligible, Some(yuan(8000, 8000)))
    );
}

/// L8: what is over shows no sum, no yes of another reading, and no difference.
#[test]
fn l8_what_has_expired_shows_no_sum_and_no_yes() {
    let answers = json!({
        "is_hardship_person": true, "cert_level": "middle", "cert_date": "2020-07-10",
        "training_months": 4, "training_ui_overlap_months": 0,
        "living_allowance_received_this_year": false, "local_dibao_standard": 900,
    });
    let id = "js-jy-training-living-allowance";
    let case = Case::new(JIANGYIN, "2026-11-29", &answers);
    let decision = case.decision(id);
    let last = Date::parse("2020-12-31").unwrap();
    assert_eq!(decision.verdict, Verdict::Expired(last));
    assert_eq!(decision.amount, AmountResult::NotDue);
    assert!(decision.needs.is_empty() && decision.amount_needs.is_empty());
    assert_eq!(case.explanation(id).readings, []);
    // It was to be had: 900 元 for four months.
    let before = Case::new(JIANGYIN, "2020-12-31", &answers);
    assert_eq!(before.decision(id).verdict, Verdict::Eligible);
    assert_eq!(before.decision(id).amount, yuan(3_600, 3_600));
}

/// L8: an answer that one reading holds back is no answer from which the others differ.
#[test]
fn l8_readings_that_change_nothing_do_not_differ() {
    let answers = json!({
        "is_hardship_person": true, "cert_level": "middle", "cert_date": "2020-07-10",
        "training_months": 4, "training_ui_overlap_months": 1,
        "living_allowance_received_this_year": false, "local_dibao_standard": 900,
    });
    let id = "js-jy-training-living-allowance";
    let case = Case::new(JIANGYIN, "2020-12-31", &answers);
    let decision = case.decision(id);
    // One month was paid twice over: under the other reading nothing is paid at all.
    assert_eq!(decision.verdict, Verdict::Undetermined);
    assert!(matches!(decision.needs[..], [Need::Reading(_, 0)]));
    let differs: Vec<bool> = case
        .explanation(id)
        .readings
        .iter()
        .map(|r| r.differs)
        .collect();
    assert_eq!(differs, [true, false, false]);
}

/// What comes to nothing is no yes under another reading either.
#[test]
fn no_other_reading_says_yes_to_nothing() {
    let id = "js-jy-loan-interest-full";
    let with = |interest: u32| {
        let answers = json!({
            "startup_here": true, "hukou_local": true, "farmer": true,
            "loan_interest_paid": interest,
        });
        Case::new(JIANGYIN, "2020-01-01", &answers)
    };
    let nothing = with(0);
    assert_eq!(nothing.decision(id).verdict, Verdict::Ineligible);
    for reading in nothing.explanation(id).readings {
        assert_ne!(reading.verdict, Some(Verdict::Eligible));
        assert!(!reading.differs);
    }
    let some = with(100);
    assert_eq!(some.decision(id).verdict, Verdict::Eligible);
    let other = some.explanation(id).readings.swap_remove(0);
    assert_eq!(other.verdict, Some(Verdict::Eligible));
}

/// L9: what a definition excludes is not brought about by asking for a finding.
#[test]
fn l9_no_advice_that_cannot_lead_there() {
    let answers = json!({
        "distressed_recognition": "undecided", "macro_hit": true, "consecutive_loss_months": 6,
        "loss_months_in_1y": 9, "recovery_expected": true,
        "post_stabilisation_measures_adopted": true, "no_or_few_layoffs": true,
        "complies_industry_env_policy": true, "restricted_industry": true,
        "enterprise_size": "small", "enterprise_insured": true, "si_obligations_met": true,
        "insured_employees": 80,
    });
    let case = Case::new(JIANGYIN, "2019-10-15", &answers);
    for id in [
        "js-jy-def-distressed-enterprise",
        "js-jy-distressed-refund-2019",
    ] {
        let decision = case.decision(id);
        assert_eq!(decision.verdict, Verdict::Ineligible, "{id}");
        let found = counterfactuals(&case.law, case.as_of, &case.answers, &decision);
        assert_eq!(found.change_sets, [], "{id}");
    }
}
