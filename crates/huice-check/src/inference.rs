//! Consequences and contradictions: the keys `follows` and `contradicts` of facts. Read once all
//! facts are known.

use crate::code;
use crate::condition::parse;
use crate::facts::expected;
use crate::keys;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{FactDecl, SymbolTable};
use crate::typing::Scope;
use huice_core::ir::consequence::facts_read;
use huice_core::ir::{Consequence, Contradiction, Expr, Fact, FactKind, FixedValue};
use huice_syntax::text;
use huice_syntax::{Kind, Node, Span, Text};
use huice_zh::read::{read_number_within, read_option};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What one fact's keys say, by the position of its declaration.
pub(crate) type Found = (usize, Vec<Consequence>, Vec<Contradiction>);

/// Reads the keys of one file of `facts/`.
pub(crate) fn inferences(
    at: FileContext<'_>,
    root: &Node,
    symbols: &SymbolTable<'_>,
    found: &mut Vec<Found>,
) {
    let Some(Kind::List(nodes)) = root.get("facts").map(|node| &node.kind) else {
        return;
    };
    let used_params = RefCell::default();
    // They belong to no document.
    let scope = Scope::new(at, symbols, &[], &used_params, u16::MAX);
    for node in nodes {
        let (Some(id), true) = (
            node.get("id"),
            node.get("follows").is_some() || node.get("contradicts").is_some(),
        ) else {
            continue;
        };
        let declared = |d: &FactDecl| d.file == at.file && d.span == id.span;
        let Some(position) = symbols.facts.iter().position(declared) else {
            continue;
        };
        let Some(declared) = symbols.facts.get(position) else {
            continue;
        };
        let follows = node.get("follows").map_or(Vec::new(), |node| {
            at.list(node, ("由什么推出的列表", "a list of what it follows from"))
                .iter()
                .filter_map(|node| consequence(&scope, node, &declared.fact))
                .collect()
        });
        let contradicts = node.get("contradicts").map_or(Vec::new(), |node| {
            at.list(node, ("互相矛盾的列表", "a list of what contradicts"))
                .iter()
                .filter_map(|node| contradiction(&scope, node))
                .collect()
        });
        found.push((position, follows, contradicts));
    }
}

fn consequence(scope: &Scope<'_>, node: &Node, fact: &Fact) -> Option<Consequence> {
    let at = scope.at;
    let fields = at.map(node, ("一个推论", "a consequence"), keys::FOLLOWS)?;
    let say = at.need_text(&fields, "say");
    let value = at
        .need(&fields, "value")
        .and_then(|node| value(at, node, &fact.kind));
    let when = truth(scope, &fields);
    Some(Consequence {
        when: when?,
        value: value?,
        say,
    })
}

fn contradiction(scope: &Scope<'_>, node: &Node) -> Option<Contradiction> {
    let at = scope.at;
    let fields = at.map(node, ("一处矛盾", "a contradiction"), keys::CONTRADICTS)?;
    let say = at.need_text(&fields, "say");
    let when = truth(scope, &fields)?;
    Some(Contradiction { when, say })
}

/// The expression behind `when`.
fn truth(scope: &Scope<'_>, fields: &Fields<'_>) -> Option<Expr> {
    let node = scope.at.need(fields, "when")?;
    scope.truth(&parse(scope.at, node)?)
}

/// A value that the fact can have.
fn value(at: FileContext<'_>, node: &Node, kind: &FactKind) -> Option<FixedValue> {
    let text = node.text().unwrap_or_default();
    let (found, help): (_, Text) = match kind {
        FactKind::Bool { .. } => {
            let found = match text {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            };
            (
                found.map(FixedValue::Bool),
                ("可以写 true 或 false", "it is true or false").into(),
            )
        }
        FactKind::Choice(options) => (
            read_option(options, text).map(FixedValue::Choice),
            text!("它的选项是 {}", "its options are {}", ids(options)),
        ),
        FactKind::Set(options) => {
            let chosen: Option<BTreeSet<u16>> = match &node.kind {
                Kind::List(items) => items
                    .iter()
                    .map(|item| read_option(options, item.text().unwrap_or_default()))
                    .collect(),
                Kind::Scalar(_) | Kind::Map(_) => None,
            };
            (
                chosen.map(|all| FixedValue::Set(all.into_iter().collect())),
                text!(
                    "请写列表，都不是就写 `[]`；可以选 {}",
                    "write a list, or `[]` for none, of {}",
                    ids(options)
                ),
            )
        }
        FactKind::Number { unit, min, max } => {
            let found = read_number_within(text, unit, *min, *max).ok();
            (found.map(FixedValue::Number), expected(unit, *min, *max))
        }
        FactKind::Records { .. } => (
            (text == "none").then_some(FixedValue::NoRecords),
            (
                "一组记录只能推出 `none`",
                "records can only be settled to `none`",
            )
                .into(),
        ),
        FactKind::Date => (None, ("日期总是要问的", "a day is always asked").into()),
    };
    if found.is_none() {
        let message = ("这个事项不能是这个值", "this fact cannot have that value");
        at.wrong(code::CONSEQUENCE, at.head(node.span), message, help);
    }
    found
}

fn ids(options: &[(String, String)]) -> String {
    let ids: Vec<&str> = options.iter().map(|(id, _)| id.as_str()).collect();
    crate::suggest::quoted(&ids)
}

/// Facts that follow from themselves, directly or through others: file, position and chain. Facts
/// with the same id count as one, in whichever place they are asked.
pub(crate) fn circles(facts: &[FactDecl]) -> Vec<(&FactDecl, Vec<&str>)> {
    let mut reads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for declared in facts {
        let own = reads.entry(&declared.fact.id).or_default();
        for consequence in &declared.fact.follows {
            let read = facts_read(&consequence.when);
            let read = read.iter().filter_map(|at| facts.get(usize::from(*at)));
            own.extend(read.map(|d| d.fact.id.as_str()));
        }
    }
    let mut found = Vec::new();
    for declared in facts {
        let id = declared.fact.id.as_str();
        if let Some(way) = way_back(id, &reads)
            && !declared.fact.follows.is_empty()
        {
            found.push((declared, way));
        }
    }
    found
}

/// The shortest way from a fact back to itself.
fn way_back<'f>(id: &'f str, reads: &BTreeMap<&'f str, BTreeSet<&'f str>>) -> Option<Vec<&'f str>> {
    let mut ways = vec![vec![id]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let next = way.last().and_then(|last| reads.get(last));
            for next in next.into_iter().flatten() {
                if *next == id {
                    return Some(way);
                }
                if seen.insert(*next) {
                    longer.push(way.iter().copied().chain([*next]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}

/// Positions of the consequences and contradictions of a fact, in order.
pub(crate) fn spans(root: &Node, id: Span, key: &str) -> Vec<Span> {
    let Some(Kind::List(nodes)) = root.get("facts").map(|node| &node.kind) else {
        return Vec::new();
    };
    let own = |node: &&Node| node.get("id").is_some_and(|n| n.span == id);
    let list = nodes.iter().find(own).and_then(|node| node.get(key));
    match list.map(|node| &node.kind) {
        Some(Kind::List(items)) => items.iter().map(|item| item.span).collect(),
        Some(Kind::Scalar(_) | Kind::Map(_)) | None => Vec::new(),
    }
}
