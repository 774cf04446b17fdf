//! `cargo xtask browser`: golden cases walked in a browser, with all that the walks look at.

use crate::{bench, browser, dist};
use anyhow::Result;
use xtask_tools::paths::Paths;

/// Makes what is missing to the built site and walks it.
///
/// # Errors
/// If a walk fails or there is no browser.
pub fn walks(paths: &Paths) -> Result<()> {
    bench::page(paths)?;
    // The zip that goes to a server is the one that is tried.
    dist::dist(paths, false)?;
    browser::walks(paths)
}

/// The zip of the site, on the servers that it is meant for.
///
/// # Errors
/// If one of them serves it wrongly.
pub fn hosts(paths: &Paths) -> Result<()> {
    dist::dist(paths, false)?;
    browser::hosts(paths)
}
