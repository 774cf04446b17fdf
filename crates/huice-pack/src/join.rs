//! Parts put together: the law of a place out of the packs of its documents.
//!
//! Every part numbers its documents, facts and definitions from 0, and gives each its rank in the
//! order that all parts share. What two parts both hold stands in both, and becomes one again.

use crate::columns::{Column, Columns, Text};
use crate::gate::{PackError, strangers, unsound};
use crate::read::Reader;
use huice_core::Law;
use huice_core::ir::{Definition, Fact, Instrument};

/// A part of which the beginning has been read.
struct Part<'a> {
    reader: Reader<'a>,
    definitions: Vec<String>,
    instruments: Vec<String>,
    /// What the part's positions of instruments mean.
    here: Vec<u16>,
    /// Ids of instruments of other parts that this one refers to.
    others: Vec<String>,
}

/// Puts parts together, in any order.
pub(crate) fn join(parts: Vec<Columns<'_>>) -> Result<Law, PackError> {
    let mut parts: Vec<Part<'_>> = parts
        .into_iter()
        .map(|columns| Part {
            reader: Reader::new(columns),
            definitions: Vec::new(),
            instruments: Vec::new(),
            here: Vec::new(),
            others: Vec::new(),
        })
        .collect();
    let mut law = Law::default();
    documents(&mut parts, &mut law)?;
    facts(&mut parts, &mut law)?;
    bodies(&mut parts, &mut law)?;
    relations(&parts, &mut law)?;
    Ok(law)
}

/// What no other part says differently, in its place.
struct Slots<T>(Vec<Option<T>>);

impl<T> Slots<T> {
    fn new(count: usize) -> Self {
        Self((0..count).map(|_| None).collect())
    }

    /// Puts a value where it belongs. `false` where another stands there that is not the same.
    fn put(&mut self, at: u16, value: T, same: fn(&T, &T) -> bool) -> bool {
        match self.0.get_mut(usize::from(at)) {
            Some(Some(there)) => same(there, &value),
            Some(slot) => {
                *slot = Some(value);
                true
            }
            None => false,
        }
    }

    fn done(self) -> Vec<T> {
        let mut all = Vec::new();
        for slot in self.0 {
            all.extend(slot);
        }
        all
    }
}

/// Ranks that rise, as many as the count says.
fn ranks(reader: &mut Reader<'_>) -> Vec<u16> {
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

/// The positions of ranks among all ranks, and how many there are.
fn merge(ranks: &[Vec<u16>]) -> (Vec<Vec<u16>>, usize) {
    let mut all = ranks.concat();
    all.sort_unstable();
    all.dedup();
    let position = |rank: &u16| {
        let at = all.binary_search(rank).unwrap_or_default();
        u16::try_from(at).unwrap_or(u16::MAX)
    };
    let positions = ranks
        .iter()
        .map(|ranks| ranks.iter().map(position).collect())
        .collect();
    (positions, all.len())
}

fn sound(parts: &[Part<'_>]) -> Result<(), PackError> {
    if parts.iter().all(|part| part.reader.from.sound) {
        Ok(())
    } else {
        Err(unsound())
    }
}

/// Ranks of one kind of thing in all parts, as positions.
fn positions(parts: &mut [Part<'_>]) -> Result<(Vec<Vec<u16>>, usize), PackError> {
    let found: Vec<Vec<u16>> = parts.iter_mut().map(|p| ranks(&mut p.reader)).collect();
    sound(parts)?;
    Ok(merge(&found))
}

/// The place, the documents and the topics.
fn documents(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    for part in parts.iter_mut() {
        law.place = part.reader.from.text(Text::Id);
        law.place_name = part.reader.from.text(Text::Title);
    }
    let (documents, count) = positions(parts)?;
    let mut slots = Slots::new(count);
    let mut fit = true;
    for (part, positions) in parts.iter_mut().zip(documents) {
        for at in &positions {
            fit &= slots.put(*at, part.reader.document(), |a, b| a.id == b.id);
        }
        part.reader.positions.documents = positions;
    }
    law.documents = slots.done();
    let (topics, count) = positions(parts)?;
    let mut slots = Slots::new(count);
    for (part, positions) in parts.iter_mut().zip(topics) {
        for at in &positions {
            let topic = part.reader.from.text(Text::Title);
            fit &= slots.put(*at, topic, |a, b| a == b);
        }
        part.reader.positions.topics = positions;
    }
    law.topics = slots.done();
    sound(parts)?;
    if fit { Ok(()) } else { Err(strangers()) }
}

/// The facts; of definitions and instruments the ids.
fn facts(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let (facts, count) = positions(parts)?;
    let mut slots = Slots::new(count);
    let mut fit = true;
    for (part, positions) in parts.iter_mut().zip(facts) {
        for at in &positions {
            let fact: Fact = part.reader.fact();
            fit &= slots.put(*at, fact, |a, b| a.id == b.id);
        }
        part.reader.positions.facts = positions;
    }
    law.facts = slots.done();
    sound(parts)?;
    if fit { Ok(()) } else { Err(strangers()) }
}

/// The definitions and the instruments.
fn bodies(parts: &mut [Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let (definitions, definition_count) = positions(parts)?;
    for (part, positions) in parts.iter_mut().zip(definitions) {
        for _ in &positions {
            part.definitions.push(part.reader.from.text(Text::Id));
        }
        part.reader.positions.definitions = positions;
    }
    let (instruments, instrument_count) = positions(parts)?;
    for (part, positions) in parts.iter_mut().zip(instruments) {
        for _ in &positions {
            part.instruments.push(part.reader.from.text(Text::Id));
        }
        part.here = positions;
        part.others = part.reader.list(|r| r.from.text(Text::Id));
    }
    let mut fit = lost(parts, law)?;
    let mut definitions = Slots::new(definition_count);
    let mut instruments = Slots::new(instrument_count);
    for part in parts.iter_mut() {
        let reader = &mut part.reader;
        for (id, at) in std::mem::take(&mut part.definitions)
            .into_iter()
            .zip(reader.positions.definitions.clone())
        {
            let definition = Definition {
                id,
                title: reader.from.text(Text::Title),
                cite: reader.citation(),
                holds: reader.condition(),
            };
            fit &= definitions.put(at, definition, |a, b| a.id == b.id);
        }
        for (id, at) in std::mem::take(&mut part.instruments)
            .into_iter()
            .zip(&part.here)
        {
            // No two parts hold the same instrument.
            let instrument: Instrument = reader.instrument(id);
            fit &= instruments.put(*at, instrument, |_, _| false);
        }
        fit &= reader.from.finish();
    }
    law.definitions = definitions.done();
    law.instruments = instruments.done();
    sound(parts)?;
    if fit { Ok(()) } else { Err(strangers()) }
}

/// The items whose text is lost. Whether the parts agree on them.
fn lost(parts: &mut [Part<'_>], law: &mut Law) -> Result<bool, PackError> {
    let (missing, count) = positions(parts)?;
    let mut slots = Slots::new(count);
    let mut fit = true;
    for (part, positions) in parts.iter_mut().zip(missing) {
        for at in &positions {
            fit &= slots.put(*at, part.reader.missing(), |_, _| false);
        }
    }
    law.missing = slots.done();
    sound(parts)?;
    Ok(fit)
}

/// Positions of instruments, from those of their parts.
fn relations(parts: &[Part<'_>], law: &mut Law) -> Result<(), PackError> {
    let ids: Vec<String> = law.instruments.iter().map(|i| i.id.clone()).collect();
    for part in parts {
        // An instrument that none of the parts holds does not apply in this place.
        let others = part.others.iter().map(|id| {
            let found = (0u16..).zip(&ids).find(|(_, known)| *known == id);
            found.map(|(at, _)| at)
        });
        let mean: Vec<Option<u16>> = part.here.iter().copied().map(Some).chain(others).collect();
        for at in &part.here {
            let Some(instrument) = law.instruments.get_mut(usize::from(*at)) else {
                continue;
            };
            if let Some(other) = instrument.restates {
                let other = mean.get(usize::from(other)).ok_or_else(strangers)?;
                instrument.restates = *other;
            }
            let mut lists = vec![&mut instrument.excludes, &mut instrument.replaces];
            lists.extend(instrument.loan.as_mut().map(|loan| &mut loan.helps));
            for list in lists {
                if list.iter().any(|at| usize::from(*at) >= mean.len()) {
                    return Err(strangers());
                }
                let known = |at: &u16| mean.get(usize::from(*at)).copied().flatten();
                *list = list.iter().filter_map(known).collect();
            }
        }
    }
    Ok(())
}
