//! Names, types, units, dates and citations: from a tree to the core's intermediate form, with
//! diagnostics.
//!
//! [`check`] takes every rule file at once and tells everything that is wrong at once. Only rules
//! without an error become a [`Corpus`]; from it [`Corpus::law_for`] makes the law of one place.

mod act;
mod amount;
mod circle;
mod clause;
mod code;
pub mod codes;
mod condition;
mod corpus;
mod documents;
mod examples;
mod facts;
mod gather;
mod lint;
mod lists;
mod literal;
mod pay;
mod refs;
mod report;
mod restate;
mod suggest;
mod typing;
mod world;

pub use corpus::{CitationUse, Corpus, Example, Expected, ExpectedReading, Origin};
pub use gather::{Checked, SourceFile, check};
pub use huice_syntax::{Diagnostic, Severity, Span};
pub use lint::{stale, untold};
pub use world::{Administrative, MissingItem, Place};
