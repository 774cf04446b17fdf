//! The requests of an editor.

use super::address::path_of;
use super::convert::{self, position};
use super::{Server, read};
use crate::clock;
use huice_core::Date;
use huice_ide::scaffold;
use lsp_types::request::{
    Completion, DocumentSymbolRequest, ExecuteCommand, Formatting, GotoDefinition, HoverRequest,
    PrepareRenameRequest, References, Rename, Request as _,
};
use lsp_types::{
    CompletionItem, CompletionParams, DocumentFormattingParams, DocumentSymbol,
    DocumentSymbolParams, ExecuteCommandParams, GotoDefinitionParams, Hover, HoverContents,
    HoverParams, Location, MarkupContent, MarkupKind, ReferenceParams, RenameParams,
    TextDocumentPositionParams, TextEdit,
};
use serde_json::{Value, json};

/// The requests that are answered.
pub(super) const KNOWN: [&str; 9] = [
    Completion::METHOD,
    HoverRequest::METHOD,
    GotoDefinition::METHOD,
    References::METHOD,
    PrepareRenameRequest::METHOD,
    Rename::METHOD,
    Formatting::METHOD,
    DocumentSymbolRequest::METHOD,
    ExecuteCommand::METHOD,
];

/// A result, or why there is none, in Chinese.
type Answer = Result<Value, String>;

fn found(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Path and place of a question.
fn place(asked: &TextDocumentPositionParams) -> (String, huice_ide::Position) {
    (path_of(&asked.text_document.uri), position(asked.position))
}

impl Server {
    /// The answer to a request; `None` for one that is not known, or has other parameters.
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Option<Answer> {
        match method {
            Completion::METHOD => Some(self.completion(&read(params)?)),
            HoverRequest::METHOD => Some(self.hover(&read(params)?)),
            GotoDefinition::METHOD => Some(self.definition(&read(params)?)),
            References::METHOD => Some(self.references(&read(params)?)),
            PrepareRenameRequest::METHOD => Some(self.renamable(&read(params)?)),
            Rename::METHOD => Some(self.rename(&read(params)?)),
            Formatting::METHOD => Some(self.formatting(&read(params)?)),
            DocumentSymbolRequest::METHOD => Some(self.symbols(&read(params)?)),
            ExecuteCommand::METHOD => {
                let params: ExecuteCommandParams = read(params)?;
                command(&params.command, params.arguments.first()?)
            }
            _ => None,
        }
    }

    fn completion(&mut self, asked: &CompletionParams) -> Answer {
        let (path, at) = place(&asked.text_document_position);
        let all = self.workspace.completion(&path, at).into_iter();
        found(
            all.map(convert::suggestion)
                .collect::<Vec<CompletionItem>>(),
        )
    }

    fn hover(&mut self, asked: &HoverParams) -> Answer {
        let (path, at) = place(&asked.text_document_position_params);
        let said = self.workspace.hover(&path, at, &self.files.texts);
        found(said.map(|hover| Hover {
            contents: HoverContents::Markup(MarkupContent {
                kind: MarkupKind::Markdown,
                value: hover.text,
            }),
            range: Some(convert::range(hover.range)),
        }))
    }

    fn definition(&mut self, asked: &GotoDefinitionParams) -> Answer {
        let (path, at) = place(&asked.text_document_position_params);
        let all = self.workspace.definition(&path, at);
        found(
            all.iter()
                .filter_map(convert::location)
                .collect::<Vec<Location>>(),
        )
    }

    fn references(&mut self, asked: &ReferenceParams) -> Answer {
        let (path, at) = place(&asked.text_document_position);
        let all = self.workspace.references(&path, at);
        found(
            all.iter()
                .filter_map(convert::location)
                .collect::<Vec<Location>>(),
        )
    }

    /// The piece that a new id would take the place of, before the editor asks for one.
    fn renamable(&mut self, asked: &TextDocumentPositionParams) -> Answer {
        let (path, at) = place(asked);
        found(convert::range(self.workspace.renamable(&path, at)?))
    }

    fn rename(&mut self, asked: &RenameParams) -> Answer {
        let (path, at) = place(&asked.text_document_position);
        let edits = self.workspace.rename(&path, at, &asked.new_name)?;
        found(convert::edits(edits))
    }

    /// The whole file anew; nothing where it has errors, which the client knows of.
    fn formatting(&mut self, asked: &DocumentFormattingParams) -> Answer {
        let path = path_of(&asked.text_document.uri);
        let text = self.workspace.text(&path).unwrap_or_default();
        let whole = huice_ide::range(text, 0, text.len());
        let edit = match self.workspace.formatted(&path) {
            Some(Ok(new)) => vec![TextEdit::new(convert::range(whole), new)],
            Some(Err(_)) | None => Vec::new(),
        };
        found(edit)
    }

    fn symbols(&mut self, asked: &DocumentSymbolParams) -> Answer {
        let path = path_of(&asked.text_document.uri);
        let all = self.workspace.outline(&path).into_iter();
        found(all.map(convert::symbol).collect::<Vec<DocumentSymbol>>())
    }
}

/// A command of ours. `huice.new` writes a skeleton, as `huice new` does, and returns its text with
/// the name of the file below the folder of its document.
fn command(name: &str, asked: &Value) -> Option<Answer> {
    if name != "huice.new" {
        return None;
    }
    let text = |key: &str| asked.get(key).and_then(Value::as_str);
    let Ok(today) = clock::as_of(text("today").and_then(Date::parse)) else {
        return Some(Err("这台机器的时钟不对".into()));
    };
    let (file, skeleton) = match text("what")? {
        "place" => (
            "places.yaml".to_owned(),
            scaffold::place(
                text("code")?,
                text("name")?,
                text("pinyin")?,
                text("within"),
            ),
        ),
        "document" => (
            "document.yaml".to_owned(),
            scaffold::document(text("id")?, text("place")?, today),
        ),
        "instrument" => {
            let (id, clause) = (text("id")?, text("clause")?);
            let Some(file) = scaffold::clause_file(clause) else {
                return Some(Err(format!("`{clause}` 里没有数，不知道文件该叫什么")));
            };
            (file, scaffold::instrument(id, clause, today))
        }
        _ => return None,
    };
    Some(Ok(json!({"file": file, "text": skeleton})))
}
