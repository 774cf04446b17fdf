//! What an editor asks, over the rules of a small place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_ide::sentences::Texts;
use huice_ide::{Position, Workspace, position};

const PLACES: &str = "places:\n  - {code: \"990001\", name: 某市, pinyin: moushi, covered: true}\n";

const FACTS: &str = "topic: 创业
facts:
  - {id: local, type: bool, ask: 您的户口在本市吗？, label: 本市户籍}
  - {id: age, type: integer, unit: 岁, max: 120, ask: 您多大？, label: 年龄}
  - id: trade
    type: choice
    ask: 做哪一行？
    label: 行业
    options: {shop: 开店, farm: 种地}
  - id: hires
    type: records
    ask: 招了哪些人？
    label: 新招人员
    item: 一批人
    fields:
      - {id: people, type: integer, unit: 人, max: 1000, ask: 几个人？, label: 人数}
";

const DOCUMENT: &str = "id: test-doc
title: 关于某事的意见
number: 某政发〔2019〕1号
issuer: 某市人民政府
applies: [\"990001\"]
issued: 2019-03-01
until: not stated
checked: 2026-11-21
source: test-doc.txt
";

const CLAUSE: &str = "clause: 一
heading: 创业补贴
definitions:
  - id: grown
    title: 成年人
    cite: 一#1
    holds:
      when: age >= 18 岁
      say: 满 18 岁
instruments:
  - id: test-grant
    title: 开业补贴
    summary: 本市人开店，给 6000 元。
    kind: cash
    to: founder
    roles: [founder]
    strength: entitled
    cite: 一#1
    eligible:
      all:
        - when: local
        - use: grown
        - {when: trade == shop, say: 开店}
        - {when: \"sum(hires, people) >= 2 人\", say: 招了 2 个人}
    amount:
      value: grant
    params:
      grant: {value: 6000 元, figure: 6000元, cite: 一#1, label: 补贴标准}
    examples:
      - {name: 都有, as_of: 2020-01-01, answers: {local: true, age: 18, trade: shop, hires: [{people: 2}]}, verdict: eligible, amount: 6000 元}
";

const CLAUSE_PATH: &str = "rules/test-doc/01.yaml";
const FACTS_PATH: &str = "rules/facts/01.yaml";

fn workspace() -> Workspace {
    let mut workspace = Workspace::new();
    workspace.set("rules/places.yaml", PLACES);
    workspace.set(FACTS_PATH, FACTS);
    workspace.set("rules/test-doc/document.yaml", DOCUMENT);
    workspace.set(CLAUSE_PATH, CLAUSE);
    workspace
}

/// The place of the nth occurrence of a piece, from 0.
#[track_caller]
fn at(text: &str, piece: &str, nth: usize) -> Position {
    let (byte, _) = text.match_indices(piece).nth(nth).expect(piece);
    position(text, byte)
}

/// What is suggested where `written` ends, put behind the line that holds `after`.
fn suggested(after: &str, written: &str) -> Vec<String> {
    let mut workspace = workspace();
    let line = CLAUSE.find(after).unwrap();
    let end = line + CLAUSE[line..].find('\n').unwrap() + 1;
    let text = format!("{}{written}\n{}", &CLAUSE[..end], &CLAUSE[end..]);
    workspace.set(CLAUSE_PATH, text.clone());
    let found = workspace.completion(CLAUSE_PATH, position(&text, end + written.len()));
    found.into_iter().map(|s| s.text).collect()
}

#[test]
fn good_rules_have_no_errors_and_an_edit_is_seen_at_once() {
    let mut workspace = workspace();
    let errors = |workspace: &mut Workspace| {
        let found = workspace.diagnostics(CLAUSE_PATH);
        let own = found[CLAUSE_PATH].iter();
        own.map(|d| (d.code, d.span.line)).collect::<Vec<_>>()
    };
    let before = errors(&mut workspace);
    assert!(
        before.iter().all(|(code, _)| code.starts_with('W')),
        "{before:?}"
    );
    workspace.set(
        CLAUSE_PATH,
        CLAUSE.replace("- when: local", "- when: locla"),
    );
    let found = errors(&mut workspace);
    assert!(
        found
            .iter()
            .any(|(code, line)| code.starts_with('E') && *line == 21),
        "{found:?}"
    );
    workspace.set(CLAUSE_PATH, CLAUSE);
    assert_eq!(errors(&mut workspace), before);
}

#[test]
fn keys_words_and_names_are_suggested_where_they_belong() {
    let has = |after: &str, written: &str, wanted: &[&str], never: &[&str]| {
        let found = suggested(after, written);
        for word in wanted {
            assert!(
                found.iter().any(|s| s == word),
                "{written}: no {word} in {found:?}"
            );
        }
        for word in never {
            assert!(
                !found.iter().any(|s| s == word),
                "{written}: {word} in {found:?}"
            );
        }
    };
    has(
        "- use: grown",
        "        - ",
        &["when", "judge", "all"],
        &["kind"],
    );
    has(
        "- use: grown",
        "        - when: ",
        &["local", "grant", "and", "as_of"],
        &["farm", "grown"],
    );
    has(
        "- use: grown",
        "        - when: trade == ",
        &["shop", "farm"],
        &["local"],
    );
    has(
        "- use: grown",
        "        - when: trade in [shop, f",
        &["farm"],
        &["shop", "local"],
    );
    has(
        "- use: grown",
        "        - when: age >= 18 ",
        &["岁"],
        &["local"],
    );
    has(
        "- use: grown",
        "        - when: any(hires where p",
        &["people"],
        &["trade"],
    );
    has("- use: grown", "        - use: ", &["grown"], &["local"]);
    has(
        "kind: cash",
        "    strength: ",
        &["may", "entitled"],
        &["cash"],
    );
    has("kind: cash", "    s", &["summary", "strength"], &["when"]);
    has(
        "kind: cash",
        "    roles: [founder, ",
        &["seeker"],
        &["cash"],
    );
    has("kind: cash", "    cite: ", &["一#1"], &[]);
    has("kind: cash", "    excludes: [", &["test-grant"], &[]);
    has(
        "examples:",
        "      - {name: 甲, answers: {",
        &["trade", "hires"],
        &["shop"],
    );
    has(
        "examples:",
        "      - {name: 甲, answers: {trade: ",
        &["shop", "farm"],
        &["trade"],
    );
    has(
        "examples:",
        "      - {name: 甲, answers: {local: ",
        &["true", "false"],
        &[],
    );
    has(
        "examples:",
        "      - {name: 甲, answers: {hires: [{",
        &["people"],
        &["trade"],
    );
    has(
        "examples:",
        "      - {name: 甲, verdict: ",
        &["ineligible"],
        &["true"],
    );
}

#[test]
fn a_name_says_what_it_means() {
    let mut workspace = workspace();
    let mut texts = Texts::default();
    texts.set("rules/test-doc", "一、创业补贴。本市人开店，给6000元。");
    let mut hover = |piece: &str, nth: usize| {
        let found = workspace.hover(CLAUSE_PATH, at(CLAUSE, piece, nth), &texts);
        found.expect(piece).text
    };
    assert!(hover("local", 0).contains("您的户口在本市吗？"));
    assert!(hover("grown", 1).contains("age >= 18 岁"));
    assert!(hover("shop", 0).contains("开店"));
    let grant = hover("grant\n    params", 0);
    assert!(grant.contains("6000 元") && grant.contains("> "), "{grant}");
    assert!(hover("people)", 0).contains("几个人？"));
}

#[test]
fn declarations_are_found_and_renamed_everywhere() {
    let mut workspace = workspace();
    let found = workspace.definition(CLAUSE_PATH, at(CLAUSE, "local", 0));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, FACTS_PATH);
    assert_eq!(found[0].range.start, at(FACTS, "local", 0));

    let renamed = |from: &str, nth: usize, to: &str| {
        let mut workspace = self::workspace();
        let mut edits = workspace
            .rename(CLAUSE_PATH, at(CLAUSE, from, nth), to)
            .unwrap();
        let count = edits.len();
        edits.reverse();
        for edit in edits {
            let text = workspace.text(&edit.at.path).unwrap();
            let (start, end) = (
                huice_ide::offset(text, edit.at.range.start),
                huice_ide::offset(text, edit.at.range.end),
            );
            let text = format!("{}{}{}", &text[..start], edit.text, &text[end..]);
            workspace.set(&edit.at.path, text);
        }
        let checked = workspace.checked(CLAUSE_PATH).unwrap();
        assert!(checked.corpus.is_some(), "{:?}", checked.diagnostics);
        count
    };
    // A fact: declared, used, answered. An option: declared, compared, answered.
    assert_eq!(renamed("local", 0, "lives_here"), 3);
    assert_eq!(renamed("shop", 0, "store"), 3);
    assert_eq!(renamed("grown", 1, "adult"), 2);
    assert_eq!(renamed("grant\n    params", 0, "sum_of_it"), 2);
    assert_eq!(renamed("people)", 0, "heads"), 3);
    assert_eq!(renamed("test-grant", 0, "other-grant"), 1);

    let local = at(CLAUSE, "local", 0);
    for taken in ["age", "Upper", "and", "有", ""] {
        assert!(
            workspace.rename(CLAUSE_PATH, local, taken).is_err(),
            "{taken}"
        );
    }
    assert!(
        workspace
            .rename(CLAUSE_PATH, Position::default(), "x")
            .is_err()
    );
}

#[test]
fn a_rule_is_shown_with_what_it_comes_to() {
    let mut workspace = workspace();
    let id = workspace
        .instrument_at(CLAUSE_PATH, at(CLAUSE, "amount:", 0))
        .unwrap();
    assert_eq!(id, "test-grant");
    assert_eq!(
        workspace.instrument_at(CLAUSE_PATH, at(CLAUSE, "holds:", 0)),
        None
    );
    let checked = workspace.checked(CLAUSE_PATH).unwrap();
    let corpus = checked.corpus.as_ref().unwrap();
    let case = huice_ide::preview::Case {
        as_of: huice_core::Date::new(2020, 1, 1).unwrap(),
        answers: corpus.examples()[0].answers.clone(),
    };
    let law = huice_ide::preview::law_of(corpus, &id).unwrap();
    let shown = huice_ide::preview::preview(law.into(), &id, &case).unwrap();
    let decision = &shown.evaluator.decisions()[usize::from(shown.position)];
    assert_eq!(decision.verdict.word(), "eligible");
    let runs = huice_ide::preview::examples(corpus, &id);
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].differences, []);
    let found = huice_ide::preview::boundaries(corpus, &id);
    assert!(found.iter().any(|b| b.about == "年龄"), "{found:?}");
    assert!(
        workspace
            .outline(CLAUSE_PATH)
            .iter()
            .any(|s| s.label == "开业补贴")
    );
    assert_eq!(workspace.formatted(CLAUSE_PATH).unwrap().unwrap(), CLAUSE);
}

#[test]
fn sentences_show_what_is_not_used_yet() {
    let mut workspace = workspace();
    let mut texts = Texts::default();
    texts.set(
        "rules/test-doc",
        "一、本市人开店，给6000元。\n二、每招1人给500元。",
    );
    let lines = workspace.sentences("rules/test-doc", &texts);
    let line = |clause: &str| lines.iter().find(|l| l.clause == clause).unwrap();
    // The heading of 一 holds all of it up to the full stop.
    assert_eq!((line("一").sentence, line("一").cited.len()), (0, 0));
    assert!(lines.iter().all(|line| !line.administrative));
    // What a clause is said not to give needs no rule, nor do its figures.
    let document = format!("{DOCUMENT}administrative:\n  - {{clause: 二, why: 工作安排}}\n");
    workspace.set("rules/test-doc/document.yaml", document);
    let sentences = workspace.sentences("rules/test-doc", &texts);
    let second = sentences.iter().find(|l| l.clause == "二").unwrap();
    assert!(
        second.administrative && second.unused.is_empty(),
        "{second:?}"
    );
    workspace.set(CLAUSE_PATH, CLAUSE.replace("一#1", "一#0"));
    let lines = workspace.sentences("rules/test-doc", &texts);
    let first = lines.iter().find(|l| l.clause == "一").unwrap();
    assert_eq!(first.cited.len(), 3);
    assert_eq!(
        workspace.cited_at(CLAUSE_PATH, at(CLAUSE, "grant: {", 0)),
        ["一#0"]
    );
}

/// What two far places share is renamed in both, though their files are never checked together.
#[test]
fn in_a_country_a_shared_name_is_renamed_everywhere() {
    let mut workspace = Workspace::new();
    let mut places = String::from("places:\n");
    for n in 0..600 {
        let code = 600_000 + n;
        places += &format!("  - {{code: \"{code}\", name: 地{code}, pinyin: di, covered: true}}\n");
        let document = DOCUMENT.replace("990001", &code.to_string());
        let own = format!("test-{code}");
        workspace.set(
            &format!("{own}/document.yaml"),
            document.replace("test-doc", &own),
        );
        workspace.set(
            &format!("{own}/01.yaml"),
            CLAUSE.replace("test-grant", &format!("g-{code}")),
        );
    }
    workspace.set("places.yaml", places);
    workspace.set("facts/01.yaml", FACTS);
    let path = "test-600007/01.yaml";
    let at = position(CLAUSE, CLAUSE.find("age >=").unwrap());
    let edits = workspace.rename(path, at, "years").unwrap();
    let mut files: Vec<&str> = edits.iter().map(|edit| edit.at.path.as_str()).collect();
    files.dedup();
    assert_eq!(files.len(), 601);
    assert!(workspace.renamable(path, at).is_ok());
    assert!(workspace.renamable("places.yaml", position("", 0)).is_err());
}
