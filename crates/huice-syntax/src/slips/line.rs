//! One line: its slips, as edits that mend it.

use super::scan::{
    Around, Bracket, COLONS, DASHES, begins_anew, begins_with_key, indent, is_wide_letter,
    key_word, needs_plain_quotes, odd_blank, quote_end, wide_close,
};
use crate::code;
use crate::signs::{groups, plain, plain_sign};
use crate::text;
use crate::text::{Text, Words};

/// What to put in place of some bytes of a line.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) put: String,
    pub(super) code: &'static str,
    /// What is wrong; empty for an edit that belongs to the one before.
    pub(super) what: Text,
}

const BLANK: Words = (
    "这里的空格是全角的（或者是网页里的空格）",
    "a space here is full-width or comes from a web page",
);
const CUT: Words = (
    "`#` 后面的字会当成说明丢掉：有 ` #` 的文字要加引号",
    "what follows `#` is dropped as a comment: a text that holds ` #` needs quotes",
);
const OPEN_BRACKET: Words = ("括号没有关上", "a bracket is not closed");
const OPEN_QUOTE: Words = ("引号没有关上", "a quote is not closed");
const GROUPED: Words = (
    "数字里不写分节的逗号",
    "write a number without digit grouping marks",
);

/// A line that is being looked through.
pub(super) struct LineScan<'l, 'a> {
    content: &'l str,
    next: Option<&'l str>,
    around: &'a mut Around,
    at: usize,
    /// The column of the key, or of the value if there is no key.
    column: usize,
    /// Where a comment begins, once it has been seen.
    comment: Option<usize>,
    edits: Vec<Edit>,
}

impl<'l, 'a> LineScan<'l, 'a> {
    /// `next`: the next line that is neither empty nor a comment.
    pub(super) fn new(content: &'l str, next: Option<&'l str>, around: &'a mut Around) -> Self {
        Self {
            content,
            next,
            around,
            at: 0,
            column: 0,
            comment: None,
            edits: Vec::new(),
        }
    }

    /// The edits that mend the line, in its order.
    pub(super) fn edits(mut self) -> Vec<Edit> {
        if self.content.trim().is_empty() {
            return self.edits;
        }
        let indent = indent(self.content);
        match self.around.block {
            Some(column) if indent > column => return self.edits,
            Some(_) | None => self.around.block = None,
        }
        if let Some(quote) = self.around.quote {
            match quote_end(self.content, quote) {
                Some(end) => self.at = end,
                None => return self.edits,
            }
            self.around.quote = None;
            self.flow();
        } else if self.around.open.is_empty() {
            self.block_line();
        } else {
            self.blanks();
            self.flow();
        }
        self.close();
        self.edits.sort_by_key(|edit| edit.start);
        self.edits
    }

    fn rest(&self) -> &'l str {
        self.content.get(self.at..).unwrap_or("")
    }

    fn first(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn edit(&mut self, length: usize, put: &str, code: &'static str, what: impl Into<Text>) {
        let start = self.at;
        self.edits.push(Edit {
            start,
            end: start + length,
            put: put.to_owned(),
            code,
            what: what.into(),
        });
        self.at += length;
    }

    /// Puts the plain sign in place of a full-width one.
    fn sign(&mut self, sign: char, put: &str) {
        let what = text!("`{sign}` 是全角符号", "`{sign}` is the full-width sign");
        self.edit(sign.len_utf8(), put, code::FULL_WIDTH, what);
    }

    /// Skips blanks; a blank that YAML does not know becomes one that it knows.
    fn blanks(&mut self) {
        while let Some(sign) = self.first().filter(|c| c.is_whitespace()) {
            if odd_blank(sign) {
                let put = if sign == '\u{3000}' && self.at == indent_bytes(self.content, self.at) {
                    "  "
                } else {
                    " "
                };
                self.edit(sign.len_utf8(), put, code::FULL_WIDTH, BLANK);
            } else {
                self.at += sign.len_utf8();
            }
        }
    }

    /// A line outside of brackets: dashes, a key, a value.
    fn block_line(&mut self) {
        self.blanks();
        let mut dash = None;
        loop {
            let here = self.column_here();
            if !self.dash() {
                break;
            }
            dash = Some(here);
            self.blanks();
        }
        match self.first() {
            Some('＃') => return self.sign('＃', "#"),
            Some('#') | None => return,
            Some(_) => {}
        }
        self.column = self.column_here();
        let named = self.key(dash.is_some()) || self.odd_key();
        self.value(named, if named { Some(self.column) } else { dash });
    }

    /// How many signs stand before the next one.
    fn column_here(&self) -> usize {
        self.content.get(..self.at).map_or(0, |t| t.chars().count())
    }

    /// The dash of a list, if there is one.
    fn dash(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let behind = rest.get(first.len_utf8()..).unwrap_or("");
        let blank = behind.starts_with(char::is_whitespace) || behind.is_empty();
        let anew = begins_with_key(behind) || behind.starts_with('{');
        if first == '-' && blank {
            self.at += 1;
            true
        } else if first == '-' && anew {
            self.at += 1;
            let what = ("短横后面少了空格", "a blank is missing behind the dash");
            self.edit(0, " ", code::SPACING, what);
            true
        } else if DASHES.contains(&first) && (blank || anew) {
            self.sign(first, if blank { "-" } else { "- " });
            true
        } else {
            false
        }
    }

    /// A key with its colon, if there is one. `listed`: behind a dash, where a citation may stand.
    fn key(&mut self, listed: bool) -> bool {
        let rest = self.rest();
        let Some(length) = key_word(rest).filter(|_| begins_with_key(rest)) else {
            return false;
        };
        let word = rest.get(..length).unwrap_or("");
        let behind = rest.get(length..).unwrap_or("");
        let blanks = behind.len() - behind.trim_start().len();
        let colon = behind.trim_start();
        let after = colon.chars().nth(1);
        let close = after.is_some_and(|c| !c.is_whitespace());
        let cited = listed && word.contains(|c: char| c.is_ascii_digit() || c == '-');
        if colon.starts_with(':') && close && cited {
            return false;
        }
        let start = self.at;
        for (at, letter) in word.char_indices().filter(|(_, c)| is_wide_letter(*c)) {
            self.at = start + at;
            let plain = plain_sign(self.rest()).map_or("", |(plain, _)| plain);
            self.sign(letter, plain);
        }
        self.at = start + length + blanks;
        match colon.chars().next() {
            Some(sign) if COLONS.contains(&sign) => {
                self.sign(sign, if close { ": " } else { ":" });
            }
            Some(_) | None => {
                self.at += 1;
                if close {
                    let what = text!(
                        "`{word}:` 后面少了空格",
                        "a space is missing after `{word}:`"
                    );
                    self.edit(0, " ", code::SPACING, what);
                }
            }
        }
        self.blanks();
        true
    }

    /// A key of another shape than ours, if there is one: a number, a Chinese word.
    fn odd_key(&mut self) -> bool {
        let rest = self.rest();
        let Some(colon) = rest.find(": ") else {
            return false;
        };
        let word = rest.get(..colon).unwrap_or("");
        // A full-width sign of a Chinese keyboard is a slip for its ASCII form.
        let bare = !plain(word).contains(['"', '\'', '[', ']', '{', '}', ',', '#']);
        if bare {
            self.at += colon + 1;
            self.blanks();
        }
        bare
    }

    /// A value outside of brackets. `named`: behind a key. `owner`: the column of the key or the
    /// dash that it stands behind; lines further in belong to it where it is a block of text.
    fn value(&mut self, named: bool, owner: Option<usize>) {
        let Some(first) = self.first() else { return };
        match first {
            '|' | '>' if owner.is_some() => self.around.block = owner,
            '#' if named && self.is_cut_whole() => self.quote_to(self.content.len()),
            '#' => {}
            _ if self.opens(first) => self.flow(),
            _ if self.quoted(first) => {}
            _ => self.plain_block(),
        }
    }

    /// Whether a `#` at the start of a value takes the value away.
    fn is_cut_whole(&self) -> bool {
        let sticks = self
            .rest()
            .chars()
            .nth(1)
            .is_some_and(char::is_alphanumeric);
        let deeper = self
            .next
            .is_some_and(|next| indent(next) > indent(self.content));
        sticks && !deeper
    }

    /// A bracket that opens here.
    fn opens(&mut self, first: char) -> bool {
        let (plain, close) = match first {
            '{' | '｛' => ("{", '}'),
            '[' | '［' => ("[", ']'),
            _ => return false,
        };
        if first.is_ascii() {
            self.at += 1;
        } else {
            self.sign(first, plain);
        }
        self.around.open.push(Bracket {
            close,
            indent: self
                .around
                .open
                .first()
                .map_or(self.column, |outer| outer.indent),
        });
        true
    }

    /// A text in quotes that begins here; whether there is one.
    fn quoted(&mut self, first: char) -> bool {
        if let Some(close) = wide_close(first) {
            return self.wide_quoted(first, close);
        }
        if !matches!(first, '"' | '\'') {
            return false;
        }
        let start = self.at;
        self.at += 1;
        if let Some(end) = quote_end(self.rest(), first) {
            self.at += end;
            return true;
        }
        let rest = self.rest();
        let wide = rest.find(['”', '＂', '’', '＇']).filter(|at| {
            let behind = rest.get(*at..).unwrap_or("").chars().skip(1);
            ends_value(behind, !self.around.open.is_empty())
        });
        if let Some(at) = wide {
            self.at += at;
            let sign = self.first().unwrap_or('”');
            self.sign(sign, &first.to_string());
            return true;
        }
        let anew = self
            .next
            .is_none_or(|next| indent(next) <= self.column && begins_anew(next));
        if anew && self.around.open.is_empty() {
            self.at = self.content.trim_end().len().max(start + 1);
            self.edit(0, &first.to_string(), code::YAML, OPEN_QUOTE);
        } else {
            self.around.quote = Some(first);
            self.at = self.content.len();
        }
        true
    }

    /// A value in Chinese quotes that has to be in plain ones.
    fn wide_quoted(&mut self, open: char, close: char) -> bool {
        let rest = self.rest();
        let inner = rest.get(open.len_utf8()..).unwrap_or("");
        let Some(length) = inner.find(close) else {
            return false;
        };
        let flow = !self.around.open.is_empty();
        let behind = inner.get(length..).unwrap_or("").chars().skip(1);
        let text = inner.get(..length).unwrap_or("");
        let shape = matches!(open, '＂' | '＇') || (flow && text.contains(','));
        if !ends_value(behind, flow) || !(shape || needs_plain_quotes(text)) {
            return false;
        }
        self.sign(open, "\"");
        self.at += length;
        self.sign(close, "\"");
        true
    }

    /// A bare text outside of brackets.
    fn plain_block(&mut self) {
        let Some(comment) = self.rest().find(" #") else {
            return;
        };
        let behind = self.rest().get(comment + 2..).unwrap_or("");
        let cut = behind.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if cut && !self.rest().contains(['"', '\\']) {
            self.quote_to(self.content.len());
        }
    }

    /// Puts the text from here to a byte into quotes.
    fn quote_to(&mut self, end: usize) {
        self.edit(0, "\"", code::CUT, CUT);
        let text = self.content.get(self.at..end).unwrap_or("");
        self.at += text.trim_end().len();
        self.edit(0, "\"", code::CUT, Text::default());
    }

    /// The content of brackets, up to the end of the line or of the outermost bracket.
    fn flow(&mut self) {
        while let Some(bracket) = self.around.open.last().copied() {
            self.blanks();
            if self.rest().starts_with('#') {
                self.comment = Some(self.at);
                self.at = self.content.len();
            }
            let Some(first) = self.first() else { return };
            if !self.separator(first, bracket) {
                if bracket.close == '}' {
                    self.key(false);
                }
                self.flow_value(bracket);
            }
        }
    }

    /// A comma or a closing bracket at this place.
    fn separator(&mut self, first: char, bracket: Bracket) -> bool {
        match first {
            ',' => self.at += 1,
            '，' | '、' => {
                let after = self.rest().chars().nth(1);
                let blank = after.is_none_or(char::is_whitespace);
                self.sign(first, if blank { "," } else { ", " });
            }
            '}' | ']' => {
                self.at += 1;
                self.around.open.pop();
            }
            '｝' | '］' => {
                self.sign(first, &bracket.close.to_string());
                self.around.open.pop();
            }
            _ => return false,
        }
        true
    }

    /// A value in brackets.
    fn flow_value(&mut self, bracket: Bracket) {
        let Some(first) = self.first() else { return };
        if matches!(first, ',' | '}' | ']') || self.opens(first) {
            return;
        }
        if self.quoted(first) {
            // A key may stand in quotes.
            if self.rest().trim_start().starts_with(':') {
                self.blanks();
                self.at += 1;
            }
            return;
        }
        let start = self.at;
        while let Some(sign) = self.first() {
            let rest = self.rest();
            let before = self.content.get(start..self.at).unwrap_or("");
            let before = before.chars().next_back();
            if let Some(length) = groups(before, rest).filter(|_| bracket.close == '}') {
                self.edit(length, "", code::LITERAL, GROUPED);
                continue;
            }
            let behind = rest.get(sign.len_utf8()..).unwrap_or("");
            if sign == ':' && behind.starts_with(' ') {
                // It was a key, of another shape than ours: a number, a Chinese word.
                self.at += 1;
                return;
            }
            let ends = match sign {
                ',' | '}' | ']' | '｝' | '］' => true,
                '，' | '、' => parts(before, behind, bracket),
                _ => false,
            };
            if ends {
                return;
            }
            if rest.starts_with(" #") {
                let cut = behind.chars().nth(1).is_some_and(|c| !c.is_whitespace());
                if cut && !self.content.get(start..).unwrap_or("").contains('"') {
                    self.at += 2;
                    let end = self.rest().find([',', '}', ']']);
                    let end = self.at + end.unwrap_or(self.rest().len());
                    self.at = start;
                    self.quote_to(end);
                }
                return self.blanks();
            }
            self.at += sign.len_utf8();
        }
    }

    /// Closes brackets that are still open where the next line begins something new.
    fn close(&mut self) {
        let Some(outer) = self.around.open.first().copied() else {
            return;
        };
        let anew = |next: &str| indent(next) <= outer.indent && begins_anew(next);
        if self.around.quote.is_some() || !self.next.is_none_or(anew) {
            return;
        }
        let open = std::mem::take(&mut self.around.open);
        let closing: String = open.iter().rev().map(|bracket| bracket.close).collect();
        let end = self.comment.unwrap_or(self.content.len());
        let text = self.content.get(..end).unwrap_or(self.content);
        self.at = text.trim_end().len();
        self.edit(0, &closing, code::YAML, OPEN_BRACKET);
    }
}

/// Bytes of the blanks at the start of a line, up to a byte.
fn indent_bytes(content: &str, at: usize) -> usize {
    let blank = content.len() - content.trim_start().len();
    blank.min(at)
}

/// Whether a full-width comma parts two entries in brackets.
fn parts(before: Option<char>, behind: &str, bracket: Bracket) -> bool {
    let after = behind.trim_start();
    if bracket.close == '}' {
        return begins_with_key(after);
    }
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '"';
    // Between digits it is a list within a text: 2019、2020两年.
    before.is_some_and(plain) && after.starts_with(plain) && !after.starts_with(char::is_numeric)
}

/// Whether a value ends here: nothing but blanks, a comment or, in brackets, what parts entries.
fn ends_value(mut behind: impl Iterator<Item = char>, flow: bool) -> bool {
    match behind.find(|c| !c.is_whitespace()) {
        None | Some('#') => true,
        Some(sign) => flow && matches!(sign, ',' | '，' | '}' | ']' | '｝' | '］'),
    }
}
