//! The same people come to the same in every format, and a filled-in template is read.

use super::{PLACE, read, screen};
use crate::common::{folder, huice, write};
use huice_batch::calamine::{Reader, Xlsx, open_workbook};
use huice_batch::rust_xlsxwriter::Workbook;

#[test]
fn every_format_says_the_same() {
    let folder = folder("batch-formats");
    for end in ["parquet", "csv", "ndjson", "arrow"] {
        let file = format!("in.{end}");
        let made = ["generate", "-o", &file, "--people", "5000", "--seed", "7"];
        huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
        let out = format!("{end}.csv");
        screen(&folder, &file, &out, &["--all"]).expect(0, &["算了 5000 人"]);
        assert_eq!(read(&folder, &out), read(&folder, "parquet.csv"), "{end}");
    }
    assert_eq!(read(&folder, "parquet.csv").lines().count(), 1 + 5000 * 2);
    // What was written is read as it was: the table of text has the same cells as the others.
    for end in ["parquet", "arrow", "ndjson", "xlsx"] {
        let out = format!("out.{end}");
        screen(&folder, "in.parquet", &out, &["--all"]).expect(0, &[]);
        assert!(std::fs::metadata(folder.join(&out)).unwrap().len() > 1000);
    }
    let mut book: Xlsx<_> = open_workbook(folder.join("out.xlsx")).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 1 + 5000 * 2);
    assert_eq!(sheet.get_value((0, 0)).unwrap().to_string(), "人员");
}

#[test]
fn the_same_seed_makes_the_same_people_and_more_of_them() {
    let folder = folder("batch-seed");
    for (file, count, seed) in [
        ("a.ndjson", "100", "3"),
        ("b.ndjson", "300", "3"),
        ("c.ndjson", "100", "4"),
    ] {
        let made = ["generate", "-o", file, "--people", count, "--seed", seed];
        huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
    }
    let (a, b, c) = (
        read(&folder, "a.ndjson"),
        read(&folder, "b.ndjson"),
        read(&folder, "c.ndjson"),
    );
    assert!(b.starts_with(&a) && b.len() > a.len());
    assert_ne!(a, c);
}

#[test]
fn a_template_is_filled_in_and_read() {
    let folder = folder("batch-template");
    let arguments = ["screen", "--template", "empty.xlsx"];
    huice(&folder, &[&arguments, &PLACE[..]].concat(), b"").expect(0, &["empty.xlsx"]);
    let mut book: Xlsx<_> = open_workbook(folder.join("empty.xlsx")).unwrap();
    let sheet = book.worksheet_range("名单").unwrap();
    let headings: Vec<String> = sheet
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(headings[0], "人员（person）");
    assert!(headings.contains(&"年龄（age）".to_owned()), "{headings:?}");
    let about = book.worksheet_range("说明").unwrap();
    assert_eq!(about.height(), headings.len() + 1);
    let mut book = Workbook::new();
    let filled = book.add_worksheet();
    let cells = [
        ("人员（person）", "甲"),
        ("本市户籍（local）", "是"),
        ("年龄（age）", "30"),
        ("行业（trade）", "开店"),
        ("开业日期（opened）", "2019-07-01"),
        ("证件（papers）", "执照、许可证"),
        ("已认定（approved）", "不清楚"),
        ("新招人员1：人数（hires.1.people）", "3"),
        ("新招人员1：参保（hires.1.insured）", "是"),
    ];
    for (at, (heading, cell)) in (0u16..).zip(cells) {
        assert!(
            headings.contains(&heading.to_owned()),
            "{heading}: {headings:?}"
        );
        filled.write_string(0, at, heading).unwrap();
        filled.write_string(1, at, cell).unwrap();
    }
    book.save(folder.join("in.xlsx")).unwrap();
    screen(&folder, "in.xlsx", "out.ndjson", &["--explain", "1"]).expect(0, &["6000 元"]);
    let out = read(&folder, "out.ndjson");
    assert!(out.contains(r#""low":"6000.00""#), "{out}");
    assert!(
        out.contains(r#""missing":"approved","missing_kind":"judgement""#),
        "{out}"
    );
    let explained = read(&folder, "out.ndjson.explain.ndjson");
    assert!(explained.contains(r#""person":"甲""#) && explained.contains("开业满 6 个月"));
    let csv = ["screen", "--template", "empty.csv", "--only", "test-grant"];
    huice(&folder, &[&csv, &PLACE[..]].concat(), b"").expect(0, &["empty.columns.csv"]);
    assert!(!read(&folder, "empty.csv").contains("papers"));
    write(&folder, "empty.csv", b"");
}

/// Whoever wants one instrument sees no missing fact that only another one asks.
#[test]
fn what_is_not_wanted_is_not_counted() {
    let folder = folder("batch-only");
    let made = ["generate", "-o", "in.parquet", "--people", "300"];
    huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
    let summary = |more: &[&str]| -> serde_json::Value {
        let run = screen(
            &folder,
            "in.parquet",
            "out.csv",
            &[&["--json"], more].concat(),
        );
        run.json()
    };
    let waiting = |summary: &serde_json::Value| -> u64 {
        let missing = summary["missing"].as_array().unwrap();
        missing
            .iter()
            .map(|m| m["verdicts"].as_u64().unwrap())
            .sum()
    };
    let (all, one) = (summary(&[]), summary(&["--only", "test-grant"]));
    assert_eq!(all["instruments"].as_array().unwrap().len(), 2);
    assert_eq!(one["instruments"].as_array().unwrap().len(), 1);
    assert_eq!(one["instruments"][0], all["instruments"][0]);
    let open = one["instruments"][0]["undetermined"].as_u64().unwrap();
    assert!(waiting(&one) <= open, "{one}");
    assert!(waiting(&one) < waiting(&all), "{one} {all}");
}
