//! The result of an audit.

use huice_syntax::{Span, Text};
use std::collections::BTreeSet;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Code, as `A001`.
    pub code: &'static str,
    /// The rule file and the piece of it, where there is one.
    pub place: Option<(String, Span)>,
    /// What does not hold, in one line.
    pub message: Text,
    /// What to do.
    pub help: Text,
}

/// What was compared of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub document: String,
    /// Clauses with their own text, preamble and closing paragraph among them.
    pub clauses: usize,
    /// Those that a rule cites.
    pub encoded: usize,
    /// Clauses that give nothing.
    pub administrative: usize,
    /// Instruments of the rules.
    pub instruments: usize,
    /// Citations that were looked up.
    pub citations: usize,
    /// Figures of the rules that were looked for in their sentences.
    pub figures: usize,
    /// Usable figures of the list of numbers.
    pub listed: usize,
    /// Those that a rule uses.
    pub used: usize,
    /// Items of the ledger's list: all, encoded, administrative, lost.
    pub items: Option<[usize; 4]>,
}

/// The result of an audit.
#[derive(Debug, Default)]
pub struct Audit {
    /// One row for each document, in the order of their folders.
    pub rows: Vec<Row>,
    /// Instruments of the ledger.
    pub ledger: usize,
    /// Numbered clauses of the ledger.
    pub ledger_clauses: usize,
    /// Sentences that two readings have alike.
    pub agreed: usize,
    /// Offices of the rules that were looked for in the clauses' brackets.
    pub offices: usize,
    /// Places where the second reading differs from the document; the document wins.
    pub notes: Vec<String>,
    /// Everything that does not hold.
    pub gaps: Vec<Gap>,
}

impl Audit {
    /// Whether nothing was dropped and nothing invented.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }

    pub(crate) fn row(&mut self, document: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|r| r.document == document)
    }

    pub(crate) fn gap(
        &mut self,
        code: &'static str,
        place: Option<(String, Span)>,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        self.gaps.push(Gap {
            code,
            place,
            message: message.into(),
            help: help.into(),
        });
    }

    /// By file and position; gaps without a position come last. Each is reported once.
    pub(crate) fn sort(&mut self) {
        self.gaps.sort_by(|a, b| {
            let key = |g: &Gap| {
                let place = g
                    .place
                    .as_ref()
                    .map(|(file, span)| (file.clone(), span.start));
                (place.is_none(), place, g.code, g.message.clone())
            };
            key(a).cmp(&key(b))
        });
        let mut seen = BTreeSet::new();
        self.gaps.retain(|g| {
            let place = g
                .place
                .as_ref()
                .map(|(file, span)| (file.clone(), span.start));
            seen.insert((place, g.code, g.message.clone()))
        });
    }
}
