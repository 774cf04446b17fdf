//! A version of the rules: a folder, a pack, or a revision of the repository.

use crate::failure::Failure;
use huice_core::Law;
use huice_source::Source;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The laws of a version.
pub(super) fn open(source: &Source, version: &str) -> Result<Vec<Law>, Failure> {
    let path = Path::new(version);
    let of = |rules: PathBuf, pack: Option<PathBuf>| Source {
        rules,
        pack,
        lang: source.lang,
    };
    if path.is_file() || path.join(huice_pack::INDEX_FILE).is_file() {
        return Ok(of(source.rules.clone(), Some(path.to_owned())).laws()?);
    }
    if path.is_dir() {
        return Ok(of(path.to_owned(), None).laws()?);
    }
    let folder = Folder::new()?;
    check_out(&source.rules, version, &folder.0)?;
    Ok(of(folder.0.clone(), None).laws()?)
}

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let name = format!("huice-diff-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        match std::fs::create_dir(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err(huice_source::unreadable(&path, &error).into()),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Puts the rules of a revision into a folder.
fn check_out(rules: &Path, revision: &str, to: &Path) -> Result<(), Failure> {
    let unusable = |why: &str| {
        Failure::Unusable(format!(
            "`{revision}` 不是规则的文件夹、规则包，也不是这个仓库里有的版本{why}"
        ))
    };
    let git = Command::new("git")
        .arg("-C")
        .arg(rules)
        // The tree of the folder itself, independent of its name in the repository.
        .args(["archive", "--format=tar", "--end-of-options", revision, "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut git = git.map_err(|_| unusable("（没有 git）"))?;
    let tar = Command::new("tar")
        .arg("-x")
        .arg("-C")
        .arg(to)
        .stdin(git.stdout.take().map_or_else(Stdio::null, Stdio::from))
        .stderr(Stdio::null())
        .status();
    let done = git.wait().is_ok_and(|status| status.success());
    if done && tar.is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err(unusable(""))
    }
}
