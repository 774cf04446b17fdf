//! What the program writes: to files, each beside its place first, and to standard output.

use crate::failure::Failure;
use huice_source::words;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Makes a folder, if it is not there.
///
/// # Errors
/// Where it cannot be made.
pub(crate) fn folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|e| unwritable(folder, &e))
}

/// Replaces a file as a whole. Until its last byte is on the disk, the old one stands.
///
/// # Errors
/// Where it cannot be written; nothing has changed then.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let staged = Staged::write(path, bytes).map_err(|e| unwritable(path, &e))?;
    staged.sync().map_err(|e| unwritable(path, &e))?;
    staged.put().map_err(|e| unwritable(path, &e))
}

/// Writes files into a folder, which is made where it is not there. No file takes its place before
/// all of them are on the disk.
///
/// # Errors
/// Where one cannot be written; no file of the folder has changed then, unless the disk fails while
/// they are being renamed.
pub(crate) fn replace_all<T: AsRef<[u8]>>(
    folder: &Path,
    files: &[(String, T)],
) -> Result<(), Failure> {
    self::folder(folder)?;
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let file = Staged::write(&path, bytes.as_ref()).map_err(|e| unwritable(&path, &e))?;
        staged.push((path, file));
    }
    // Once all are written: then the disk brings most of them down with the first.
    for (path, file) in &staged {
        file.sync().map_err(|e| unwritable(path, &e))?;
    }
    for (path, file) in staged {
        file.put().map_err(|e| unwritable(&path, &e))?;
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Unusable(format!(
        "写不了 {}：{}；原来的文件没有动",
        path.display(),
        words::io(error)
    ))
}

/// Has the system return an error for a file that grows too large (`ulimit -f`), where it would end
/// the program otherwise.
pub(crate) fn keep_running_when_files_grow_too_large() {
    #[cfg(unix)]
    {
        // Nobody looks at the flag: that the signal is caught is all that counts. Where it cannot
        // be caught, the program ends as before, and the old file still stands.
        let flag = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        drop(signal_hook::flag::register(
            signal_hook::consts::SIGXFSZ,
            flag,
        ));
    }
}

/// A file that is written beside its place. It goes away unless it is put there.
struct Staged {
    beside: PathBuf,
    path: PathBuf,
}

impl Staged {
    fn write(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        // A link leads to the file that is meant.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let staged = Self {
            beside: path.with_file_name(name),
            path,
        };
        let old = fs::metadata(&staged.path).ok().map(|old| old.permissions());
        // Renaming over a file does not ask whether the file itself may be written.
        if old.as_ref().is_some_and(fs::Permissions::readonly) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut file = File::create(&staged.beside)?;
        if let Some(old) = old {
            file.set_permissions(old)?;
        }
        file.write_all(bytes)?;
        Ok(staged)
    }

    /// Waits until the file is on the disk.
    fn sync(&self) -> io::Result<()> {
        File::open(&self.beside)?.sync_all()
    }

    fn put(self) -> io::Result<()> {
        fs::rename(&self.beside, &self.path)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a rename there is nothing there.
        drop(fs::remove_file(&self.beside));
    }
}

/// Prints a text and a line's end. A reader that has gone away (`| head`) is no error.
///
/// # Errors
/// Where the output cannot be written for any other reason.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints a message on standard error. Where that is closed there is nobody to hear it.
pub(crate) fn complain(message: &str) {
    drop(writeln!(io::stderr().lock(), "{message}"));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("huice-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn nothing_takes_its_place_before_everything_is_written() {
        let folder = folder("output");
        fs::write(folder.join("a"), "old").unwrap();
        // The second name cannot be written: its folder is not there.
        let files = [("a".to_owned(), "new"), ("none/b".to_owned(), "new")];
        assert!(replace_all(&folder, &files).is_err());
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert!(replace_all(&folder, &[("a".to_owned(), "new"), ("b".to_owned(), "new")]).is_ok());
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_the_rights_of_a_file_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder("link");
        fs::write(folder.join("real"), "old").unwrap();
        fs::set_permissions(folder.join("real"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink(folder.join("real"), folder.join("link")).unwrap();
        assert!(replace(&folder.join("link"), b"new").is_ok());
        assert!(
            fs::symlink_metadata(folder.join("link"))
                .unwrap()
                .is_symlink()
        );
        let real = fs::metadata(folder.join("real")).unwrap();
        assert_eq!(real.permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_to_string(folder.join("real")).unwrap(), "new");
        fs::remove_dir_all(&folder).unwrap();
    }
}
