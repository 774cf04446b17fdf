//! The table of the typical people is the one that the command prints.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use std::path::Path;
use std::process::Command;

#[test]
fn the_table_in_the_repository_is_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let people = root.join("tests/people");
    let printed = Command::new(env!("CARGO_BIN_EXE_huice"))
        .arg("--rules")
        .arg(root.join("rules"))
        .args(["people", "--dir"])
        .arg(&people)
        .output()
        .unwrap();
    assert!(printed.status.success(), "{printed:?}");
    let printed = String::from_utf8(printed.stdout).unwrap();
    let kept = std::fs::read_to_string(people.join("TABLE.md")).unwrap();
    let same = "write its output to the end of tests/people/TABLE.md";
    assert!(
        kept.ends_with(&printed),
        "`huice people` prints\n{printed}\n{same}"
    );
    assert!(printed.lines().count() == 2 + 24, "{printed}");
}

#[test]
fn made_up_people_have_their_money_settled_soon() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = ["320281", "512000", "500112", "500101", "500153"];
    let printed = Command::new(env!("CARGO_BIN_EXE_huice"))
        .arg("--rules")
        .arg(root.join("rules"))
        .args(["people", "--json", "--generate", "40"])
        .args(["--as-of", "2026-11-21", "--place"])
        .args(places)
        .output()
        .unwrap();
    assert!(printed.status.success(), "{printed:?}");
    let rows: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), places.len());
    for row in rows {
        let screens = |key: &str| row["screens"][key].as_u64().unwrap();
        assert!(screens("median") <= 8 && screens("p90") <= 12, "{row}");
    }
}

#[test]
fn a_list_comes_with_all_its_rows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let asked = Command::new(env!("CARGO_BIN_EXE_huice"))
        .arg("--rules")
        .arg(root.join("rules"))
        .args(["ask", "--json", "--place", "320281", "--role", "founder"])
        .output()
        .unwrap();
    let asked: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    let rows = asked["facts"].as_array().unwrap();
    assert!(
        rows.len() > 1 && !asked["list"].as_str().unwrap().is_empty(),
        "{asked}"
    );
    for row in rows {
        assert!(!row["row"].as_str().unwrap().is_empty(), "{row}");
        assert_eq!(row["unticked"], "no", "{row}");
    }
    assert!(rows.iter().any(|row| row["id"] == asked["id"]), "{asked}");
    let count = |key: &str| asked[key].as_u64().unwrap();
    assert!(count("screens_at_least") <= count("screens_at_most"));
    assert!(count("screens_at_most") < count("at_most"), "{asked}");
    assert!(count("money_open") > 0, "{asked}");
}
