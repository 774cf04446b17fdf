//! What follows from what.

use super::{Expr, Fact, FactId};
use std::collections::BTreeSet;

/// The facts that an expression reads.
#[must_use]
pub fn facts_read(expr: &Expr) -> BTreeSet<FactId> {
    let mut read = BTreeSet::new();
    expr.clone().each_fact(&mut |id| {
        read.insert(*id);
    });
    read
}

/// The facts, each after all from which it may follow. Where facts do not depend on each other
/// they stay in their order.
///
/// # Errors
/// A fact that may follow from itself, through whatever others.
pub fn order(facts: &[Fact]) -> Result<Vec<FactId>, FactId> {
    let reads = |fact: &Fact| -> BTreeSet<FactId> {
        let all = fact.follows.iter();
        all.flat_map(|consequence| facts_read(&consequence.when))
            .filter(|id| usize::from(*id) < facts.len())
            .collect()
    };
    let mut waiting: Vec<(FactId, BTreeSet<FactId>)> = (0..)
        .zip(facts)
        .map(|(at, fact)| (at, reads(fact)))
        .collect();
    let mut order = Vec::new();
    let mut placed = BTreeSet::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(at, reads)| {
            let ready = reads.is_subset(&placed);
            if ready {
                order.push(*at);
                placed.insert(*at);
            }
            !ready
        });
        if waiting.len() == before {
            break;
        }
    }
    // What is left waits for a circle, or is on one: going back along what is left ends in it.
    let Some((first, _)) = waiting.first() else {
        return Ok(order);
    };
    let mut seen = BTreeSet::new();
    let mut at = *first;
    while seen.insert(at) {
        let next = waiting.iter().find(|(waits, _)| *waits == at);
        let next = next.and_then(|(_, reads)| reads.difference(&placed).next());
        at = next.copied().unwrap_or(at);
    }
    Err(at)
}
