//! Compares the rules with the documents: nothing dropped, no figure invented.
//!
//! [`audit`] compares four sources that were made independently: the rules, the text of the
//! documents, the ledger of everything that the documents give, and the list of every number in
//! them. It reads no file: it takes texts and returns gaps.
//!
//! Order of the modules: `text` (normalises characters), `reader` and `items` (split a document
//! into clauses and sentences), `ledger` (what an independent reading of the documents lists), `figure` (a figure
//! of the law as numbers), `uses` (what the rules take from each sentence), and the comparison.

mod compare;
mod declared;
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
pub use reader::{Clause, Sentence, clauses_of};
pub use report::{Audit, Gap, Row};
