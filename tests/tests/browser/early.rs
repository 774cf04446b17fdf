//! A slow program: the start screen is there before it, and input on it counts.

use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, same};
use crate::with_held_program;
use xtask_server::server::{Fault, Server};

const PLACE: &str = "button[data-place='320281']";

/// The program has drawn itself: the initial content of the page is gone.
const RUNNING: &str = "return !document.getElementById('wait')";

/// Markup with the attributes of each tag in one order, and without those that differ by what has
/// happened.
const ORDER: &str = "
    var order = function (html) {
        return html.replace(/<[^>]+>/g, function (tag) {
            return tag.replace(/ ([\\w-]+)(=\"[^\"]*\")?/g, '').replace('>', ' ')
                + (tag.match(/ ([\\w-]+)(=\"[^\"]*\")?/g) || []).sort().join('').replace(/=\"\"/g, '') + '>';
        });
    };
    var without = function (part, css, attribute) {
        part.querySelectorAll(css).forEach(function (e) { e.removeAttribute(attribute); });
    };";

/// What is shown below the words of the start, without the parts that are not drawn.
const FORM: &str = "
    var form = document.querySelector('form').cloneNode(true);
    without(form, '[data-day]', 'data-day');
    without(form, 'input', 'value');
    return [document.querySelector('header').innerHTML, form.innerHTML].map(order).join('\\n')";

pub async fn drawn(phone: &Phone, what: &str) -> Result<String> {
    phone
        .text(&format!("(function () {{ {ORDER} {what} }})()"))
        .await
}

/// The start screen; the program comes when the server's faults are cleared.
async fn early(phone: &Phone, server: &Server) -> Result<()> {
    phone.go(&server.address()).await?;
    phone.see(PLACE).await
}

/// The program comes.
pub async fn arrives(phone: &Phone, server: &Server) -> Result<()> {
    server.clear_fault();
    phone.until("the program runs", RUNNING).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_screen_is_the_one_that_the_program_draws() {
    with_held_program(
        Engine::Chromium,
        "early-same",
        Screen::Phone,
        async |phone, server| {
            early(&phone, &server).await?;
            let before = drawn(&phone, FORM).await?;
            arrives(&phone, &server).await?;
            same("drawn by the program", drawn(&phone, FORM).await?, before)
        },
    );
}

/// Place, goal and 开始 while the program is on its way: then the first question.
pub async fn asked_early(phone: &Phone, server: &Server, goal: &str) -> Result<()> {
    early(phone, server).await?;
    phone.tap(PLACE).await?;
    phone.see("[data-action=change-place]").await?;
    same(
        "places beside the chosen one",
        phone.has(PLACE).await?,
        false,
    )?;
    phone.tap_label(&format!("[data-goal={goal}]")).await?;
    phone.tap("[data-action=start]").await?;
    phone.see("[data-fact]").await
}

/// Place, goal and 开始 while the program is on its way; then the program.
pub async fn begun_early(phone: &Phone, server: &Server) -> Result<()> {
    asked_early(phone, server, "start").await?;
    arrives(phone, server).await?;
    phone.see("[data-fact]").await?;
    let kept = phone
        .text("window.huice.kept.split('\\n').slice(0, 4).join('|')")
        .await?;
    same("session", kept, "1|320281||start".into())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_is_chosen_early_is_what_the_program_begins_with() {
    with_held_program(
        Engine::Chromium,
        "early-begun",
        Screen::Phone,
        async |phone, server| {
            begun_early(&phone, &server).await?;
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
    with_held_program(
        Engine::Chromium,
        "early-law",
        Screen::Phone,
        async |phone, server| {
            early(&phone, &server).await?;
            same("law at first", phone.run(LAW, Vec::new()).await?, 0.into())?;
            phone.tap(PLACE).await?;
            let came = LAW.replace(".length", ".length === 2");
            phone.until("the law", &came).await?;
            phone.tap_label("[data-goal=start]").await?;
            phone.tap("[data-action=start]").await?;
            arrives(&phone, &server).await?;
            phone.see("[data-fact]").await?;
            same("law in all", phone.run(LAW, Vec::new()).await?, 2.into())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_is_typed_or_pressed_is_handed_on() {
    with_held_program(
        Engine::Chromium,
        "early-typed",
        Screen::Phone,
        async |phone, server| {
            early(&phone, &server).await?;
            // Chosen and let go again.
            phone.tap(PLACE).await?;
            phone.tap("[data-action=change-place]").await?;
            phone.tap("[data-action=elder]").await?;
            phone.write("#place", "wanzhou").await?;
            arrives(&phone, &server).await?;
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
    with_held_program(
        Engine::Chromium,
        "early-kept",
        Screen::Phone,
        async |phone, server| {
            begun_early(&phone, &server).await?;
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
    with_held_program(
        Engine::Chromium,
        "early-missing",
        Screen::Phone,
        async |phone, server| {
            early(&phone, &server).await?;
            phone.tap("[data-action=start]").await?;
            server.clear_fault();
            phone.see("#wrong").await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn who_presses_again_because_nothing_has_moved_means_the_same() {
    with_held_program(
        Engine::Chromium,
        "early-again",
        Screen::Phone,
        async |phone, server| {
            early(&phone, &server).await?;
            phone.tap("[data-action=change-day]").await?;
            phone.tap("[data-action=change-day]").await?;
            arrives(&phone, &server).await?;
            phone.see("select[name=day-year]").await
        },
    );
}

/// Where everything stands that can be pressed, below the words of the start.
pub const STANDS: &str = "JSON.stringify([].filter.call(
    document.querySelectorAll('form button, form label, .step button, .pick button'),
    function (target) { return target.offsetHeight > 0 }).map(function (target) {
        var box = target.getBoundingClientRect();
        var at = [box.left, box.top, box.width, box.height].map(Math.round);
        return target.textContent.slice(0, 2) + ' ' + at.join(' ');
    }))";

/// A finger that is on its way when the program comes hits what it was meant for.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn nothing_moves_when_the_program_comes_or_the_law() {
    for (name, screen) in [
        ("early-stands", Screen::Phone),
        ("early-wide", Screen::Wide),
    ] {
        with_held_program(Engine::Chromium, name, screen, async |phone, server| {
            server.inject_fault("law/js-", Fault::Held);
            early(&phone, &server).await?;
            let offered = phone.text(STANDS).await?;
            phone.tap(PLACE).await?;
            phone.tap_label("[data-goal=start]").await?;
            let chosen = phone.text(STANDS).await?;
            if offered == chosen {
                return Err("the chosen place does not stand alone".into());
            }
            server.clear_fault();
            server.inject_fault("law/js-", Fault::Held);
            phone.until("the program runs", RUNNING).await?;
            same(
                "with the program",
                phone.text(STANDS).await?,
                chosen.clone(),
            )?;
            server.clear_fault();
            let law = "return document.querySelector('[data-place]').innerText.includes('条政策')";
            phone.until("the law", law).await?;
            same("with the law", phone.text(STANDS).await?, chosen)
        });
    }
}

/// A press that begins before the program is ready ends on the same screen, and counts once.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_program_waits_for_a_press_to_end() {
    with_held_program(
        Engine::Chromium,
        "early-held",
        Screen::Wide,
        async |phone, server| {
            early(&phone, &server).await?;
            // The button goes down before the program is ready, and up 0.3 s after that.
            let press = "const button = document.querySelector('[data-action=change-day]');
                const mouse = kind => button.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
                const compile = WebAssembly.compile;
                WebAssembly.compile = program => compile(program).then(ready => {
                    setTimeout(() => {
                        window.stays = button.isConnected;
                        mouse('mouseup');
                        button.click();
                    }, 300);
                    return ready;
                });
                mouse('mousedown')";
            phone.run(press, Vec::new()).await?;
            arrives(&phone, &server).await?;
            phone.see("select[name=day-year]").await?;
            same(
                "the button is there until the press ends",
                phone.run("return window.stays", Vec::new()).await?,
                true.into(),
            )
        },
    );
}

/// A press that never ends, as of a mouse that is let go elsewhere, does not keep the program away.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_press_that_never_ends_is_not_waited_for() {
    with_held_program(
        Engine::Chromium,
        "early-never",
        Screen::Wide,
        async |phone, server| {
            early(&phone, &server).await?;
            let down = "document.querySelector('#first, #app')
                .dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))";
            phone.run(down, Vec::new()).await?;
            arrives(&phone, &server).await
        },
    );
}
