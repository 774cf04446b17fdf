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

/// One instrument: verdict, and the sum in 分 where it can be had and is known.
pub type Decision = (Verdict, Option<i64>);

/// Verdicts and amounts of the ten.
#[must_use]
pub fn evaluate(p: &Person, today: Day) -> [Decision; 10] {
    let first_ever = p.startup_history == Some(History::FirstEver);
    let no_overlap = p.training_ui_overlap_months == Some(Whole(0));
    let decide = |holds: Condition, days: Days, sum: Sum, shared: bool| {
        let (verdict, day) = verdict(holds, days, p, today);
        match held_back(verdict, shared) {
            Verdict::Ineligible => (Verdict::Ineligible, None),
            verdict => (verdict, sum(p, day)),
        }
    };
    [
        decide(grant, after_half_a_year, |_, _| Some(600_000), first_ever),
        decide(insurance, after_half_a_year, |_, _| None, first_ever),
        decide(rent, years_of_rent, rent_sum, first_ever),
        decide(bonus, days_of_hiring, bonus_sum, first_ever),
        decide(failure, day_of_closing, failure_sum, true),
        decide(small_loan, never, |p, _| at_most(p, 30_000_000), true),
        decide(large_loan, never, |p, _| at_most(p, 50_000_000), true),
        decide(interest, days_of_hiring, interest_sum, true),
        decide(internship, never, internship_sum, true),
        decide(living, day_of_certificate, living_sum, no_overlap),
    ]
}

/// The document applies from its issue, on a day of this half-year that nobody knows.
const ISSUED_EARLIEST: Day = Day(20_190_101);
const ISSUED_LATEST: Day = Day(20_190_630);

/// Whether the document was issued by a day.
fn issued(day: Option<Day>) -> Held {
    match day? {
        day if day >= ISSUED_LATEST => Some(true),
        day if day >= ISSUED_EARLIEST => OPEN,
        _ => Some(false),
    }
}

type Condition = fn(&Person, Day) -> Held;
/// The days on which a condition may begin to hold, in order.
type Days = fn(&Person) -> Vec<Day>;
type Sum = fn(&Person, Day) -> Option<i64>;

/// The verdict of today, or of the first of the given days that is not a no, with that day.
fn verdict(holds: Condition, days: Days, p: &Person, today: Day) -> (Verdict, Day) {
    match holds(p, today) {
        Some(true) => return (Verdict::Eligible, today),
        None => return (Verdict::Undetermined, today),
        Some(false) => {}
    }
    for day in days(p) {
        if day > today {
            match holds(p, day) {
                Some(true) => return (Verdict::NotYet(day), day),
                None => return (Verdict::Undetermined, day),
                Some(false) => {}
            }
        }
    }
    (Verdict::Ineligible, today)
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

fn years_of_rent(p: &Person) -> Vec<Day> {
    let start = p.registration_date.iter();
    let days = start.flat_map(|day| [0, 6, 12, 24].map(|months| day.plus(months)));
    days.collect()
}

fn day_of_closing(p: &Person) -> Vec<Day> {
    p.deregistration_date.into_iter().collect()
}

fn day_of_certificate(p: &Person) -> Vec<Day> {
    p.cert_date.into_iter().collect()
}

/// The verdict is undetermined if it is a yes that the other reading does not share.
fn held_back(verdict: Verdict, shared: bool) -> Verdict {
    match verdict {
        Verdict::Eligible | Verdict::NotYet(_) if !shared => Verdict::Undetermined,
        verdict => verdict,
    }
}

/// Whether a day lies within some months from another.
fn within(day: Option<Day>, start: Option<Day>, months: i32) -> Held {
    let (day, start) = (day?, start?);
    Some(day >= start && day <= start.plus(months))
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
        within(p.registration_date, p.graduation_date, 60),
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
        Founding::Other | Founding::NotFounded => Some(false),
    }
}

fn group(p: &Person) -> Held {
    let local = or(unemployed(p), or(p.demobilised_or_veteran, p.farmer));
    or(student(p), and(p.hukou_local, local))
}

fn half_a_year(p: &Person, today: Day) -> Held {
    Some(today >= p.registration_date?.plus(6))
}

/// A founder of one of the groups whose first business here has run for half a year.
fn founded(p: &Person, today: Day) -> Held {
    let runs = and(p.operating_normally, half_a_year(p, today));
    and(and(first_here(p), group(p)), runs)
}

fn grant(p: &Person, today: Day) -> Held {
    let under_document = issued(p.registration_date.map(|day| day.plus(6)));
    and(founded(p, today), under_document)
}

fn insurance(p: &Person, today: Day) -> Held {
    let within = p.registration_date.map(|day| today <= day.plus(36));
    and(founded(p, today), and(p.founder_si_paid, within))
}

fn rent(p: &Person, today: Day) -> Held {
    let counted = |since| {
        any(&p.rent_by_year, |r| {
            and(Some(r.paid > 0), year(p, r, today, since))
        })
    };
    let paid = or(counted(ISSUED_LATEST), and(counted(ISSUED_EARLIEST), OPEN));
    and(founded(p, today), and(p.rents_premises, paid))
}

/// Whether a rent is of one of the first three years, begun by today and over after a day.
fn year(p: &Person, rent: &Rent, today: Day, since: Day) -> Held {
    if rent.year > 3 {
        return Some(false);
    }
    let months = i32::try_from(rent.year * 12).ok()?;
    let start = p.registration_date?;
    Some(start.plus(months) > since && start.plus(months - 12) <= today)
}

fn rent_sum(p: &Person, today: Day) -> Option<i64> {
    let mut years = [0; 3];
    let mut each = 0;
    for rent in p.rent_by_year.as_ref()? {
        if year(p, rent, today, ISSUED_LATEST)? {
            *years.get_mut(usize::try_from(rent.year - 1).ok()?)? += rent.paid;
            each += rent.paid.min(600_000);
        }
    }
    let years = years.iter().map(|paid| *paid.min(&600_000));
    Some(years.sum::<i64>().min(each))
}

fn any<T>(list: &Option<Vec<T>>, fits: impl Fn(&T) -> Held) -> Held {
    let mut found = Some(false);
    for one in list.as_ref()? {
        found = or(found, fits(one));
    }
    found
}

/// Whether people were hired by today, within three years of the start and not before a day.
fn joins(p: &Person, h: &Hires, today: Day, since: Day) -> Held {
    let fits = h.contract_months >= 12 && h.insured_full;
    if !fits || h.hired_on > today || h.hired_on < since {
        return Some(false);
    }
    within(Some(h.hired_on), p.registration_date, 36)
}

fn bonus(p: &Person, today: Day) -> Held {
    let counts = |h: &Hires| matches!(h.group, Group::Graduate | Group::Registered);
    let hired = |group: &dyn Fn(&Hires) -> bool, since| {
        any(&p.hires, |h| {
            and(Some(group(h) && h.people >= 1), joins(p, h, today, since))
        })
    };
    let clear = hired(&counts, ISSUED_LATEST);
    let perhaps = |h: &Hires| counts(h) || h.group == Group::Unregistered;
    let unclear = hired(&perhaps, ISSUED_EARLIEST);
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
        let counts = matches!(h.group, Group::Graduate | Group::Registered);
        if counts && joins(p, h, today, ISSUED_LATEST)? {
            people += h.people;
        }
    }
    Some((people * 300_000).min(10_000_000))
}

fn failure(p: &Person, today: Day) -> Held {
    let form = match p.closed_business_form {
        Some(Form::Enterprise) => Some(true),
        Some(Form::SoleTrader | Form::Elsewhere) | None => OPEN,
        Some(Form::Other | Form::NotClosed) => Some(false),
    };
    let start = match p.startup_history {
        Some(History::FirstEver) => within(p.deregistration_date, p.registration_date, 36),
        Some(History::ElsewhereBefore | History::HereBefore) => {
            within(p.deregistration_date, p.first_registration_date, 36)
        }
        None => None,
    };
    let paid = p.personal_si_months.zip(p.ui_benefit_months);
    let paid = paid.map(|(paid, benefit)| paid.0 >= benefit.0 + 6);
    let closed = p.deregistration_date.map(|day| day <= today);
    let half_a_year = p.deregistration_date.map(|day| day.plus(6));
    let closed = and(closed, issued(half_a_year));
    let taxed = p.tax_paid_total.map(|tax| tax.0 > 0);
    let after = and(p.unemployed_after_closure, and(paid, taxed));
    and(
        and(p.business_deregistered, form),
        and(and(start, closed), after),
    )
}

fn failure_sum(p: &Person, _: Day) -> Option<i64> {
    Some(((p.tax_paid_total?.0 + 1) / 2).min(1_000_000))
}

fn asked_for(p: &Person) -> Held {
    p.loan_amount_requested.map(|sum| sum.0 > 0)
}

fn small_loan(p: &Person, _: Day) -> Held {
    and(p.startup_here, asked_for(p))
}

fn large_loan(p: &Person, _: Day) -> Held {
    let staff = p.employees_hired.map(|n| n.0 >= 6);
    let awards = or(p.startup_star_city_level_up, p.contest_winning_project);
    let good = or(awards, or(p.excellent_student_project, staff));
    let good = and(good, p.comprehensive_assessment_passed);
    and(p.startup_here, and(good, asked_for(p)))
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
    let clear = any(&p.hires, |h| fits(h, wanted(h)));
    let unclear = any(&p.hires, |h| fits(h, h.group == Group::Unregistered));
    let small = p.enterprise_size.map(|size| size == Size::Small);
    let loan = p.loan_amount_actual.map(|sum| sum.0 > 0);
    let loan = and(loan, p.loan_term_months.map(|months| months.0 > 0));
    let held = and(and(small, loan), or(clear, and(unclear, OPEN)));
    let nothing = held == Some(true) && interest_sum(p, today) == Some(0);
    if nothing { Some(false) } else { held }
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
        or(
            term,
            and(and(p.internship_months.map(|n| n.0 > 0), not(term)), OPEN),
        ),
    );
    let young = and(p.hukou_local, p.age.map(|age| (16..=24).contains(&age.0)));
    let registered = match p.work_status {
        Some(Work::Registered) => Some(true),
        Some(Work::Unregistered) | None => OPEN,
        Some(_) => Some(false),
    };
    or(graduate, and(young, and(registered, term)))
}

fn internship_sum(p: &Person, _: Day) -> Option<i64> {
    let months = p.internship_months?.0.min(12);
    Some((p.local_min_wage?.0 * months * 6 + 5) / 10)
}

fn living(p: &Person, today: Day) -> Held {
    let household = or(p.zero_employment_household, p.registered_low_income_farm);
    let level = p
        .cert_level
        .map(|l| !matches!(l, Level::None | Level::Completion));
    let date = p
        .cert_date
        .map(|d| d >= Day(20_190_101) && d <= Day(20_201_231) && d <= today);
    let months = p.training_months.zip(p.training_ui_overlap_months);
    let left = months.map(|(all, overlap)| all > overlap);
    let fresh = and(not(p.living_allowance_received_this_year), left);
    and(
        and(or(p.is_hardship_person, household), level),
        and(date, fresh),
    )
}

fn living_sum(p: &Person, _: Day) -> Option<i64> {
    let months = p.training_months?.0 - p.training_ui_overlap_months?.0;
    Some(p.local_dibao_standard?.0 * months.max(0))
}
