//! `huice audit`: whole rules pass, and whatever is dropped or invented is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{Run, copy, folder, huice, write};
use std::path::{Path, PathBuf};

const TEXT: &str = "某政发〔2019〕1号\n各单位：\n一、创业补贴\n满18岁的本市人开业满6个月的，给予\n标准为6000元的补贴。（某局负责。）\n二、用工补贴\n（一）用工。每招一人给予1000元；另按房租给予补贴。\n三、监测\n做好统计监测。（某局）\n本意见自发文之日起执行。\n";

const LEDGER: &str = r#"{
  "entries": [
    {"id": "test-grant", "doc": "test-doc", "loc": "某政发〔2019〕1号 一"},
    {"id": "test-hires", "doc": "test-doc", "loc": "某政发〔2019〕1号 二(一)"}
  ],
  "coverage": [
    {"doc": "test-doc", "clause": "某政发〔2019〕1号 一"},
    {"doc": "test-doc", "clause": "某政发〔2019〕1号 二(一)"},
    {"doc": "test-doc", "clause": "某政发〔2019〕1号 三"}
  ]
}"#;

const FIGURES: &str = "### 000 某文件\n\n| 条款 | 句序 | 数字 | 含义 | 可用？ |\n|---|---|---|---|---|\n| 前言 | 1 | 2019 | 文号 | 否 |\n| 一、 | 1 | 6个月 | 开业 | 是（资格阈值） |\n| 一、 | 1 | 6000元 | 单价 | 是（金额参数） |\n| （一） | 1 | 1000元 | 单价 | 是（金额参数） |\n";

const SENTENCES: &str = "doc\tclause\tsentence_ordinal\tquote\ntest-doc\t一、\t1\t满18岁的本市人开业满6个月的，给予标准为6000元的补贴。\ntest-doc\t（一）\t1a\t每招一人给予1000元\n";

/// The small place with documents and ledger that fit.
fn whole(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "sources/test-doc.txt", TEXT.as_bytes());
    write(&folder, "ledger/ledger.json", LEDGER.as_bytes());
    write(&folder, "ledger/figures.md", FIGURES.as_bytes());
    write(&folder, "ledger/sentences.tsv", SENTENCES.as_bytes());
    write(
        &folder,
        "ledger/guide.md",
        "000 = test-doc, and so on".as_bytes(),
    );
    edit(
        &folder,
        "rules/test-doc/02.yaml",
        "clause: 二\n",
        "clause: 二(一)\n",
    );
    edit(&folder, "rules/test-doc/02.yaml", "二#1", "二(一)#1");
    edit(&folder, "rules/test-doc/01.yaml", "16 岁", "18 岁");
    edit(
        &folder,
        "rules/test-doc/document.yaml",
        "source: test-doc.txt\n",
        "source: test-doc.txt\nadministrative:\n  - {clause: 前言, why: 主送}\n  - {clause: 三, why: 统计}\n  - {clause: 末段, why: 施行}\n",
    );
    folder
}

/// Replaces every occurrence; there must be one.
fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    write(folder, path, text.replace(from, to).as_bytes());
}

fn audit(folder: &Path) -> Run {
    let arguments = [
        "audit",
        "--sources",
        "sources",
        "--ledger",
        "ledger/ledger.json",
    ];
    huice(folder, &arguments, b"")
}

/// Edits one file of the whole; the audit must tell these words, and fail.
fn told(name: &str, path: &str, from: &str, to: &str, words: &[&str]) {
    let folder = whole(name);
    edit(&folder, path, from, to);
    audit(&folder).expect(1, words);
}

#[test]
fn whole_rules_pass_and_the_coverage_is_counted() {
    let folder = whole("audit-whole");
    audit(&folder).expect(0, &["test-doc", "合计", "0 处对不上"]);
    let arguments = [
        "audit",
        "--sources",
        "sources",
        "--ledger",
        "ledger/ledger.json",
        "--json",
    ];
    let all = huice(&folder, &arguments, b"").expect(0, &[]).json();
    assert_eq!(all["whole"], true);
    assert_eq!(all["agreed"], 2);
    let row = &all["documents"][0];
    assert_eq!((&row["clauses"], &row["encoded"]), (&5.into(), &2.into()));
    assert_eq!(
        (&row["figures_listed"], &row["figures_used"]),
        (&3.into(), &3.into())
    );
}

#[test]
fn without_folders_it_says_that_nothing_was_compared() {
    let folder = whole("audit-nothing");
    huice(&folder, &["audit"], b"").expect(0, &["什么也没有核对"]);
    huice(&folder, &["audit", "--sources", "nowhere"], b"").expect(2, &["nowhere"]);
    let arguments = ["audit", "--sources", "sources", "--ledger", "none.json"];
    huice(&folder, &arguments, b"").expect(2, &["none.json"]);
    huice(&folder, &["audit", "--sources", "sources"], b"").expect(0, &["没有核对：--ledger"]);
}

#[test]
fn offices_are_those_of_the_bracket() {
    let rule = "rules/test-doc/01.yaml";
    let with = |name: &str, own: &str| {
        let folder = whole(name);
        edit(&folder, rule, "heading:", &format!("{own}\nheading:"));
        folder
    };
    let hires = "rules/test-doc/02.yaml";
    let sound = with("audit-offices", "offices: [某局]");
    edit(&sound, hires, "heading:", "offices: none\nheading:");
    audit(&sound).expect(0, &["1 个责任单位"]);
    let one = with("audit-offices-one", "offices: [某局]");
    audit(&one).expect(1, &["A011", "二(一) 没有写部门"]);
    for (name, own, words) in [
        (
            "audit-offices-more",
            "offices: [某局, 他局]",
            "的括号里没有 他局",
        ),
        ("audit-offices-fewer", "offices: none", "的括号里还有 某局"),
    ] {
        let folder = with(name, own);
        edit(&folder, hires, "heading:", "offices: none\nheading:");
        audit(&folder).expect(1, &["A011", words]);
    }
}

#[test]
fn a_citation_must_be_there() {
    let rule = "rules/test-doc/01.yaml";
    told(
        "audit-clause",
        rule,
        "cite: 一#1, label: 补",
        "cite: 四#1, label: 补",
        &["A002", "没有 四 这一条"],
    );
    told(
        "audit-sentence",
        rule,
        "cite: 一#1, label: 补",
        "cite: 一#7, label: 补",
        &["A002", "01.yaml:20"],
    );
    let hires = "rules/test-doc/02.yaml";
    told(
        "audit-part",
        hires,
        "二(一)#1, label",
        "二(一)#1c, label",
        &["A002", "没有 c 这一部分"],
    );
}

#[test]
fn a_figure_must_stand_there_and_be_that_number() {
    let rule = "rules/test-doc/01.yaml";
    told(
        "audit-figure",
        rule,
        "value: 6000 元, figure: 6000元",
        "value: 7000 元, figure: 7000元",
        &["A003", "7000元"],
    );
    told(
        "audit-tail",
        rule,
        "value: 6000 元, figure: 6000元",
        "value: 0 元, figure: 000元",
        &["A003"],
    );
    // That the two are one number is seen without the document.
    for (name, right, wrong) in [
        ("audit-value", "value: 6000 元", "value: 6001 元"),
        ("audit-months", "value: 6 月,", "value: 7 月,"),
    ] {
        told(name, rule, right, wrong, &["E049", "对不上"]);
    }
}

#[test]
fn a_number_without_a_name_must_stand_there() {
    let rule = "rules/test-doc/01.yaml";
    // 16 does not stand in the sentence; it is only an example of the small place.
    let folder = whole("audit-literal");
    edit(&folder, rule, "age >= 18 岁", "age >= 16 岁");
    audit(&folder).expect(1, &["A010", "写的是 16", "01.yaml"]);
    told(
        "audit-window",
        rule,
        "    eligible:\n",
        "    valid: {from: 2019-05-01}\n    eligible:\n",
        &["A010", "2019-05-01"],
    );
}

#[test]
fn a_number_that_no_rule_uses_is_told() {
    let listed = "ledger/figures.md";
    told(
        "audit-unused",
        listed,
        "1000元",
        "800元",
        &["A009", "800元"],
    );
}

#[test]
fn nothing_of_the_ledger_may_lack_and_nothing_be_added() {
    let ledger = "ledger/ledger.json";
    told(
        "audit-more",
        ledger,
        "test-hires",
        "test-other",
        &["A004", "A005", "test-other"],
    );
    let document = "rules/test-doc/document.yaml";
    let entry = "  - {clause: 三, why: 统计}\n";
    told("audit-admin", document, entry, "", &["A006", "出自 三"]);
    told(
        "audit-stale",
        document,
        "clause: 三,",
        "clause: 一,",
        &["A007", "A006"],
    );
}

#[test]
fn a_document_that_is_not_there_is_told() {
    let folder = whole("audit-gone");
    std::fs::rename(
        folder.join("sources/test-doc.txt"),
        folder.join("sources/x.txt"),
    )
    .unwrap();
    audit(&folder).expect(1, &["A001", "test-doc.txt"]);
}

/// The rules of the repository against the documents, where a check-out has them beside it: whole
/// as they are, and not whole with one rule, citation, figure or administrative entry less.
#[test]
fn our_rules_are_whole_and_any_loss_is_seen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = root.join("../shared");
    if !shared.join("sources").is_dir() {
        println!("the documents are not beside the check-out: nothing was compared");
        return;
    }
    let sources = shared.join("sources").to_string_lossy().into_owned();
    let ledger = shared
        .join("ledger/ledger.json")
        .to_string_lossy()
        .into_owned();
    let with = ["audit", "--sources", &sources, "--ledger", &ledger];
    let fresh = |name: &str| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        copy(&root.join("rules"), &folder.join("rules"));
        folder
    };
    let base = fresh("audit-own");
    huice(&base, &with, b"").expect(0, &["0 处对不上"]);
    let losses = [
        // One rule: a clause's file.
        ("js-jy-2019-18/03-06.yaml", None, "A004"),
        // One citation, to a sentence that is not there.
        (
            "js-jy-2019-18/03-08.yaml",
            Some(("cite: 三(八)#1a\n", "cite: 三(八)#9\n")),
            "A002",
        ),
        // One figure.
        (
            "js-jy-2019-18/03-08.yaml",
            Some((
                "value: 6000 元, figure: 6000元",
                "value: 8000 元, figure: 8000元",
            )),
            "A003",
        ),
        // One administrative entry, and one lost item.
        (
            "cq-2017-41/document.yaml",
            Some((
                "  - {clause: 一(二), why: 产业和区域的发展安排，没有给人的待遇}\n",
                "",
            )),
            "A006",
        ),
        (
            "cq-2020-4/document.yaml",
            Some(("  - {item: \"39\", clause: 四(十四)}\n", "")),
            "A008",
        ),
    ];
    for (path, change, code) in losses {
        let folder = fresh("audit-loss");
        let path = format!("rules/{path}");
        match change {
            Some((from, to)) => edit(&folder, &path, from, to),
            None => std::fs::remove_file(folder.join(&path)).unwrap(),
        }
        huice(&folder, &with, b"").expect(1, &[code]);
    }
}
