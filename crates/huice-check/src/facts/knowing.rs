//! Who knows a fact, and who is asked.

use crate::code;
use crate::kinds::ROLES;
use crate::report::{Fields, FileContext};
use crate::symbol_table::Place;
use huice_core::ir::{Frequency, Knower, Role};
use huice_syntax::{Kind, Node, Text, text};

/// Where a fact is declared.
#[derive(Clone, Copy)]
pub(super) enum Around<'a> {
    /// In a file; with the places that are known.
    File(&'a [Place]),
    /// A field of records: it inherits what is declared for the records.
    Records(&'a Knowing),
}

/// Who knows a fact and who is asked.
#[derive(Debug, Clone)]
pub(super) struct Knowing {
    pub(super) knows: Knower,
    pub(super) asked_of: Vec<Role>,
}

pub(crate) const KNOWERS: [(&str, Knower); 7] = [
    ("person", Knower::Person),
    ("household", Knower::Household),
    ("own_business", Knower::OwnBusiness),
    ("employer", Knower::Employer),
    ("institution", Knower::Institution),
    ("office", Knower::Office),
    ("place", Knower::Place),
];

pub(crate) const FREQUENCIES: [(&str, Frequency); 3] = [
    ("usual", Frequency::Usual),
    ("sometimes", Frequency::Sometimes),
    ("rare", Frequency::Rare),
];

/// Reads `knows`: who knows it first, and every role that can know it. Two sides of a contract
/// know of it: `[person, employer]`.
fn knowers(at: FileContext<'_>, node: &Node) -> Knowing {
    let nodes = match &node.kind {
        Kind::List(items) => items.iter().collect(),
        Kind::Scalar(_) | Kind::Map(_) => vec![node],
    };
    let mut found: Vec<Knower> = Vec::new();
    found.extend(
        nodes
            .into_iter()
            .filter_map(|n| at.word(n, "knows", &KNOWERS)),
    );
    let can = |role: &Role| found.iter().any(|knower| knower.roles().contains(role));
    Knowing {
        knows: found.first().copied().unwrap_or(Knower::Person),
        asked_of: Role::ALL.into_iter().filter(can).collect(),
    }
}

/// Reads `knows` and `asked_of`.
pub(super) fn knowing(at: FileContext<'_>, fields: &Fields<'_>, around: Around<'_>) -> Knowing {
    let can = match (fields.get("knows"), around) {
        (Some(node), _) => knowers(at, node),
        (None, Around::Records(records)) => records.clone(),
        (None, Around::File(_)) => Knowing {
            knows: Knower::Person,
            asked_of: Role::ALL.to_vec(),
        },
    };
    let Some(node) = fields.get("asked_of") else {
        return can;
    };
    let mut asked_of = Vec::new();
    for node in at.list(node, ("身份的列表", "a list of roles")) {
        let Some(role) = at.word(node, "asked_of", &ROLES) else {
            continue;
        };
        if asked_of.contains(&role) {
            let message = ("这种身份写了两遍", "this role stands here twice");
            at.wrong(
                code::TWICE,
                node.span,
                message,
                ("请留一个", "keep one of them"),
            );
        } else if can.asked_of.contains(&role) {
            asked_of.push(role);
        } else {
            let known = ROLES.iter().filter(|(_, role)| can.asked_of.contains(role));
            let known: Vec<&str> = known.map(|(word, _)| *word).collect();
            let help: Text = if known.is_empty() {
                (
                    "部门或当地才知道的事，谁也不问",
                    "what an office or a place knows is asked of nobody",
                )
                    .into()
            } else {
                text!(
                    "知道的人只能是 {}",
                    "whoever knows it has one of the roles {}",
                    crate::suggest::quoted(&known)
                )
            };
            let message = ("这种身份的人不会知道", "this role cannot know it");
            at.wrong(code::ASKED_OF, node.span, message, help);
        }
    }
    Knowing { asked_of, ..can }
}
