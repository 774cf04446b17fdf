//! `huice lsp`: the language server. It speaks the Language Server Protocol over standard input and
//! output; what it answers is made by `huice-ide`.

mod address;
mod answer;
mod convert;
mod files;
mod publish;
mod watch;

use crate::failure::Failure;
use address::path_of;
use files::Files;
use huice_ide::Workspace;
use huice_source::Source;
use huice_syntax::Lang;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, Exit,
    Notification as _,
};
use lsp_types::{
    CompletionOptions, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, ExecuteCommandOptions,
    HoverProviderCapability, OneOf, PositionEncodingKind, RenameOptions, ServerCapabilities,
    TextDocumentContentChangeEvent, TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
    WorkDoneProgressOptions,
};
use publish::Published;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Signs behind which an editor asks for suggestions by itself.
const TRIGGERS: [&str; 4] = [" ", "[", "{", ":"];

/// A client and what it has open.
pub(crate) struct Server {
    workspace: Workspace,
    files: Files,
    published: Published,
    lang: Lang,
    /// The file that was touched last, and has not been checked since.
    touched: Option<String>,
}

/// Serves one client until it ends the connection.
///
/// # Errors
/// Where the connection breaks.
pub(crate) fn serve(source: &Source, sources: Option<&Path>) -> Result<String, Failure> {
    let (connection, threads) = Connection::stdio();
    run(&connection, source, sources).map_err(Failure::Unusable)?;
    // Its channel keeps the thread that writes from ending.
    drop(connection);
    threads
        .join()
        .map_err(|error| Failure::Unusable(huice_source::words::io(&error)))?;
    Ok(String::new())
}

fn run(connection: &Connection, source: &Source, sources: Option<&Path>) -> Result<(), String> {
    let broken = |error: &dyn std::fmt::Display| format!("和编辑器的连接断了：{error}");
    let capabilities = serde_json::to_value(capabilities()).map_err(|e| broken(&e))?;
    let asked = connection
        .initialize(capabilities)
        .map_err(|e| broken(&e))?;
    let files = Files::of(&asked, &source.rules, sources);
    let mut server = Server {
        workspace: Workspace::new(),
        files,
        published: Published::default(),
        lang: source.lang,
        touched: None,
    };
    server.files.load(&mut server.workspace);
    if let Some(request) = watch::request(&asked) {
        let sent = connection.sender.send(Message::Request(request));
        sent.map_err(|e| broken(&e))?;
    }
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection
                    .handle_shutdown(&request)
                    .map_err(|e| broken(&e))?
                {
                    return Ok(());
                }
                let response = server.respond(request);
                let sent = connection.sender.send(Message::Response(response));
                sent.map_err(|e| broken(&e))?;
            }
            // A client that ends without a word to say so.
            Message::Notification(note) if note.method == Exit::METHOD => return Ok(()),
            Message::Notification(notification) => server.notice(notification),
            Message::Response(_) => {}
        }
        // While more is waiting, what is there now is out of date already.
        if connection.receiver.is_empty() {
            for notification in server.check() {
                let sent = connection.sender.send(Message::Notification(notification));
                sent.map_err(|e| broken(&e))?;
            }
        }
    }
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::UTF16),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(String::from).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec!["huice.new".into()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// The parameters of a message; `None` where they are none.
fn read<P: DeserializeOwned>(params: serde_json::Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

impl Server {
    fn respond(&mut self, Request { id, method, params }: Request) -> Response {
        let refused =
            |code: ErrorCode, message| Response::new_err(id.clone(), code as i32, message);
        if !answer::KNOWN.contains(&method.as_str()) {
            let message = format!("there is no `{method}` here");
            return refused(ErrorCode::MethodNotFound, message);
        }
        match self.answer(&method, params) {
            Some(Ok(result)) => Response::new_ok(id, result),
            Some(Err(message)) => refused(ErrorCode::RequestFailed, message),
            None => {
                let message = format!("`{method}` has other parameters");
                refused(ErrorCode::InvalidParams, message)
            }
        }
    }

    fn notice(&mut self, Notification { method, params }: Notification) {
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Some(DidOpenTextDocumentParams { text_document }) = read(params) {
                    self.put(&text_document.uri, text_document.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                let Some(params) = read::<DidChangeTextDocumentParams>(params) else {
                    return;
                };
                self.change(&params.text_document.uri, params.content_changes);
            }
            DidCloseTextDocument::METHOD => {
                if let Some(DidCloseTextDocumentParams { text_document }) = read(params) {
                    self.as_saved(&text_document.uri);
                }
            }
            DidChangeWatchedFiles::METHOD => {
                let changes = read::<DidChangeWatchedFilesParams>(params);
                for change in changes.into_iter().flat_map(|params| params.changes) {
                    if !self.files.is_open(&change.uri) {
                        self.as_saved(&change.uri);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes the text of an editor.
    fn put(&mut self, uri: &Uri, text: String) {
        let path = self.files.open(uri);
        self.workspace.set(&path, text);
        self.touched = Some(path);
    }

    /// Takes changes of an editor's text, one after the other: of the whole, as it is asked for, or of
    /// a piece.
    fn change(&mut self, uri: &Uri, changes: Vec<TextDocumentContentChangeEvent>) {
        let path = path_of(uri);
        let mut text = self.workspace.text(&path).unwrap_or_default().to_owned();
        for change in changes {
            match change.range {
                Some(range) => {
                    let byte = |at| huice_ide::offset(&text, convert::position(at));
                    let (start, end) = (byte(range.start), byte(range.end));
                    text.replace_range(start..end.max(start), &change.text);
                }
                None => text = change.text,
            }
        }
        self.put(uri, text);
    }

    /// Takes the text of the disk.
    fn as_saved(&mut self, uri: &Uri) {
        let path = self.files.close(uri);
        match self.files.read(&path) {
            Some(text) => self.workspace.set(&path, text),
            None => self.workspace.remove(&path),
        }
        self.touched = Some(path);
    }

    /// Checks what was touched; returns what the client has not been told yet.
    fn check(&mut self) -> Vec<Notification> {
        let Some(path) = self.touched.take() else {
            return Vec::new();
        };
        let found = self.workspace.diagnostics(&path);
        self.published.news(&found, &self.workspace, self.lang)
    }
}
