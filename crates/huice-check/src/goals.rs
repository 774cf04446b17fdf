//! `goals.yaml`: goals that a person may choose, and the instruments that each reaches.

use crate::code;
use crate::keys;
use crate::kinds::{KINDS, ROLES};
use crate::report::{Fields, FileContext};
use crate::symbol_table::{GoalDecl, Place, SymbolTable};
use huice_core::ir::{Goal, GoalId, Instrument, Kind, Role};
use huice_syntax::Node;
use huice_syntax::text;

/// Most goals: an instrument carries its goals as the bits of a number.
const MOST: usize = 16;

/// Reads `goals.yaml`.
pub(crate) fn goals(at: FileContext<'_>, root: &Node, places: &[Place], found: &mut Vec<GoalDecl>) {
    let Some(fields) = at.map(root, ("目标的清单", "the list of goals"), keys::GOALS_FILE)
    else {
        return;
    };
    let Some(list) = at.need(&fields, "goals") else {
        return;
    };
    for node in at.list(list, ("目标的列表", "a list of goals")) {
        let Some(goal) = goal(at, node, places) else {
            continue;
        };
        if found.iter().any(|g| g.goal.id == goal.goal.id) {
            let message = text!(
                "目标 `{}` 写了两遍",
                "the goal `{}` stands here twice",
                goal.goal.id
            );
            at.wrong(
                code::TWICE,
                goal.span,
                message,
                ("请留一个", "keep one of them"),
            );
            continue;
        }
        found.push(goal);
    }
    if found.len() > MOST {
        let message = text!("目标超过 {MOST} 个", "there are more than {MOST} goals");
        at.wrong(
            code::TOO_MUCH,
            at.head(list.span),
            message,
            (
                "请合并几个：这么长没有人看",
                "join some of them: nobody reads such a list",
            ),
        );
    }
}

fn goal(at: FileContext<'_>, node: &Node, places: &[Place]) -> Option<GoalDecl> {
    let fields = at.map(node, ("目标", "a goal"), keys::GOAL)?;
    let id_node = at.need(&fields, "id")?;
    let id = at.id(id_node, ("目标", "a goal"), "-_")?;
    let label = at.need_text(&fields, "label");
    let roles = at.need(&fields, "roles").map_or(&[][..], |node| {
        let items = at.list(node, ("身份的列表", "a list of roles"));
        if items.is_empty() {
            let help = (
                "请写哪些人会为它而来",
                "name the roles of those who come for it",
            );
            at.wrong(
                code::SHAPE,
                at.head(node.span),
                ("谁也不会为它而来", "nobody would come for it"),
                help,
            );
        }
        items
    });
    let roles = roles
        .iter()
        .filter_map(|item| at.word(item, "roles", &ROLES))
        .collect();
    let kinds = fields.get("kinds").map(|node| match node.text() {
        Some("none") => Vec::new(),
        _ => at
            .list(
                node,
                ("类别的列表，或 `none`", "a list of kinds, or `none`"),
            )
            .iter()
            .filter_map(|item| at.word(item, "kinds", &KINDS))
            .collect(),
    });
    Some(GoalDecl {
        goal: Goal { id, label, roles },
        kinds,
        nowhere: nowhere(at, &fields, places),
        file: at.file.to_owned(),
        span: id_node.span,
    })
}

/// The places in which nothing is there for it.
fn nowhere(at: FileContext<'_>, fields: &Fields<'_>, places: &[Place]) -> Vec<String> {
    let mut found = Vec::new();
    for node in at.items(fields, "nowhere", ("地方的列表", "a list of places")) {
        let Some(inner) = at.map(node, ("没有它的地方", "a place without it"), keys::NOWHERE)
        else {
            continue;
        };
        // The reason is for who reads the file.
        let _ = at.need_text(&inner, "why");
        let Some(node) = at.need(&inner, "place") else {
            continue;
        };
        let code = node.text().unwrap_or_default();
        if places.iter().any(|p| p.code == code) {
            found.push(code.to_owned());
        } else {
            let known = places.iter().map(|p| p.code.as_str());
            let message = text!("没有 {code} 这个地方", "there is no place {code}");
            let otherwise = ("地方写在 places.yaml 里", "the places are in places.yaml");
            at.unknown(
                code::UNKNOWN_PLACE,
                node.span,
                message,
                code,
                known,
                otherwise,
            );
        }
    }
    found
}

/// Whether a goal reaches an instrument by its kind and its roles.
fn reaches(goal: &GoalDecl, kind: Kind, roles: &[Role]) -> bool {
    let kinds = goal.kinds.as_ref().is_none_or(|k| k.contains(&kind));
    kinds && kind != Kind::Definition && roles.iter().any(|r| goal.goal.roles.contains(r))
}

/// The goals that an instrument serves: those that it names, and those that reach it. A
/// restatement that names none takes over what the other names.
pub(crate) fn served(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    fields: &Fields<'_>,
    (kind, roles): (Kind, &[Role]),
    city: Option<&Instrument>,
) -> Vec<GoalId> {
    let named = named(at, symbols, fields);
    let all = symbols.goals.iter().zip(0..);
    let serves = |goal: &GoalDecl, position: GoalId| {
        let taken = city.filter(|_| fields.get("goals").is_none());
        let taken =
            taken.is_some_and(|c| c.goals.contains(&position) && !reaches(goal, c.kind, &c.roles));
        taken || named.contains(&position) || reaches(goal, kind, roles)
    };
    all.filter(|(goal, position)| serves(goal, *position))
        .map(|(_, position)| position)
        .collect()
}

fn named(at: FileContext<'_>, symbols: &SymbolTable<'_>, fields: &Fields<'_>) -> Vec<GoalId> {
    let mut found = Vec::new();
    for node in at.items(fields, "goals", ("目标的列表", "a list of goals")) {
        let id = node.text().unwrap_or_default();
        let mut goals = symbols.goals.iter().zip(0..);
        match goals.find(|(g, _)| g.goal.id == id) {
            Some((_, position)) => found.push(position),
            None => {
                let known = symbols.goals.iter().map(|g| g.goal.id.as_str());
                let message = text!("没有 `{id}` 这个目标", "there is no goal `{id}`");
                let otherwise = ("目标写在 goals.yaml 里", "the goals are in goals.yaml");
                at.unknown(code::UNKNOWN_GOAL, node.span, message, id, known, otherwise);
            }
        }
    }
    found
}
