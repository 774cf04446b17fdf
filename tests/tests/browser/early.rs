//! A slow program: the start screen is there before it, and input on it counts.

use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, same};
use crate::with_slow_program;
use serde_json::Value;

const PLACE: &str = "button[data-place='320281']";

/// The program has drawn itself: the initial content of the page is gone.
const RUNNING: &str = "return !document.getElementById('wait')";

/// What is shown below the words of the start, without the parts that are not drawn.
const FORM: &str = "
    var form = document.querySelector('form').cloneNode(true);
    form.querySelectorAll('[data-day]').forEach(function (e) { e.removeAttribute('data-day'); });
    form.querySelectorAll('input').forEach(function (e) { e.removeAttribute('value'); });
    var order = function (html) {
        return html.replace(/<[^>]+>/g, function (tag) {
            return tag.replace(/ ([\\w-]+)(=\"[^\"]*\")?/g, '').replace('>', ' ')
                + (tag.match(/ ([\\w-]+)(=\"[^\"]*\")?/g) || []).sort().join('').replace(/=\"\"/g, '') + '>';
        });
    };
    return [document.querySelector('header').innerHTML, form.innerHTML].map(order).join('\\n')";

async fn early(phone: &Phone, address: &str) -> Result<()> {
    phone.go(address).await?;
    phone.see(PLACE).await?;
    if phone.run(RUNNING, Vec::new()).await? == Value::Bool(true) {
        return Err("the program was there before the screen".into());
    }
    Ok(())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_screen_is_the_one_that_the_program_draws() {
    with_slow_program(
        Engine::Chromium,
        "early-same",
        Screen::Phone,
        async |phone, address| {
            early(&phone, &address).await?;
            let before = phone.text(FORM).await?;
            phone.until("the program runs", RUNNING).await?;
            same("drawn by the program", phone.text(FORM).await?, before)
        },
    );
}

/// Place, role and 开始 while the program is on its way; then the first question.
pub async fn begun_early(phone: &Phone, address: &str) -> Result<()> {
    early(phone, address).await?;
    phone.tap(PLACE).await?;
    let others = "return [].filter.call(document.querySelectorAll('button[data-place]'),
        function (b) { return b.offsetHeight > 0 }).length";
    same(
        "places beside the chosen one",
        phone.run(others, Vec::new()).await?,
        1.into(),
    )?;
    phone.tap_label("[data-goal=start]").await?;
    phone.tap("[data-action=start]").await?;
    let waits = "var wait = document.getElementById('wait'); return !wait || wait.offsetHeight > 0";
    same(
        "the wait notice",
        phone.run(waits, Vec::new()).await?,
        true.into(),
    )?;
    phone.see("[data-fact]").await?;
    let kept = phone
        .text("window.huice.kept.split('\\n').slice(0, 4).join('|')")
        .await?;
    same("session", kept, "1|320281||start".into())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_is_chosen_early_is_what_the_program_begins_with() {
    with_slow_program(
        Engine::Chromium,
        "early-begun",
        Screen::Phone,
        async |phone, address| {
            begun_early(&phone, &address).await?;
            same("complaints", phone.complaints().await?, Vec::new())
        },
    );
}

/// How often a file of law has been asked for.
const LAW: &str = "return performance.getEntriesByType('resource')
    .filter(function (entry) { return /\\.(pack|words)$/.test(entry.name); }).length";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_law_of_a_place_comes_before_the_program_and_once() {
    with_slow_program(
        Engine::Chromium,
        "early-law",
        Screen::Phone,
        async |phone, address| {
            early(&phone, &address).await?;
            same("law at first", phone.run(LAW, Vec::new()).await?, 0.into())?;
            phone.tap(PLACE).await?;
            let came = LAW.replace(".length", ".length === 2");
            phone.until("the law", &came).await?;
            same(
                "the program runs",
                phone.run(RUNNING, Vec::new()).await?,
                false.into(),
            )?;
            phone.tap_label("[data-goal=start]").await?;
            phone.tap("[data-action=start]").await?;
            phone.see("[data-fact]").await?;
            same("law in all", phone.run(LAW, Vec::new()).await?, 2.into())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_is_typed_or_pressed_is_handed_on() {
    with_slow_program(
        Engine::Chromium,
        "early-typed",
        Screen::Phone,
        async |phone, address| {
            early(&phone, &address).await?;
            // Chosen and let go again.
            phone.tap(PLACE).await?;
            phone.tap(PLACE).await?;
            phone.tap("[data-action=elder]").await?;
            phone.write("#place", "wanzhou").await?;
            phone.until("the program runs", RUNNING).await?;
            phone.see("button[data-place='500101']").await?;
            same(
                "size",
                phone
                    .text("document.documentElement.dataset.size || ''")
                    .await?,
                "elder".into(),
            )?;
            same(
                "focus",
                phone.text("document.activeElement.id").await?,
                "place".into(),
            )?;
            same(
                "typed",
                phone.text("document.getElementById('place').value").await?,
                "wanzhou".into(),
            )?;
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn who_was_here_before_is_not_asked_twice() {
    with_slow_program(
        Engine::Chromium,
        "early-kept",
        Screen::Phone,
        async |phone, address| {
            begun_early(&phone, &address).await?;
            phone.reload().await?;
            tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
            same("screen of the start", phone.has(PLACE).await?, false)?;
            phone.see("[data-fact]").await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_is_missing_is_said_by_the_program() {
    with_slow_program(
        Engine::Chromium,
        "early-missing",
        Screen::Phone,
        async |phone, address| {
            early(&phone, &address).await?;
            phone.tap("[data-action=start]").await?;
            phone.see("#wrong").await
        },
    );
}
