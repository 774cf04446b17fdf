//! The site as one zip that plain file hosting serves from any folder, with the example
//! configurations beside it. The same site gives the same bytes.

use crate::layout::{files, inside};
use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};
use anyhow::{Context, Result};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

/// The site's folder in the zip: what goes to the server.
pub const SITE: &str = "huice";

/// The zip's name.
pub const NAME: &str = concat!("huice-", env!("CARGO_PKG_VERSION"), ".zip");

/// The zip's bytes: the site, then `deploy/`, each in the order of names, with one fixed date.
///
/// # Errors
/// If a file cannot be read.
pub fn pack(site: &Path, kit: &Path) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (folder, name) in [(site, SITE), (kit, "deploy")] {
        for file in files(folder)? {
            let path = format!("{name}/{}", inside(folder, &file)?);
            let packed = file.extension().is_some_and(|e| e == "br" || e == "gz");
            let options = SimpleFileOptions::default()
                .last_modified_time(DateTime::default())
                .unix_permissions(0o644)
                .compression_method(if packed {
                    CompressionMethod::Stored
                } else {
                    CompressionMethod::Deflated
                });
            zip.start_file(path, options)?;
            let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
            zip.write_all(&bytes)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

/// Unpacks a zip into a folder.
///
/// # Errors
/// If it is no zip, or a name leads out of the folder.
pub fn unpack(bytes: &[u8], to: &Path) -> Result<()> {
    ZipArchive::new(Cursor::new(bytes))?.extract(to)?;
    Ok(())
}
