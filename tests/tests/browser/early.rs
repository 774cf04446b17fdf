//! A slow program: the start screen and the first question are there before it, and input on them
//! counts.

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

/// The question that is shown, without what only the program knows: which policies ask, the results
/// so far.
const QUESTION: &str = "
    var question = document.querySelector('[data-fact]').cloneNode(true);
    question.querySelectorAll('details, .early').forEach(function (e) { e.parentNode.removeChild(e); });
    without(question, 'input', 'value');
    without(question, '[checked]', 'checked');
    return order(question.outerHTML)";

async fn drawn(phone: &Phone, what: &str) -> Result<String> {
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
async fn arrives(phone: &Phone, server: &Server) -> Result<()> {
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
async fn asked_early(phone: &Phone, server: &Server, goal: &str) -> Result<()> {
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

/// The fact of the question that is shown.
async fn asked(phone: &Phone) -> Result<String> {
    let fact = phone.attribute("[data-fact]", "data-fact").await?;
    fact.ok_or_else(|| "no question".into())
}

/// The program comes, and asks this question, or another one than this.
async fn asks(phone: &Phone, server: &Server, fact: &str, wanted: bool) -> Result<()> {
    arrives(phone, server).await?;
    let same = if wanted { "===" } else { "!==" };
    let asks = format!(
        "var question = document.querySelector('[data-fact]');
        return !!question && question.getAttribute('data-fact') {same} '{fact}'"
    );
    phone.until("the program's question", &asks).await
}

/// What is kept of the answers, the day of keeping left out.
const ANSWERS: &str = "sessionStorage.getItem('huice').split('\\n').slice(4)
    .filter(function (line) { return line && line.charAt(0) !== '@' }).join(' ')";

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
const STANDS: &str = "JSON.stringify([].map.call(
    document.querySelectorAll('form button, form label, .step button, .pick button'), function (target) {
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

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_first_question_is_the_one_that_the_program_draws() {
    for (goal, screen, name) in [
        ("job", Screen::Phone, "early-list"),
        ("hire", Screen::Phone, "early-choice"),
        ("job", Screen::Wide, "early-list-wide"),
    ] {
        with_held_program(Engine::Chromium, name, screen, async |phone, server| {
            asked_early(&phone, &server, goal).await?;
            let before = drawn(&phone, QUESTION).await?;
            let stands = phone.text(STANDS).await?;
            arrives(&phone, &server).await?;
            phone.see("[data-fact]").await?;
            same("with the program", phone.text(STANDS).await?, stands)?;
            same(
                "drawn by the program",
                drawn(&phone, QUESTION).await?,
                before,
            )?;
            same("complaints", phone.complaints().await?, Vec::new())
        });
    }
}

/// The rows of a list: y where it is ticked, u for 不清楚; the last is 以上都不是.
const ROWS: &str = "[].map.call(document.querySelectorAll('.prow'), function (row) {
    var doubt = row.querySelector('.dk[aria-pressed=true]');
    return row.querySelector('input').checked ? 'y' : doubt ? 'u' : '-' }).join('')";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_list_that_is_begun_early_goes_on_in_the_program() {
    with_held_program(
        Engine::Chromium,
        "early-rows",
        Screen::Phone,
        async |phone, server| {
            asked_early(&phone, &server, "job").await?;
            let fact = asked(&phone).await?;
            // Nothing is ticked: there is no way on yet.
            phone.tap("[data-action=continue]").await?;
            phone.see(".btn.refused").await?;
            phone.tap_label("[data-answer=none]").await?;
            same("none of them", phone.text(ROWS).await?, "-----y".into())?;
            phone.tap_label(".prow:nth-child(2) input").await?;
            phone.tap(".prow:nth-child(3) .dk").await?;
            same("ticked", phone.text(ROWS).await?, "-yu---".into())?;
            let shown = drawn(&phone, QUESTION).await?;
            // Back and on again nothing is lost.
            phone.tap("[data-action=back]").await?;
            phone.tap("[data-action=start]").await?;
            same("back and on", phone.text(ROWS).await?, "-yu---".into())?;
            asks(&phone, &server, &fact, true).await?;
            same("in the program", phone.text(ROWS).await?, "-yu---".into())?;
            same("the screen", drawn(&phone, QUESTION).await?, shown)?;
            phone.tap("[data-action=continue]").await?;
            asks(&phone, &server, &fact, false).await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_list_that_is_answered_early_is_answered() {
    with_held_program(
        Engine::Chromium,
        "early-done",
        Screen::Phone,
        async |phone, server| {
            asked_early(&phone, &server, "job").await?;
            let fact = asked(&phone).await?;
            let rows = "[].map.call(document.querySelectorAll('[data-row]'),
                function (row) { return row.getAttribute('data-row') }).join(' ')";
            let rows = phone.text(rows).await?;
            phone.tap_label(".prow:nth-child(2) input").await?;
            phone.tap(".prow:nth-child(3) .dk").await?;
            phone.tap("[data-action=continue]").await?;
            phone.see("#wait .spin").await?;
            asks(&phone, &server, &fact, false).await?;
            let said = ["n", "y", "?", "n", "n"];
            let said: Vec<String> = rows
                .split(' ')
                .zip(said)
                .map(|(row, sign)| format!("{row}={sign}"))
                .collect();
            same("answers", phone.text(ANSWERS).await?, said.join(" "))
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn one_press_answers_the_first_question() {
    with_held_program(
        Engine::Chromium,
        "early-press",
        Screen::Phone,
        async |phone, server| {
            asked_early(&phone, &server, "hire").await?;
            phone.tap("[data-answer=small]").await?;
            asks(&phone, &server, "enterprise_size", false).await?;
            same(
                "answers",
                phone.text(ANSWERS).await?,
                "enterprise_size=small".into(),
            )
        },
    );
}
