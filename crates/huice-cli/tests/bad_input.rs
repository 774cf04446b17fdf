//! Whatever is given to `huice`, it says what is wrong in plain words and ends with the right
//! code: 1 where the rules are wrong, 2 where what was given cannot be used.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{ANSWERS, evaluate, folder, huice, twin, write};
use std::path::{Path, PathBuf};

/// The small place's law as one pack. `out` holds the published files.
fn pack(folder: &Path) -> PathBuf {
    huice(folder, &["pack", "--out", "out"], b"").expect(0, &["test-doc-", ".words"]);
    let twin: huice_core::Law = serde_json::from_str(&twin(&folder.join("out"))).unwrap();
    let law = huice_core::Law {
        place: "990001".into(),
        place_name: "某市".into(),
        ..twin
    };
    let path = folder.join("whole.pack");
    std::fs::write(&path, huice_pack::encode(&law).unwrap()).unwrap();
    path
}

/// The published files of the small place.
fn published(folder: &Path) -> Vec<PathBuf> {
    pack(folder);
    std::fs::read_dir(folder.join("out"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "json"))
        .collect()
}

#[test]
fn a_damaged_file_of_a_folder_is_refused() {
    let folder = folder("published");
    let files = published(&folder);
    assert_eq!(files.len(), 3);
    huice(&folder, &["list", "--pack", "out"], b"").expect(0, &["某市：2 项"]);
    huice(
        &folder,
        &["list", "--pack", "out", "--place", "990002"],
        b"",
    )
    .expect(2, &["没有收录管 邻市（990002）的文件"]);
    for path in files {
        let good = std::fs::read(&path).unwrap();
        for at in [0, 5, 12, good.len() - 1] {
            let mut bytes = good.clone();
            bytes[at] ^= 4;
            std::fs::write(&path, &bytes).unwrap();
            huice(&folder, &["list", "--pack", "out"], b"").expect(2, &["不能用"]);
        }
        std::fs::remove_file(&path).unwrap();
        huice(&folder, &["list", "--pack", "out"], b"").expect(2, &["读不了"]);
        std::fs::write(&path, good).unwrap();
    }
}

#[test]
fn truncated_packs() {
    let folder = folder("truncated");
    let good = std::fs::read(pack(&folder)).unwrap();
    for length in (0..good.len()).step_by(31).chain(0..20) {
        write(&folder, "cut.pack", &good[..length]);
        let run = huice(&folder, &["list", "--pack", "cut.pack"], b"");
        run.expect(2, &["cut.pack 不能用", "不完整"]);
    }
}

#[test]
fn bit_flipped_packs() {
    let folder = folder("flipped");
    let good = std::fs::read(pack(&folder)).unwrap();
    for at in (0..good.len() * 8).step_by(211).chain(0..18 * 8) {
        let mut bytes = good.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        write(&folder, "bad.pack", &bytes);
        let run = huice(&folder, &["evaluate", "--pack", "bad.pack"], b"");
        run.expect(2, &["bad.pack 不能用"]);
    }
}

#[test]
fn packs_of_another_version_or_place_or_none() {
    let folder = folder("other-packs");
    let path = pack(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4] = bytes[4].wrapping_add(1);
    write(&folder, "other.pack", &bytes);
    huice(&folder, &["list", "--pack", "other.pack"], b"").expect(2, &["第 ", "版的格式"]);
    huice(&folder, &["list", "--pack", "nowhere.pack"], b"").expect(2, &["读不了 nowhere.pack"]);
    huice(&folder, &["list", "--pack", "out/index.bin"], b"").expect(2, &["不是规则包"]);
    let path = path.to_str().unwrap();
    huice(&folder, &["list", "--pack", path, "--place", "990002"], b"")
        .expect(2, &["某市（990001）", "990002"]);
    huice(&folder, &["pack", "--pack", path, "--out", "x"], b"").expect(2, &["--pack"]);
}

/// Each answer with words that its refusal must hold, besides the name.
const REFUSED: [(&str, &str, &[&str]); 38] = [
    ("local", r#""yes""#, &["文字“yes”", "true（是）"]),
    ("local", r#""true""#, &["文字“true”", "true（是）"]),
    ("local", r#""""#, &["文字“”", "true（是）"]),
    ("local", "1", &["数字 1", "true（是）"]),
    ("age", r#""old""#, &["文字“old”", "只能填数字"]),
    ("age", "1e30", &["数字 1e", "只能填数字"]),
    ("age", "1.5", &["1.5", "请填整数"]),
    ("age", "-1", &["-1", "太小了", "0 岁 到 120 岁"]),
    ("age", "121", &["121", "太大了", "0 岁 到 120 岁"]),
    ("age", r#""35个月""#, &["单位不对", "“岁”"]),
    (
        "age",
        "99999999999999999999999999999999999999999999",
        &["…", "数字太长"],
    ),
    ("age", "true", &["写的是 true", "只能填数字"]),
    ("age", "[30]", &["写的是一个列表"]),
    ("rent", "1e400", &["数字 1e", "只能填数字"]),
    ("rent", "0.001", &["0.001", "最多写到分"]),
    ("rent", r#""6.000""#, &["6.000", "最多写到分"]),
    ("rent", "6.000", &["6.000", "最多写到分"]),
    ("rent", r#""1000,10""#, &["1000,10", "逗号"]),
    ("rent", r#""0,5""#, &["0,5", "逗号"]),
    (
        "rent",
        "79228162514264337593543950336",
        &["792281625", "元"],
    ),
    ("rent", r#""NaN""#, &["“NaN”", "只能填数字"]),
    ("rent", r#""Infinity""#, &["“Infinity”", "只能填数字"]),
    ("share", "31", &["31", "太大了", "30%"]),
    ("opened", r#""1949-09-30""#, &["1949-09-30", "1949-10-01"]),
    ("opened", r#""2101-01-01""#, &["2101-01-01", "2100-12-31"]),
    (
        "opened",
        r#""10000-01-01""#,
        &["10000-01-01", "不是一个日子"],
    ),
    ("opened", r#""2019-02-30""#, &["2019-02-30", "没有这一天"]),
    ("opened", "20190701", &["数字 20190701", "2019-07-01"]),
    ("trade", r#""bank""#, &["“bank”", "shop、farm"]),
    ("papers", r#""licence""#, &["“licence”", "请填一个列表"]),
    ("papers", r#"["licence", 3]"#, &["licence、permit"]),
    ("approved", r#"{"by": "市里"}"#, &["一组带名字的值"]),
    ("hires", "3", &["请填一个列表"]),
    ("hires", "[3]", &["hires[0]", "一组带名字的值"]),
    (
        "hires",
        r#"[{"people": 1}, {"people": "many"}]"#,
        &["hires[1].people", "“many”"],
    ),
    (
        "hires",
        r#"[{"persons": 1}]"#,
        &["hires[0].persons", "people、insured"],
    ),
    (
        "hires",
        r#"[{"people": 1, "people": 2}]"#,
        &["hires[0].people", "不止一次"],
    ),
    ("hukou", "true", &["没有这一项"]),
];

#[test]
fn answers_of_the_wrong_type_or_out_of_range() {
    let folder = folder("types");
    for (name, value, words) in REFUSED {
        let answers = format!("{{\"{name}\": {value}}}");
        let run = evaluate(&folder, &answers, &[])
            .expect(2, words)
            .expect(2, &[name]);
        assert!(run.out.is_empty(), "{answers}: {run:?}");
    }
}

#[test]
fn all_refusals_are_told_at_once_and_lose_nothing_else() {
    let folder = folder("lenient");
    let bad = r#"{"local": true, "age": "old", "trade": "shop", "opened": "2019-07-01",
      "rent": 1e30, "papers": 7}"#;
    evaluate(&folder, bad, &[]).expect(2, &["3 项", "`age`", "`rent`", "`papers`", "--lenient"]);
    let strict = evaluate(&folder, bad, &["--json"]).expect(2, &[]).json();
    assert_eq!(strict["refused"].as_array().unwrap().len(), 3, "{strict}");
    let lenient = evaluate(&folder, bad, &["--json", "--lenient"])
        .expect(0, &[])
        .json();
    let fields: Vec<&str> = lenient["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["age", "rent", "papers"]);
    assert_eq!(lenient["refused"][0]["found"], "写的是文字“old”");
    assert_eq!(lenient["refused"][0]["code"], "not_a_number");
    let grant = &lenient["outcomes"][0];
    assert_eq!(
        (&grant["id"], &grant["verdict"]),
        (&"test-grant".into(), &"undetermined".into())
    );
    assert_eq!(grant["needs"][0]["fact"], "age");
    evaluate(&folder, bad, &["--lenient"]).expect(0, &["没有用上的回答", "`papers`"]);
}

#[test]
fn days_that_cannot_be() {
    let folder = folder("days");
    for (day, words) in [
        ("1949-09-30", "1949-10-01 到 2100-12-31"),
        ("1900-01-01", "太早或太晚"),
        ("2101-01-01", "太早或太晚"),
        ("9999-12-31", "太早或太晚"),
        ("10000-01-01", "不是一个日子"),
        ("2019-13-01", "没有这一天"),
        ("2019-02-29", "没有这一天"),
        ("20190101", "不是一个日子"),
        ("2019-07", "要写明是哪一天"),
        ("", "--as-of"),
        ("今天", "不是一个日子"),
    ] {
        let run = huice(
            &folder,
            &["evaluate", "--place", "990001", "--as-of", day],
            b"",
        );
        run.expect(2, &[words]);
    }
    for day in ["1949-10-01", "2100-12-31", "2020-02-29"] {
        huice(
            &folder,
            &["evaluate", "--place", "990001", "--as-of", day],
            b"",
        )
        .expect(0, &[]);
    }
}

#[test]
fn ids_and_places_that_are_not_there() {
    let folder = folder("ids");
    evaluate(
        &folder,
        "{}",
        &["--id", "test-grant", "no-such", "nor-this"],
    )
    .expect(2, &["`no-such`、`nor-this`", "huice list"]);
    huice(&folder, &["explain", "no-such", "--place", "990001"], b"").expect(2, &["`no-such`"]);
    for command in ["evaluate", "ask", "list", "facts"] {
        huice(&folder, &[command, "--place", "123456"], b"")
            .expect(2, &["没有 `123456` 这个地方", "某市（990001）"]);
        huice(&folder, &[command, "--place", "邻市"], b"")
            .expect(2, &["没有收录管 邻市（990002）的文件"]);
    }
    // Published files name what there is in the same words.
    huice(&folder, &["pack", "--out", "out"], b"").expect(0, &[]);
    for (place, said) in [
        (
            "123456",
            "没有 `123456` 这个地方；有政策的是：某市（990001）",
        ),
        ("邻市", "没有收录管 邻市（990002）的文件"),
        ("某省某市", "要找的是不是：某市（990001）"),
    ] {
        for pack in [&[][..], &["--pack", "out"]] {
            let words = [&["list", "--place", place], pack].concat();
            huice(&folder, &words, b"").expect(2, &[said]);
        }
    }
    for place in [" 990001 ", "９９０００１", "某市 "] {
        huice(&folder, &["list", "--place", place], b"").expect(0, &["某市：2 项"]);
    }
    huice(&folder, &["evaluate"], b"").expect(2, &["--place", "某市（990001）"]);
    huice(&folder, &["explain-code", "E999"], b"").expect(2, &["E999"]);
    huice(&folder, &["no-such-command"], b"").expect(2, &["no-such-command"]);
    huice(
        &folder,
        &["ask", "--place", "990001", "--role", "king"],
        b"",
    )
    .expect(2, &["king"]);
    huice(&folder, &[], b"").expect(2, &["用法："]);
}

#[test]
fn answers_that_are_not_answers() {
    let folder = folder("not-json");
    let deep = format!("{{\"hires\": {}", "[".repeat(100_000));
    for text in [
        "",
        "[]",
        "3",
        "null",
        "{",
        "{\"age\": }",
        "{\"age\": NaN}",
        "{\"age\": 1e}",
        "{\"age\": 01}",
        "{\"age\": 1} {}",
        "age: 30",
        deep.as_str(),
    ] {
        evaluate(&folder, text, &[]).expect(2, &["JSON"]);
    }
    evaluate(&folder, r#"{"age": 30, "age": 20}"#, &[]).expect(2, &["`age`", "不止一次"]);
    evaluate(&folder, "\u{feff}{}", &[]).expect(0, &[]);
    write(&folder, "latin.json", b"{\"trade\": \"\xff\xfe\"}");
    let run = ["evaluate", "--place", "990001", "--answers"];
    huice(&folder, &[&run[..], &["latin.json"]].concat(), b"").expect(2, &["读不了 latin.json"]);
    huice(&folder, &[&run[..], &["nowhere.json"]].concat(), b"").expect(2, &["读不了 nowhere"]);
    huice(&folder, &[&run[..], &["rules"]].concat(), b"").expect(2, &["读不了 rules"]);
    let records = vec!["{\"people\": 1}"; 201].join(",");
    evaluate(&folder, &format!("{{\"hires\": [{records}]}}"), &[]).expect(2, &["最多 200 条"]);
    let huge = format!("{{\"age\": \"{}\"}}", "9".repeat(5 << 20));
    evaluate(&folder, &huge, &[]).expect(2, &["太大"]);
}

#[test]
fn rules_that_are_not_rules() {
    let folder = folder("rules");
    huice(&folder, &["check", "--rules", "nowhere"], b"").expect(2, &["读不了 nowhere"]);
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    huice(&folder, &["check", "--rules", "empty"], b"").expect(2, &["没有 .yaml"]);
    for (broken, words) in [
        ("clause: [", "E0"),
        ("clause: 一\n\theading: x\n", "E0"),
        ("clause: &a 一\nheading: *a\n", "E0"),
        ("clause: 一\nclause: 二\n", "E0"),
        ("", "E0"),
        ("just words", "E0"),
        (
            "clause: 三\nheading: x\ninstruments:\n  - id: test-grant\n",
            "E0",
        ),
    ] {
        write(&folder, "rules/test-doc/03.yaml", broken.as_bytes());
        let run = huice(&folder, &["check"], b"").expect(1, &["03.yaml", words, "处错误"]);
        assert!(run.err.is_empty(), "{run:?}");
        let report = huice(&folder, &["check", "--json"], b"")
            .expect(1, &[])
            .json();
        assert!(report["errors"].as_u64().unwrap() > 0, "{report}");
        for command in ["evaluate", "list", "facts"] {
            let run = huice(&folder, &[command, "--place", "990001"], b"");
            run.expect(1, &["先改好再算", words]);
        }
        let run = huice(&folder, &["list", "--place", "990001", "--json"], b"").expect(1, &[]);
        assert!(run.json()["error"].is_string());
    }
    write(&folder, "rules/test-doc/03.yaml", b"clause: \xff\xfe\n");
    huice(&folder, &["check"], b"").expect(1, &["E028", "03.yaml"]);
}

#[test]
fn answers_with_any_byte_changed() {
    let folder = folder("bytes");
    let path = pack(&folder);
    let path = path.to_str().unwrap();
    let good = ANSWERS.as_bytes();
    for at in 0..good.len() {
        let mut bytes = good.to_vec();
        // A different byte at every place; which one does not matter.
        bytes[at] = bytes[at].wrapping_add(u8::try_from(at % 251).unwrap() | 1);
        let run = huice(
            &folder,
            &["evaluate", "--json", "--pack", path, "--answers", "-"],
            &bytes,
        );
        assert!(run.code == 0 || run.code == 2, "{run:?}");
        run.json();
    }
}

/// Every file among the rules is read or named, each with its own error, and all at once.
#[test]
fn files_among_the_rules_that_are_not_read_are_named() {
    let folder = folder("unread");
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    let text = common::RULES[3].1;
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write(&folder, "rules/README.md", "说明".as_bytes());
    write(&folder, "rules/.swp", b"x");
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    write(&folder, "rules/test-doc/02.yml", text.as_bytes());
    write(&folder, "rules/test-doc/03.yaml", &wide);
    // 条款 in GBK.
    write(&folder, "rules/test-doc/04.yaml", b"\xCC\xF5\xBF\xEE");
    write(&folder, "rules/test-doc/05.yaml.txt", text.as_bytes());
    let deep = "rules/a/b/c/d/e/f/g/h/i/06.yaml";
    std::fs::create_dir_all(folder.join(deep).parent().unwrap()).unwrap();
    write(&folder, deep, text.as_bytes());
    let words = [
        "E027",
        "02.yml",
        "E028",
        "UTF-16",
        "GBK",
        "请改名为 `05.yaml`",
        "套得太深",
        "5 处错误",
    ];
    huice(&folder, &["check"], b"").expect(1, &words);
    // A file that begins with a mark of its encoding is read.
    for name in ["02.yml", "03.yaml", "04.yaml", "05.yaml.txt"] {
        std::fs::remove_file(folder.join("rules/test-doc").join(name)).unwrap();
    }
    std::fs::remove_file(folder.join(deep)).unwrap();
    let marked = format!("\u{feff}{text}");
    write(&folder, "rules/test-doc/01.yaml", marked.as_bytes());
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
}

/// A link that leads back is looked through once.
#[cfg(unix)]
#[test]
fn folders_that_lead_in_a_circle_come_to_an_end() {
    let folder = folder("circle");
    std::os::unix::fs::symlink(folder.join("rules"), folder.join("rules/again")).unwrap();
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
}
