//! A stream of people becomes a stream of decisions.

use arrow::array::{RecordBatch, RecordBatchReader};
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::ffi_stream::RecordBatchStreamReader;
use huice_batch::read::{ROWS, rows_of};
use huice_batch::{
    BatchError, Finder, Header, Options, Repeats, RowError, Screened, Screener, long_schema,
};
use huice_core::{CompiledLaw, Date};
use rayon::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;

/// What is wanted.
pub(crate) struct Wanted {
    pub(crate) as_of: Date,
    pub(crate) options: Options,
    pub(crate) person: String,
    /// Whether rows that cannot be used are left out; else they are an error.
    pub(crate) skip_errors: bool,
    /// The rows of which none counts, because somebody has several.
    pub(crate) repeats: Repeats,
}

/// The rows of people who have several in a table.
pub(crate) fn repeats(
    law: &CompiledLaw,
    table: RecordBatchStreamReader,
    person: &str,
) -> Result<Repeats, ArrowError> {
    let Some(column) = Header::of_schema(law, &table.schema(), person).person() else {
        return Ok(Repeats::default());
    };
    let refuse = |error: BatchError| ArrowError::InvalidArgumentError(error.to_string());
    let schema = table.schema().project(&[column])?;
    let header = Header::of_schema(law, &schema, person);
    // The table is in memory as a whole.
    let mut finder = Finder::new(&header, None);
    let mut next = 1;
    for batch in table {
        let people = batch?.project(&[column])?;
        let rows = rows_of(&people, next);
        finder.look(&header, &rows).map_err(refuse)?;
        next += u64::try_from(people.num_rows()).unwrap_or(0);
    }
    finder.finish().map_err(refuse)
}

/// Reads some people whenever more decisions are asked for.
pub(crate) struct Stream {
    law: Arc<CompiledLaw>,
    people: RecordBatchStreamReader,
    header: Header,
    wanted: Wanted,
    next_row: u64,
    ready: VecDeque<RecordBatch>,
}

/// How many errors are named.
const FEW: usize = 5;

impl Stream {
    pub(crate) fn new(
        law: Arc<CompiledLaw>,
        people: RecordBatchStreamReader,
        wanted: Wanted,
    ) -> Self {
        let schema = people.schema();
        Self {
            header: Header::of_schema(&law, &schema, &wanted.person),
            law,
            people,
            wanted,
            next_row: 1,
            ready: VecDeque::new(),
        }
    }

    /// Decides for the people of one batch, over all cores.
    fn screen(&mut self, batch: &RecordBatch) -> Vec<Screened> {
        let first = self.next_row;
        let starts: Vec<usize> = (0..batch.num_rows()).step_by(ROWS).collect();
        self.next_row += u64::try_from(batch.num_rows()).unwrap_or(0);
        let (law, wanted, header) = (&*self.law, &self.wanted, &self.header);
        starts
            .into_par_iter()
            .map_init(
                || Screener::new(law, wanted.as_of, &wanted.options),
                |screener, start| {
                    let part = batch.slice(start, ROWS.min(batch.num_rows() - start));
                    let before = u64::try_from(start).unwrap_or(0);
                    let mut rows = rows_of(&part, first + before);
                    wanted.repeats.mark(header, &mut rows);
                    screener.screen(header, &rows)
                },
            )
            .collect()
    }

    /// Everything that cannot be used.
    pub(crate) fn errors(mut self) -> Result<Vec<RowError>, ArrowError> {
        let mut errors = self.header.problems.clone();
        while let Some(batch) = self.people.next() {
            let screened = self.screen(&batch?);
            errors.extend(screened.into_iter().flat_map(|part| part.errors));
        }
        Ok(errors)
    }

    fn refuse(&self, errors: &[RowError]) -> Result<(), ArrowError> {
        if self.wanted.skip_errors || errors.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = errors.iter().take(FEW).map(ToString::to_string).collect();
        Err(ArrowError::InvalidArgumentError(format!(
            "有 {} 处不能用（errors=\"skip\" 可以先不管）：\n{}",
            errors.len(),
            lines.join("\n")
        )))
    }

    fn more(&mut self) -> Result<bool, ArrowError> {
        if self.next_row == 1 {
            self.refuse(&self.header.problems)?;
        }
        let Some(batch) = self.people.next() else {
            return Ok(false);
        };
        let screened = self.screen(&batch?);
        let errors: Vec<RowError> = screened.iter().flat_map(|p| p.errors.clone()).collect();
        self.refuse(&errors)?;
        self.ready
            .extend(screened.into_iter().map(|part| part.long));
        Ok(true)
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(Ok(ready));
            }
            match self.more() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        long_schema()
    }
}
