//! The app's own words: roles, verdicts, reasons, days and sums.

mod group;
mod reason;

pub use group::{GROUPS, Group, chip};
pub use huice_zh::labels::{beneficiary, certainty, kind};
pub use reason::reason;

use huice_core::ir::{Beneficiary, Kind, Role, Strength, Unit};
use huice_core::{AmountResult, Decimal, words};

/// All roles, in the order in which they are offered.
pub const ROLES: [Role; 5] = [
    Role::Seeker,
    Role::Founder,
    Role::Employer,
    Role::Family,
    Role::Institution,
];

/// The role's name in addresses and hooks.
#[must_use]
pub fn role_id(role: Role) -> &'static str {
    match role {
        Role::Seeker => "seeker",
        Role::Founder => "founder",
        Role::Employer => "employer",
        Role::Family => "family",
        Role::Institution => "institution",
    }
}

/// Who receives it, as it is said to somebody of these roles: 您, or whoever else it is.
#[must_use]
pub fn receiver(to: Beneficiary, roles: &[Role]) -> &'static str {
    match to {
        Beneficiary::Founder | Beneficiary::Individual if is_own(to, roles) => "您",
        Beneficiary::Household if is_own(to, roles) => "您家",
        Beneficiary::Employer if is_own(to, roles) => "您的单位",
        Beneficiary::Institution if is_own(to, roles) => "您的机构",
        Beneficiary::Founder
        | Beneficiary::Individual
        | Beneficiary::Household
        | Beneficiary::Employer
        | Beneficiary::Institution
        | Beneficiary::Intermediary
        | Beneficiary::Agency => beneficiary(to),
    }
}

/// Whether money for this recipient is money for a person of these roles. A founder may own the
/// employer, but need not: that money is told beside, not counted as the founder's.
#[must_use]
pub fn is_own(to: Beneficiary, roles: &[Role]) -> bool {
    let any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
    match to {
        Beneficiary::Founder => any(&[Role::Founder]),
        Beneficiary::Individual | Beneficiary::Household => {
            any(&[Role::Seeker, Role::Founder, Role::Family])
        }
        Beneficiary::Employer => any(&[Role::Employer]),
        Beneficiary::Institution | Beneficiary::Intermediary => any(&[Role::Institution]),
        Beneficiary::Agency => false,
    }
}

/// Whether it gives something that a person would answer questions for.
#[must_use]
pub fn worth_asking(kind: Kind) -> bool {
    match kind {
        Kind::Cash
        | Kind::Recurring
        | Kind::Reimbursement
        | Kind::Refund
        | Kind::Interest
        | Kind::Loan
        | Kind::Tax
        | Kind::Extension
        | Kind::Priority => true,
        Kind::Service | Kind::Duty | Kind::Definition => false,
    }
}

/// The strength on a chip; nothing for a plain claim.
#[must_use]
pub fn strength(strength: Strength) -> Option<&'static str> {
    match strength {
        Strength::Entitled => None,
        Strength::May => Some("由部门决定"),
        Strength::IfAdopted => Some("当地采用才有"),
        Strength::Pilot => Some("试点"),
        Strength::Competitive => Some("评选产生"),
        Strength::ByOtherRule => Some("其他条件另有规定"),
        Strength::Programme => Some("服务"),
    }
}

/// A sum with its thousands marked, without a unit: 18,300.
#[must_use]
pub fn sum(value: Decimal) -> String {
    words::number(value, &Unit::Count(String::new()))
}

/// What stands after a number field.
#[must_use]
pub fn unit(unit: &Unit) -> &str {
    match unit {
        Unit::Count(word) => word,
        Unit::Months => "个月",
        Unit::Days => "天",
        Unit::Age => "周岁",
        Unit::Yuan => "元",
        Unit::YuanPerMonth => "元，每月",
        Unit::YuanPerYear => "元，一整年",
        Unit::Percent => "%",
    }
}

/// What an amount is worth at least, for putting the largest first.
#[must_use]
pub fn worth(amount: &AmountResult) -> Decimal {
    match amount {
        AmountResult::Exact(n, _) => *n,
        AmountResult::Range(low, high, _) => high.unwrap_or(*low),
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_)
        | AmountResult::AtMost(..) => Decimal::ZERO,
    }
}

/// Whether an amount says nothing worth a place on the closed card.
#[must_use]
pub fn is_plain(amount: &AmountResult) -> bool {
    match amount {
        AmountResult::Exact(..) | AmountResult::Range(..) => false,
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_)
        | AmountResult::AtMost(..) => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    #[test]
    fn sums_are_grouped_and_bare() {
        assert_eq!(sum(Decimal::from(18_300)), "18,300");
        assert_eq!(sum(Decimal::ZERO), "0");
    }
}
