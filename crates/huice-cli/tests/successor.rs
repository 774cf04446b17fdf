//! `docs/new-document.md` followed word for word, in a copy of the rules: before the day the answers
//! are those of last year's document, from the day on those of this year's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{copy, huice, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const NEW: &str = "js-jy-2026-30";
const ANSWERS: &str = r#"{"startup_here": true, "startup_history": "first_ever", "hukou_local": true,
    "farmer": true, "operating_normally": true, "registration_date": "2020-03-01"}"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A copy of the rules of this test alone.
fn rules() -> PathBuf {
    let name = format!("huice-successor-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    drop(std::fs::remove_dir_all(&folder));
    copy(&root().join("rules"), &folder.join("rules"));
    folder
}

/// Does what the document says, in its order: every file that it writes, every command.
fn follow(folder: &Path) {
    let text = std::fs::read_to_string(root().join("docs/new-document.md")).unwrap();
    let mut done = 0;
    for block in text.split("```").skip(1).step_by(2) {
        let (head, body) = block.split_once('\n').unwrap();
        if let Some(path) = head.strip_prefix("yaml file=") {
            write(folder, path, body.as_bytes());
        } else {
            assert_eq!(head, "sh");
            for line in body.lines() {
                let words: Vec<&str> = line.split(' ').skip(1).collect();
                huice(folder, &words, b"").expect(0, &[]);
            }
        }
        done += 1;
    }
    assert_eq!(done, 4);
}

/// Verdict and amount of every instrument on a day, and what is certain.
fn on(folder: &Path, day: &str) -> (BTreeMap<String, (String, String)>, String) {
    let asked = ["evaluate", "--json", "--place", "320281", "--as-of", day];
    let asked = [&asked[..], &["--answers", "-"]].concat();
    let found = huice(folder, &asked, ANSWERS.as_bytes()).expect(0, &[]);
    let found = found.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let outcomes = found["outcomes"].as_array().unwrap().iter().map(|o| {
        (
            text(&o["id"]),
            (text(&o["verdict"]), text(&o["amount"]["value"])),
        )
    });
    (outcomes.collect(), text(&found["summary"]["certain"]))
}

#[test]
fn old_and_new_answers_stand_on_their_own_days() {
    let folder = rules();
    let (untouched, _) = on(&folder, "2026-12-31");
    follow(&folder);
    huice(&folder, &["check", "--deny-warnings"], b"").expect(0, &["0 处错误"]);
    let (before, sum_before) = on(&folder, "2026-12-31");
    let (after, sum_after) = on(&folder, "2027-01-01");
    // On the last day of the old document its answers are what they were without a successor.
    for (id, answer) in &untouched {
        assert_eq!(before.get(id), Some(answer), "{id}");
    }
    let verdict = |found: &BTreeMap<String, (String, String)>, id: &str| found[id].0.clone();
    let grant = "js-jy-startup-grant-6000";
    assert_eq!(before[grant], ("eligible".into(), "6000".into()));
    assert_eq!(
        verdict(&before, "js-jy-startup-grant-6000-2027"),
        "not_in_force"
    );
    assert_eq!(verdict(&after, grant), "not_in_force");
    assert_eq!(
        after["js-jy-startup-grant-6000-2027"],
        ("eligible".into(), "8000".into())
    );
    // One is new, one ends.
    assert_eq!(verdict(&before, "js-jy-night-market-2027"), "not_in_force");
    assert_eq!(
        after["js-jy-night-market-2027"],
        ("eligible".into(), "500".into())
    );
    let ended = "js-jy-failure-si-compensation";
    assert_ne!(verdict(&before, ended), "not_in_force");
    assert_eq!(verdict(&after, ended), "not_in_force");
    assert!(!after.contains_key("js-jy-failure-si-compensation-2027"));
    let sum = |text: &str| text.parse::<i64>().unwrap();
    assert_eq!(sum(&sum_after) - sum(&sum_before), 2_000 + 500);
    // Nothing of the old document holds on, and nothing of the new one held before.
    for (id, (verdict, _)) in &after {
        let old = untouched.contains_key(id);
        assert_eq!(verdict == "not_in_force", old, "{id}");
        let before = &before[id].0;
        assert!(old || before == "not_in_force", "{id}: {before}");
    }
    assert!(untouched.len() > 100 && after.len() > untouched.len() + 90);
    cards_and_packs(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Which document replaced which is said on cards, and comes through packs.
fn cards_and_packs(folder: &Path) {
    let explain = |id: &str, day: &str| {
        let asked = ["explain", id, "--place", "320281", "--as-of", day];
        huice(
            folder,
            &[&asked[..], &["--answers", "-"]].concat(),
            ANSWERS.as_bytes(),
        )
    };
    let new = "2027年1月1日起由《江阴市就业创业扶持办法》（澄政发〔2026〕30号）代替";
    explain("js-jy-startup-grant-6000", "2027-01-01").expect(0, &[new]);
    explain("js-jy-startup-grant-6000-2027", "2027-01-01").expect(
        0,
        &["2027年1月1日起代替《市政府关于做好当前和今后一段时期就业创业工作的实施意见》"],
    );
    // A year after the last check it is said that nobody has looked since.
    let late = "已经超过 12 个月";
    let in_time = explain("js-jy-startup-grant-6000-2027", "2027-11-21").expect(0, &[]);
    assert!(!in_time.said().contains(late));
    explain("js-jy-startup-grant-6000-2027", "2027-11-22").expect(0, &[late]);
    huice(folder, &["pack", "--out", "out"], b"").expect(0, &[]);
    let packed = [
        "--pack",
        "out",
        "explain",
        "js-jy-startup-grant-6000",
        "--json",
    ];
    let asked = [
        "--place",
        "320281",
        "--as-of",
        "2027-01-01",
        "--answers",
        "-",
    ];
    let found = huice(
        folder,
        &[&packed[..], &asked[..]].concat(),
        ANSWERS.as_bytes(),
    );
    let found = found.expect(0, &[]).json();
    let end = &found[0]["valid"]["superseded"];
    assert_eq!(end["other"]["id"], NEW, "{found}");
    assert_eq!(end["from"], "2027-01-01");
}
