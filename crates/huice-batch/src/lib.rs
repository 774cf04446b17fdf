//! Many people at once: files of people in, files of decisions out.
//!
//! A job ([`screen`]) reads people from a file ([`read`]), decides every instrument for each of
//! them ([`Screener`]) and writes one row for each person and instrument ([`write`]). Every value
//! is read by the function of `huice_core::answers` that reads all answers; every decision is that
//! of `huice_core::batch`, which is that of `huice_core::evaluate`.

mod answers;
mod cells;
pub mod diff;
mod error;
mod explain;
pub mod generate;
mod header;
mod job;
mod long;
mod people;
pub mod read;
mod repeats;
mod screener;
mod summary;
mod template;
pub mod write;

pub use cells::Cells;
pub use error::{BatchError, RowError};
pub use explain::explain;
pub use header::{Field, Header};
pub use job::{Job, Outcome, screen};
pub use long::long_schema;
pub use read::Rows;
pub use repeats::{Finder, Repeats};
pub use screener::{Options, Screened, Screener};
pub use summary::{InstrumentSummary, Summary};
pub use template::template;

/// The libraries of the formats, for whoever makes such files or looks into them.
pub use {calamine, encoding_rs, rust_xlsxwriter};
