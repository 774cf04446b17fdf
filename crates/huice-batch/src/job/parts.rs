//! The folder of parts beside an output.

use super::Job;
use crate::read::{Format, ROWS};
use crate::screener::Screened;
use crate::{BatchError, RowError, Summary, write};
use huice_core::CompiledLaw;
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The heading of the file of errors, with the mark that tells spreadsheets that it is UTF-8.
const HEADING: &str = "\u{feff}行,人员,栏目,问题\n";

/// The parts of an output.
pub(super) struct Parts {
    folder: PathBuf,
}

impl Parts {
    /// Those of a job. What is there of another job goes.
    pub(super) fn open(job: &Job<'_>) -> Result<Self, BatchError> {
        let mut name = job.output.file_name().unwrap_or_default().to_owned();
        name.push(".parts");
        let parts = Self {
            folder: job.output.with_file_name(name),
        };
        let (own, path) = (fingerprint(job)?, parts.folder.join("job"));
        if fs::read_to_string(&path).is_ok_and(|there| there == own) {
            return Ok(parts);
        }
        parts.remove()?;
        fs::create_dir_all(&parts.folder)
            .map_err(|error| BatchError::writing(&parts.folder, &error))?;
        write::replace(&path, own.as_bytes())?;
        Ok(parts)
    }

    /// How many parts are done.
    pub(super) fn done(&self) -> usize {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        files
            .filter(|file| file.path().extension().is_some_and(|end| end == "json"))
            .count()
    }

    /// Where something may be written that nobody needs later.
    pub(super) fn scratch(&self) -> PathBuf {
        self.folder.join("scratch")
    }

    fn file(&self, part: usize, end: &str) -> PathBuf {
        self.folder.join(format!("{part:07}.{end}"))
    }

    pub(super) fn is_done(&self, part: usize) -> bool {
        self.file(part, "json").exists()
    }

    /// Writes a part: its rows, its errors, and last its summary.
    pub(super) fn write(
        &self,
        part: usize,
        format: Format,
        screened: Screened,
        law: &CompiledLaw,
    ) -> Result<(), BatchError> {
        write::part(format, &self.file(part, "rows"), &screened.long)?;
        write::replace(&self.file(part, "errors"), &lines(&screened.errors))?;
        let path = self.file(part, "json");
        let summary = serde_json::to_vec(&screened.summary.named(law))
            .map_err(|error| BatchError::unwritten(&path, &error))?;
        write::replace(&path, &summary)
    }

    /// The summary of a part.
    pub(super) fn summary(&self, part: usize) -> Result<Summary, BatchError> {
        let path = self.file(part, "json");
        let text = fs::read(&path).map_err(|error| BatchError::reading(&path, &error))?;
        serde_json::from_slice(&text).map_err(|error| BatchError::damaged(&path, "JSON", &error))
    }

    /// The files of rows of so many parts.
    pub(super) fn rows(&self, parts: usize) -> Vec<PathBuf> {
        (0..parts).map(|part| self.file(part, "rows")).collect()
    }

    /// Puts the errors together, those about the whole file first, and returns the first ones.
    pub(super) fn errors(
        &self,
        output: &Path,
        parts: usize,
        around: &[RowError],
        few: usize,
    ) -> Result<(Option<PathBuf>, Vec<RowError>), BatchError> {
        let mut name = output.file_name().unwrap_or_default().to_owned();
        name.push(".errors.csv");
        let path = output.with_file_name(name);
        let mut all = write::Text::new(&path)?;
        all.write(HEADING.as_bytes())?;
        all.write(&lines(around))?;
        let mut first: Vec<RowError> = around.iter().take(few).cloned().collect();
        let mut any = !around.is_empty();
        for part in 0..parts {
            let from = self.file(part, "errors");
            let lines = fs::read(&from).map_err(|error| BatchError::reading(&from, &error))?;
            let more = few.saturating_sub(first.len());
            first.extend(read_lines(&lines, more));
            any |= !lines.is_empty();
            all.write(&lines)?;
        }
        all.finish()?;
        if any {
            return Ok((Some(path), first));
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(BatchError::writing(&path, &error))
            }
            Ok(()) | Err(_) => Ok((None, first)),
        }
    }

    /// Takes the folder away.
    pub(super) fn remove(&self) -> Result<(), BatchError> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(BatchError::writing(&self.folder, &error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// What makes two jobs the same: law, day, input, options and program.
fn fingerprint(job: &Job<'_>) -> Result<String, BatchError> {
    let failed = |error: &io::Error| BatchError::reading(job.input, error);
    let input = fs::metadata(job.input).map_err(|error| failed(&error))?;
    let changed = input.modified().map_err(|error| failed(&error))?;
    let changed = changed.duration_since(UNIX_EPOCH).unwrap_or_default();
    let law = serde_json::to_vec(job.law.law())
        .map_err(|error| BatchError::Unusable(error.to_string()))?;
    let law: String = Sha256::digest(law)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Ok(format!(
        "{} {ROWS}\n{law} {}\n{} {} {}\n{} {:?}\n",
        env!("CARGO_PKG_VERSION"),
        job.as_of,
        job.input.display(),
        input.len(),
        changed.as_nanos(),
        job.person,
        job.options,
    ))
}

fn lines(errors: &[RowError]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for error in errors {
        let row = error.row.to_string();
        let fields = [&row, &error.person, &error.column, &error.problem];
        // Nothing fails in memory.
        drop(writer.write_record(fields));
    }
    writer.into_inner().unwrap_or_default()
}

fn read_lines(lines: &[u8], most: usize) -> Vec<RowError> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(lines);
    let records = reader.into_records().filter_map(Result::ok);
    let rows = records.filter_map(|record| record.deserialize::<RowError>(None).ok());
    rows.take(most).collect()
}
