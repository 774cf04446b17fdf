//! The index: every place that is known, and which pack covers it.

use crate::alphabet::{self, Alphabet};
use crate::columns::{Column, Columns, TEXTS, Text};
use crate::decode_files;
use crate::header::{self, PackError};
use crate::inferences::Shared;
use crate::ranks::Ranks;
use crate::read::PackReader;
use crate::split;
use crate::verify::{self, unique, verify};
use crate::write::PackWriter;
use huice_core::Law;
use huice_core::ir::{Contacts, Goal};
use huice_core::text::contains;
use serde::Serialize;
use std::collections::BTreeSet;

/// Magic of the index.
const INDEX: [u8; 4] = *b"HCIX";

/// Name of the index among the files. It is the only one whose content may change under its
/// name, so it is the only one that is not to be cached.
pub const INDEX_FILE: &str = "index.bin";

/// Every place, and the version of the law as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Index {
    /// Hash over all packs, 16 hex digits: two indexes with the same version hold the same law.
    pub version: String,
    /// Goals that a person may choose; the same in every place.
    pub goals: Vec<Goal>,
    /// The places, in the order of their codes.
    pub places: Vec<IndexPlace>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct IndexPlace {
    /// GB/T 2260 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name in letters, for searching; may be empty.
    pub pinyin: String,
    /// Code of the place that contains it, where that is known.
    pub within: Option<String>,
    /// Whether a document applies here.
    pub covered: bool,
    /// Hotlines and portal of this place.
    pub contacts: Contacts,
    /// Its pack; `None` where no document applies.
    pub pack: Option<PackRef>,
}

impl IndexPlace {
    /// The addresses of its files, below the address of the index's folder; none where no
    /// document applies.
    #[must_use]
    pub fn addresses(&self, folder: &str) -> Vec<String> {
        let files = self.pack.iter().flat_map(|pack| &pack.files);
        files.map(|file| format!("{folder}{file}")).collect()
    }

    /// The name of a file of this place that is not among these bytes. Names contain hashes, so the
    /// law of one place is not mistaken for another's. `None` if all are there.
    #[must_use]
    pub fn lacks(&self, files: &[impl AsRef<[u8]>]) -> Option<&str> {
        let hashes: Vec<String> = files
            .iter()
            .map(|bytes| format!("-{:016x}.", header::hash(bytes.as_ref())))
            .collect();
        let mut names = self.pack.iter().flat_map(|pack| &pack.files);
        let lost = |name: &&String| !hashes.iter().any(|hash| contains(name, hash));
        names.find(lost).map(String::as_str)
    }

    /// The law of the place in the bytes of its files, in any order.
    ///
    /// # Errors
    /// As [`decode_files`].
    pub fn open(&self, files: &[impl AsRef<[u8]>]) -> Result<Law, PackError> {
        let mut law = decode_files(files)?;
        law.place.clone_from(&self.code);
        law.place_name.clone_from(&self.name);
        law.contacts.clone_from(&self.contacts);
        Ok(law)
    }
}

/// Where the law of a place is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PackRef {
    /// Names of its files, beside the index: packs and the words of packs. All are needed.
    pub files: Vec<String>,
    /// Their length in bytes, together.
    pub bytes: u32,
}

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

/// The bytes of an index.
///
/// # Errors
/// [`PackError::Invalid`] where the index would not pass its own gate on the way back.
pub fn encode_index(index: &Index) -> Result<Vec<u8>, PackError> {
    verify_index(index)?;
    let mut writer = PackWriter::default();
    writer.to.text(Text::Title, &index.version);
    writer.list(&index.goals, PackWriter::goal);
    writer.to.count(index.places.len());
    for (at, place) in index.places.iter().enumerate() {
        let w = &mut writer.to;
        w.text(Text::Id, &place.code);
        w.text(Text::Title, &place.name);
        w.text(Text::Label, &place.pinyin);
        w.text(Text::Id, place.within.as_deref().unwrap_or_default());
        let files = place.pack.as_ref().map_or(&[][..], |pack| &pack.files);
        w.count(files.len());
        for file in files {
            w.text(Text::Cite, file);
        }
        if let Some(pack) = &place.pack {
            w.number(Column::Number, pack.bytes.into());
        }
        // 0: those of the place that contains it, if that comes before it.
        let before = index.places.get(..at).unwrap_or_default();
        let around = around(before, place.within.as_ref());
        let own = around.is_none_or(|around| around.contacts != place.contacts);
        w.count(own.into());
        if own {
            writer.contacts(&place.contacts);
        }
    }
    let w = writer.to;
    if let Some(wrong) = w.wrong {
        return Err(PackError::Invalid(wrong));
    }
    let mut body = Vec::new();
    let words = w.words(0..TEXTS);
    alphabet::write(&mut body, &Alphabet::of(&words), &words);
    body.extend(w.body());
    header::seal(INDEX, &body)
}

/// The index in these bytes.
///
/// # Errors
/// Every way in which bytes can fail to be a sound index of this version; never a panic.
pub fn decode_index(bytes: &[u8]) -> Result<Index, PackError> {
    let (_, body, _) = header::open(&[INDEX], bytes)?;
    let index = read(body).ok_or_else(header::unsound)?;
    verify_index(&index)?;
    Ok(index)
}

/// The place with this code; containing places come shortly before those that they contain.
fn around<'p>(places: &'p [IndexPlace], code: Option<&String>) -> Option<&'p IndexPlace> {
    let code = code?;
    places.iter().rev().find(|place| place.code == *code)
}

fn read(mut body: &[u8]) -> Option<Index> {
    let (_, words) = alphabet::read(&mut body)?;
    let mut reader = PackReader::new(Columns::open(body, [&words, ""])?);
    let mut index = Index {
        version: reader.from.text(Text::Title),
        goals: reader.list(PackReader::goal),
        places: Vec::new(),
    };
    for _ in 0..reader.from.short(Column::Shape) {
        let r = &mut reader.from;
        let code = r.text(Text::Id);
        let name = r.text(Text::Title);
        let pinyin = r.text(Text::Label);
        let within = Some(r.text(Text::Id)).filter(|code| !code.is_empty());
        let mut files = Vec::new();
        for _ in 0..r.short(Column::Shape) {
            files.push(r.text(Text::Cite));
            if !r.sound {
                return None;
            }
        }
        let pack = (!files.is_empty()).then(|| PackRef {
            files,
            bytes: r.long(Column::Number),
        });
        let contacts = match r.short(Column::Shape) {
            0 => around(&index.places, within.as_ref())?.contacts.clone(),
            1 => reader.contacts(),
            _ => return None,
        };
        if !reader.from.sound {
            return None;
        }
        index.places.push(IndexPlace {
            code,
            name,
            pinyin,
            within,
            covered: pack.is_some(),
            contacts,
            pack,
        });
    }
    reader.from.finish().then_some(index)
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

impl Published {
    /// Code of the first place that lies within none of the others; empty if there is none.
    #[must_use]
    pub fn root(&self) -> &str {
        let codes: BTreeSet<&str> = self.places.iter().map(|p| p.code.as_str()).collect();
        let outer = |p: &&IndexPlace| !p.within.as_deref().is_some_and(|c| codes.contains(c));
        self.places
            .iter()
            .find(outer)
            .map_or("", |p| p.code.as_str())
    }
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
///
/// # Errors
/// If a code is given twice.
pub fn write_index(parts: &[Published]) -> Result<Vec<u8>, PackError> {
    let mut places: Vec<IndexPlace> = parts.iter().flat_map(|p| &p.places).cloned().collect();
    places.sort_by(|a, b| a.code.cmp(&b.code));
    let named: Vec<&str> = places
        .iter()
        .filter_map(|p| p.pack.as_ref())
        .flat_map(|p| p.files.iter().map(String::as_str))
        .collect();
    let version = format!("{:016x}", header::hash(named.concat().as_bytes()));
    let goals = parts.iter().map(|part| &part.goals);
    let goals = goals.max_by_key(|goals| goals.len()).cloned();
    encode_index(&Index {
        version,
        goals: goals.unwrap_or_default(),
        places,
    })
}

/// All files to publish, by name: for every document a pack and its words, and the index.
///
/// # Errors
/// If a law does not pass the gate, or a code is given twice.
pub fn write_all(entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>, PackError> {
    let published = write_places(entries)?;
    let index = write_index(std::slice::from_ref(&published))?;
    let mut files = published.files;
    files.push((INDEX_FILE.into(), index));
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
            "the law of {} does not come back from its packs as it was",
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

fn verify_index(index: &Index) -> Result<(), PackError> {
    let refuse = |what: String| Err(PackError::Invalid(what));
    unique("place", index.places.iter().map(|p| p.code.as_str())).map_err(PackError::Invalid)?;
    verify::goals(&index.goals).map_err(PackError::Invalid)?;
    for place in &index.places {
        verify::contacts(&place.contacts).map_err(PackError::Invalid)?;
        if place.covered != place.pack.is_some() {
            return refuse(format!(
                "place {} is covered without a pack, or has one without being covered",
                place.code
            ));
        }
        if let Some(pack) = &place.pack {
            // The name becomes part of an address: nothing that could lead elsewhere.
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
            let odd = |file: &String| file.starts_with('.') || !file.bytes().all(plain);
            if pack.files.is_empty() || pack.files.iter().any(odd) {
                return refuse(format!("place {} has a pack with an odd name", place.code));
            }
        }
    }
    for place in &index.places {
        if place
            .within
            .as_deref()
            .is_some_and(|code| code == place.code)
        {
            return refuse(format!("place {} lies within itself", place.code));
        }
    }
    Ok(())
}
