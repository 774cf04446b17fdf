//! Places become files: packs, words and index, each read back before it counts.

use crate::decode_files;
use crate::header::{self, PackError};
use crate::index::{Index, IndexPlace, PackRef, version};
use crate::inferences::Shared;
use crate::parts::index_files;
use crate::ranks::Ranks;
use crate::split;
use crate::verify::verify;
use huice_core::Law;
use huice_core::ir::{Contacts, Goal};

/// A place on its way into packs and index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// GB/T 2260 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name in letters; may be empty.
    pub pinyin: String,
    /// Code of the place that contains it.
    pub within: Option<String>,
    /// Hotlines and portal of the place.
    pub contacts: Contacts,
    /// The law that reaches it; `None` where no document applies.
    pub law: Option<Law>,
}

/// What some places need, published: their files, and their entries in the index.
#[derive(Debug, Default)]
pub struct Published {
    /// The files by name: for every document a pack and its words.
    pub files: Vec<(String, Vec<u8>)>,
    /// The places.
    places: Vec<IndexPlace>,
    goals: Vec<Goal>,
}

/// The files of some places. Places that share a document are to be written together: then they
/// share its files.
///
/// # Errors
/// If a law does not pass the gate.
pub fn write_places(entries: &[Entry]) -> Result<Published, PackError> {
    let laws: Vec<&Law> = entries.iter().filter_map(|e| e.law.as_ref()).collect();
    let ranks = Ranks::of(&laws)?;
    let shared = Shared::of(&laws, &ranks)?;
    if laws
        .iter()
        .zip(laws.iter().skip(1))
        .any(|(a, b)| a.goals != b.goals)
    {
        let what = "the laws of two places have other goals";
        return Err(PackError::Invalid(what.into()));
    }
    let mut published = Published {
        goals: laws.first().map_or_else(Vec::new, |law| law.goals.clone()),
        ..Published::default()
    };
    for entry in entries {
        let law = entry.law.as_ref();
        let pack = law
            .map(|law| publish(law, &ranks, &shared, &mut published.files))
            .transpose()?;
        published.places.push(IndexPlace {
            code: entry.code.clone(),
            name: entry.name.clone(),
            pinyin: entry.pinyin.clone(),
            within: entry.within.clone(),
            covered: pack.is_some(),
            contacts: entry.contacts.clone(),
            pack,
        });
    }
    Ok(published)
}

/// The index of what was published, part by part.
#[must_use]
pub fn whole_index(parts: &[Published]) -> Index {
    let mut places: Vec<IndexPlace> = parts.iter().flat_map(|p| &p.places).cloned().collect();
    places.sort_by(|a, b| a.code.cmp(&b.code));
    let goals = parts.iter().map(|part| &part.goals);
    let goals = goals.max_by_key(|goals| goals.len()).cloned();
    Index {
        version: version(&places),
        goals: goals.unwrap_or_default(),
        places,
        names: None,
    }
}

/// All files to publish, by name: for every document a pack and its words, and the index.
///
/// # Errors
/// If a law does not pass the gate, or a code is given twice.
pub fn write_all(entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>, PackError> {
    let published = write_places(entries)?;
    let index = index_files(&whole_index(std::slice::from_ref(&published)))?;
    let mut files = published.files;
    files.extend(index);
    Ok(files)
}

/// Adds the files of a law to those that are there, and returns which they are.
fn publish(
    law: &Law,
    ranks: &Ranks,
    shared: &Shared,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<PackRef, PackError> {
    verify(law)?;
    let mut own: Vec<(String, Vec<u8>)> = Vec::new();
    for part in split::by_document(law, ranks, shared)? {
        for (end, bytes) in [("pack", part.pack), ("words", part.words)] {
            let name = format!("{}-{:016x}.{end}", part.document, header::hash(&bytes));
            own.push((name, bytes));
        }
    }
    // The published files must read back as the law that was written.
    let bytes: Vec<&[u8]> = own.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let mut read = decode_files(&bytes)?;
    read.place.clone_from(&law.place);
    read.place_name.clone_from(&law.place_name);
    read.contacts.clone_from(&law.contacts);
    if read != *law {
        return Err(PackError::Invalid(format!(
            "the law of {} read back from its packs is different",
            law.place
        )));
    }
    let length: usize = bytes.iter().map(|b| b.len()).sum();
    let pack = PackRef {
        files: own.iter().map(|(name, _)| name.clone()).collect(),
        bytes: u32::try_from(length).map_err(|_| PackError::TooLong(length))?,
    };
    for file in own {
        if !files.iter().any(|(name, _)| *name == file.0) {
            files.push(file);
        }
    }
    Ok(pack)
}
