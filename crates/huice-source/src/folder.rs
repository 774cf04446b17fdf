//! The folder of the rules. Every file in it is either read or named: nothing vanishes.

use crate::SourceError;
use crate::text::{decoded, unreadable};
use huice_check::{SourceFile, Unreadable};
use huice_syntax::Diagnostic;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most folders within each other.
const DEEPEST: usize = 8;

/// What lies in a folder of rules.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files that are text, in the order of paths; also those whose names are not of rules.
    pub files: Vec<SourceFile>,
    /// Errors of those that cannot be read.
    pub lost: Vec<Diagnostic>,
}

impl Folder {
    /// Reads a folder. Left out without a word: what begins with a point, and notes (`.md`).
    ///
    /// # Errors
    /// Where the folder or a file cannot be opened.
    pub fn read(rules: &Path) -> Result<Self, SourceError> {
        let mut found = Found::default();
        found.gather(rules, 0)?;
        found.paths.sort();
        let mut folder = Self::default();
        for path in found.paths {
            let name = shown(&path);
            if path.extension().is_none_or(|end| end != "yaml") {
                // Its name alone says that it is not read.
                folder.files.push(SourceFile {
                    path: name,
                    text: String::new(),
                });
                continue;
            }
            let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
            match decoded(bytes) {
                Ok(text) => folder.files.push(SourceFile { path: name, text }),
                Err(why) => folder.lost.push(huice_check::unreadable(&name, why)),
            }
        }
        let deep = found.deep.iter().map(|path| shown(path));
        folder
            .lost
            .extend(deep.map(|name| huice_check::unreadable(&name, Unreadable::Deep)));
        Ok(folder)
    }

    /// Whether there is any rule file, readable or not.
    #[must_use]
    pub fn has_rules(&self) -> bool {
        let mut names = self.files.iter().map(|file| &file.path);
        names.any(|path| path.ends_with(".yaml")) || !self.lost.is_empty()
    }
}

/// A path as the checker tells files apart: by `/`, whatever the system writes.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[derive(Default)]
struct Found {
    paths: Vec<PathBuf>,
    deep: Vec<PathBuf>,
    /// Folders that were looked through: links may lead in a circle.
    seen: BTreeSet<PathBuf>,
}

impl Found {
    fn gather(&mut self, folder: &Path, depth: usize) -> Result<(), SourceError> {
        let real = folder.canonicalize().map_err(|e| unreadable(folder, &e))?;
        if !self.seen.insert(real) {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))?;
        for entry in entries {
            let path = entry.map_err(|e| unreadable(folder, &e))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy());
            if name.is_none_or(|name| name.starts_with('.') || name.ends_with(".md")) {
                continue;
            }
            if path.is_dir() {
                self.gather(&path, depth + 1)?;
            } else if depth > DEEPEST {
                self.deep.push(path);
            } else {
                self.paths.push(path);
            }
        }
        Ok(())
    }
}
