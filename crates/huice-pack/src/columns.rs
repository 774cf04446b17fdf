//! A body as columns: similar data is adjacent, which compresses better.
//!
//! Each kind of number has a column of bytes. Each kind of text has a column that holds each text
//! once. A reference to a text is 0 for the empty one, 1 for the next that has not been seen, and
//! n + 2 for the one at position n.

use huice_core::text::split_once_byte;

/// A kind of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Tags and counts.
    Shape,
    /// Decimals, units, days.
    Number,
    /// Positions of facts, definitions, options, parameters.
    Position,
    /// Positions of documents.
    Document,
    /// Kind of instrument, beneficiary, strength.
    Nature,
    /// The order in which parts are linked.
    Rank,
}

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// Ids.
    Id,
    /// Titles.
    Title,
    /// Questions.
    Ask,
    /// Short names.
    Label,
    /// Words of options.
    Choice,
    /// Words of conditions.
    Say,
    /// Clauses and sentences.
    Cite,
    /// Lists of questions and the words in them.
    List,
    /// Text of a card: from here on, the words that have a separate file.
    Summary,
    /// Titles in plain words.
    Plain,
    /// Offices.
    Office,
    /// Notes for the person.
    Note,
    /// Other readings.
    Reading,
    /// Where to find an answer.
    Help,
}

/// How many kinds of number.
pub(crate) const COLUMNS: usize = Column::Rank as usize + 1;
/// How many kinds of text.
pub(crate) const TEXTS: usize = Text::Help as usize + 1;
/// From this kind on, texts go into the separate words file.
pub(crate) const APART: usize = Text::Summary as usize;

/// Ends a text. No text holds it.
pub(crate) const END: char = '\u{0}';
/// Ends the texts of a kind. No text contains it.
pub(crate) const LAST: char = '\u{1}';

/// Writes a number in groups of seven bits, the lowest first.
pub(crate) fn put(bytes: &mut Vec<u8>, mut n: u64) {
    while n > 127 {
        bytes.push(u8::try_from(n & 127).unwrap_or_default() | 128);
        n >>= 7;
    }
    bytes.push(u8::try_from(n).unwrap_or_default());
}

/// Takes a number off the front; `None` if there is none, or one of more than 35 bits.
pub(crate) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for group in 0..5 {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(first & 127) << (7 * group);
        if *first < 128 {
            return Some(n);
        }
    }
    None
}

/// The texts of one kind.
#[derive(Debug, Default)]
struct Table<'a> {
    codes: &'a [u8],
    unseen: &'a str,
    seen: Vec<&'a str>,
}

impl<'a> Table<'a> {
    fn next(&mut self) -> Option<&'a str> {
        match take(&mut self.codes)? {
            0 => Some(""),
            1 => {
                let (text, rest) = split_once_byte(self.unseen, END as u8)?;
                self.unseen = rest;
                self.seen.push(text);
                Some(text)
            }
            n => self.seen.get(usize::try_from(n - 2).ok()?).copied(),
        }
    }
}

/// Reads columns. After the first error every read returns an empty value, and
/// [`Columns::finish`] returns false; so the readers of parts need no error handling.
#[derive(Debug)]
pub(crate) struct Columns<'a> {
    numbers: [&'a [u8]; COLUMNS],
    texts: [Table<'a>; TEXTS],
    /// Whether nothing has been wrong.
    pub(crate) sound: bool,
}

impl<'a> Columns<'a> {
    /// The columns of a body; `words` are the texts of the body and, if they have a separate
    /// file, those of that file.
    pub(crate) fn open(mut body: &'a [u8], words: [&'a str; 2]) -> Option<Self> {
        let mut column = || {
            let length = usize::try_from(take(&mut body)?).ok()?;
            let (column, rest) = body.split_at_checked(length)?;
            body = rest;
            Some(column)
        };
        let mut numbers = [&[][..]; COLUMNS];
        for number in &mut numbers {
            *number = column()?;
        }
        let mut texts: [Table<'a>; TEXTS] = Default::default();
        let [mut words, mut apart] = words;
        for table in &mut texts {
            table.codes = column()?;
            if words.is_empty() {
                words = std::mem::take(&mut apart);
            }
            (table.unseen, words) = split_once_byte(words, LAST as u8)?;
        }
        let nothing_left = body.is_empty() && words.is_empty() && apart.is_empty();
        nothing_left.then_some(Self {
            numbers,
            texts,
            sound: true,
        })
    }

    /// A number.
    pub(crate) fn number(&mut self, column: Column) -> u64 {
        let bytes = self.numbers.get_mut(column as usize);
        let n = bytes.filter(|_| self.sound).and_then(take);
        self.sound &= n.is_some();
        n.unwrap_or_default()
    }

    /// A number of 16 bits.
    pub(crate) fn short(&mut self, column: Column) -> u16 {
        let n = u16::try_from(self.number(column));
        self.sound &= n.is_ok();
        n.unwrap_or_default()
    }

    /// A number of 32 bits.
    pub(crate) fn long(&mut self, column: Column) -> u32 {
        let n = u32::try_from(self.number(column));
        self.sound &= n.is_ok();
        n.unwrap_or_default()
    }

    /// A text.
    pub(crate) fn text(&mut self, sort: Text) -> String {
        let table = self.texts.get_mut(sort as usize);
        let text = table.filter(|_| self.sound).and_then(Table::next);
        self.sound &= text.is_some();
        text.unwrap_or_default().to_owned()
    }

    /// Whether nothing was wrong and nothing is left.
    pub(crate) fn finish(&self) -> bool {
        self.sound
            && self.numbers.iter().all(|column| column.is_empty())
            && self
                .texts
                .iter()
                .all(|table| table.codes.is_empty() && table.unseen.is_empty())
    }
}

/// Writes columns.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    numbers: [Vec<u8>; COLUMNS],
    codes: [Vec<u8>; TEXTS],
    texts: [Vec<String>; TEXTS],
    /// What cannot be written, if anything.
    pub(crate) wrong: Option<String>,
}

impl Writing {
    /// A number; only the lowest 35 bits come back.
    pub(crate) fn number(&mut self, column: Column, n: u64) {
        if let Some(bytes) = self.numbers.get_mut(column as usize) {
            put(bytes, n);
        }
    }

    /// How many follow.
    pub(crate) fn count(&mut self, n: usize) {
        self.number(Column::Shape, n as u64);
    }

    /// A text.
    pub(crate) fn text(&mut self, sort: Text, text: &str) {
        if text.contains([END, LAST]) {
            self.wrong = Some("a text with a sign that marks the end of texts".into());
        }
        let (Some(codes), Some(texts)) = (
            self.codes.get_mut(sort as usize),
            self.texts.get_mut(sort as usize),
        ) else {
            return;
        };
        if text.is_empty() {
            put(codes, 0);
        } else if let Some(at) = texts.iter().position(|t| t == text) {
            put(codes, at as u64 + 2);
        } else {
            put(codes, 1);
            texts.push(text.to_owned());
        }
    }

    /// All but the texts.
    pub(crate) fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for column in self.numbers.iter().chain(&self.codes) {
            put(&mut body, column.len() as u64);
            body.extend_from_slice(column);
        }
        body
    }

    /// The texts of these kinds.
    pub(crate) fn words(&self, sorts: std::ops::Range<usize>) -> String {
        let mut all = String::new();
        for texts in self.texts.get(sorts).unwrap_or_default() {
            for text in texts {
                all.push_str(text);
                all.push(END);
            }
            all.push(LAST);
        }
        all
    }
}
