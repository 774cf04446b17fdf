//! What follows from what.

use super::{Expr, Fact, FactId};
use crate::vec_map::sort;

/// The facts that an expression reads, in order, each once.
#[must_use]
pub fn facts_read(expr: &Expr) -> Vec<FactId> {
    let mut read = Vec::new();
    add_read(expr, &mut read);
    sort(&mut read);
    read.dedup();
    read
}

fn add_read(expr: &Expr, read: &mut Vec<FactId>) {
    if let Expr::Fact(id) | Expr::Field(id, _) | Expr::Aggregate(_, id, ..) = expr {
        read.push(*id);
    }
    expr.each_part(&mut |part| add_read(part, read));
}

/// The facts, each after all from which it may follow. Where facts do not depend on each other
/// they stay in their order.
///
/// # Errors
/// A fact that may follow from itself, through whatever others.
pub fn order(facts: &[Fact]) -> Result<Vec<FactId>, FactId> {
    let reads = |fact: &Fact| -> Vec<FactId> {
        let all = fact.follows.iter();
        all.flat_map(|consequence| facts_read(&consequence.when))
            .filter(|id| usize::from(*id) < facts.len())
            .collect()
    };
    let mut waiting: Vec<(FactId, Vec<FactId>)> = (0..)
        .zip(facts)
        .map(|(at, fact)| (at, reads(fact)))
        .collect();
    let mut order: Vec<FactId> = Vec::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(at, reads)| {
            let ready = reads.iter().all(|read| order.contains(read));
            if ready {
                order.push(*at);
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
    let mut seen = Vec::new();
    let mut at = *first;
    while !seen.contains(&at) {
        seen.push(at);
        let next = waiting.iter().find(|(waits, _)| *waits == at);
        let next = next.and_then(|(_, reads)| reads.iter().find(|read| !order.contains(read)));
        at = next.copied().unwrap_or(at);
    }
    Err(at)
}
