//! The diagnostics of earlier checks, kept beside the rules.

use huice_check::plan::Head;
use huice_check::{Checked, Named, codes};
use huice_syntax::{Diagnostic, Severity, Span, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

/// The folder, in that of the rules. Its name begins with a point, so no rule is looked for in it.
const FOLDER: &str = ".huice";
const FILE: &str = "checked.json";

/// What is kept. What another version of the program kept is not used.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    version: String,
    /// Of each file: its stamp and its head.
    pub(crate) heads: BTreeMap<String, (String, Head)>,
    /// Of each part, by its root.
    pub(crate) parts: BTreeMap<String, KeptPart>,
}

/// The diagnostics of a part, and what its stamp was when it was checked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct KeptPart {
    pub(crate) stamp: String,
    diagnostics: Vec<KeptDiagnostic>,
    #[serde(with = "names")]
    pub(crate) instruments: Vec<Named>,
    #[serde(with = "names")]
    pub(crate) named_elsewhere: Vec<Named>,
}

/// A diagnostic.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptDiagnostic {
    code: String,
    error: bool,
    file: String,
    at: (usize, usize, u32, u32),
    texts: [(String, String); 3],
}

impl Kept {
    /// What is kept beside these rules; empty if that cannot be used.
    pub(crate) fn read(rules: &Path) -> Self {
        let bytes = std::fs::read(rules.join(FOLDER).join(FILE)).unwrap_or_default();
        let kept: Option<Self> = serde_json::from_slice(&bytes).ok();
        kept.filter(|kept| kept.version == version())
            .unwrap_or_default()
    }

    /// Writes it. If that fails, the next check only takes longer.
    pub(crate) fn write(&mut self, rules: &Path) {
        self.version = version();
        let folder = rules.join(FOLDER);
        let (path, fresh) = (folder.join(FILE), folder.join("checked.new"));
        let Ok(bytes) = serde_json::to_vec(self) else {
            return;
        };
        let written = std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&fresh, bytes))
            .and_then(|()| std::fs::rename(&fresh, &path));
        if written.is_err() {
            // The rules may lie where nothing can be written.
            let _ = std::fs::remove_file(&fresh);
        }
    }
}

/// The program that keeps it: its version, and the length and time of its file, for those who
/// build it themselves.
fn version() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = file.map_or_else(|_| String::new(), |data| stamp_of(&data));
    format!("{} {stamp}", env!("CARGO_PKG_VERSION"))
}

/// Length and time of change of a file.
pub(crate) fn stamp_of(data: &std::fs::Metadata) -> String {
    let changed = data.modified().ok();
    let since = changed.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    format!(
        "{} {}",
        data.len(),
        since.map_or(0, |since| since.as_nanos())
    )
}

impl KeptPart {
    pub(crate) fn new(stamp: String, checked: &Checked) -> Self {
        Self {
            stamp,
            diagnostics: checked.diagnostics.iter().map(KeptDiagnostic::of).collect(),
            instruments: checked.instruments.clone(),
            named_elsewhere: checked.named_elsewhere.clone(),
        }
    }

    /// The diagnostics.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> {
        self.diagnostics
            .iter()
            .filter_map(KeptDiagnostic::diagnostic)
    }
}

impl KeptDiagnostic {
    fn of(d: &Diagnostic) -> Self {
        let text = |text: &Text| (text.zh.clone(), text.en.clone());
        Self {
            code: d.code.to_owned(),
            error: d.severity == Severity::Error,
            file: d.file.clone(),
            at: (d.span.start, d.span.end, d.span.line, d.span.column),
            texts: [text(&d.message), text(&d.label), text(&d.help)],
        }
    }

    fn diagnostic(&self) -> Option<Diagnostic> {
        let code = codes::page(&self.code)?.code;
        let (start, end, line, column) = self.at;
        let span = Span {
            start,
            end,
            line,
            column,
        };
        let text = |(zh, en): &(String, String)| Text {
            zh: zh.clone(),
            en: en.clone(),
        };
        let [message, label, help] = &self.texts;
        let diagnostic = if self.error {
            Diagnostic::error(code, &self.file, span, text(message))
        } else {
            Diagnostic::warning(code, &self.file, span, text(message))
        };
        Some(diagnostic.label(text(label)).help(text(help)))
    }
}

/// Named instruments as tuples.
mod names {
    use huice_check::{Named, Span};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Row = (String, String, (usize, usize, u32, u32));

    pub(super) fn serialize<S: Serializer>(named: &[Named], to: S) -> Result<S::Ok, S::Error> {
        let row = |n: &Named| -> Row {
            let at = (n.span.start, n.span.end, n.span.line, n.span.column);
            (n.id.clone(), n.file.clone(), at)
        };
        named.iter().map(row).collect::<Vec<Row>>().serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Named>, D::Error> {
        let named = |(id, file, (start, end, line, column)): Row| Named {
            id,
            file,
            span: Span {
                start,
                end,
                line,
                column,
            },
        };
        let rows = Vec::<Row>::deserialize(from)?;
        Ok(rows.into_iter().map(named).collect())
    }
}

/// Texts as one number.
#[derive(Default)]
pub(crate) struct Stamp(DefaultHasher);

impl Stamp {
    pub(crate) fn add(&mut self, text: &str) {
        self.0.write(text.as_bytes());
        self.0.write_u8(0xff);
    }

    pub(crate) fn end(self) -> String {
        format!("{:016x}", self.0.finish())
    }
}
