//! A slow program: the start screen and the first question are there before it, and input on them
//! counts.

use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, same};
use crate::with_slow_program;
use serde_json::Value;

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
            let before = drawn(&phone, FORM).await?;
            phone.until("the program runs", RUNNING).await?;
            same("drawn by the program", drawn(&phone, FORM).await?, before)
        },
    );
}

/// Place, goal and 开始 while the program is on its way: then the first question.
async fn asked_early(phone: &Phone, address: &str, goal: &str) -> Result<()> {
    early(phone, address).await?;
    phone.tap(PLACE).await?;
    let others = "return [].filter.call(document.querySelectorAll('button[data-place]'),
        function (b) { return b.offsetHeight > 0 }).length";
    same(
        "places beside the chosen one",
        phone.run(others, Vec::new()).await?,
        1.into(),
    )?;
    phone.tap_label(&format!("[data-goal={goal}]")).await?;
    phone.tap("[data-action=start]").await?;
    phone.see("[data-fact]").await?;
    same(
        "the program runs",
        phone.run(RUNNING, Vec::new()).await?,
        false.into(),
    )
}

/// The program asks this question, or another one than this.
fn asks(fact: &str, wanted: bool) -> String {
    let same = if wanted { "===" } else { "!==" };
    format!(
        "var question = document.querySelector('[data-fact]');
        return !document.getElementById('wait') && !!question
            && question.getAttribute('data-fact') {same} '{fact}'"
    )
}

/// What is kept of the answers, the day of keeping left out.
const ANSWERS: &str = "sessionStorage.getItem('huice').split('\\n').slice(4)
    .filter(function (line) { return line && line.charAt(0) !== '@' }).join(' ')";

/// Place, goal and 开始 while the program is on its way; then the program.
pub async fn begun_early(phone: &Phone, address: &str) -> Result<()> {
    asked_early(phone, address, "start").await?;
    phone.until("the program runs", RUNNING).await?;
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
            phone.until("the program runs", RUNNING).await?;
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

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_first_question_is_the_one_that_the_program_draws() {
    for (goal, name) in [("job", "early-list"), ("hire", "early-choice")] {
        with_slow_program(
            Engine::Chromium,
            name,
            Screen::Phone,
            async |phone, address| {
                asked_early(&phone, &address, goal).await?;
                let before = drawn(&phone, QUESTION).await?;
                phone.until("the program runs", RUNNING).await?;
                phone.see("[data-fact]").await?;
                same(
                    "drawn by the program",
                    drawn(&phone, QUESTION).await?,
                    before,
                )?;
                same("complaints", phone.complaints().await?, Vec::new())
            },
        );
    }
}

/// The rows of a list: for each y where it is ticked, u for 不清楚; then 以上都不是.
const ROWS: &str = "[].map.call(document.querySelectorAll('.prow'), function (row) {
    var doubt = row.querySelector('.dk[aria-pressed=true]');
    return row.querySelector('input').checked ? 'y' : doubt ? 'u' : '-' }).join('')";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_list_that_is_begun_early_goes_on_in_the_program() {
    with_slow_program(
        Engine::Chromium,
        "early-rows",
        Screen::Phone,
        async |phone, address| {
            asked_early(&phone, &address, "job").await?;
            let fact = phone
                .attribute("[data-fact]", "data-fact")
                .await?
                .unwrap_or_default();
            // Nothing is ticked: there is no way on yet.
            phone.tap("[data-action=continue]").await?;
            phone.see(".btn.refused").await?;
            phone.tap_label("[data-answer=none]").await?;
            same("none of them", phone.text(ROWS).await?, "-----y".into())?;
            phone.tap_label(".prow:nth-child(2) input").await?;
            phone.tap(".prow:nth-child(3) .dk").await?;
            same("ticked", phone.text(ROWS).await?, "-yu---".into())?;
            let way = drawn(&phone, QUESTION).await?;
            // Back and on again nothing is lost.
            phone.tap("[data-action=back]").await?;
            phone.tap("[data-action=start]").await?;
            same("back and on", phone.text(ROWS).await?, "-yu---".into())?;
            phone.until("the program asks", &asks(&fact, true)).await?;
            same("in the program", phone.text(ROWS).await?, "-yu---".into())?;
            same("the way on", drawn(&phone, QUESTION).await?, way)?;
            phone.tap("[data-action=continue]").await?;
            phone.until("the next question", &asks(&fact, false)).await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_list_that_is_answered_early_is_answered() {
    with_slow_program(
        Engine::Chromium,
        "early-done",
        Screen::Phone,
        async |phone, address| {
            asked_early(&phone, &address, "job").await?;
            let fact = phone
                .attribute("[data-fact]", "data-fact")
                .await?
                .unwrap_or_default();
            let rows = "[].map.call(document.querySelectorAll('[data-row]'),
            function (row) { return row.getAttribute('data-row') }).join(' ')";
            let rows = phone.text(rows).await?;
            phone.tap_label(".prow:nth-child(2) input").await?;
            phone.tap(".prow:nth-child(3) .dk").await?;
            phone.tap("[data-action=continue]").await?;
            phone.see("#wait .spin").await?;
            phone
                .until("the next question", &asks(&fact, false))
                .await?;
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
    with_slow_program(
        Engine::Chromium,
        "early-press",
        Screen::Phone,
        async |phone, address| {
            asked_early(&phone, &address, "hire").await?;
            phone.tap("[data-answer=small]").await?;
            phone
                .until("the next question", &asks("enterprise_size", false))
                .await?;
            same(
                "answers",
                phone.text(ANSWERS).await?,
                "enterprise_size=small".into(),
            )
        },
    );
}
