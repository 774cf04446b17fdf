//! Any text as a file that is open in an editor: every request, at any place, gets an answer.

use huice_check::SourceFile;
use huice_ide::preview;
use huice_ide::sentences::Texts;
use huice_ide::{Workspace, position};

/// So many places of a text are asked about.
const ASKED: usize = 6;

/// Asks everything that an editor asks of a file among others.
pub(super) fn editor(files: &[SourceFile], path: &str, text: &str) {
    let mut workspace = Workspace::new();
    for file in files.iter().filter(|file| file.path != path) {
        workspace.set(&file.path, file.text.as_str());
    }
    workspace.set(path, text);
    let _ = workspace.diagnostics(path);
    let _ = workspace.outline(path);
    let texts = Texts::default();
    for at in places(text) {
        let at = position(text, at);
        for one in workspace.completion(path, at) {
            assert!(!one.text.is_empty(), "an offer without a word");
        }
        let _ = workspace.hover(path, at, &texts);
        let _ = workspace.references(path, at);
        let _ = workspace.instrument_at(path, at);
        for edit in workspace.rename(path, at, "another").unwrap_or_default() {
            assert!(edit.at.range.start <= edit.at.range.end);
        }
    }
    let Some(corpus) = workspace.checked(path) else {
        return;
    };
    let Some(corpus) = &corpus.corpus else {
        return;
    };
    for (instrument, _) in corpus.instruments() {
        let _ = preview::examples(corpus, &instrument.id);
        let _ = preview::boundaries(corpus, &instrument.id);
    }
}

/// Places of a text, spread evenly.
fn places(text: &str) -> impl Iterator<Item = usize> {
    let step = (text.len() / ASKED).max(1);
    (0..=text.len()).step_by(step).take(ASKED + 1)
}
