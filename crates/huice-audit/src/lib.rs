//! Holds the rules against the documents: nothing dropped, no figure invented.
//!
//! [`audit`] compares four things that were made apart from each other: the rules, the documents'
//! own text, the ledger of everything that the documents give, and the list of every number in
//! them. It reads no file: texts come in, gaps go out.
//!
//! Order of the modules: `text` (signs made alike), `reader` and `items` (a document into clauses
//! and sentences), `ledger` (what others have found in the documents), `figure` (a figure of the
//! law as numbers), `uses` (what the rules make of each sentence), and the comparison itself.

mod compare;
mod figure;
mod figures;
mod items;
mod ledger;
mod library;
mod literals;
mod offices;
mod reader;
mod report;
mod text;
mod uses;

pub use compare::audit;
pub use ledger::{Ledger, LedgerError};
pub use library::{Library, LibraryDocument};
pub use reader::{Clause, Sentence};
pub use report::{Audit, Gap, Row};
