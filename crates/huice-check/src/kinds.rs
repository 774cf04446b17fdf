//! The words of rule files for what an instrument is, and who looks for it.

use huice_core::ir::{Kind, Role};

pub(crate) const KINDS: [(&str, Kind); 12] = [
    ("cash", Kind::Cash),
    ("recurring", Kind::Recurring),
    ("reimbursement", Kind::Reimbursement),
    ("refund", Kind::Refund),
    ("interest", Kind::Interest),
    ("loan", Kind::Loan),
    ("tax", Kind::Tax),
    ("extension", Kind::Extension),
    ("priority", Kind::Priority),
    ("service", Kind::Service),
    ("duty", Kind::Duty),
    ("definition", Kind::Definition),
];

pub(crate) const ROLES: [(&str, Role); 5] = [
    ("seeker", Role::Seeker),
    ("founder", Role::Founder),
    ("employer", Role::Employer),
    ("family", Role::Family),
    ("institution", Role::Institution),
];
