//! The fixed terms as they stand on the wire: the same as the command line's `--json`.

use huice_core::ir::{Beneficiary, Kind, Role, Strength};
use huice_core::{Connective, Truth};

/// Strength of a claim.
pub(crate) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Entitled => "entitled",
        Strength::May => "may",
        Strength::IfAdopted => "if_adopted",
        Strength::Pilot => "pilot",
        Strength::Competitive => "competitive",
        Strength::ByOtherRule => "by_other_rule",
        Strength::Programme => "programme",
    }
}

/// What sort of thing is given.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash => "cash",
        Kind::Recurring => "recurring",
        Kind::Reimbursement => "reimbursement",
        Kind::Refund => "refund",
        Kind::Interest => "interest",
        Kind::Loan => "loan",
        Kind::Tax => "tax",
        Kind::Extension => "extension",
        Kind::Priority => "priority",
        Kind::Service => "service",
        Kind::Duty => "duty",
        Kind::Definition => "definition",
    }
}

/// Who receives it.
pub(crate) fn beneficiary(to: Beneficiary) -> &'static str {
    match to {
        Beneficiary::Founder => "founder",
        Beneficiary::Individual => "individual",
        Beneficiary::Employer => "employer",
        Beneficiary::Institution => "institution",
        Beneficiary::Intermediary => "intermediary",
        Beneficiary::Agency => "agency",
        Beneficiary::Household => "household",
    }
}

/// Every role, with its word.
pub(crate) const ROLES: [(Role, &str); 5] = [
    (Role::Seeker, "seeker"),
    (Role::Founder, "founder"),
    (Role::Employer, "employer"),
    (Role::Family, "family"),
    (Role::Institution, "institution"),
];

/// Who looks for it.
pub(crate) fn role(role: Role) -> &'static str {
    let found = ROLES.iter().find(|(known, _)| *known == role);
    found.map_or("", |(_, word)| word)
}

/// A truth.
pub(crate) fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// What joins the parts of a proof.
pub(crate) fn connective(joint: Connective) -> &'static str {
    match joint {
        Connective::All => "all",
        Connective::Any => "any",
        Connective::Not => "not",
        Connective::Leaf => "leaf",
        Connective::Judge => "judge",
        Connective::Open => "open",
        Connective::Cases => "cases",
    }
}
