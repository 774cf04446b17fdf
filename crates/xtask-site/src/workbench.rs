//! The authors' workbench: a page of the site with a separate program. The app names no file of it,
//! and the app's worker does not keep it: it costs a resident nothing.

use crate::hashes::hex;
use crate::layout::only;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_tools::paths::Paths;
use xtask_tools::run;
use xtask_tools::tools::{WORKBENCH, search_path};

/// The folder of its files.
pub const FOLDER: &str = "workbench";

/// Its page.
const PAGE: &str = "workbench.html";

/// Its service worker, in the root: a worker serves the files below its folder.
const WORKER: &str = "workbench-worker.js";

/// What browsers its script is made for.
const TARGET: &str = "chrome92,safari15.4,firefox98";

/// Bundles the page's script and style, and writes page and worker. `program` holds `NAME.js` and
/// `NAME_bg.wasm`.
///
/// # Errors
/// If a file is missing or a tool fails.
pub fn add(paths: &Paths, program: &Path, name: &str) -> Result<()> {
    let source = paths.root.join("web/workbench");
    let stage = paths.target.join("workbench");
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    fs::create_dir_all(&stage)?;
    let folder = paths.dist.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let glue = program.join(format!("{name}.js"));
    let script = bundle(paths, &source.join("workbench.js"), &stage, &glue)?;
    let style = bundle(paths, &source.join("workbench.css"), &stage, &glue)?;
    let mut page = fs::read_to_string(source.join(PAGE)).context(PAGE)?;
    let icon = only(&paths.dist, "icon-", ".svg")?;
    page = put(&page, "icon.svg", &icon)?;
    let wasm = program.join(format!("{name}_bg.wasm"));
    let mut kept = vec![PAGE.to_owned(), icon];
    for (file, mark) in [
        (script, "workbench.js"),
        (style, "workbench.css"),
        (wasm, "program.wasm"),
    ] {
        let address = format!("{FOLDER}/{}", hashed(&file, &folder)?);
        page = put(&page, mark, &address)?;
        kept.push(address);
    }
    fs::write(paths.dist.join(PAGE), &page)?;
    worker(paths, &source, &kept, &page)
}

/// A script or a style as one small file.
fn bundle(paths: &Paths, from: &Path, to: &Path, glue: &Path) -> Result<PathBuf> {
    let name = from.file_name().context("a file without a name")?;
    let out = to.join(name);
    let mut esbuild = Command::new("esbuild");
    esbuild
        .arg(from)
        .args([
            "--bundle",
            "--minify",
            "--charset=utf8",
            "--log-level=error",
            "--format=iife",
        ])
        .arg(format!("--target={TARGET}"))
        .arg(format!("--alias:huice-workbench={}", glue.display()))
        .arg(format!("--outfile={}", out.display()))
        // The packages lie among the tools, not beside the source.
        .env("NODE_PATH", WORKBENCH.modules(paths))
        .env("PATH", search_path(paths)?);
    run::command(&mut esbuild).with_context(|| from.display().to_string())?;
    Ok(out)
}

/// Copies a file under a name with its hash, and returns the name.
fn hashed(file: &Path, to: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (stem, end) = name.rsplit_once('.').context("a name without an end")?;
    let hash = hex(&bytes);
    let name = format!("{stem}-{}.{end}", hash.get(..16).unwrap_or(&hash));
    fs::write(to.join(&name), bytes)?;
    Ok(name)
}

/// The page with an address in the place of a mark.
fn put(page: &str, mark: &str, address: &str) -> Result<String> {
    let mark = format!("\"{mark}\"");
    if !page.contains(&mark) {
        bail!("{PAGE} does not name {mark}");
    }
    Ok(page.replace(&mark, &format!("\"{address}\"")))
}

/// The worker with the files that it keeps. What has a hash in its name identifies its content.
fn worker(paths: &Paths, source: &Path, kept: &[String], page: &str) -> Result<()> {
    let code = fs::read_to_string(source.join("worker.js")).context(WORKER)?;
    let build = hex([code.as_str(), page].concat().as_bytes());
    let files = serde_json::to_string(kept)?;
    let build = build.get(..16).unwrap_or(&build);
    let text = format!("self.BUILD=\"{build}\";self.FILES={files};\n{code}");
    fs::write(paths.dist.join(WORKER), text)?;
    Ok(())
}
