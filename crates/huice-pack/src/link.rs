//! Links parts: the law of a place from the packs of its documents.
//!
//! Every part numbers its documents, facts and definitions from 0, and gives each its rank in the
//! order that all parts share. An entry that two parts share is in both, and becomes one again.

use crate::columns::{Column, Columns, Text};
use crate::header::{PackError, mismatched_files, unsound};
use crate::read::{ABSENT, PackReader, position};
use huice_core::Law;
use huice_core::ir::{Definition, Goal};

/// A part whose beginning has been read.
struct Part<'a> {
    reader: PackReader<'a>,
    definitions: Vec<String>,
    instruments: Vec<String>,
    /// What the part's positions of instruments mean.
    here: Vec<u16>,
    /// Ids of instruments of other parts that this one refers to.
    others: Vec<String>,
}

/// Puts parts together, in any order.
pub(crate) fn link(columns: Vec<Columns<'_>>) -> Result<Law, PackError> {
    let mut parts = Vec::new();
    for columns in columns {
        parts.push(Part {
            reader: PackReader::new(columns),
            definitions: Vec::new(),
            instruments: Vec::new(),
            here: Vec::new(),
            others: Vec::new(),
        });
    }
    let mut law = Law::default();
    documents(&mut parts, &mut law)?;
    facts(&mut parts, &mut law)?;
    bodies(&mut parts, &mut law)?;
    relations(&parts, &mut law)?;
    Ok(law)
}

/// Rising ranks, as many as the count.
fn ranks(reader: &mut PackReader<'_>) -> Vec<u16> {
    let mut next = 0u16;
    let count = reader.from.short(Column::Shape);
    let mut ranks = Vec::new();
    for _ in 0..count {
        let rank = next.checked_add(reader.from.short(Column::Rank));
        reader.from.sound &= rank.is_some_and(|rank| rank < u16::MAX);
        if !reader.from.sound {
            break;
        }
        let rank = rank.unwrap_or_default();
        ranks.push(rank);
        next = rank + 1;
    }
    ranks
}

/// For each part, the positions among all of its entries of one kind, ascending.
type Places = Vec<Vec<u16>>;

/// Ranks of the entries of one kind in all parts, as positions.
fn places(parts: &mut [Part<'_>]) -> Result<Places, PackError> {
    let mut left = Vec::new();
    for part in parts.iter_mut() {
        let mut ranks = ranks(&mut part.reader);
        ranks.reverse();
        left.push(ranks);
    }
    sound(parts, true)?;
    let mut places = vec![Vec::new(); left.len()];
    let mut at = 0;
    while let Some(least) = left.iter().filter_map(|ranks| ranks.last()).min().copied() {
        for (ranks, own) in left.iter_mut().zip(&mut places) {
            if ranks.last() == Some(&least) {
                ranks.pop();
                own.push(at);
            }
        }
        at += 1;
    }
    Ok(places)
}

/// Visits all positions and, at each, the parts that have an entry there. `put` receives the next
/// entry of the part, and whether another part has one for the same position; it returns whether
/// the two are equal. Returns true if they are equal at every position.
fn each<'a>(
    parts: &mut [Part<'a>],
    places: &Places,
    put: &mut dyn FnMut(&mut Part<'a>, usize, bool) -> bool,
) -> bool {
    let mut fit = true;
    let mut next = vec![0; parts.len()];
    for at in 0..=u16::MAX {
        let mut present = false;
        for ((part, own), n) in parts.iter_mut().zip(places).zip(&mut next) {
            if own.get(*n) == Some(&at) {
                fit &= put(part, *n, present);
                *n += 1;
                present = true;
            }
        }
        if !present {
            break;
        }
    }
    fit
}

/// Refuses what did not read as it should, and parts that do not agree.
fn sound(parts: &[Part<'_>], fit: bool) -> Result<(), PackError> {
    if !parts.iter().all(|part| part.reader.from.sound) {
        Err(unsound())
    } else if fit {
        Ok(())
    } else {
        Err(mismatched_files())
    }
}

/// Appends an entry, or compares it with the last one.
fn put<T>(list: &mut Vec<T>, again: bool, thing: T, same: fn(&T, &T) -> bool) -> bool {
    if again {
        return list.last().is_some_and(|there| same(there, &thing));
    }
    list.push(thing);
    true
}

/// The place, the goals, the documents and the topics.
fn documents(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let mut goals: Option<Vec<Goal>> = None;
    let mut agreed = true;
    for part in parts.iter_mut() {
        law.place = part.reader.from.text(Text::Id);
        law.place_name = part.reader.from.text(Text::Title);
        law.contacts = part.reader.contacts();
        let own = part.reader.list(PackReader::goal);
        agreed &= goals.get_or_insert_with(|| own.clone()) == &own;
    }
    law.goals = goals.unwrap_or_default();
    sound(parts, agreed)?;
    let documents = places(parts)?;
    let mut fit = each(parts, &documents, &mut |part, _, again| {
        let document = part.reader.document();
        put(&mut law.documents, again, document, |a, b| a.id == b.id)
    });
    let topics = places(parts)?;
    fit &= each(parts, &topics, &mut |part, _, again| {
        let topic = part.reader.from.text(Text::Title);
        put(&mut law.topics, again, topic, |a, b| a == b)
    });
    for ((part, documents), topics) in parts.iter_mut().zip(documents).zip(topics) {
        part.reader.positions.documents = documents;
        part.reader.positions.topics = topics;
    }
    sound(parts, fit)
}

/// The facts.
fn facts(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let facts = places(parts)?;
    let fit = each(parts, &facts, &mut |part, _, again| {
        let fact = part.reader.fact();
        put(&mut law.facts, again, fact, |a, b| a.id == b.id)
    });
    sound(parts, fit)?;
    let mut done = vec![false; law.facts.len()];
    let mut fit = true;
    for (part, own) in parts.iter_mut().zip(facts) {
        let others = part.reader.list(|r| r.from.text(Text::Id));
        let others = others.iter().map(|id| law.fact(id));
        let others = others.map(|fact| fact.map_or(ABSENT, |(at, _)| at));
        part.reader.positions.facts = own.iter().copied().chain(others).collect();
        for at in &own {
            let (follows, contradicts) = part.reader.inferences();
            let Some(fact) = law.facts.get_mut(usize::from(*at)) else {
                continue;
            };
            let done = done.get_mut(usize::from(*at));
            if done.is_some_and(|done| !std::mem::replace(done, true)) {
                (fact.follows, fact.contradicts) = (follows, contradicts);
            } else {
                fit &= fact.follows == follows && fact.contradicts == contradicts;
            }
        }
        // From here on only its own facts are read.
        part.reader.positions.facts = own;
    }
    sound(parts, fit)
}

/// The definitions, the instruments, and the items whose text is lost.
fn bodies(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let definitions = places(parts)?;
    for (part, own) in parts.iter_mut().zip(&definitions) {
        part.definitions = ids(&mut part.reader, own.len());
        part.reader.positions.definitions.clone_from(own);
    }
    let instruments = places(parts)?;
    for (part, own) in parts.iter_mut().zip(&instruments) {
        part.instruments = ids(&mut part.reader, own.len());
        part.here.clone_from(own);
        part.others = part.reader.list(|r| r.from.text(Text::Id));
    }
    let missing = places(parts)?;
    // No two parts hold the same item, nor the same instrument.
    let mut fit = each(parts, &missing, &mut |part, _, again| {
        let missing = part.reader.missing();
        put(&mut law.missing, again, missing, |_, _| false)
    });
    sound(parts, true)?;
    fit &= each(parts, &definitions, &mut |part, n, again| {
        let definition = Definition {
            id: taken(&mut part.definitions, n),
            title: part.reader.from.text(Text::Title),
            cite: part.reader.citation(),
            holds: part.reader.condition(),
        };
        put(&mut law.definitions, again, definition, |a, b| a.id == b.id)
    });
    fit &= each(parts, &instruments, &mut |part, n, again| {
        let id = taken(&mut part.instruments, n);
        let mut instrument = part.reader.instrument(id);
        for office in &mut instrument.offices {
            let name = part.reader.offices.get(usize::from(*office));
            *office = position(&mut law.offices, name.map_or("", String::as_str));
        }
        put(&mut law.instruments, again, instrument, |_, _| false)
    });
    for part in parts.iter_mut() {
        fit &= part.reader.from.finish();
    }
    sound(parts, fit)
}

fn ids(reader: &mut PackReader<'_>, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(reader.from.text(Text::Id));
    }
    ids
}

fn taken(ids: &mut [String], n: usize) -> String {
    ids.get_mut(n).map(std::mem::take).unwrap_or_default()
}

/// Positions of instruments, from those of their parts.
fn relations(parts: &[Part<'_>], law: &mut Law) -> Result<(), PackError> {
    for part in parts {
        let mut mean = Vec::new();
        for at in &part.here {
            mean.push(Some(*at));
        }
        // An instrument that none of the parts holds does not apply in this place.
        for id in &part.others {
            mean.push(law.instrument(id).map(|(at, _)| at));
        }
        for at in &part.here {
            let Some(instrument) = law.instruments.get_mut(usize::from(*at)) else {
                continue;
            };
            if let Some(other) = instrument.restates {
                let other = mean.get(usize::from(other)).ok_or_else(mismatched_files)?;
                instrument.restates = *other;
            }
            translate(&mean, &mut instrument.excludes)?;
            translate(&mean, &mut instrument.replaces)?;
            if let Some(loan) = &mut instrument.loan {
                translate(&mean, &mut loan.helps)?;
            }
        }
    }
    Ok(())
}

/// Puts what positions mean in their place, and leaves out those that mean nothing here.
fn translate(mean: &[Option<u16>], list: &mut Vec<u16>) -> Result<(), PackError> {
    for at in std::mem::take(list) {
        let known = mean.get(usize::from(at)).ok_or_else(mismatched_files)?;
        list.extend(*known);
    }
    Ok(())
}
