//! Compressed forms beside the files of the site, for servers that send precompressed files.

use crate::layout::{PAGES, beside, files};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What is worth compressing, by the end of the name.
const COMPRESSED: [&str; 12] = [
    "html",
    "css",
    "js",
    "mjs",
    "json",
    "svg",
    "txt",
    "webmanifest",
    "wasm",
    "bin",
    "pack",
    "words",
];

/// Writes `name.br` and `name.gz` beside every file that compression makes smaller.
///
/// `kept` holds the compressed forms of earlier builds.
///
/// # Errors
/// If a file cannot be read or written.
pub fn site(dist: &Path, kept: &Path) -> Result<()> {
    let mut files = files(dist)?;
    files.retain(|file| ends_with(file, &COMPRESSED));
    let next = AtomicUsize::new(0);
    let worker = || -> Result<()> {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let inside = file
                .strip_prefix(dist)
                .context("a file outside its folder")?;
            compress_file(file, &kept.join(inside)).with_context(|| file.display().to_string())?;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        running.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| bail!("compression stopped"))
        })
    })
}

/// The cache: each compressed form is stored with a copy of its source.
fn compress_file(file: &Path, kept: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    if !fs::read(kept).is_ok_and(|before| before == bytes) {
        if let Some(folder) = kept.parent() {
            fs::create_dir_all(folder)?;
        }
        let quality = quality(file);
        fs::write(beside(kept, "br"), brotli(&bytes, quality)?)?;
        fs::write(beside(kept, "gz"), gzip(&bytes)?)?;
        // Last: the copy marks the entry as complete.
        fs::write(kept, &bytes)?;
    }
    for end in ["br", "gz"] {
        let packed = fs::read(beside(kept, end))?;
        if packed.len() < bytes.len() {
            fs::write(beside(file, end), packed)?;
        }
    }
    Ok(())
}

/// The JSON is published for reading and checking. No visit waits for it or for the many plain
/// pages, so better compression of these is not worth the build time.
fn quality(file: &Path) -> i32 {
    let plain = file.parent().is_some_and(|folder| folder.ends_with(PAGES));
    if plain || ends_with(file, &["json"]) {
        5
    } else {
        11
    }
}

/// Brotli, 11 being its best, with a window as large as the format allows.
///
/// # Errors
/// If there is no memory for it.
pub fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 24,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Gzip at its best.
///
/// # Errors
/// If there is no memory for it.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Whether a file's name ends in one of these, after a dot.
fn ends_with(file: &Path, ends: &[&str]) -> bool {
    file.extension()
        .is_some_and(|end| ends.iter().any(|e| end == *e))
}
