//! A job: a file of people in, a file of decisions out, over all cores.
//!
//! The input is read some rows at a time. What becomes of them is written into a folder of parts
//! beside the output; a part is done when its summary is there. Whoever is killed goes on with the
//! first part that is not done, and in the end the parts are put together in order: the bytes do
//! not depend on how often that happened, nor on how many threads there are.

mod parts;

use crate::read::{self, Format, Reader, Rows};
use crate::summary::Summary;
use crate::{BatchError, Header, Options, Repeats, RowError, Screener, long_schema, write};
use huice_core::{CompiledLaw, Date};
use indicatif::{ProgressBar, ProgressStyle};
use parts::Parts;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What is to be done.
pub struct Job<'j> {
    /// The law of the place.
    pub law: &'j CompiledLaw,
    /// The day of evaluation.
    pub as_of: Date,
    /// The people.
    pub input: &'j Path,
    /// Where the decisions go.
    pub output: &'j Path,
    /// The heading of the column that says who it is.
    pub person: &'j str,
    /// What is written.
    pub options: Options,
    /// How many threads work; as many as there are cores, where none is named.
    pub threads: Option<usize>,
    /// Whether a bar shows how far it is.
    pub progress: bool,
}

/// What became of a job.
#[derive(Debug)]
pub struct Outcome {
    /// Counts and sums.
    pub summary: Summary,
    /// The file of what could not be used, where there is anything.
    pub errors: Option<PathBuf>,
    /// The first of them.
    pub first_errors: Vec<RowError>,
    /// How many parts were there already.
    pub resumed: usize,
    /// The rows that were left out because somebody has several.
    pub repeats: Repeats,
}

/// How many errors are shown.
const FEW: usize = 5;

/// The input while it is read.
struct Input {
    reader: Box<dyn Reader>,
    /// How many parts have been read.
    parts: usize,
    /// The number of the row that comes next, as the file shows it.
    next_row: u64,
    /// Whether there is nothing more to read, or no use in it.
    ended: bool,
    /// What is wrong with the file from here on.
    damage: Option<BatchError>,
    /// Why the work cannot go on.
    failure: Option<BatchError>,
}

/// Does a job.
///
/// # Errors
/// Where the input cannot be read at all, or the output cannot be written.
pub fn screen(job: &Job<'_>) -> Result<Outcome, BatchError> {
    let format = Format::of(job.output)?;
    let reader = read::open(job.input, job.law, job.person)?;
    let parts = Parts::open(job)?;
    let resumed = parts.done();
    let header = reader.header().clone();
    let repeats = repeats(job, reader.people(), &parts)?;
    let bar = bar(job, reader.people(), DECIDED);
    let input = Mutex::new(Input {
        reader,
        parts: 0,
        next_row: 1,
        ended: false,
        damage: None,
        failure: None,
    });
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(job.threads.unwrap_or(0))
        .build()
        .map_err(|error| BatchError::Unusable(format!("开不了线程：{error}")))?;
    pool.broadcast(|_| work(job, (format, &header, &repeats), &parts, &input, &bar));
    bar.finish_and_clear();
    let input = input.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(failure) = input.failure {
        return Err(failure);
    }
    let (summary, errors, first_errors) = finish(job, format, &parts, (&header, &input))?;
    Ok(Outcome {
        summary,
        errors,
        first_errors,
        resumed,
        repeats,
    })
}

/// The rows of people who have several.
fn repeats(job: &Job<'_>, people: u64, parts: &Parts) -> Result<Repeats, BatchError> {
    let bar = bar(job, people, LOOKED_AT);
    let input = (job.input, job.law.law(), job.person);
    let repeats = Repeats::in_file(input, &parts.scratch(), |rows| bar.inc(rows));
    bar.finish_and_clear();
    repeats
}

/// What the bar says while it is seen who has several rows, and while people are decided for.
const LOOKED_AT: &str = "{bar:30} 看编号有没有重复：{pos}/{len} 行";
const DECIDED: &str = "{bar:30} {pos}/{len} 人，每秒 {per_sec}，还要 {eta}";

fn bar(job: &Job<'_>, people: u64, style: &str) -> ProgressBar {
    if !job.progress {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(people);
    ProgressStyle::with_template(style).map_or(bar.clone(), |style| bar.with_style(style))
}

/// What each thread does: takes the next rows until there are none.
fn work(
    job: &Job<'_>,
    (format, header, repeats): (Format, &Header, &Repeats),
    parts: &Parts,
    input: &Mutex<Input>,
    bar: &ProgressBar,
) {
    let mut screener = Screener::new(job.law, job.as_of, &job.options);
    while let Some((part, mut rows)) = take(input) {
        let count = u64::try_from(rows.len() + rows.broken.len()).unwrap_or(0);
        if !parts.is_done(part) {
            repeats.mark(header, &mut rows);
            let screened = screener.screen(header, &rows);
            if let Err(failure) = parts.write(part, format, screened, job.law) {
                let mut input = input.lock().unwrap_or_else(PoisonError::into_inner);
                input.ended = true;
                input.failure = Some(failure);
                return;
            }
        }
        bar.inc(count);
    }
}

/// The next rows with the number of their part.
fn take(input: &Mutex<Input>) -> Option<(usize, Rows)> {
    let mut input = input.lock().unwrap_or_else(PoisonError::into_inner);
    if input.ended {
        return None;
    }
    match input.reader.read() {
        Ok(Some(rows)) => {
            let part = input.parts;
            input.parts += 1;
            let numbers = rows
                .numbers
                .iter()
                .chain(rows.broken.iter().map(|e| &e.row));
            input.next_row = numbers.max().map_or(input.next_row, |last| last + 1);
            Some((part, rows))
        }
        Ok(None) => {
            input.ended = true;
            None
        }
        Err(damage) => {
            input.ended = true;
            input.damage = Some(damage);
            None
        }
    }
}

/// Puts the parts together.
fn finish(
    job: &Job<'_>,
    format: Format,
    parts: &Parts,
    (header, input): (&Header, &Input),
) -> Result<(Summary, Option<PathBuf>, Vec<RowError>), BatchError> {
    let mut summary = Summary::new(job.law);
    for part in 0..input.parts {
        summary.add(&parts.summary(part)?);
    }
    let mut around = header.problems.clone();
    around.extend(input.damage.as_ref().map(|damage| RowError {
        row: input.next_row,
        person: String::new(),
        column: String::new(),
        problem: format!("{damage}，从这一行起读不出来"),
    }));
    summary.errors += u64::try_from(around.len()).unwrap_or(0);
    write::whole(format, job.output, &long_schema(), &parts.rows(input.parts))?;
    let (errors, first_errors) = parts.errors(job.output, input.parts, &around, FEW)?;
    parts.remove()?;
    Ok((summary, errors, first_errors))
}
