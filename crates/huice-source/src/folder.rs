//! The folder of the rules. Every file in it is either read or named: nothing vanishes.

use crate::SourceError;
use crate::kept::stamp_of;
use crate::text::{decoded, unreadable};
use huice_check::{SourceFile, Unreadable};
use huice_syntax::Diagnostic;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most folders within each other.
const DEEPEST: usize = 8;

/// The files of a folder of rules.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files that are text, in the order of paths; also those whose names are not of rules.
    pub files: Vec<SourceFile>,
    /// Errors of files that cannot be read.
    pub lost: Vec<Diagnostic>,
}

/// A file of the folder that has not been read.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// The path with `/` between its parts, on every system: so the checker names files.
    pub(crate) path: String,
    /// Its length and its time of change.
    pub(crate) stamp: String,
    file: PathBuf,
    /// Whether it is nested too deep to be read.
    deep: bool,
}

impl Listed {
    /// The text of the file, or the error of one that is none.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub(crate) fn read(&self) -> Result<Result<SourceFile, Diagnostic>, SourceError> {
        let path = self.path.clone();
        if self.deep {
            return Ok(Err(huice_check::unreadable(&path, Unreadable::Deep)));
        }
        if !path.ends_with(".yaml") {
            // Its name alone excludes it.
            let text = String::new();
            return Ok(Ok(SourceFile { path, text }));
        }
        Ok(
            match decoded(std::fs::read(&self.file).map_err(|e| unreadable(&self.file, &e))?) {
                Ok(text) => Ok(SourceFile { path, text }),
                Err(why) => Err(huice_check::unreadable(&path, why)),
            },
        )
    }
}

impl Folder {
    /// Reads these files.
    ///
    /// # Errors
    /// Where one cannot be opened.
    pub(crate) fn read(files: &[Listed]) -> Result<Self, SourceError> {
        let mut folder = Self::default();
        for listed in files {
            match listed.read()? {
                Ok(file) => folder.files.push(file),
                Err(error) => folder.lost.push(error),
            }
        }
        Ok(folder)
    }
}

/// The files of a folder, in the order of paths. Left out without a word: what begins with a
/// point, and notes (`.md`).
///
/// # Errors
/// Where the folder cannot be opened, or holds no rules.
pub(crate) fn list(rules: &Path) -> Result<Vec<Listed>, SourceError> {
    let mut listing = Listing::default();
    listing.gather(rules, 0)?;
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    if !listing
        .files
        .iter()
        .any(|file| file.path.ends_with(".yaml"))
    {
        return Err(SourceError::Unusable(format!(
            "{} 里没有 .yaml 规则文件",
            rules.display()
        )));
    }
    Ok(listing.files)
}

#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    /// Folders that were looked through: links may lead in a circle.
    seen: BTreeSet<PathBuf>,
}

impl Listing {
    fn gather(&mut self, folder: &Path, depth: usize) -> Result<(), SourceError> {
        let real = folder.canonicalize().map_err(|e| unreadable(folder, &e))?;
        if !self.seen.insert(real) {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))?;
        for entry in entries {
            let file = entry.map_err(|e| unreadable(folder, &e))?.path();
            let name = file.file_name().map(|name| name.to_string_lossy());
            if name.is_none_or(|name| name.starts_with('.') || name.ends_with(".md")) {
                continue;
            }
            let data = std::fs::metadata(&file).map_err(|e| unreadable(&file, &e))?;
            if data.is_dir() {
                self.gather(&file, depth + 1)?;
                continue;
            }
            self.files.push(Listed {
                path: file.to_string_lossy().replace('\\', "/"),
                stamp: stamp_of(&data),
                file,
                deep: depth > DEEPEST,
            });
        }
        Ok(())
    }
}
