//! The Chinese words of what people read, made from the law's data and a person's answers; and the
//! reading of what people write.
//!
//! Pure, like the core: nothing here reads a file or asks the clock. Whoever shows words to people
//! (pages, command line, package) takes them from here, so that they all use the same words.

mod change;
mod document;
pub mod input;
pub mod labels;
pub mod loan;
mod phone;
pub mod read;
pub mod schedule;
pub mod terms;
pub mod words;

pub use change::describe;
pub use document::{
    CALL_FIRST, MAY_HAVE_CHANGED, Origin, age, amends, ended, issued, unchecked, validity,
};
pub use phone::{LONGEST_SCRIPT, phone_script};
