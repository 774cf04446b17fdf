//! What the pages are made of: every instrument once, with the places that it reaches.

use crate::failure::Failure;
use huice_check::Place;
use huice_core::ir::{Citation, Document, Instrument, Law, LostItem};
use std::collections::{BTreeMap, BTreeSet};

/// All law, indexed by instrument, document and place.
pub(crate) struct Site<'l> {
    /// Every place that is known, in the order of codes.
    pub(crate) places: &'l [Place],
    /// The law of each covered place, by its code.
    pub(crate) laws: BTreeMap<&'l str, &'l Law>,
    /// Every instrument, by its id.
    pub(crate) instruments: BTreeMap<&'l str, Entry<'l>>,
    /// Every document, by its id.
    pub(crate) documents: BTreeMap<&'l str, Source<'l>>,
    relations: BTreeSet<(&'l str, Relation, &'l str)>,
}

/// An instrument, and the places that it reaches.
pub(crate) struct Entry<'l> {
    /// The law its page is written from: that of the widest place.
    pub(crate) law: &'l Law,
    /// Itself.
    pub(crate) own: &'l Instrument,
    /// Codes of all places that it reaches.
    pub(crate) places: Vec<&'l str>,
}

/// A document with what belongs to it.
pub(crate) struct Source<'l> {
    /// Itself.
    pub(crate) own: &'l Document,
    /// Codes of the places that it reaches.
    pub(crate) places: Vec<&'l str>,
    /// Its instruments, in the order of its clauses.
    pub(crate) instruments: Vec<&'l str>,
    /// Its items whose text is lost.
    pub(crate) missing: Vec<&'l LostItem>,
}

/// What one instrument has to do with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// One grant in two documents.
    Same,
    /// It takes the other's place.
    Replaces,
    /// The other takes its place.
    Replaced,
    /// Never both.
    Excludes,
}

impl<'l> Site<'l> {
    /// Gathers everything.
    ///
    /// # Errors
    /// Where an id or a code cannot be the name of a file.
    pub(crate) fn of(places: &'l [Place], laws: &'l [Law]) -> Result<Self, Failure> {
        let mut site = Self {
            places,
            laws: laws.iter().map(|law| (law.place.as_str(), law)).collect(),
            instruments: BTreeMap::new(),
            documents: BTreeMap::new(),
            relations: BTreeSet::new(),
        };
        // A place stands after the place that contains it, so the first law is the widest.
        let mut ordered: Vec<&Law> = laws.iter().collect();
        ordered.sort_by_key(|law| (site.depth(&law.place), law.place.as_str()));
        for law in ordered {
            site.add(law);
        }
        let codes = places.iter().map(|place| place.code.as_str());
        for name in codes
            .chain(site.instruments.keys().copied())
            .chain(site.documents.keys().copied())
        {
            plain(name)?;
        }
        Ok(site)
    }

    fn depth(&self, code: &str) -> usize {
        self.above(code).len()
    }

    /// The places that contain a place, nearest first.
    pub(crate) fn above(&self, code: &str) -> Vec<&'l Place> {
        let mut places: Vec<&'l Place> = Vec::new();
        let mut next = self.place(code).and_then(|place| place.within.as_deref());
        while let Some(place) = next.and_then(|code| self.place(code)) {
            if places.iter().any(|known| known.code == place.code) {
                break;
            }
            places.push(place);
            next = place.within.as_deref();
        }
        places
    }

    /// A place by its code.
    pub(crate) fn place(&self, code: &str) -> Option<&'l Place> {
        self.places.iter().find(|place| place.code == code)
    }

    /// The places right within a place.
    pub(crate) fn within(&self, code: &str) -> Vec<&'l Place> {
        let inside = self.places.iter();
        inside
            .filter(|place| place.within.as_deref() == Some(code))
            .collect()
    }

    fn add(&mut self, law: &'l Law) {
        for document in &law.documents {
            self.documents
                .entry(&document.id)
                .or_insert_with(|| Source {
                    own: document,
                    places: Vec::new(),
                    instruments: Vec::new(),
                    missing: Vec::new(),
                })
                .places
                .push(&law.place);
        }
        for instrument in &law.instruments {
            let entry = self
                .instruments
                .entry(&instrument.id)
                .or_insert_with(|| Entry {
                    law,
                    own: instrument,
                    places: Vec::new(),
                });
            entry.places.push(&law.place);
            if let Some(source) = document(law, &instrument.cite)
                .and_then(|document| self.documents.get_mut(document.id.as_str()))
                && !source.instruments.contains(&instrument.id.as_str())
            {
                source.instruments.push(&instrument.id);
            }
            self.relate(law, instrument);
        }
        for missing in &law.missing {
            let document = law.documents.get(usize::from(missing.document));
            if let Some(source) =
                document.and_then(|document| self.documents.get_mut(document.id.as_str()))
                && !source.missing.iter().any(|known| known.id == missing.id)
            {
                source.missing.push(missing);
            }
        }
    }

    fn relate(&mut self, law: &'l Law, instrument: &'l Instrument) {
        let own = instrument.id.as_str();
        let id = |position: &u16| law.instruments.get(usize::from(*position));
        let mut note = |relation, back, other: &'l str| {
            self.relations.insert((own, relation, other));
            self.relations.insert((other, back, own));
        };
        for other in instrument.restates.iter().filter_map(id) {
            note(Relation::Same, Relation::Same, &other.id);
        }
        for other in instrument.replaces.iter().filter_map(id) {
            note(Relation::Replaces, Relation::Replaced, &other.id);
        }
        for other in instrument.excludes.iter().filter_map(id) {
            note(Relation::Excludes, Relation::Excludes, &other.id);
        }
    }

    /// What an instrument has to do with others; each other once, by what matters most.
    pub(crate) fn relations(&self, id: &str) -> Vec<(Relation, &'l str)> {
        let mut relations: Vec<(Relation, &'l str)> = Vec::new();
        for (own, relation, other) in &self.relations {
            if *own == id && !relations.iter().any(|(_, known)| known == other) {
                relations.push((*relation, *other));
            }
        }
        relations
    }
}

/// The document of a citation.
pub(crate) fn document<'l>(law: &'l Law, cite: &Citation) -> Option<&'l Document> {
    law.documents.get(usize::from(cite.document))
}

/// A name that becomes part of a file's name: nothing that could lead elsewhere.
fn plain(name: &str) -> Result<(), Failure> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.is_empty() || !name.bytes().all(fits) {
        return Err(Failure::Unusable(format!(
            "`{name}` 不能当文件名：只能用字母、数字、- 和 _"
        )));
    }
    Ok(())
}

/// The page of an instrument.
pub(crate) fn instrument_page(id: &str) -> String {
    format!("i-{id}.html")
}

/// The page of a place.
pub(crate) fn place_page(code: &str) -> String {
    format!("p-{code}.html")
}

/// The page of a document.
pub(crate) fn document_page(id: &str) -> String {
    format!("d-{id}.html")
}
