//! Files of people, read some rows at a time.

mod columnar;
mod csv;
mod lines;
mod ndjson;
mod worksheet;

use crate::{BatchError, Cells, Field, Header, RowError};
use huice_core::Law;
use std::path::Path;

/// How many rows are read at once: as many as are decided at once.
pub const ROWS: usize = huice_core::batch::BatchEvaluator::CHUNK;

/// Some rows of an input.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The cells, in the order of the header.
    pub columns: Vec<Cells>,
    /// The number of each row as the file shows it.
    pub numbers: Vec<u64>,
    /// Rows that could not be read; they are not among the others.
    pub broken: Vec<RowError>,
    /// Rows that cannot be used as they are, each by its position among the others, with why.
    pub marked: Vec<(usize, String)>,
}

impl Rows {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    pub(crate) fn number(&self, row: usize) -> u64 {
        self.numbers.get(row).copied().unwrap_or(0)
    }

    /// Who each row is about; its number where no column says it.
    pub(crate) fn people(&self, header: &Header) -> Vec<String> {
        (0..self.len())
            .map(|row| self.person(header, row))
            .collect()
    }

    /// Who a row is about; its number where no column says it.
    pub(crate) fn person(&self, header: &Header, row: usize) -> String {
        let column = header.person().and_then(|at| self.columns.get(at));
        let own = column.map(|cells| cells.text(row)).unwrap_or_default();
        if own.is_empty() {
            self.number(row).to_string()
        } else {
            own
        }
    }
}

/// Reads rows of people.
pub trait Reader: Send {
    /// The columns.
    fn header(&self) -> &Header;

    /// How many people there are about.
    fn people(&self) -> u64;

    /// The next rows; `None` at the end.
    ///
    /// # Errors
    /// Where the file is damaged from here on.
    fn read(&mut self) -> Result<Option<Rows>, BatchError>;
}

/// What sort of file a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Parquet.
    Parquet,
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// Arrow IPC.
    Arrow,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// By the end of a file's name.
    ///
    /// # Errors
    /// Where it says nothing that is known.
    pub fn of(path: &Path) -> Result<Self, BatchError> {
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or("");
        match end.to_ascii_lowercase().as_str() {
            "parquet" | "pq" => Ok(Self::Parquet),
            "csv" => Ok(Self::Csv),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            "arrow" | "feather" | "ipc" => Ok(Self::Arrow),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(BatchError::Unusable(format!(
                "{} 是什么文件看不出来；文件名要以 .parquet、.csv、.ndjson、.arrow 或 .xlsx 结尾；\
                 旧的 .xls 和 .et 先另存为 .xlsx",
                path.display()
            ))),
        }
    }
}

/// Opens a file of people; `person` is the heading of the column that says who it is.
///
/// # Errors
/// Where the file is not there, or is not what its name says.
pub fn open(path: &Path, law: &Law, person: &str) -> Result<Box<dyn Reader>, BatchError> {
    let reader: Box<dyn Reader> = match Format::of(path)? {
        Format::Parquet => Box::new(columnar::parquet(path, law, person, Which::All)?),
        Format::Arrow => Box::new(columnar::arrow(path, law, person, Which::All)?),
        Format::Csv => Box::new(csv::CsvReader::open(path, law, person)?),
        // Its objects name their own facts.
        Format::Ndjson => return Ok(Box::new(ndjson::NdjsonReader::open(path, law, person)?)),
        Format::Xlsx => Box::new(worksheet::WorksheetReader::open(path, law, person)?),
    };
    about_people(path, reader.header())?;
    Ok(reader)
}

/// Opens a file for who its people are: where its columns lie apart, no others are read.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_for_people(
    path: &Path,
    law: &Law,
    person: &str,
) -> Result<Box<dyn Reader>, BatchError> {
    Ok(match Format::of(path)? {
        Format::Parquet => Box::new(columnar::parquet(path, law, person, Which::Person)?),
        Format::Arrow => Box::new(columnar::arrow(path, law, person, Which::Person)?),
        Format::Csv | Format::Ndjson | Format::Xlsx => open(path, law, person)?,
    })
}

/// Which columns are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    /// Who it is.
    Person,
}

/// A table without a column that the law asks for would come to a list of people of whom nothing is
/// known, with sums that mean nothing.
fn about_people(path: &Path, header: &Header) -> Result<(), BatchError> {
    let asked = |field: &Field| matches!(field, Field::Fact(_) | Field::Part(..));
    if header.fields.iter().any(asked) {
        return Ok(());
    }
    let path = path.display();
    let first: String = header.names.join("，").chars().take(SHOWN).collect();
    Err(BatchError::Damaged(format!(
        "{path} 里没有一栏是这里要问的事，所以什么也没有算。栏目读出来是“{first}”。第一行要是各栏的名称：\
         上面有大标题就删掉；CSV 的各栏用英文逗号隔开；`huice screen --template` 写出全部栏目"
    )))
}

/// Signs of the headings that are shown.
const SHOWN: usize = 40;

/// Rows of record batches, as Parquet, Arrow and other programs' tables have them.
#[must_use]
pub fn rows_of(batch: &arrow::array::RecordBatch, first: u64) -> Rows {
    let count = u64::try_from(batch.num_rows()).unwrap_or(u64::MAX);
    Rows {
        columns: batch.columns().iter().map(Cells::from).collect(),
        numbers: (first..first.saturating_add(count)).collect(),
        ..Rows::default()
    }
}
