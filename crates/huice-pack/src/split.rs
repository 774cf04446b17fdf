//! The law of a place cut into parts: one for each document, so that places that share a document
//! share its file.

use crate::alphabet::{self, Alphabet};
use crate::columns::{APART, Column, TEXTS, Text};
use crate::cut::{Cut, cuts};
use crate::header::{self, PackError};
use crate::inferences::{Inferences, Shared};
use crate::ranks::Ranks;
use crate::write::{Numbering, PackWriter, Used};
use crate::{PACK, WORDS};
use huice_core::Law;
use huice_core::ir::{Contacts, Fact};
use std::collections::{BTreeMap, BTreeSet};

/// A pack of everything, its words within.
pub(crate) fn whole(law: &Law) -> Result<Vec<u8>, PackError> {
    let all = |count: usize| (0u16..).take(count).collect::<BTreeSet<u16>>();
    let cut = Cut {
        document: String::new(),
        used: Used {
            documents: all(law.documents.len()),
            facts: all(law.facts.len()),
            definitions: all(law.definitions.len()),
        },
        topics: all(law.topics.len()),
        instruments: all(law.instruments.len()),
        missing: all(law.missing.len()),
    };
    let ranks = Ranks::of(&[law])?;
    let writer = part(law, &cut, &ranks, &Shared::whole(law, &ranks), true)?;
    let mut body = vec![0];
    let words = writer.to.words(0..TEXTS);
    alphabet::write(&mut body, &alphabet(&words)?, &words);
    body.extend(writer.to.body());
    header::seal(PACK, &body)
}

/// A document's pack and the file of its words.
#[derive(Debug)]
pub(crate) struct Files {
    /// Id of the document.
    pub(crate) document: String,
    /// What is needed to ask and to decide.
    pub(crate) pack: Vec<u8>,
    /// What is read on the cards.
    pub(crate) words: Vec<u8>,
}

/// A law as the packs of its documents.
pub(crate) fn by_document(
    law: &Law,
    ranks: &Ranks,
    shared: &Shared,
) -> Result<Vec<Files>, PackError> {
    let mut all = Vec::new();
    for cut in cuts(law) {
        let writer = part(law, &cut, ranks, shared, false)?;
        // One alphabet, in the pack, for both.
        let alphabet = alphabet(&writer.to.words(0..TEXTS))?;
        let words = alphabet.code(&writer.to.words(APART..TEXTS));
        let mut body = vec![1];
        body.extend(header::hash(&words).to_le_bytes());
        alphabet::write(&mut body, &alphabet, &writer.to.words(0..APART));
        body.extend(writer.to.body());
        all.push(Files {
            document: cut.document,
            pack: header::seal(PACK, &body)?,
            words: header::seal(WORDS, &words)?,
        });
    }
    Ok(all)
}

/// The alphabet of a text, if it can be written.
fn alphabet(text: &str) -> Result<Alphabet, PackError> {
    let alphabet = Alphabet::of(text);
    if alphabet.fits() {
        Ok(alphabet)
    } else {
        Err(PackError::Invalid("too many different signs".into()))
    }
}

/// Positions in the law, each with the next position in the part.
fn number(set: &BTreeSet<u16>) -> BTreeMap<u16, u16> {
    set.iter().copied().zip(0..).collect()
}

/// Writes what the cut holds.
fn part(
    law: &Law,
    cut: &Cut,
    ranks: &Ranks,
    shared: &Shared,
    placed: bool,
) -> Result<PackWriter, PackError> {
    let mut w = PackWriter {
        numbering: Numbering {
            documents: number(&cut.used.documents),
            topics: number(&cut.topics),
            facts: number(&cut.used.facts),
            definitions: number(&cut.used.definitions),
        },
        ..PackWriter::default()
    };
    // A document's pack does not name the place: all its places share it.
    w.to.text(Text::Id, if placed { &law.place } else { "" });
    w.to.text(Text::Title, if placed { &law.place_name } else { "" });
    let nobody = Contacts::default();
    w.contacts(if placed { &law.contacts } else { &nobody });
    w.list(&law.goals, PackWriter::goal);
    let documents = pick(&law.documents, &cut.used.documents);
    put_ranks(&mut w, &ranks.documents, documents.iter().map(|d| &d.id));
    documents.iter().for_each(|d| w.document(d));
    let topics = pick(&law.topics, &cut.topics);
    put_ranks(&mut w, &ranks.topics, topics.iter().copied());
    topics
        .iter()
        .for_each(|topic| w.to.text(Text::Title, topic));
    let facts = pick(&law.facts, &cut.used.facts);
    put_ranks(&mut w, &ranks.facts, facts.iter().map(|f| &f.id));
    facts.iter().for_each(|f| w.fact(f));
    put_inferences(&mut w, &facts, &cut.document, ranks, shared);
    let definitions = pick(&law.definitions, &cut.used.definitions);
    put_ranks(
        &mut w,
        &ranks.definitions,
        definitions.iter().map(|d| &d.id),
    );
    definitions.iter().for_each(|d| w.to.text(Text::Id, &d.id));
    let instruments = pick(&law.instruments, &cut.instruments);
    put_ranks(
        &mut w,
        &ranks.instruments,
        instruments.iter().map(|i| &i.id),
    );
    instruments.iter().for_each(|i| w.to.text(Text::Id, &i.id));
    let others = others(law, cut);
    w.to.count(others.len());
    for at in others.keys() {
        let other = law.instruments.get(usize::from(*at));
        w.to.text(Text::Id, other.map_or("", |i| &i.id));
    }
    let missing = pick(&law.missing, &cut.missing);
    put_ranks(&mut w, &ranks.missing, missing.iter().map(|m| &m.id));
    missing.iter().for_each(|m| w.missing(m));
    for definition in definitions {
        w.to.text(Text::Title, &definition.title);
        w.citation(&definition.cite);
        w.condition(&definition.holds);
    }
    let here = number(&cut.instruments);
    for instrument in instruments {
        w.instrument(instrument, &law.offices, &mut |at| {
            let known = here.get(&at).or_else(|| others.get(&at));
            known.copied().unwrap_or(at)
        });
    }
    match w.to.wrong.take() {
        None => Ok(w),
        Some(wrong) => Err(PackError::Invalid(wrong)),
    }
}

/// The items at these positions.
fn pick<'a, T>(all: &'a [T], positions: &BTreeSet<u16>) -> Vec<&'a T> {
    let at = |at: &u16| all.get(usize::from(*at));
    positions.iter().filter_map(at).collect()
}

/// How many, and the rank of each as the distance from the one before.
fn put_ranks<'a>(
    w: &mut PackWriter,
    ranks: &BTreeMap<String, u16>,
    names: impl Iterator<Item = &'a String>,
) {
    let own_ranks: Vec<u16> = names.filter_map(|name| ranks.get(name).copied()).collect();
    w.to.count(own_ranks.len());
    let mut next = 0;
    for rank in own_ranks {
        // They rise: see `Ranks::of`.
        w.to.number(Column::Rank, u64::from(rank.saturating_sub(next)));
        next = rank.saturating_add(1);
    }
}

/// The ids of the facts of other parts that are read, and for each fact what settles it.
fn put_inferences(
    w: &mut PackWriter,
    facts: &[&Fact],
    document: &str,
    ranks: &Ranks,
    shared: &Shared,
) {
    let mut positions: BTreeMap<u16, u16> = BTreeMap::new();
    let own = facts.iter().filter_map(|fact| ranks.fact(&fact.id));
    positions.extend(own.zip(0..));
    let all: Vec<_> = facts
        .iter()
        .map(|fact| shared.get(document, &fact.id))
        .collect();
    let read: BTreeSet<u16> = all.iter().flat_map(Inferences::reads).collect();
    let others: Vec<(&String, u16)> = ranks
        .facts
        .iter()
        .map(|(id, rank)| (id, *rank))
        .filter(|(_, rank)| read.contains(rank) && !positions.contains_key(rank))
        .collect();
    w.to.count(others.len());
    for (id, rank) in others {
        w.to.text(Text::Id, id);
        let next = u16::try_from(positions.len()).unwrap_or(u16::MAX);
        positions.insert(rank, next);
    }
    // Here facts are known by their ranks.
    let by_position = std::mem::replace(&mut w.numbering.facts, positions);
    for one in &all {
        w.inferences(&one.follows, &one.contradicts);
    }
    w.numbering.facts = by_position;
}

/// Instruments of other parts that these refer to, with the positions they have in this part.
fn others(law: &Law, cut: &Cut) -> BTreeMap<u16, u16> {
    let instruments = pick(&law.instruments, &cut.instruments);
    let named: BTreeSet<u16> = instruments
        .iter()
        .flat_map(|i| {
            let helps = i.loan.iter().flat_map(|loan| &loan.helps);
            i.excludes
                .iter()
                .chain(&i.replaces)
                .chain(&i.restates)
                .chain(helps)
        })
        .copied()
        .filter(|at| !cut.instruments.contains(at))
        .collect();
    let first = u16::try_from(cut.instruments.len()).unwrap_or(u16::MAX);
    named.into_iter().zip(first..).collect()
}
