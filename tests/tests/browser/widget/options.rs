//! Options of a frame: wrong ones, limits, answers given in advance.

use super::{FIRST, SECOND, Set, show, wait};
use crate::case::Case;
use crate::drivers::Engine;
use crate::hosts::with_browser;
use crate::phone::Screen;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn wrong_options_are_ignored_and_reported() {
    let set = Set::new("");
    with_browser(
        Engine::Chromium,
        "widget-options",
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("")).await?;
            let wrong = [
                ("place", "<b>"),
                ("places", "500101,%00"),
                ("roles", "founder,king"),
                ("date", "2026-02-30"),
                ("topic", "all"),
                ("accent", "red;--bg:black"),
                ("radius", "999"),
                ("theme", "pink"),
                ("size", "huge"),
                ("lang", "en"),
                ("partner", "%E2%80%AE"),
                ("results", "send"),
                ("colour", "8f1d1d"),
                ("embed", "2"),
            ];
            let query: Vec<String> = wrong.iter().map(|(k, v)| format!("{k}={v}")).collect();
            let address = format!("{}?{}", set.site.site(), query.join("&"));
            show(&phone, &address).await?;
            wait(
                &phone,
                "the address",
                "return location.search.includes('colour')",
                &[],
            )
            .await?;
            phone.see("[data-place]").await?;
            // Its messages: loaded again, with a listener.
            let listen = "window.warnings = []; console.warn = words => warnings.push(words);
            const script = document.createElement('script');
            script.src = 'v1/frame.js';
            script.onload = () => { warnings.done = true; };
            document.head.appendChild(script)";
            phone.run(listen, Vec::new()).await?;
            wait(&phone, "the script", "return warnings.done === true", &[]).await?;
            let warnings = phone.run("return warnings", Vec::new()).await?;
            let warnings: Vec<String> = serde_json::from_value(warnings)?;
            for (key, _) in wrong {
                let says = warnings.iter().any(|line| {
                    line.contains(&format!(" {key} ")) || line.contains(&format!(" {key}，"))
                });
                if !says {
                    return Err(format!("no warning names {key}: {warnings:#?}").into());
                }
            }
            if !warnings.iter().all(|line| line.contains("可以")) {
                return Err(format!("no hint at what may be written: {warnings:#?}").into());
            }
            let look = "const root = document.documentElement;
            return !root.hasAttribute('data-theme') && !root.hasAttribute('data-size')
                && root.lang === 'zh-CN' && !document.querySelector('[data-part=partner]')
                && getComputedStyle(root).getPropertyValue('--accent').trim() === '#005aa1'";
            if phone.run(look, Vec::new()).await? == true {
                Ok(())
            } else {
                Err("a wrong option had its way".into())
            }
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn goals_among_the_topics_are_ticked_at_the_start() {
    let set = Set::new("");
    with_browser(
        Engine::Chromium,
        "widget-goals",
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("")).await?;
            let address = format!("{}?embed=1&topic=cash,borrow,learn", set.site.site());
            show(&phone, &address).await?;
            phone.see("[data-goal=borrow]").await?;
            let ticked = "return [...document.querySelectorAll('[data-goal]')]
            .filter(e => e.checked)
            .map(e => e.dataset.goal).join()";
            let goals = phone.run(ticked, Vec::new()).await?;
            if goals == "learn,borrow" {
                Ok(())
            } else {
                Err(format!("ticked: {goals}").into())
            }
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_list_of_places_and_a_topic_are_all_that_is_offered() {
    let set = Set::new("");
    with_browser(
        Engine::Chromium,
        "widget-limits",
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("")).await?;
            let address = format!(
                "{}?embed=1&places=500101,500153&topic=cash&roles=seeker,founder",
                set.site.site()
            );
            show(&phone, &address).await?;
            phone.see("button[data-place]").await?;
            let offered = "return [...document.querySelectorAll('button[data-place]')]
            .map(e => e.dataset.place).join()";
            let places = phone.run(offered, Vec::new()).await?;
            if places != "500101,500153" {
                return Err(format!("offered {places}").into());
            }
            phone.write("#place", "jiangyin").await?;
            wait(
                &phone,
                "nothing to be found outside the list",
                "return document.querySelectorAll('button[data-place]').length === 0",
                &[],
            )
            .await?;
            // Again, for the field remembers what was typed.
            phone.leave().await?;
            show(&phone, &format!("{address}&size=large")).await?;
            phone.tap("button[data-place='500153']").await?;
            phone.tap("[data-action=start]").await?;
            phone.see("[data-fact]").await?;
            phone.run("location.hash = '#/results'", Vec::new()).await?;
            phone.see("[data-certain]").await?;
            let shown = "return [...document.querySelectorAll('a[data-id]')]
            .map(e => e.dataset.id)";
            let shown: Vec<String> = serde_json::from_value(phone.run(shown, Vec::new()).await?)?;
            let case = Case {
                name: "limits".into(),
                place: "500153".into(),
                as_of: "2026-11-21".into(),
                answers: serde_json::Map::new(),
                expected: [].into(),
                roles: Vec::new(),
            };
            let outcomes = case.evaluate(&case.answers)?;
            let cash = ["cash", "recurring", "reimbursement", "refund"];
            let other = shown
                .iter()
                .find(|id| !cash.contains(&outcomes[*id].kind.as_str()));
            if let Some(id) = other {
                return Err(format!("{id} is {}", outcomes[id].kind).into());
            }
            if shown.is_empty() {
                return Err("no card at all".into());
            }
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn answers_come_behind_the_fragment_and_every_frame_keeps_its_own() {
    let facts = "startup_hereIyAhukou_localIn";
    let fragment = format!("s=1..320281.2026-11-21.founder...{facts}");
    let set = Set::new(&format!("data-answers={fragment}"));
    with_browser(
        Engine::Chromium,
        "widget-answers",
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("")).await?;
            let address = phone.attribute(FIRST, "src").await?.unwrap_or_default();
            let (sent, kept) = address.split_once('#').ok_or("no fragment")?;
            if kept != fragment || sent.contains("startup_here") {
                return Err(address.into());
            }
            phone.enter(FIRST).await?;
            phone.see("[data-certain]").await?;
            phone.leave().await?;
            phone.enter(SECOND).await?;
            phone.tap("[data-action=start]").await?;
            phone
                .tap("[data-answer=yes], [data-answer=unsure], [data-action=continue]")
                .await?;
            wait(
                &phone,
                "an answer",
                "return huice.kept.split('\\n').length > 5",
                &[],
            )
            .await?;
            let before = phone.run("return huice.kept", Vec::new()).await?;
            phone.leave().await?;
            phone.reload().await?;
            phone.see(SECOND).await?;
            phone.enter(SECOND).await?;
            phone.see(".row[data-place='500101']").await?;
            wait(
                &phone,
                "what was kept",
                "return huice.kept === arguments[0]",
                &[before],
            )
            .await
        },
    );
}

/// B8: the way back inside never moves the page outside.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn b8_back_inside_a_frame_stays_inside() {
    let set = Set::new("");
    with_browser(Engine::Chromium, "b8", Screen::Phone, async |phone| {
        phone.go(&set.page("")).await?;
        phone.see(FIRST).await?;
        phone.enter(FIRST).await?;
        phone.tap("[data-action=start]").await?;
        phone.see("[data-fact]").await?;
        let first = phone.attribute("[data-fact]", "data-fact").await?;
        let first = first.ok_or("no question")?;
        for tick in ["input[data-answer=unsure]", "input[data-answer=none]"] {
            if phone.has(tick).await? {
                phone.tap_label(tick).await?;
                break;
            }
        }
        phone
            .tap("[data-action=continue], button[data-answer=unsure]")
            .await?;
        let next = format!(
            "const q = document.querySelector('[data-fact]'); return !!q && q.dataset.fact !== '{first}'"
        );
        phone.until("the second question", &next).await?;
        phone.leave().await?;
        phone.run("location.hash = '#c'", Vec::new()).await?;
        phone.enter(FIRST).await?;
        phone.tap("[data-action=back]").await?;
        phone.see(&format!("[data-fact='{first}']")).await?;
        phone.leave().await?;
        wait(
            &phone,
            "the page outside",
            "return location.hash === '#c'",
            &[],
        )
        .await
    });
}
