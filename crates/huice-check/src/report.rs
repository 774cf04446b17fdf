//! Reads a tree: shapes, keys and texts. Reports every error at its position.

use crate::code;
use crate::part::{Elsewhere, Named, Part, part};
use crate::suggest::{did_you_mean, nearest, quoted};
use huice_core::Date;
use huice_syntax::plain;
use huice_syntax::text;
use huice_syntax::{Diagnostic, Entry, Kind, Lines, Node, Span, Style, Text, Words};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Collects errors.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: RefCell<Vec<Diagnostic>>,
    /// A file lost pieces to its form: then a name that is not found may be in a lost piece.
    pub(crate) broken: bool,
    /// Keys that are misspelt: the file, where their map begins, and what is meant.
    misspelt: RefCell<BTreeSet<(String, usize, String)>>,
    /// What lies in other parts of the rules, where only a part is checked.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// Instruments that are named and may be in other parts.
    pub(crate) named_elsewhere: RefCell<Vec<Named>>,
    /// Whole files were not read: they belong to no document.
    pub(crate) unread: Cell<bool>,
    /// Names whose declaration has an error of its own.
    lost: RefCell<BTreeMap<String, Lost>>,
}

/// A name whose declaration cannot be used, and how many places use it all the same.
#[derive(Debug)]
struct Lost {
    file: String,
    span: Span,
    uses: usize,
}

impl Report {
    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    pub(crate) fn extend(&self, more: Vec<Diagnostic>) {
        self.found.borrow_mut().extend(more);
    }

    /// Remembers a name that is declared here and cannot be used: the errors of its declaration
    /// are the cause, and its uses are counted there instead of being reported.
    pub(crate) fn lose(&self, name: &str, file: &str, span: Span) {
        let lost = Lost {
            file: file.to_owned(),
            span,
            uses: 0,
        };
        self.lost
            .borrow_mut()
            .entry(name.to_owned())
            .or_insert(lost);
    }

    /// Whether a name was lost; counts one more use.
    pub(crate) fn uses_lost(&self, name: &str) -> bool {
        let mut lost = self.lost.borrow_mut();
        let found = lost.get_mut(name);
        found.map(|lost| lost.uses += 1).is_some()
    }

    /// Whether a place is one of another part of the rules.
    pub(crate) fn is_elsewhere(&self, code: &str) -> bool {
        let elsewhere = self.elsewhere.as_ref();
        elsewhere.is_some_and(|elsewhere| elsewhere.places.contains(code))
    }

    /// Whether a name that is not known here is one of another part of the rules, which this file
    /// may name: it is shared by all.
    fn shared_elsewhere(&self, file: &str, code: &str, name: &str) -> bool {
        let Some(elsewhere) = &self.elsewhere else {
            return false;
        };
        if code == code::UNKNOWN_PLACE {
            return elsewhere.places.contains(name);
        }
        let shared = matches!(part(file), Part::Facts | Part::Goals);
        shared && elsewhere.facts.contains(name)
    }

    /// Whether pieces were not read that may use what nothing else uses.
    pub(crate) fn incomplete(&self) -> bool {
        let used = |lost: &Lost| lost.uses > 0;
        self.broken || self.unread.get() || self.lost.borrow().values().any(used)
    }

    /// Everything that was found. A cause says how many places it takes with it.
    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        for (name, lost) in self.lost.into_inner() {
            let inside = |d: &&mut Diagnostic| {
                d.file == lost.file && (lost.span.start..=lost.span.end).contains(&d.span.start)
            };
            let Some(cause) = found.iter_mut().find(inside).filter(|_| lost.uses > 0) else {
                continue;
            };
            let uses = lost.uses;
            let more = text!(
                "另有 {uses} 处用到 `{name}`：先改好这里",
                "{uses} more places use `{name}`: mend this first"
            );
            let join = |a: &str, b: &str, mark: &str| match a.chars().next_back() {
                None => b.to_owned(),
                Some('？') => format!("{a}{b}"),
                Some('?') => format!("{a} {b}"),
                Some(_) => format!("{a}{mark}{b}"),
            };
            cause.help = Text {
                zh: join(&cause.help.zh, &more.zh, "。"),
                en: join(&cause.help.en, &more.en, ". "),
            };
        }
        found
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
    /// What the map is: for messages.
    what: Words,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|e| e.key == key).map(|e| &e.value)
    }
}

impl<'a> FileContext<'a> {
    /// The first line of a span: a missing key is reported at the head of its map.
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

    /// Reports an error with its help.
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
        otherwise: impl Into<Text>,
    ) {
        let report = self.report;
        if report.broken || report.uses_lost(name) || report.shared_elsewhere(self.file, code, name)
        {
            return;
        }
        if report.elsewhere.is_some() && code == code::UNKNOWN_INSTRUMENT {
            report.named_elsewhere.borrow_mut().push(Named {
                id: name.to_owned(),
                file: self.file.to_owned(),
                span,
            });
            return;
        }
        let help = did_you_mean(name, known).unwrap_or_else(|| otherwise.into());
        self.wrong(code, span, message, help);
    }

    fn shape(&self, node: &Node, expected: impl Into<Text>, help: impl Into<Text>) {
        let (zh, en) = match &node.kind {
            Kind::Scalar(s) if s.text.is_empty() => ("没有内容", "nothing"),
            Kind::Scalar(_) => ("文字", "a text"),
            Kind::List(_) => ("列表", "a list"),
            Kind::Map(_) => ("一组带名字的值", "named parts"),
        };
        let expected = expected.into();
        let message = text!(
            zh: "这里要写{}，现在是{zh}", expected.zh;
            en: "expected {}, found {en}", expected.en
        );
        self.wrong(code::SHAPE, self.head(node.span), message, help);
    }

    /// A map with only these keys. Reports unknown keys; still returns the map.
    pub(crate) fn map<'n>(&self, node: &'n Node, what: Words, keys: &[&str]) -> Option<Fields<'n>> {
        let Kind::Map(entries) = &node.kind else {
            self.shape(
                node,
                what,
                text!(
                    "请一行一个，写成 `键: 值`；可以写的键是 {}",
                    "write `key: value` lines; the keys are {}",
                    quoted(keys)
                ),
            );
            return None;
        };
        for entry in entries.iter().filter(|e| !keys.contains(&e.key.as_str())) {
            let (zh, en) = what;
            let message = text!("{zh}没有 `{}` 这个键", "{en} has no key `{}`", entry.key);
            if let Some(meant) = nearest(&entry.key, keys.iter().copied()) {
                let slip = (self.file.to_owned(), node.span.start, meant.to_owned());
                self.report.misspelt.borrow_mut().insert(slip);
            }
            let help = did_you_mean(&entry.key, keys.iter().copied())
                .unwrap_or_else(|| text!("可以写的键是 {}", "the keys are {}", quoted(keys)));
            self.wrong(code::UNKNOWN_KEY, entry.key_span, message, help);
        }
        Some(Fields {
            span: node.span,
            what,
            entries,
        })
    }

    /// All entries of a map whose keys are the author's own names.
    pub(crate) fn entries<'n>(&self, node: &'n Node, what: Words) -> &'n [Entry] {
        match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar(s) if s.text.is_empty() && s.style == Style::Plain => &[],
            Kind::Scalar(_) | Kind::List(_) => {
                self.shape(
                    node,
                    what,
                    ("请一行一个，写成 `名字: 值`", "write `name: value` lines"),
                );
                &[]
            }
        }
    }

    /// The items of a list; an empty value is an empty list.
    pub(crate) fn list<'n>(&self, node: &'n Node, what: Words) -> &'n [Node] {
        match &node.kind {
            Kind::List(items) => items,
            Kind::Scalar(s) if s.text.is_empty() && s.style == Style::Plain => &[],
            Kind::Scalar(_) | Kind::Map(_) => {
                self.shape(
                    node,
                    what,
                    (
                        "请写成列表：每行 `- 一项`，或者 `[a, b]`",
                        "write a list: `- item` lines, or `[a, b]`",
                    ),
                );
                &[]
            }
        }
    }

    /// The items of a list that may be left out.
    pub(crate) fn items<'n>(&self, fields: &Fields<'n>, key: &str, what: Words) -> &'n [Node] {
        fields.get(key).map_or(&[], |node| self.list(node, what))
    }

    /// A text; nothing written counts as missing.
    pub(crate) fn text<'n>(&self, node: &'n Node, what: Words) -> Option<&'n str> {
        self.text_or(node, || what.into())
    }

    /// The text of a key.
    fn text_of<'n>(&self, node: &'n Node, key: &str) -> Option<&'n str> {
        self.text_or(node, || text!("`{key}` 的文字", "a text for `{key}`"))
    }

    fn text_or<'n>(&self, node: &'n Node, what: impl FnOnce() -> Text) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar(scalar) if !scalar.text.trim().is_empty() => Some(scalar.text.trim()),
            Kind::Scalar(_) | Kind::List(_) | Kind::Map(_) => {
                let help = (
                    "请写文字；文字里有 `: `，或者以符号开头，要加引号",
                    "write a text; one that holds `: ` or begins with a sign needs quotes",
                );
                self.shape(node, what(), help);
                None
            }
        }
    }

    /// A key that must be there.
    pub(crate) fn need<'n>(&self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let found = fields.get(key);
        let slip = || (self.file.to_owned(), fields.span.start, key.to_owned());
        if found.is_none() && !self.report.misspelt.borrow().contains(&slip()) {
            let (zh, en) = fields.what;
            let message = text!("{zh}缺 `{key}` 这个键", "{en} needs the key `{key}`");
            self.wrong(
                code::MISSING_KEY,
                self.head(fields.span),
                message,
                text!("请加上 `{key}: …`", "add `{key}: …`"),
            );
        }
        found
    }

    /// A required text; reports a missing one and returns an empty text.
    pub(crate) fn need_text(&self, fields: &Fields<'_>, key: &'static str) -> String {
        let node = self.need(fields, key);
        node.and_then(|node| self.text_of(node, key))
            .unwrap_or_default()
            .to_owned()
    }

    /// A text that may be left out.
    pub(crate) fn maybe_text(&self, fields: &Fields<'_>, key: &'static str) -> Option<String> {
        let node = fields.get(key)?;
        self.text_of(node, key).map(ToOwned::to_owned)
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
            let meant = plain(text);
            let meant = meant.trim_matches(|c: char| !c.is_alphanumeric());
            let help = did_you_mean(meant, all.iter().copied())
                .unwrap_or_else(|| text!("可以写 {}", "it is one of {}", quoted(&all)));
            let message = text!("`{key}` 不能写 `{text}`", "`{text}` is no word for `{key}`");
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
        self.word(node, "true/false", &[("true", true), ("false", false)])
    }

    /// A day that exists.
    pub(crate) fn date(&self, node: &Node) -> Option<Date> {
        let text = self.text(node, ("一个日子", "a day"))?;
        self.date_text(text, node.span)
    }

    /// A day that exists, from a text.
    pub(crate) fn date_text(&self, text: &str, span: Span) -> Option<Date> {
        let found = Date::parse(text);
        if found.is_none() {
            let message = text!(
                "`{text}` 不是日历上的一天",
                "`{text}` is not a day of the calendar"
            );
            let help = day_meant(text).map_or_else(
                || {
                    (
                        "请写 1900 年以后的日子，如 2019-07-01",
                        "write a day from 1900 on as 2019-07-01",
                    )
                        .into()
                },
                |day| text!("应该是 `{day}`", "it should be `{day}`"),
            );
            self.wrong(code::DATE, span, message, help);
        }
        found
    }

    /// An id: letters, digits, `_` and `-`, beginning with a letter.
    pub(crate) fn id(&self, node: &Node, what: Words, signs: &str) -> Option<String> {
        let text = self.text(node, what)?;
        self.id_text(text, node.span, what, signs)
    }

    /// An id, from a text.
    pub(crate) fn id_text(
        &self,
        text: &str,
        span: Span,
        what: Words,
        signs: &str,
    ) -> Option<String> {
        let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || signs.contains(c));
        if !fits {
            let (zh, en) = what;
            let message = text!(
                "`{text}` 不能作{zh}的编号",
                "`{text}` cannot be the id of {en}"
            );
            let meant = plain(text).to_lowercase();
            let help = if huice_syntax::has_wide(text) && meant.is_ascii() {
                text!("应该是 `{meant}`", "it should be `{meant}`")
            } else {
                text!(
                    "以字母 a-z 开头，后面可以用字母、数字和 `{signs}`",
                    "begin with a letter a-z; then letters, digits and `{signs}`"
                )
            };
            self.wrong(code::ID, span, message, help);
            return None;
        }
        if signs == "_" && huice_syntax::expr::RESERVED.contains(&text) {
            let message = text!(
                "`{text}` 是算式里有固定意思的词",
                "`{text}` is a word of the expression language"
            );
            self.wrong(
                code::ID,
                span,
                message,
                ("请换一个名字", "choose another name"),
            );
            return None;
        }
        Some(text.to_owned())
    }
}

/// The day that is meant by another way of writing it: `2020年1月5日`, `2020/1/5`, full-width.
fn day_meant(text: &str) -> Option<Date> {
    let text = plain(text);
    let mut parts = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Date::parse(&format!("{year:0>4}-{month:0>2}-{day:0>2}"))
}
