//! The whole result of one policy for one set of answers.

use crate::terms::Verdict;
use crate::{Amount, Changes, Need, Policy, Proof, Reading, Reason, day, fact_ids};
use crate::{instrument, instrument_id};
use huice_core::ir::LostItem;
use huice_core::{
    AmountResult, CompiledLaw, Decision, Explanation, IncrementalEvaluator, Verdict as CoreVerdict,
};
use serde::Serialize;

/// The whole result of one policy: the policy itself, the decision on it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome<'l> {
    /// The policy.
    #[serde(flatten)]
    pub policy: Policy<'l>,
    /// The verdict.
    pub verdict: Verdict,
    /// The day from which it can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_yet: Option<String>,
    /// Its last day, which has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired: Option<String>,
    /// Its first day, which is to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The range of days that contains its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_between: Option<[String; 2]>,
    /// The policy that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<&'l str>,
    /// The amount on the day on which it can be had.
    pub amount: Amount,
    /// What is missing for the verdict.
    pub needs: Vec<Need<'l>>,
    /// Facts that would narrow the amount.
    pub amount_needs: Vec<&'l str>,
    /// Whether needs and amount are exact; otherwise they are sound, but may be wider than needed.
    pub exact: bool,
    /// The single conditions of the proof, in order.
    pub reasons: Vec<Reason<'l>>,
    /// The proof; `null` where it is open to all, or the text is lost.
    pub proof: Option<Proof<'l>>,
    /// Other readings of doubtful sentences, each with its own result.
    pub readings: Vec<Reading<'l>>,
    /// What would change it; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes<'l>>,
}

impl<'l> Outcome<'l> {
    /// The result of a policy, by its position; `None` if there is no such policy.
    #[must_use]
    pub fn new(evaluator: &'l IncrementalEvaluator, position: u16) -> Option<Self> {
        let decision = evaluator.decisions().get(usize::from(position))?;
        let explanation = evaluator.explain(position)?;
        Self::explained(evaluator.law(), decision, &explanation)
    }

    /// The decision on a policy together with its explanation.
    #[must_use]
    pub fn explained(
        law: &'l CompiledLaw,
        decision: &Decision,
        explanation: &Explanation,
    ) -> Option<Self> {
        let own = instrument(law, decision.instrument)?;
        let readings = own.readings.iter().zip(&explanation.readings);
        let mut outcome = Self {
            policy: Policy::new(law, decision.instrument)?,
            verdict: (&decision.verdict).into(),
            not_yet: None,
            expired: None,
            starts: None,
            start_between: None,
            replaced_by: None,
            amount: Amount::new(law, &decision.amount, &explanation.steps),
            needs: decision
                .needs
                .iter()
                .map(|need| Need::new(law, *need))
                .collect(),
            amount_needs: fact_ids(law, &decision.amount_needs),
            exact: decision.exact,
            reasons: Reason::all(law, explanation.proof.as_ref()),
            proof: explanation.proof.as_ref().map(|p| Proof::new(law, p)),
            readings: readings
                .map(|(reading, result)| Reading::new(law, reading, result))
                .collect(),
            changes: None,
        };
        match &decision.verdict {
            CoreVerdict::NotYet(from) => outcome.not_yet = Some(day(*from)),
            CoreVerdict::Expired(last) => outcome.expired = Some(day(*last)),
            CoreVerdict::NotStarted(first) => outcome.starts = Some(day(*first)),
            CoreVerdict::StartUnknown(earliest, latest) => {
                outcome.start_between = Some([day(*earliest), day(*latest)]);
            }
            CoreVerdict::Replaced(by) => outcome.replaced_by = instrument_id(law, *by),
            CoreVerdict::Eligible | CoreVerdict::Ineligible | CoreVerdict::Undetermined => {}
        }
        Some(outcome)
    }

    /// An item whose text is lost.
    #[must_use]
    pub fn lost(law: &'l CompiledLaw, item: &'l LostItem) -> Self {
        Self {
            policy: Policy::lost(law, item),
            verdict: Verdict::TextMissing,
            not_yet: None,
            expired: None,
            starts: None,
            start_between: None,
            replaced_by: None,
            amount: Amount::new(law, &AmountResult::NotStated, &[]),
            needs: Vec::new(),
            amount_needs: Vec::new(),
            exact: true,
            reasons: Vec::new(),
            proof: None,
            readings: Vec::new(),
            changes: None,
        }
    }

    /// The result of a policy or a lost item, by its id; `None` if there is no such id.
    #[must_use]
    pub fn by_id(evaluator: &'l IncrementalEvaluator, id: &str) -> Option<Self> {
        let law = evaluator.law();
        match law.instrument(id) {
            Some((position, _)) => Self::new(evaluator, position),
            None => law.missing_item(id).map(|item| Self::lost(law, item)),
        }
    }
}
