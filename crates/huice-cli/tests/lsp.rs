//! `huice lsp` with a scripted client: what an editor would send, and what it would make of the
//! answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{folder, huice, recipe, write};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// An editor with its open files.
struct Editor {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    folder: PathBuf,
    /// Text of each open file, by path below `rules/`.
    open: BTreeMap<String, String>,
    /// Codes of the diagnostics of each file, by path below `rules/`.
    wrong: BTreeMap<String, Vec<String>>,
    asked: i64,
}

impl Editor {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_huice"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut editor = Self {
            to: child.stdin.take().unwrap(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
            folder: folder.to_owned(),
            open: BTreeMap::new(),
            wrong: BTreeMap::new(),
            asked: 0,
        };
        let root = format!("file://{}", folder.display());
        let began = editor.ask("initialize", json!({"capabilities": {}, "rootUri": root}));
        assert_eq!(began["capabilities"]["hoverProvider"], true, "{began}");
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole answer to a request; notes what is wrong with which file on the way.
    fn answer(&mut self, method: &str, params: Value) -> Value {
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
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    fn next(&mut self) -> Value {
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

    fn note(&mut self, message: &Value) {
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
    fn errors(&mut self) -> Vec<(String, String)> {
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

    fn uri(&self, path: &str) -> String {
        format!("file://{}/rules/{path}", self.folder.display())
    }

    fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.open.insert(path.to_owned(), text.to_owned());
    }

    fn change(&mut self, path: &str, text: &str) {
        let document = json!({"uri": self.uri(path), "version": 2});
        let changes = json!([{"text": text}]);
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
        self.open.insert(path.to_owned(), text.to_owned());
    }

    /// The nth place of a piece of an open file, as the protocol asks for it.
    #[track_caller]
    fn at(&self, path: &str, piece: &str, nth: usize) -> Value {
        let text = &self.open[path];
        let (byte, _) = text.match_indices(piece).nth(nth).expect(piece);
        self.place(path, byte)
    }

    fn place(&self, path: &str, byte: usize) -> Value {
        let before = &self.open[path][..byte];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let character = before[start..].encode_utf16().count();
        let position = json!({"line": line, "character": character});
        json!({"textDocument": {"uri": self.uri(path)}, "position": position})
    }

    /// Types the first signs of a word at the end of a file and takes the suggestion.
    #[track_caller]
    fn accept(&mut self, path: &str, typed: &str, word: &str) {
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

    fn format(&mut self, path: &str) {
        let options = json!({"tabSize": 2, "insertSpaces": true});
        let params = json!({"textDocument": {"uri": self.uri(path)}, "options": options});
        let edits = self.ask("textDocument/formatting", params);
        let text = edited(&self.open[path], edits.as_array().unwrap());
        self.change(path, &text);
    }

    fn command(&mut self, argument: Value) -> String {
        let params = json!({"command": "huice.new", "arguments": [argument]});
        let made = self.ask("workspace/executeCommand", params);
        made["text"].as_str().unwrap().to_owned()
    }

    fn save(&self) {
        for (path, text) in &self.open {
            write(&self.folder, &format!("rules/{path}"), text.as_bytes());
        }
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        let code = self.child.wait().unwrap();
        assert!(code.success(), "{code}");
    }
}

/// A text with edits of the protocol in it.
fn edited(text: &str, edits: &[Value]) -> String {
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

#[test]
fn names_are_explained_found_and_renamed() {
    let folder = folder("lsp-names");
    let mut editor = Editor::start(&folder);
    let clause = std::fs::read_to_string(folder.join("rules/test-doc/01.yaml")).unwrap();
    editor.open("test-doc/01.yaml", &clause);
    assert_eq!(editor.errors(), []);

    let local = editor.at("test-doc/01.yaml", "local", 0);
    let said = editor.ask("textDocument/hover", local.clone());
    let said = said["contents"]["value"].as_str().unwrap().to_owned();
    assert!(said.contains("您的户口在本市吗？"), "{said}");
    let found = editor.ask("textDocument/definition", local.clone());
    assert!(
        found[0]["uri"]
            .as_str()
            .unwrap()
            .ends_with("rules/facts/01.yaml"),
        "{found}"
    );
    let mut asked = local.clone();
    asked["context"] = json!({"includeDeclaration": true});
    let found = editor.ask("textDocument/references", asked);
    assert_eq!(found.as_array().unwrap().len(), 4, "{found}");

    let mut asked = local.clone();
    asked["newName"] = "lives_here".into();
    let edits = editor.ask("textDocument/rename", asked.clone());
    let files = edits["changes"].as_object().unwrap();
    assert_eq!(files.len(), 2, "{edits}");
    for (uri, edits) in files {
        let (_, path) = uri.split_once("/rules/").unwrap();
        let text = std::fs::read_to_string(folder.join("rules").join(path)).unwrap();
        editor.open(path, &edited(&text, edits.as_array().unwrap()));
    }
    assert_eq!(editor.errors(), []);
    editor.save();
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    asked["newName"] = "有".into();
    let refused = editor.answer("textDocument/rename", asked);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("不能作编号")
    );
    editor.end();
}

#[test]
fn an_error_is_there_while_it_is_there() {
    let folder = folder("lsp-errors");
    let mut editor = Editor::start(&folder);
    let path = "test-doc/01.yaml";
    let clause = std::fs::read_to_string(folder.join("rules").join(path)).unwrap();
    editor.open(path, &clause.replace("when: local", "when: locla"));
    let unknown = (path.to_owned(), "E030".to_owned());
    assert!(editor.errors().contains(&unknown), "{:?}", editor.wrong);
    editor.change(path, "clause: ：\n  - [");
    assert!(!editor.errors().is_empty());
    editor.change(path, &clause);
    assert_eq!(editor.errors(), []);
    // Closed without being saved: the text of the disk counts again.
    editor.change(path, "");
    assert!(!editor.errors().is_empty());
    let document = json!({"textDocument": {"uri": editor.uri(path)}});
    editor.tell("textDocument/didClose", document);
    assert_eq!(editor.errors(), []);
    // What is no request of ours, or has no parameters, is refused and breaks nothing.
    for method in ["textDocument/hover", "some/thing"] {
        let refused = editor.answer(method, json!({}));
        assert!(refused["error"]["code"].is_i64(), "{refused}");
    }
    let outline = json!({"textDocument": {"uri": editor.uri(path)}});
    let outline = editor.ask("textDocument/documentSymbol", outline);
    assert_eq!(outline[0]["name"], "test-grant", "{outline}");
    editor.end();
}

#[test]
fn the_made_up_document_is_brought_in_through_an_editor() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lsp-recipe");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut editor = Editor::start(&folder);
    let files = recipe();

    let place = json!({"what": "place", "code": "990001", "name": "示例市", "pinyin": "shilishi"});
    let line = editor.command(place);
    editor.open("places.yaml", &format!("places:\n{line}"));
    let document = json!({"what": "document", "id": "xx-demo-2026-1", "place": "990001", "today": "2026-11-21"});
    let skeleton = editor.command(document);
    editor.open("xx-demo-2026-1/document.yaml", &skeleton);
    // Every key that is still empty is named.
    assert!(editor.errors().len() >= 4);

    for (path, text) in &files[1..] {
        if !editor.open.contains_key(path) {
            editor.open(path, "");
        }
        write_down(&mut editor, path, text);
        editor.format(path);
    }
    assert_eq!(editor.errors(), []);
    editor.save();
    for (path, text) in &files {
        let saved = std::fs::read_to_string(folder.join("rules").join(path)).unwrap();
        assert_eq!(saved, *text, "{path}");
    }
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
    huice(&folder, &["test"], b"").expect(0, &["0 个不对"]);
    editor.end();
}

/// Writes a file line by line, and takes the suggestion for a key or a name where there is one.
fn write_down(editor: &mut Editor, path: &str, text: &str) {
    editor.change(path, "");
    let mut taken = 0;
    for line in text.lines() {
        let begin = |word: &str| line.find(word).map(|at| (at, word.to_owned()));
        let words = ["works_nights_demo", "strength: ", "summary: "];
        match words.into_iter().find_map(begin) {
            Some((at, word)) => {
                let label = word.trim_end_matches(": ");
                let typed = format!("{}{}", &line[..at], &word[..2]);
                if declared(editor, label) || word.ends_with(": ") {
                    editor.accept(path, &typed, label);
                    taken += 1;
                } else {
                    editor.change(path, &format!("{}{}{word}", editor.open[path], &line[..at]));
                }
                let rest = &line[at + word.len()..];
                editor.change(path, &format!("{}{rest}\n", editor.open[path]));
            }
            None => editor.change(path, &format!("{}{line}\n", editor.open[path])),
        }
    }
    if path.ends_with("01-01.yaml") {
        assert!(taken >= 5, "{taken} suggestions taken");
    }
}

/// Whether a fact of this name is in an open file.
fn declared(editor: &Editor, id: &str) -> bool {
    let facts = editor
        .open
        .iter()
        .filter(|(path, _)| path.starts_with("facts/"));
    let line = format!("id: {id}\n");
    facts.into_iter().any(|(_, text)| text.contains(&line))
}
