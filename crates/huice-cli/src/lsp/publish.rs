//! What is wrong with which file, as the client knows it.

use super::address::uri_of;
use super::convert;
use huice_ide::Workspace;
use huice_syntax::{Diagnostic, Lang};
use lsp_server::Notification;
use lsp_types::PublishDiagnosticsParams;
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use std::collections::BTreeMap;

/// What the client was told, by path; files without a diagnostic are left out.
#[derive(Debug, Default)]
pub(super) struct Published {
    told: BTreeMap<String, Vec<Diagnostic>>,
}

impl Published {
    /// The messages for files whose diagnostics are others than the client knows.
    pub(super) fn news(
        &mut self,
        found: &BTreeMap<String, Vec<Diagnostic>>,
        workspace: &Workspace,
        lang: Lang,
    ) -> Vec<Notification> {
        let mut news = Vec::new();
        for (path, now) in found {
            if self.told.get(path).map_or(&[][..], Vec::as_slice) == now.as_slice() {
                continue;
            }
            let text = workspace.text(path).unwrap_or_default();
            let Some(uri) = uri_of(path) else { continue };
            let diagnostics = now.iter().map(|d| convert::diagnostic(d, text, lang));
            let params = PublishDiagnosticsParams::new(uri, diagnostics.collect(), None);
            news.push(Notification::new(PublishDiagnostics::METHOD.into(), params));
            self.told.insert(path.clone(), now.clone());
        }
        self.told.retain(|_, list| !list.is_empty());
        news
    }
}
