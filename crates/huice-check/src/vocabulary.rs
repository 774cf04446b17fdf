//! The words that may stand behind keys which take one of a few.

use crate::amount::WEIGHTS;
use crate::clause::{BENEFICIARIES, STRENGTHS};
use crate::examples::VERDICTS;
use crate::facts::{FREQUENCIES, KNOWERS, SORTS, keys_of};
use crate::kinds::{KINDS, ROLES};
use crate::lists::UNTICKED;

/// The words that may stand behind a key, in the order in which the checker names them. `None` for a
/// key that takes something else.
#[must_use]
pub fn words(key: &str) -> Option<Vec<&'static str>> {
    fn all<T>(words: &[(&'static str, T)]) -> Option<Vec<&'static str>> {
        Some(words.iter().map(|(word, _)| *word).collect())
    }
    match key {
        "kind" | "kinds" => all(&KINDS),
        "to" => all(&BENEFICIARIES),
        "roles" | "asked_of" => all(&ROLES),
        "strength" => all(&STRENGTHS),
        "type" => all(&SORTS),
        "knows" => all(&KNOWERS),
        "how_common" => all(&FREQUENCIES),
        "weight" => all(&WEIGHTS),
        "unticked" => all(&UNTICKED),
        "verdict" => Some(VERDICTS.to_vec()),
        _ => None,
    }
}

/// The keys that a fact of this type has beyond those of all; none for a word that is no type.
#[must_use]
pub fn keys_of_type(word: &str) -> &'static [&'static str] {
    let known = SORTS.iter().find(|(known, _)| *known == word);
    known.map_or(&[], |(_, sort)| keys_of(*sort))
}
