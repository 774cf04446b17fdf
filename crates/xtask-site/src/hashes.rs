//! The SHA-256 of the site's files.

use crate::layout::{inside, served};
use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A file of the site, with what is needed to check it.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// Its address in the site.
    pub path: String,
    /// Its length.
    pub bytes: usize,
    /// Its SHA-256, in hex digits.
    pub sha256: String,
}

/// Every file of the site that a page can ask for, but one: the list that is about to be written.
///
/// # Errors
/// If a file cannot be read.
pub fn listed(dist: &Path, but: &str) -> Result<Vec<Listed>> {
    let mut rows = Vec::new();
    for file in served(dist)? {
        let path = inside(dist, &file)?;
        if path != but {
            let bytes = fs::read(&file).with_context(|| path.clone())?;
            rows.push(Listed {
                path,
                bytes: bytes.len(),
                sha256: hex(&bytes),
            });
        }
    }
    Ok(rows)
}

/// SHA-256 in hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// Bytes in hex digits.
#[must_use]
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
