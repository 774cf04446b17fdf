//! What follows from what.

use super::{Expr, Fact, FactId};

/// The facts that an expression reads, in order, each once.
#[must_use]
pub fn facts_read(expr: &Expr) -> Vec<FactId> {
    let mut read = Vec::new();
    expr.clone().each_fact(&mut |id| read.push(*id));
    in_order(read)
}

/// The facts, each after all from which it may follow. Where facts do not depend on each other
/// they stay in their order.
///
/// # Errors
/// A fact that may follow from itself, through whatever others.
pub fn order(facts: &[Fact]) -> Result<Vec<FactId>, FactId> {
    let mut waiting: Vec<(FactId, Vec<FactId>)> = (0..)
        .zip(facts)
        .map(|(at, fact)| (at, premises(fact, facts.len())))
        .collect();
    let mut order = Vec::new();
    let mut placed = vec![false; facts.len()];
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(at, premises)| {
            let ready = premises.iter().all(|id| is_placed(&placed, *id));
            if ready {
                order.push(*at);
                if let Some(place) = placed.get_mut(usize::from(*at)) {
                    *place = true;
                }
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
    let mut seen: Vec<FactId> = Vec::new();
    let mut at = *first;
    while !seen.contains(&at) {
        seen.push(at);
        let next = waiting.iter().find(|(waits, _)| *waits == at);
        let next = next.and_then(|(_, premises)| {
            let mut open = premises.iter().filter(|id| !is_placed(&placed, **id));
            open.next()
        });
        at = next.copied().unwrap_or(at);
    }
    Err(at)
}

fn is_placed(placed: &[bool], fact: FactId) -> bool {
    placed.get(usize::from(fact)) == Some(&true)
}

/// The facts of a law of `count` facts from which a fact may follow, in order, each once.
fn premises(fact: &Fact, count: usize) -> Vec<FactId> {
    let all = fact.follows.iter();
    let all = all.flat_map(|consequence| facts_read(&consequence.when));
    in_order(all.filter(|id| usize::from(*id) < count).collect())
}

fn in_order(mut facts: Vec<FactId>) -> Vec<FactId> {
    facts.sort_unstable();
    facts.dedup();
    facts
}
