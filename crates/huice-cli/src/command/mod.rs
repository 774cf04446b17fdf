//! One module for each thing that `huice` does.

pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod cases;
pub(crate) mod check;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod generated;
pub(crate) mod list;
pub(crate) mod loan;
pub(crate) mod new;
pub(crate) mod pack;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod schema;
pub(crate) mod site;
pub(crate) mod test;
pub(crate) mod watch;

#[cfg(feature = "batch")]
mod diff;
#[cfg(not(feature = "batch"))]
mod no_batch;
#[cfg(feature = "batch")]
mod screen;
#[cfg(feature = "batch")]
mod screened;

#[cfg(feature = "batch")]
pub(crate) use diff::diff;
#[cfg(not(feature = "batch"))]
pub(crate) use no_batch::{diff, generate, screen};
#[cfg(feature = "batch")]
pub(crate) use screen::{generate, screen};
