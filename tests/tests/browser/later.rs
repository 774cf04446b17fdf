//! Screens behind the results: everything that was entered is still there, also where the browser
//! refuses to store anything. And links that carry answers.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen, same};
use crate::walk::{answer_all, start};
use crate::with_phone;

/// A founder in 江阴, answered, at the results.
async fn at_results(phone: &Phone, address: &str) -> Result<Case> {
    let case = Case::read("G01", "b")?;
    start(phone, address, &case, &["founder"]).await?;
    answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.see("[data-certain]").await?;
    Ok(case)
}

async fn certain(phone: &Phone) -> Result<Option<String>> {
    phone.attribute("[data-certain]", "data-certain").await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_screen_behind_the_results_has_everything() {
    with_phone("later", Screen::Phone, async |phone, address| {
        // Storage refused: memory must do.
        phone.refuse_storage().await?;
        at_results(&phone, &address).await?;
        let before = certain(&phone).await?;
        phone.tap("[data-action=elder]").await?;
        phone.tap(".menu > summary").await?;
        phone.tap(".menu [data-action=plan]").await?;
        phone.see("[data-total]").await?;
        same(
            "focus",
            phone.text("document.activeElement.id").await?,
            "h".into(),
        )?;
        same(
            "title",
            phone.text("document.title").await?,
            "三年怎么拿 · 惠策".into(),
        )?;
        same(
            "size",
            phone.text("document.documentElement.dataset.size").await?,
            "elder".into(),
        )?;
        phone.tap("[data-action=back]").await?;
        same("certain after", certain(&phone).await?, before)?;
        same(
            "hash",
            phone.text("location.hash").await?,
            "#/results".into(),
        )?;
        // Forward again, by the browser.
        phone.run("history.forward()", Vec::new()).await?;
        phone.see("[data-total]").await?;
        phone.run("history.back()", Vec::new()).await?;
        phone.see("[data-certain]").await?;
        let complaints = phone.complaints().await?;
        same("complaints", complaints, Vec::new())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_link_brings_the_answers_to_another_device() {
    let mut link = String::new();
    let mut before = None;
    with_phone("share", Screen::Phone, async |phone, address| {
        at_results(&phone, &address).await?;
        before = certain(&phone).await?;
        phone.tap(".menu > summary").await?;
        phone.tap(".menu [data-action=share]").await?;
        phone.see("#plain").await?;
        let whole = phone.text("document.getElementById('plain').value").await?;
        let (page, fragment) = whole.split_once('#').ok_or("no fragment")?;
        same("page", page, &address)?;
        link = format!("#{fragment}");
        Ok(())
    });
    let safe = |c: char| c.is_ascii_alphanumeric() || "#=.-_".contains(c);
    assert!(link.chars().all(safe), "{link}");
    with_phone("shared", Screen::Phone, async |phone, address| {
        phone.go(&format!("{address}{link}")).await?;
        same("certain", certain(&phone).await?, before)?;
        same(
            "hash",
            phone.text("location.hash").await?,
            "#/results".into(),
        )?;
        if phone.has("a[href='#/since']").await? {
            return Err("nothing has changed".into());
        }
        // The same link again, after an answer was changed: the person is asked first.
        phone.go(&format!("{address}#/review")).await?;
        phone.tap("[data-edit]:not([data-edit=''])").await?;
        phone.see("[data-fact]").await?;
        phone.go(&format!("{address}{link}")).await?;
        phone.tap("[data-action=leave-link]").await?;
        same("hash", phone.text("location.hash").await?, "#/".into())?;
        // Cut in the middle.
        let half = &link[..link.len() / 2];
        phone.go(&format!("{address}{half}")).await?;
        phone.see("[role=alert]").await?;
        phone.go(&format!("{address}#/results")).await?;
        phone.see("[data-certain]").await?;
        Ok(())
    });
}
