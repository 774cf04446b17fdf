//! The words for the fixed terms.

use crate::words;
use huice_core::ir::{Beneficiary, Frequency, Kind, Knower, Strength};
use huice_core::{Connective, Truth, Verdict};

/// Strength of a claim.
#[must_use]
pub fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Entitled => "符合就有",
        Strength::May => "可申请，由部门决定",
        Strength::IfAdopted => "当地出台办法才有",
        Strength::Pilot => "试点",
        Strength::Competitive => "择优评选",
        Strength::ByOtherRule => "其他条件另有规定",
        Strength::Programme => "服务或工作安排",
    }
}

/// Who knows the answer to a question.
#[must_use]
pub fn knower(knower: Knower) -> &'static str {
    match knower {
        Knower::Person => "本人",
        Knower::Household => "家里人",
        Knower::OwnBusiness => "老板",
        Knower::Employer => "单位",
        Knower::Institution => "机构",
        Knower::Office => "部门",
        Knower::Place => "当地公布",
    }
}

/// How often the answer is yes; empty if that is not stated.
#[must_use]
pub fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Usual => "多数",
        Frequency::Sometimes => "有些",
        Frequency::Rare => "少见",
        Frequency::NotSaid => "",
    }
}

/// What sort of thing is given.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "一次性资金",
        Kind::Recurring => "按期资金",
        Kind::Reimbursement => "报销",
        Kind::Refund => "返还",
        Kind::Interest => "贴息",
        Kind::Loan => "贷款",
        Kind::Tax => "税费",
        Kind::Extension => "延期",
        Kind::Priority => "优先",
        Kind::Service => "服务",
        Kind::Duty => "要求",
        Kind::Definition => "定义",
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
        Beneficiary::Intermediary => "中介",
        Beneficiary::Agency => "政府部门",
        Beneficiary::Household => "家庭",
    }
}

/// The mark of a truth.
#[must_use]
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "✓",
        Truth::False => "✗",
        Truth::Unknown => "?",
    }
}

/// The words that join the parts of a proof, written before them; empty for a single condition.
#[must_use]
pub fn connective(connective: Connective) -> &'static str {
    match connective {
        Connective::All => "全部满足",
        Connective::Any => "满足一项",
        Connective::Not => "不能是",
        Connective::Leaf => "",
        Connective::Judge => "",
        Connective::Open => "",
        Connective::Cases => "把可能的情况都试过",
    }
}

/// A verdict for people, with its day.
#[must_use]
pub fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Eligible => "符合".into(),
        Verdict::NotYet(day) => format!("时间未到，{}起", words::day(*day)),
        Verdict::Ineligible => "不符合".into(),
        Verdict::Undetermined => "还不能确定".into(),
        Verdict::Expired(day) => format!("已过期（{}止）", words::day(*day)),
        Verdict::NotStarted(day) => format!("还没开始（{}起）", words::day(*day)),
        Verdict::StartUnknown(from, to) => {
            format!(
                "起始日不明（{}至{}之间）",
                words::day(*from),
                words::day(*to)
            )
        }
        Verdict::Replaced(_) => "由另一项代替".into(),
    }
}

/// The same for several people, who may wait for different days.
#[must_use]
pub fn verdict_of_several(of: &Verdict) -> String {
    match of {
        Verdict::NotYet(_) => "时间未到".into(),
        Verdict::Eligible
        | Verdict::Ineligible
        | Verdict::Undetermined
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => verdict(of),
    }
}
