//! From a document to an answer with the command line alone: skeletons, checking while one writes,
//! boundary cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{folder, huice, recipe, write};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("rules").join(name)).unwrap()
}

#[test]
fn skeletons_are_filled_in_until_nothing_is_missing() {
    let folder = folder("new");
    let new = |arguments: &[&str]| huice(&folder, &[&["new"], arguments].concat(), b"");
    new(&[
        "place", "990003", "新市", "--pinyin", "xinshi", "--within", "990000",
    ])
    .expect(0, &["places.yaml"]);
    new(&["document", "new-doc", "--place", "990003"]).expect(0, &["new-doc"]);
    new(&["document", "new-doc", "--place", "990003"]).expect(2, &["已经有了"]);
    let grant = [
        "instrument",
        "new-grant",
        "--document",
        "new-doc",
        "--clause",
        "二(三)",
    ];
    new(&grant).expect(0, &["02-03.yaml"]);
    new(&["instrument", "x", "--document", "none", "--clause", "一"]).expect(2, &["没有 none"]);
    new(&[
        "instrument",
        "x",
        "--document",
        "new-doc",
        "--clause",
        "末段",
    ])
    .expect(2, &["没有数"]);
    // Every key that is left empty is named, each in its own line.
    let empty = huice(&folder, &["check", "--json"], b"")
        .expect(1, &[])
        .json();
    let told = empty["diagnostics"].as_array().unwrap();
    let lines: Vec<(&str, u64)> = (told.iter())
        .filter(|d| d["severity"] == "error")
        .map(|d| (d["file"].as_str().unwrap(), d["line"].as_u64().unwrap()))
        .collect();
    for (name, key) in [
        ("new-doc/document.yaml", "title:"),
        ("new-doc/document.yaml", "issued:"),
        ("new-doc/02-03.yaml", "heading:"),
        ("new-doc/02-03.yaml", "summary:"),
        ("new-doc/02-03.yaml", "when:"),
    ] {
        let text = read(&folder, name);
        let line = text
            .lines()
            .position(|l| l.trim().trim_start_matches("- ") == key)
            .unwrap() as u64
            + 1;
        assert!(
            lines
                .iter()
                .any(|(file, at)| file.ends_with(name) && *at == line),
            "{name} {key}: {lines:?}"
        );
    }
    fill(&folder);
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    huice(&folder, &["test"], b"").expect(0, &["0 个不对"]);
    huice(&folder, &["list", "--place", "990003"], b"").expect(0, &["新市：1 项", "new-grant"]);
}

/// Fills in what the skeletons leave empty, as an author would.
fn fill(folder: &Path) {
    let mut document = read(folder, "new-doc/document.yaml");
    for (key, value) in [
        ("title:", "办法"),
        ("number:", "新政发〔2026〕1号"),
        ("issuer:", "新市人民政府"),
        ("issued:", "2026-01-01"),
    ] {
        document = document.replace(&format!("\n{key}\n"), &format!("\n{key} {value}\n"));
    }
    write(folder, "rules/new-doc/document.yaml", document.as_bytes());
    let mut clause = read(folder, "new-doc/02-03.yaml");
    for (empty, full) in [
        ("heading:\n", "heading: 开店的人\n"),
        ("    title:\n", "    title: 开店补贴\n"),
        ("    plain:\n", "    plain: 开店给一笔\n"),
        ("    summary:\n", "    summary: 本地人开店，给 500 元。\n"),
        (
            "        - when:\n          say:\n",
            "        - when: local\n",
        ),
        ("{value: , figure: ,", "{value: 500 元, figure: 500元,"),
        (
            "answers: {}, verdict: eligible, amount: }",
            "answers: {local: true}, verdict: eligible, amount: 500 元}",
        ),
        (
            "answers: {}, verdict: ineligible",
            "answers: {local: false}, verdict: ineligible",
        ),
    ] {
        assert!(clause.contains(empty), "{empty}");
        clause = clause.replacen(empty, full, 1);
    }
    write(folder, "rules/new-doc/02-03.yaml", clause.as_bytes());
}

#[test]
fn boundary_cases_can_be_kept_as_examples() {
    let folder = folder("cases");
    let found = huice(&folder, &["cases", "test-grant", "--json"], b"")
        .expect(0, &[])
        .json();
    let all = found["boundaries"].as_array().unwrap();
    assert!(!all.is_empty());
    huice(&folder, &["cases", "nothing"], b"").expect(2, &["没有 `nothing`"]);
    let open = |report: &serde_json::Value| report["open"].as_array().unwrap().len();
    let report = || {
        huice(&folder, &["cases", "--json"], b"")
            .expect(0, &[])
            .json()
    };
    let before = report();
    assert!(open(&before) > 0, "{before}");
    // All of them, as they are printed, become examples: they hold, and nothing is left open.
    let mut text = read(&folder, "test-doc/01.yaml");
    let at = text.find("    examples:\n").unwrap() + "    examples:\n".len();
    let mut lines = String::new();
    for boundary in all.iter().filter(|b| b["covered"] == false) {
        for side in ["below", "above"] {
            let line = format!("      {}\n", boundary[side].as_str().unwrap());
            if !lines.contains(&line) {
                lines += &line;
            }
        }
    }
    text.insert_str(at, &lines);
    write(&folder, "rules/test-doc/01.yaml", text.as_bytes());
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    huice(&folder, &["test"], b"").expect(0, &["0 个不对"]);
    let after = report();
    assert!(open(&after) < open(&before), "{after}");
}

/// Ends the program whatever happens to the test.
struct Watching(std::process::Child);

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn checking_goes_on_while_one_writes() {
    let folder = folder("watch");
    let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
        .args(["check", "--watch"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _watching = Watching(child);
    let mut sound = || {
        let summary = lines.find_map(|line| line.ok().filter(|line| line.contains("个文件")));
        summary.unwrap().contains("，0 处错误")
    };
    assert!(sound());
    write(&folder, "rules/test-doc/03.yaml", b"clause: [");
    assert!(!sound());
    std::fs::remove_file(folder.join("rules/test-doc/03.yaml")).unwrap();
    assert!(sound());
}

/// The document of `CONTRIBUTING.md`, from nothing to answers: skeletons, then the author's edits.
#[test]
fn the_made_up_document_is_brought_in_by_hand() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("by-hand");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let new = |arguments: &[&str]| {
        huice(&folder, &[&["new"], arguments].concat(), b"").expect(0, &[]);
    };
    new(&["place", "990001", "示例市", "--pinyin", "shilishi"]);
    new(&["document", "xx-demo-2026-1", "--place", "990001"]);
    let grant = |id: &str| {
        let of = ["--document", "xx-demo-2026-1", "--clause", "一(一)"];
        new(&[&["instrument", id], &of[..]].concat());
    };
    grant("xx-demo-night-bus");
    grant("xx-demo-night-allowance");
    // The place is as the recipe has it; of the rest the author keeps what was asked for.
    let files = recipe();
    assert_eq!(read(&folder, "places.yaml"), files[0].1);
    for (path, text) in &files[1..] {
        if !path.starts_with("facts/") {
            let skeleton = read(&folder, path);
            for line in skeleton.lines().filter(|line| line.contains("id: ")) {
                assert!(text.contains(line), "{path}: {line}");
            }
        }
        write(&folder, &format!("rules/{path}"), text.as_bytes());
    }
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    huice(&folder, &["fmt", "--check"], b"").expect(0, &[]);
    huice(&folder, &["test"], b"").expect(0, &["0 个不对"]);
}
