//! What would change a result.

use crate::terms::{ActionKind, Verdict};
use crate::{Amount, AnswerValue, Need, day, fact_id, fact_ids};
use huice_core::counterfactual;
use huice_core::counterfactual::counterfactuals;
use huice_core::{CompiledLaw, IncrementalEvaluator, Verdict as CoreVerdict, support};
use huice_zh::describe;
use serde::Serialize;

/// What may become of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes<'l> {
    /// The day from which time alone makes it eligible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day on which it can be had as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// The smallest sets of changes, the nearest first; all have as many changes.
    pub sets: Vec<ChangeSet<'l>>,
    /// Whether every set of up to three changes was looked at.
    pub exhaustive: bool,
    /// The facts on which the verdict rests: these answers alone give it.
    pub supporting_facts: Vec<&'l str>,
}

/// A set of changes, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeSet<'l> {
    /// The changes.
    pub changes: Vec<Change<'l>>,
    /// The verdict then.
    pub verdict: Verdict,
    /// The day from which it can be had then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_yet: Option<String>,
    /// The amount then; without steps.
    pub amount: Amount,
    /// What it still depends on.
    pub remaining_needs: Vec<Need<'l>>,
    /// The last day on which the changes still lead there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
}

/// A change of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change<'l> {
    /// The fact.
    pub fact: &'l str,
    /// Whether the person does it, or asks an office.
    pub kind: ActionKind,
    /// In words.
    pub text: String,
    /// The answer then, as answers are given.
    pub to: AnswerValue,
}

impl<'l> Changes<'l> {
    /// What would change the result of a policy, by its position; `None` if there is no such policy.
    #[must_use]
    pub fn new(evaluator: &'l IncrementalEvaluator, position: u16) -> Option<Self> {
        let (law, as_of, answers) = (evaluator.law(), evaluator.as_of(), evaluator.answers());
        let (decisions, at) = (evaluator.decisions(), usize::from(position));
        let found = counterfactuals(law, as_of, answers, decisions.get(at)?);
        let supporting = support::supporting_facts(law, as_of, answers, decisions, at);
        let sets = found.change_sets.iter();
        Some(Self {
            from: found.from.map(day),
            last_day: found.last_day.map(day),
            sets: sets.map(|set| ChangeSet::new(law, set)).collect(),
            exhaustive: found.exhaustive,
            supporting_facts: fact_ids(law, &supporting),
        })
    }
}

impl<'l> ChangeSet<'l> {
    fn new(law: &'l CompiledLaw, set: &counterfactual::ChangeSet) -> Self {
        let needs = set.remaining_needs.iter();
        Self {
            changes: set.changes.iter().map(|c| Change::new(law, c)).collect(),
            verdict: (&set.verdict).into(),
            not_yet: match set.verdict {
                CoreVerdict::NotYet(from) => Some(day(from)),
                _ => None,
            },
            amount: Amount::new(law, &set.amount, &[]),
            remaining_needs: needs.map(|need| Need::new(law, *need)).collect(),
            last_day: set.last_day.map(day),
        }
    }
}

impl<'l> Change<'l> {
    fn new(law: &'l CompiledLaw, change: &counterfactual::Change) -> Self {
        let fact = law.facts.get(usize::from(change.fact));
        Self {
            fact: fact_id(law, change.fact),
            kind: ActionKind::of(change.office),
            text: describe(law, change),
            to: fact.map_or(AnswerValue::Unknown(()), |fact| {
                AnswerValue::new(fact, &change.to)
            }),
        }
    }
}
