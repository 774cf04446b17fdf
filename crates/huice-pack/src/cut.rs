//! What each part of a law holds: a document's instruments and everything they need.

use crate::write::{PackWriter, Used};
use huice_core::Law;
use huice_core::ir::Document;
use std::collections::BTreeSet;

/// What a part holds, by position in the law.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// Id of its document; empty for a whole law.
    pub(crate) document: String,
    pub(crate) used: Used,
    pub(crate) topics: BTreeSet<u16>,
    pub(crate) instruments: BTreeSet<u16>,
    pub(crate) missing: BTreeSet<u16>,
}

/// A law cut by its documents.
pub(crate) fn cuts(law: &Law) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for (at, document) in (0u16..).zip(&law.documents) {
        let cut = cut(law, at, document);
        if !cut.instruments.is_empty() {
            cuts.push(cut);
        }
    }
    for (at, document) in (0u16..).zip(&law.documents) {
        if !cuts.iter().any(|cut| cut.used.documents.contains(&at)) {
            cuts.push(cut(law, at, document));
        }
    }
    cuts
}

/// A document's instruments and everything they need.
fn cut(law: &Law, document: u16, declared: &Document) -> Cut {
    let mut writer = PackWriter::default();
    let mut instruments = BTreeSet::new();
    for (at, instrument) in (0u16..).zip(&law.instruments) {
        if instrument.cite.document == document {
            instruments.insert(at);
            writer.instrument(instrument, &law.offices, &mut |other| other);
        }
    }
    let missing = (0u16..).zip(&law.missing);
    let missing = missing.filter(|(_, m)| m.document == document);
    let missing = missing.map(|(at, _)| at).collect();
    // Definitions use definitions.
    let mut followed = BTreeSet::new();
    while let Some(next) = writer
        .used
        .definitions
        .difference(&followed)
        .next()
        .copied()
    {
        followed.insert(next);
        if let Some(definition) = law.definitions.get(usize::from(next)) {
            writer.citation(&definition.cite);
            writer.condition(&definition.holds);
        }
    }
    let mut used = writer.used;
    used.documents.insert(document);
    let fact = |at: &u16| law.facts.get(usize::from(*at));
    let topics = used
        .facts
        .iter()
        .filter_map(fact)
        .map(|f| f.topic)
        .collect();
    Cut {
        document: declared.id.clone(),
        used,
        topics,
        instruments,
        missing,
    }
}
