//! The Chinese words of what people read, made from the law's data and a person's answers.
//!
//! Pure, like the core: nothing here reads a file or asks the clock. Whoever shows words to people
//! (pages, command line, package) takes them from here, so that they say the same.

mod document;
pub mod input;
pub mod labels;
mod phone;
pub mod terms;

pub use document::{CALL_FIRST, MAY_HAVE_CHANGED, Origin, age, issued, validity};
pub use phone::{LONGEST_SCRIPT, phone_script};
