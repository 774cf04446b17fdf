//! Rows that are written as they come.

use super::{beside, create, finish, tables, texts};
use crate::BatchError;
use crate::read::Format;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::ipc::writer::FileWriter;
use parquet::arrow::ArrowWriter;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes rows as they come. The file takes its place when it is finished.
pub(crate) struct Stream {
    path: PathBuf,
    beside: PathBuf,
    sink: Sink,
}

enum Sink {
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Arrow(Box<FileWriter<BufWriter<File>>>),
    Csv(BufWriter<File>),
    Ndjson(BufWriter<File>),
}

/// Begins a file of rows with these columns.
pub(crate) fn stream(
    format: Format,
    path: &Path,
    schema: &SchemaRef,
) -> Result<Stream, BatchError> {
    let beside = beside(path);
    let file = create(&beside)?;
    let sink = match format {
        Format::Parquet => Sink::Parquet(Box::new(tables::parquet_writer(path, file, schema)?)),
        Format::Arrow => {
            let writer = FileWriter::try_new(file, schema);
            Sink::Arrow(Box::new(
                writer.map_err(|error| BatchError::unwritten(path, &error))?,
            ))
        }
        Format::Csv => {
            let mut file = file;
            file.write_all(&texts::heading(schema))
                .map_err(|error| BatchError::writing(path, &error))?;
            Sink::Csv(file)
        }
        Format::Ndjson => Sink::Ndjson(file),
        Format::Xlsx => {
            return Err(BatchError::Unusable(
                "这么多人一张表放不下，请写成 .csv、.ndjson、.parquet 或 .arrow".into(),
            ));
        }
    };
    Ok(Stream {
        path: path.to_owned(),
        beside,
        sink,
    })
}

impl Stream {
    pub(crate) fn write(&mut self, rows: &RecordBatch) -> Result<(), BatchError> {
        let path = &self.path;
        match &mut self.sink {
            Sink::Parquet(writer) => writer
                .write(rows)
                .map_err(|error| BatchError::unwritten(path, &error)),
            Sink::Arrow(writer) => writer
                .write(rows)
                .map_err(|error| BatchError::unwritten(path, &error)),
            Sink::Csv(file) => texts::csv_rows(path, file, rows),
            Sink::Ndjson(file) => texts::ndjson_rows(path, file, rows),
        }
    }

    pub(crate) fn finish(self) -> Result<(), BatchError> {
        let path = &self.path;
        let file = match self.sink {
            Sink::Parquet(writer) => writer
                .into_inner()
                .map_err(|error| BatchError::unwritten(path, &error))?,
            Sink::Arrow(writer) => writer
                .into_inner()
                .map_err(|error| BatchError::unwritten(path, &error))?,
            Sink::Csv(file) | Sink::Ndjson(file) => file,
        };
        finish(path, file)?;
        std::fs::rename(&self.beside, path).map_err(|error| BatchError::writing(path, &error))
    }
}
