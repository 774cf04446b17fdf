//! The index: every place that is known, and which pack covers it.

use crate::encode;
use crate::gate::{self, PackError};
use huice_core::Law;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Magic of the index.
const INDEX: [u8; 4] = *b"HCIX";

/// Name of the index among the files. It is the only one whose content may change under its
/// name, so it is the only one that is not to be cached.
pub const INDEX_FILE: &str = "index.bin";

/// Every place, and the version of the law as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Index {
    /// Hash over all packs, 16 hex digits: two indexes with the same version hold the same law.
    pub version: String,
    /// The places, in the order of their codes.
    pub places: Vec<IndexPlace>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Its pack; `None` where no document applies.
    pub pack: Option<PackRef>,
}

/// Where a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackRef {
    /// File name, beside the index.
    pub file: String,
    /// Its length in bytes.
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
    /// The law that reaches it; `None` where no document applies.
    pub law: Option<Law>,
}

/// The bytes of an index.
///
/// # Errors
/// [`PackError::Invalid`] where the index would not pass its own gate on the way back.
pub fn encode_index(index: &Index) -> Result<Vec<u8>, PackError> {
    verify_index(index)?;
    gate::seal(INDEX, index)
}

/// The index in these bytes.
///
/// # Errors
/// Every way in which bytes can fail to be a sound index of this version; never a panic.
pub fn decode_index(bytes: &[u8]) -> Result<Index, PackError> {
    let index: Index = gate::open(INDEX, bytes)?;
    verify_index(&index)?;
    Ok(index)
}

/// All files to publish, by name: one pack for every covered place, and the index.
///
/// # Errors
/// Where a law does not pass the gate, or a code is given twice.
pub fn write_all(entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>, PackError> {
    let mut files = Vec::new();
    let mut places = Vec::new();
    for entry in entries {
        let pack = match &entry.law {
            None => None,
            Some(law) => {
                let bytes = encode(law)?;
                let file = format!("{}-{:016x}.pack", entry.code, gate::hash(&bytes));
                let length =
                    u32::try_from(bytes.len()).map_err(|_| PackError::TooLong(bytes.len()))?;
                files.push((file.clone(), bytes));
                Some(PackRef {
                    file,
                    bytes: length,
                })
            }
        };
        places.push(IndexPlace {
            code: entry.code.clone(),
            name: entry.name.clone(),
            pinyin: entry.pinyin.clone(),
            within: entry.within.clone(),
            covered: pack.is_some(),
            pack,
        });
    }
    places.sort_by(|a, b| a.code.cmp(&b.code));
    let names: String = places
        .iter()
        .filter_map(|p| p.pack.as_ref())
        .map(|p| p.file.as_str())
        .collect();
    let version = format!("{:016x}", gate::hash(names.as_bytes()));
    let index = encode_index(&Index { version, places })?;
    files.push((INDEX_FILE.into(), index));
    Ok(files)
}

fn verify_index(index: &Index) -> Result<(), PackError> {
    let refuse = |what: String| Err(PackError::Invalid(what));
    let mut codes = BTreeSet::new();
    for place in &index.places {
        if !codes.insert(place.code.as_str()) {
            return refuse(format!("place {} is there twice", place.code));
        }
        if place.covered != place.pack.is_some() {
            return refuse(format!(
                "place {} is covered without a pack, or has one without being covered",
                place.code
            ));
        }
        if let Some(pack) = &place.pack {
            // The name becomes part of an address: nothing that could lead elsewhere.
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
            if pack.file.starts_with('.') || !pack.file.bytes().all(plain) {
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
