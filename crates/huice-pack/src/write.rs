//! A law into columns: the other half of `read.rs`.

mod fact;
mod instrument;
mod rule;

use crate::columns::{Column, Text, Writing};

use huice_core::ir::{Citation, Document, DocumentName, Succession, Unit};
use huice_core::{Date, Decimal};
use std::collections::{BTreeMap, BTreeSet};

/// Positions in the law, each with that in the part. What is not there stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Of documents.
    pub(crate) documents: BTreeMap<u16, u16>,
    /// Of topics.
    pub(crate) topics: BTreeMap<u16, u16>,
    /// Of facts.
    pub(crate) facts: BTreeMap<u16, u16>,
    /// Of definitions.
    pub(crate) definitions: BTreeMap<u16, u16>,
}

/// What a part refers to, by position in the law.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// Documents.
    pub(crate) documents: BTreeSet<u16>,
    /// Facts.
    pub(crate) facts: BTreeSet<u16>,
    /// Definitions.
    pub(crate) definitions: BTreeSet<u16>,
}

/// Writes one part.
#[derive(Debug, Default)]
pub(crate) struct PackWriter {
    /// Where it writes.
    pub(crate) to: Writing,
    /// What positions become.
    pub(crate) numbering: Numbering,
    /// What has been referred to.
    pub(crate) used: Used,
    /// The offices of the previous instrument: instruments of a clause are adjacent.
    pub(crate) offices: Vec<u16>,
}

impl PackWriter {
    /// How many and each.
    pub(crate) fn list<T>(&mut self, list: &[T], mut one: impl FnMut(&mut Self, &T)) {
        self.to.count(list.len());
        for item in list {
            one(self, item);
        }
    }

    fn tag(&mut self, tag: u16) {
        self.to.number(Column::Shape, tag.into());
    }

    fn flag(&mut self, flag: bool) {
        self.tag(flag.into());
    }

    fn maybe<T>(&mut self, value: Option<&T>, one: impl FnOnce(&mut Self, &T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            one(self, value);
        }
    }

    fn pick<T: PartialEq>(&mut self, column: Column, all: &[T], value: &T) {
        match all.iter().position(|one| one == value) {
            Some(at) => self.to.number(column, at as u64),
            None => self.to.wrong = Some("a variant without a number".into()),
        }
    }

    fn position(&mut self, n: u16) {
        self.to.number(Column::Position, n.into());
    }

    fn fact_id(&mut self, id: u16) {
        self.used.facts.insert(id);
        let id = self.numbering.facts.get(&id).copied().unwrap_or(id);
        self.position(id);
    }

    fn day(&mut self, day: Date) {
        self.to.number(Column::Number, u32::from(day).into());
    }

    fn decimal(&mut self, value: Decimal) {
        let parts = value.unpack();
        let long = parts.mid != 0 || parts.hi != 0;
        let form = parts.scale | u32::from(parts.negative) << 5 | u32::from(long) << 6;
        let digits: &[u32] = if long {
            &[form, parts.lo, parts.mid, parts.hi]
        } else {
            &[form, parts.lo]
        };
        for n in digits {
            self.to.number(Column::Number, (*n).into());
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let tag = match unit {
            Unit::Count(_) => 0,
            Unit::Months => 1,
            Unit::Days => 2,
            Unit::Age => 3,
            Unit::Yuan => 4,
            Unit::YuanPerMonth => 5,
            Unit::YuanPerYear => 6,
            Unit::Percent => 7,
        };
        self.to.number(Column::Number, tag);
        if let Unit::Count(word) = unit {
            self.to.text(Text::Label, word);
        }
    }

    /// A document.
    pub(crate) fn document(&mut self, document: &Document) {
        let Document {
            id,
            title,
            number,
            issuer,
            issued_earliest,
            issued_latest,
            until,
            checked,
            ended,
            amends,
        } = document;
        self.to.text(Text::Id, id);
        self.to.text(Text::Title, title);
        self.to.text(Text::Cite, number);
        self.to.text(Text::Title, issuer);
        self.day(*issued_earliest);
        self.day(*issued_latest);
        self.maybe(until.as_ref(), |w, day| w.day(*day));
        self.day(*checked);
        self.list(ended, Self::succession);
        self.list(amends, Self::succession);
    }

    fn succession(&mut self, succession: &Succession) {
        let Succession {
            clause,
            from,
            other,
            other_clause,
        } = succession;
        self.to.text(Text::Cite, clause);
        self.day(*from);
        self.maybe(other.as_ref(), |w, DocumentName { id, title, number }| {
            w.to.text(Text::Id, id);
            w.to.text(Text::Title, title);
            w.to.text(Text::Cite, number);
        });
        self.to.text(Text::Cite, other_clause);
    }

    /// A citation.
    pub(crate) fn citation(&mut self, cite: &Citation) {
        let Citation {
            document,
            clause,
            sentence,
        } = cite;
        self.document_id(*document);
        self.to.text(Text::Cite, clause);
        self.to.text(Text::Cite, sentence);
    }

    fn document_id(&mut self, id: u16) {
        self.used.documents.insert(id);
        let id = self.numbering.documents.get(&id).copied().unwrap_or(id);
        self.to.number(Column::Document, id.into());
    }
}
