//! Options by their ids.

use huice_core::ir::OptionId;

/// Reads the id of an option, letter for letter.
#[must_use]
pub fn read_option(options: &[(String, String)], id: &str) -> Option<OptionId> {
    (0..)
        .zip(options)
        .find(|(_, (known, _))| known == id)
        .map(|(at, _)| at)
}
