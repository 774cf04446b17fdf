//! Changes in plain words.

use crate::words;
use huice_core::counterfactual::Change;
use huice_core::ir::{Action, ActionTarget, Fact, FactKind, Law};
use huice_core::text::joined;
use huice_core::{Answer, VecMap};

/// A change in plain words: 去办失业登记；再招人：从 2 人到 3 人.
#[must_use]
pub fn describe(law: &Law, change: &Change) -> String {
    let Some(fact) = law.facts.get(usize::from(change.fact)) else {
        return String::new();
    };
    if let (FactKind::Records { fields, .. }, Answer::Records(old), Answer::Records(new)) =
        (&fact.kind, &change.from, &change.to)
    {
        return records(fact, fields, old, new);
    }
    fact.change
        .as_ref()
        .map_or_else(String::new, |act| one(fact, act, &change.from, &change.to))
}

fn one(fact: &Fact, act: &Action, from: &Answer, to: &Answer) -> String {
    let say = &act.say;
    match (&act.target, to) {
        (ActionTarget::Options(all), Answer::Choice(_)) if all.len() > 1 => {
            format!("{say}：{}", words::answer(fact, to))
        }
        (ActionTarget::Options(all), Answer::Set(chosen)) if all.len() > 1 => {
            let new = match from {
                Answer::Set(old) => chosen.iter().filter(|at| !old.contains(at)).copied(),
                _ => return say.clone(),
            };
            let new = Answer::Set(new.collect());
            format!("{say}：{}", words::answer(fact, &new))
        }
        (_, Answer::Number(_)) => format!(
            "{say}：从 {}到 {}",
            words::answer(fact, from),
            words::answer(fact, to)
        ),
        (_, Answer::Date(_)) => format!("{say}（{}）", words::answer(fact, to)),
        (_, _) => say.clone(),
    }
}

type Record = VecMap<Answer>;

fn records(fact: &Fact, fields: &[Fact], old: &[Record], new: &[Record]) -> String {
    let mut changed = Vec::new();
    for (at, record) in new.iter().enumerate() {
        match old.get(at) {
            Some(before) if before == record => {}
            Some(before) => {
                let mut acts = Vec::new();
                for (field, to) in record.iter() {
                    let (Some(fact), Some(from)) =
                        (fields.get(usize::from(*field)), before.get(field))
                    else {
                        continue;
                    };
                    if let (true, Some(act)) = (from != to, &fact.change) {
                        acts.push(one(fact, act, from, to));
                    }
                }
                changed.push(format!("第 {} 条：{}", at + 1, joined(&acts, "，")));
            }
            None => {
                let mut parts = Vec::new();
                for (field, answer) in record.iter() {
                    if let Some(fact) = fields.get(usize::from(*field)) {
                        parts.push(format!("{} {}", fact.label, words::answer(fact, answer)));
                    }
                }
                let say = fact.change.as_ref().map_or("", |act| act.say.as_str());
                changed.push(if parts.is_empty() {
                    say.to_owned()
                } else {
                    format!("{say}：{}", joined(&parts, "，"))
                });
            }
        }
    }
    joined(&changed, "；")
}
