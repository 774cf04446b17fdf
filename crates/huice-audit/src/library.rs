//! The documents' own text, by document and clause.

use crate::items::items;
use crate::ledger::{Ledger, Quote, plain_place};
use crate::reader::{CLOSING, Clause, clauses, portion};
use crate::text::plain;
use huice_check::Corpus;
use huice_core::ir::Document;
use std::collections::{BTreeMap, BTreeSet};

/// What the numbered items of an annex are called in citations.
pub(crate) const ANNEX: &str = "附件";
/// Names of the sections of a notice in citations, for a document whose annex numbers its
/// sections from 1 again, and their names in the ledger.
const NOTICE: (&str, &str) = ("通知", "印发通知正文");

/// The documents' own text.
#[derive(Debug, Default)]
pub struct Library {
    documents: Vec<LibraryDocument>,
}

/// A part of a sentence: its letter, where it has one, and its text.
type Part = (Option<char>, String);

/// One document as it was read.
#[derive(Debug)]
pub struct LibraryDocument {
    /// Its id.
    pub document: String,
    /// Its official number; may be empty.
    pub number: String,
    /// The name of its text.
    pub source: String,
    /// Whether text was lost and what is left was shuffled.
    pub damaged: bool,
    /// Its clauses; of a damaged one, the items of its annex.
    pub clauses: Vec<Clause>,
    /// Sentences of a second reading that occur in the text word for word.
    quotes: BTreeMap<(String, usize), Vec<Part>>,
    /// Sentences of a second reading that are not at the place that it names.
    pub strange: Vec<String>,
}

impl Library {
    /// Reads every document of the rules whose text is given, by the name of the text without
    /// what follows its last dot.
    #[must_use]
    pub fn read(corpus: &Corpus, texts: &BTreeMap<String, String>, ledger: &Ledger) -> Self {
        let sources: Vec<(&Document, &str)> = corpus
            .documents()
            .map(|(d, _, source)| (d, source))
            .collect();
        let mut library = Self::default();
        for (document, source) in &sources {
            let Some(text) = texts.get(stem(source)) else {
                continue;
            };
            let mates: Vec<&str> = sources
                .iter()
                .filter(|(d, s)| s == source && d.id != document.id && !d.number.is_empty())
                .map(|(d, _)| d.number.as_str())
                .collect();
            let lines = portion(text, &document.number, &mates);
            let damaged = corpus
                .missing()
                .any(|(id, missing)| id == document.id && !missing.is_empty());
            let clauses = if damaged {
                items(&lines.join("\n"), ANNEX)
            } else {
                clauses(&lines)
            };
            library.documents.push(LibraryDocument {
                document: document.id.clone(),
                number: document.number.clone(),
                source: stem(source).to_owned(),
                damaged,
                clauses,
                quotes: BTreeMap::new(),
                strange: Vec::new(),
            });
        }
        library.second_reading(corpus, texts, ledger);
        library
    }

    /// Every document that was read.
    #[must_use]
    pub fn readings(&self) -> &[LibraryDocument] {
        &self.documents
    }

    /// A document that was read.
    #[must_use]
    pub fn reading(&self, document: &str) -> Option<&LibraryDocument> {
        self.documents.iter().find(|r| r.document == document)
    }

    /// Takes the sentences of the second reading that occur in the text.
    fn second_reading(
        &mut self,
        corpus: &Corpus,
        texts: &BTreeMap<String, String>,
        ledger: &Ledger,
    ) {
        // For a wholly lost item it can only record the loss.
        let lost: BTreeSet<(&str, String)> = corpus
            .missing()
            .flat_map(|(id, items)| items.iter().map(move |item| (id, item)))
            .filter(|(_, item)| !item.part)
            .map(|(id, item)| (id, format!("{ANNEX}{}", item.item)))
            .collect();
        let joined: BTreeMap<&str, String> =
            texts.iter().map(|(k, t)| (k.as_str(), plain(t))).collect();
        for quote in &ledger.quotes {
            let Some((document, clause, sentence)) = self.resolve(quote) else {
                continue;
            };
            if lost.contains(&(document.as_str(), clause.clone())) {
                continue;
            }
            let reading = self.documents.iter_mut().find(|r| r.document == document);
            let Some(reading) = reading else { continue };
            let wanted = plain(&quote.text);
            let text = joined.get(reading.source.as_str());
            let stands = text.is_some_and(|t| t.contains(wanted.trim_end_matches(['.', ';'])));
            let agrees = reading.agrees(&clause, sentence, &wanted);
            if stands && agrees {
                let place = reading.quotes.entry((clause, sentence)).or_default();
                place.push((quote.part, wanted));
            } else {
                reading.strange.push(format!("{clause}#{sentence}"));
            }
        }
    }

    /// Document, clause and sentence in our words of a place in the second reading.
    fn resolve(&self, quote: &Quote) -> Option<(String, String, usize)> {
        let (document, clause) = self.place(&quote.document, &quote.clause)?;
        let (clause, sentence) = self.beyond(&document, clause, quote.sentence);
        Some((document, clause, sentence))
    }

    /// Document and clause in our words of a place in the ledger's: `41号/（十三）`, `二、`,
    /// `某政发〔2017〕41号 三(十三)`, `附件 22`.
    #[must_use]
    pub(crate) fn place(&self, file: &str, place: &str) -> Option<(String, String)> {
        let (head, clause) = match (place.split_once('/'), place.rsplit_once(' ')) {
            (Some((head, clause)), _) => (head.trim(), clause.to_owned()),
            (None, Some((head, clause))) if head.contains('号') || head.contains(NOTICE.1) => {
                let notice = if head.contains(NOTICE.1) {
                    NOTICE.0
                } else {
                    ""
                };
                (head.trim(), format!("{notice}{}", clause.trim()))
            }
            (None, Some((head, clause))) if !clause.starts_with(|c: char| c.is_ascii_digit()) => {
                (head.trim(), clause.to_owned())
            }
            (None, _) => ("", place.to_owned()),
        };
        let (head, clause) = (plain(head), plain_place(&clause));
        let numbered = |r: &&LibraryDocument| {
            let number = plain(&r.number);
            !number.is_empty() && (head.starts_with(&number) || number.ends_with(&head))
        };
        let own = self.reading(file);
        let source = own.map(|r| r.source.clone());
        let mates = self
            .documents
            .iter()
            .filter(|r| Some(&r.source) == source.as_ref());
        let named = mates.into_iter().find(|r| !head.is_empty() && numbered(r));
        let reading = named.or(own)?;
        let whole = reading
            .clauses
            .iter()
            .find(|c| c.name == clause)
            .or_else(|| {
                let inner = clause.starts_with('(');
                let ends = |c: &&Clause| inner && c.name.ends_with(&clause);
                reading.clauses.iter().find(ends)
            });
        let name = whole.map_or(clause, |c| c.name.clone());
        Some((reading.document.clone(), name))
    }

    /// The second reading counts the closing paragraph on after the last clause.
    #[must_use]
    pub(crate) fn beyond(
        &self,
        document: &str,
        clause: String,
        sentence: usize,
    ) -> (String, usize) {
        let reading = self.reading(document);
        let before = reading
            .filter(|r| r.clause(CLOSING).is_some())
            .and_then(|r| {
                let mut ends = r.clauses.iter().rev().skip_while(|c| c.name == CLOSING);
                ends.next().filter(|last| last.name == clause)
            });
        match before {
            Some(last) if sentence > last.sentences.len() => {
                (CLOSING.to_owned(), sentence - last.sentences.len())
            }
            Some(_) | None => (clause, sentence),
        }
    }
}

impl LibraryDocument {
    /// A clause by its name.
    #[must_use]
    pub fn clause(&self, name: &str) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.name == name)
    }

    /// Every clause that has its own sentences; a clause that is only a heading is left out.
    pub fn with_text(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|c| !c.sentences.is_empty())
    }

    /// Whether a clause is only a heading over others.
    #[must_use]
    pub fn is_heading(&self, name: &str) -> bool {
        self.clause(name).is_some_and(|c| c.sentences.is_empty())
    }

    /// How many sentences the second reading has as we have them.
    #[must_use]
    pub fn agreed(&self) -> usize {
        self.quotes.len()
    }

    fn own(&self, clause: &str, sentence: usize) -> Option<&str> {
        self.clause(clause)?.sentence(sentence)
    }

    /// Whether a quotation begins in that sentence; true if our reading lacks the sentence.
    fn agrees(&self, clause: &str, sentence: usize, quote: &str) -> bool {
        let Some(own) = self.own(clause, sentence).map(plain) else {
            return true;
        };
        let rest = self.clause(clause).map_or(&[][..], |c| &c.sentences);
        let rest: String = rest.iter().skip(sentence).map(|s| plain(s)).collect();
        let all = format!("{own}{rest}");
        // An item's own number is no part of its sentence.
        let bare = quote.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let begins = |q: &str| all.find(q).is_some_and(|at| at < own.len());
        begins(quote) || begins(bare)
    }

    /// Whether there is such a clause, here or in the second reading.
    #[must_use]
    pub fn has_clause(&self, name: &str) -> bool {
        self.clause(name).is_some() || self.quotes.keys().any(|(clause, _)| clause == name)
    }

    /// The text of a sentence. If the document is damaged and our reading has none, that of the
    /// second reading, which occurs in the document word for word.
    #[must_use]
    pub fn sentence(&self, clause: &str, sentence: usize) -> Option<String> {
        if let Some(own) = self.own(clause, sentence) {
            return Some(own.to_owned());
        }
        let quoted = self.quotes.get(&(clause.to_owned(), sentence))?;
        let texts: Vec<&str> = quoted.iter().map(|(_, text)| text.as_str()).collect();
        self.damaged.then(|| texts.concat())
    }

    /// Whether the sentence has a part of that letter: as many parts are set apart by `；`, or
    /// the second reading found one.
    #[must_use]
    pub fn has_part(&self, clause: &str, sentence: usize, part: char) -> bool {
        let text = self.sentence(clause, sentence).unwrap_or_default();
        let wanted = u32::from(part).saturating_sub(u32::from('a')) as usize;
        let quoted = self.quotes.get(&(clause.to_owned(), sentence));
        let seen = quoted.is_some_and(|q| q.iter().any(|(p, _)| *p == Some(part)));
        seen || wanted < crate::text::parts(&text)
    }
}

/// A file's name without what follows its last dot.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
