//! All files together: which is which, names first, bodies after.

mod bodies;
mod names;
mod unused;

use crate::code;
use crate::corpus::Corpus;
use crate::part::{Elsewhere, Named, Part, part};
use crate::report::{FileContext, Report};
use crate::symbol_table::SymbolTable;
use crate::{lint, unread};
use bodies::bodies;
use huice_syntax::text;
use huice_syntax::{Diagnostic, Lines, Node, Parsed, Severity};
use huice_zh::input;
use names::names;
use std::collections::BTreeMap;

/// A rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path with `/`, as shown in messages; its last two parts identify the kind of file.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What came of checking.
#[derive(Debug)]
pub struct Checked {
    /// The rules, if no error was found.
    pub corpus: Option<Corpus>,
    /// Errors and warnings, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The instruments that are declared.
    pub instruments: Vec<Named>,
    /// Instruments that are named and are not in this part of the rules; of the whole, none.
    pub named_elsewhere: Vec<Named>,
}

/// A rule file whose form has been read: an editor keeps it until the text changes.
#[derive(Debug, Clone, Copy)]
pub struct ParsedFile<'f> {
    /// The file.
    pub source: &'f SourceFile,
    /// What [`huice_syntax::parse`] makes of it.
    pub parsed: &'f Parsed,
}

/// A file that has been read.
struct Read<'f> {
    source: &'f SourceFile,
    part: Part,
    lines: Lines<'f>,
    root: Option<&'f Node>,
}

impl Read<'_> {
    fn at<'a>(&'a self, report: &'a Report) -> FileContext<'a> {
        FileContext {
            file: &self.source.path,
            text: &self.source.text,
            lines: &self.lines,
            report,
        }
    }
}

/// Checks rule files. Never fails: reports every error.
#[must_use]
pub fn check(files: &[SourceFile]) -> Checked {
    check_with(files, Vec::new())
}

/// As [`check`]; `lost` are errors of files that could not be read as text.
#[must_use]
pub fn check_with(files: &[SourceFile], lost: Vec<Diagnostic>) -> Checked {
    check_in(files, lost, None)
}

/// Checks a part of the rules; see [`crate::plan`].
#[must_use]
pub fn check_part(files: &[SourceFile], lost: Vec<Diagnostic>, elsewhere: &Elsewhere) -> Checked {
    check_in(files, lost, Some(elsewhere))
}

fn check_in(files: &[SourceFile], lost: Vec<Diagnostic>, elsewhere: Option<&Elsewhere>) -> Checked {
    let parse = |file: &SourceFile| huice_syntax::parse(&file.path, &file.text);
    let parsed: Vec<Parsed> = files.iter().map(parse).collect();
    let both = files.iter().zip(&parsed);
    let files = both.map(|(source, parsed)| ParsedFile { source, parsed });
    check_parsed(files.collect(), lost, elsewhere)
}

/// As [`check_with`] and [`check_part`], of files whose form has been read.
#[must_use]
pub fn check_parsed(
    mut files: Vec<ParsedFile<'_>>,
    lost: Vec<Diagnostic>,
    elsewhere: Option<&Elsewhere>,
) -> Checked {
    let mut report = Report::default();
    report.broken = !lost.is_empty();
    report.elsewhere = elsewhere.cloned();
    report.extend(lost);
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let mut read = Vec::new();
    for ParsedFile { source, parsed } in files {
        if let Some(error) = unread::by_name(&source.path) {
            report.broken = true;
            report.extend(vec![error]);
            continue;
        }
        report.broken |= parsed.broken || parsed.root.is_none();
        report.extend(parsed.diagnostics.clone());
        let lines = Lines::new(&source.text);
        read.push(Read {
            source,
            part: part(&source.path),
            lines,
            root: parsed.root.as_ref(),
        });
    }
    read.sort_by_key(|file| file.part);
    let mut symbols = SymbolTable {
        paths: read.iter().map(|file| file.source.path.clone()).collect(),
        ..SymbolTable::default()
    };
    let heads = names(&read, &report, &mut symbols);
    let instruments = symbols.instruments.iter().map(|declared| Named {
        id: declared.id.clone(),
        file: symbols
            .paths
            .get(declared.file)
            .cloned()
            .unwrap_or_default(),
        span: declared.span,
    });
    let instruments = instruments.collect();
    let terms = std::mem::take(&mut symbols.terms);
    let corpus = bodies(&read, &report, symbols, &heads);
    let named_elsewhere = report.named_elsewhere.take();
    let mut diagnostics = report.into_found();
    let clean = diagnostics.iter().all(|d| d.severity != Severity::Error);
    if let (true, Some(corpus)) = (clean, &corpus) {
        diagnostics.extend(unanswerable(corpus));
    }
    let clean = diagnostics.iter().all(|d| d.severity != Severity::Error);
    if let (true, Some(corpus)) = (clean, &corpus) {
        let trees = |part: Part| {
            let files = read.iter().filter(|file| file.part == part);
            files
                .filter_map(|file| Some((file.source.path.as_str(), file.root?)))
                .collect()
        };
        let trees = lint::Trees {
            clauses: trees(Part::Clause),
            facts: trees(Part::Facts),
            terms: &terms,
        };
        diagnostics.extend(lint::rules(corpus, &trees));
    }
    huice_syntax::sort(&mut diagnostics);
    Checked {
        corpus: corpus.filter(|_| clean),
        diagnostics,
        instruments,
        named_elsewhere,
    }
}

/// Answers of examples that nothing asks for at the example's place.
fn unanswerable(corpus: &Corpus) -> Vec<Diagnostic> {
    let mut laws = BTreeMap::new();
    let mut found = Vec::new();
    for example in corpus.examples() {
        let law = laws
            .entry(&example.place)
            .or_insert_with(|| corpus.law_for(&example.place));
        let Some(law) = law else { continue };
        let (_, errors) = huice_zh::read::read_answers(law, &example.answers);
        for error in errors {
            let message = text!(
                zh: "`{}`：{}", error.field, input::found(&error.found);
                en: "`{}`: found {}", error.field, error.found
            );
            found.push(
                Diagnostic::error(code::ANSWER, &example.file, example.span, message).help((
                    "这个地方的规则都不用它：请删掉这个回答",
                    "no rule of this place uses it: take the answer away",
                )),
            );
        }
    }
    found
}
