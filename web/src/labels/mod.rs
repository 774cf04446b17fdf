//! The app's own words: roles, verdicts, reasons, days and sums.

mod group;
mod reason;

pub use group::{GROUPS, Group, chip};
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

/// Who receives it.
#[must_use]
pub fn beneficiary(to: Beneficiary) -> &'static str {
    match to {
        Beneficiary::Founder => "创业者",
        Beneficiary::Individual => "个人",
        Beneficiary::Employer => "用人单位",
        Beneficiary::Institution => "机构",
        Beneficiary::Intermediary => "中介或服务机构",
        Beneficiary::Agency => "政府部门、经办机构",
        Beneficiary::Household => "家庭",
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

/// What sort of thing it is.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "一次性补贴或奖励",
        Kind::Recurring => "按期补贴",
        Kind::Reimbursement => "费用报销",
        Kind::Refund => "退费",
        Kind::Interest => "贷款贴息",
        Kind::Loan => "贷款（要还的钱）",
        Kind::Tax => "税费减免",
        Kind::Extension => "期限放宽",
        Kind::Priority => "优先安排",
        Kind::Service => "服务",
        Kind::Duty => "部门职责",
        Kind::Definition => "名词解释",
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

/// The strength as an answer to 一定给吗.
#[must_use]
pub fn certainty(strength: Strength) -> &'static str {
    match strength {
        Strength::Entitled => "条件都满足，就应当给",
        Strength::May => "不一定。文件写的是“可以给”，条件够了还要部门同意",
        Strength::IfAdopted => "不一定。有条件的地方才办，要问当地办没办",
        Strength::Pilot => "不一定。只在试点范围内办",
        Strength::Competitive => "要先评上。评选结果由部门公布",
        Strength::ByOtherRule => "不一定。其他条件另有规定，这份文件没有写全",
        Strength::Programme => "这是服务或安排，不是一笔钱",
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
