//! The law as bytes, and the checks that every byte passes on its way back.
//!
//! A file is a header of 18 bytes and a body:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | magic: `HCPK` for a pack, `HCWD` for words, `HCIX` for an index, `HCIC` for that of a country |
//! | 2 | format version, little endian |
//! | 4 | length of the body, little endian |
//! | 8 | xxh64 of the body, little endian |
//! | rest | the body |
//!
//! Each document is published as a pack (what is needed to ask and to decide) and its words (what
//! is read on cards). A place is a list of such files. A pack names its words by their hash.
//! [`encode`] makes one pack of a whole law, words included.
//!
//! A body is columns of numbers and of texts, each text once (`columns`), the texts as positions
//! in an alphabet of the characters that they use (`alphabet`). Columns are positional: bytes of another version could be read as
//! something else, so another version is refused. With the feature `verify`, a law that passes the
//! hash is checked once more ([`verify`]): every position must point at something of the right
//! kind.

mod alphabet;
mod columns;
mod cut;
mod enum_codes;
mod header;
mod index;
mod inferences;
mod link;
mod parts;
mod publish;
mod ranks;
mod read;
mod split;
mod verify;
mod write;

pub use header::{FORMAT, PackError};
pub use index::{INDEX_FILE, Index, IndexPlace, PackRef, decode_index, encode_index};
pub use parts::index_files;
pub use publish::{Entry, Published, whole_index, write_all, write_places};
pub use verify::verify;

use alphabet::Alphabet;
use columns::Columns;
use huice_core::Law;

/// Magic of a pack.
const PACK: [u8; 4] = *b"HCPK";
/// Magic of the words of a pack.
const WORDS: [u8; 4] = *b"HCWD";

/// The bytes of a pack that holds a whole law.
///
/// # Errors
/// [`PackError::Invalid`] where the law would not pass its own gate on the way back.
pub fn encode(law: &Law) -> Result<Vec<u8>, PackError> {
    verify(law)?;
    split::whole(law)
}

/// The law in one pack.
///
/// # Errors
/// As [`decode_files`].
pub fn decode(bytes: &[u8]) -> Result<Law, PackError> {
    decode_files(&[bytes])
}

/// The law in these files: packs and the words of packs, in any order. The packs of documents do
/// not name the place; the caller knows it.
///
/// # Errors
/// If the bytes are not sound files of this version that belong together. Never panics.
pub fn decode_files(files: &[impl AsRef<[u8]>]) -> Result<Law, PackError> {
    let files: Vec<&[u8]> = files.iter().map(AsRef::as_ref).collect();
    open_files(&files)
}

fn open_files(files: &[&[u8]]) -> Result<Law, PackError> {
    let mut packs = Vec::new();
    let mut words = Vec::new();
    for file in files {
        let (magic, body, hash) = header::open(&[PACK, WORDS], file)?;
        if magic == PACK {
            packs.push(Pack::open(body).ok_or_else(header::unsound)?);
        } else {
            words.push((hash, body));
        }
    }
    let apart = packs.iter().filter(|pack| pack.apart.is_some()).count();
    if packs.is_empty() || apart != words.len() {
        return Err(header::mismatched_files());
    }
    let mut texts = Vec::new();
    for pack in &packs {
        texts.push(match pack.apart {
            None => String::new(),
            Some(hash) => {
                let own = words.iter().find(|(known, _)| *known == hash);
                let (_, codes) = own.ok_or_else(header::mismatched_files)?;
                pack.alphabet.text(codes).ok_or_else(header::unsound)?
            }
        });
    }
    let mut columns = Vec::new();
    for (pack, apart) in packs.iter().zip(&texts) {
        let opened = Columns::open(pack.columns, [&pack.within, apart]);
        columns.push(opened.ok_or_else(header::unsound)?);
    }
    let law = link::link(columns)?;
    if cfg!(feature = "verify") {
        verify(&law)?;
    }
    Ok(law)
}

/// A pack's body before its columns are read.
struct Pack<'a> {
    /// The hash of its words, if they have a separate file.
    apart: Option<u64>,
    alphabet: Alphabet,
    within: String,
    columns: &'a [u8],
}

impl<'a> Pack<'a> {
    fn open(body: &'a [u8]) -> Option<Self> {
        let (form, mut rest) = body.split_first()?;
        let apart = match form {
            0 => None,
            1 => {
                let (hash, after) = rest.split_first_chunk::<8>()?;
                rest = after;
                Some(u64::from_le_bytes(*hash))
            }
            _ => return None,
        };
        let (alphabet, within) = alphabet::read(&mut rest)?;
        Some(Self {
            apart,
            alphabet,
            within,
            columns: rest,
        })
    }
}
