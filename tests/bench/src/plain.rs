//! Ten instruments written by hand in Rust, without a rule language: verdicts and amounts,
//! three-valued, and a fixed list of questions. No ranges, no reasons, no other readings, no check
//! whether a question still matters.

mod person;
mod questions;

pub use person::{
    Background, Cents, Day, FACTS, Fact, Form, Founding, Group, Hires, History, Level, Person,
    Rent, Share, Size, Whole, Work,
};
pub use questions::next;

/// What is held to be so; none where it is not known.
type Held = Option<bool>;

fn and(a: Held, b: Held) -> Held {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn or(a: Held, b: Held) -> Held {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn not(a: Held) -> Held {
    a.map(|a| !a)
}

/// What is left to an office: never known.
const OPEN: Held = None;

/// The ten, in the order of [`evaluate`].
pub const TEN: [&str; 10] = [
    "js-jy-startup-grant-6000",
    "js-jy-startup-si-subsidy",
    "js-jy-startup-rent-subsidy",
    "js-jy-startup-employment-bonus",
    "js-jy-failure-si-compensation",
    "js-jy-loan-300k",
    "js-jy-loan-500k",
    "js-jy-smb-hire-loan-interest",
    "js-jy-internship-subsidy-60",
    "js-jy-training-living-allowance",
];

/// The result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named like those of the core")]
pub enum Verdict {
    Eligible,
    NotYet(Day),
    Ineligible,
    Undetermined,
}

/// One instrument: verdict, and the sum in 分 where there is one and it is known.
pub type Decision = (Verdict, Option<i64>);

/// Verdicts and amounts of the ten.
#[must_use]
pub fn evaluate(p: &Person, today: Day) -> [Decision; 10] {
    [
        (
            first_time(p, verdict(grant, after_half_a_year, p, today)),
            Some(600_000),
        ),
        (
            first_time(p, verdict(insurance, after_half_a_year, p, today)),
            None,
        ),
        (
            first_time(p, verdict(rent, after_half_a_year, p, today)),
            rent_sum(p),
        ),
        told(p, today, bonus, bonus_sum, true),
        (verdict(failure, never, p, today), failure_sum(p)),
        (verdict(small_loan, never, p, today), at_most(p, 30_000_000)),
        (verdict(large_loan, never, p, today), at_most(p, 50_000_000)),
        told(p, today, interest, interest_sum, false),
        (verdict(internship, never, p, today), internship_sum(p)),
        (
            no_overlap(p, verdict(living, never, p, today)),
            living_sum(p),
        ),
    ]
}

type Condition = fn(&Person, Day) -> Held;

/// What holds today, or on one of the days on which it may begin to.
fn verdict(holds: Condition, days: fn(&Person) -> Vec<Day>, p: &Person, today: Day) -> Verdict {
    match holds(p, today) {
        Some(true) => return Verdict::Eligible,
        None => return Verdict::Undetermined,
        Some(false) => {}
    }
    for day in days(p) {
        if day > today {
            match holds(p, day) {
                Some(true) => return Verdict::NotYet(day),
                None => return Verdict::Undetermined,
                Some(false) => {}
            }
        }
    }
    Verdict::Ineligible
}

fn never(_: &Person) -> Vec<Day> {
    Vec::new()
}

fn after_half_a_year(p: &Person) -> Vec<Day> {
    p.registration_date.iter().map(|day| day.plus(6)).collect()
}

fn days_of_hiring(p: &Person) -> Vec<Day> {
    let mut days: Vec<Day> = p.hires.iter().flatten().map(|h| h.hired_on).collect();
    days.sort_unstable();
    days
}

/// A sum that depends on the day on which it is available.
fn told(
    p: &Person,
    today: Day,
    holds: Condition,
    sum: fn(&Person, Day) -> Option<i64>,
    once: bool,
) -> Decision {
    let verdict = verdict(holds, days_of_hiring, p, today);
    let day = match verdict {
        Verdict::NotYet(day) => day,
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => today,
    };
    let verdict = if once {
        first_time(p, verdict)
    } else {
        verdict
    };
    (verdict, sum(p, day))
}

/// A yes that holds only if an earlier business elsewhere does not count is no yes.
fn first_time(p: &Person, verdict: Verdict) -> Verdict {
    let had = matches!(verdict, Verdict::Eligible | Verdict::NotYet(_));
    if had && p.startup_history != Some(History::FirstEver) {
        return Verdict::Undetermined;
    }
    verdict
}

fn no_overlap(p: &Person, verdict: Verdict) -> Verdict {
    if verdict == Verdict::Eligible && p.training_ui_overlap_months != Some(Whole(0)) {
        return Verdict::Undetermined;
    }
    verdict
}

fn by(day: Option<Day>, start: Option<Day>, months: i32) -> Held {
    Some(day? <= start?.plus(months))
}

fn first_here(p: &Person) -> Held {
    and(
        p.startup_here,
        p.startup_history.map(|h| h != History::HereBefore),
    )
}

fn student(p: &Person) -> Held {
    let graduate = and(
        p.college_graduate,
        by(p.registration_date, p.graduation_date, 60),
    );
    or(
        p.enrolled_college_student,
        or(p.village_official_graduate, graduate),
    )
}

fn unemployed(p: &Person) -> Held {
    match p.founding_status? {
        Founding::Registered => Some(true),
        Founding::Unregistered => OPEN,
        Founding::Other => Some(false),
    }
}

fn group(p: &Person) -> Held {
    let local = or(unemployed(p), or(p.demobilised_or_veteran, p.farmer));
    or(student(p), and(p.hukou_local, local))
}

fn half_a_year(p: &Person, today: Day) -> Held {
    Some(today >= p.registration_date?.plus(6))
}

fn grant(p: &Person, today: Day) -> Held {
    let runs = and(p.operating_normally, half_a_year(p, today));
    and(and(first_here(p), group(p)), runs)
}

fn insurance(p: &Person, today: Day) -> Held {
    let within = p.registration_date.map(|day| today <= day.plus(36));
    and(grant(p, today), and(p.founder_si_paid, within))
}

fn rent(p: &Person, today: Day) -> Held {
    and(grant(p, today), p.rents_premises)
}

fn rent_sum(p: &Person) -> Option<i64> {
    let rents = p.rent_by_year.as_ref()?;
    let of = |year| {
        rents
            .iter()
            .filter(|r| r.year == year)
            .map(|r| r.paid)
            .sum::<i64>()
    };
    Some((1..=3).map(|year| of(year).min(600_000)).sum())
}

fn any(hires: Option<&Vec<Hires>>, fits: impl Fn(&Hires) -> Held) -> Held {
    let mut found = Some(false);
    for h in hires? {
        found = or(found, fits(h));
    }
    found
}

fn joins(p: &Person, h: &Hires, today: Day) -> Held {
    if h.contract_months < 12 || !h.insured_full || h.hired_on > today {
        return Some(false);
    }
    by(Some(h.hired_on), p.registration_date, 36)
}

fn bonus(p: &Person, today: Day) -> Held {
    let counts = |h: &Hires| matches!(h.group, Group::Graduate | Group::Registered);
    let fits = |h: &Hires, group: bool| and(Some(group && h.people >= 1), joins(p, h, today));
    let clear = any(p.hires.as_ref(), |h| fits(h, counts(h)));
    let unclear = any(p.hires.as_ref(), |h| {
        fits(h, h.group == Group::Unregistered)
    });
    let background = p.founder_background.as_ref().map(|b| !b.is_empty());
    let veteran = or(p.demobilised_or_veteran, p.farmer);
    let person = or(
        or(background, student(p)),
        or(p.overseas_returnee, or(unemployed(p), veteran)),
    );
    and(and(first_here(p), person), or(clear, and(unclear, OPEN)))
}

fn bonus_sum(p: &Person, today: Day) -> Option<i64> {
    let mut people = 0;
    for h in p.hires.as_ref()? {
        if matches!(h.group, Group::Graduate | Group::Registered) && joins(p, h, today)? {
            people += h.people;
        }
    }
    Some((people * 300_000).min(10_000_000))
}

fn failure(p: &Person, _: Day) -> Held {
    let form = match p.closed_business_form {
        Some(Form::Enterprise) => Some(true),
        Some(Form::SoleTrader) | None => OPEN,
        Some(Form::Other) => Some(false),
    };
    let start = match p.startup_history {
        Some(History::FirstEver) => by(p.deregistration_date, p.registration_date, 36),
        Some(History::ElsewhereBefore | History::HereBefore) => {
            by(p.deregistration_date, p.first_registration_date, 36)
        }
        None => None,
    };
    let paid = p.personal_si_months.zip(p.ui_benefit_months);
    let paid = paid.map(|(paid, benefit)| paid.0 >= benefit.0 + 6);
    let after = and(p.unemployed_after_closure, paid);
    and(and(p.business_deregistered, form), and(start, after))
}

fn failure_sum(p: &Person) -> Option<i64> {
    Some(((p.tax_paid_total?.0 + 1) / 2).min(1_000_000))
}

fn small_loan(p: &Person, _: Day) -> Held {
    p.startup_here
}

fn large_loan(p: &Person, _: Day) -> Held {
    let staff = p.employees_hired.map(|n| n.0 >= 6);
    let awards = or(p.startup_star_city_level_up, p.contest_winning_project);
    let good = or(awards, or(p.excellent_student_project, staff));
    and(p.startup_here, and(good, p.comprehensive_assessment_passed))
}

fn at_most(p: &Person, cap: i64) -> Option<i64> {
    Some(p.loan_amount_requested?.0.min(cap))
}

fn this_year(h: &Hires, today: Day) -> bool {
    h.contract_months >= 12 && h.hired_on >= today.year_start() && h.hired_on <= today
}

fn wanted(h: &Hires) -> bool {
    matches!(
        h.group,
        Group::Graduate | Group::Registered | Group::Veteran | Group::Farmer
    )
}

fn interest(p: &Person, today: Day) -> Held {
    let fits = |h: &Hires, group: bool| Some(group && h.people >= 1 && this_year(h, today));
    let clear = any(p.hires.as_ref(), |h| fits(h, wanted(h)));
    let unclear = any(p.hires.as_ref(), |h| {
        fits(h, h.group == Group::Unregistered)
    });
    let small = p.enterprise_size.map(|size| size == Size::Small);
    and(small, or(clear, and(unclear, OPEN)))
}

fn interest_sum(p: &Person, today: Day) -> Option<i64> {
    let hires = p.hires.as_ref()?.iter();
    let people: i64 = hires
        .filter(|h| wanted(h) && this_year(h, today))
        .map(|h| h.people)
        .sum();
    let principal = p
        .loan_amount_actual?
        .0
        .min(people * 10_000_000)
        .min(300_000_000);
    let months = p.loan_term_months?.0.min(24);
    // Half of a share in hundredths of a percent, by twelfths.
    let parts = i128::from(principal) * i128::from(p.benchmark_rate?.0) * i128::from(months);
    let whole = 2 * 10_000 * 12;
    i64::try_from((parts * 2 + whole) / (2 * whole)).ok()
}

fn internship(p: &Person, _: Day) -> Held {
    let term = p.internship_months.map(|n| (3..=12).contains(&n.0));
    let free = p
        .work_status
        .map(|w| matches!(w, Work::Registered | Work::Unregistered));
    let graduate = and(
        and(p.college_graduate, free),
        or(term, and(not(term), OPEN)),
    );
    let young = and(p.hukou_local, p.age.map(|age| (16..=24).contains(&age.0)));
    let registered = match p.work_status {
        Some(Work::Registered) => Some(true),
        Some(Work::Unregistered) | None => OPEN,
        Some(_) => Some(false),
    };
    or(graduate, and(young, and(registered, term)))
}

fn internship_sum(p: &Person) -> Option<i64> {
    Some((p.local_min_wage?.0 * p.internship_months?.0 * 6 + 5) / 10)
}

fn living(p: &Person, _: Day) -> Held {
    let household = or(p.zero_employment_household, p.registered_low_income_farm);
    let level = p
        .cert_level
        .map(|l| !matches!(l, Level::None | Level::Completion));
    let date = p
        .cert_date
        .map(|d| d >= Day(20_190_101) && d <= Day(20_201_231));
    let months = p.training_months.zip(p.training_ui_overlap_months);
    let left = months.map(|(all, overlap)| all > overlap);
    let fresh = and(not(p.living_allowance_received_this_year), left);
    and(
        and(or(p.is_hardship_person, household), level),
        and(date, fresh),
    )
}

fn living_sum(p: &Person) -> Option<i64> {
    let months = p.training_months?.0 - p.training_ui_overlap_months?.0;
    Some(p.local_dibao_standard?.0 * months.max(0))
}
