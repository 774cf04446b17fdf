//! Facts: their kinds and units, what follows from them, what can be done about them.

use super::{Checked, at, check_unit, expr, short, unique};
use expr::{Kind, Scope, kind_of};
use huice_core::ir::consequence;
use huice_core::ir::{Action, ActionTarget, Expr, Fact, FactKind, FixedValue, Law};

pub(super) fn check_fact(law: &Law, fact: &Fact, may_be_records: bool) -> Checked {
    short(&[&fact.id, &fact.ask, &fact.label, &fact.help])?;
    short(&[fact.judgement.as_deref().unwrap_or_default()])?;
    short(&[&fact.list, &fact.item])?;
    fact.say_self
        .iter()
        .try_for_each(|(of, words)| short(&[of, words]))?;
    if !fact.list.is_empty() && (!may_be_records || fact.list_sort().is_none()) {
        return Err(format!("`{}` cannot be a row of a list", fact.id));
    }
    if usize::from(fact.topic) >= law.topics.len() {
        return Err(format!("topic {} of {}", fact.topic, law.topics.len()));
    }
    check_kind(law, &fact.kind, may_be_records)?;
    for (value, words) in &fact.named {
        short(&[words])?;
        if !FixedValue::Number(*value).fits(&fact.kind) {
            return Err(format!("a name for a value it cannot have: {words}"));
        }
    }
    if !fact.knows.can_be_asked() && !fact.asked_of.is_empty() {
        return Err(format!(
            "`{}` is asked of a role that cannot know it",
            fact.id
        ));
    }
    let inferred = !fact.follows.is_empty() || !fact.contradicts.is_empty();
    if inferred && !may_be_records {
        return Err(format!(
            "`{}` is a field and follows from something",
            fact.id
        ));
    }
    for consequence in &fact.follows {
        check_truth(law, &consequence.when, &consequence.say)?;
        if !consequence.value.fits(&fact.kind) {
            return Err(format!(
                "a consequence that does not fit: {}",
                consequence.say
            ));
        }
    }
    for contradiction in &fact.contradicts {
        check_truth(law, &contradiction.when, &contradiction.say)?;
    }
    match &fact.change {
        Some(act) => check_act(act, &fact.kind),
        None => Ok(()),
    }
}

/// A truth over facts, with its words.
pub(super) fn check_truth(law: &Law, when: &Expr, say: &str) -> Checked {
    short(&[say])?;
    let (kind, _) = kind_of(when, &Scope::new(law, &[]), 0)?;
    expr::expect(kind, Kind::Bool)
}

/// No fact follows, however far around, from itself.
pub(super) fn no_circles(law: &Law) -> Checked {
    match consequence::order(&law.facts) {
        Ok(_) => Ok(()),
        Err(at) => {
            let id = law.facts.get(usize::from(at)).map_or("", |f| &f.id);
            Err(format!("`{id}` follows from itself"))
        }
    }
}

pub(super) fn check_kind(law: &Law, kind: &FactKind, may_be_records: bool) -> Checked {
    match kind {
        FactKind::Bool { yes, no } => short(&[yes, no]),
        FactKind::Choice(options) | FactKind::Set(options) => {
            if options.is_empty() || options.len() >= usize::from(u16::MAX) {
                return Err(format!("{} options", options.len()));
            }
            options
                .iter()
                .try_for_each(|(id, words)| short(&[id, words]))?;
            unique("option", options.iter().map(|(id, _)| id.as_str()))
        }
        FactKind::Number { unit, min, max } => {
            if min > max {
                return Err("least value above the greatest".into());
            }
            check_unit(unit)
        }
        FactKind::Date => Ok(()),
        FactKind::Records { item, fields } if may_be_records => {
            short(&[item])?;
            if fields.is_empty() || fields.len() >= usize::from(u16::MAX) {
                return Err(format!("{} fields", fields.len()));
            }
            unique("field", fields.iter().map(|f| f.id.as_str()))?;
            fields
                .iter()
                .try_for_each(|field| at(&field.id, check_fact(law, field, false)))
        }
        FactKind::Records { .. } => Err("records within records".into()),
    }
}

/// What can be done about a fact fits its type.
pub(super) fn check_act(act: &Action, kind: &FactKind) -> Checked {
    short(&[&act.say])?;
    let fits = match (kind, &act.target) {
        (FactKind::Bool { .. }, ActionTarget::Yes | ActionTarget::No)
        | (FactKind::Number { .. }, ActionTarget::More | ActionTarget::Less)
        | (FactKind::Date, ActionTarget::Later)
        | (FactKind::Records { .. }, ActionTarget::More) => act.from.is_empty(),
        (FactKind::Choice(options) | FactKind::Set(options), ActionTarget::Options(to)) => {
            let mut all = act.from.iter().chain(to);
            !to.is_empty() && all.all(|at| usize::from(*at) < options.len())
        }
        (
            FactKind::Bool { .. }
            | FactKind::Number { .. }
            | FactKind::Date
            | FactKind::Records { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_),
            _,
        ) => false,
    };
    if fits {
        Ok(())
    } else {
        Err(format!("an action that does not fit: {}", act.say))
    }
}
