//! Laws made up by tests.

use huice_check::{SourceFile, check};
use huice_core::CompiledLaw;

/// A law of one instrument: the text of its facts, and its kind, condition and amount as a rule file
/// has them.
///
/// # Panics
/// If the checker refuses it.
#[must_use]
pub fn law(facts: &str, kind: &str, condition: &str, amount: &str) -> CompiledLaw {
    let file = |path: &str, text: &str| SourceFile {
        path: path.into(),
        text: text.into(),
    };
    let clause = format!(
        "clause: 一(一)\nheading: 测试\ninstruments:\n  - id: made-up\n    title: 测试\n    \
         summary: 测试。\n    kind: {kind}\n    to: individual\n    roles: [seeker]\n    \
         strength: entitled\n    cite: 一(一)#1\n    eligible: {condition}\n    amount: {amount}\n"
    );
    let files = [
        file(
            "rules/places.yaml",
            "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true}\n",
        ),
        file("rules/facts/test.yaml", facts),
        file(
            "rules/demo/document.yaml",
            "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\n\
             until: not stated\nchecked: 2026-11-21\nsource: demo.txt\n",
        ),
        file("rules/demo/01-01.yaml", &clause),
    ];
    let checked = check(&files);
    let corpus = checked
        .corpus
        .unwrap_or_else(|| panic!("{condition}: {:?}", checked.diagnostics));
    corpus.law_for("320281").unwrap().into()
}
