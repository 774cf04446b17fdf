//! The law as bytes, and the gate every byte passes on its way back.
//!
//! A file is a header of 18 bytes and a body:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | magic: `HCPK` for a pack, `HCWD` for words, `HCIX` for the index |
//! | 2 | format version, little endian |
//! | 4 | length of the body, little endian |
//! | 8 | xxh64 of the body, little endian |
//! | rest | the body |
//!
//! What is published is a pack for every document, and its words beside it: what is needed to ask
//! and to decide, and what is read on the cards. A place is a list of such files. A pack names
//! its words by their hash. [`encode`] makes a pack of a whole law, words within.
//!
//! A body is columns of numbers and of texts, each text once (`columns`), the texts in an alphabet
//! of their own (`letters`). Columns are positional: bytes of another version could be read as
//! something else entirely, so another version is refused and never guessed at. What passes the
//! hash is still walked once ([`verify`]): every position must point at something of the right
//! kind, so that evaluation never meets a hole.

mod columns;
mod gate;
mod index;
mod join;
mod letters;
mod read;
mod split;
mod tables;
mod verify;
mod write;

pub use gate::{FORMAT, PackError};
pub use index::{Entry, Index, IndexPlace, PackRef, decode_index, encode_index, write_all};
pub use verify::verify;

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

/// The law in these files: packs and the words of packs, in any order. Packs of documents do not
/// say of which place they are the law; whoever chose them does.
///
/// # Errors
/// Every way in which bytes can fail to be sound files of this version that belong together;
/// never a panic.
pub fn decode_files(files: &[impl AsRef<[u8]>]) -> Result<Law, PackError> {
    let mut bodies = Vec::new();
    let mut words = Vec::new();
    for file in files {
        let (magic, body, hash) = gate::open(&[PACK, WORDS], file.as_ref())?;
        if magic == PACK {
            bodies.push(body);
        } else {
            words.push((hash, letters::read(body).ok_or_else(gate::unsound)?));
        }
    }
    let mut parts = Vec::new();
    for body in &bodies {
        parts.push(beginning(body, &words).ok_or_else(gate::unsound)??);
    }
    let apart = parts.iter().filter(|part| part.apart.is_some()).count();
    if parts.is_empty() || apart != words.len() {
        return Err(PackError::Invalid(
            "packs and words do not belong together; load all files again".into(),
        ));
    }
    let mut columns = Vec::new();
    for part in &parts {
        let words = [part.within.as_str(), part.apart.unwrap_or_default()];
        columns.push(Columns::open(part.columns, words).ok_or_else(gate::unsound)?);
    }
    let law = join::join(columns)?;
    verify(&law)?;
    Ok(law)
}

/// A pack's body before its columns are read.
struct Beginning<'a> {
    within: String,
    apart: Option<&'a str>,
    columns: &'a [u8],
}

fn beginning<'a>(
    body: &'a [u8],
    words: &'a [(u64, String)],
) -> Option<Result<Beginning<'a>, PackError>> {
    let (form, mut rest) = body.split_first()?;
    let apart = match form {
        0 => None,
        1 => {
            let (hash, after) = rest.split_first_chunk::<8>()?;
            rest = after;
            let hash = u64::from_le_bytes(*hash);
            let Some((_, text)) = words.iter().find(|(known, _)| *known == hash) else {
                return Some(Err(PackError::Invalid(
                    "the words of this pack are not there; load all files again".into(),
                )));
            };
            Some(text.as_str())
        }
        _ => return None,
    };
    let length = usize::try_from(columns::take(&mut rest)?).ok()?;
    let (letters, columns) = rest.split_at_checked(length)?;
    let within = letters::read(letters)?;
    Some(Ok(Beginning {
        within,
        apart,
        columns,
    }))
}
