//! Whatever is read: no panic, honest places, and a formatter that keeps meaning.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_syntax::{Kind, Lines, Node, Span, expr, format, parse};
use proptest::prelude::*;

/// A text must be cut out of its file at whole characters, and line and column must agree.
fn fits(span: Span, text: &str) {
    assert!(
        span.start <= span.end && span.end <= text.len(),
        "{span:?} of {}",
        text.len()
    );
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} cuts a character"
    );
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    assert_eq!((span.line as usize, span.column as usize), (line, column));
}

fn walk(node: &Node, text: &str, lines: &Lines<'_>) {
    fits(node.span, text);
    match &node.kind {
        Kind::Scalar(_) => match expr::parse("x.yaml", text, lines, node) {
            Ok(found) => fits(found.span, text),
            Err(error) => fits(error.span, text),
        },
        Kind::List(items) => items.iter().for_each(|item| walk(item, text, lines)),
        Kind::Map(entries) => {
            for entry in entries {
                fits(entry.key_span, text);
                walk(&entry.value, text, lines);
            }
        }
    }
}

fn examine(text: &str) {
    let parsed = parse("x.yaml", text);
    for diagnostic in &parsed.diagnostics {
        fits(diagnostic.span, text);
        let _ = diagnostic.render(text, huice_syntax::Lang::Zh, true);
    }
    assert!(parsed.root.is_some() || !parsed.diagnostics.is_empty());
    if let Some(root) = &parsed.root {
        walk(root, text, &Lines::new(text));
    }
    match format(text) {
        Ok(once) => {
            let root = parsed.root.unwrap();
            let again = parse("x.yaml", &once).root.unwrap();
            assert!(again.same(&root), "{text:?}\n{once:?}");
            assert_eq!(format(&once), Ok(once));
        }
        Err(why) => assert!(
            why.iter().all(|d| d.code != "E017"),
            "{text:?} cannot be formatted"
        ),
    }
}

/// Pieces that matter to the reader.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|parts| parts.concat())
}

const YAML: &[&str] = &[
    "a",
    "b: ",
    "c:",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "\"",
    "'",
    "# x",
    " # y",
    "|",
    ">",
    "|-",
    "\n\n",
    "本市",
    "：",
    "&x ",
    "*x",
    "!t ",
    "---\n",
    "...\n",
    "%",
    "? ",
    "<<: ",
    "\t",
    "\\",
    "1",
    "true",
    "\u{200b}",
    "\r\n",
    "\u{feff}",
    ": ",
    "@",
    "`",
    "~",
    "👨‍👩‍👧",
];

const EXPRESSION: &[&str] = &[
    "a",
    " ",
    "and ",
    "or ",
    "not ",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "1",
    "2.5",
    " 元",
    " 元/月",
    " 年",
    "%",
    "2019-12-31",
    "as_of",
    "min(",
    "if(",
    "count(",
    "sum(",
    " where ",
    " in ",
    " has ",
    "true",
    "（",
    "，",
    "本市",
    "'",
    ".",
    "0.",
    "year_start(",
    "=",
    "!",
    "&&",
];

/// A text that means something, written in one of many ways.
fn document() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "6000 元",
        "三(八)#1a",
        "'先 # 后'",
        "\"x: y\"",
        "\"true\"",
        "true",
        "\"\"",
        "\"a\\tb\"",
        "320281",
        "\"320281\"",
        "a, b",
        "- b",
        "2019-01-01",
        "不清楚",
        "a#b",
        "\"a\\nb\"",
        "\" a\"",
        "x'y",
        "\"-\"",
        "\"?\"",
        "\"{\"",
        "a:b",
        "'a:'",
        "\"a\\\\b\"",
        "''''",
        "😀",
    ]);
    let leaf = word.prop_map(|w| match w {
        "a, b" | "- b" => format!("\"{w}\""),
        w => w.to_owned(),
    });
    let flow = leaf.clone().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| format!("[{}]", v.join(", "))),
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|v| format!("[{}]", v.join(",\n                "))),
            prop::collection::vec(inner, 0..4).prop_map(|v| {
                let parts: Vec<_> = v
                    .iter()
                    .enumerate()
                    .map(|(n, x)| format!("k{n}: {x}"))
                    .collect();
                format!("{{{}}}", parts.join(", "))
            }),
        ]
    });
    let tail = prop::sample::select(vec![
        "",
        "",
        "",
        "  # 尾",
        " # x",
        "\n",
        "\n\n\n",
        "\n# own",
        "\n      # deep",
    ]);
    let value = prop_oneof![
        4 => (flow, tail).prop_map(|(f, t)| format!(" {f}{t}\n")),
        1 => Just(" |\n@  一行\n@   二行\n".to_owned()),
        1 => Just(" |-  # c\n@  a\n\n@  b # no\n".to_owned()),
        1 => Just(" >-\n@  折\n@  行\n\n".to_owned()),
        1 => Just(" a and\n@   b\n\n@  and c\n".to_owned()),
        1 => Just("\n".to_owned()),
    ];
    // `@` means the indentation of the surrounding block.
    let block = value.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|v| {
                let deeper = |t: &str| t.replace('@', "@  ");
                let parts: Vec<_> = v.iter().map(|x| format!("@  -{}", deeper(x))).collect();
                format!("\n{}", parts.concat())
            }),
            prop::collection::vec(inner, 1..4).prop_map(|v| {
                let deeper = |t: &str| t.replace('@', "@  ");
                let part = |(n, x): (usize, &String)| format!("@  k{n}:{}", deeper(x));
                format!("\n{}", v.iter().enumerate().map(part).collect::<String>())
            }),
        ]
    });
    prop::collection::vec(block, 1..4).prop_map(|v| {
        let part = |(n, x): (usize, &String)| format!("k{n}:{}", x.replace('@', ""));
        v.iter().enumerate().map(part).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 10000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        examine(&text);
    }

    #[test]
    fn pieces_of_yaml(text in soup(YAML)) {
        examine(&text);
    }

    #[test]
    fn pieces_of_expressions(text in soup(EXPRESSION)) {
        examine(&format!("when: {text}\n"));
        examine(&format!("when: \"{}\"\n", text.replace('"', "")));
    }

    #[test]
    fn documents_are_formatted(text in document()) {
        examine(&text);
    }

    #[test]
    fn damaged_documents(text in document(), cut in 0usize..400, put in prop::sample::select(YAML)) {
        let at = text.floor_char_boundary(cut.min(text.len()));
        examine(&text[..at]);
        examine(&format!("{}{put}{}", &text[..at], &text[at..]));
    }
}

#[test]
fn long_and_deep_texts_come_to_an_end() {
    for piece in [
        "[", "{a: ", "- ", "((", "not ", "a + ", "? ", "\"", "&a ", "a: ",
    ] {
        for times in [100, 5000] {
            examine(&piece.repeat(times));
            examine(&format!("when: {}", piece.repeat(times)));
        }
    }
}

#[test]
fn no_span_cuts_a_character() {
    // Found at random: the library ends a bracket before a sign of three bytes.
    examine("? {}: ---\n%a---\n本市a");
}

#[test]
fn documents_made_here_are_mostly_right() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut right = 0;
    for _ in 0..200 {
        let text = document().new_tree(&mut runner).unwrap().current();
        right += usize::from(format(&text).is_ok());
    }
    assert!(right > 120, "only {right} of 200 test anything");
}

#[test]
fn lines_that_move_are_no_slip() {
    for text in [
        "k0:\n  -\n  -\n    - []\n    - a and\n       b\n\n     [ and c\n    -\n      - []\n",
        "k1:\n  - a and\n   [  b\n\n    and c\n  -\n    - []\n",
        "k0:\n  k0:\n    - [{k0: a,| k1: ['先 # 后',\n                a]}]\n",
    ] {
        examine(text);
    }
}

#[test]
fn valid_texts_are_no_slips() {
    for text in [
        "k: {\"| k1\": '先 # 后'}\n",
        "k: [{k0: a, 'b' : \"先 # 后\"}]\n",
        "k:\n  - |-\n    a\n    [ b\n",
        "k:\n  - - |\n      a：\n      [ b\n  - c\n",
        "k:\n  - >-\n    a\n    “b\n",
    ] {
        assert_eq!(parse("x.yaml", text).diagnostics, [], "{text:?}");
        examine(text);
    }
}
