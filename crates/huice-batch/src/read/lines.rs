//! Lines of a text, whatever its encoding.

use crate::BatchError;
use encoding_rs::{Encoding, GBK, UTF_8};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How much of a text is looked at to tell its encoding.
const LOOK: u64 = 1 << 20;
/// The longest line that is read; a longer one is no line of a table.
const LONGEST: usize = 1 << 20;

/// Reads a text line by line.
pub(super) struct Lines {
    path: PathBuf,
    reader: BufReader<File>,
    pub(super) encoding: &'static Encoding,
    /// How many lines there are about.
    pub(super) count: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self, BatchError> {
        let failed = |error: &std::io::Error| BatchError::reading(path, error);
        let mut head = Vec::new();
        let file = File::open(path).map_err(|error| failed(&error))?;
        let whole = file.metadata().map_err(|error| failed(&error))?.len();
        file.take(LOOK)
            .read_to_end(&mut head)
            .map_err(|error| failed(&error))?;
        let mut lines = Self {
            path: path.to_owned(),
            reader: BufReader::with_capacity(
                1 << 16,
                File::open(path).map_err(|error| failed(&error))?,
            ),
            encoding: encoding(path, &head)?,
            count: estimate(&head, whole),
        };
        if head.starts_with(BOM) {
            let mut mark = [0; BOM.len()];
            lines
                .reader
                .read_exact(&mut mark)
                .map_err(|error| failed(&error))?;
        }
        Ok(lines)
    }

    /// Adds the next line without its end; false where there is none.
    pub(super) fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, BatchError> {
        let before = line.len();
        let read = (&mut self.reader)
            .take(LONGEST as u64)
            .read_until(b'\n', line)
            .map_err(|error| BatchError::reading(&self.path, &error))?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if line.len() > before && line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(read > 0)
    }
}

/// The mark with which many programs begin a text in UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many lines a text has, by those of its beginning.
fn estimate(head: &[u8], whole: u64) -> u64 {
    let ends = head.iter().filter(|byte| **byte == b'\n').count();
    let ends = u64::try_from(ends).unwrap_or(0);
    let looked = u64::try_from(head.len()).unwrap_or(0);
    if looked >= whole {
        return ends;
    }
    ends.saturating_mul(whole).checked_div(looked).unwrap_or(0)
}

/// UTF-8 or GBK: that of which fewer signs are broken.
fn encoding(path: &Path, head: &[u8]) -> Result<&'static Encoding, BatchError> {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(BatchError::Unusable(format!(
            "读不了 {}：这个文件是 UTF-16 编码，请存成 UTF-8 或 GBK",
            path.display()
        )));
    }
    if head.starts_with(BOM) || head.is_ascii() {
        return Ok(UTF_8);
    }
    let broken = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head);
        text.chars().filter(|sign| *sign == '\u{fffd}').count()
    };
    Ok(if broken(GBK) < broken(UTF_8) {
        GBK
    } else {
        UTF_8
    })
}
