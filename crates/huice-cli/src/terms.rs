//! The words for the fixed terms: on the wire, and for people.

use huice_core::Connective;
use huice_core::ir::{Beneficiary, FactKind, Kind, Role, Strength, Unit};
use huice_core::{AmountResult, Need, Truth, Verdict, words};

/// On the wire and for people.
type Words = (&'static str, &'static str);

/// Strength of a claim.
pub(crate) fn strength(strength: Strength) -> Words {
    match strength {
        Strength::Entitled => ("entitled", "符合就有"),
        Strength::May => ("may", "可申请，由部门决定"),
        Strength::IfAdopted => ("if_adopted", "当地出台办法才有"),
        Strength::Pilot => ("pilot", "试点"),
        Strength::Competitive => ("competitive", "择优评选"),
        Strength::ByOtherRule => ("by_other_rule", "其他条件另有规定"),
        Strength::Programme => ("programme", "服务或工作安排"),
    }
}

/// What sort of thing is given.
pub(crate) fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Cash => ("cash", "一次性资金"),
        Kind::Recurring => ("recurring", "按期资金"),
        Kind::Reimbursement => ("reimbursement", "报销"),
        Kind::Refund => ("refund", "返还"),
        Kind::Interest => ("interest", "贴息"),
        Kind::Loan => ("loan", "贷款"),
        Kind::Tax => ("tax", "税费"),
        Kind::Extension => ("extension", "延期"),
        Kind::Priority => ("priority", "优先"),
        Kind::Service => ("service", "服务"),
        Kind::Duty => ("duty", "要求"),
        Kind::Definition => ("definition", "定义"),
    }
}

/// Who receives it.
pub(crate) fn beneficiary(to: Beneficiary) -> Words {
    match to {
        Beneficiary::Founder => ("founder", "创业者"),
        Beneficiary::Individual => ("individual", "个人"),
        Beneficiary::Employer => ("employer", "用人单位"),
        Beneficiary::Institution => ("institution", "机构"),
        Beneficiary::Intermediary => ("intermediary", "中介"),
        Beneficiary::Agency => ("agency", "政府部门"),
        Beneficiary::Household => ("household", "家庭"),
    }
}

/// Who looks for it.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Seeker => "seeker",
        Role::Founder => "founder",
        Role::Employer => "employer",
        Role::Family => "family",
        Role::Institution => "institution",
    }
}

/// A truth: on the wire, and its mark.
pub(crate) fn truth(truth: Truth) -> Words {
    match truth {
        Truth::True => ("true", "✓"),
        Truth::False => ("false", "✗"),
        Truth::Unknown => ("unknown", "?"),
    }
}

/// What joins the parts of a proof: on the wire, and before the parts.
pub(crate) fn connective(joint: Connective) -> Words {
    match joint {
        Connective::All => ("all", "全部满足"),
        Connective::Any => ("any", "满足一项"),
        Connective::Not => ("not", "不能是"),
        Connective::Leaf => ("leaf", ""),
        Connective::Judge => ("judge", ""),
        Connective::Open => ("open", ""),
        Connective::Cases => ("cases", "把可能的情况都试过"),
    }
}

/// A verdict for people, with its day.
pub(crate) fn verdict(verdict: &Verdict) -> String {
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

/// The kind of a need, on the wire.
pub(crate) fn need(need: &Need) -> &'static str {
    match need {
        Need::Fact(_) => "fact",
        Need::Judgement(_) => "judgement",
        Need::Open(_) => "open",
        Need::Reading(..) => "reading",
    }
}

/// The kind of an amount, on the wire.
pub(crate) fn amount(amount: &AmountResult) -> &'static str {
    match amount {
        AmountResult::None => "none",
        AmountResult::NotDue => "not_due",
        AmountResult::NotStated => "not_stated",
        AmountResult::Text(_) => "text",
        AmountResult::Exact(..) => "exact",
        AmountResult::Range(..) => "range",
        AmountResult::AtMost(..) => "at_most",
    }
}

/// The type of a fact, as the rule files write it.
pub(crate) fn fact_type(kind: &FactKind) -> &'static str {
    match kind {
        FactKind::Bool { .. } => "bool",
        FactKind::Choice(_) => "choice",
        FactKind::Set(_) => "set",
        FactKind::Number { unit, .. } => match unit {
            Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => "integer",
            Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => "money",
            Unit::Percent => "percent",
        },
        FactKind::Date => "date",
        FactKind::Records { .. } => "records",
    }
}

/// The unit of a sum, on the wire.
pub(crate) fn money(unit: &Unit) -> &'static str {
    match unit {
        Unit::Yuan => "元",
        Unit::YuanPerMonth => "元/月",
        Unit::YuanPerYear => "元/年",
        // No sum has these; the pack's gate and the checker refuse them.
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age | Unit::Percent => "",
    }
}
