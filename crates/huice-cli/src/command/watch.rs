//! `huice check --watch`: checks again whenever a file changes.

use crate::args::CheckArgs;
use crate::command::check;
use crate::failure::Failure;
use crate::output;
use huice_source::Source;
use std::time::Duration;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(300);

/// Checks, prints, and waits for the next change; ends with the program, or where what was found
/// can no longer be printed.
///
/// # Errors
/// Where the folder of the rules cannot be read.
pub(crate) fn watch(source: &Source, asked: &CheckArgs, json: bool) -> Result<String, Failure> {
    let mut last = None;
    loop {
        let now = source.stamp()?;
        if last.as_ref() != Some(&now) {
            last = Some(now);
            let text = match check::check(source, asked, json) {
                Ok(text) | Err(Failure::Found(text)) => text,
                Err(other) => return Err(other),
            };
            if output::print(&text).is_err() {
                return Ok(String::new());
            }
        }
        std::thread::sleep(EVERY);
    }
}
