//! The app's own words: roles, verdicts, reasons, days and sums.

use crate::state::State;
use huice_core::CompiledLaw;
use huice_core::ir::{Beneficiary, Instrument, Kind, Role, Strength, Unit};
use huice_core::{AmountResult, Connective, Decimal, Decision, Need, Proof, Truth, Verdict};
use huice_zh::words;

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

/// The role in words: what it is, for whom, and in two characters.
#[must_use]
pub fn role(role: Role) -> (&'static str, &'static str, &'static str) {
    match role {
        Role::Seeker => ("找工作、上班、学技能", "个人", "个人"),
        Role::Founder => ("自己创业", "开公司、个体户、开网店", "创业"),
        Role::Employer => ("招人用工", "企业和其他用人单位", "单位"),
        Role::Family => ("家里有困难", "低保、零就业家庭等", "家庭"),
        Role::Institution => ("办培训、办孵化基地", "机构、学校、社区", "机构"),
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

/// The sorts by which results can be looked at, in the order in which they are offered.
pub const SORTS: [&str; 5] = ["现金", "补贴", "减免", "贷款", "服务"];

/// The sort of a kind.
#[must_use]
pub fn sort(kind: Kind) -> &'static str {
    let [cash, grant, relief, loan, service] = SORTS;
    match kind {
        Kind::Cash => cash,
        Kind::Recurring | Kind::Reimbursement => grant,
        Kind::Refund | Kind::Tax | Kind::Extension => relief,
        Kind::Interest | Kind::Loan => loan,
        Kind::Priority | Kind::Service | Kind::Duty | Kind::Definition => service,
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

/// A group on the results screen, and the tint and sign of its chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Conditions met, a plain claim.
    Yes,
    /// Conditions met, an office decides or other rules add conditions.
    Office,
    /// Some answers are missing.
    Ask,
    /// Only an office can find out.
    Judge,
    /// Met from a later day on.
    Later,
    /// A condition fails.
    No,
    /// Out of force.
    Gone,
}

/// All groups, in the order in which they are shown.
pub const GROUPS: [Group; 7] = [
    Group::Yes,
    Group::Office,
    Group::Ask,
    Group::Judge,
    Group::Later,
    Group::No,
    Group::Gone,
];

impl Group {
    /// The group of an outcome.
    #[must_use]
    pub fn of(outcome: &Decision) -> Self {
        match outcome.verdict {
            Verdict::Eligible => match outcome.strength {
                Strength::Entitled | Strength::Competitive | Strength::Programme => Self::Yes,
                Strength::May | Strength::IfAdopted | Strength::Pilot | Strength::ByOtherRule => {
                    Self::Office
                }
            },
            Verdict::NotYet(_) => Self::Later,
            Verdict::Ineligible | Verdict::Replaced(_) => Self::No,
            Verdict::Undetermined => {
                let askable = outcome
                    .needs
                    .iter()
                    .any(|need| matches!(need, Need::Fact(_)));
                if askable { Self::Ask } else { Self::Judge }
            }
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => Self::Gone,
        }
    }

    /// The heading and a line beside it.
    #[must_use]
    pub fn heading(self) -> (&'static str, &'static str) {
        match self {
            Self::Yes => ("符合", "可以去申请"),
            Self::Office => (
                "符合条件，还要看部门",
                "给不给、给多少，由部门决定或另有规定",
            ),
            Self::Ask => ("还差信息", "再答几题就知道"),
            Self::Judge => ("需部门认定", "要先问经办部门"),
            Self::Later => ("到期可享", "到日子就可以"),
            Self::No => ("暂不符合", "点开看差在哪里"),
            Self::Gone => ("已失效", "过了有效期，或还没开始"),
        }
    }

    /// The class of the chip.
    #[must_use]
    pub fn tint(self) -> &'static str {
        match self {
            Self::Yes => "chip ok",
            Self::Office => "chip may",
            Self::Ask | Self::Judge => "chip ask",
            Self::Later => "chip wait",
            Self::No => "chip",
            Self::Gone => "chip gone",
        }
    }
}

/// The word on the chip.
#[must_use]
pub fn chip(outcome: &Decision) -> &'static str {
    match &outcome.verdict {
        Verdict::Eligible => "符合",
        Verdict::NotYet(_) => "还没到时间",
        Verdict::Ineligible => "不符合",
        Verdict::Replaced(_) => "由别项代替",
        Verdict::Undetermined => match Group::of(outcome) {
            Group::Ask => "还差信息",
            Group::Yes | Group::Office | Group::Judge | Group::Later | Group::No | Group::Gone => {
                "要由部门认定"
            }
        },
        Verdict::Expired(_) => "已过期",
        Verdict::NotStarted(_) => "还没开始",
        Verdict::StartUnknown(..) => "开始日未写明",
    }
}

/// One short line: why.
#[must_use]
pub fn reason(
    state: &State,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
) -> String {
    match &outcome.verdict {
        Verdict::Eligible => match outcome.amount_needs.first() {
            Some(fact) => format!("金额还要知道：{}", label(law, *fact)),
            None if !instrument.prerequisite.is_empty() => instrument.prerequisite.clone(),
            None if instrument.eligible.is_none() => "文件没有写条件".into(),
            None => "写明的条件都满足".into(),
        },
        Verdict::NotYet(day) => format!("{}起可以", words::day(*day)),
        Verdict::Ineligible => state
            .explain(outcome)
            .proof
            .as_ref()
            .and_then(decider)
            .map_or_else(|| "有一条不满足".into(), |say| format!("不满足：{say}")),
        Verdict::Replaced(other) => law
            .instruments
            .get(usize::from(*other))
            .map_or_else(String::new, |other| format!("改享“{}”", other.title)),
        Verdict::Undetermined => need(law, outcome),
        Verdict::Expired(day) => format!("{}到期", words::day(*day)),
        Verdict::NotStarted(day) => format!("{}起执行", words::day(*day)),
        Verdict::StartUnknown(low, high) => {
            format!(
                "{}到{}之间起执行，文件没写哪天",
                words::day(*low),
                words::day(*high)
            )
        }
    }
}

fn need(law: &CompiledLaw, outcome: &Decision) -> String {
    let asked = outcome.needs.iter().find_map(|need| match need {
        Need::Fact(fact) => Some(*fact),
        Need::Judgement(_) | Need::Open(_) | Need::Reading(..) => None,
    });
    if let Some(fact) = asked {
        return format!("要知道：{}", label(law, fact));
    }
    match outcome.needs.first() {
        Some(Need::Judgement(fact)) => match law.facts.get(usize::from(*fact)) {
            Some(found) => found
                .judgement
                .clone()
                .unwrap_or_else(|| found.label.clone()),
            None => String::new(),
        },
        Some(Need::Open(open)) => format!("文件没有写全：{}", law.program().open_words(*open)),
        Some(Need::Reading(instrument, at)) => {
            let instrument = law.instruments.get(usize::from(*instrument));
            let reading = instrument.and_then(|i| i.readings.get(usize::from(*at)));
            format!(
                "条文有两种读法：{}",
                reading.map_or("", |reading| &reading.about)
            )
        }
        Some(Need::Fact(_)) | None => "要问经办部门".into(),
    }
}

fn label(law: &CompiledLaw, fact: u16) -> &str {
    law.facts
        .get(usize::from(fact))
        .map_or("", |fact| fact.label.as_str())
}

/// The words of the first decisive test that fails.
fn decider(proof: &Proof) -> Option<String> {
    if proof.truth == Truth::True && proof.connective != Connective::Not {
        return None;
    }
    let parts: Vec<_> = proof.parts.iter().filter(|part| part.decisive).collect();
    match proof.connective {
        Connective::All => parts.into_iter().find_map(decider).or_else(|| own(proof)),
        Connective::Any if proof.say.is_empty() => parts
            .into_iter()
            .find_map(decider)
            .map(|say| format!("{say}等各项都不满足")),
        Connective::Not if proof.say.is_empty() => proof
            .parts
            .first()
            .and_then(own)
            .map(|say| format!("不能是“{say}”")),
        Connective::Any
        | Connective::Not
        | Connective::Leaf
        | Connective::Judge
        | Connective::Open
        | Connective::Cases => own(proof),
    }
}

fn own(proof: &Proof) -> Option<String> {
    (!proof.say.is_empty()).then(|| proof.say.clone())
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
