//! `huice lsp` with a scripted client: what an editor would send, and what it would make of the
//! answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

#[path = "../common/mod.rs"]
mod common;
mod editor;

use common::{folder, huice, recipe, write};
use editor::{Editor, edited};
use serde_json::{Value, json};
use std::path::Path;

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
    for (method, code) in [
        ("textDocument/hover", -32602),
        ("textDocument/willSaveWaitUntil", -32601),
        ("some/thing", -32601),
    ] {
        let refused = editor.answer(method, json!({}));
        assert_eq!(refused["error"]["code"], code, "{refused}");
    }
    let outline = json!({"textDocument": {"uri": editor.uri(path)}});
    let outline = editor.ask("textDocument/documentSymbol", outline);
    assert_eq!(outline[0]["name"], "test-grant", "{outline}");
    editor.end();
}

/// What editors send besides: a change of a piece behind signs of two UTF-16 units, a cancelled
/// request, notices of theirs, a rename that is asked for first.
#[test]
fn what_editors_send_besides_breaks_nothing() {
    let folder = folder("lsp-besides");
    let mut editor = Editor::start(&folder);
    let path = "test-doc/01.yaml";
    let clause = std::fs::read_to_string(folder.join("rules").join(path)).unwrap();
    let odd = format!("# 𠀀𠀀 locla\n{clause}");
    editor.open(path, &odd);
    let local = editor.at(path, "local", 0);
    let found = editor.ask("textDocument/prepareRename", local.clone());
    let start = local["position"].clone();
    assert_eq!(found["start"], start, "{found}");
    let length = found["end"]["character"].as_u64().unwrap() - start["character"].as_u64().unwrap();
    assert_eq!(length, 5, "{found}");
    let nothing = editor.at(path, "# ", 0);
    let refused = editor.answer("textDocument/prepareRename", nothing);
    let why = refused["error"]["message"].as_str().unwrap();
    assert!(why.contains("没有可以改的编号"), "{refused}");

    for (method, params) in [
        ("$/setTrace", json!({"value": "off"})),
        ("$/cancelRequest", json!({"id": 1})),
        (
            "workspace/didChangeConfiguration",
            json!({"settings": null}),
        ),
        (
            "textDocument/didSave",
            json!({"textDocument": {"uri": editor.uri(path)}}),
        ),
    ] {
        editor.tell(method, params);
    }
    // The second sign of two units is taken out, then the rest of the line.
    let piece = |from: u64, to: u64, text: &str| {
        let at = |character| json!({"line": 0, "character": character});
        json!({"range": {"start": at(from), "end": at(to)}, "text": text})
    };
    let document = json!({"uri": editor.uri(path), "version": 2});
    let changes = json!([piece(4, 6, ""), piece(4, 10, "是注释")]);
    let params = json!({"textDocument": document, "contentChanges": changes});
    editor.tell("textDocument/didChange", params);
    editor
        .open
        .insert(path.to_owned(), format!("# 𠀀是注释\n{clause}"));
    assert_eq!(editor.errors(), []);
    let local = editor.at(path, "local", 0);
    let found = editor.ask("textDocument/prepareRename", local.clone());
    assert_eq!(found["start"], local["position"], "{found}");
    // It ends, too, where nobody shuts it down first.
    editor.tell("exit", Value::Null);
    assert!(editor.child.wait().unwrap().success());
}

#[test]
fn files_that_change_outside_are_asked_for_where_the_editor_can_tell() {
    let folder = folder("lsp-watch");
    let mut editor = Editor::begin();
    let root = format!("file://{}", folder.display());
    let able = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let asked = json!({"capabilities": able, "rootUri": root});
    let began = editor.ask("initialize", asked);
    assert_eq!(
        began["capabilities"]["positionEncoding"], "utf-16",
        "{began}"
    );
    editor.tell("initialized", json!({}));
    let request = editor.next();
    assert_eq!(request["method"], "client/registerCapability", "{request}");
    let wanted = &request["params"]["registrations"][0];
    assert_eq!(wanted["method"], "workspace/didChangeWatchedFiles");
    editor.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": null}));

    editor.folder = folder.clone();
    let facts = std::fs::read_to_string(folder.join("rules/facts/01.yaml")).unwrap();
    let clause = std::fs::read_to_string(folder.join("rules/test-doc/01.yaml")).unwrap();
    editor.open("test-doc/01.yaml", &clause);
    assert_eq!(editor.errors(), []);
    write(
        &folder,
        "rules/facts/01.yaml",
        facts.replace("id: local", "id: other").as_bytes(),
    );
    let changed = json!({"changes": [{"uri": editor.uri("facts/01.yaml"), "type": 2}]});
    editor.tell("workspace/didChangeWatchedFiles", changed);
    assert!(!editor.errors().is_empty());
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
