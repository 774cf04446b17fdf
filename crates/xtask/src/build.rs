//! `cargo xtask build`: the site in `dist/`, checked and compressed.
//!
//! The law goes in as files of its own: the program holds none of it.

use crate::paths::Paths;
use crate::run::{self, step};
use crate::setup;
use crate::tools::{TRUNK, search_path};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use xtask_site::layout::{self, copy_folder, files};
use xtask_site::{embed_assets, offline};

/// Every feature of WASM that browsers of 2017 do not know. Trunk's optimiser lowers them away;
/// this is the proof. (The optimiser's own check of features accepts what those browsers refuse.)
const LATER_FEATURES: [&str; 7] = [
    "mutable-globals",
    "saturating-float-to-int",
    "sign-extension",
    "simd",
    "multi-value",
    "bulk-memory",
    "reference-types",
];

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

/// Compiler flags of the programs for browsers: no feature of WebAssembly that old browsers lack.
/// What the standard library brings along, `wasm-opt` lowers; see `index.html`. They are set here
/// and not in `.cargo/config.toml`, since only a release build, which strips the names of features,
/// gets through `wasm-bindgen` with them.
pub(crate) const RUSTFLAGS: &str = "-Ctarget-cpu=mvp";

/// Markers of the head and the form of the start screen in `index.html`.
const HEAD_MARK: &str = "<!-- head -->";
const FORM_MARK: &str = "<!-- form -->";

/// Sets up what is missing and builds everything.
///
/// # Errors
/// If a step fails; the message names it.
pub fn build(paths: &Paths) -> Result<()> {
    setup::setup(paths)?;
    let law = paths.target.join("law");
    step("pack the law", || pack(paths, &law))?;
    step("build the program", || trunk(paths))?;
    step("write the start", || start(paths, &law))?;
    step("add the law", || {
        copy_folder(&law, &paths.dist.join(layout::LAW))
    })?;
    step("write the plain pages", || plain_pages(paths))?;
    step("add the widget", || embed_assets::widget(paths))?;
    step("stamp the worker", || offline::stamp(paths))?;
    step("validate the WASM", || validate(&paths.dist))?;
    step("list the files", || embed_assets::list(paths))?;
    step("list the hashes", || offline::sums(paths))?;
    step("compress", || compress(paths))
}

/// Runs `huice` as the working tree has it.
pub fn huice(paths: &Paths) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "huice-cli", "--"])
        .current_dir(&paths.root);
    cargo
}

/// Packs the law of the working tree.
///
/// # Errors
/// If a rule is wrong or a file cannot be written.
pub fn pack(paths: &Paths, law: &Path) -> Result<()> {
    if law.exists() {
        fs::remove_dir_all(law)?;
    }
    run::command(huice(paths).args(["pack", "--out"]).arg(law))
}

/// Pages for browsers without scripts; they are beside the app and share nothing with it.
fn plain_pages(paths: &Paths) -> Result<()> {
    let out = paths.dist.join(layout::PAGES);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    run::command(huice(paths).args(["site", "--out"]).arg(out))
}

/// The page with its program.
fn trunk(paths: &Paths) -> Result<()> {
    run::command(
        for_browsers(&mut Command::new(TRUNK.path(paths)), paths)
            .args(["build", "index.html", "--release", "--offline", "--dist"])
            .arg(&paths.dist)
            .env("PATH", search_path(paths)?)
            // Trunk takes its value for a command-line value and stops at `1`.
            .env_remove("NO_COLOR"),
    )
}

/// Tells a build how programs for browsers are made.
pub fn for_browsers<'c>(command: &'c mut Command, paths: &Paths) -> &'c mut Command {
    command
        .current_dir(&paths.root)
        // Its own folder, because its flags differ from the native build's, and so that neither
        // waits for the other's lock.
        .env("CARGO_TARGET_DIR", paths.target.join("web"))
        .env("RUSTFLAGS", RUSTFLAGS)
}

/// Puts the start screen into the page, as the program shows it, and takes the comments out.
fn start(paths: &Paths, law: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "huice-web", "--"])
        .arg(law.join("index.bin"))
        .current_dir(&paths.root);
    let made = run::output(&mut cargo)?;
    let (head, form) = made.trim_end().split_once('\n').context("not two lines")?;
    let page = paths.dist.join("index.html");
    let mut text = fs::read_to_string(&page)?;
    for (mark, part) in [(HEAD_MARK, head), (FORM_MARK, form)] {
        let told = text.replacen(mark, part, 1);
        if told == text {
            bail!("index.html has no `{mark}`");
        }
        text = told;
    }
    fs::write(page, without_comments(&text)).context("index.html")
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once("-->").unwrap_or(("", ""));
        out.push_str(rest.strip_prefix('\n').unwrap_or(rest));
    }
    out
}

/// Holds every program below a folder against what browsers of 2017 know.
pub(crate) fn validate(folder: &Path) -> Result<()> {
    let programs: Vec<PathBuf> = files(folder)?
        .into_iter()
        .filter(|file| ends_with(file, &["wasm"]))
        .collect();
    if programs.is_empty() {
        bail!("the build made no .wasm file");
    }
    for program in programs {
        let mut check = Command::new("wasm-validate");
        check.args(LATER_FEATURES.map(|feature| format!("--disable-{feature}")));
        run::command(check.arg(&program)).context(
            "the program uses WASM that old browsers refuse; see index.html, data-wasm-opt-params",
        )?;
    }
    Ok(())
}

/// Writes `name.br` and `name.gz` beside every file that compression makes smaller.
fn compress(paths: &Paths) -> Result<()> {
    let mut files = files(&paths.dist)?;
    files.retain(|file| ends_with(file, &COMPRESSED));
    let kept = paths.target.join("compressed");
    let next = AtomicUsize::new(0);
    let worker = || -> Result<()> {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let inside = file
                .strip_prefix(&paths.dist)
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
        fs::write(layout::beside(kept, "br"), brotli(&bytes, quality)?)?;
        fs::write(layout::beside(kept, "gz"), gzip(&bytes)?)?;
        // Last: the copy marks the entry as complete.
        fs::write(kept, &bytes)?;
    }
    for end in ["br", "gz"] {
        let packed = fs::read(layout::beside(kept, end))?;
        if packed.len() < bytes.len() {
            fs::write(layout::beside(file, end), packed)?;
        }
    }
    Ok(())
}

/// The JSON is published for reading and checking. No visit waits for it or for the many plain
/// pages, so better compression of these is not worth the build time.
fn quality(file: &Path) -> i32 {
    let plain = file
        .parent()
        .is_some_and(|folder| folder.ends_with(layout::PAGES));
    if plain || ends_with(file, &["json"]) {
        5
    } else {
        11
    }
}

/// Brotli, 11 being its best, with a window as large as the format allows.
pub(crate) fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 24,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Whether a file's name ends in one of these, after a dot.
fn ends_with(file: &Path, ends: &[&str]) -> bool {
    file.extension()
        .is_some_and(|end| ends.iter().any(|e| end == *e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        let text = "<a>\n<!-- one\ntwo -->\n<b><!-- x --></b>";
        assert_eq!(without_comments(text), "<a>\n<b></b>");
    }
}
