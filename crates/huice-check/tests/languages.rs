//! Diagnostics use one language at a time: everything that the suite of errors produces, and every
//! page of a code, is complete in Chinese and in English, and neither contains the other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may fail loudly"
)]

use huice_check::{SourceFile, check, codes};
use huice_syntax::{Diagnostic, Lang, Text};
use std::path::{Path, PathBuf};

fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite")
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let path = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.push(SourceFile { path, text });
            }
        }
    }
    found
}

/// What the whole suite of errors produces.
fn diagnostics() -> Vec<Diagnostic> {
    let base = files(&suite().join("base"));
    let mut found = Vec::new();
    for wrong in files(&suite().join("check")) {
        let named = wrong.text.lines().find_map(|l| l.strip_prefix("# file:"));
        let path = named.unwrap_or("demo/01-01.yaml").trim().to_owned();
        let mut all = base.clone();
        all.retain(|file| file.path != path);
        let text = wrong.text;
        all.push(SourceFile { path, text });
        found.extend(check(&all).diagnostics);
    }
    for wrong in files(&suite().join("syntax")) {
        found.extend(huice_syntax::parse("file.yaml", &wrong.text).diagnostics);
    }
    found
}

/// The text without what is quoted from rules or from the language of the rules.
fn unquoted(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Words that no Chinese text holds outside of quotes.
const ENGLISH: [&str; 17] = [
    "the", "not", "must", "write", "this", "that", "and", "are", "with", "add", "more", "than",
    "text", "number", "expected", "found", "nothing",
];

/// Units and quoted signs, which English names as they are.
const UNITS: &str = "元月年人户个次岁天日第";

fn complaints(text: &Text) -> Vec<String> {
    let mut wrong = Vec::new();
    let chinese = unquoted(&text.zh);
    let mut words = chinese.split(|c: char| !c.is_ascii_alphabetic());
    if words.any(|word| ENGLISH.contains(&word)) {
        wrong.push(format!("English in the Chinese: {}", text.zh));
    }
    if unquoted(&text.en)
        .chars()
        .any(|c| is_han(c) && !UNITS.contains(c))
    {
        wrong.push(format!("Chinese in the English: {}", text.en));
    }
    if text.zh.is_empty() != text.en.is_empty() {
        wrong.push(format!("only one language: {text:?}"));
    }
    wrong
}

#[test]
fn every_text_is_there_in_both_languages_and_mixes_none() {
    let all = diagnostics();
    assert!(all.len() > 150, "{}", all.len());
    let mut wrong = Vec::new();
    let mut same = Vec::new();
    for d in &all {
        assert!(d.message.zh.chars().any(is_han), "{:?}", d.message);
        assert!(
            d.message.en.chars().any(|c| c.is_ascii_lowercase()),
            "{:?}",
            d.message
        );
        for text in [&d.message, &d.label, &d.help] {
            wrong.extend(complaints(text));
            // Only what is quoted may be the same in both.
            if text.zh == text.en && !text.is_empty() && !text.zh.starts_with("U+") {
                same.push(text.zh.clone());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(same.is_empty(), "{}", same.join("\n"));
}

#[test]
fn a_drawing_holds_one_language() {
    let text = "a: 1\na: 2\n";
    let found = huice_syntax::parse("x.yaml", text).diagnostics;
    let first = found.first().unwrap();
    let chinese = first.render(text, Lang::Zh, false);
    let english = first.render(text, Lang::En, false);
    assert!(
        chinese.contains("错误[E007]") && chinese.contains("怎么改"),
        "{chinese}"
    );
    for word in ["error", "help", "the key", "already"] {
        assert!(
            !chinese.contains(word) && english.contains(word),
            "{word}\n{chinese}\n{english}"
        );
    }
    assert!(!english.chars().any(is_han), "{english}");
}

#[test]
fn every_page_is_there_in_both_languages() {
    for page in codes::all() {
        for (zh, en) in [page.title, page.why] {
            assert!(zh.chars().any(is_han), "{}: {zh}", page.code);
            let said = unquoted(en);
            // Units and the signs of a Chinese keyboard are named as they are.
            let han = said.chars().filter(|c| is_han(*c)).count();
            assert!(
                said.chars().any(|c| c.is_ascii_lowercase()) && han < 24,
                "{}: {en}",
                page.code
            );
        }
    }
}
