//! `cargo xtask dist`: the site and its deployment kit as one zip.

use crate::build;
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;
use xtask_site::embed_assets;
use xtask_site::hashes::hex;
use xtask_site::zip;
use xtask_tools::paths::Paths;
use xtask_tools::run::step;

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
    let target = paths.target.join(zip::NAME);
    step("zip", || {
        let bytes = zip::pack(&paths.dist, &paths.root.join("deploy"))?;
        fs::write(&target, &bytes)?;
        println!("{} bytes, sha256 {}", bytes.len(), hex(&bytes));
        Ok(())
    })?;
    println!("{}", target.display());
    Ok(target)
}
