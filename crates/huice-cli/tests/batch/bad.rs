//! What is wrong with a file is said with row and column; good rows are kept.

use super::{PLACE, read, screen};
use crate::common::{folder, huice, write};
use huice_batch::rust_xlsxwriter::{Format, Workbook};
use std::fmt::Write as _;

/// A table of the small place with so many good rows: whoever is `n` is old enough.
fn table(rows: usize) -> Vec<String> {
    let mut lines = vec!["person,local,age,trade,opened".to_owned()];
    lines.extend((1..=rows).map(|n| format!("p{n},是,30,开店,2019-07-01")));
    lines
}

#[test]
fn a_wrong_value_in_row_70_001_is_named_and_all_others_are_kept() {
    let folder = folder("batch-row");
    let mut lines = table(70_010);
    lines[70_000] = "p70000,是,三十,开店,2019-07-01".into();
    write(&folder, "in.csv", lines.join("\n").as_bytes());
    let run = screen(&folder, "in.csv", "out.csv", &["--only", "test-grant"]);
    run.expect(1, &["第 70001 行", "age", "三十", "有 1 处不能用"]);
    let errors = read(&folder, "out.csv.errors.csv");
    assert!(errors.contains("70001,p70000,age,"), "{errors}");
    let out = read(&folder, "out.csv");
    assert_eq!(out.lines().count(), 1 + 70_009);
    assert!(out.contains("\np70001,") && !out.contains("\np70000,"));
}

#[test]
fn a_wrong_column_is_named_and_the_others_are_used() {
    let folder = folder("batch-column");
    let text = "person,local,agee,age\na,是,30,30\nb,否,1,17\n";
    write(&folder, "in.csv", text.as_bytes());
    let run = screen(&folder, "in.csv", "out.ndjson", &[]);
    run.expect(1, &["第 1 行“agee”栏", "没有这一项"]);
    assert!(read(&folder, "out.ndjson").contains("\"person\":\"a\""));
}

#[test]
fn three_broken_lines_are_three_errors() {
    let folder = folder("batch-broken");
    let mut lines = table(20);
    lines[3] = "p3,是,30".into();
    lines[7] = "p7,是,30,开店,2019-07-01,more".into();
    lines[12] = "p12,\"是,30,开店,2019-07-01".into();
    write(&folder, "in.csv", lines.join("\r\n").as_bytes());
    let run = screen(&folder, "in.csv", "out.csv", &["--only", "test-grant"]);
    let words = [
        "有 3 处不能用",
        "第 4 行：有 3 格",
        "第 8 行：有 6 格",
        "第 13 行：有一个引号没有收尾",
    ];
    run.expect(1, &words);
    assert_eq!(read(&folder, "out.csv").lines().count(), 1 + 17);
}

#[test]
fn gbk_is_read_and_a_mark_that_it_lacks_is_named() {
    let folder = folder("batch-gbk");
    let mut text = String::new();
    for line in table(30) {
        writeln!(text, "{line}").unwrap();
    }
    let (bytes, _, _) = huice_batch::encoding_rs::GBK.encode(&text);
    write(&folder, "good.csv", &bytes);
    let run = screen(
        &folder,
        "good.csv",
        "good.out.csv",
        &["--only", "test-grant"],
    );
    run.expect(0, &["算了 30 人"]);
    let mut bytes = bytes.into_owned();
    let at = bytes.windows(3).position(|w| w == b"p9,").unwrap();
    // No sign of GBK begins like this.
    bytes[at + 3..at + 5].copy_from_slice(b"\xFF\xFF");
    write(&folder, "bad.csv", &bytes);
    let run = screen(&folder, "bad.csv", "bad.out.csv", &["--only", "test-grant"]);
    run.expect(1, &["第 10 行", "“local”栏里有 GBK 编码没有的字"]);
    assert_eq!(read(&folder, "bad.out.csv").lines().count(), 1 + 29);
}

#[test]
fn a_truncated_parquet_is_named() {
    let folder = folder("batch-truncated");
    let made = ["generate", "-o", "in.parquet", "--people", "50"];
    huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
    let bytes = std::fs::read(folder.join("in.parquet")).unwrap();
    write(&folder, "in.parquet", &bytes[..bytes.len() / 2]);
    let run = screen(&folder, "in.parquet", "out.csv", &[]);
    run.expect(1, &["in.parquet 不是完整的 Parquet 文件"]);
    assert!(!folder.join("out.csv").exists());
}

#[test]
fn a_truncated_arrow_file_is_named() {
    let folder = folder("batch-arrow");
    let made = ["generate", "-o", "in.arrow", "--people", "9000"];
    huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
    let bytes = std::fs::read(folder.join("in.arrow")).unwrap();
    write(&folder, "in.arrow", &bytes[..bytes.len() * 2 / 3]);
    let run = screen(&folder, "in.arrow", "out.csv", &["--all"]);
    run.expect(1, &["in.arrow 不是完整的 Arrow 文件"]);
}

#[test]
fn merged_cells_are_named() {
    let folder = folder("batch-merged");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = table(6);
    for (row, line) in (0u32..).zip(&rows) {
        for (column, cell) in (0u16..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.merge_range(2, 1, 3, 1, "是", &Format::new()).unwrap();
    sheet.write_number(5, 2, 30).unwrap();
    book.save(folder.join("in.xlsx")).unwrap();
    let run = screen(&folder, "in.xlsx", "out.csv", &["--only", "test-grant"]);
    run.expect(1, &["第 3 行", "第 4 行", "B3:B4 是合并的单元格"]);
    assert_eq!(read(&folder, "out.csv").lines().count(), 1 + 4);
}

/// Nobody can say which row is right: none counts, each names another one.
#[test]
fn rows_of_one_person_are_named_and_none_of_them_counts() {
    let folder = folder("batch-twice");
    let mut lines = table(9000);
    lines[8000] = "p5,否,17,开店,2019-07-01".into();
    lines[8500] = "p5 ,是,30,开店,2019-07-01".into();
    lines[7] = "p9000,是,三十,开店,2019-07-01".into();
    write(&folder, "in.csv", lines.join("\n").as_bytes());
    let run = screen(&folder, "in.csv", "out.csv", &["--only", "test-grant"]);
    let words = [
        "9000 行，算了 8995 人",
        "第 6 行：“person”栏的 p5 在第 8001 行也有，不知道以哪一行为准，都没有算",
        "有 6 处不能用",
    ];
    run.expect(1, &words);
    let errors = read(&folder, "out.csv.errors.csv");
    for line in ["8,p9000,age,", "8001,p5,,", "8501,p5 ,,", "9001,p9000,,"] {
        assert!(errors.contains(&format!("\n{line}")), "{line}: {errors}");
    }
    assert!(errors.contains("p5 在第 6 行也有"), "{errors}");
    let out = read(&folder, "out.csv");
    assert!(out.contains("\np6,") && !out.contains("\np5,") && !out.contains("\np9000,"));
}

/// Of files whose columns lie apart, only that of the people is looked through.
#[test]
fn rows_of_one_person_are_found_in_files_of_columns() {
    let folder = folder("batch-twice-columns");
    let mut found = Vec::new();
    for end in ["parquet", "arrow"] {
        let (file, out) = (format!("in.{end}"), format!("{end}.csv"));
        let made = ["generate", "-o", &file, "--people", "300"];
        huice(&folder, &[&made, &PLACE[..]].concat(), b"").expect(0, &[]);
        screen(&folder, &file, &out, &[]).expect(0, &["算了 300 人"]);
        // Many are of the same age.
        let run = screen(&folder, &file, &out, &["--id", "age"]);
        run.expect(1, &["行也有，不知道以哪一行为准"]);
        found.push(read(&folder, &format!("{out}.errors.csv")));
    }
    assert!(found[0].lines().count() > 100, "{}", found[0]);
    assert_eq!(found[0], found[1]);
}

/// What officials' tables have: a title above the headings, other signs between the columns.
#[test]
fn a_table_in_which_nothing_is_asked_is_not_screened() {
    let folder = folder("batch-nothing");
    let tables = [
        "创业人员名单,,\nperson,local,age\na,是,30\n",
        "person;local;age\na;是;30\n",
        "person\tlocal\tage\na\t是\t30\n",
        "person，local，age\na，是，30\n",
        "person\na\n",
    ];
    for text in tables {
        write(&folder, "in.csv", text.as_bytes());
        let run = screen(&folder, "in.csv", "out.csv", &[]);
        run.expect(1, &["没有一栏是这里要问的事", "大标题", "英文逗号"]);
        assert!(!folder.join("out.csv").exists(), "{text}");
    }
}

/// A worksheet keeps 15 digits of a number: two people with their numbers as numbers become one.
#[test]
fn numbers_of_people_that_a_worksheet_has_rounded_are_named() {
    let folder = folder("batch-rounded");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(["person", "local", "age", "opened"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, id) in [
        (1, 320_281_199_001_011_234_f64),
        (2, 20_260_001.0),
        (3, 7.0),
    ] {
        sheet.write_number(row, 0, id).unwrap();
        sheet.write_string(row, 1, "是").unwrap();
        sheet.write_number(row, 2, 30).unwrap();
    }
    // A day in a cell that is not set as one.
    sheet.write_number(3, 3, 43_647).unwrap();
    sheet.write_string(2, 1, "√").unwrap();
    book.save(folder.join("in.xlsx")).unwrap();
    let run = screen(&folder, "in.xlsx", "out.csv", &[]);
    let words = [
        "第 2 行：“person”栏的 3202811990010112",
        "请把这一栏设成文本",
        "第 3 行“local”栏",
        "表里写“是”或“否”",
        "第 4 行“opened”栏",
        "请把这一栏设成日期",
    ];
    run.expect(1, &words);
}

#[test]
fn files_that_are_no_workbooks_are_named_as_what_they_are() {
    let folder = folder("batch-kinds");
    let files: [(&[u8], &str); 4] = [
        (b"", "是空的"),
        (
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "加了密码",
        ),
        (b"<html><table></table></html>", "网页"),
        (b"person,local\na,true\n", ".csv"),
    ];
    for (bytes, words) in files {
        write(&folder, "in.xlsx", bytes);
        screen(&folder, "in.xlsx", "out.csv", &[]).expect(1, &[words]);
    }
    write(&folder, "in.xls", b"");
    screen(&folder, "in.xls", "out.csv", &[]).expect(2, &["另存为 .xlsx"]);
}

#[test]
fn what_cannot_be_a_file_of_people_is_refused() {
    let folder = folder("batch-refused");
    screen(&folder, "none.csv", "out.csv", &[]).expect(2, &["没有这个文件"]);
    write(&folder, "in.doc", b"");
    screen(&folder, "in.doc", "out.csv", &[]).expect(2, &["看不出来"]);
    write(&folder, "in.csv", b"person,age\na,30\n");
    screen(&folder, "in.csv", "out.csv", &["--only", "none"]).expect(2, &["没有政策"]);
}
