//! Compares the offices that clauses name as responsible with the documents.
//!
//! A clause ends with a bracket: `（牵头单位：某局；配合单位：某局、某局。）`, or `（某局、某局等负责。列第一位者为
//! 牵头单位，下同）`. In a damaged document the brackets may stand anywhere: there an item has the
//! offices that the ledger found for it, and one bracket of the text must contain all of them.

use crate::ledger::Ledger;
use crate::library::{ANNEX, Library, LibraryDocument};
use crate::report::Audit;
use crate::text::plain;
use huice_check::{ClauseFile, Corpus};
use huice_syntax::{Text, Words, text};
use std::collections::BTreeMap;

/// Compares every clause of the rules with its bracket.
pub(crate) fn offices(
    corpus: &Corpus,
    texts: &BTreeMap<String, String>,
    ledger: &Ledger,
    library: &Library,
    audit: &mut Audit,
) {
    // Rules need not name offices at all.
    if corpus.clauses().iter().all(|c| c.offices.is_none()) {
        return;
    }
    let ids: Vec<&str> = corpus.document_ids().collect();
    for clause in corpus.clauses() {
        let document = ids.get(usize::from(clause.document)).copied();
        let reading = document.and_then(|id| library.reading(id));
        let (Some(document), Some(reading)) = (document, reading) else {
            continue;
        };
        let place = || Some((clause.file.clone(), clause.span));
        let Some(ours) = &clause.offices else {
            let message = text!("{} 没有写部门", "{} names no offices", clause.clause);
            let help = (
                "照这一条末尾的括号加上 `offices: […]`；没有就写 `offices: none`",
                "add `offices: […]` from the bracket at the clause's end, or `offices: none`",
            );
            audit.gap("A011", place(), message, help);
            continue;
        };
        audit.offices += ours.len();
        let theirs = if reading.damaged {
            let text = texts.get(&reading.source).map_or("", String::as_str);
            if !ours.is_empty() && !stand_together(text, ours) {
                let message = text!(
                    "没有一个括号写着这些部门：{}",
                    "no bracket names these offices: {}",
                    ours.join("、")
                );
                let help = (
                    "照文件里的一个括号写",
                    "write them as one bracket of the document has them",
                );
                audit.gap("A011", place(), message, help);
            }
            listed(document, clause, ledger)
        } else {
            Some(at_the_end(reading, &clause.clause))
        };
        let ours: Vec<String> = ours.iter().map(|o| plain(o)).collect();
        if let Some((message, help)) = theirs.and_then(|t| difference(&clause.clause, &ours, &t)) {
            audit.gap("A011", place(), message, help);
        }
    }
}

/// What differs between the rules' offices and the document's: message and help.
fn difference(clause: &str, ours: &[String], theirs: &[String]) -> Option<(Text, Words)> {
    let beyond = |a: &[String], b: &[String]| -> Vec<String> {
        a.iter().filter(|o| !b.contains(o)).cloned().collect()
    };
    let (invented, dropped) = (beyond(ours, theirs), beyond(theirs, ours));
    if !invented.is_empty() {
        let message = text!(
            "{clause} 的括号里没有 {}",
            "the bracket of {clause} does not name {}",
            invented.join("、")
        );
        return Some((
            message,
            (
                "请删掉，或者照文件写",
                "remove them, or write them as the document does",
            ),
        ));
    }
    if !dropped.is_empty() {
        let message = text!(
            "{clause} 的括号里还有 {}",
            "the bracket of {clause} also names {}",
            dropped.join("、")
        );
        return Some((
            message,
            (
                "请补上：括号里的全部写上，次序照旧",
                "add them: all of a bracket, in its order",
            ),
        ));
    }
    (ours != theirs).then(|| {
        let message = text!(
            "{clause} 的部门次序不对",
            "the offices of {clause} are in another order"
        );
        (
            message,
            (
                "牵头部门写在最前，其余照括号里的次序",
                "put the leading office first, then follow the order of the bracket",
            ),
        )
    })
}

/// The offices of the bracket with which a clause ends.
fn at_the_end(reading: &LibraryDocument, clause: &str) -> Vec<String> {
    let clause = reading.clause(&plain(clause));
    let sentences = clause.map_or(&[][..], |c| &c.sentences);
    // A last line of the document may follow it.
    let mut brackets = sentences.iter().rev().filter_map(|sentence| {
        let sentence = plain(sentence);
        let inside = last_bracket(sentence.trim_end_matches('。'))?.to_owned();
        let alone = sentence.starts_with('(') || sentence.ends_with(')');
        alone.then(|| names(&inside))
    });
    brackets.next().unwrap_or_default()
}

/// The content of the bracket that ends a text.
fn last_bracket(text: &str) -> Option<&str> {
    let inside = text.strip_suffix(')')?;
    let mut depth = 0usize;
    for (at, sign) in inside.char_indices().rev() {
        match sign {
            ')' => depth += 1,
            '(' if depth == 0 => return inside.get(at + 1..),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The names within a bracket.
fn names(bracket: &str) -> Vec<String> {
    let head = bracket.split('列').next().unwrap_or_default();
    let head = head.trim_end_matches(['。', ',']);
    let head = ["负责", "按职责分工", "等"]
        .iter()
        .fold(head, |head, end| head.strip_suffix(end).unwrap_or(head));
    let each = head.split(['、', ';', ',']);
    let name = |text: &str| {
        let text = text.split_once("单位:").map_or(text, |(_, name)| name);
        text.trim_end_matches('。').to_owned()
    };
    each.map(name).filter(|name| !name.is_empty()).collect()
}

/// The offices that the ledger found for an item; nothing is known where it has no such item.
fn listed(document: &str, clause: &ClauseFile, ledger: &Ledger) -> Option<Vec<String>> {
    let name = plain(&clause.clause);
    let Some(number) = name.strip_prefix(ANNEX) else {
        // The notice around the list names no office.
        return (!ledger.items.is_empty()).then(Vec::new);
    };
    let number: u64 = number.parse().ok()?;
    let item = ledger
        .items
        .iter()
        .find(|i| i.document == document && i.number == number)?;
    item.offices.clone()
}

/// Whether some bracket of the text names just these, in this order.
fn stand_together(text: &str, offices: &[String]) -> bool {
    let joined: String = text.lines().map(str::trim).collect();
    let joined = plain(&joined);
    let mut brackets = joined
        .match_indices("(牵头单位:")
        .filter_map(|(at, _)| joined.get(at + 1..)?.split_once(')'));
    brackets.any(|(inside, _)| names(inside) == offices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_names_each_office_once_the_leading_one_first() {
        for (bracket, expected) in [
            ("牵头单位:甲局;配合单位:乙局、丙局。", "甲局 乙局 丙局"),
            (
                "牵头单位:甲局、乙局;责任单位:各区县政府",
                "甲局 乙局 各区县政府",
            ),
            ("牵头单位:甲局", "甲局"),
            ("甲局、乙〔丙局〕等负责", "甲局 乙〔丙局〕"),
            ("甲局、乙局等按职责分工负责", "甲局 乙局"),
            ("甲局、乙局等负责。列第一位者为牵头单位,下同", "甲局 乙局"),
            ("甲局、乙局,列首位的为牵头单位,下同", "甲局 乙局"),
        ] {
            assert_eq!(names(bracket).join(" "), expected, "{bracket}");
        }
    }

    #[test]
    fn the_message_names_what_differs() {
        let of = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let message_of = |ours: &str, theirs: &str| {
            difference("一", &of(ours), &of(theirs)).map(|(message, _)| message.en)
        };
        assert_eq!(message_of("甲 乙", "甲 乙"), None);
        assert!(message_of("甲 乙", "甲").is_some_and(|m| m.contains("does not name 乙")));
        assert!(message_of("甲", "甲 乙").is_some_and(|m| m.contains("also names 乙")));
        assert!(message_of("乙 甲", "甲 乙").is_some_and(|m| m.contains("another order")));
    }
}
