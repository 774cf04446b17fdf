//! Facts, and fields of records: their types and their scales.

use super::Lowering;
use crate::ir::{FactId, FactKind};
use crate::program::{Op, OpId, ValueType};
use crate::scaled::Scale;
use crate::unit::decimals;

impl Lowering<'_> {
    /// A fact, by its answer or by what settles it.
    pub(in crate::program) fn fact(&mut self, fact: FactId) -> OpId {
        let settled = self.settled_facts.iter().find(|(known, _)| *known == fact);
        match settled {
            Some((_, op)) => *op,
            None => self.raw_fact(fact),
        }
    }

    /// A fact by its answer.
    pub(in crate::program) fn raw_fact(&mut self, fact: FactId) -> OpId {
        let kind = self.law.facts.get(usize::from(fact)).map(|f| &f.kind);
        self.push_typed(Op::Fact(fact), type_of(kind), scale_of(kind))
    }

    pub(super) fn field(&mut self, fact: FactId, field: u16) -> OpId {
        let kind = self.law.facts.get(usize::from(fact)).map(|f| &f.kind);
        let Some(FactKind::Records { fields, .. }) = kind else {
            return self.open();
        };
        let kind = fields.get(usize::from(field)).map(|f| &f.kind);
        self.push_typed(Op::Field(fact, field), type_of(kind), scale_of(kind))
    }
}

fn type_of(kind: Option<&FactKind>) -> ValueType {
    match kind {
        Some(FactKind::Number { .. }) => ValueType::Number,
        Some(FactKind::Date) => ValueType::Days,
        Some(FactKind::Choice(_) | FactKind::Set(_)) => ValueType::Options,
        Some(FactKind::Bool { .. } | FactKind::Records { .. }) | None => ValueType::Truth,
    }
}

fn scale_of(kind: Option<&FactKind>) -> Scale {
    let decimals = match kind {
        Some(FactKind::Number { unit, .. }) => decimals(unit),
        Some(
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Date
            | FactKind::Records { .. },
        )
        | None => 0,
    };
    Scale {
        decimals,
        twelfths: 0,
    }
}
