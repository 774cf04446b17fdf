//! The law as bytes, and the gate every byte passes on its way back.
//!
//! A file is a header of 18 bytes and a body:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | magic: `HCPK` for a pack, `HCIX` for the index |
//! | 2 | format version, little endian |
//! | 4 | length of the body, little endian |
//! | 8 | xxh64 of the body, little endian |
//! | rest | the body in postcard |
//!
//! Postcard is positional: bytes of another version could be read as something else entirely, so
//! another version is refused and never guessed at. What passes the hash is still walked once
//! ([`verify`]): every position must point at something of the right kind, so that evaluation
//! never meets a hole.

mod gate;
mod index;
mod limit;
mod verify;

pub use gate::{FORMAT, PackError};
pub use index::{Entry, Index, IndexPlace, PackRef, decode_index, encode_index, write_all};
pub use verify::verify;

use huice_core::Law;

/// Magic of a pack.
const PACK: [u8; 4] = *b"HCPK";

/// The bytes of a pack.
///
/// # Errors
/// [`PackError::Invalid`] where the law would not pass its own gate on the way back.
pub fn encode(law: &Law) -> Result<Vec<u8>, PackError> {
    verify(law)?;
    gate::seal(PACK, law)
}

/// The law in a pack.
///
/// # Errors
/// Every way in which bytes can fail to be a sound pack of this version; never a panic.
pub fn decode(bytes: &[u8]) -> Result<Law, PackError> {
    let law: Law = gate::open(PACK, bytes)?;
    verify(&law)?;
    Ok(law)
}
