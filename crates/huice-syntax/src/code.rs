//! The codes of what can be wrong with the form of a file. Each has a page in the checker.

/// The YAML itself cannot be read.
pub const YAML: &str = "E001";
/// A tab.
pub const TAB: &str = "E002";
/// An anchor or an alias.
pub const ANCHOR: &str = "E003";
/// A tag.
pub const TAG: &str = "E004";
/// A merge key.
pub const MERGE: &str = "E005";
/// A second document in the file.
pub const SEVERAL: &str = "E006";
/// A key written twice.
pub const DUPLICATE_KEY: &str = "E007";
/// Nested too deeply.
pub const DEEP: &str = "E008";
/// Too large.
pub const LARGE: &str = "E009";
/// A key that is not a word.
pub const KEY: &str = "E010";
/// A character that cannot be seen.
pub const INVISIBLE: &str = "E011";
/// Nothing in the file.
pub const EMPTY: &str = "E012";
/// An expression that cannot be read.
pub const EXPRESSION: &str = "E013";
/// A number or a unit that cannot be read.
pub const LITERAL: &str = "E014";
/// A full-width sign where the plain one is meant.
pub const FULL_WIDTH: &str = "E015";
/// An expression too long or nested too deeply.
pub const EXPRESSION_SIZE: &str = "E016";
/// A file that the formatter would change in meaning.
pub const FORMAT: &str = "E017";
/// A blank that is missing behind a colon or a dash.
pub const SPACING: &str = "E018";
/// A text that a `#` cuts.
pub const CUT: &str = "E019";
