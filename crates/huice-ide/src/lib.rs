//! What an editor asks of the rules, over texts that may not be saved.
//!
//! - [`Workspace`] holds the files and answers what is wrong, what may be written here, what a name
//!   means, where it is declared, how it is changed everywhere.
//! - [`preview`](mod@preview) shows the results of a rule; [`cases`] where it turns; [`sentences`] which
//!   sentences of the document it uses.
//! - [`scaffold`] writes skeletons.
//!
//! It does no I/O and has no clock. No text makes it panic.

pub mod cases;
mod completion;
mod context;
pub mod examples;
mod lookup;
mod names;
mod outline;
mod position;
pub mod preview;
pub mod scaffold;
pub mod sentences;
pub mod successor;
mod used;
pub mod vocabulary;
mod workspace;

pub use completion::{Suggestion, SuggestionKind};
pub use lookup::{Edit, Hover, Location, Refusal};
pub use names::{NameKind, Named};
pub use outline::Symbol;
pub use position::{Position, Range, offset, position, range};
pub use used::Line;
pub use workspace::Workspace;
