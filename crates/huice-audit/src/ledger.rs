//! What an independent reading of the documents lists: the ledger, a second reading sentence by
//! sentence, and the list of every number.

use crate::text::plain;
use serde_json::Value;
use std::collections::BTreeMap;

/// What an independent reading of the documents lists.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Instruments: (id, document, place in it).
    pub(crate) entries: Vec<(String, String, String)>,
    /// Numbered clauses: (document, place in it).
    pub(crate) clauses: Vec<(String, String)>,
    /// Items of a list.
    pub(crate) items: Vec<Item>,
    /// Sentences that were read a second time.
    pub(crate) quotes: Vec<Quote>,
    /// Numbers.
    pub(crate) figures: Vec<Figure>,
}

/// An item of a list.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) document: String,
    pub(crate) number: u64,
    /// Ids of its instruments.
    pub(crate) ids: Vec<String>,
    /// The offices responsible, the leading one first; empty if their names are lost, `None` if
    /// the ledger does not name them.
    pub(crate) offices: Option<Vec<String>>,
}

/// A sentence as the second reading has it.
#[derive(Debug)]
pub(crate) struct Quote {
    pub(crate) document: String,
    pub(crate) clause: String,
    pub(crate) sentence: usize,
    /// Set for a part of a sentence.
    pub(crate) part: Option<char>,
    pub(crate) text: String,
}

/// A number in a document, as the list of numbers has it.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) document: String,
    pub(crate) clause: String,
    /// The sentence, if the list names it.
    pub(crate) sentence: Option<usize>,
    pub(crate) text: String,
    pub(crate) about: String,
    pub(crate) sort: Sort,
}

/// What a number is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A threshold, an amount, a length of time: a rule must use it.
    Usable,
    /// A day of a window or of issue.
    Day,
    /// A name, a target, a document's number.
    Other,
}

/// Why a ledger cannot be read.
#[derive(Debug)]
pub enum LedgerError {
    /// It is not JSON.
    Json(serde_json::Error),
    /// It lacks this list.
    NoList(&'static str),
    /// An entry lacks `id`, `doc`, `loc` or `clause`.
    Entry,
}

impl std::fmt::Display for LedgerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Json(error) => write!(f, "{error}"),
            Self::NoList(name) => write!(f, "the ledger has no `{name}`"),
            Self::Entry => f.write_str("an entry lacks `id`, `doc`, `loc` or `clause`"),
        }
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// Reads the ledger and, if given, the second reading, the list of numbers, and the guide that
    /// maps each group of three digits to a document.
    ///
    /// # Errors
    /// Names what cannot be read.
    pub fn read(
        ledger: &str,
        sentences: Option<&str>,
        figures: Option<&str>,
        guide: Option<&str>,
    ) -> Result<Self, LedgerError> {
        let all: Value = serde_json::from_str(ledger).map_err(LedgerError::Json)?;
        let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::to_owned);
        let list = |key: &str| all.get(key).and_then(Value::as_array);
        let entries = list("entries").ok_or(LedgerError::NoList("entries"))?;
        let clauses = list("coverage").ok_or(LedgerError::NoList("coverage"))?;
        let numbers = guide.map(numbers_of_documents).unwrap_or_default();
        let mut parsed = Self {
            entries: entries
                .iter()
                .filter_map(|e| Some((text(e, "id")?, text(e, "doc")?, text(e, "loc")?)))
                .collect(),
            clauses: clauses
                .iter()
                .filter_map(|c| Some((text(c, "doc")?, text(c, "clause")?)))
                .collect(),
            items: items(&all, &numbers),
            quotes: sentences.map(quotes).unwrap_or_default(),
            figures: figures
                .map(|f| list_of_figures(f, &numbers))
                .unwrap_or_default(),
        };
        if parsed.entries.len() != entries.len() || parsed.clauses.len() != clauses.len() {
            return Err(LedgerError::Entry);
        }
        parsed.quotes.retain(|q| !q.text.is_empty());
        Ok(parsed)
    }
}

/// `002 = some-document` in the guide.
fn numbers_of_documents(guide: &str) -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    for (at, _) in guide.match_indices(" = ") {
        let number: String = guide.get(..at).map(last_word).unwrap_or_default();
        let id: String = guide
            .get(at + 3..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let three = number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
        if three && !id.is_empty() {
            documents.entry(number).or_insert(id);
        }
    }
    documents
}

fn last_word(text: &str) -> String {
    text.rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Lists under keys such as `doc002_items`.
fn items(all: &Value, numbers: &BTreeMap<String, String>) -> Vec<Item> {
    let mut items = Vec::new();
    for (key, value) in all.as_object().into_iter().flatten() {
        let number = key
            .strip_prefix("doc")
            .and_then(|k| k.strip_suffix("_items"));
        let Some(document) = number.and_then(|n| numbers.get(n)) else {
            continue;
        };
        for item in value.as_array().into_iter().flatten() {
            let Some(no) = item.get("no").and_then(Value::as_u64) else {
                continue;
            };
            let ids = item.get("ids").and_then(Value::as_array);
            let ids = ids.into_iter().flatten().filter_map(Value::as_str);
            items.push(Item {
                document: document.clone(),
                number: no,
                ids: ids.map(str::to_owned).collect(),
                offices: item.get("units").and_then(Value::as_str).map(units),
            });
        }
    }
    items
}

/// `某局; 某局、某局 (a remark)`, or `LOST`.
fn units(text: &str) -> Vec<String> {
    let names = text.split(" (").next().unwrap_or_default();
    names
        .split([';', '；', '、'])
        .map(plain)
        .filter(|name| !name.is_empty() && name != "LOST")
        .collect()
}

/// The second reading: tab-separated, with a head line that names the columns.
fn quotes(text: &str) -> Vec<Quote> {
    let mut lines = text.lines().map(|l| l.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|h| h.trim() == name);
    let columns = (
        column("doc"),
        column("clause"),
        column("sentence_ordinal"),
        column("quote"),
    );
    let (Some(doc), Some(clause), Some(ordinal), Some(quote)) = columns else {
        return Vec::new();
    };
    let mut quotes = Vec::new();
    for row in lines {
        let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
        // A remark of the reader comes first, in 【】.
        let text = match cell(quote)
            .strip_prefix('【')
            .and_then(|t| t.split_once('】'))
        {
            Some((_, text)) => text,
            None => cell(quote),
        };
        if text.is_empty() || text == "—" {
            continue;
        }
        for one in cell(ordinal).split([',', '、']) {
            let digits: String = one.chars().take_while(char::is_ascii_digit).collect();
            let part = one
                .chars()
                .nth(digits.len())
                .filter(char::is_ascii_lowercase);
            quotes.push(Quote {
                document: cell(doc).to_owned(),
                clause: cell(clause).to_owned(),
                // An item without a number is the first of those left.
                sentence: digits.parse().unwrap_or(1),
                part,
                text: text.to_owned(),
            });
        }
    }
    quotes
}

/// Tables under headings that begin with three digits.
fn list_of_figures(text: &str, numbers: &BTreeMap<String, String>) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut document: Option<&String> = None;
    for line in text.lines() {
        if let Some(title) = line.strip_prefix('#') {
            let title = title.trim_start_matches('#').trim();
            document = title.get(..3).and_then(|n| numbers.get(n));
            continue;
        }
        let cells: Vec<&str> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let (Some(document), true) = (document, line.trim_start().starts_with('|')) else {
            continue;
        };
        let (clause, sentence, rest) = match cells.as_slice() {
            [clause, sentence, figure, about, usable] => {
                (*clause, sentence.parse().ok(), [*figure, *about, *usable])
            }
            [clause, figure, about, usable] => (*clause, None, [*figure, *about, *usable]),
            _ => continue,
        };
        let [figure, about, usable] = rest;
        if clause.starts_with("---") || usable.contains('？') {
            continue;
        }
        let sort = match usable {
            u if u.starts_with('是') => Sort::Usable,
            u if u.starts_with("日期") => Sort::Day,
            _ => Sort::Other,
        };
        figures.push(Figure {
            document: document.clone(),
            clause: clause.to_owned(),
            sentence,
            text: figure.to_owned(),
            about: about.to_owned(),
            sort,
        });
    }
    figures
}

/// A clause in the words of the ledger's tables, in ours: brackets plain, no blanks, no `、` at
/// the end, no remark in brackets.
#[must_use]
pub(crate) fn plain_place(text: &str) -> String {
    let text = plain(text);
    let text = text.trim_end_matches('、');
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    match text.rsplit_once('(') {
        Some((head, tail)) if tail.ends_with(')') => {
            let inner = tail.trim_end_matches(')');
            if inner.chars().all(numeral) {
                text.to_owned()
            } else {
                head.to_owned()
            }
        }
        _ => text.to_owned(),
    }
}
