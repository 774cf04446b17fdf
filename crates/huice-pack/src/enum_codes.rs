//! The order in which the variants of plain enums are numbered. A variant that is missing here
//! cannot be written.

use huice_core::ir::{
    Aggregate, Arith, Beneficiary, Compare, Frequency, Kind, Knower, Role, Strength,
};

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

pub(crate) const BENEFICIARIES: [Beneficiary; 7] = [
    Beneficiary::Founder,
    Beneficiary::Individual,
    Beneficiary::Employer,
    Beneficiary::Institution,
    Beneficiary::Intermediary,
    Beneficiary::Agency,
    Beneficiary::Household,
];

pub(crate) const ROLES: [Role; 5] = [
    Role::Seeker,
    Role::Founder,
    Role::Employer,
    Role::Family,
    Role::Institution,
];

pub(crate) const KNOWERS: [Knower; 7] = [
    Knower::Person,
    Knower::Household,
    Knower::OwnBusiness,
    Knower::Employer,
    Knower::Institution,
    Knower::Office,
    Knower::Place,
];

pub(crate) const FREQUENCIES: [Frequency; 4] = [
    Frequency::NotSaid,
    Frequency::Usual,
    Frequency::Sometimes,
    Frequency::Rare,
];

pub(crate) const STRENGTHS: [Strength; 7] = [
    Strength::Entitled,
    Strength::May,
    Strength::IfAdopted,
    Strength::Pilot,
    Strength::Competitive,
    Strength::ByOtherRule,
    Strength::Programme,
];

pub(crate) const COMPARES: [Compare; 6] = [
    Compare::Eq,
    Compare::Ne,
    Compare::Lt,
    Compare::Le,
    Compare::Gt,
    Compare::Ge,
];

pub(crate) const ARITHS: [Arith; 3] = [Arith::Add, Arith::Sub, Arith::Mul];

pub(crate) const FOLDS: [Aggregate; 4] = [
    Aggregate::Count,
    Aggregate::Sum,
    Aggregate::Any,
    Aggregate::All,
];
