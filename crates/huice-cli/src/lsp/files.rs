//! The files on the disk, and which of them an editor has open.

use super::address::path_of;
use huice_ide::Workspace;
use huice_ide::sentences::Texts;
use huice_source::{Source, read_text};
use huice_syntax::Lang;
use lsp_types::Uri;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders of a client.
pub(super) struct Files {
    rules: PathBuf,
    sources: Option<PathBuf>,
    open: BTreeSet<String>,
    /// The documents' own sentences.
    pub(super) texts: Texts,
}

impl Files {
    /// Those that a client works in. `asked`: what it says when it begins.
    pub(super) fn of(asked: &Value, rules: &Path, sources: Option<&Path>) -> Self {
        let root = root(asked);
        let inside = |path: &Path| {
            root.as_ref()
                .map_or(path.to_owned(), |root| root.join(path))
        };
        let named = inside(rules);
        // A client may have opened the folder of the rules itself.
        let own = root
            .clone()
            .filter(|root| !named.is_dir() && root.join("places.yaml").is_file());
        Self {
            rules: own.unwrap_or(named),
            sources: sources.map(inside),
            open: BTreeSet::new(),
            texts: Texts::default(),
        }
    }

    /// Puts all files into a workspace; none where there is no folder yet.
    pub(super) fn load(&mut self, workspace: &mut Workspace) {
        let source = Source {
            rules: self.rules.clone(),
            pack: None,
            lang: Lang::Zh,
        };
        let Ok(folder) = source.folder() else { return };
        for file in folder.files {
            self.text_of(&file.path, &file.text);
            workspace.set(&file.path, file.text);
        }
    }

    /// Reads the text that a `document.yaml` names, where the folder of texts is known.
    fn text_of(&mut self, path: &str, text: &str) {
        let (Some(sources), Some(folder)) = (&self.sources, path.strip_suffix("/document.yaml"))
        else {
            return;
        };
        let name = text.lines().find_map(|line| line.strip_prefix("source:"));
        let read = name.and_then(|name| read_text(&sources.join(name.trim())).ok());
        if let Some(text) = read {
            self.texts.set(folder, &text);
        }
    }

    /// The path of a file that an editor opens.
    pub(super) fn open(&mut self, uri: &Uri) -> String {
        let path = path_of(uri);
        self.open.insert(path.clone());
        path
    }

    /// The path of a file that an editor closes.
    pub(super) fn close(&mut self, uri: &Uri) -> String {
        let path = path_of(uri);
        self.open.remove(&path);
        path
    }

    /// Whether an editor has a file open.
    pub(super) fn is_open(&self, uri: &Uri) -> bool {
        self.open.contains(&path_of(uri))
    }

    /// The text of a rule file on the disk; `None` where there is none, or it is no rule file.
    pub(super) fn read(&self, path: &str) -> Option<String> {
        let inside = Path::new(path).starts_with(&self.rules) && path.ends_with(".yaml");
        inside.then(|| read_text(Path::new(path)).ok()).flatten()
    }
}

/// The folder that a client has open.
fn root(asked: &Value) -> Option<PathBuf> {
    let first = asked.get("workspaceFolders").and_then(|all| all.get(0));
    let uri = first
        .and_then(|folder| folder.get("uri"))
        .or_else(|| asked.get("rootUri"));
    let uri: Uri = serde_json::from_value(uri?.clone()).ok()?;
    Some(PathBuf::from(path_of(&uri)))
}
