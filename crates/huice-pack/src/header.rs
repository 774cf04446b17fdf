//! Magic, version, length and hash: what is checked before a body is read.

use std::fmt;
use xxhash_rust::xxh64::xxh64;

/// Version of the format. Raised whenever the intermediate form changes in any way.
pub const FORMAT: u16 = 11;

/// Longest body that is read, in bytes: forty times the largest pack there is.
const LONGEST: usize = 8 << 20;

/// Why bytes were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// The bytes do not begin as a file of this kind does.
    NotAPack,
    /// Made by or for another version of the program.
    Version {
        /// The version in the file.
        found: u16,
        /// The version that this program reads.
        expected: u16,
    },
    /// The file ends too early: how many bytes it has and how many it should have.
    Truncated {
        /// Bytes there are.
        found: usize,
        /// Bytes there should be, as far as known.
        expected: usize,
    },
    /// This many bytes follow the end.
    Trailing(usize),
    /// The body is longer than any pack may be: its length in bytes.
    TooLong(usize),
    /// The body is not the one that was hashed.
    Damaged,
    /// The body is complete but does not hold a sound law: the reason.
    Invalid(String),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => {
                f.write_str("this is not a pack of rules: the first bytes are not those of one")
            }
            Self::Version { found, expected } => write!(
                f,
                "this pack has format version {found}, and this program reads version {expected}: \
                 reload to get a program and packs that fit each other"
            ),
            Self::Truncated { found, expected } => write!(
                f,
                "this pack is cut off: {found} bytes of {expected}; load it again"
            ),
            Self::Trailing(n) => {
                write!(f, "this pack has {n} bytes after its end; load it again")
            }
            Self::TooLong(n) => write!(f, "this pack says it is {n} bytes long; none may be"),
            Self::Damaged => f.write_str(
                "this pack is damaged: its content does not match its hash; load it again",
            ),
            Self::Invalid(what) => write!(f, "this pack does not hold a sound law: {what}"),
        }
    }
}

impl std::error::Error for PackError {}

/// The hash that names a pack and guards a body.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    xxh64(bytes, 0)
}

/// Puts a header before a body.
pub(crate) fn seal(magic: [u8; 4], body: &[u8]) -> Result<Vec<u8>, PackError> {
    let length = u32::try_from(body.len())
        .ok()
        .filter(|_| body.len() <= LONGEST)
        .ok_or(PackError::TooLong(body.len()))?;
    let mut bytes = Vec::with_capacity(HEADER + body.len());
    bytes.extend_from_slice(&magic);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&hash(body).to_le_bytes());
    bytes.extend_from_slice(body);
    Ok(bytes)
}

/// Length of the header in bytes.
const HEADER: usize = 4 + 2 + 4 + 8;

/// Which of these magics the bytes begin with, the body behind the header, and its hash.
pub(crate) fn open<'a>(
    magics: &[[u8; 4]],
    bytes: &'a [u8],
) -> Result<([u8; 4], &'a [u8], u64), PackError> {
    let short = || PackError::Truncated {
        found: bytes.len(),
        expected: HEADER,
    };
    let (magic, rest) = bytes.split_first_chunk::<4>().ok_or_else(short)?;
    if !magics.contains(magic) {
        return Err(PackError::NotAPack);
    }
    let (version, rest) = rest.split_first_chunk::<2>().ok_or_else(short)?;
    let version = u16::from_le_bytes(*version);
    if version != FORMAT {
        return Err(PackError::Version {
            found: version,
            expected: FORMAT,
        });
    }
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let (sum, body) = rest.split_first_chunk::<8>().ok_or_else(short)?;
    if length > LONGEST {
        return Err(PackError::TooLong(length));
    }
    if body.len() < length {
        return Err(PackError::Truncated {
            found: bytes.len(),
            expected: HEADER.saturating_add(length),
        });
    }
    if body.len() > length {
        return Err(PackError::Trailing(body.len() - length));
    }
    let sum = u64::from_le_bytes(*sum);
    if hash(body) != sum {
        return Err(PackError::Damaged);
    }
    Ok((*magic, body, sum))
}

/// What does not read as it was written.
pub(crate) fn unsound() -> PackError {
    PackError::Invalid("its body does not follow the format".into())
}

/// Files that do not belong together, or one of them is missing.
pub(crate) fn mismatched_files() -> PackError {
    PackError::Invalid("these files do not belong together; load all of them again".into())
}
