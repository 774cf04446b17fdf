//! `cargo xtask dist`: the site as one zip that plain file hosting serves from any folder, with
//! the example configurations beside it. The same site gives the same bytes.

use crate::build::{self, files};
use crate::embed_assets;
use crate::paths::Paths;
use crate::run::step;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The site's folder in the zip: what goes to the server.
pub const SITE: &str = "huice";

/// Where the zip is made.
#[must_use]
pub fn target(paths: &Paths) -> PathBuf {
    paths
        .target
        .join(concat!("huice-", env!("CARGO_PKG_VERSION"), ".zip"))
}

/// Builds, and makes the zip.
///
/// # Errors
/// If a step fails.
pub fn dist(paths: &Paths, build: bool) -> Result<PathBuf> {
    if build {
        build::build(paths)?;
    }
    if !paths.dist.join(embed_assets::FILES).is_file() {
        bail!("no whole site in dist/: leave out --no-build");
    }
    let target = target(paths);
    step("zip", || {
        let bytes = pack(&paths.dist, &paths.root.join("deploy"))?;
        fs::write(&target, &bytes)?;
        println!(
            "{} bytes, sha256 {}",
            bytes.len(),
            embed_assets::hex(&bytes)
        );
        Ok(())
    })?;
    println!("{}", target.display());
    Ok(target)
}

/// The zip's bytes: the site, then `deploy/`, each in the order of names, with one fixed date.
///
/// # Errors
/// If a file cannot be read.
pub fn pack(site: &Path, kit: &Path) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (folder, name) in [(site, SITE), (kit, "deploy")] {
        for file in files(folder)? {
            let path = format!("{name}/{}", embed_assets::inside(folder, &file)?);
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
    zip::ZipArchive::new(Cursor::new(bytes))?.extract(to)?;
    Ok(())
}
