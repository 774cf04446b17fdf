//! The numbered items of a list whose lines were shuffled.
//!
//! In a damaged copy the items are out of order, some occur twice, and foreign sentences are in
//! between. An item begins with its number after the end of a sentence or a bracket. It ends before
//! the next item, the next heading, or the bracket of the offices responsible, which may belong to
//! another item. If an item occurs twice, its text is what both copies share.

use crate::reader::Clause;
use crate::text::sentences;
use std::collections::BTreeMap;

/// Reads the items; each becomes a clause of that prefix and the item's number.
#[must_use]
pub(crate) fn items(text: &str, prefix: &str) -> Vec<Clause> {
    let joined: String = text.lines().map(str::trim).collect();
    let mut by_number: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let starts = starts(&joined);
    for (at, (number, begin)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(joined.len(), |(_, next)| {
            *next - digits_before(&joined, *next)
        });
        let body = joined.get(*begin..end).unwrap_or_default();
        let own = whole(&sentences(body));
        match by_number.get_mut(number) {
            Some(known) => {
                let same = known.iter().zip(&own).take_while(|(a, b)| a == b).count();
                known.truncate(same);
            }
            None => {
                by_number.insert(*number, own);
            }
        }
    }
    by_number
        .into_iter()
        .map(|(number, sentences)| Clause {
            name: format!("{prefix}{number}"),
            heading: String::new(),
            sentences,
        })
        .collect()
}

/// Every place where an item's text begins, with its number.
fn starts(text: &str) -> Vec<(u32, usize)> {
    let mut starts = Vec::new();
    for (dot, _) in text.match_indices('.') {
        let digits = digits_before(text, dot + 1).saturating_sub(1);
        let begin = dot - digits;
        let Some(number) = text.get(begin..dot).and_then(|t| t.parse::<u32>().ok()) else {
            continue;
        };
        let before = text.get(..begin).and_then(|t| t.chars().next_back());
        let after = text.get(dot + 1..).and_then(|t| t.chars().next());
        let fresh = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        if fresh && after.is_some_and(|c| !c.is_ascii_digit()) {
            starts.push((number, dot + 1));
        }
    }
    starts
}

/// How many bytes of digits and one dot end just before a byte.
fn digits_before(text: &str, end: usize) -> usize {
    let head = text.get(..end).unwrap_or_default();
    let number = head.strip_suffix('.').unwrap_or(head);
    let kept = number.trim_end_matches(|c: char| c.is_ascii_digit());
    head.len() - kept.len()
}

/// The sentences before the first that belongs to something else.
fn whole(sentences: &[String]) -> Vec<String> {
    let strange = |s: &str| {
        let numeral = |c: char| "一二三四五六七八九十".contains(c);
        let chapter = s.trim_start_matches(numeral);
        s.starts_with(['(', '（']) || (chapter.len() < s.len() && chapter.starts_with('、'))
    };
    let own = sentences.iter().take_while(|s| !strange(s));
    own.filter(|s| s.ends_with('。')).cloned().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn shuffled_items_are_found() {
        let text = "前头的话。2.乙事。第二句。\n(某局负责)1.甲事，0.5%。一、标题(一)小标题。3.丙事。混进来的话。(他局)3.丙事。(某局)";
        let found = items(text, "附件");
        let names: Vec<&str> = found.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["附件1", "附件2", "附件3"]);
        assert_eq!(found[0].sentences, ["甲事，0.5%。"]);
        assert_eq!(found[1].sentences.len(), 2);
        assert_eq!(found[2].sentences, ["丙事。"]);
    }
}
