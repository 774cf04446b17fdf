//! Files of decisions. Each part of the rows is written into a file of its own; in the end they
//! are put together.

mod stream;
mod tables;
mod texts;
mod workbook;

use crate::BatchError;
use crate::read::Format;
use arrow::array::RecordBatch;
use arrow::datatypes::{Field, SchemaRef};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) use stream::stream;

/// Marks a column of texts that are JSON themselves.
const JSON: &str = "json";

/// A column of texts that are JSON themselves: a file of JSON has them as they are.
pub(crate) fn as_json(field: Field) -> Field {
    let mark = [(JSON.to_owned(), String::new())];
    field.with_metadata(HashMap::from(mark))
}

/// Writes some rows into a file.
pub(crate) fn part(format: Format, path: &Path, rows: &RecordBatch) -> Result<(), BatchError> {
    match format {
        Format::Parquet => tables::parquet(path, rows),
        // A workbook is written in one go, from parts of Arrow.
        Format::Arrow | Format::Xlsx => tables::arrow(path, rows),
        Format::Csv => texts::csv(path, rows),
        Format::Ndjson => texts::ndjson(path, rows),
    }
}

/// Puts parts together. The file takes its place when all of it is on the disk.
pub(crate) fn whole(
    format: Format,
    path: &Path,
    schema: &SchemaRef,
    parts: &[PathBuf],
) -> Result<(), BatchError> {
    let beside = beside(path);
    match format {
        Format::Parquet => tables::whole_parquet(&beside, schema, parts)?,
        Format::Arrow => tables::whole_arrow(&beside, schema, parts)?,
        Format::Csv => texts::whole(&beside, &texts::heading(schema), parts)?,
        Format::Ndjson => texts::whole(&beside, b"", parts)?,
        Format::Xlsx => workbook::whole(&beside, schema, parts)?,
    }
    std::fs::rename(&beside, path).map_err(|error| BatchError::writing(path, &error))
}

/// Where a file is written before it takes its place.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

/// A file that is made anew.
fn create(path: &Path) -> Result<BufWriter<File>, BatchError> {
    File::create(path)
        .map(|file| BufWriter::with_capacity(1 << 16, file))
        .map_err(|error| BatchError::writing(path, &error))
}

/// Sees that a file is on the disk.
fn finish(path: &Path, file: BufWriter<File>) -> Result<(), BatchError> {
    let file = file
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error);
    file.and_then(|file| file.sync_all())
        .map_err(|error| BatchError::writing(path, &error))
}

/// Writes a short file, which takes its place when all of it is on the disk.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), BatchError> {
    let mut text = Text::new(path)?;
    text.write(bytes)?;
    text.finish()
}

/// A file that is written piece by piece. It takes its place when it is finished.
pub(crate) struct Text {
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
}

impl Text {
    pub(crate) fn new(path: &Path) -> Result<Self, BatchError> {
        let beside = beside(path);
        Ok(Self {
            path: path.to_owned(),
            file: create(&beside)?,
            beside,
        })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), BatchError> {
        let written = self.file.write_all(bytes);
        written.map_err(|error| BatchError::writing(&self.path, &error))
    }

    pub(crate) fn finish(self) -> Result<(), BatchError> {
        finish(&self.beside, self.file)?;
        let moved = std::fs::rename(&self.beside, &self.path);
        moved.map_err(|error| BatchError::writing(&self.path, &error))
    }
}
