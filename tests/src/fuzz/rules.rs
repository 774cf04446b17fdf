//! Any text as a rule file: parsed, diagnosed, formatted, checked among sound files, made a law.

use crate::root;
use huice_check::{SourceFile, check};
use huice_core::{Answers, CompiledLaw, Date};
use huice_syntax::{Lines, Severity, expr, format, parse};
use std::rc::Rc;
use std::sync::OnceLock;

/// Longer texts only repeat what shorter ones show.
const LONGEST: usize = 16_384;

/// One input: a rule file. `# file: path` in its first lines sets its path; otherwise it is a
/// clause.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if text.len() > LONGEST {
        return;
    }
    form(text);
    as_expression(text);
    meaning(text);
}

/// Every diagnostic lies inside the text; formatting keeps the meaning and is stable.
fn form(text: &str) {
    let parsed = parse("fuzz.yaml", text);
    for diagnostic in &parsed.diagnostics {
        let (start, end) = (diagnostic.span.start, diagnostic.span.end);
        assert!(text.get(start..end).is_some(), "a place outside the text");
        assert!(
            !diagnostic
                .render(text, huice_syntax::Lang::En, false)
                .is_empty()
        );
    }
    let errors = parsed.diagnostics.iter();
    let errors = errors.filter(|d| d.severity == Severity::Error).count();
    match format(text) {
        Err(diagnostics) => assert!(!diagnostics.is_empty(), "refused without a diagnostic"),
        Ok(once) => {
            assert_eq!(errors, 0, "what does not read was written");
            let again = parse("fuzz.yaml", &once);
            assert_eq!(again.diagnostics, [], "{once}");
            match (&parsed.root, &again.root) {
                (Some(a), Some(b)) => assert!(a.same(b), "another text was written:\n{once}"),
                (a, b) => assert_eq!(a.is_some(), b.is_some(), "{once}"),
            }
            assert_eq!(format(&once).as_ref(), Ok(&once), "writing does not settle");
        }
    }
}

/// The first line as an expression.
fn as_expression(text: &str) {
    let line = text.lines().next().unwrap_or_default();
    let quoted = format!("when: '{}'\n", line.replace('\'', "''"));
    let parsed = parse("fuzz.yaml", &quoted);
    let Some(node) = parsed.root.as_ref().and_then(|root| root.get("when")) else {
        return;
    };
    if let Err(diagnostic) = expr::parse("fuzz.yaml", &quoted, &Lines::new(&quoted), node) {
        assert!(
            quoted
                .get(diagnostic.span.start..diagnostic.span.end)
                .is_some()
        );
    }
}

/// Among sound files it is checked; a law without errors can be packed and evaluated.
fn meaning(text: &str) {
    let named = text.lines().take(3).find_map(|l| l.strip_prefix("# file:"));
    let path = named.map_or("demo/01-01.yaml", str::trim);
    let mut files = base().to_vec();
    files.retain(|file| file.path != path);
    files.push(SourceFile {
        path: path.into(),
        text: text.into(),
    });
    super::editor::editor(&files, path, text);
    let checked = check(&files);
    let errors = checked.diagnostics.iter();
    let errors = errors.filter(|d| d.severity == Severity::Error).count();
    assert_eq!(checked.corpus.is_some(), errors == 0);
    for diagnostic in checked.diagnostics.iter().filter(|d| d.file == path) {
        assert!(
            !diagnostic
                .render(text, huice_syntax::Lang::En, false)
                .is_empty()
        );
    }
    let Some(corpus) = checked.corpus else {
        return;
    };
    let as_of = Date::new(2026, 11, 21).expect("a day");
    for place in corpus.places() {
        let Some(law) = corpus.law_for(&place.code) else {
            continue;
        };
        let bytes = huice_pack::encode(&law).expect("what passes the check can be packed");
        let back = huice_pack::decode(&bytes).expect("what was packed can be read");
        assert_eq!(back, law, "the pack holds another law");
        let law = Rc::new(CompiledLaw::new(law));
        super::walk(&law, as_of, &Answers::new());
        super::walk(&law, as_of, &super::plain_answers(&law));
    }
}

/// The language suite's own small set of rules.
pub(crate) fn base() -> &'static [SourceFile] {
    static BASE: OnceLock<Vec<SourceFile>> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut files = Vec::new();
        let from = root().join("tests/suite/base");
        crate::gather(&from, &from, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    })
}

/// The language suite, and a clause that is right.
#[must_use]
pub fn rules_seeds() -> Vec<Vec<u8>> {
    let mut files = base().to_vec();
    for folder in ["tests/suite/check", "tests/suite/syntax"] {
        crate::gather(&root().join(folder), &root(), &mut files);
    }
    files.into_iter().map(|f| f.text.into_bytes()).collect()
}
