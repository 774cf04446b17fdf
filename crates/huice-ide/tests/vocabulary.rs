//! The keys that are suggested are those that the checker reads, no more and no fewer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::{SourceFile, check};
use huice_ide::vocabulary::keys;
use std::collections::BTreeSet;

/// A key that no map has.
const STRANGE: &str = "qqqqqqqq";

const PLACES: &str = "places:\n  - {code: \"990001\", name: 某市, pinyin: moushi, covered: true}\n";

const DOCUMENT: &str = "id: test-doc\ntitle: 意见\nnumber: 某政发〔2019〕1号\nissuer: 某市\napplies: [\"990001\"]\nissued: 2019-03-01\nuntil: not stated\nchecked: 2026-11-21\nsource: test-doc.txt\n";

const FACTS: &str =
    "topic: 甲\nfacts:\n  - {id: local, type: bool, ask: 您是本地人吗？, label: 本地}\n";

/// Where the strange key stands: the file, the keys around it, and the file's text with `@` there.
const MAPS: [(&str, &[&str], &str); 16] = [
    (
        "rules/places.yaml",
        &["places"],
        "places:\n  - {code: \"990001\", name: 某市, pinyin: moushi, covered: true, @}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &[],
        "clause: 一\n@\nheading: 甲\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, @}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["definitions"],
        "clause: 一\nheading: 甲\ndefinitions:\n  - {id: x, title: 乙, cite: 一#1, holds: {when: local}, @}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "eligible"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, eligible: {when: local, @}}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "amount"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, amount: {value: 6000 元, @}}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "amount", "let"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, amount: {let: [{name: a, label: 乙, value: 1 元, @}], value: a}}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "params", "a"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, params: {a: {value: 1 元, figure: 1元, cite: 一#1, label: 乙, @}}}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "terms"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, terms: [{label: 乙, value: 1 元, figure: 1元, cite: 一#1, @}]}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "readings"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, title: 乙, summary: 丙, kind: cash, to: individual, roles: [seeker], strength: may, cite: 一#1, amount: none, readings: [{about: 乙, ours: 丙, other: 丁, weight: ask, @}]}\n",
    ),
    (
        "rules/test-doc/01.yaml",
        &["instruments", "examples"],
        "clause: 一\nheading: 甲\ninstruments:\n  - {id: x, examples: [{name: 乙, as_of: 2020-01-01, answers: {}, verdict: eligible, @}]}\n",
    ),
    (
        "rules/test-doc/document.yaml",
        &[],
        "@\nid: test-doc\ntitle: 意见\n",
    ),
    ("rules/facts/01.yaml", &[], "topic: 甲\n@\nfacts: []\n"),
    (
        "rules/facts/01.yaml",
        &["lists"],
        "topic: 甲\nfacts:\n  - {id: local, type: bool, ask: 您是本地人吗？, label: 本地}\nlists:\n  - {ask: 哪些, of: [local], @}\n",
    ),
    (
        "rules/facts/01.yaml",
        &["facts", "change"],
        "topic: 甲\nfacts:\n  - {id: local, type: bool, ask: 您是本地人吗？, label: 本地, change: {do: 去办, to: yes, @}}\n",
    ),
    (
        "rules/goals.yaml",
        &["goals"],
        "goals:\n  - {id: a, label: 甲, roles: [seeker], @}\n",
    ),
];

#[test]
fn the_keys_are_those_of_the_checker() {
    for (path, around, text) in MAPS {
        let strange = format!("{STRANGE}: x");
        let mut files: Vec<SourceFile> = [
            ("rules/places.yaml", PLACES),
            ("rules/test-doc/document.yaml", DOCUMENT),
            ("rules/facts/01.yaml", FACTS),
        ]
        .into_iter()
        .filter(|(own, _)| *own != path)
        .map(|(path, text)| SourceFile {
            path: path.into(),
            text: text.into(),
        })
        .collect();
        files.push(SourceFile {
            path: path.into(),
            text: text.replace('@', &strange),
        });
        let found = check(&files).diagnostics;
        let refused = found.iter().find(|d| d.message.en.contains(STRANGE));
        let Some(refused) = refused else {
            panic!("{path} {around:?}: {found:#?}");
        };
        let known: BTreeSet<&str> = refused.help.en.split('`').skip(1).step_by(2).collect();
        let ours: BTreeSet<&str> = keys(path, around).unwrap().into_iter().collect();
        assert_eq!(ours, known, "{path} {around:?}");
    }
}
