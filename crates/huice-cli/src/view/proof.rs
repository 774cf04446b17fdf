//! Why a verdict is what it is: conditions, citations, and other readings.

use super::{AmountView, fact_id};
use crate::terms;
use huice_core::ir::{Citation, Law, Reading};
use huice_core::{Connective, Proof, Verdict, words};
use serde::Serialize;

/// Where something stands.
#[derive(Debug, Serialize)]
pub(super) struct Cite {
    /// In words.
    cite: String,
    document: String,
    clause: String,
    sentence: String,
}

impl Cite {
    pub(super) fn of(law: &Law, cite: &Citation) -> Self {
        Self {
            cite: words::cite(law, cite),
            document: law
                .documents
                .get(usize::from(cite.document))
                .map_or_else(String::new, |d| d.id.clone()),
            clause: cite.clause.clone(),
            sentence: cite.sentence.clone(),
        }
    }
}

/// A single condition of the proof.
#[derive(Debug, Serialize)]
pub(super) struct Reason {
    /// How many joints stand above it.
    depth: usize,
    /// What joins it to those beside it: `all`, `any` or `not`; `none` where it stands alone.
    joint: &'static str,
    /// `leaf`, `judge` or `open`.
    kind: &'static str,
    text: String,
    truth: &'static str,
    decisive: bool,
    #[serde(flatten)]
    cite: Cite,
    missing: Vec<String>,
}

/// Gathers the conditions that stand at the ends of the proof.
pub(super) fn flatten(
    law: &Law,
    proof: &Proof,
    joint: Option<Connective>,
    depth: usize,
    into: &mut Vec<Reason>,
) {
    match proof.connective {
        Connective::All | Connective::Any | Connective::Not => {}
        Connective::Leaf | Connective::Judge | Connective::Open | Connective::Cases => {
            into.push(Reason {
                depth,
                joint: joint.map_or("none", |j| terms::connective(j).0),
                kind: terms::connective(proof.connective).0,
                text: words::proof_words(proof).into(),
                truth: terms::truth(proof.truth).0,
                decisive: proof.decisive,
                cite: Cite::of(law, &proof.cite),
                missing: proof.missing.iter().map(|f| fact_id(law, *f)).collect(),
            })
        }
    }
    for part in &proof.parts {
        flatten(law, part, Some(proof.connective), depth + 1, into);
    }
}

/// A node of the proof.
#[derive(Debug, Serialize)]
pub(super) struct ProofView {
    text: String,
    joint: &'static str,
    truth: &'static str,
    decisive: bool,
    #[serde(flatten)]
    cite: Cite,
    missing: Vec<String>,
    parts: Vec<ProofView>,
}

impl ProofView {
    pub(super) fn of(law: &Law, proof: &Proof) -> Self {
        Self {
            text: words::proof_words(proof).into(),
            joint: terms::connective(proof.connective).0,
            truth: terms::truth(proof.truth).0,
            decisive: proof.decisive,
            cite: Cite::of(law, &proof.cite),
            missing: proof.missing.iter().map(|f| fact_id(law, *f)).collect(),
            parts: proof.parts.iter().map(|p| Self::of(law, p)).collect(),
        }
    }
}

/// Another reading with its own result.
#[derive(Debug, Serialize)]
pub(super) struct ReadingView {
    about: String,
    ours: String,
    other: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<AmountView>,
    differs: bool,
}

impl ReadingView {
    pub(super) fn of(law: &Law, reading: &Reading, result: &huice_core::ReadingResult) -> Self {
        Self {
            about: reading.about.clone(),
            ours: reading.ours.clone(),
            other: reading.other.clone(),
            verdict: result.verdict.as_ref().map(Verdict::word),
            amount: result.amount.as_ref().map(|a| AmountView::of(law, a, &[])),
            differs: result.differs,
        }
    }
}
