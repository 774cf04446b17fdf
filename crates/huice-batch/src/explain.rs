//! A few people with everything that is said about them.

use crate::people::Read;
use crate::{BatchError, Job, Repeats, read, write};
use huice_api::Evaluation;
use huice_core::{CompiledLaw, IncrementalEvaluator};
use serde::Serialize;
use std::path::PathBuf;
use std::rc::Rc;

/// One line of the file.
#[derive(Serialize)]
struct Explained<'e> {
    person: &'e str,
    #[serde(flatten)]
    evaluation: Evaluation<'e>,
}

/// Writes everything that is said about the first people of the input, one JSON object a line in
/// the shape of `huice evaluate --json`, and returns the file. Rows with what cannot be used are
/// left out, and so are `repeats`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub fn explain(job: &Job<'_>, repeats: &Repeats, people: usize) -> Result<PathBuf, BatchError> {
    let mut name = job.output.file_name().unwrap_or_default().to_owned();
    name.push(".explain.ndjson");
    let path = job.output.with_file_name(name);
    let law: Rc<CompiledLaw> = Rc::new(CompiledLaw::new(job.law.law().clone()));
    let mut reader = read::open(job.input, job.law, job.person)?;
    let header = reader.header().clone();
    let mut lines = Vec::new();
    let mut left = people;
    while left > 0
        && let Some(mut rows) = reader.read()?
    {
        repeats.mark(&header, &mut rows);
        let read = Read::new((&law, job.as_of), &header, &rows);
        for (row, name) in read.names.iter().enumerate() {
            if left == 0 {
                break;
            }
            if read.good.get(row) != Some(&true) {
                continue;
            }
            let answers = read.people.answers(&law, row);
            let evaluator = IncrementalEvaluator::new(Rc::clone(&law), job.as_of, answers);
            let explained = Explained {
                person: name,
                evaluation: Evaluation::new(&evaluator, &[]),
            };
            let line = serde_json::to_vec(&explained)
                .map_err(|error| BatchError::unwritten(&path, &error))?;
            lines.extend(line);
            lines.push(b'\n');
            left -= 1;
        }
    }
    write::replace(&path, &lines)?;
    Ok(path)
}
