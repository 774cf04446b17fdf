//! Two frames in a page of another site: a whole walk in one of them, and a result that the page gets
//! once a person presses.

use super::{FIRST, PARTNER, RECORD, SECOND, Set, again, fits, show_in, wait};
use crate::case::Case;
use crate::drivers::Engine;
use crate::hosts::with_browser;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, choose_day};
use serde_json::Value;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn two_in_a_page_of_another_site_a_walk_and_a_result_that_is_asked_for() {
    two_in_a_page(Engine::Chromium);
}

/// The same elsewhere.
mod engines {
    use super::{Engine, two_in_a_page};

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn two_in_a_page_of_another_site_in_firefox() {
        two_in_a_page(Engine::Firefox);
    }

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn two_in_a_page_of_another_site_in_webkit() {
        two_in_a_page(Engine::WebKit);
    }
}

fn two_in_a_page(engine: Engine) {
    let set = Set::new("");
    with_browser(
        engine,
        &format!("widget-{engine:?}"),
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("secret-path?who=1")).await?;
            // The second is fetched once the person scrolls near it.
            let address = phone.attribute(SECOND, "src").await?.unwrap_or_default();
            show_in(&phone, SECOND, &address).await?;
            phone
                .see("html[data-theme=dark] .row[data-place='500101']")
                .await?;
            fits(&phone, SECOND).await?;
            phone.leave().await?;
            // From the beginning of the first one: it is loaded again once a listener is there.
            phone.run(RECORD, Vec::new()).await?;
            again(&phone).await?;
            let case = Case::read("G01", "b")?;
            let given = walk(&phone, &case).await?;

            // Nothing but heights so far.
            phone.leave().await?;
            let only_heights = "return window.heard.every(one => one.data
            && ['huice:ready', 'huice:height'].includes(one.data.type)
            && one.data.version === 1
            && Object.keys(one.data).every(k => ['type', 'version', 'height'].includes(k))
            && (one.data.height === undefined || Number.isInteger(one.data.height)))
            && window.heard.length > given_at_least()";
            let only_heights = only_heights.replace("given_at_least()", "3");
            if phone.run(&only_heights, Vec::new()).await? != true {
                let heard = phone.run("return window.heard", Vec::new()).await?;
                return Err(format!("sent before anything was asked: {heard}").into());
            }

            phone.enter(FIRST).await?;
            let words = phone
                .run(
                    "return document.querySelector('[data-action=send]').textContent",
                    Vec::new(),
                )
                .await?;
            let host = format!("localhost:{}", set.host.port);
            if words != format!("把结果发给 {PARTNER}（{host}）").as_str() {
                return Err(format!("the button says {words}").into());
            }
            phone.tap("[data-action=send]").await?;
            confirm(&phone).await?;
            fits(&phone, FIRST).await?;
            let plain = result(&phone, &case).await?;
            if plain.get("answers").is_some() {
                return Err(format!("answers that nobody ticked: {plain}").into());
            }
            compare(&plain, &case, &given)?;

            phone.tap("label[for=huice-raw]").await?;
            phone.tap("[data-action=send]").await?;
            confirm(&phone).await?;
            let raw = result(&phone, &case).await?;
            compare(&raw, &case, &given)?;
            let facts = raw["answers"]["facts"].as_object().ok_or("no answers")?;
            if raw["answers"]["roles"] != serde_json::json!(["founder"])
                || facts.len() != given.len()
            {
                return Err(format!("answers: {}, given {}", raw["answers"], given.len()).into());
            }
            phone.leave().await?;
            let seen = set.site.seen.lock().unwrap().clone();
            let names_host = |(url, from): &(String, String)| {
                url.contains("localhost") || url.contains("secret") || from.contains("secret")
            };
            if let Some(row) = seen.iter().find(|row| names_host(row)) {
                return Err(format!("the host's address was sent: {row:?}").into());
            }
            // The frame's own page was asked for without any word of where; WebKit names the origin,
            // which the frame knows from its parent in any case, and nothing behind it.
            let framed = |(url, from): &&(String, String)| {
                let origin =
                    engine == Engine::WebKit && from.ends_with(&format!(":{}/", set.host.port));
                url.contains("embed=1") && (from.is_empty() || origin)
            };
            if seen.iter().filter(framed).count() < 2 {
                return Err(format!("frames with a referrer: {seen:?}").into());
            }
            clean(&phone).await
        },
    );
}

/// Presses what asks once more, when it can be pressed.
async fn confirm(phone: &Phone) -> Result<()> {
    let sure = "[data-action=send-sure]:not([disabled])";
    phone.see(sure).await?;
    phone.tap(sure).await
}

/// Walks through the first frame; the page outside follows its height at every question. Ends at
/// the results, inside the frame.
async fn walk(phone: &Phone, case: &Case) -> Result<serde_json::Map<String, Value>> {
    phone.enter(FIRST).await?;
    phone.see(".row[data-place='320281']").await?;
    phone.see("[data-goal=start]:checked").await?;
    fits(phone, FIRST).await?;
    let partner = phone
        .run(
            "return document.querySelector('[data-part=partner]').textContent",
            Vec::new(),
        )
        .await?;
    if partner != format!("由 {PARTNER} 提供入口").as_str() {
        return Err(format!("{partner}").into());
    }
    phone.tap("[data-action=change-day]").await?;
    choose_day(phone, "day", &case.as_of).await?;
    phone.tap("[data-action=start]").await?;
    phone.see("[data-fact]").await?;
    let given = answer_all(phone, &case.answers, async |phone, _| {
        let fixed = "return [...document.querySelectorAll('body *')]
            .every(e => !['fixed', 'sticky'].includes(getComputedStyle(e).position))";
        if phone.run(fixed, Vec::new()).await? != true {
            return Err("something is fixed inside the frame".into());
        }
        fits(phone, FIRST).await
    })
    .await?;
    phone.see("[data-certain]").await?;
    phone.see("[data-action=send]").await?;
    fits(phone, FIRST).await?;
    // Opening and closing a group: longer, and shorter again.
    for _ in 0..2 {
        phone.tap("[data-fold]").await?;
        fits(phone, FIRST).await?;
    }
    Ok(given)
}

/// The event that the page outside got last; it is taken away.
async fn result(phone: &Phone, case: &Case) -> Result<Value> {
    phone.leave().await?;
    wait(
        phone,
        "the event",
        "return window.heard.some(one => one.event)",
        &[],
    )
    .await?;
    let events = phone
        .run(
            "const events = window.heard.filter(one => one.event);
             window.heard.length = 0;
             return events",
            Vec::new(),
        )
        .await?;
    let events = events.as_array().cloned().unwrap_or_default();
    phone.enter(FIRST).await?;
    let [one] = events.as_slice() else {
        return Err(format!("{} events", events.len()).into());
    };
    let event = one["event"].clone();
    if one["from"] != "IFRAME"
        || event["type"] != "huice:result"
        || event["version"] != 1
        || event["place"] != case.place.as_str()
        || event["date"] != case.as_of.as_str()
        // Nobody takes an old document for a new one.
        || event["years"].as_array().is_none_or(Vec::is_empty)
    {
        return Err(format!("not the event of the contract: {one}").into());
    }
    Ok(event)
}

/// Verdicts and amounts are those of the command line.
fn compare(event: &Value, case: &Case, given: &serde_json::Map<String, Value>) -> Result<()> {
    let verdicts = event["verdicts"].as_array().ok_or("no verdicts")?;
    let outcomes = case.evaluate(given)?;
    let mut count = 0;
    for (id, expected) in &outcomes {
        // Items whose text is lost are no instruments.
        if expected.verdict == "text_missing" {
            continue;
        }
        count += 1;
        let one = verdicts
            .iter()
            .find(|v| v["id"] == id.as_str())
            .ok_or_else(|| format!("no {id}"))?;
        if one["verdict"] != expected.verdict.as_str()
            || one["amount"]["text"] != expected.amount.as_str()
        {
            return Err(format!("{one}, the command line says {expected:?}").into());
        }
        let exact = one["amount"]["kind"] == "exact";
        if exact && one["amount"]["low"].as_str().is_none() {
            return Err(format!("{one}: a sum without a number").into());
        }
    }
    if count == verdicts.len() {
        Ok(())
    } else {
        Err(format!("{} verdicts for {count} instruments", verdicts.len()).into())
    }
}

/// Taking frames away leaves nothing behind.
async fn clean(phone: &Phone) -> Result<()> {
    phone
        .run("document.querySelector('#second').remove()", Vec::new())
        .await?;
    wait(
        phone,
        "one frame left",
        "return huice.frames.length === 1",
        &[],
    )
    .await?;
    let none = "huice.remove();
        return huice.frames.length === 0 && document.querySelectorAll('iframe').length === 0";
    if phone.run(none, Vec::new()).await? == true {
        Ok(())
    } else {
        Err("huice.remove leaves something".into())
    }
}

/// R8: a page around the frame makes it transparent and has people press what they do not see.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn r8_nothing_is_sent_from_a_frame_that_nobody_sees() {
    let case = Case::read("G01", "b").unwrap();
    let set = Set::new("");
    with_browser(Engine::Chromium, "unseen", Screen::Phone, async |phone| {
        phone.go(&set.page("")).await?;
        phone.run(RECORD, Vec::new()).await?;
        phone.see(FIRST).await?;
        walk(&phone, &case).await?;
        phone.leave().await?;
        let hide = format!("document.querySelector('{FIRST}').style.opacity = '0.01'");
        phone.run(&hide, Vec::new()).await?;
        phone.enter(FIRST).await?;
        phone.tap("[data-action=send]").await?;
        tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
        if phone.has("[data-action=send-sure]:not([disabled])").await? {
            return Err("it can be sent unseen".into());
        }
        phone.leave().await?;
        let sent = "return window.heard.some(one => one.event)";
        if phone.run(sent, Vec::new()).await? == true {
            return Err("it was sent unseen".into());
        }
        Ok(())
    });
}
