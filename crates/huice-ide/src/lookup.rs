//! What a name means: its declaration, its uses, another name for it.

use crate::names::{NameKind, Named, entries, text_of};
use crate::position::{Position, Range, offset, range};
use crate::sentences::Texts;
use crate::workspace::Workspace;
use huice_syntax::{Node, Span};
use serde::Serialize;
use std::collections::BTreeSet;

/// A piece of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// Path of the file.
    pub path: String,
    /// The piece.
    pub range: Range,
}

/// A text that replaces a piece of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// What is replaced.
    #[serde(flatten)]
    pub at: Location,
    /// By what.
    pub text: String,
}

/// What is shown about a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hover {
    /// Markdown, in Chinese.
    pub text: String,
    /// The name.
    pub range: Range,
}

/// Why a name cannot be changed, in Chinese.
pub type Refusal = String;

/// A place where a name stands.
struct Found {
    named: Named,
    path: String,
    span: Span,
    declares: bool,
}

impl Workspace {
    /// The name at a place of a file.
    fn name_at(&mut self, path: &str, at: Position) -> Option<(Named, Span)> {
        let around = self.around(path);
        let symbols = self.symbols(&around);
        let byte = offset(self.text(path)?, at);
        let names = self.names(path, &symbols).into_iter();
        names
            .filter(|name| (name.span.start..=name.span.end).contains(&byte))
            .min_by_key(|name| name.span.end - name.span.start)
            .map(|name| (name.named, name.span))
    }

    /// Every place where something is named, in all files: what several places share stands in files
    /// that are not checked together.
    fn places_of(&mut self, path: &str, named: &Named) -> Vec<Found> {
        let mut around: BTreeSet<String> = self.around(path).into_iter().collect();
        let names = |path: &&str| self.text(path).is_some_and(|text| text.contains(&named.id));
        around.extend(self.paths().filter(names).map(str::to_owned));
        let around: Vec<String> = around.into_iter().collect();
        let symbols = self.symbols(&around);
        let mut found = Vec::new();
        for path in &around {
            let names = self.names(path, &symbols).into_iter();
            found.extend(names.filter(|name| name.named == *named).map(|name| Found {
                path: path.clone(),
                span: name.span,
                declares: name.declares.is_some(),
                named: name.named,
            }));
        }
        found
    }

    fn location(&self, path: &str, span: Span) -> Location {
        let text = self.text(path).unwrap_or_default();
        Location {
            path: path.to_owned(),
            range: range(text, span.start, span.end),
        }
    }

    /// Where the name at a place is declared. A fact may be declared once for each place.
    pub fn definition(&mut self, path: &str, at: Position) -> Vec<Location> {
        let Some((named, _)) = self.name_at(path, at) else {
            return Vec::new();
        };
        let found = self.places_of(path, &named);
        let declared = found.iter().filter(|found| found.declares);
        declared.map(|f| self.location(&f.path, f.span)).collect()
    }

    /// Everywhere the name at a place stands, its declaration included.
    pub fn references(&mut self, path: &str, at: Position) -> Vec<Location> {
        let Some((named, _)) = self.name_at(path, at) else {
            return Vec::new();
        };
        let found = self.places_of(path, &named);
        found
            .iter()
            .map(|f| self.location(&f.path, f.span))
            .collect()
    }

    /// The name at a place, where it can be given another id: its piece of the file without quotes.
    ///
    /// # Errors
    /// Where there is no name, or it is one that stays; in Chinese.
    pub fn renamable(&mut self, path: &str, at: Position) -> Result<Range, Refusal> {
        let Some((named, span)) = self.name_at(path, at) else {
            return Err("这里没有可以改的编号".into());
        };
        // Every id has the form of some id.
        fits(&named, "a")?;
        let text = self.text(path).unwrap_or_default();
        let inner = inner(text, span, &named.id);
        let (start, end) = inner.ok_or_else(|| unwritable(path, span, &named.id))?;
        Ok(range(text, start, end))
    }

    /// The edits that give the name at a place another id, everywhere.
    ///
    /// # Errors
    /// Where there is no name that can be changed, or the new id is none or is taken; in Chinese.
    pub fn rename(&mut self, path: &str, at: Position, new: &str) -> Result<Vec<Edit>, Refusal> {
        let Some((named, _)) = self.name_at(path, at) else {
            return Err("这里没有可以改的编号".into());
        };
        fits(&named, new)?;
        let other = Named {
            id: new.to_owned(),
            ..named.clone()
        };
        let taken = self.places_of(path, &other).iter().any(|f| f.declares);
        if taken {
            return Err(format!("`{new}` 已经有了：请换一个编号"));
        }
        let found = self.places_of(path, &named);
        if !found.iter().any(|found| found.declares) {
            return Err(format!("没有找到 `{}` 写在哪里", named.id));
        }
        let mut edits = Vec::new();
        for Found {
            named, path, span, ..
        } in found
        {
            let text = self.text(&path).unwrap_or_default();
            let Some(span) = inner(text, span, &named.id) else {
                return Err(unwritable(&path, span, &named.id));
            };
            edits.push(Edit {
                at: Location {
                    range: range(text, span.0, span.1),
                    path,
                },
                text: new.to_owned(),
            });
        }
        edits.sort();
        edits.dedup();
        Ok(edits)
    }

    /// What is known about the name at a place. `texts` are the documents' own sentences.
    pub fn hover(&mut self, path: &str, at: Position, texts: &Texts) -> Option<Hover> {
        let (named, span) = self.name_at(path, at)?;
        let around = self.around(path);
        let symbols = self.symbols(&around);
        let mut said: Vec<String> = Vec::new();
        for path in &around {
            for name in self.names(path, &symbols) {
                let Some(node) = name.declares.filter(|_| name.named == named) else {
                    continue;
                };
                let source = self.text(path).unwrap_or_default();
                said.push(describe(&named, node, source, path, texts));
            }
        }
        (!said.is_empty()).then(|| Hover {
            text: said.join("\n\n---\n\n"),
            range: self.location(path, span).range,
        })
    }
}

fn unwritable(path: &str, span: Span, id: &str) -> Refusal {
    format!("{path} 第 {} 行的 `{id}` 改不了", span.line)
}

/// Whether an id can have this form.
fn fits(named: &Named, new: &str) -> Result<(), Refusal> {
    let dashes = matches!(named.kind, NameKind::Definition | NameKind::Instrument);
    let sign =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || (dashes && c == '-');
    let reserved = huice_syntax::expr::RESERVED.contains(&new);
    match named.kind {
        NameKind::Place | NameKind::Document => Err("地方的代码和文件的编号不在这里改".into()),
        NameKind::Fact
        | NameKind::Field
        | NameKind::Choice
        | NameKind::Definition
        | NameKind::Parameter
        | NameKind::Step
        | NameKind::Instrument => {
            let begins = new.starts_with(|c: char| c.is_ascii_lowercase());
            if begins && !reserved && new.chars().all(sign) {
                Ok(())
            } else {
                Err(format!(
                    "`{new}` 不能作编号：请用小写字母、数字和下划线，以字母开头"
                ))
            }
        }
    }
}

/// The name itself within its piece of text: without quotes. `None` where it is written otherwise.
fn inner(text: &str, span: Span, id: &str) -> Option<(usize, usize)> {
    let piece = text.get(span.start..span.end)?;
    let start = span.start + piece.find(id)?;
    let rest = piece.replacen(id, "", 1);
    let quotes = rest.trim().chars().all(|c| matches!(c, '"' | '\''));
    quotes.then_some((start, start + id.len()))
}

/// A declaration in words.
fn describe(named: &Named, node: &Node, source: &str, path: &str, texts: &Texts) -> String {
    let get = |key| text_of(node, key).unwrap_or_default();
    match named.kind {
        NameKind::Fact | NameKind::Field => fact(named, node),
        NameKind::Choice => format!("选项 `{}`：{}", named.id, node.text().unwrap_or_default()),
        NameKind::Definition => {
            let body = node
                .get("holds")
                .map_or_else(String::new, |holds| piece(source, holds.span));
            format!(
                "**{}**（定义 `{}`，{}）{}\n\n```yaml\n{body}\n```",
                get("title"),
                named.id,
                get("cite"),
                texts.quoted(path, get("cite")),
            )
        }
        NameKind::Parameter => format!(
            "**{}** = {}（参数 `{}`）\n\n原文写“{}”，{}{}",
            get("label"),
            get("value"),
            named.id,
            get("figure"),
            get("cite"),
            texts.quoted(path, get("cite")),
        ),
        NameKind::Step => format!(
            "**{}**（一步 `{}`）：`{}`",
            get("label"),
            named.id,
            get("value")
        ),
        NameKind::Instrument => format!(
            "**{}**（政策 `{}`，{}）\n\n{}{}",
            get("title"),
            named.id,
            get("cite"),
            get("summary"),
            texts.quoted(path, get("cite")),
        ),
        NameKind::Place => format!("**{}**（{}）", get("name"), named.id),
        NameKind::Document => format!(
            "**{}**\n\n{} {}",
            get("title"),
            get("issuer"),
            get("number")
        ),
    }
}

/// A question in words: how it is asked, of which type, with which options.
fn fact(named: &Named, node: &Node) -> String {
    let get = |key| text_of(node, key).unwrap_or_default();
    let mut text = format!("**{}**（{}，`{}`）", get("label"), get("type"), named.id);
    if !get("ask").is_empty() {
        text += &format!("\n\n问：{}", get("ask"));
    }
    if !get("unit").is_empty() {
        text += &format!("\n\n单位：{}", get("unit"));
    }
    for option in entries(node.get("options")) {
        let words = option.value.text().unwrap_or_default();
        text += &format!("\n- `{}` {words}", option.key);
    }
    if !get("place").is_empty() {
        text += &format!("\n\n只在 {} 这样问", get("place"));
    }
    text
}

/// A piece of a file, moved to the left edge.
fn piece(source: &str, span: Span) -> String {
    let text = source.get(span.start..span.end).unwrap_or_default();
    let indent = usize::try_from(span.column).unwrap_or(1).saturating_sub(1);
    let rest = |line: &str| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        line.get(spaces.min(indent)..)
            .unwrap_or_default()
            .to_owned()
    };
    let lines: Vec<String> = text.trim_end().lines().map(rest).collect();
    lines.join("\n")
}
