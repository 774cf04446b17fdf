//! The pages' words for the fixed terms: those of the app, which addresses the same people.

use huice_core::ir::{Instrument, Kind, Role};
pub(crate) use huice_zh::labels::{beneficiary, certainty, kind};

/// All sorts, in the order in which they are shown: what is paid first.
pub(crate) const KINDS: [Kind; 12] = [
    Kind::Cash,
    Kind::Recurring,
    Kind::Reimbursement,
    Kind::Refund,
    Kind::Interest,
    Kind::Loan,
    Kind::Tax,
    Kind::Extension,
    Kind::Priority,
    Kind::Service,
    Kind::Duty,
    Kind::Definition,
];

/// Who looks for it.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Seeker => "找工作、上班、学技能的人",
        Role::Founder => "自己创业的人",
        Role::Employer => "招人用工的单位",
        Role::Family => "有困难的家庭",
        Role::Institution => "办培训、办孵化基地的机构",
    }
}

/// The title as one would say it at the counter.
pub(crate) fn everyday(own: &Instrument) -> &str {
    if own.plain.is_empty() {
        &own.title
    } else {
        &own.plain
    }
}
