//! The documents' own sentences, as far as the author has given them, and which of them the rules use.

use crate::names::folder;
use huice_audit::Clause;
use std::collections::BTreeMap;

/// Texts of documents, by the folders of their rules.
#[derive(Debug, Default)]
pub struct Texts {
    clauses: BTreeMap<String, Vec<Clause>>,
}

impl Texts {
    /// Gives a document its text. `folder` is the folder of its rules.
    pub fn set(&mut self, folder: &str, text: &str) {
        self.clauses
            .insert(folder.to_owned(), huice_audit::clauses_of(text));
    }

    /// The clauses of a document; none where its text is not known.
    pub(crate) fn clauses(&self, folder: &str) -> &[Clause] {
        self.clauses.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The sentence of a citation in a file, to be put behind what is said of it; empty where it is
    /// not known.
    pub(crate) fn quoted(&self, path: &str, cite: &str) -> String {
        let Some((clause, number)) = place(cite) else {
            return String::new();
        };
        let clauses = self.clauses(folder(path)).iter();
        let found = clauses
            .filter(|own| own.name == clause)
            .find_map(|own| own.sentence(number));
        found.map_or_else(String::new, |text| format!("\n\n> {text}"))
    }
}

/// Clause and first sentence of a citation within its own document.
pub(crate) fn place(cite: &str) -> Option<(String, usize)> {
    let (clause, sentence) = cite.split_once('#')?;
    let digits: String = sentence.chars().take_while(char::is_ascii_digit).collect();
    let clause: String = huice_syntax::plain(clause).trim().to_owned();
    Some((clause, digits.parse().ok()?))
}

/// The sentences that a citation covers: `二#1-3` is three.
pub(crate) fn covers(cite: &str, clause: &str, number: usize) -> bool {
    let Some((own, first)) = place(cite).filter(|(own, _)| own == clause) else {
        return false;
    };
    let last = cite
        .split_once(&format!("{own}#"))
        .and_then(|(_, rest)| rest.split_once('-'))
        .and_then(|(_, last)| {
            let digits: String = last.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        });
    (first..=last.unwrap_or(first)).contains(&number)
}

/// The figures of a sentence: digits with what stands behind them up to the end of a unit.
pub(crate) fn figures(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(at..).unwrap_or_default();
        let end = from
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '%')
            .unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        let unit: String = behind
            .chars()
            .take_while(|c| "万千百亿元个月年人户次岁天日周".contains(*c))
            .collect();
        found.push(format!("{digits}{unit}"));
        rest = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_cover_their_sentences() {
        assert!(covers("三（八）#1a", "三(八)", 1));
        assert!(covers("二#1-3", "二", 3));
        assert!(!covers("二#1-3", "二", 4));
        assert!(!covers("二", "二", 1));
    }

    #[test]
    fn figures_are_digits_with_their_units() {
        assert_eq!(
            figures("满3个月的，一次给300元，最多10%。"),
            ["3个月", "300元", "10%"]
        );
    }

    #[test]
    fn a_sentence_is_found_by_its_citation() {
        let mut texts = Texts::default();
        texts.set(
            "rules/x",
            "一、总则\n（一）夜班的人。上夜班的坐班车。满3个月给300元。\n",
        );
        assert_eq!(
            texts.quoted("rules/x/01-01.yaml", "一(一)#2"),
            "\n\n> 满3个月给300元。"
        );
        assert_eq!(texts.quoted("rules/y/01-01.yaml", "一(一)#2"), "");
    }
}
