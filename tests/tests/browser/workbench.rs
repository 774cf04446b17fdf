//! The authors' workbench: the made-up document of `CONTRIBUTING.md` is brought in by typing and
//! clicking alone, as somebody new would; what is saved is what the command line writes.

use crate::access::{axe_finds, set_width, sticks_out, too_small, verdict};
use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, patiently};
use crate::recipe::{files, huice};
use crate::{dist, run, with_phone};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use xtask_server::server::Server;
use xtask_tools::paths::Paths;

/// The city of the recipe.
pub(crate) const PLACE: [(&str, &str); 3] = [
    ("code", "990001"),
    ("name", "示例市"),
    ("pinyin", "shilishi"),
];

const ENTER: char = '\u{e007}';
const BACKSPACE: char = '\u{e003}';
const END: char = '\u{e010}';

/// The text that the editor shows, as the page holds it.
pub(crate) const CONTENT: &str = "return new Promise((done) => { const open = indexedDB.open('huice-workbench', 1); \
    open.onsuccess = () => { const get = open.result.transaction('huice-workbench').objectStore('huice-workbench').get('files'); \
    get.onsuccess = () => done(get.result ?? null); }; })";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_made_up_document_is_brought_in_by_typing_and_clicking() {
    with_phone("workbench", Screen::Wide, async |phone, address| {
        open(&phone, &address).await?;
        let wanted = files();
        document(&phone, &wanted).await?;
        clauses(&phone, &wanted).await?;
        phone
            .until(
                "no error",
                "return document.querySelector('#verdict').textContent.startsWith('没有错误')",
            )
            .await?;
        comes_to(&phone).await?;
        saved(&phone, &wanted).await?;
        zipped(&phone, &address).await
    });
}

pub(crate) async fn open(phone: &Phone, address: &str) -> Result<()> {
    phone.go(&format!("{address}workbench.html")).await?;
    phone.see("[data-ready]").await
}

/// The place and the document: from the skeletons to what the recipe has.
async fn document(phone: &Phone, wanted: &[(String, String)]) -> Result<()> {
    dialog(phone, "place", &PLACE).await?;
    dialog(
        phone,
        "document",
        &[("id", "xx-demo-2026-1"), ("place", "990001")],
    )
    .await?;
    // The skeleton's empty keys are named, and the first of them is a press away.
    phone.see("#problems .problem").await?;
    phone.tap("#problems .problem").await?;
    retype(phone, wanted, "xx-demo-2026-1/document.yaml").await?;
    // The document's own sentences, pasted.
    phone.tap("#paste summary").await?;
    phone
        .write(
            "#source",
            "一、总则\n（一）夜班的人。上夜班的人可以坐夜间班车。上夜班满3个月的，一次给300元。",
        )
        .await?;
    phone.see(".sentence").await
}

/// The question and the clause with its two instruments.
async fn clauses(phone: &Phone, wanted: &[(String, String)]) -> Result<()> {
    let facts = [
        ("file", "90-demo"),
        ("topic", "夜班"),
        ("id", "works_nights_demo"),
    ];
    dialog(phone, "facts", &facts).await?;
    retype(phone, wanted, "facts/90-demo.yaml").await?;
    for id in ["xx-demo-night-bus", "xx-demo-night-allowance"] {
        let fields = [
            ("id", id),
            ("document", "xx-demo-2026-1"),
            ("clause", "一(一)"),
        ];
        dialog(phone, "instrument", &fields).await?;
    }
    retype(phone, wanted, "xx-demo-2026-1/01-01.yaml").await
}

/// The card, the form's next question, the examples, the boundaries, and who is affected.
async fn comes_to(phone: &Phone) -> Result<()> {
    phone
        .until(
            "the card of the last instrument",
            "return document.querySelector('#instrument-title').textContent === '夜班津贴'",
        )
        .await?;
    let tried = "return document.querySelectorAll('#examples .ok').length === 3
        && document.querySelectorAll('#examples .wrong').length === 0
        && document.querySelector('#cases').textContent.includes('夜班月数')";
    phone.until("examples and boundaries", tried).await?;
    phone
        .until(
            "a question",
            "return document.querySelector('#question').textContent.includes('您上夜班吗？')",
        )
        .await?;
    phone.tap("#question .options button").await?;
    phone
        .until(
            "the next question",
            "return document.querySelector('#question').textContent.includes('夜班上了几个月？')",
        )
        .await?;
    phone.write("#question input", "3").await?;
    phone.tap("#question .options button").await?;
    phone
        .until(
            "the sum",
            "return document.querySelector('#card').textContent.includes('300 元')",
        )
        .await?;
    phone.tap("#count").await?;
    // People differ, so what becomes of them does.
    phone
        .until(
            "several outcomes",
            "return document.querySelectorAll('#population li').length > 1",
        )
        .await?;
    phone
        .run(
            "document.querySelector('.pane.result').scrollTop = 0",
            Vec::new(),
        )
        .await?;
    picture(phone, "workbench-card").await?;
    // The rule at the cursor lights its sentence; a sentence leads to the rule.
    let lit = |cite: &str| {
        format!("return document.querySelector('.sentence.lit')?.dataset.cite === '{cite}'")
    };
    phone.until("a lit sentence", &lit("一(一)#2")).await?;
    phone.tap(".sentence[data-cite='一(一)#1']").await?;
    phone
        .until(
            "the other rule",
            "return document.querySelector('#instrument-title').textContent === '夜间班车'",
        )
        .await?;
    phone.until("its sentence", &lit("一(一)#1")).await
}

/// What is kept equals what the recipe has, and the command line agrees.
async fn saved(phone: &Phone, wanted: &[(String, String)]) -> Result<()> {
    // It is kept a second after the last key.
    phone.until("everything to be kept", &format!("{CONTENT}.then((kept) => !!kept && kept.files['xx-demo-2026-1/01-01.yaml'].includes('夜班满 3 个月'))")).await?;
    let kept = phone.run(CONTENT, Vec::new()).await?;
    let rules = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("workbench/rules");
    drop(fs::remove_dir_all(&rules));
    for (path, text) in wanted {
        let own = kept["files"][path].as_str().unwrap_or_default();
        if own != text {
            return Err(format!("{path} is\n{own}\nnot\n{text}").into());
        }
        let file = rules.join(path);
        fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        fs::write(file, own)?;
    }
    if kept["files"].as_object().map(|files| files.len()) != Some(wanted.len()) {
        return Err(format!("other files: {kept}").into());
    }
    huice(&rules, &["check"], "")?;
    huice(&rules, &["test"], "").map(drop)
}

/// The zip that is saved, opened again where nothing is kept, has the same files.
async fn zipped(phone: &Phone, address: &str) -> Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("workbench-zip");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder)?;
    let to = json!({"behavior": "allow", "downloadPath": folder});
    phone.order("Browser.setDownloadBehavior", to).await?;
    let before = phone.run(CONTENT, Vec::new()).await?;
    phone.tap("#save-zip").await?;
    let file = folder.join("rules.zip");
    patiently("rules.zip", async || Ok(file.is_file())).await?;
    let forget = "return new Promise((done) => { const open = indexedDB.open('huice-workbench', 1); \
        open.onsuccess = () => { const clear = open.result.transaction('huice-workbench', 'readwrite') \
        .objectStore('huice-workbench').clear(); clear.onsuccess = () => done(true); }; })";
    phone.run(forget, Vec::new()).await?;
    open(phone, address).await?;
    let input = json!({"expression": "document.querySelector('#zip')"});
    let input = phone.order("Runtime.evaluate", input).await?;
    let chosen = json!({"objectId": input["result"]["objectId"], "files": [file]});
    phone.order("DOM.setFileInputFiles", chosen).await?;
    let there = format!("{CONTENT}.then((kept) => !!kept?.files['xx-demo-2026-1/01-01.yaml'])");
    phone.until("the files of the zip", &there).await?;
    let after = phone.run(CONTENT, Vec::new()).await?;
    for part in ["files", "sources"] {
        if after[part] != before[part] {
            return Err(format!("{} is not {}", after[part], before[part]).into());
        }
    }
    Ok(())
}

/// Fills in a dialog for something new.
pub(crate) async fn dialog(phone: &Phone, what: &str, fields: &[(&str, &str)]) -> Result<()> {
    phone.tap(&format!("[data-new={what}]")).await?;
    for (name, value) in fields {
        let field = format!("#f-{name}");
        phone
            .run(
                "document.querySelector(arguments[0]).select()",
                vec![field.as_str().into()],
            )
            .await?;
        phone.write(&field, value).await?;
    }
    phone.tap("#dialog button[value=ok]").await?;
    phone
        .until(
            "the dialog to close",
            "return !document.querySelector('#dialog').open",
        )
        .await
}

/// Selects everything in the editor and types the file's text, with the indentation that the editor
/// gives to a new line.
async fn retype(phone: &Phone, wanted: &[(String, String)], path: &str) -> Result<()> {
    let (_, text) = wanted
        .iter()
        .find(|(own, _)| own == path)
        .ok_or("no such file")?;
    phone
        .run(
            "document.querySelector('#editor').shadowRoot.querySelector('.cm-content').focus()",
            Vec::new(),
        )
        .await?;
    chord(phone, "a", 65).await?;
    phone.key(BACKSPACE).await?;
    let mut indent = 0;
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            phone.key(ENTER).await?;
        }
        let own = line.len() - line.trim_start().len();
        for _ in 0..indent_steps(indent, own) {
            phone.key(BACKSPACE).await?;
        }
        let spaces = own.saturating_sub(indent);
        insert(
            phone,
            &format!("{}{}", " ".repeat(spaces), line.trim_start()),
        )
        .await?;
        indent = own;
    }
    phone.key(ENTER).await?;
    // The last line is empty: what the editor indents there is taken out.
    for _ in 0..indent_steps(indent, 0) {
        phone.key(BACKSPACE).await?;
    }
    Ok(())
}

/// How often Backspace is pressed to come from one indentation to a smaller one.
fn indent_steps(from: usize, to: usize) -> usize {
    from.saturating_sub(to).div_ceil(2)
}

async fn insert(phone: &Phone, text: &str) -> Result<()> {
    phone
        .order("Input.insertText", json!({"text": text}))
        .await
        .map(drop)
}

/// A key with Ctrl.
async fn chord(phone: &Phone, key: &str, code: u32) -> Result<()> {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({
            "type": kind, "modifiers": 2, "key": key, "code": format!("Key{}", key.to_uppercase()),
            "windowsVirtualKeyCode": code,
            "commands": if kind == "rawKeyDown" { json!(["selectAll"]) } else { json!([]) },
        });
        phone.order("Input.dispatchKeyEvent", event).await?;
    }
    Ok(())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_workbench_has_no_fault() {
    let axe = xtask_browser::engines::axe(&Paths::here()).unwrap();
    with_phone("workbench-access", Screen::Wide, async |phone, address| {
        open(&phone, &address).await?;
        dialog(&phone, "place", &PLACE).await?;
        dialog(
            &phone,
            "document",
            &[("id", "xx-demo-2026-1"), ("place", "990001")],
        )
        .await?;
        phone.see("#problems .problem").await?;
        phone.run(&axe, Vec::new()).await?;
        let mut faults = Vec::new();
        for theme in ["light", "dark"] {
            let wear = "document.documentElement.dataset.theme = arguments[0]";
            phone.run(wear, vec![theme.into()]).await?;
            let findings = axe_finds(&phone).await?;
            faults.extend(
                findings
                    .into_iter()
                    .map(|fault| format!("{theme}: {fault}")),
            );
            picture(&phone, &format!("workbench-{theme}")).await?;
        }
        for pane in ["text", "rule", "result"] {
            set_width(&phone, 360, 1.0).await?;
            phone.tap(&format!("[data-show={pane}]")).await?;
            faults.extend(axe_finds(&phone).await?);
            faults.extend(too_small(&phone, 44.0).await?);
            faults.extend(sticks_out(&phone).await?);
            picture(&phone, &format!("workbench-narrow-{pane}")).await?;
        }
        verdict(faults)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_workbench_works_without_a_network() {
    let server = Server::start(&dist(), 0).unwrap();
    let engine = Engine::Chromium;
    run(
        engine,
        "workbench-offline",
        Screen::Wide,
        &Value::Null,
        async |phone| {
            let address = server.address();
            open(&phone, &address).await?;
            dialog(&phone, "place", &PLACE).await?;
            let kept = "return (async () => {
            for (const name of await caches.keys())
                if (name.startsWith('workbench-'))
                    return (await (await caches.open(name)).keys()).length === 5;
            return false;
        })()";
            phone.until("the page to be kept", kept).await?;
            let written = format!("{CONTENT}.then((kept) => !!kept?.files['places.yaml'])");
            phone.until("the files to be kept", &written).await?;
            drop(server);
            open(&phone, &address).await?;
            phone
                .until(
                    "the author's file",
                    "return document.querySelector('#file').value === 'places.yaml'",
                )
                .await
        },
    );
}

/// In a browser without Chromium's protocol: a problem is shown, opened, and corrected.
pub(crate) async fn mended(phone: &Phone, address: &str) -> Result<()> {
    open(phone, address).await?;
    dialog(phone, "place", &PLACE).await?;
    dialog(
        phone,
        "document",
        &[("id", "xx-demo-2026-1"), ("place", "990001")],
    )
    .await?;
    phone.see("#problems .problem").await?;
    // Text typed after the key of the first problem removes the problem.
    let problems = "return document.querySelectorAll('#problems .problem').length";
    let before = phone.run(problems, Vec::new()).await?;
    phone.tap("#problems .problem").await?;
    for key in [END, ' ', 'x'] {
        phone.key(key).await?;
    }
    let fewer = format!("{problems} === {}", before.as_u64().unwrap_or_default() - 1);
    phone.until("one problem fewer", &fewer).await
}

/// Keeps what the screen shows, to be looked at.
async fn picture(phone: &Phone, name: &str) -> Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    fs::create_dir_all(&folder)?;
    phone.picture(&folder.join(format!("{name}.png"))).await
}
