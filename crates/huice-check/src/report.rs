//! Reading a tree by hand: shapes, keys and texts, with every mistake told where it stands.

use crate::code;
use crate::suggest::did_you_mean;
use huice_core::Date;
use huice_syntax::{Diagnostic, Entry, Kind, Lines, Node, Span, Style, Text};
use std::cell::RefCell;

/// Where mistakes are gathered.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: RefCell<Vec<Diagnostic>>,
    /// A file lost pieces to its form: then a name that is not found may be in a lost piece.
    pub(crate) broken: bool,
}

impl Report {
    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    pub(crate) fn extend(&self, more: Vec<Diagnostic>) {
        self.found.borrow_mut().extend(more);
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}

/// A file that is being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileContext<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) lines: &'a Lines<'a>,
    pub(crate) report: &'a Report,
}

/// A map whose keys are known to be right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'n> {
    pub(crate) span: Span,
    /// What the map is, with an article: for messages.
    what: &'static str,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|e| e.key == key).map(|e| &e.value)
    }
}

impl<'a> FileContext<'a> {
    /// The first line of a span: what is missing is told at the head of its map.
    pub(crate) fn head(&self, span: Span) -> Span {
        let text = self.text.get(span.start..span.end).unwrap_or_default();
        Span {
            end: span.start + text.find('\n').unwrap_or(text.len()),
            ..span
        }
    }

    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }

    pub(crate) fn error(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<Text>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.file, span, message)
    }

    /// Tells a mistake with its help.
    pub(crate) fn wrong(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        self.push(self.error(code, span, message).help(help));
    }

    /// Tells that a name is not known, unless pieces of the files were lost.
    pub(crate) fn unknown<'k>(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<Text>,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: &str,
    ) {
        if self.report.broken {
            return;
        }
        let help = did_you_mean(name, known).unwrap_or_else(|| otherwise.to_owned());
        self.wrong(code, span, message, help);
    }

    fn shape(&self, node: &Node, expected: &str, help: &str) {
        let found = match &node.kind {
            Kind::Scalar(s) if s.text.is_empty() => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "named parts",
        };
        let message = format!("expected {expected}, found {found}");
        self.wrong(code::SHAPE, self.head(node.span), message, help);
    }

    /// A map with only these keys. Unknown keys are told; the map is still returned.
    pub(crate) fn map<'n>(
        &self,
        node: &'n Node,
        what: &'static str,
        keys: &[&str],
    ) -> Option<Fields<'n>> {
        let Kind::Map(entries) = &node.kind else {
            self.shape(
                node,
                what,
                &format!("write `key: value` lines; the keys are {}", keys.join(", ")),
            );
            return None;
        };
        for entry in entries.iter().filter(|e| !keys.contains(&e.key.as_str())) {
            let message = format!("{what} has no key `{}`", entry.key);
            let help = did_you_mean(&entry.key, keys.iter().copied())
                .unwrap_or_else(|| format!("the keys are {}", keys.join(", ")));
            self.wrong(code::UNKNOWN_KEY, entry.key_span, message, help);
        }
        Some(Fields {
            span: node.span,
            what,
            entries,
        })
    }

    /// All entries of a map whose keys are the author's own names.
    pub(crate) fn entries<'n>(&self, node: &'n Node, what: &'static str) -> &'n [Entry] {
        match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar(s) if s.text.is_empty() && s.style == Style::Plain => &[],
            Kind::Scalar(_) | Kind::List(_) => {
                self.shape(node, what, "write `name: value` lines");
                &[]
            }
        }
    }

    /// The items of a list; an empty value is an empty list.
    pub(crate) fn list<'n>(&self, node: &'n Node, what: &'static str) -> &'n [Node] {
        match &node.kind {
            Kind::List(items) => items,
            Kind::Scalar(s) if s.text.is_empty() && s.style == Style::Plain => &[],
            Kind::Scalar(_) | Kind::Map(_) => {
                self.shape(node, what, "write a list: `- item` lines, or `[a, b]`");
                &[]
            }
        }
    }

    /// The items of a list that may be left out.
    pub(crate) fn items<'n>(
        &self,
        fields: &Fields<'n>,
        key: &str,
        what: &'static str,
    ) -> &'n [Node] {
        fields.get(key).map_or(&[], |node| self.list(node, what))
    }

    /// A text; nothing written counts as missing.
    pub(crate) fn text<'n>(&self, node: &'n Node, what: &str) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar(scalar) if !scalar.text.trim().is_empty() => Some(scalar.text.trim()),
            Kind::Scalar(_) | Kind::List(_) | Kind::Map(_) => {
                self.shape(
                    node,
                    what,
                    "write a text; one that holds `: ` or begins with a sign needs quotes",
                );
                None
            }
        }
    }

    /// A key that must be there.
    pub(crate) fn need<'n>(&self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let found = fields.get(key);
        if found.is_none() {
            let message = format!("{} needs the key `{key}`", fields.what);
            self.wrong(
                code::MISSING_KEY,
                self.head(fields.span),
                message,
                format!("add `{key}: …`"),
            );
        }
        found
    }

    /// A text that must be there; empty where it is not (and told).
    pub(crate) fn need_text(&self, fields: &Fields<'_>, key: &'static str) -> String {
        let node = self.need(fields, key);
        node.and_then(|node| self.text(node, &format!("a text for `{key}`")))
            .unwrap_or_default()
            .to_owned()
    }

    /// A text that may be left out.
    pub(crate) fn maybe_text(&self, fields: &Fields<'_>, key: &'static str) -> Option<String> {
        let node = fields.get(key)?;
        self.text(node, &format!("a text for `{key}`"))
            .map(ToOwned::to_owned)
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&self, node: &Node, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = node.text().unwrap_or_default();
        let found = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let help = did_you_mean(text, all.iter().copied())
                .unwrap_or_else(|| format!("it is one of {}", all.join(", ")));
            let message = format!("`{text}` is no word for `{key}`");
            self.wrong(code::UNKNOWN_WORD, self.head(node.span), message, help);
        }
        found
    }

    /// One of some words, that must be there.
    pub(crate) fn need_word<T: Copy>(
        &self,
        fields: &Fields<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        self.word(self.need(fields, key)?, key, words)
    }

    /// `true` or `false`.
    pub(crate) fn truth(&self, node: &Node) -> Option<bool> {
        self.word(node, "true or false", &[("true", true), ("false", false)])
    }

    /// A day that exists.
    pub(crate) fn date(&self, node: &Node) -> Option<Date> {
        let text = self.text(node, "a day")?;
        self.date_text(text, node.span)
    }

    /// A day that exists, from a text.
    pub(crate) fn date_text(&self, text: &str, span: Span) -> Option<Date> {
        let found = Date::parse(text);
        if found.is_none() {
            let message = format!("`{text}` is not a day of the calendar");
            self.wrong(
                code::DATE,
                span,
                message,
                "write a day from 1900 on as 2019-07-01",
            );
        }
        found
    }

    /// An id: letters, digits, `_` and `-`, beginning with a letter.
    pub(crate) fn id(&self, node: &Node, what: &'static str, signs: &str) -> Option<String> {
        let text = self.text(node, what)?;
        self.id_text(text, node.span, what, signs)
    }

    /// An id, from a text.
    pub(crate) fn id_text(
        &self,
        text: &str,
        span: Span,
        what: &'static str,
        signs: &str,
    ) -> Option<String> {
        let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || signs.contains(c));
        if !fits {
            let message = format!("`{text}` cannot be the id of {what}");
            let help = format!("begin with a letter a-z; then letters, digits and `{signs}`");
            self.wrong(code::ID, span, message, help);
            return None;
        }
        if signs == "_" && huice_syntax::expr::RESERVED.contains(&text) {
            let message = format!("`{text}` is a word of the expression language");
            self.wrong(code::ID, span, message, "choose another name");
            return None;
        }
        Some(text.to_owned())
    }
}
