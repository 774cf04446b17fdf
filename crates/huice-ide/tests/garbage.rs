//! Whatever stands in the files, and wherever the cursor is: an answer, and no panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_ide::sentences::Texts;
use huice_ide::{Position, Workspace, position};
use proptest::prelude::*;

const PLACES: &str = include_str!("../../../tests/suite/base/places.yaml");
const FACTS: &str = include_str!("../../../tests/suite/base/facts/base.yaml");
const DOCUMENT: &str = include_str!("../../../tests/suite/base/demo/document.yaml");
const BASE: &str = include_str!("../../../tests/suite/base/demo/00-base.yaml");
const RIGHT: &str = include_str!("../../../tests/suite/check/all-right.yaml");

/// What an author may hit: signs of the language, of Chinese keyboards, and quite others.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\"",
    "'",
    "#",
    "\n",
    "  ",
    "：",
    "，",
    "“",
    "元",
    "３",
    "when: ",
    "all:\n",
    "sum(hires where ",
    "== ",
    "𠮷",
    "\u{301}",
    "\r\n",
];

/// Asks everything there is to ask at a place.
fn ask(workspace: &mut Workspace, path: &str, at: Position, texts: &Texts) {
    workspace.diagnostics(path);
    workspace.completion(path, at);
    workspace.hover(path, at, texts);
    workspace.definition(path, at);
    workspace.references(path, at);
    let _ = workspace.rename(path, at, "other_name");
    workspace.outline(path);
    let _ = workspace.formatted(path);
    let _ = workspace.sentences("demo", texts);
    let _ = workspace.cited_at(path, at);
    let id = workspace.instrument_at(path, at);
    let checked = workspace.checked(path).unwrap();
    if let (Some(id), Some(corpus)) = (id, &checked.corpus) {
        let _ = huice_ide::preview::examples(corpus, &id);
        let _ = huice_ide::preview::boundaries(corpus, &id);
    }
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new();
    for (path, text) in [
        ("places.yaml", PLACES),
        ("facts/base.yaml", FACTS),
        ("demo/document.yaml", DOCUMENT),
        ("demo/00-base.yaml", BASE),
        ("demo/01-01.yaml", RIGHT),
    ] {
        workspace.set(path, text);
    }
    workspace
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_text_that_is_being_written(
        which in 0usize..4,
        at in any::<prop::sample::Index>(),
        cut in 0usize..40,
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..6),
    ) {
        let (path, text) = [
            ("facts/base.yaml", FACTS),
            ("demo/document.yaml", DOCUMENT),
            ("demo/00-base.yaml", BASE),
            ("demo/01-01.yaml", RIGHT),
        ][which];
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.floor_char_boundary((start + cut).min(text.len()));
        let written = pieces.concat();
        let changed = format!("{}{written}{}", &text[..start], &text[end..]);
        let mut workspace = workspace();
        workspace.set(path, changed.clone());
        let mut texts = Texts::default();
        texts.set("demo", &changed);
        ask(&mut workspace, path, position(&changed, start + written.len()), &texts);
    }

    #[test]
    fn any_text_at_any_place(text in ".{0,200}", line in 0u32..9, character in 0u32..99) {
        for path in ["places.yaml", "facts/x.yaml", "demo/document.yaml", "demo/09.yaml", "x"] {
            let mut workspace = workspace();
            workspace.set(path, text.clone());
            ask(&mut workspace, path, Position { line, character }, &Texts::default());
        }
    }
}
