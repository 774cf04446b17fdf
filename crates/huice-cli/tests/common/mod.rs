//! A small place of its own, and the built `huice`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may fail loudly"
)]
#![allow(dead_code, reason = "each test file uses its own part")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The rules of the small place, by path.
pub const RULES: [(&str, &str); 5] = [
    (
        "places.yaml",
        r#"places:
  - {code: "990000", name: 某省, pinyin: mousheng, covered: false}
  - {code: "990001", name: 某市, pinyin: moushi, within: "990000", covered: true}
  - {code: "990002", name: 邻市, pinyin: linshi, within: "990000", covered: false}
"#,
    ),
    (
        "facts/01.yaml",
        r#"topic: 创业
facts:
  - {id: local, type: bool, ask: 您的户口在本市吗？, label: 本市户籍}
  - {id: age, type: integer, unit: 岁, max: 120, ask: 您多大？, label: 年龄}
  - {id: opened, type: date, ask: 哪天开的业？, label: 开业日期}
  - {id: rent, type: money, unit: 元, ask: 房租多少？, label: 房租}
  - {id: share, type: percent, max: 30, ask: 上浮多少？, label: 上浮比例}
  - id: trade
    type: choice
    ask: 做哪一行？
    label: 行业
    options: {shop: 开店, farm: 种地}
  - id: papers
    type: set
    ask: 有哪些证？
    label: 证件
    options: {licence: 执照, permit: 许可证}
  - {id: approved, type: bool, judgement: 市里认定, ask: 认定了吗？, label: 已认定, change: {ask: 向市里申请认定, to: yes}}
  - id: hires
    type: records
    ask: 招了哪些人？
    label: 新招人员
    change: {do: 再招人, to: more}
    item: 一批人
    fields:
      - {id: people, type: integer, unit: 人, max: 1000, ask: 几个人？, label: 人数}
      - {id: insured, type: bool, ask: 参保了吗？, label: 参保, change: {do: 去参保, to: yes}}
"#,
    ),
    (
        "test-doc/document.yaml",
        r#"id: test-doc
title: 关于某事的意见
number: 某政发〔2019〕1号
issuer: 某市人民政府
applies: ["990001"]
issued: 2019-03-01
until: not stated
checked: 2026-11-21
source: test-doc.txt
"#,
    ),
    (
        "test-doc/01.yaml",
        r#"clause: 一
heading: 创业补贴
instruments:
  - id: test-grant
    title: 开业补贴
    summary: 本市人开业满 6 个月，给 6000 元。
    kind: cash
    to: founder
    roles: [founder]
    strength: entitled
    cite: 一#1
    eligible:
      all:
        - when: local
        - {when: "age >= 16 岁 and trade in [shop, farm]", say: 满 16 岁，开店或种地}
        - {when: as_of >= opened + wait, say: 开业满 6 个月}
    amount:
      value: grant
    params:
      grant: {value: 6000 元, figure: 6000元, cite: 一#1, label: 补贴标准}
      wait: {value: 6 月, figure: 6个月, cite: 一#1, label: 最短时间}
    examples:
      - name: 满了
        as_of: 2020-01-01
        answers: {local: true, age: 30, trade: shop, opened: 2019-07-01}
        verdict: eligible
        amount: 6000 元
      - name: 差一天
        as_of: 2019-12-31
        answers: {local: true, age: 30, trade: shop, opened: 2019-07-01}
        verdict: not_yet
        when: 2020-01-01
"#,
    ),
    (
        "test-doc/02.yaml",
        r#"clause: 二
heading: 用工补贴
instruments:
  - id: test-hires
    title: 用工补贴
    summary: 每招一个参保的人给 1000 元。
    kind: cash
    to: employer
    roles: [employer]
    strength: may
    cite: 二#1
    eligible:
      all:
        - judge: approved
        - {when: any(hires where insured), say: 招了参保的人}
        - {when: papers has licence, say: 有执照}
    amount:
      let:
        - {name: n, label: 人数, value: "sum(hires where insured, people)"}
      value: each * n + rent * share
    params:
      each: {value: 1000 元, figure: 1000元, cite: 二#1, label: 每人}
    readings:
      - about: 没参保的算不算
        ours: 不算
        other: 也算
        amount:
          value: sum(hires, each * people)
        weight: show
"#,
    ),
];

/// Good answers to every question.
pub const ANSWERS: &str = r#"{"local": true, "age": 30, "trade": "shop", "opened": "2019-07-01",
  "rent": 1000.50, "share": 10, "papers": ["licence"], "approved": true,
  "hires": [{"people": 3, "insured": true}, {"people": 2, "insured": false}]}"#;

/// What a run of `huice` came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Both outputs together.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// What was printed, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Checks the exit code and that all of these words were said.
    pub fn expect(self, code: i32, words: &[&str]) -> Self {
        let said = self.said();
        assert_eq!(self.code, code, "{said}");
        for word in words {
            assert!(said.contains(word), "`{word}` is not in:\n{said}");
        }
        self
    }
}

/// Runs `huice` in a folder, with something on its standard input. However it ends, it never
/// panics.
pub fn huice(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let run = Run {
        code: output.status.code().expect("huice ended by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(
        [0, 1, 2].contains(&run.code) && !run.err.contains("panicked"),
        "huice {arguments:?}: {run:?}"
    );
    run
}

/// A folder of its own for a test, with the small place's rules in it.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in RULES {
        write(&folder, &format!("rules/{path}"), text.as_bytes());
    }
    folder
}

/// Writes a file.
pub fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Evaluates the small place with answers on standard input.
pub fn evaluate(folder: &Path, answers: &str, more: &[&str]) -> Run {
    let fixed = [
        "evaluate",
        "--place",
        "990001",
        "--as-of",
        "2020-01-01",
        "--answers",
        "-",
    ];
    huice(folder, &[&fixed, more].concat(), answers.as_bytes())
}

/// The JSON of the only document among published files.
pub fn twin(published: &Path) -> String {
    let names = std::fs::read_dir(published).unwrap();
    let mut found = names
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .filter(|path| !path.ends_with("index.json"));
    let path = found.next().expect("a document");
    assert_eq!(found.next(), None);
    std::fs::read_to_string(path).unwrap()
}

/// The files of the made-up city of `CONTRIBUTING.md`, as they are when both of its recipes have been
/// followed from nothing: by path below `rules/`, in the order in which they are written.
pub fn recipe() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let blocks: Vec<(&str, &str)> = text
        .split("```yaml ")
        .skip(1)
        .filter_map(|block| block.split_once("```")?.0.split_once('\n'))
        .collect();
    let mut files = vec![("places.yaml".to_owned(), "places:\n".to_owned())];
    for (head, body) in &blocks {
        if let Some(path) = head.strip_prefix("file=rules/") {
            files.push((path.to_owned(), (*body).to_owned()));
        }
    }
    for (head, body) in &blocks {
        if let Some(path) = head.strip_prefix("append=rules/") {
            let (_, text) = files.iter_mut().find(|(own, _)| own == path).unwrap();
            text.push_str(body);
        }
    }
    assert_eq!(files.len(), 4, "{files:?}");
    files
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
