//! What was once wrong in a browser, each with the right value. The names are those of the list of
//! faults.

use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, same};
use crate::walk::choose_day;
use crate::{dist, run, with_phone};
use serde_json::{Value, json};
use xtask_server::server::Server;

/// A founder in 江阴, on a day on which 6,000 元 are certain.
const G: &str = "#s=1..320281.2020-01-01.founder...startup_hereIyAstartup_historyIfirst_everAhukou_localIyAfounding_statusIregistered_unemployedAregistration_dateI2019-07-01Aoperating_normallyIyAfounder_si_paidIyArents_premisesInAhiresI";

/// What a translating browser does to the page.
const TRANSLATE: &str = "
    const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.data.trim() && !/TEXTAREA|OPTION/.test(text.parentNode.tagName)) all.push(text);
    }
    for (const text of all) {
        const font = document.createElement('font');
        font.textContent = text.data;
        text.replaceWith(font);
    }";

const CERTAIN: &str = "document.querySelector('[data-certain]').dataset.certain";

/// G, at its results.
async fn opened(phone: &Phone, address: &str) -> Result<()> {
    phone.go(&format!("{address}{G}")).await?;
    phone.see("[data-certain]").await?;
    same("certain", phone.text(CERTAIN).await?, "6000".into())
}

/// At the first question, as a founder in 江阴 today.
async fn begun(phone: &Phone, address: &str) -> Result<()> {
    phone.go(address).await?;
    phone.tap("button[data-place='320281']").await?;
    phone.tap_label("[data-goal=start]").await?;
    phone.tap("[data-action=start]").await?;
    phone.see("[data-fact]").await
}

async fn fact(phone: &Phone) -> Result<String> {
    let fact_id = phone.attribute("[data-fact]", "data-fact").await?;
    fact_id.ok_or_else(|| "no question".into())
}

/// Answers the question that is shown in whatever way it offers, and waits for the next screen.
async fn go_on(phone: &Phone) -> Result<()> {
    let before = fact(phone).await?;
    if phone.has("[data-fact] [data-action=continue]").await? {
        for tick in ["input[data-answer=none]", "input[data-answer=unsure]"] {
            if phone.has(tick).await? {
                phone.tap_label(tick).await?;
                break;
            }
        }
        phone.tap("[data-action=continue]").await?;
    } else {
        phone
            .tap("button[data-answer=no], button[data-answer=unsure]")
            .await?;
    }
    let gone = format!(
        "const q = document.querySelector('[data-fact]'); return !q || q.dataset.fact !== '{before}'"
    );
    phone.until("the next screen", &gone).await
}

async fn no_complaints(phone: &Phone) -> Result<()> {
    same("complaints", phone.complaints().await?, Vec::new())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b1_and_b2_a_translated_page_goes_on_and_shows_what_was_computed() {
    with_phone("b1", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        phone.go(&format!("{address}#/display")).await?;
        phone.see("[data-look=large]").await?;
        phone.run(TRANSLATE, Vec::new()).await?;
        phone.tap("[data-look=large]").await?;
        let size = "document.documentElement.dataset.size || ''";
        same("size", phone.text(size).await?, "large".into())?;
        phone.go(&format!("{address}#/loan")).await?;
        for (id, text) in [
            ("#loan-amount", "300000"),
            ("#loan-months", "36"),
            ("#loan-rate", "4.35"),
        ] {
            phone.write(id, text).await?;
        }
        let main_text = "document.querySelector('main').innerText";
        let before = phone.text(main_text).await?;
        phone.run(TRANSLATE, Vec::new()).await?;
        phone
            .run("document.querySelector('#loan-rate').select()", Vec::new())
            .await?;
        phone.write("#loan-rate", "6").await?;
        phone.run(TRANSLATE, Vec::new()).await?;
        let after = phone.text(main_text).await?;
        if before == after {
            return Err("the interest stays".into());
        }
        // The same, never translated.
        phone.go("about:blank").await?;
        phone.go(&format!("{address}#/loan")).await?;
        for (id, text) in [
            ("#loan-amount", "300000"),
            ("#loan-months", "36"),
            ("#loan-rate", "6"),
        ] {
            phone.write(id, text).await?;
        }
        let plain = phone.text(main_text).await?;
        let squeeze = |text: String| text.split_whitespace().collect::<String>();
        same("the text of the page", squeeze(after), squeeze(plain))?;
        no_complaints(&phone).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b3_what_was_put_in_is_there_on_every_way_back() {
    with_phone("b3", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        phone.go(&format!("{address}#/need/hires")).await?;
        phone.tap("[data-action=add-record]").await?;
        phone
            .tap_label("input[name='group'][data-answer='graduate_5y']")
            .await?;
        let field = "[data-fact] input[inputmode]";
        phone.write(field, "3").await?;
        let held = format!("document.querySelector('{field}').value");
        for way in [
            "document.querySelector('[data-action=back]').click()",
            "location.hash = '#/results'",
            "history.back()",
        ] {
            phone.run(way, Vec::new()).await?;
            phone
                .until(
                    "another screen",
                    "return !document.querySelector('[data-fact=hires]')",
                )
                .await?;
            phone.see("[data-unfinished=hires]").await?;
            phone.tap("[data-unfinished=hires] a").await?;
            phone.see(field).await?;
            same(way, phone.text(&held).await?, "3".into())?;
        }
        phone.reload().await?;
        phone.see(field).await?;
        same("after a reload", phone.text(&held).await?, "3".into())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b4_two_touches_of_one_finger_answer_one_screen() {
    with_phone("b4", Screen::Phone, async |phone, address| {
        begun(&phone, &address).await?;
        while !phone.has("[data-unticked]").await? {
            go_on(&phone).await?;
        }
        phone
            .until(
                "the screen to settle",
                "return !document.querySelector('main[data-fresh]')",
            )
            .await?;
        let before = "return huice.kept.split('\\n').filter(l => l.includes('=')).length";
        let rows = "return document.querySelectorAll('[data-fact] [data-row]').length";
        let (answered, rows) = (number(&phone, before).await?, number(&phone, rows).await?);
        if phone.has("input[data-answer=none]").await? {
            phone.tap_label("input[data-answer=none]").await?;
        }
        let twice = "
            const done = arguments[arguments.length - 1];
            const button = document.querySelector('[data-action=continue]');
            button.scrollIntoView({block: 'center'});
            button.click();
            setTimeout(() => {
                const next = document.querySelector('[data-action=continue], [data-answer=no]');
                if (next) next.click();
                setTimeout(done, 400);
            }, 80)";
        phone.run_later(twice, Vec::new()).await?;
        same("answers", number(&phone, before).await?, answered + rows)
    });
}

async fn number(phone: &Phone, script: &str) -> Result<u64> {
    let value = phone.run(script, Vec::new()).await?;
    value
        .as_u64()
        .ok_or_else(|| format!("{value} is no count").into())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b5_another_place_keeps_what_it_asks_too() {
    with_phone("b5", Screen::Phone, async |phone, address| {
        phone.go(&address).await?;
        phone.write("#place", "重庆市").await?;
        phone.tap("button[data-place='500000']").await?;
        phone.tap_label("[data-goal=start]").await?;
        phone.tap("[data-action=start]").await?;
        phone.see("[data-fact]").await?;
        for _ in 0..3 {
            go_on(&phone).await?;
        }
        let answers = "huice.kept.split('\\n').filter(l => l.includes('=')).sort().join()";
        let before = phone.text(answers).await?;
        phone.go(&format!("{address}#/")).await?;
        phone.tap("[data-action=change-place]").await?;
        phone.write("#place", "渝北").await?;
        phone.tap("button[data-place='500112']").await?;
        phone
            .until(
                "its law",
                "return document.querySelector('[data-place]').innerText.includes('条政策')",
            )
            .await?;
        same("answers", phone.text(answers).await?, before)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b6_the_day_follows_the_month() {
    with_phone("b6", Screen::Phone, async |phone, address| {
        phone.go(&address).await?;
        phone.tap("button[data-place='320281']").await?;
        phone.tap_label("[data-goal=start]").await?;
        phone.tap("[data-action=change-day]").await?;
        choose_day(&phone, "day", "2026-1-31").await?;
        phone.choose("select[name='day-month']", "2").await?;
        let day = "document.querySelector('select[name=day-day]').value";
        same("day", phone.text(day).await?, "28".into())?;
        if phone.has("[role=alert]").await? {
            return Err("an alert before it could be put right".into());
        }
        phone.tap("[data-action=change-day]").await?;
        phone.tap("[data-action=start]").await?;
        phone.see("[data-fact]").await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b7_the_link_that_skips_is_no_step_of_the_way_back() {
    with_phone("b7", Screen::Wide, async |phone, address| {
        begun(&phone, &address).await?;
        go_on(&phone).await?;
        let before = fact(&phone).await?;
        go_on(&phone).await?;
        let length = number(&phone, "return history.length").await?;
        phone
            .run("document.querySelector('a.skip').focus()", Vec::new())
            .await?;
        phone.key('\u{e007}').await?;
        let id = "document.activeElement.id";
        same("focus", phone.text(id).await?, "main".into())?;
        same(
            "history",
            number(&phone, "return history.length").await?,
            length,
        )?;
        phone.tap("[data-action=back]").await?;
        let back =
            format!("return document.querySelector('[data-fact]').dataset.fact === '{before}'");
        phone.until("the question before", &back).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b9_back_leads_to_the_results_as_they_were_left() {
    with_phone("b9", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        phone.tap("[data-fold=no]").await?;
        phone.see("[data-fold=no][aria-expanded=true]").await?;
        let last = "const all = document.querySelectorAll('a[data-id]');
            return all[all.length - 1].getAttribute('href')";
        let card = phone.run(last, Vec::new()).await?;
        for way in ["#/share", card.as_str().unwrap_or_default()] {
            let down = "window.scrollTo(0, document.documentElement.scrollHeight / 2);
                return Math.round(scrollY)";
            let before = number(&phone, down).await?;
            phone
                .run(&format!("location.hash = '{way}'"), Vec::new())
                .await?;
            phone
                .until(
                    "another screen",
                    "return !document.querySelector('[data-fold=no]')",
                )
                .await?;
            phone.run("history.back()", Vec::new()).await?;
            phone.see("[data-fold=no][aria-expanded=true]").await?;
            let there = format!("return Math.abs(scrollY - {before}) < 3");
            phone
                .until(&format!("back where it was, after {way}"), &there)
                .await?;
        }
        no_complaints(&phone).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b11_the_day_moves_on_with_a_word() {
    with_phone("b11", Screen::Phone, async |phone, address| {
        begun(&phone, &address).await?;
        go_on(&phone).await?;
        phone.go(&format!("{address}#/results")).await?;
        phone.see("[data-certain]").await?;
        let tomorrow = "const now = Date.now; Date.now = () => now() + 86400000;
            document.dispatchEvent(new Event('visibilitychange'))";
        phone.run(tomorrow, Vec::new()).await?;
        let notice = "return document.getElementById('notices').innerText.includes('现在按今天')";
        phone.until("a word", notice).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b12_today_is_the_day_in_china() {
    with_phone("b12", Screen::Phone, async |phone, address| {
        let mut shown = Vec::new();
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"] {
            phone
                .order("Emulation.setTimezoneOverride", json!({"timezoneId": zone}))
                .await?;
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("button[data-place]").await?;
            shown.push(
                phone
                    .text("document.querySelector('[data-day]').innerText")
                    .await?,
            );
        }
        shown.dedup();
        same("days", shown.len(), 1)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b13_places_are_found_as_people_write_them() {
    with_phone("b13", Screen::Phone, async |phone, address| {
        for (typed, code) in [
            ("重庆渝北", "500112"),
            ("重庆市渝北区", "500112"),
            ("江苏省江阴市", "320281"),
            ("四川资阳", "512000"),
            ("ｙｂ", "500112"),
            ("yu-bei", "500112"),
        ] {
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.write("#place", typed).await?;
            let found = phone.see(&format!("button[data-place='{code}']")).await;
            found.map_err(|error| format!("{typed}: {error}"))?;
        }
        // A place that is not here is no mistake of the person's: whom to call is said, and what
        // there is.
        phone.write("#place", "南京").await?;
        phone.see("form .call[href='tel:12333']").await?;
        same("places", phone.has(".places").await?, false)?;
        phone.tap("form button[data-place='320281']").await?;
        phone.see("[data-action=change-place]").await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b14_the_loan_reads_numbers_as_people_write_them() {
    with_phone("b14", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        phone.go(&format!("{address}#/loan")).await?;
        phone.write("#loan-amount", "３００００元").await?;
        phone.write("#loan-months", "36个月").await?;
        // Sign by sign: no error appears before the field is left.
        for sign in ["4", "。"] {
            phone.write("#loan-rate", sign).await?;
            if phone.has("#loan-rate[aria-invalid=true]").await? {
                return Err("an alert while typing".into());
            }
        }
        phone.write("#loan-rate", "35").await?;
        phone.see("tbody tr").await?;
        if phone.has("[aria-invalid=true]").await? {
            return Err("refused".into());
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b17_a_link_to_share_is_the_address_of_the_page_alone() {
    with_phone("b17", Screen::Phone, async |phone, address| {
        phone
            .go(&format!("{address}?from=x&code=C1&openid=oX{G}"))
            .await?;
        phone.see("[data-certain]").await?;
        phone.tap(".menu > summary").await?;
        phone.tap(".menu [data-action=share]").await?;
        phone.see("#plain").await?;
        let link = phone.text("document.getElementById('plain').value").await?;
        let page = link.split('#').next().unwrap_or_default();
        same("page", page, address.as_str())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b18_paper_is_as_by_day() {
    with_phone("b18", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        for look in ["dark", "dark high"] {
            let keep = format!("sessionStorage.setItem('huice-look', '{look}')");
            phone.run(&keep, Vec::new()).await?;
            for hash in ["#/results", "#/print"] {
                phone.go("about:blank").await?;
                phone.go(&format!("{address}{hash}")).await?;
                phone.see("main h1, [data-paper]").await?;
                let print = json!({"media": "print"});
                phone.order("Emulation.setEmulatedMedia", print).await?;
                let dark = number(&phone, DARK_ON_PAPER).await?;
                phone
                    .order("Emulation.setEmulatedMedia", json!({"media": ""}))
                    .await?;
                same(&format!("dark grounds of {hash}, {look}"), dark, 0)?;
            }
        }
        Ok(())
    });
}

/// How many elements have a dark ground on paper.
const DARK_ON_PAPER: &str = "
    const dark = element => {
        const [r, g, b, a] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
        return a !== 0 && (r * 2 + g * 5 + b) / 8 < 128;
    };
    return [document.documentElement, ...document.querySelectorAll('body, body *')]
        .filter(element => element.getClientRects().length && dark(element)).length";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b19_what_belongs_together_is_a_group_with_the_name_of_the_question() {
    with_phone("b19", Screen::Phone, async |phone, address| {
        opened(&phone, &address).await?;
        for fact in ["startup_history", "registration_date", "founding_status"] {
            phone.go(&format!("{address}#/edit/{fact}")).await?;
            phone.see(&format!("[data-fact='{fact}']")).await?;
            let named = "
                const q = document.querySelector('[data-fact]');
                const ask = q.querySelector('h1').innerText.replace(/\\s/g, '');
                return [...q.querySelectorAll('fieldset, [role=group], [role=radiogroup]')].some(group => {
                    const by = group.getAttribute('aria-labelledby');
                    const label = by ? document.getElementById(by) : group.querySelector('legend');
                    return label && label.innerText.replace(/\\s/g, '').includes(ask);
                })";
            phone
                .until(&format!("a group named as {fact}"), named)
                .await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b20_what_is_missing_at_the_start_is_shown_beside_the_field() {
    with_phone("b20", Screen::Phone, async |phone, address| {
        phone.go(&address).await?;
        phone.tap("[data-action=start]").await?;
        let visible_error = "
            const field = document.querySelector('[aria-invalid=true]');
            const why = field && document.getElementById(field.getAttribute('aria-describedby'));
            if (!why) return false;
            const box = why.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight && why.innerText.trim() !== ''";
        phone
            .until("a word beside the place", visible_error)
            .await?;
        phone.tap("button[data-place='320281']").await?;
        phone.tap("[data-action=start]").await?;
        phone.until("a word beside the roles", visible_error).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b21_a_link_whose_sign_was_escaped_is_opened() {
    with_phone("b21", Screen::Phone, async |phone, address| {
        phone
            .go(&format!("{address}{}", G.replacen('=', "%3D", 1)))
            .await?;
        phone.see("[data-certain]").await?;
        same("certain", phone.text(CERTAIN).await?, "6000".into())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn r9_a_clock_that_is_wrong_is_not_believed() {
    let server = Server::start(&dist(), 0).unwrap();
    run(
        Engine::Chromium,
        "r9",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let source = "Date.now = () => 86400000";
            phone
                .order(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({"source": source}),
                )
                .await?;
            phone.go(&server.address()).await?;
            phone.tap("button[data-place='320281']").await?;
            phone.tap_label("[data-goal=start]").await?;
            phone.tap("[data-action=start]").await?;
            phone.see("select[name='day-year']").await?;
            if phone.has("[data-fact]").await? {
                return Err("it began in 1970".into());
            }
            choose_day(&phone, "day", "2026-11-29").await?;
            phone.tap("[data-action=start]").await?;
            phone.see("[data-fact]").await
        },
    );
}
