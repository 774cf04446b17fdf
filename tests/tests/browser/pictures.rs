//! The pictures of the documents: `cargo xtask pictures`.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, start};
use crate::with_phone;
use serde_json::json;
use std::path::{Path, PathBuf};

#[test]
#[ignore = "needs a built site and a browser: cargo xtask pictures"]
fn of_the_documents() {
    let out = std::env::var_os("HUICE_PICTURES").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures"),
        PathBuf::from,
    );
    with_phone("pictures", Screen::Phone, async |phone, address| {
        take(&phone, &address, &out).await
    });
}

/// A question in the middle of an interview, and the money by months at its end.
async fn take(phone: &Phone, address: &str, out: &Path) -> Result<()> {
    let case = Case::read("G24", "a")?;
    let still = json!([{"name": "prefers-reduced-motion", "value": "reduce"}]);
    let media = json!({"features": still});
    phone.order("Emulation.setEmulatedMedia", media).await?;
    // A window shows less than its size: it has a title bar.
    phone
        .stretch(Screen::Phone, Screen::Phone.size().1.into())
        .await?;
    start(phone, address, &case, &["founder"]).await?;
    let mut taken = false;
    answer_all(phone, &case.answers, async |phone, _| {
        if !taken && is_telling(phone).await? {
            phone.picture(&out.join("question.png")).await?;
            taken = true;
        }
        Ok(())
    })
    .await?;
    if !taken {
        return Err("no question has a sum beside it".into());
    }
    phone.go(&format!("{address}#/plan")).await?;
    phone.see("[data-total]").await?;
    phone.picture(&out.join("plan.png")).await
}

/// Whether the screen shows a question that is answered with a tap, and money that is certain.
async fn is_telling(phone: &Phone) -> Result<bool> {
    let script = "
        const main = document.querySelector('main');
        const yes = main.querySelector('button[data-answer], [data-row]');
        return !!yes && /[1-9][\\d,]* ?元/.test(document.body.innerText)";
    Ok(phone.run(script, Vec::new()).await? == json!(true))
}
