//! All files together: which is which, names first, bodies after.

use crate::clause::{self, Head};
use crate::code;
use crate::corpus::{ClauseFile, Corpus, Example, Origin, position};
use crate::cycles::{self, Cycle};
use crate::part::{Elsewhere, Named, Part, folder, part};
use crate::report::{FileContext, Report};
use crate::symbol_table::{DocumentDecl, SymbolTable};
use crate::{
    documents, facts, former_names, goals, inference, lint, lists, phone, places, relations,
    restate, succession, unread,
};
use huice_core::ir::{Definition, Instrument};
use huice_syntax::text;
use huice_syntax::{Diagnostic, Lines, Node, Parsed, Severity, Span};
use huice_zh::input;
use std::collections::{BTreeMap, BTreeSet};

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

/// First pass. Returns clause and heading of every clause file, by its position.
fn names<'n>(
    read: &'n [Read<'_>],
    report: &Report,
    symbols: &mut SymbolTable<'n>,
) -> BTreeMap<usize, Head> {
    let mut heads = BTreeMap::new();
    let mut homeless: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, file) in read.iter().enumerate() {
        let (Some(root), at) = (file.root, file.at(report)) else {
            continue;
        };
        let folder = folder(&file.source.path);
        match file.part {
            Part::Places => {
                places::places(at, root, &mut symbols.places);
                symbols
                    .places
                    .retain(|place| !report.is_elsewhere(&place.code));
            }
            Part::Goals => goals::goals(at, root, &symbols.places, &mut symbols.goals),
            Part::Facts => facts::facts(at, root, &symbols.places, &mut symbols.facts),
            Part::Terms => facts::terms(at, root, &mut symbols.terms),
            Part::Document => {
                if let Some(found) = documents::document(at, root, folder, &symbols.places) {
                    let mut known = symbols.documents.iter();
                    if let Some(twin) = known.find(|d| d.document.id == found.document.id) {
                        document_twice(at, root.span, twin);
                    }
                    symbols.documents.push(found);
                }
            }
            Part::Clause => {
                let owner = symbols
                    .documents
                    .iter()
                    .zip(0u16..)
                    .find(|(d, _)| d.folder == folder);
                let Some((_, document)) = owner else {
                    report.unread.set(true);
                    clause::lose(at, root);
                    homeless.entry(folder).or_default().push(position);
                    continue;
                };
                let head = clause::declare(at, root, position, document, symbols);
                heads.insert(position, head.unwrap_or_default());
            }
        }
        if file.part == Part::Facts {
            for (fact, n) in symbols.facts.iter().zip(0u16..) {
                symbols.fact_ids.entry(fact.fact.id.clone()).or_insert(n);
            }
        }
    }
    former_names::check_unique(&symbols.facts, report);
    without_document(read, report, &homeless);
    let mut asks = BTreeSet::new();
    for file in read.iter().filter(|file| file.part == Part::Facts) {
        if let Some(root) = file.root {
            lists::lists(file.at(report), root, &mut symbols.facts, &mut asks);
            phone::phone(file.at(report), root, &mut symbols.facts);
        }
    }
    inferences(read, report, symbols);
    // Positions are 16 bits wide; far more than any rules will ever need.
    let most = usize::from(u16::MAX) - 1;
    let counts = [
        symbols.facts.len(),
        symbols.definitions.len(),
        symbols.instruments.len(),
    ];
    if let (true, Some(file)) = (counts.iter().any(|n| *n > most), read.first()) {
        let message = (
            "事项、定义或政策超过 65534 个",
            "there are more than 65534 facts, definitions or instruments",
        );
        file.at(report).wrong(
            code::TOO_MUCH,
            file.lines.span(0, 0),
            message,
            ("请把规则分成几套", "split the rules"),
        );
    }
    heads
}

fn document_twice(at: FileContext<'_>, span: Span, twin: &DocumentDecl) {
    let id = &twin.document.id;
    let message = text!(
        "文件 `{id}` 写了两遍",
        "the document `{id}` stands here twice"
    );
    let help = text!(
        "另一个是 {}/document.yaml；编号只能用一次",
        "the other is {}/document.yaml; ids are given once",
        twin.folder
    );
    at.wrong(code::TWICE, span, message, help);
}

/// Folders of clause files without a document: one error a folder, and none where the document is
/// there and has errors of its own.
fn without_document(read: &[Read<'_>], report: &Report, homeless: &BTreeMap<&str, Vec<usize>>) {
    for (folder, files) in homeless {
        let document = format!("{folder}/document.yaml");
        let there = read.iter().any(|file| file.source.path == document);
        let first = files.first().and_then(|n| read.get(*n));
        let (Some(file), false, false) = (first, there, report.broken) else {
            continue;
        };
        let message = match files.len() {
            1 => text!(
                "这个文件不属于任何一份政策文件",
                "this file belongs to no document"
            ),
            all => text!(
                "文件夹 `{folder}` 里的 {all} 个文件不属于任何一份政策文件",
                "the {all} files in the folder `{folder}` belong to no document"
            ),
        };
        let help = (
            "请在它的文件夹里放 document.yaml；事项放在 facts/ 里",
            "put a document.yaml into its folder; facts lie in facts/",
        );
        file.at(report)
            .wrong(code::MISPLACED, file.lines.span(0, 0), message, help);
    }
}

/// What follows from what. A fact that only settles others is still one that nothing uses.
fn inferences(read: &[Read<'_>], report: &Report, symbols: &mut SymbolTable<'_>) {
    let mut found = Vec::new();
    for file in read.iter().filter(|file| file.part == Part::Facts) {
        if let Some(root) = file.root {
            inference::inferences(file.at(report), root, symbols, &mut found);
        }
    }
    symbols.used_facts.borrow_mut().clear();
    for (position, follows, contradicts) in found {
        if let Some(declared) = symbols.facts.get_mut(position) {
            (declared.fact.follows, declared.fact.contradicts) = (follows, contradicts);
        }
    }
    for (declared, way) in inference::circles(&symbols.facts) {
        let id = declared.fact.id.as_str();
        let message = text!(
            "事项 `{id}` 由它自己推出",
            "the fact `{id}` follows from itself"
        );
        let way: Vec<&str> = way.into_iter().chain([id]).collect();
        report.push(
            Diagnostic::error(code::CIRCLE, &declared.file, declared.span, message).help(text!(
                "绕成了一圈：{}",
                "the circle: {}",
                way.join(" → ")
            )),
        );
    }
}

/// Second pass: bodies, then what can only be seen from all of them.
fn bodies(
    read: &[Read<'_>],
    report: &Report,
    mut symbols: SymbolTable<'_>,
    heads: &BTreeMap<usize, Head>,
) -> Option<Corpus> {
    let definitions: Vec<Option<Definition>> = symbols
        .definitions
        .iter()
        .map(|d| clause::definition(read.get(d.file)?.at(report), &symbols, d))
        .collect();
    for (n, trouble) in cycles::cycles(&definitions) {
        let declared = symbols
            .definitions
            .get(n)
            .and_then(|d| Some((d, read.get(d.file)?)));
        if let Some((declared, file)) = declared {
            report_cycle(file.at(report), &declared.id, declared.span, trouble);
        }
    }
    let (mut made, examples) = instruments(read, report, &symbols);
    succession::settle(report, &mut symbols, &mut made);
    for n in cycles::too_wide(&definitions, &made) {
        let declared = symbols.instruments.get(n);
        if let Some((declared, file)) = declared.and_then(|d| Some((d, read.get(d.file)?))) {
            let message = text!(
                "`{}` 的条件展开来太大",
                "the conditions of `{}` are too large once they are spelled out",
                declared.id
            );
            let help = text!(
                "把用到的定义全部写开，最多 {} 个条件",
                "with all definitions written out they may hold {} conditions",
                cycles::WIDEST
            );
            file.at(report)
                .wrong(code::TOO_MUCH, declared.span, message, help);
        }
    }
    let mut offices = Vec::new();
    for (made, declared) in made.iter_mut().zip(&symbols.instruments) {
        let head = heads.get(&declared.file);
        if let (Some(made), Some(named)) = (made, head.and_then(|head| head.offices.as_ref())) {
            let positions = named.iter().map(|office| position(&mut offices, office));
            made.offices = positions.collect();
        }
    }
    let clauses = heads.iter().filter_map(|(position, head)| {
        Some(ClauseFile {
            document: head.document,
            file: read.get(*position)?.source.path.clone(),
            clause: head.clause.clone(),
            offices: head.offices.clone(),
            span: head.span,
        })
    });
    let origins = symbols.instruments.iter().map(|declared| {
        let head = heads.get(&declared.file).cloned().unwrap_or_default();
        Origin {
            document: declared.document,
            file: read
                .get(declared.file)
                .map_or_else(String::new, |file| file.source.path.clone()),
            span: declared.span,
            clause: head.clause,
            heading: head.heading,
        }
    });
    let with_origin = made.into_iter().zip(origins);
    let instruments = with_origin.map(|(made, origin)| Some((made?, origin)));
    let owners = symbols.definitions.iter().map(|d| d.document).collect();
    unused(read, report, &symbols);
    uncovered(read, report, &symbols);
    Some(Corpus {
        // A missing one has been reported; without it the positions would not match.
        definitions: definitions.into_iter().collect::<Option<_>>()?,
        definition_documents: owners,
        instruments: instruments.collect::<Option<_>>()?,
        places: symbols.places,
        documents: symbols.documents,
        clauses: clauses.collect(),
        offices,
        goals: symbols.goals,
        facts: symbols.facts,
        examples,
        citations: symbols.citations.into_inner(),
    })
}

/// The bodies of all instruments and their examples, in the order in which they are declared.
/// Restatements are read last: they take from the others what they leave out.
fn instruments(
    read: &[Read<'_>],
    report: &Report,
    symbols: &SymbolTable<'_>,
) -> (Vec<Option<Instrument>>, Vec<Example>) {
    let mut made = vec![None; symbols.instruments.len()];
    let mut examples = vec![Vec::new(); symbols.instruments.len()];
    for restating in [false, true] {
        for (n, declared) in symbols.instruments.iter().enumerate() {
            if declared.node.get("restates").is_some() != restating {
                continue;
            }
            let Some(file) = read.get(declared.file) else {
                continue;
            };
            let (body, found) = clause::instrument(file.at(report), symbols, declared, &made);
            if let (Some(place), Some(shown)) = (made.get_mut(n), examples.get_mut(n)) {
                *place = body;
                *shown = found;
            }
        }
    }
    restate::join(&mut made);
    relations::check(report, symbols, &made);
    (made, examples.into_iter().flatten().collect())
}

fn report_cycle(at: FileContext<'_>, id: &str, span: Span, trouble: Cycle) {
    match trouble {
        Cycle::Circle(path) => {
            let message = text!(
                "定义 `{id}` 用到了它自己",
                "the definition `{id}` needs itself"
            );
            let way: Vec<_> = path.iter().map(String::as_str).chain([id]).collect();
            at.wrong(
                code::CIRCLE,
                span,
                message,
                text!("绕成了一圈：{}", "the circle: {}", way.join(" → ")),
            );
        }
        Cycle::TooWide => {
            let message = text!(
                "定义 `{id}` 展开来太大",
                "the definition `{id}` is too large once it is spelled out"
            );
            let help = text!(
                "把用到的定义全部写开，最多 {} 个条件：同一个定义不要重复用很多次",
                "with all that it uses written out it may hold {} conditions: do not use one definition many times over",
                cycles::WIDEST
            );
            at.wrong(code::TOO_MUCH, span, message, help);
        }
        Cycle::TooLong => {
            let message = text!(
                "定义 `{id}` 下面套了太多层定义",
                "the definition `{id}` stands on too many others"
            );
            let help = text!(
                "最多套 {} 层",
                "at most {} may stand on each other",
                cycles::LONGEST
            );
            at.wrong(code::TOO_MUCH, span, message, help);
        }
    }
}

/// Facts and definitions that nothing uses.
fn unused(read: &[Read<'_>], report: &Report, symbols: &SymbolTable<'_>) {
    if report.incomplete() {
        return;
    }
    let used = symbols.used_facts.borrow();
    for id in symbols.fact_ids.values().filter(|id| !used.contains(id)) {
        let Some(declared) = symbols.facts.get(usize::from(*id)) else {
            continue;
        };
        let message = text!(
            "事项 `{}` 没有用到",
            "the fact `{}` is never used",
            declared.fact.id
        );
        report.push(
            Diagnostic::warning(code::UNUSED_FACT, &declared.file, declared.span, message).help((
                "它永远不会被问到；请删掉，或者用在条件里",
                "it will never be asked; remove it, or use it in a condition",
            )),
        );
    }
    let used = symbols.used_definitions.borrow();
    let all = symbols.definitions.iter().zip(0u16..);
    for (declared, _) in all.filter(|(_, position)| !used.contains(position)) {
        let Some(file) = read.get(declared.file) else {
            continue;
        };
        let message = text!(
            "定义 `{}` 没有用到",
            "the definition `{}` is never used",
            declared.id
        );
        report.push(
            Diagnostic::warning(
                code::UNUSED_DEFINITION,
                &file.source.path,
                declared.span,
                message,
            )
            .help((
                "请删掉，或者在条件里用 `use`",
                "remove it, or `use` it in a condition",
            )),
        );
    }
}

/// Places said to be covered though no document reaches them, and the reverse.
fn uncovered(read: &[Read<'_>], report: &Report, symbols: &SymbolTable<'_>) {
    let Some(file) = read.iter().find(|f| f.part == Part::Places) else {
        return;
    };
    if report.incomplete() {
        return;
    }
    for place in &symbols.places {
        let around = symbols.chain(&place.code);
        let mut applied = symbols.documents.iter().flat_map(|d| &d.applies);
        let reached = applied.any(|code| around.contains(&code.as_str()));
        if reached == place.covered {
            continue;
        }
        let message = if reached {
            text!(
                "有文件管 `{}`，可是它没有写 `covered`",
                "a document applies in `{}`, which is not `covered`",
                place.name
            )
        } else {
            text!(
                "没有文件管 `{}`，可是它写了 `covered`",
                "no document applies in `{}`, which is `covered`",
                place.name
            )
        };
        let span = code_of(file, &place.code);
        report.push(Diagnostic::warning(
            code::COVERED,
            &file.source.path,
            span,
            message,
        ));
    }
}

/// Where `places.yaml` gives a place its code: not where another lies within it.
fn code_of(file: &Read<'_>, code: &str) -> Span {
    let text = &file.source.text;
    let own = |at: &usize| {
        let before = text
            .get(..*at)
            .unwrap_or("")
            .trim_end_matches(['"', '\'', ' ']);
        before.ends_with("code:")
    };
    let found = text.match_indices(code).map(|(at, _)| at).find(own);
    let start = found.unwrap_or_default();
    file.lines.span(start, start + code.len())
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
