//! Why a verdict is what it is: conditions, citations, and other readings.

use crate::terms::{Connective, JoinedBy, Truth, Verdict};
use crate::{Amount, Cite, fact_ids};
use huice_core::ir::{self, Law};
use huice_core::{Connective as CoreConnective, ReadingResult};
use huice_zh::words;
use serde::Serialize;

/// A node of the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof<'l> {
    /// In words; empty where the parts speak for themselves.
    pub text: String,
    /// What joins the parts, or what the single condition is.
    pub connective: Connective,
    /// Its truth.
    pub truth: Truth,
    /// Whether it decided the whole.
    pub decisive: bool,
    /// Its citation.
    #[serde(flatten)]
    pub cite: Cite<'l>,
    /// Facts that it reads and that keep it open.
    pub missing: Vec<&'l str>,
    /// The parts.
    pub parts: Vec<Proof<'l>>,
}

impl<'l> Proof<'l> {
    /// A proof with its parts.
    #[must_use]
    pub fn new(law: &'l Law, proof: &huice_core::Proof) -> Self {
        Self {
            text: words::proof_words(proof).to_owned(),
            connective: proof.connective.into(),
            truth: proof.truth.into(),
            decisive: proof.decisive,
            cite: Cite::new(law, &proof.cite),
            missing: fact_ids(law, &proof.missing),
            parts: proof.parts.iter().map(|p| Self::new(law, p)).collect(),
        }
    }
}

/// A single condition of the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason<'l> {
    /// How many nodes stand above it.
    pub depth: usize,
    /// What joins it to those beside it.
    pub connective: JoinedBy,
    /// `leaf`, `judge`, `open` or `cases`.
    pub kind: Connective,
    /// In words.
    pub text: String,
    /// Its truth.
    pub truth: Truth,
    /// Whether it decided the whole.
    pub decisive: bool,
    /// Its citation.
    #[serde(flatten)]
    pub cite: Cite<'l>,
    /// Facts that it reads and that keep it open.
    pub missing: Vec<&'l str>,
}

impl<'l> Reason<'l> {
    /// The conditions at the ends of a proof, in order; empty without a proof.
    #[must_use]
    pub fn all(law: &'l Law, proof: Option<&huice_core::Proof>) -> Vec<Self> {
        let mut reasons = Vec::new();
        if let Some(proof) = proof {
            Self::gather(law, proof, JoinedBy::None, 0, &mut reasons);
        }
        reasons
    }

    fn gather(
        law: &'l Law,
        proof: &huice_core::Proof,
        connective: JoinedBy,
        depth: usize,
        reasons: &mut Vec<Self>,
    ) {
        let joins = match proof.connective {
            CoreConnective::All => JoinedBy::All,
            CoreConnective::Any => JoinedBy::Any,
            CoreConnective::Not => JoinedBy::Not,
            CoreConnective::Leaf
            | CoreConnective::Judge
            | CoreConnective::Open
            | CoreConnective::Cases => {
                reasons.push(Self {
                    depth,
                    connective,
                    kind: proof.connective.into(),
                    text: words::proof_words(proof).to_owned(),
                    truth: proof.truth.into(),
                    decisive: proof.decisive,
                    cite: Cite::new(law, &proof.cite),
                    missing: fact_ids(law, &proof.missing),
                });
                JoinedBy::Cases
            }
        };
        for part in &proof.parts {
            Self::gather(law, part, joins, depth + 1, reasons);
        }
    }
}

/// Another reading of a doubtful sentence, with its own result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading<'l> {
    /// What is in doubt.
    pub about: &'l str,
    /// The adopted reading.
    pub ours: &'l str,
    /// The other reading.
    pub other: &'l str,
    /// The verdict under the other reading, where that has its own condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The amount under the other reading, where that has its own amount; without steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Whether the other reading gives another result than the adopted one.
    pub differs: bool,
}

impl<'l> Reading<'l> {
    /// A reading with its result.
    #[must_use]
    pub fn new(law: &Law, reading: &'l ir::Reading, result: &ReadingResult) -> Self {
        let amount = result.amount.as_ref();
        Self {
            about: &reading.about,
            ours: &reading.ours,
            other: &reading.other,
            verdict: result.verdict.as_ref().map(Verdict::from),
            amount: amount.map(|amount| Amount::new(law, amount, &[])),
            differs: result.differs,
        }
    }
}
