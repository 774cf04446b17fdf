//! Paths of the repository.

use std::env;
use std::path::{Path, PathBuf};

/// Folders of one check-out.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The repository.
    pub root: PathBuf,
    /// Pinned tools, by version: `.tools`, or where `HUICE_TOOLS` points.
    pub tools: PathBuf,
    /// Cargo's folder for native code: `target`, or where `CARGO_TARGET_DIR` points.
    pub target: PathBuf,
    /// The built site: `dist`, or where `HUICE_DIST` points.
    pub dist: PathBuf,
}

impl Paths {
    /// The check-out that this program was built from.
    #[must_use]
    pub fn here() -> Self {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_folder
            .ancestors()
            .nth(2)
            .unwrap_or(crate_folder)
            .to_path_buf();
        let from_env = |name: &str, default: &str| match env::var_os(name) {
            // A relative folder is relative to where the command was given.
            Some(folder) => env::current_dir().unwrap_or_default().join(folder),
            None => root.join(default),
        };
        Self {
            tools: from_env("HUICE_TOOLS", ".tools"),
            target: from_env("CARGO_TARGET_DIR", "target"),
            dist: from_env("HUICE_DIST", "dist"),
            root,
        }
    }
}
