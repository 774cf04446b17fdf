//! What comes from outside is read alike everywhere, and what is written is never lost: encodings,
//! numbers behind flags, full disks, many unknown names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{ANSWERS, evaluate, folder, huice, write};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The same text in another encoding.
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

const EVALUATE: [&str; 6] = [
    "evaluate",
    "--place",
    "990001",
    "--as-of",
    "2020-01-01",
    "--answers",
];

#[test]
fn every_command_names_the_encoding_of_a_file() {
    let folder = folder("encodings");
    let person = format!(
        r#"{{"name": "某人", "place": "990001", "as_of": "2020-01-01", "roles": ["founder"],
            "answers": {ANSWERS}}}"#
    );
    // 某人 in GBK.
    let gbk = b"{\"name\": \"\xC4\xB3\xC8\xCB\"}".to_vec();
    for (name, bytes, code, words) in [
        ("bom", format!("\u{feff}{person}").into_bytes(), 0, ""),
        ("plain", person.clone().into_bytes(), 0, ""),
        ("wide", utf16(&person), 2, "UTF-16"),
        ("gbk", gbk, 2, "GBK"),
        ("latin", b"{\"name\": \"\xE9\"}".to_vec(), 2, "UTF-8"),
    ] {
        let dir = format!("people-{name}");
        write(&folder, &format!("{dir}/one.json"), &bytes);
        let advice = if code == 0 { "" } else { "请存成 UTF-8" };
        huice(&folder, &["people", "--dir", &dir], b"").expect(code, &[words, advice]);
        if code == 2 {
            let path = format!("{dir}/one.json");
            huice(&folder, &[&EVALUATE[..], &[&path]].concat(), b"").expect(2, &[words, advice]);
            huice(&folder, &[&EVALUATE[..], &["-"]].concat(), &bytes).expect(2, &[words, advice]);
            write(&folder, "rules/test-doc/03.yaml", &bytes);
            huice(&folder, &["check"], b"").expect(1, &["E028", "03.yaml", words, "另存为 UTF-8"]);
            std::fs::remove_file(folder.join("rules/test-doc/03.yaml")).unwrap();
        }
    }
    let marked = format!("\u{feff}{ANSWERS}");
    evaluate(&folder, &marked, &[]).expect(0, &["符合条件"]);
}

#[test]
fn numbers_behind_flags_are_read_as_everywhere() {
    let folder = folder("flags");
    let loan = |amount: &str, rate: &str, months: &str| {
        let arguments = [
            "loan", "--amount", amount, "--rate", rate, "--months", months, "--json",
        ];
        huice(&folder, &arguments, b"")
    };
    let plain = loan("30000", "4.35", "36").expect(0, &[]).out;
    for (amount, rate, months) in [
        ("３００００", "4。35", "36个月"),
        ("30,000元", "４．３５％", "3年"),
        ("3万元", "4.35 %", "３６"),
    ] {
        assert_eq!(loan(amount, rate, months).expect(0, &[]).out, plain);
    }
    loan("30000", "0,5", "36").expect(2, &["--rate", "0,5", "逗号"]);
    loan("1000,10", "0.5", "36").expect(2, &["--amount", "1000,10", "逗号"]);
    loan("6.000", "0.5", "36").expect(2, &["6.000", "最多写到分"]);
    loan("30000", "0.5", "36天").expect(2, &["--months", "单位不对"]);
    loan("30000", "-1", "36").expect(2, &["0% 到 100%"]);
    let plan = ["plan", "--place", "990001", "--months"];
    huice(&folder, &[&plan[..], &["1年"]].concat(), b"").expect(0, &["起 12 个月"]);
    huice(&folder, &[&plan[..], &["601"]].concat(), b"").expect(2, &["1 到 600"]);
    let check = ["check", "--checked-within", "３６天"];
    huice(&folder, &check, b"").expect(0, &["3 处提醒"]);
    let day = ["evaluate", "--place", "990001", "--as-of", "2020年1月1日"];
    huice(&folder, &day, b"").expect(0, &["2020年1月1日"]);
    let wide = r#"{"rent": "３０００．５０ 元", "age": "35周岁", "share": "10％"}"#;
    evaluate(&folder, wide, &[]).expect(0, &[]);
}

#[test]
fn sixty_thousand_unknown_names_take_about_a_second() {
    let folder = folder("many");
    let started = Instant::now();
    for same in [false, true] {
        let name = |n: usize| format!("\"no_such_{}\": 1", if same { 0 } else { n });
        let many: Vec<String> = (0..60_000).map(name).collect();
        let answers = format!("{{\"local\": true, {}}}", many.join(", "));
        evaluate(&folder, &answers, &["--lenient", "--json"]).expect(0, &[]);
        let record = format!("{{\"hires\": [{{{}}}]}}", many.join(", "));
        evaluate(&folder, &record, &[]).expect(2, &["hires[0].no_such_0"]);
    }
    // The search through all names for every name took 20 seconds for one of the four.
    assert!(
        started.elapsed() < Duration::from_secs(12),
        "{:?}",
        started.elapsed()
    );
}

/// Runs with standard output on a device that is always full.
#[cfg(target_os = "linux")]
fn into_a_full_device(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_huice"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_no_success() {
    let folder = folder("full");
    for arguments in [
        &["check"][..],
        &["test"],
        &["list", "--place", "990001"],
        &["evaluate", "--place", "990001", "--json"],
        &["--help"],
        &["--version"],
    ] {
        let (code, said) = into_a_full_device(&folder, arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(said.contains("磁盘满了"), "{arguments:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let folder = folder("gone");
    let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
        .current_dir(&folder)
        .args(["evaluate", "--place", "990001", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{:?}",
        String::from_utf8(output.stderr)
    );
}

/// Runs a command of the shell in which no file may grow beyond so many blocks of 1024 bytes.
#[cfg(target_os = "linux")]
fn limited(folder: &Path, blocks: u32, arguments: &str) -> (Option<i32>, String) {
    let huice = env!("CARGO_BIN_EXE_huice");
    let output = Command::new("bash")
        .current_dir(folder)
        .args([
            "-c",
            &format!("ulimit -f {blocks}; exec '{huice}' {arguments}"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = folder("disk");
    let path = folder.join("rules/test-doc/01.yaml");
    let mut text = std::fs::read_to_string(&path).unwrap();
    // Written otherwise than the formatter would, and longer than the limit.
    text.push_str("\n\n\n");
    text.extend((0..200).map(|n| format!("# 第 {n} 行注释，很长很长很长\n")));
    std::fs::write(&path, &text).unwrap();
    let names = || -> Vec<_> {
        let all = std::fs::read_dir(folder.join("rules/test-doc")).unwrap();
        all.map(|e| e.unwrap().file_name()).collect()
    };
    let before = names();
    let (code, said) = limited(&folder, 2, "fmt");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("写不了") && said.contains("没有动"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(names(), before);
    huice(&folder, &["fmt"], b"").expect(0, &["改了写法"]);
    assert_ne!(std::fs::read_to_string(&path).unwrap(), text);
    for command in ["pack", "site"] {
        huice(&folder, &[command, "--out", command], b"").expect(0, &[]);
        let read = || -> Vec<(std::path::PathBuf, Vec<u8>)> {
            let all = std::fs::read_dir(folder.join(command)).unwrap();
            let mut all: Vec<_> = all.map(|e| e.unwrap().path()).collect();
            all.sort();
            all.into_iter()
                .map(|p| (p.clone(), std::fs::read(p).unwrap()))
                .collect()
        };
        let before = read();
        let (code, said) = limited(&folder, 1, &format!("{command} --out {command}"));
        assert_eq!(code, Some(2), "{said}");
        assert_eq!(read(), before);
    }
}
