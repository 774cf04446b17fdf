//! What follows, lowered: one operation for each fact that something settles, and one for each
//! pair of answers that cannot both be so.

use super::lower::Lowering;
use super::{Op, OpId, Program, Reach};
use crate::ir::consequence::{facts_read, order};
use crate::ir::{Consequence, Fact, FactId, FactKind};
use crate::value::Value;

/// A fact that is settled by others where it is not answered: see [`Op::Settled`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SettledOp {
    /// The fact.
    pub(crate) fact: FactId,
    /// The fact by its answer.
    pub(crate) raw: OpId,
    /// What settles it, the first that holds deciding, and the value.
    pub(crate) cases: Vec<(OpId, Value)>,
}

/// The conditions of what follows and of what contradicts, in the law's order, for whoever asks
/// which of them hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Inferences {
    /// By fact with consequences: their conditions, in order.
    pub(crate) follows: Vec<(FactId, Vec<OpId>)>,
    /// By fact and position: the conditions of its contradictions.
    pub(crate) contradicts: Vec<(FactId, u16, OpId)>,
    /// By fact: the facts that its consequences read, each once.
    pub(crate) premises: Vec<Vec<FactId>>,
    /// The operations of all of them.
    pub(crate) reach: Reach,
}

impl Program {
    /// What settles a fact.
    pub(crate) fn settled(&self, at: u32) -> Option<&SettledOp> {
        self.settled.get(usize::try_from(at).ok()?)
    }

    /// What settles a fact: its operation, or that a list has no records.
    pub(crate) fn settling(&self, fact: FactId) -> Option<OpId> {
        self.settling.get(usize::from(fact)).copied().flatten()
    }

    /// The facts from which a fact may follow directly.
    pub(crate) fn premises(&self, fact: FactId) -> &[FactId] {
        let premises = self.inferences.premises.get(usize::from(fact));
        premises.map_or(&[], Vec::as_slice)
    }

    /// The fact whose value an operation is, answered or settled.
    pub(crate) fn value_of(&self, op: Op) -> Option<FactId> {
        match op {
            Op::Fact(fact) => Some(fact),
            Op::Settled(at) => Some(self.settled(at)?.fact),
            _ => None,
        }
    }
}

impl Lowering<'_> {
    /// Lowers what follows, each fact after all that it follows from. Facts that follow from
    /// themselves, which the checker refuses, are settled by nothing.
    pub(super) fn inferences(&mut self) {
        let Ok(order) = order(&self.law.facts) else {
            return;
        };
        let law = self.law;
        for id in order {
            let Some(fact) = law.facts.get(usize::from(id)) else {
                continue;
            };
            if fact.follows.is_empty() {
                continue;
            }
            let conditions: Vec<OpId> = self.conditions(&fact.follows);
            self.program
                .inferences
                .follows
                .push((id, conditions.clone()));
            if let FactKind::Records { .. } = fact.kind {
                let none = match conditions.as_slice() {
                    [one] => *one,
                    _ => self.any(conditions),
                };
                self.no_records.push((id, none));
                continue;
            }
            let values = fact
                .follows
                .iter()
                .map(|one| Value::fixed(&one.value, &fact.kind));
            let cases: Vec<(OpId, Value)> = conditions
                .into_iter()
                .zip(values)
                .filter_map(|(when, value)| Some((when, value?)))
                .collect();
            let raw = self.raw_fact(id);
            let at = u32::try_from(self.program.settled.len()).unwrap_or(u32::MAX);
            self.program.settled.push(SettledOp {
                fact: id,
                raw,
                cases,
            });
            let scale = self.program.scale(raw);
            let op = self.push_typed(Op::Settled(at), self.program.value_type(raw), scale);
            self.settled_facts.push((id, op));
        }
        crate::vec_map::sort(&mut self.program.inferences.follows);
        self.program.settling = vec![None; law.facts.len()];
        for (fact, op) in self.settled_facts.iter().chain(&self.no_records) {
            if let Some(place) = self.program.settling.get_mut(usize::from(*fact)) {
                *place = Some(*op);
            }
        }
        let read = |fact: &Fact| -> Vec<FactId> {
            let all = fact.follows.iter();
            let mut all: Vec<FactId> = all.flat_map(|one| facts_read(&one.when)).collect();
            crate::vec_map::sort(&mut all);
            all.dedup();
            all
        };
        self.program.inferences.premises = law.facts.iter().map(read).collect();
        for (id, fact) in (0u16..).zip(&law.facts) {
            for (at, one) in (0u16..).zip(&fact.contradicts) {
                let op = self.free(&one.when);
                self.program.inferences.contradicts.push((id, at, op));
            }
        }
    }

    fn conditions(&mut self, follows: &[Consequence]) -> Vec<OpId> {
        follows.iter().map(|one| self.free(&one.when)).collect()
    }
}
