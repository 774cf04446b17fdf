//! A slow program: the first question is there before it, and answers to it count.

use crate::drivers::Engine;
use crate::early::{STANDS, arrives, asked_early, drawn};
use crate::phone::{Phone, Result, Screen, same};
use crate::with_held_program;
use xtask_server::server::Server;

/// The question that is shown, without what only the program knows: which policies ask, the results
/// so far.
const QUESTION: &str = "
    var question = document.querySelector('[data-fact]').cloneNode(true);
    question.querySelectorAll('details, .early').forEach(function (e) { e.parentNode.removeChild(e); });
    without(question, 'input', 'value');
    without(question, '[checked]', 'checked');
    return order(question.outerHTML)";

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
