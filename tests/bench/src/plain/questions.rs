//! A fixed list of questions, and the first of them that is still of use.

use super::{Decision, Fact, Person, Verdict};

const STARTUP: &[Fact] = &[
    Fact::startup_here,
    Fact::startup_history,
    Fact::enrolled_college_student,
    Fact::village_official_graduate,
    Fact::college_graduate,
    Fact::graduation_date,
    Fact::registration_date,
    Fact::hukou_local,
    Fact::founding_status,
    Fact::demobilised_or_veteran,
    Fact::farmer,
    Fact::operating_normally,
];

/// What each of the ten asks, in order: for the verdict, and for the sum.
const QUESTIONS: [(&[&[Fact]], &[Fact]); 10] = [
    (&[STARTUP], &[]),
    (&[STARTUP, &[Fact::founder_si_paid]], &[]),
    (&[STARTUP, &[Fact::rents_premises, Fact::rent_by_year]], &[]),
    (
        &[
            STARTUP,
            &[
                Fact::founder_background,
                Fact::overseas_returnee,
                Fact::hires,
            ],
        ],
        &[Fact::hires, Fact::registration_date],
    ),
    (
        &[&[
            Fact::business_deregistered,
            Fact::closed_business_form,
            Fact::startup_history,
            Fact::deregistration_date,
            Fact::registration_date,
            Fact::first_registration_date,
            Fact::unemployed_after_closure,
            Fact::personal_si_months,
            Fact::ui_benefit_months,
            Fact::tax_paid_total,
        ]],
        &[],
    ),
    (&[&[Fact::startup_here, Fact::loan_amount_requested]], &[]),
    (
        &[&[
            Fact::startup_here,
            Fact::startup_star_city_level_up,
            Fact::contest_winning_project,
            Fact::excellent_student_project,
            Fact::employees_hired,
            Fact::comprehensive_assessment_passed,
            Fact::loan_amount_requested,
        ]],
        &[],
    ),
    (
        &[&[
            Fact::enterprise_size,
            Fact::hires,
            Fact::loan_amount_actual,
            Fact::loan_term_months,
        ]],
        &[Fact::benchmark_rate],
    ),
    (
        &[&[
            Fact::college_graduate,
            Fact::work_status,
            Fact::internship_months,
            Fact::hukou_local,
            Fact::age,
        ]],
        &[Fact::local_min_wage],
    ),
    (
        &[&[
            Fact::is_hardship_person,
            Fact::zero_employment_household,
            Fact::registered_low_income_farm,
            Fact::cert_level,
            Fact::cert_date,
            Fact::living_allowance_received_this_year,
            Fact::training_months,
            Fact::training_ui_overlap_months,
        ]],
        &[Fact::local_dibao_standard],
    ),
];

/// The next question: the first that is not answered, of the first of the ten that is open.
#[must_use]
pub fn next(p: &Person, decisions: &[Decision; 10]) -> Option<Fact> {
    let open = |facts: &[Fact]| facts.iter().copied().find(|fact| !p.knows(*fact));
    for ((verdict, _), (own, sum)) in decisions.iter().zip(QUESTIONS) {
        let found = match verdict {
            Verdict::Undetermined => own.iter().find_map(|facts| open(facts)),
            Verdict::Eligible | Verdict::NotYet(_) => open(sum),
            Verdict::Ineligible => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
