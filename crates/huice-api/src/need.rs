//! What is missing for a verdict.

use crate::fact_id;
use crate::terms::NeedKind;
use huice_core::CompiledLaw;
use huice_zh::words;
use serde::Serialize;

/// What is missing for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Need<'l> {
    /// What sort of thing is missing.
    pub kind: NeedKind,
    /// The fact, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'l str>,
    /// In words.
    pub text: String,
}

impl<'l> Need<'l> {
    /// A need.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, need: huice_core::Need) -> Self {
        let (kind, fact) = need_terms(law, need);
        Self {
            kind,
            fact,
            text: words::need(law, need),
        }
    }
}

/// The kind and the fact of a need, without its words.
#[must_use]
pub fn need_terms(law: &CompiledLaw, need: huice_core::Need) -> (NeedKind, Option<&str>) {
    use huice_core::Need as Core;
    match need {
        Core::Fact(id) => (NeedKind::Fact, Some(fact_id(law, id))),
        Core::Judgement(id) => (NeedKind::Judgement, Some(fact_id(law, id))),
        Core::Open(_) => (NeedKind::Open, None),
        Core::Reading(..) => (NeedKind::Reading, None),
    }
}
