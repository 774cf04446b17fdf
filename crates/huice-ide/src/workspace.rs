//! The rule files as they stand in an editor, saved or not, and what checking them found.
//!
//! Nothing here reads or writes a file. An edit is checked with the files of one place only; what was
//! found is kept until one of these files changes.

use crate::names::{Occurrence, Symbols, occurrences};
use huice_check::plan::{self, Head, PartPlan};
use huice_check::{Checked, Diagnostic, ParsedFile, Place, SourceFile, check_parsed};
use huice_syntax::Parsed;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// With fewer files the whole is checked at once: that takes no longer.
const MANY: usize = 1_000;

/// Most places with which an edited file is checked.
const MOST_PLACES: usize = 3;

/// Codes of warnings that hold only where all rules were checked: nothing uses it.
const UNUSED: [&str; 2] = ["W002", "W003"];

/// A file.
#[derive(Debug)]
struct File {
    source: SourceFile,
    /// Another number after every change.
    revision: u64,
    head: Head,
    parsed: OnceCell<Parsed>,
}

/// The check of one part of the rules.
#[derive(Debug)]
struct Kept {
    /// The files that were checked, with their revisions.
    of: Vec<(String, u64)>,
    checked: Rc<Checked>,
}

/// The rule files of an editor.
#[derive(Debug, Default)]
pub struct Workspace {
    files: BTreeMap<String, File>,
    revision: u64,
    places: Option<Vec<Place>>,
    kept: BTreeMap<String, Kept>,
}

impl Workspace {
    /// Without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file in, or a new text in the place of the one that it had. `path` has `/` between its
    /// parts.
    pub fn set(&mut self, path: &str, text: impl Into<String>) {
        let text = text.into();
        if self.text(path) == Some(text.as_str()) {
            return;
        }
        self.revision += 1;
        let source = SourceFile {
            path: path.to_owned(),
            text,
        };
        let head = plan::head(&source);
        if path.ends_with("places.yaml") {
            self.places = None;
        }
        let file = File {
            source,
            revision: self.revision,
            head,
            parsed: OnceCell::new(),
        };
        self.files.insert(path.to_owned(), file);
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.places = None;
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| file.source.text.as_str())
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// What was found in a file and in those that belong to it, by path.
    pub fn diagnostics(&mut self, path: &str) -> BTreeMap<String, Vec<Diagnostic>> {
        let parts = self.parts(path);
        let whole = self.files.len() < MANY;
        let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for part in &parts {
            for at in &part.files {
                found.entry(at.clone()).or_default();
            }
            let checked = self.check(part);
            for diagnostic in &checked.diagnostics {
                let list = found.entry(diagnostic.file.clone()).or_default();
                let known = whole || !UNUSED.contains(&diagnostic.code);
                if known && !list.contains(diagnostic) {
                    list.push(diagnostic.clone());
                }
            }
        }
        found
    }

    /// The checked rules of the place that a file belongs to; its corpus is there if they have no
    /// errors.
    pub fn checked(&mut self, path: &str) -> Option<Rc<Checked>> {
        let part = self.parts(path).into_iter().next()?;
        Some(self.check(&part))
    }

    /// Checks a part, unless it is as it was.
    fn check(&mut self, part: &Part) -> Rc<Checked> {
        let own = |path: &String| Some((path.clone(), self.files.get(path)?.revision));
        let of: Vec<(String, u64)> = part.files.iter().filter_map(own).collect();
        if let Some(kept) = self.kept.get(&part.root).filter(|kept| kept.of == of) {
            return Rc::clone(&kept.checked);
        }
        // The form of a file is read once for every text that it has.
        let files = of.iter().filter_map(|(path, _)| {
            Some(ParsedFile {
                source: &self.files.get(path)?.source,
                parsed: self.tree(path)?,
            })
        });
        let elsewhere = part.elsewhere.as_ref();
        let checked = Rc::new(check_parsed(files.collect(), Vec::new(), elsewhere));
        let kept = Kept {
            of,
            checked: Rc::clone(&checked),
        };
        self.kept.insert(part.root.clone(), kept);
        checked
    }

    /// The parts of the rules with which a file is checked: all of a few files, else what the places
    /// need in which it applies.
    fn parts(&mut self, path: &str) -> Vec<Part> {
        if self.files.len() < MANY {
            return vec![Part::whole(self.files.keys())];
        }
        let codes = self.codes(path);
        let heads = self.heads();
        let places = self.places();
        let cut = |plan: PartPlan, root: String| {
            let named = plan.files.iter().filter_map(|at| heads.get(*at));
            Part {
                root,
                files: named.map(|(path, _)| path.clone()).collect(),
                elsewhere: Some(plan.elsewhere),
            }
        };
        let known = codes
            .iter()
            .filter(|code| places.iter().any(|p| p.code == **code));
        let mut parts: Vec<Part> = known
            .take(MOST_PLACES)
            .map(|code| cut(plan::part_of(places, &heads, code), code.clone()))
            .collect();
        if parts.is_empty() {
            let all = plan::parts(places, &heads).into_iter();
            parts.extend(all.take(1).map(|plan| cut(plan, String::new())));
        }
        parts
    }

    /// Codes of the places in which a file applies.
    fn codes(&self, path: &str) -> Vec<String> {
        let folder = crate::names::folder(path);
        let document = self.files.get(&format!("{folder}/document.yaml"));
        match self.files.get(path).map(|file| &file.head) {
            Some(Head::Facts { places, .. }) => places.iter().cloned().collect(),
            Some(Head::Document(codes)) => codes.clone(),
            Some(Head::Clause) => match document.map(|file| &file.head) {
                Some(Head::Document(codes)) => codes.clone(),
                Some(Head::Everywhere | Head::Facts { .. } | Head::Clause | Head::Unread)
                | None => Vec::new(),
            },
            Some(Head::Everywhere | Head::Unread) | None => Vec::new(),
        }
    }

    fn heads(&self) -> Vec<(String, Head)> {
        let all = self.files.iter();
        all.map(|(path, file)| (path.clone(), file.head.clone()))
            .collect()
    }

    fn places(&mut self) -> &[Place] {
        let files = &self.files;
        self.places.get_or_insert_with(|| {
            let own = files
                .iter()
                .filter(|(path, _)| path.ends_with("places.yaml"));
            let sources = own.map(|(_, file)| file.source.clone());
            plan::read_places(&sources.collect::<Vec<_>>())
        })
    }

    /// The files that a file can name something of, itself included.
    pub(crate) fn around(&mut self, path: &str) -> Vec<String> {
        let parts = self.parts(path).into_iter();
        let mut all: BTreeSet<String> = parts.flat_map(|part| part.files).collect();
        all.insert(path.to_owned());
        all.into_iter().collect()
    }

    /// The tree of a file; `None` where there is none.
    pub(crate) fn tree(&self, path: &str) -> Option<&Parsed> {
        let file = self.files.get(path)?;
        Some(
            file.parsed
                .get_or_init(|| huice_syntax::parse(path, &file.source.text)),
        )
    }

    /// What these files declare.
    pub(crate) fn symbols(&self, paths: &[String]) -> Symbols {
        let mut symbols = Symbols::default();
        for path in paths {
            if let Some(root) = self.tree(path).and_then(|tree| tree.root.as_ref()) {
                symbols.add(path, root);
            }
        }
        symbols
    }

    /// Every name in a file.
    pub(crate) fn names<'w>(&'w self, path: &'w str, symbols: &Symbols) -> Vec<Occurrence<'w>> {
        let root = self.tree(path).and_then(|tree| tree.root.as_ref());
        match (root, self.text(path)) {
            (Some(root), Some(text)) => occurrences(path, text, root, symbols),
            (None, _) | (_, None) => Vec::new(),
        }
    }
}

/// A part of the rules, by paths.
#[derive(Debug)]
struct Part {
    root: String,
    files: Vec<String>,
    /// `None` for the whole.
    elsewhere: Option<huice_check::plan::Elsewhere>,
}

impl Part {
    fn whole<'p>(paths: impl Iterator<Item = &'p String>) -> Self {
        Self {
            root: String::new(),
            files: paths.cloned().collect(),
            elsewhere: None,
        }
    }
}
