//! What a person has said, read from JSON into plain values.

use serde_json::Value;

/// A day, as 20190701.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// The same day some months later, or the last one of that month.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let (year, month, day) = (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100);
        let index = year * 12 + month - 1 + months;
        let (year, month) = (index / 12, index % 12 + 1);
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        };
        Self(year * 10_000 + month * 100 + day.min(last))
    }

    pub(super) fn year_start(self) -> Self {
        Self(self.0 / 10_000 * 10_000 + 101)
    }
}

/// A whole number: people, months, years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole(pub i64);

/// Money in 分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

/// A share in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub i64);

/// Reads an answer's JSON.
trait Read: Sized {
    fn read(json: &Value) -> Option<Self>;
}

impl Read for bool {
    fn read(json: &Value) -> Option<Self> {
        json.as_bool()
    }
}

impl Read for Day {
    fn read(json: &Value) -> Option<Self> {
        json.as_str()?.replace('-', "").parse().ok().map(Self)
    }
}

impl Read for Whole {
    fn read(json: &Value) -> Option<Self> {
        json.as_str()?.parse().ok().map(Self)
    }
}

/// A number with two places behind the point, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let part = format!("{part:0<2}");
    let whole: i64 = whole.parse().ok()?;
    Some(whole * 100 + part.parse::<i64>().ok()?)
}

impl Read for Cents {
    fn read(json: &Value) -> Option<Self> {
        hundredths(json.as_str()?).map(Self)
    }
}

impl Read for Share {
    fn read(json: &Value) -> Option<Self> {
        hundredths(json.as_str()?.strip_suffix('%')?).map(Self)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Value) -> Option<Self> {
        json.as_array()?.iter().map(T::read).collect()
    }
}

/// A choice of words.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident: $($word:literal => $option:ident,)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "named like the options of the fact")]
        pub enum $name { $($option,)* }
        impl Read for $name {
            fn read(json: &Value) -> Option<Self> {
                match json.as_str()? {
                    $($word => Some(Self::$option),)*
                    _ => None,
                }
            }
        }
    };
}

choice! {
    /// Whether there was a business before.
    History:
    "first_ever" => FirstEver,
    "elsewhere_before" => ElsewhereBefore,
    "here_before" => HereBefore,
}
choice! {
    /// Work at the day of founding.
    Founding:
    "registered_unemployed" => Registered,
    "unregistered_unemployed" => Unregistered,
    "other" => Other,
    "not_founded" => NotFounded,
}
choice! {
    /// Work now.
    Work:
    "employed" => Employed,
    "self_employed" => SelfEmployed,
    "registered_unemployed" => Registered,
    "unregistered_unemployed" => Unregistered,
    "underemployed" => Underemployed,
    "student" => Student,
    "retired" => Retired,
    "not_looking" => NotLooking,
}
choice! {
    /// Form of a business that was closed.
    Form:
    "enterprise" => Enterprise,
    "sole_trader" => SoleTrader,
    "other" => Other,
    "elsewhere" => Elsewhere,
    "none" => NotClosed,
}
choice! {
    /// Level of a certificate.
    Level:
    "none" => None,
    "completion" => Completion,
    "beginner" => Beginner,
    "middle" => Middle,
    "senior" => Senior,
    "technician" => Technician,
    "senior_technician" => SeniorTechnician,
}
choice! {
    /// Size of an enterprise.
    Size:
    "small" => Small,
    "medium" => Medium,
    "large" => Large,
    "sole_trader" => SoleTrader,
    "social_org" => SocialOrganisation,
    "public" => Public,
    "other" => Other,
}
choice! {
    /// Who founded.
    Background:
    "backbone" => Backbone,
    "small_founder" => SmallFounder,
    "researcher" => Researcher,
}
choice! {
    /// Who was hired.
    Group:
    "graduate_5y" => Graduate,
    "local_registered_unemployed" => Registered,
    "local_unregistered_unemployed" => Unregistered,
    "local_veteran" => Veteran,
    "local_farmer" => Farmer,
    "nonlocal_unemployed" => Nonlocal,
    "other" => Other,
}

/// Some people hired on one day.
#[derive(Debug, Clone)]
pub struct Hires {
    pub(super) people: i64,
    pub(super) hired_on: Day,
    pub(super) group: Group,
    pub(super) contract_months: i64,
    pub(super) insured_full: bool,
}

impl Read for Hires {
    fn read(json: &Value) -> Option<Self> {
        Some(Self {
            people: Whole::read(json.get("people")?)?.0,
            hired_on: Day::read(json.get("hired_on")?)?,
            group: Group::read(json.get("group")?)?,
            contract_months: Whole::read(json.get("contract_months")?)?.0,
            insured_full: bool::read(json.get("insured_full")?)?,
        })
    }
}

/// Rent of one year.
#[derive(Debug, Clone)]
pub struct Rent {
    pub(super) year: i64,
    pub(super) paid: i64,
}

impl Read for Rent {
    fn read(json: &Value) -> Option<Self> {
        Some(Self {
            year: Whole::read(json.get("year")?)?.0,
            paid: Cents::read(json.get("paid")?)?.0,
        })
    }
}

macro_rules! person {
    ($($name:ident: $type:ty,)*) => {
        /// What a person has said; none where nothing.
        #[derive(Debug, Clone, Default)]
        #[allow(missing_docs, reason = "named like the facts")]
        pub struct Person { $(pub $name: Option<$type>,)* }

        /// The facts, in the order of the fields.
        pub const FACTS: &[&str] = &[$(stringify!($name),)*];

        /// Position of each fact.
        #[allow(non_camel_case_types, missing_docs, reason = "named like the facts")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Fact { $($name,)* }

        impl Person {
            /// Reads every fact that the ten use.
            #[must_use]
            pub fn read(json: &Value) -> Self {
                Self { $($name: json.get(stringify!($name)).and_then(Read::read),)* }
            }

            /// Copies one answer from another person.
            pub fn take(&mut self, fact: Fact, from: &Self) {
                match fact { $(Fact::$name => self.$name.clone_from(&from.$name),)* }
            }

            pub(super) fn knows(&self, fact: Fact) -> bool {
                match fact { $(Fact::$name => self.$name.is_some(),)* }
            }
        }
    };
}

person! {
    startup_here: bool,
    startup_history: History,
    enrolled_college_student: bool,
    village_official_graduate: bool,
    college_graduate: bool,
    graduation_date: Day,
    registration_date: Day,
    hukou_local: bool,
    founding_status: Founding,
    demobilised_or_veteran: bool,
    farmer: bool,
    operating_normally: bool,
    founder_si_paid: bool,
    rents_premises: bool,
    rent_by_year: Vec<Rent>,
    founder_background: Vec<Background>,
    overseas_returnee: bool,
    hires: Vec<Hires>,
    business_deregistered: bool,
    closed_business_form: Form,
    deregistration_date: Day,
    first_registration_date: Day,
    unemployed_after_closure: bool,
    personal_si_months: Whole,
    ui_benefit_months: Whole,
    tax_paid_total: Cents,
    loan_amount_requested: Cents,
    startup_star_city_level_up: bool,
    contest_winning_project: bool,
    excellent_student_project: bool,
    employees_hired: Whole,
    comprehensive_assessment_passed: bool,
    work_status: Work,
    internship_months: Whole,
    age: Whole,
    local_min_wage: Cents,
    is_hardship_person: bool,
    zero_employment_household: bool,
    registered_low_income_farm: bool,
    cert_level: Level,
    cert_date: Day,
    living_allowance_received_this_year: bool,
    training_months: Whole,
    training_ui_overlap_months: Whole,
    local_dibao_standard: Cents,
    enterprise_size: Size,
    loan_amount_actual: Cents,
    benchmark_rate: Share,
    loan_term_months: Whole,
}
