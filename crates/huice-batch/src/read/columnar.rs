//! Parquet and Arrow IPC.

use super::{ROWS, Reader, Rows, Which, rows_of};
use crate::{BatchError, Header};
use arrow::array::{RecordBatch, RecordBatchReader};
use arrow::datatypes::Schema;
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use huice_core::Law;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Record batches of a file.
pub(super) struct Columnar {
    path: PathBuf,
    what: &'static str,
    header: Header,
    people: u64,
    batches: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>,
    /// What is left of the last batch.
    rest: Option<RecordBatch>,
    /// The number of the next row.
    next: u64,
}

fn open(path: &Path) -> Result<File, BatchError> {
    File::open(path).map_err(|error| BatchError::reading(path, &error))
}

/// The columns that are read, by position; nothing where that is all of them.
fn chosen(law: &Law, schema: &Schema, person: &str, which: Which) -> Option<Vec<usize>> {
    match which {
        Which::All => None,
        Which::Person => {
            let header = Header::of_schema(law, schema, person);
            Some(header.person().into_iter().collect())
        }
    }
}

pub(super) fn parquet(
    path: &Path,
    law: &Law,
    person: &str,
    which: Which,
) -> Result<Columnar, BatchError> {
    const WHAT: &str = "Parquet";
    let file = open(path)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|error| BatchError::damaged(path, WHAT, &error))?;
    let people = builder.metadata().file_metadata().num_rows();
    let mask = match chosen(law, builder.schema(), person, which) {
        None => ProjectionMask::all(),
        Some(columns) => ProjectionMask::roots(builder.parquet_schema(), columns),
    };
    let batches = builder
        .with_projection(mask)
        .with_batch_size(ROWS)
        .build()
        .map_err(|error| BatchError::damaged(path, WHAT, &error))?;
    let header = Header::of_schema(law, &batches.schema(), person);
    Ok(Columnar {
        path: path.to_owned(),
        what: WHAT,
        header,
        people: u64::try_from(people).unwrap_or(0),
        batches: Box::new(batches),
        rest: None,
        next: 1,
    })
}

pub(super) fn arrow(
    path: &Path,
    law: &Law,
    person: &str,
    which: Which,
) -> Result<Columnar, BatchError> {
    const WHAT: &str = "Arrow";
    let damaged = |error: &ArrowError| BatchError::damaged(path, WHAT, error);
    let people = count(path)?;
    let (schema, batches): (_, Box<dyn Iterator<Item = _> + Send>) =
        match FileReader::try_new(BufReader::new(open(path)?), None) {
            Ok(whole) => {
                let columns = chosen(law, &whole.schema(), person, which);
                let file = FileReader::try_new(BufReader::new(open(path)?), columns);
                let file = file.map_err(|error| damaged(&error))?;
                (file.schema(), Box::new(file))
            }
            // Not a file of Arrow's but a stream of it.
            Err(_) => {
                let stream = StreamReader::try_new(BufReader::new(open(path)?), None);
                let stream = stream.map_err(|error| damaged(&error))?;
                (stream.schema(), Box::new(stream))
            }
        };
    Ok(Columnar {
        path: path.to_owned(),
        what: WHAT,
        header: Header::of_schema(law, &schema, person),
        people,
        batches,
        rest: None,
        next: 1,
    })
}

/// How many rows a file of Arrow's has; none where it is a stream, or damaged further on.
fn count(path: &Path) -> Result<u64, BatchError> {
    let Ok(file) = FileReader::try_new(BufReader::new(open(path)?), Some(Vec::new())) else {
        return Ok(0);
    };
    let rows = file.filter_map(Result::ok).map(|batch| batch.num_rows());
    Ok(u64::try_from(rows.sum::<usize>()).unwrap_or(0))
}

impl Columnar {
    fn batch(&mut self) -> Result<Option<RecordBatch>, BatchError> {
        if let Some(rest) = self.rest.take() {
            return Ok(Some(rest));
        }
        match self.batches.next() {
            None => Ok(None),
            Some(Ok(batch)) => Ok(Some(batch)),
            Some(Err(error)) => Err(BatchError::damaged(&self.path, self.what, &error)),
        }
    }
}

impl Reader for Columnar {
    fn header(&self) -> &Header {
        &self.header
    }

    fn people(&self) -> u64 {
        self.people
    }

    fn read(&mut self) -> Result<Option<Rows>, BatchError> {
        let Some(batch) = self.batch()? else {
            return Ok(None);
        };
        let now = batch.num_rows().min(ROWS);
        if now < batch.num_rows() {
            self.rest = Some(batch.slice(now, batch.num_rows() - now));
        }
        let rows = rows_of(&batch.slice(0, now), self.next);
        self.next += u64::try_from(now).unwrap_or(0);
        Ok(Some(rows))
    }
}
