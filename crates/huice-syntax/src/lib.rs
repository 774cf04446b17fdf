//! Rule text to a tree with spans, and back: knows no semantics.
//!
//! - [`parse`] reads restricted YAML into a [`Node`]; every error becomes a [`Diagnostic`].
//! - [`expr::parse`] reads the one-line expressions.
//! - [`format`](fn@format) writes a file in its one canonical form and keeps the comments.

pub mod code;
mod diagnostic;
pub mod expr;
mod format;
mod lexer;
mod signs;
mod slips;
mod span;
mod text;
mod tree;

pub use diagnostic::{Diagnostic, Severity, sort};
pub use format::format;
pub use signs::{has_wide, plain};
pub use span::{Lines, Span};
pub use text::{Lang, Text, Words};
pub use tree::{Entry, Kind, Node, Parsed, Scalar, Style, parse};
