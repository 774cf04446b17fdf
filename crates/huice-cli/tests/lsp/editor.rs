//! The scripted client: an editor that speaks to `huice lsp`.

use crate::common::write;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// An editor with its open files.
pub(crate) struct Editor {
    pub(crate) child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    pub(crate) folder: PathBuf,
    /// Text of each open file, by path below `rules/`.
    pub(crate) open: BTreeMap<String, String>,
    /// Codes of the diagnostics of each file, by path below `rules/`.
    pub(crate) wrong: BTreeMap<String, Vec<String>>,
    asked: i64,
}

impl Editor {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut editor = Self::begin();
        editor.folder = folder.to_owned();
        let root = format!("file://{}", folder.display());
        let began = editor.ask("initialize", json!({"capabilities": {}, "rootUri": root}));
        assert_eq!(began["capabilities"]["hoverProvider"], true, "{began}");
        editor.tell("initialized", json!({}));
        editor
    }

    /// Starts the server, and says nothing to it yet.
    pub(crate) fn begin() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            to: child.stdin.take().unwrap(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
            folder: PathBuf::new(),
            open: BTreeMap::new(),
            wrong: BTreeMap::new(),
            asked: 0,
        }
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole answer to a request; notes what is wrong with which file on the way.
    pub(crate) fn answer(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
            self.note(&message);
        }
    }

    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    pub(crate) fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(
                self.from.read_line(&mut line).unwrap(),
                0,
                "the server ended"
            );
            match line.trim().split_once(": ") {
                Some((_, n)) => length = n.parse().unwrap(),
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    pub(crate) fn note(&mut self, message: &Value) {
        assert_eq!(
            message["method"], "textDocument/publishDiagnostics",
            "{message}"
        );
        let uri = message["params"]["uri"].as_str().unwrap();
        let (_, path) = uri.split_once("/rules/").unwrap();
        let all = message["params"]["diagnostics"].as_array().unwrap();
        let codes = all.iter().map(|d| d["code"].as_str().unwrap().to_owned());
        self.wrong.insert(path.to_owned(), codes.collect());
    }

    /// Errors of all files, once everything that was sent has been looked at: checking comes before
    /// the answer to the next request, unless more is waiting.
    pub(crate) fn errors(&mut self) -> Vec<(String, String)> {
        // The first may still be waiting when the server looks for more.
        for _ in 0..2 {
            let path = self.open.keys().next().unwrap().clone();
            let document = json!({"textDocument": {"uri": self.uri(&path)}});
            self.ask("textDocument/documentSymbol", document);
        }
        let all = self.wrong.iter();
        let all = all.flat_map(|(path, codes)| codes.iter().map(|c| (path.clone(), c.clone())));
        all.filter(|(_, code)| code.starts_with('E')).collect()
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/rules/{path}", self.folder.display())
    }

    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.open.insert(path.to_owned(), text.to_owned());
    }

    pub(crate) fn change(&mut self, path: &str, text: &str) {
        let document = json!({"uri": self.uri(path), "version": 2});
        let changes = json!([{"text": text}]);
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
        self.open.insert(path.to_owned(), text.to_owned());
    }

    /// The nth place of a piece of an open file, as the protocol asks for it.
    #[track_caller]
    pub(crate) fn at(&self, path: &str, piece: &str, nth: usize) -> Value {
        let text = &self.open[path];
        let (byte, _) = text.match_indices(piece).nth(nth).expect(piece);
        self.place(path, byte)
    }

    pub(crate) fn place(&self, path: &str, byte: usize) -> Value {
        let before = &self.open[path][..byte];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let character = before[start..].encode_utf16().count();
        let position = json!({"line": line, "character": character});
        json!({"textDocument": {"uri": self.uri(path)}, "position": position})
    }

    /// Types the first signs of a word at the end of a file and takes the suggestion.
    #[track_caller]
    pub(crate) fn accept(&mut self, path: &str, typed: &str, word: &str) {
        let text = format!("{}{typed}", self.open[path]);
        self.change(path, &text);
        let place = self.place(path, text.len());
        let all = self.ask("textDocument/completion", place);
        let found = all
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["label"] == word);
        let edit = found.unwrap_or_else(|| panic!("no {word} in {all}"))["textEdit"].clone();
        let text = edited(&text, &[edit]);
        self.change(path, &text);
    }

    pub(crate) fn format(&mut self, path: &str) {
        let options = json!({"tabSize": 2, "insertSpaces": true});
        let params = json!({"textDocument": {"uri": self.uri(path)}, "options": options});
        let edits = self.ask("textDocument/formatting", params);
        let text = edited(&self.open[path], edits.as_array().unwrap());
        self.change(path, &text);
    }

    pub(crate) fn command(&mut self, argument: Value) -> String {
        let params = json!({"command": "huice.new", "arguments": [argument]});
        let made = self.ask("workspace/executeCommand", params);
        made["text"].as_str().unwrap().to_owned()
    }

    pub(crate) fn save(&self) {
        for (path, text) in &self.open {
            write(&self.folder, &format!("rules/{path}"), text.as_bytes());
        }
    }

    pub(crate) fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        let code = self.child.wait().unwrap();
        assert!(code.success(), "{code}");
    }
}

/// A text with edits of the protocol in it.
pub(crate) fn edited(text: &str, edits: &[Value]) -> String {
    let byte = |at: &Value| {
        let line = usize::try_from(at["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = at["character"].as_u64().unwrap();
        let mut end = start;
        for sign in text[start..].chars().take_while(|c| *c != '\n') {
            if left == 0 {
                break;
            }
            left -= sign.len_utf16() as u64;
            end += sign.len_utf8();
        }
        end
    };
    let mut pieces: Vec<(usize, usize, &str)> = (edits.iter())
        .map(|e| {
            let range = &e["range"];
            (
                byte(&range["start"]),
                byte(&range["end"]),
                e["newText"].as_str().unwrap(),
            )
        })
        .collect();
    pieces.sort_unstable();
    let mut out = text.to_owned();
    for (start, end, new) in pieces.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}
