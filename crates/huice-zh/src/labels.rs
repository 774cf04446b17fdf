//! Fixed terms as people read them on cards and pages.

use huice_core::ir::{Beneficiary, Kind, Strength};

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
