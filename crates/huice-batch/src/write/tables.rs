//! Parquet and Arrow IPC.

use super::{create, finish};
use crate::BatchError;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::FileWriter;
use parquet::arrow::{ArrowSchemaConverter, ArrowWriter};
use parquet::basic::Compression;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // Which version wrote it would make the bytes depend on more than the input.
        .set_created_by("huice".into())
        .build()
}

pub(super) fn parquet(path: &Path, rows: &RecordBatch) -> Result<(), BatchError> {
    let failed = |error: ParquetError| BatchError::unwritten(path, &error);
    let mut writer = parquet_writer(path, create(path)?, &rows.schema())?;
    writer.write(rows).map_err(failed)?;
    finish(path, writer.into_inner().map_err(failed)?)
}

pub(super) fn parquet_writer(
    path: &Path,
    file: BufWriter<File>,
    schema: &SchemaRef,
) -> Result<ArrowWriter<BufWriter<File>>, BatchError> {
    ArrowWriter::try_new(file, schema.clone(), Some(properties()))
        .map_err(|error| BatchError::unwritten(path, &error))
}

/// The column chunks of the parts, as they are, under one footer.
pub(super) fn whole_parquet(
    path: &Path,
    schema: &SchemaRef,
    parts: &[PathBuf],
) -> Result<(), BatchError> {
    let failed = |error: ParquetError| BatchError::unwritten(path, &error);
    let columns = ArrowSchemaConverter::new()
        .convert(schema)
        .map_err(failed)?;
    let mut writer = SerializedFileWriter::new(
        create(path)?,
        columns.root_schema_ptr(),
        Arc::new(properties()),
    )
    .map_err(failed)?;
    for part in parts {
        append(&mut writer, part).map_err(failed)?;
    }
    finish(path, writer.into_inner().map_err(failed)?)
}

fn append<W: std::io::Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    part: &Path,
) -> Result<(), ParquetError> {
    let file = File::open(part)?;
    let reader = SerializedFileReader::new(file.try_clone()?)?;
    for group in reader.metadata().row_groups() {
        let rows = u64::try_from(group.num_rows())?;
        let mut to = writer.next_row_group()?;
        for column in group.columns() {
            let closed = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size())?,
                rows_written: rows,
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            to.append_column(&file, closed)?;
        }
        to.close()?;
    }
    Ok(())
}

pub(super) fn arrow(path: &Path, rows: &RecordBatch) -> Result<(), BatchError> {
    let failed = |error: ArrowError| BatchError::unwritten(path, &error);
    let mut writer = FileWriter::try_new(create(path)?, &rows.schema()).map_err(failed)?;
    writer.write(rows).map_err(failed)?;
    finish(path, writer.into_inner().map_err(failed)?)
}

pub(super) fn whole_arrow(
    path: &Path,
    schema: &SchemaRef,
    parts: &[PathBuf],
) -> Result<(), BatchError> {
    let failed = |error: ArrowError| BatchError::unwritten(path, &error);
    let mut writer = FileWriter::try_new(create(path)?, schema).map_err(failed)?;
    for part in parts {
        for rows in read_arrow(part)? {
            writer.write(&rows.map_err(failed)?).map_err(failed)?;
        }
    }
    finish(path, writer.into_inner().map_err(failed)?)
}

/// The rows of a part.
pub(super) fn read_arrow(
    path: &Path,
) -> Result<impl Iterator<Item = Result<RecordBatch, ArrowError>>, BatchError> {
    let file = File::open(path).map_err(|error| BatchError::reading(path, &error))?;
    FileReader::try_new(BufReader::new(file), None)
        .map_err(|error| BatchError::damaged(path, "Arrow", &error))
}
