//! The language suite: every file under `suite/` names the codes that it must give, and where.
//!
//! `# <- E030` at the end of a line expects that code on that line; `# expect: E001@3` states it
//! where the line itself cannot carry a comment. Exactly these codes must be reported.
//! Files of `suite/check` are put into the small set of rules in `suite/base`, as a clause of its
//! document or as the file that `# file:` names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::codes::{Frame, Page};
use huice_check::{SourceFile, check, codes, stale};
use huice_core::Date;
use huice_syntax::Diagnostic;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn suite() -> PathBuf {
    huice_tests::root().join("tests/suite")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn base() -> Vec<SourceFile> {
    let root = suite().join("base");
    let mut found = Vec::new();
    for path in files(&root) {
        let inside = if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        };
        for file in inside {
            let name = file
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            found.push(SourceFile {
                path: name,
                text: std::fs::read_to_string(&file).unwrap(),
            });
        }
    }
    found
}

/// All diagnostics of some files, on one day.
fn diagnostics_of(files: &[SourceFile]) -> Vec<Diagnostic> {
    let checked = check(files);
    let mut diagnostics = checked.diagnostics;
    if let Some(corpus) = checked.corpus {
        diagnostics.extend(stale(&corpus, Date::new(2026, 11, 21).unwrap(), 400));
    }
    diagnostics
}

fn with(path: &str, text: &str) -> Vec<SourceFile> {
    let mut files = base();
    files.retain(|file| file.path != path);
    files.push(SourceFile {
        path: path.into(),
        text: text.into(),
    });
    files
}

fn header<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines()
        .take(3)
        .find_map(|line| line.strip_prefix(key))
        .map(str::trim)
}

fn expected(text: &str) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if let Some((_, codes)) = line.split_once("# <- ") {
            found.extend(
                codes
                    .split_whitespace()
                    .map(|code| (code.to_owned(), number)),
            );
        }
    }
    for one in header(text, "# expect:")
        .unwrap_or_default()
        .split_whitespace()
    {
        let (code, line) = one.split_once('@').unwrap();
        found.push((code.to_owned(), line.parse().unwrap()));
    }
    found.sort();
    found
}

fn found(diagnostics: &[Diagnostic]) -> Vec<(String, u32)> {
    let mut found: Vec<_> = diagnostics
        .iter()
        .map(|d| (d.code.to_owned(), d.span.line))
        .collect();
    found.sort();
    found
}

fn drawn(diagnostics: &[Diagnostic], text: &str) -> String {
    diagnostics
        .iter()
        .map(|d| format!("{}\n", d.render(text, huice_syntax::Lang::En, false)))
        .collect()
}

#[test]
fn every_mistake_of_form_is_reported_where_it_stands() {
    let mut wrong = String::new();
    for path in files(&suite().join("syntax")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let parsed = huice_syntax::parse("file.yaml", &text);
        if found(&parsed.diagnostics) != expected(&text) {
            let name = path.file_name().unwrap();
            let printed = drawn(&parsed.diagnostics, &text);
            wrong += &format!(
                "{name:?}: expected {:?}, found\n{printed}\n",
                expected(&text)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_mistake_of_meaning_is_reported_where_it_stands() {
    let mut wrong = String::new();
    for path in files(&suite().join("check")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = header(&text, "# file:").unwrap_or("demo/01-01.yaml");
        let diagnostics: Vec<Diagnostic> = diagnostics_of(&with(file, &text))
            .into_iter()
            .filter(|d| d.file == file)
            .collect();
        if found(&diagnostics) != expected(&text) {
            let name = path.file_name().unwrap();
            wrong += &format!(
                "{name:?}: expected {:?}, found\n{}\n",
                expected(&text),
                drawn(&diagnostics, &text)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_base_is_right_and_makes_a_law() {
    let checked = check(&base());
    assert_eq!(checked.diagnostics, []);
    let corpus = checked.corpus.unwrap();
    let law = corpus.law_for("320281").unwrap();
    assert_eq!(law.instruments.len(), 3);
    assert_eq!(law.definitions.len(), 1);
    assert!(law.fact("far_only").is_none());
    assert!(law.fact("hukou_local").is_some());
    assert!(corpus.law_for("500000").unwrap().fact("far_only").is_some());
    assert!(corpus.law_for("999999").is_none());
}

#[test]
fn documents_that_take_the_place_of_each_other_are_reported() {
    let mut files = base();
    for (one, other) in [("demo", "next"), ("next", "demo")] {
        files.retain(|file| file.path != format!("{one}/document.yaml"));
        files.push(SourceFile {
            path: format!("{one}/document.yaml"),
            text: format!(
                "id: {one}\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: {one}.txt\nsuperseded_by: {{document: {other}, from: 2027-01-01}}\n"
            ),
        });
    }
    let diagnostics = check(&files).diagnostics;
    assert_eq!(found(&diagnostics), [("E037".to_owned(), 8)]);
    assert_eq!(diagnostics[0].file, "demo/document.yaml");
    assert!(
        diagnostics[0].help.zh.contains("demo → next → demo"),
        "{diagnostics:?}"
    );
}

#[test]
fn what_gives_way_ends_on_the_day_before() {
    let text = "id: whole\ntitle: 意见\nissuer: 府\napplies: [\"320281\", \"500000\"]\nissued: 2018-01-01\nfrom: 2018-03-01\nchecked: 2026-11-21\nsource: whole.txt\namends:\n  - {document: demo, clause: 总则, by: 一(一), from: 2027-03-01}\n  - {document: far, clause: 一(一), from: 2027-01-01}\n";
    let checked = check(&with("whole/document.yaml", text));
    assert_eq!(checked.diagnostics, []);
    let corpus = checked.corpus.unwrap();
    let instruments: Vec<_> = corpus.instruments().map(|(own, _)| own).collect();
    let of = |id: &str| *instruments.iter().find(|own| own.id == id).unwrap();
    let day = |year, month, day| Date::new(year, month, day);
    assert_eq!(of("demo-base").until, day(2027, 2, 28));
    assert_eq!(of("far-one").until, day(2026, 12, 31));
    assert_eq!(of("whole-one").from, day(2018, 3, 1));
    let document = |id: &str| {
        let mut all = corpus.documents().map(|(document, ..)| document);
        all.find(|own| own.id == id).unwrap()
    };
    let end = document("demo").end_of("总则").unwrap();
    assert_eq!(end.other.as_ref().unwrap().id, "whole");
    assert_eq!(end.other_clause, "一(一)");
    assert!(document("demo").end_of("一(一)").is_none());
    assert!(
        document("far")
            .end_of("一(一)")
            .unwrap()
            .nothing_in_its_place()
    );
    // The newer clause names only what it replaced.
    let amended: Vec<_> = document("whole").amended_by("一(一)").collect();
    assert_eq!(amended.len(), 1);
    assert_eq!(amended[0].other_clause, "总则");
}

/// A page's example as a whole file, with its path.
fn framed(page: &Page, example: &str) -> (String, String) {
    let path = match page.frame {
        Frame::Keys | Frame::Clause => "demo/01-01.yaml",
        Frame::Facts => "facts/more.yaml",
        Frame::Document => "demo/document.yaml",
        Frame::Places => "places.yaml",
        Frame::Goals => "goals.yaml",
        Frame::Name => example,
    };
    if page.frame == Frame::Name {
        return (path.into(), "clause: 一(一)\nheading: 测试\n".into());
    }
    if page.frame != Frame::Keys {
        return (path.into(), format!("{example}\n"));
    }
    let own = [
        ("kind", "service"),
        ("to", "individual"),
        ("roles", "[seeker]"),
        ("strength", "entitled"),
        ("cite", "一(一)#1"),
        ("amount", "none"),
    ];
    let mut text =
        "clause: 一(一)\nheading: 测试\ninstruments:\n  - id: demo-one\n    title: 一项\n    summary: 一项。\n"
            .to_owned();
    for (key, value) in own {
        let given = example
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")));
        if !given {
            text += &format!("    {key}: {value}\n");
        }
    }
    for line in example.lines() {
        text += &format!("    {line}\n");
    }
    (path.into(), text)
}

#[test]
fn every_page_shows_a_bad_and_a_good_example() {
    // Examples that cannot be written down.
    let unshown = ["E009", "E017", "E028"];
    for page in codes::all() {
        let (path, text) = framed(page, page.bad);
        let diagnostics = diagnostics_of(&with(&path, &text));
        let gives = diagnostics
            .iter()
            .any(|d| d.code == page.code && d.file == path);
        assert!(
            gives || unshown.contains(&page.code),
            "{}: bad\n{}",
            page.code,
            drawn(&diagnostics, &text)
        );
        let (path, text) = framed(page, page.good);
        let diagnostics = diagnostics_of(&with(&path, &text));
        let gives = diagnostics
            .iter()
            .any(|d| d.code == page.code && d.file == path);
        assert!(
            !gives,
            "{}: good\n{}",
            page.code,
            drawn(&diagnostics, &text)
        );
    }
}

#[test]
fn every_code_has_one_page_and_a_file_of_the_suite() {
    let pages: Vec<&str> = codes::all().iter().map(|p| p.code).collect();
    let mut sorted = pages.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), pages.len(), "a code with two pages");
    let root = huice_tests::root();
    let mut named = BTreeSet::new();
    for source in [
        "crates/huice-syntax/src/code.rs",
        "crates/huice-check/src/code.rs",
    ] {
        let text = std::fs::read_to_string(root.join(source)).unwrap();
        named.extend(text.split('"').skip(1).step_by(2).map(ToOwned::to_owned));
    }
    let pages: BTreeSet<String> = pages.into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(named, pages);
    let mut tested = BTreeSet::new();
    for folder in ["syntax", "check"] {
        for path in files(&suite().join(folder)) {
            let text = std::fs::read_to_string(path).unwrap();
            tested.extend(expected(&text).into_iter().map(|(code, _)| code));
        }
    }
    let untested: Vec<_> = pages.difference(&tested).collect();
    assert_eq!(
        untested,
        ["E009", "E017", "E028"],
        "too large to keep, not known to happen, and no text"
    );
}

#[test]
fn a_file_too_large_is_refused() {
    let text = format!("a: {}\n", "x".repeat(3 * 1024 * 1024));
    let diagnostics = huice_syntax::parse("file.yaml", &text).diagnostics;
    assert_eq!(found(&diagnostics), [("E009".to_owned(), 1)]);
}

#[test]
fn the_drawing_lines_up_under_wide_characters() {
    let text = "clause: 三(八)\nsay: 本市户籍 oops\n";
    let start = text.find("oops").unwrap();
    let lines = huice_syntax::Lines::new(text);
    let span = lines.span(start, start + 4);
    assert_eq!((span.line, span.column), (2, 11));
    let drawn = Diagnostic::error("E030", "x.yaml", span, ("没有这个名字", "no such name"))
        .label(("这里", "here"))
        .help(("请换一个", "write another"))
        .render(text, huice_syntax::Lang::En, false);
    let expected = "\
error[E030]: no such name
 --> x.yaml:2:11
  |
2 | say: 本市户籍 oops
  |               ^^^^ here
  |
help: write another";
    assert_eq!(drawn, expected);
}

#[test]
fn formatting_keeps_meaning_and_comes_to_rest() {
    let mut all: Vec<(String, String)> = huice_tests::rule_files()
        .into_iter()
        .map(|f| (f.path, f.text))
        .collect();
    all.extend(base().into_iter().map(|f| (f.path, f.text)));
    for folder in ["syntax", "check"] {
        for path in files(&suite().join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap();
            all.push((path.to_string_lossy().into_owned(), text));
        }
    }
    for (path, text) in all {
        let parsed = huice_syntax::parse(&path, &text);
        let Ok(once) = huice_syntax::format(&text) else {
            assert!(
                !parsed.diagnostics.is_empty(),
                "{path}: not formatted, and no reason"
            );
            continue;
        };
        let again = huice_syntax::parse(&path, &once);
        assert!(
            again.root.unwrap().same(&parsed.root.unwrap()),
            "{path}: says something else"
        );
        assert_eq!(
            huice_syntax::format(&once).as_ref(),
            Ok(&once),
            "{path}: not at rest"
        );
        let comments = |t: &str| t.matches('#').count();
        assert_eq!(
            comments(&once),
            comments(&text),
            "{path}: a comment is lost"
        );
    }
}
