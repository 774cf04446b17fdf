//! Answers that a person has agreed to keep are there on another day, in another window; without
//! consent none of them are.

use crate::phone::{Phone, Result, Screen, same};
use crate::with_phone;

/// All that the device holds, window and storage together, as text.
const DEVICE: &str = "JSON.stringify(Object.entries(localStorage))";

/// At the results of 江阴, with one answer.
async fn answered(phone: &Phone, address: &str) -> Result<()> {
    phone
        .go(&format!("{address}#s=1..320281..start...hukou_localIy"))
        .await?;
    phone.see("[data-certain]").await
}

/// As if the window had been closed and another one opened: only the device remembers.
async fn another_day(phone: &Phone, address: &str) -> Result<()> {
    phone.text("(sessionStorage.clear(), '')").await?;
    phone.go("about:blank").await?;
    phone.go(address).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn answers_come_back_after_consent_and_go_when_they_are_cleared() {
    with_phone("keeping", Screen::Phone, async |phone, address| {
        answered(&phone, &address).await?;
        let device = phone.text(DEVICE).await?;
        same(
            "on the device without consent",
            device.contains("hukou"),
            false,
        )?;
        phone.go(&format!("{address}#/keep")).await?;
        phone.tap("[data-action=keep]").await?;
        phone.see("[data-certain]").await?;
        another_day(&phone, &address).await?;
        phone.tap("[data-action=take-up]").await?;
        phone.see("[data-fact], [data-certain]").await?;
        phone.go(&format!("{address}#/review")).await?;
        phone.see("[data-value=hukou_local]").await?;
        another_day(&phone, &address).await?;
        phone.tap("[data-action=clear]").await?;
        phone.see("[data-action=start]").await?;
        let device = phone.text(DEVICE).await?;
        same(
            "on the device after clearing",
            device.contains("hukou"),
            false,
        )
    });
}
