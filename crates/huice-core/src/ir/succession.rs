//! Which text gave way to which.

use super::{Document, Instrument, Law};
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// A clause, or a whole document, that gave way to another on some day. The older document and the
/// newer one each hold one, as seen from their side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The clause of this document, as in 三(八); empty for the whole of it.
    pub clause: String,
    /// First day on which the older text no longer holds.
    pub from: Date,
    /// The other document; `None` if nothing came in the place of this one.
    pub other: Option<DocumentName>,
    /// Its clause; empty for the whole of it. Where only the newer of the two is empty, the newer
    /// document ended the clause and put nothing in its place.
    pub other_clause: String,
}

/// A document as it is named by another. It need not be one of the law's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentName {
    /// Its id; empty if the rules do not have it.
    pub id: String,
    /// Official title.
    pub title: String,
    /// 文号; empty where the text has none.
    pub number: String,
}

impl Succession {
    /// Whether it is about a clause: that one, or the whole document.
    #[must_use]
    pub fn concerns(&self, clause: &str) -> bool {
        self.clause.is_empty() || self.clause == clause
    }

    /// Whether a clause ended and no other took its place.
    #[must_use]
    pub fn nothing_in_its_place(&self) -> bool {
        self.other.is_none() || self.clause.is_empty() != self.other_clause.is_empty()
    }
}

impl Document {
    /// What ended a clause: the earliest, if several did.
    #[must_use]
    pub fn end_of(&self, clause: &str) -> Option<&Succession> {
        let own = self.ended.iter().filter(|one| one.concerns(clause));
        own.min_by_key(|one| one.from)
    }

    /// What a clause took the place of.
    pub fn amended_by<'d>(&'d self, clause: &'d str) -> impl Iterator<Item = &'d Succession> {
        let own = self.amends.iter().filter(move |one| one.concerns(clause));
        own.filter(|one| !one.nothing_in_its_place())
    }
}

impl Law {
    /// Whether two texts of one grant follow each other: the document of the one took the place of
    /// the other's, so they never hold together.
    #[must_use]
    pub fn follow_each_other(&self, one: &Instrument, other: &Instrument) -> bool {
        let document = |of: &Instrument| self.documents.get(usize::from(of.cite.document));
        let (Some(a), Some(b)) = (document(one), document(other)) else {
            return false;
        };
        let ends = |ended: &Document, clause: &str, by: &Document| {
            let named = ended.end_of(clause).and_then(|end| end.other.as_ref());
            named.is_some_and(|named| named.id == by.id)
        };
        ends(a, &one.cite.clause, b) || ends(b, &other.cite.clause, a)
    }
}
