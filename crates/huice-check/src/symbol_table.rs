//! Everything that has a name, across all files, before any body is read.

use crate::citation_use::CitationUse;
use huice_core::ir::{Contacts, Document, Fact, FactId, FactKind, Goal, Kind, Unit};
use huice_core::{Date, Decimal};
use huice_syntax::{Node, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A place of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// GB/T 2260 code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in pinyin, for search and order.
    pub pinyin: String,
    /// Code of the place that contains it, where we know one.
    pub within: Option<String>,
    /// Whether a document applies here.
    pub covered: bool,
    /// Hotlines and portal: its own, otherwise those of the place that contains it.
    pub contacts: Contacts,
}

/// A goal with what it reaches.
#[derive(Debug)]
pub(crate) struct GoalDecl {
    pub(crate) goal: Goal,
    /// The kinds that it reaches; `None` for all.
    pub(crate) kinds: Option<Vec<Kind>>,
    /// The places declared to have nothing for it.
    pub(crate) nowhere: Vec<String>,
    pub(crate) file: String,
    pub(crate) span: Span,
}

/// A fact as it was declared. Several may share an id, each for another place.
#[derive(Debug)]
pub(crate) struct FactDecl {
    pub(crate) fact: Fact,
    pub(crate) topic: String,
    /// Code of the only place (and what lies within) where it is asked like this.
    pub(crate) place: Option<String>,
    pub(crate) file: String,
    pub(crate) span: Span,
}

/// A document with where it applies.
#[derive(Debug, Clone)]
pub(crate) struct DocumentDecl {
    pub(crate) document: Document,
    pub(crate) applies: Vec<String>,
    pub(crate) source: String,
    /// First day in force; `None` where that is the day of issue.
    pub(crate) from: Option<Date>,
    /// What it says of its end, and of what it ends.
    pub(crate) successions: Vec<SuccessionDecl>,
    /// The folder of its files.
    pub(crate) folder: String,
    /// Items whose text is lost.
    pub(crate) missing: Vec<MissingItem>,
    /// Clauses that give nothing.
    pub(crate) administrative: Vec<Administrative>,
}

/// What a document says of its end, or of what it ends.
#[derive(Debug, Clone)]
pub(crate) enum SuccessionDecl {
    /// `repealed`: nothing came in its place.
    Repealed { from: Date, span: Span },
    /// `superseded_by`: a whole document in the place of this whole one.
    Superseded {
        by: NewerDocument,
        from: Date,
        span: Span,
    },
    /// One of `amends`: a clause of another document gave way to one of this one.
    Amends(AmendmentDecl),
}

/// The document that came in the place of another.
#[derive(Debug, Clone)]
pub(crate) enum NewerDocument {
    /// One of the rules, by its id.
    Known(String),
    /// One that nobody has written down yet.
    Named { title: String, number: String },
}

/// A clause of another document that gives way.
#[derive(Debug, Clone)]
pub(crate) struct AmendmentDecl {
    /// Id of the older document.
    pub(crate) document: String,
    /// Its clause.
    pub(crate) clause: String,
    /// The clause of this document that came in its place; empty if none did.
    pub(crate) by: String,
    /// First day on which the older clause no longer holds; else the first day of this document.
    pub(crate) from: Option<Date>,
    pub(crate) span: Span,
}

impl SuccessionDecl {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Repealed { span, .. } | Self::Superseded { span, .. } => *span,
            Self::Amends(amendment) => amendment.span,
        }
    }
}

/// An item of a document whose text is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingItem {
    /// Its id: that of the document, `-item-` and the item.
    pub id: String,
    /// The item, as the document counts it.
    pub item: String,
    /// The clause it stood in, as far as known.
    pub clause: String,
    /// The offices responsible, where their names are left; may be empty.
    pub units: String,
    /// Whether a part of the text is left.
    pub part: bool,
}

/// A clause that gives nothing, so it has no instrument. Only the audit needs it; a pack does not
/// contain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrative {
    /// The clause, as it is written in the rules.
    pub clause: String,
    /// What it is about.
    pub why: String,
}

/// The head of a definition; its body is read once all names are known.
#[derive(Debug)]
pub(crate) struct DefinitionDecl<'n> {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) document: u16,
    /// Its file, by position.
    pub(crate) file: usize,
    pub(crate) span: Span,
    pub(crate) node: &'n Node,
}

/// The head of an instrument.
#[derive(Debug)]
pub(crate) struct InstrumentDecl<'n> {
    pub(crate) id: String,
    pub(crate) document: u16,
    pub(crate) file: usize,
    pub(crate) clause: String,
    pub(crate) span: Span,
    pub(crate) node: &'n Node,
}

/// All names.
#[derive(Debug, Default)]
pub(crate) struct SymbolTable<'n> {
    pub(crate) places: Vec<Place>,
    pub(crate) goals: Vec<GoalDecl>,
    pub(crate) facts: Vec<FactDecl>,
    /// Terms of art that a question must explain.
    pub(crate) terms: Vec<String>,
    /// First fact of each id.
    pub(crate) fact_ids: BTreeMap<String, FactId>,
    pub(crate) documents: Vec<DocumentDecl>,
    pub(crate) definitions: Vec<DefinitionDecl<'n>>,
    pub(crate) instruments: Vec<InstrumentDecl<'n>>,
    /// Position of each instrument by its id.
    pub(crate) instrument_ids: BTreeMap<String, usize>,
    /// Path of each file, by position.
    pub(crate) paths: Vec<String>,
    pub(crate) used_facts: RefCell<BTreeSet<FactId>>,
    pub(crate) used_definitions: RefCell<BTreeSet<u16>>,
    /// Every citation read so far.
    pub(crate) citations: RefCell<Vec<CitationUse>>,
}

impl SymbolTable<'_> {
    /// Records the figure that the last cited sentence must contain, and the value in the rules.
    pub(crate) fn figure(&self, figure: String, value: Option<(Decimal, Unit)>) {
        if let Some(last) = self.citations.borrow_mut().last_mut() {
            last.figure = Some(figure);
            last.value = value;
        }
    }

    /// A fact by its id; the first of those that share it.
    pub(crate) fn fact(&self, id: &str) -> Option<(FactId, &Fact)> {
        let position = *self.fact_ids.get(id)?;
        Some((position, &self.facts.get(usize::from(position))?.fact))
    }

    /// Whether several places ask for a fact, each in its own words.
    pub(crate) fn worded_by_place(&self, id: &str) -> bool {
        self.facts.iter().filter(|d| d.fact.id == id).count() > 1
    }

    pub(crate) fn fact_at(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id)).map(|d| &d.fact)
    }

    pub(crate) fn fact_names(&self) -> impl Iterator<Item = &str> {
        self.fact_ids.keys().map(String::as_str)
    }

    /// The records fact that has a field of this name.
    pub(crate) fn records_with(&self, field: &str) -> Option<&Fact> {
        self.facts
            .iter()
            .map(|d| &d.fact)
            .find(|fact| match &fact.kind {
                FactKind::Records { fields, .. } => fields.iter().any(|f| f.id == field),
                FactKind::Bool { .. }
                | FactKind::Choice(_)
                | FactKind::Set(_)
                | FactKind::Number { .. }
                | FactKind::Date => false,
            })
    }

    /// Whether some fact has an option of this id.
    pub(crate) fn fact_with_option(&self, option: &str) -> Option<&Fact> {
        self.facts
            .iter()
            .map(|d| &d.fact)
            .find(|fact| match &fact.kind {
                FactKind::Choice(options) | FactKind::Set(options) => {
                    options.iter().any(|(id, _)| id == option)
                }
                FactKind::Bool { .. }
                | FactKind::Number { .. }
                | FactKind::Date
                | FactKind::Records { .. } => false,
            })
    }

    /// A place and everything that contains it, from the inside out.
    pub(crate) fn chain(&self, code: &str) -> Vec<&str> {
        chain(&self.places, code)
    }

    /// Whether a document applies in every place where another does.
    pub(crate) fn covers(&self, outer: u16, inner: u16) -> bool {
        let at = |id: u16| self.documents.get(usize::from(id));
        let (Some(outer), Some(inner)) = (at(outer), at(inner)) else {
            return false;
        };
        // Where one applies is not known, that has been reported.
        if inner.applies.is_empty() || outer.applies.is_empty() {
            return true;
        }
        inner.applies.iter().all(|code| {
            self.chain(code)
                .iter()
                .any(|c| outer.applies.iter().any(|a| a == c))
        })
    }

    /// Whether two documents apply together in any place.
    pub(crate) fn meets(&self, one: u16, other: u16) -> bool {
        let applies = |id: u16| {
            let declared = self.documents.get(usize::from(id));
            declared.map_or(&[][..], |d| d.applies.as_slice())
        };
        let within = |inner: u16, outer: u16| {
            applies(inner).iter().any(|code| {
                let around = self.chain(code);
                applies(outer).iter().any(|a| around.contains(&a.as_str()))
            })
        };
        let unknown = applies(one).is_empty() || applies(other).is_empty();
        one == other || unknown || within(one, other) || within(other, one)
    }

    /// A definition that a document may use: its own, otherwise one of a document that applies in
    /// every place where this one does.
    pub(crate) fn definition(&self, id: &str, document: u16) -> Option<u16> {
        let named = || {
            self.definitions
                .iter()
                .zip(0u16..)
                .filter(|(d, _)| d.id == id)
        };
        named()
            .find(|(d, _)| d.document == document)
            .or_else(|| named().find(|(d, _)| self.covers(d.document, document)))
            .map(|(_, position)| position)
    }
}

/// A place and everything that contains it, from the inside out; a circle ends it.
pub(crate) fn chain<'p>(places: &'p [Place], code: &str) -> Vec<&'p str> {
    let mut found: Vec<&str> = Vec::new();
    let mut next = places.iter().find(|p| p.code == code);
    while let Some(place) = next {
        if found.contains(&place.code.as_str()) {
            break;
        }
        found.push(&place.code);
        next = place
            .within
            .as_ref()
            .and_then(|w| places.iter().find(|p| p.code == *w));
    }
    found
}
