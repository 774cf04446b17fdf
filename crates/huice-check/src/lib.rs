//! Names, types, units, dates and citations: from a tree to the core's intermediate form, with
//! diagnostics.
//!
//! [`check`] takes all rule files and reports all errors together. Only rules without an error
//! become a [`Corpus`]; from it [`Corpus::law_for`] makes the law of one place.

mod actionability;
mod amount;
mod citation_use;
mod clause;
mod code;
pub mod codes;
mod condition;
mod corpus;
mod cycles;
mod documents;
mod driver;
mod examples;
mod facts;
pub mod figure;
mod former_names;
mod goals;
mod inference;
pub mod keys;
mod kinds;
mod lint;
mod lists;
mod literal;
mod others;
mod part;
mod pay;
mod phone;
mod places;
pub mod plan;
mod refs;
mod relations;
mod report;
mod restate;
mod succession;
mod suggest;
mod symbol_table;
mod typing;
mod unread;
pub mod vocabulary;

pub use corpus::{CitationUse, ClauseFile, Corpus, Example, Expected, ExpectedReading, Origin};
pub use driver::{Checked, ParsedFile, SourceFile, check, check_parsed, check_part, check_with};
pub use huice_syntax::{Diagnostic, Severity, Span};
pub use lint::{stale, untold};
pub use part::Named;
pub use symbol_table::{Administrative, MissingItem, Place};
pub use unread::{Unreadable, unreadable};
