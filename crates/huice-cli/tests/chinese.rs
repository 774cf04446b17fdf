//! The command line speaks Chinese to people.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{folder, huice};

/// Words that are written in Latin letters in Chinese too, and names of this program's own parts.
const KNOWN: [&str; 24] = [
    "huice", "json", "JSON", "help", "version", "KB", "sitemap", "txt", "index", "html", "https",
    "example", "cn", "pages", "zh", "en", "null", "true", "false", "UTF", "yaml", "MB", "E", "h",
];

/// The words in Latin letters that are neither flags, codes nor known.
fn latin(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '`' | '/' | '.')))
        .filter(|word| word.bytes().any(|b| b.is_ascii_lowercase()))
        .filter(|word| !word.starts_with('-') && !word.contains('`'))
        .flat_map(|word| word.split(['.', '/', '-', '_']))
        .filter(|word| word.bytes().any(|b| b.is_ascii_lowercase()))
        .filter(|word| !KNOWN.contains(word))
        .collect()
}

const COMMANDS: [&str; 14] = [
    "check", "fmt", "test", "list", "facts", "evaluate", "ask", "people", "explain", "audit",
    "plan", "loan", "pack", "site",
];

#[test]
fn help_is_chinese() {
    let folder = folder("help");
    let own = ["explain", "code", "rules", "pack"];
    let fine = |word: &&str| COMMANDS.contains(word) || own.contains(word);
    for command in [&[][..], &COMMANDS]
        .concat()
        .iter()
        .chain(&["explain-code"])
    {
        let run = huice(&folder, &[command, "--help"], b"").expect(0, &["用法：", "选项"]);
        let roles = ["seeker", "founder", "employer", "family", "institution"];
        let english: Vec<&str> = latin(&run.out)
            .into_iter()
            .filter(|word| !fine(word) && !roles.contains(word))
            .collect();
        assert!(english.is_empty(), "{command}: {english:?}\n{}", run.out);
    }
    huice(&folder, &["--help"], b"").expect(0, &["惠策", "命令", "看这份说明"]);
    huice(&folder, &["-V"], b"").expect(0, &["huice 0."]);
}

#[test]
fn refused_arguments_are_named_in_chinese() {
    let folder = folder("arguments");
    for (arguments, words) in [
        (&["evalute"][..], "您想写的可能是 `evaluate`"),
        (&["evaluate", "--plaec", "1"], "您想写的可能是 `--place`"),
        (&["loan"], "还要写"),
        (&["ask", "--role", "king"], "seeker、founder"),
        (&["evaluate", "--place"], "后面要写一个值"),
        (&["check", "--as-of", "2020-01-01"], "还要写"),
        (&["check", "extra"], "没有 `extra`"),
        (&["evaluate", "--json", "--json"], "只能写一次"),
        (&["evaluate", "--as-of", "明天"], "不是一个日子"),
        (
            &[
                "loan",
                "--amount",
                "1",
                "--rate",
                "1",
                "--months",
                "1",
                "--subsidy",
                "50%",
                "--instrument",
                "x",
            ],
            "不能和",
        ),
    ] {
        let run = huice(&folder, arguments, b"").expect(2, &[words, "看用法"]);
        assert!(run.out.is_empty() || run.err.is_empty(), "{run:?}");
        let said = run.said().replace("{\"error\":", "");
        for english in ["error", "Usage", "required", "invalid", "tip", "unexpected"] {
            assert!(!said.contains(english), "{said}");
        }
    }
    // Where JSON is expected, a refusal is JSON too.
    let run = huice(&folder, &["evaluate", "--json", "--nonsense"], b"");
    assert!(run.expect(2, &[]).json()["error"].is_string());
    huice(&folder, &[], b"").expect(2, &["用法："]);
}

#[test]
fn the_system_is_quoted_in_chinese() {
    let folder = folder("system");
    let answers = ["evaluate", "--place", "990001", "--answers"];
    for (path, words) in [
        ("nowhere.json", "没有这个文件或文件夹"),
        ("rules", "这是文件夹，不是文件"),
        ("rules/places.yaml/x", "这是文件，不是文件夹"),
    ] {
        let run = huice(&folder, &[&answers[..], &[path]].concat(), b"");
        let run = run.expect(2, &["读不了", words]);
        assert!(!run.said().contains("os error"), "{run:?}");
    }
    for (text, words) in [
        ("{", "没有写完"),
        ("{\"age\": }", "第 1 行第 9 个字符附近写错了"),
        ("[]", "最外层要用花括号"),
    ] {
        let run = huice(&folder, &[&answers[..], &["-"]].concat(), text.as_bytes());
        run.expect(2, &["JSON", words]);
    }
}
