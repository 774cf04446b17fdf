//! The index: every place that is known, and which pack covers it.

use crate::alphabet::{self, Alphabet};
use crate::columns::{Column, Columns, TEXTS, Text};
use crate::decode_files;
use crate::header::{self, PackError};
use crate::read::PackReader;
use crate::verify::{self, unique};
use crate::write::PackWriter;
use huice_core::Law;
use huice_core::ir::{Contacts, Goal};
use huice_core::text::contains;
use serde::Serialize;

/// Magic of the index.
const INDEX: [u8; 4] = *b"HCIX";
/// Magic of the index of a country, whose provinces have their own.
const COUNTRY: [u8; 4] = *b"HCIC";

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
    /// Of a country whose provinces have their own index: the file that names every place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<String>,
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
    /// Its pack, or the index that names its pack (see [`IndexPlace::part`]); `None` where no
    /// document applies.
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

/// The bytes of an index.
///
/// # Errors
/// [`PackError::Invalid`] where the index would not pass its own gate on the way back.
pub fn encode_index(index: &Index) -> Result<Vec<u8>, PackError> {
    verify_index(index)?;
    let mut writer = PackWriter::default();
    writer.to.text(Text::Title, &index.version);
    if let Some(names) = &index.names {
        writer.to.text(Text::Cite, names);
    }
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
        let mut stem = "";
        for file in files {
            let name = Name::of(file);
            // Empty: that of the file before it.
            w.text(Text::Cite, if name.stem == stem { "" } else { name.stem });
            w.text(Text::Say, name.hash);
            w.text(Text::Choice, name.end);
            stem = name.stem;
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
    let magic = index.names.as_ref().map_or(INDEX, |_| COUNTRY);
    header::seal(magic, &body)
}

/// The index in these bytes.
///
/// # Errors
/// Every way in which bytes can fail to be a sound index of this version; never a panic.
pub fn decode_index(bytes: &[u8]) -> Result<Index, PackError> {
    let (magic, body, _) = header::open(&[INDEX, COUNTRY], bytes)?;
    let index = read(body, magic == COUNTRY).ok_or_else(header::unsound)?;
    verify_index(&index)?;
    Ok(index)
}

/// The name of a file in three: what comes before its hash, the hash, the end. Stems and ends come
/// again and again, so they are apart from the hashes, which nothing makes shorter.
struct Name<'n> {
    stem: &'n str,
    hash: &'n str,
    end: &'n str,
}

impl<'n> Name<'n> {
    /// A name without a hash is all stem.
    fn of(file: &'n str) -> Self {
        let dash = file.rfind('-').map(|at| at + 1);
        let dot = file.rfind('.');
        let parts = dash.zip(dot).and_then(|(dash, dot)| {
            let (stem, hash) = file.get(..dot)?.split_at_checked(dash)?;
            Some(Self {
                stem,
                hash,
                end: file.get(dot..)?,
            })
        });
        parts.unwrap_or(Self {
            stem: file,
            hash: "",
            end: "",
        })
    }
}

/// The place with this code; containing places come shortly before those that they contain.
fn around<'p>(places: &'p [IndexPlace], code: Option<&String>) -> Option<&'p IndexPlace> {
    let code = code?;
    places.iter().rev().find(|place| place.code == *code)
}

fn read(mut body: &[u8], country: bool) -> Option<Index> {
    let (_, words) = alphabet::read(&mut body)?;
    let mut reader = PackReader::new(Columns::open(body, [&words, ""])?);
    let mut index = Index {
        version: reader.from.text(Text::Title),
        names: country.then(|| reader.from.text(Text::Cite)),
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
        let mut stem = String::new();
        for _ in 0..r.short(Column::Shape) {
            let own = r.text(Text::Cite);
            if !own.is_empty() {
                stem = own;
            }
            files.push(format!(
                "{stem}{}{}",
                r.text(Text::Say),
                r.text(Text::Choice)
            ));
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

/// A hash over the packs of some places.
pub(crate) fn version(places: &[IndexPlace]) -> String {
    let named: Vec<&str> = places
        .iter()
        .filter_map(|p| p.pack.as_ref())
        .flat_map(|p| p.files.iter().map(String::as_str))
        .collect();
    format!("{:016x}", header::hash(named.concat().as_bytes()))
}

/// Whether a name could lead elsewhere where it becomes part of an address.
fn odd(file: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    file.starts_with('.') || !file.bytes().all(plain)
}

fn verify_index(index: &Index) -> Result<(), PackError> {
    let refuse = |what: String| Err(PackError::Invalid(what));
    unique("place", index.places.iter().map(|p| p.code.as_str())).map_err(PackError::Invalid)?;
    verify::goals(&index.goals).map_err(PackError::Invalid)?;
    if index.names.as_deref().is_some_and(odd) {
        return refuse("the index names the places in a file with an odd name".into());
    }
    for place in &index.places {
        verify::contacts(&place.contacts).map_err(PackError::Invalid)?;
        if place.covered != place.pack.is_some() {
            return refuse(format!(
                "place {} is covered without a pack, or has one without being covered",
                place.code
            ));
        }
        if let Some(pack) = &place.pack
            && (pack.files.is_empty() || pack.files.iter().any(|file| odd(file)))
        {
            return refuse(format!("place {} has a pack with an odd name", place.code));
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
