//! The authors' workbench by the keyboard alone, and a document that takes the place of another.

use crate::keys::reach;
use crate::phone::{Phone, Result, Screen, same};
use crate::with_phone;
use crate::workbench::{CONTENT, PLACE, dialog, open};
use serde_json::Value;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';
const END: char = '\u{e010}';

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_keyboard_is_enough_for_an_author() {
    with_phone("authors-keys", Screen::Wide, async |phone, address| {
        open(&phone, &address).await?;
        reach(&phone, "[data-new=place]", ENTER).await?;
        fields(&phone, &["990001", "示例市", "shilishi"]).await?;
        reach(&phone, "[data-new=document]", ENTER).await?;
        fields(&phone, &["xx-demo-2026-1", "990001"]).await?;
        phone.see("#problems .problem").await?;
        // A dialog that is not wanted after all.
        reach(&phone, "[data-new=facts]", ENTER).await?;
        phone.see("#dialog[open]").await?;
        phone.key(ESCAPE).await?;
        closed(&phone).await?;
        // To the first problem, which the editor then shows; the words that are missing are written.
        let count = "return document.querySelectorAll('#problems .problem').length";
        let before = phone.run(count, Vec::new()).await?.as_u64();
        reach(&phone, "#problems .problem", ENTER).await?;
        let inside = "return document.activeElement.id === 'editor'";
        phone.until("the keyboard in the editor", inside).await?;
        for key in [END, ' ', 'x'] {
            phone.key(key).await?;
        }
        let fewer = format!("{count} === {}", before.unwrap_or_default() - 1);
        phone.until("one problem fewer", &fewer).await?;
        // The editor holds nobody: Tab leads on from it.
        reach(&phone, "#problems .problem", ENTER).await?;
        phone.until("the editor again", inside).await
    });
}

/// Types into the fields of the dialog, one after the other, and sends it off.
async fn fields(phone: &Phone, words: &[&str]) -> Result<()> {
    phone.see("#dialog[open]").await?;
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            phone.key(TAB).await?;
        }
        for letter in word.chars() {
            phone.key(letter).await?;
        }
    }
    phone.key(ENTER).await?;
    closed(phone).await
}

async fn closed(phone: &Phone) -> Result<()> {
    let closed = "return !document.querySelector('#dialog').open";
    phone.until("the dialog to close", closed).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn this_years_document_is_begun_by_a_button() {
    with_phone("authors-successor", Screen::Wide, async |phone, address| {
        open(&phone, &address).await?;
        dialog(&phone, "place", &PLACE).await?;
        let older = [("id", "xx-demo-2026-1"), ("place", "990001")];
        dialog(&phone, "document", &older).await?;
        // A day that there is not is refused, and the words stay.
        phone.tap("[data-new=successor]").await?;
        phone.write("#f-id", "xx-demo-2027-1").await?;
        phone.write("#f-from", "2027-02-30").await?;
        phone.tap("#dialog button[value=ok]").await?;
        let refused = "return document.querySelector('#dialog-wrong').textContent !== ''";
        phone.until("a refusal", refused).await?;
        phone.tap("#dialog-cancel").await?;
        let newer = [("id", "xx-demo-2027-1"), ("from", "2027-01-01")];
        dialog(&phone, "successor", &newer).await?;
        let there =
            format!("{CONTENT}.then((kept) => !!kept?.files['xx-demo-2027-1/document.yaml'])");
        phone.until("the files to be kept", &there).await?;
        let kept = phone.run(CONTENT, Vec::new()).await?;
        let file = |name: &str| kept["files"][name].as_str().unwrap_or_default().to_owned();
        let new = file("xx-demo-2027-1/document.yaml");
        same("from", new.contains("\nfrom: 2027-01-01\n"), true)?;
        let end = "superseded_by: {document: xx-demo-2027-1, from: 2027-01-01}\n";
        let old = file("xx-demo-2026-1/document.yaml");
        same("the end of the older one", old.ends_with(end), true)?;
        let shown = phone.run("return document.querySelector('#file').value", Vec::new());
        let wanted = Value::from("xx-demo-2027-1/document.yaml");
        same("the file that is shown", shown.await?, wanted)
    });
}
