//! What bad networks, bad servers and bad links do: there is always something to read, and a way
//! on.

use crate::case::Case;
use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, start};
use crate::{dist, run, with_phone};
use serde_json::{Value, json};
use std::time::Duration;
use xtask_server::server::{Fault, Server};

/// The program.
const PROGRAM: &str = "_bg.wasm";
/// Tried first of all places.
const PLACE: &str = "button[data-place='320281']";

/// What is shown: never nothing, one heading, and nothing that a person cannot read.
async fn shown(phone: &Phone) -> Result<String> {
    let text = phone
        .run("return document.body.innerText", Vec::new())
        .await?;
    let text = text.as_str().unwrap_or_default().to_owned();
    let headings = phone
        .run("return document.querySelectorAll('h1').length", Vec::new())
        .await?;
    if text.trim().chars().count() < 20 || headings != 1 {
        return Err(format!("{headings} headings, and to read: {text}").into());
    }
    Ok(text)
}

async fn says(phone: &Phone, wanted: &[&str]) -> Result<()> {
    let text = shown(phone).await?;
    match wanted.iter().find(|words| !text.contains(**words)) {
        None => Ok(()),
        Some(words) => Err(format!("“{words}” is not shown:\n{text}").into()),
    }
}

/// The plain pages open from here.
async fn plain_pages_open(phone: &Phone) -> Result<()> {
    phone.tap("a[href^='pages/']").await?;
    phone.see("main h1").await?;
    says(phone, &["12333", "江阴市"]).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_program_that_does_not_come() {
    run(
        Engine::Chromium,
        "program",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            for (trouble, words) in [
                (Fault::Missing, "可能正在更新"),
                (Fault::Refused, "可能正在更新"),
                (Fault::Damaged, "程序没有传完整"),
                (Fault::Cut, "程序没有传完整"),
                (Fault::Page, "程序没有传完整"),
            ] {
                // Another server is another origin: nothing is cached.
                let server = Server::start(&dist(), 0)?;
                server.inject_fault(PROGRAM, trouble);
                phone.go(&server.address()).await?;
                let explained = async {
                    phone.see("[data-action=retry]").await?;
                    says(
                        &phone,
                        &["计算没能打开", words, "12333", "12345", "给技术人员"],
                    )
                    .await
                };
                explained
                    .await
                    .map_err(|error| format!("{trouble:?}: {error}"))?;
                // After the repair, trying again works, past the browser's cache.
                server.clear_fault();
                phone.tap("[data-action=retry]").await?;
                let on = phone.see(PLACE).await;
                on.map_err(|error| format!("after {trouble:?}: {error}"))?;
            }
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_plain_page_of_the_place_stands_in_for_the_program() {
    run(
        Engine::Chromium,
        "stands-in",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let server = Server::start(&dist(), 0)?;
            server.inject_fault(PROGRAM, Fault::Missing);
            phone.go(&server.address()).await?;
            phone.see("[data-action=retry]").await?;
            plain_pages_open(&phone).await?;
            // Where a place has been chosen before, its own page.
            phone
                .run(
                    "localStorage.setItem('huice-place', '1\\n320281\\n\\n\\n')",
                    Vec::new(),
                )
                .await?;
            phone.go(&server.address()).await?;
            phone.tap("a[href='pages/p-320281.html']").await?;
            says(&phone, &["江阴市的就业创业政策", "创业租金补贴"]).await?;
            // What is kept may be anything.
            for kept in ["1\\n../../x", "", "1\\n\"><script>", "\\n\\n"] {
                let keep = format!("localStorage.setItem('huice-place', '{kept}')");
                phone.run(&keep, Vec::new()).await?;
                phone.go(&server.address()).await?;
                phone.see("a[href='pages/index.html']").await?;
            }
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn law_that_does_not_come() {
    run(
        Engine::Chromium,
        "law",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            for file in ["index.bin", ".pack", ".words"] {
                for trouble in [
                    Fault::Missing,
                    Fault::Refused,
                    Fault::Damaged,
                    Fault::Cut,
                    Fault::Page,
                ] {
                    let server = Server::start(&dist(), 0)?;
                    server.inject_fault(file, trouble);
                    let words = match trouble {
                        // The site was built anew while the page was open: it is loaded again.
                        Fault::Missing => ["这个网站更新过了", "重新打开"],
                        Fault::Refused | Fault::Page => ["可能这里的网络要先登录", "再试一次"],
                        _ => ["没有传完整", "再试一次"],
                    };
                    let on = law_in_trouble(&phone, &server, file, words).await;
                    on.map_err(|error| format!("{file}, {trouble:?}: {error}"))?;
                }
            }
            Ok(())
        },
    );
}

async fn law_in_trouble(
    phone: &Phone,
    server: &Server,
    file: &str,
    [why, help]: [&str; 2],
) -> Result<()> {
    phone.go(&server.address()).await?;
    if file != "index.bin" {
        phone.tap(PLACE).await?;
    }
    phone.see("[data-action=retry]").await?;
    says(phone, &["政策没能取回来", why, help, "12333", "给技术人员"]).await?;
    server.clear_fault();
    phone.tap("[data-action=retry]").await?;
    if file == "index.bin" {
        phone.tap(PLACE).await?;
    }
    phone.see("[data-goal=start]").await?;
    Ok(())
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_server_that_knows_little_is_enough() {
    let case = Case::read("G01", "b").unwrap();
    run(
        Engine::Chromium,
        "simple",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            for (part, trouble) in [
                ("", Fault::Plain),
                (".wasm", Fault::Type("text/plain")),
                (".wasm", Fault::Type("application/octet-stream")),
                ("law/", Fault::Type("text/html")),
                (".wasm", Fault::Slow(Duration::from_millis(1500))),
                ("law/", Fault::Slow(Duration::from_millis(800))),
            ] {
                let server = Server::start(&dist(), 0)?;
                server.inject_fault(part, trouble);
                let on = start(&phone, &server.address(), &case, &["founder"]).await;
                on.map_err(|error| format!("{part} {trouble:?}: {error}"))?;
            }
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn while_it_comes_slowly_or_not_at_all_there_is_something_to_read() {
    run(
        Engine::Chromium,
        "slow",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            // A script with a wrong content type never runs: the page itself must show a message.
            for (file, trouble) in [
                ("loader-", Fault::Type("text/plain")),
                ("loader-", Fault::Missing),
            ] {
                let server = Server::start(&dist(), 0)?;
                server.inject_fault(file, trouble);
                phone.go(&server.address()).await?;
                let visible = "return getComputedStyle(document.querySelector('.late')).visibility";
                // Nine seconds by the page's own clock, however slow the machine is.
                let patient = "const late = document.querySelector('.late');
                    const shown = getComputedStyle(late).visibility === 'visible';
                    return late.getAnimations()[0].currentTime >= 9000 === shown";
                if phone.run(patient, Vec::new()).await? != true {
                    return Err("impatient".into());
                }
                phone
                    .until("a word", &format!("{visible} === 'visible'"))
                    .await?;
                says(&phone, &["还没打开？", "12333"]).await?;
                plain_pages_open(&phone).await?;
            }
            // No answer at all, with a browser that waits less long than people do.
            let impatient = "const own = XMLHttpRequest.prototype;
            const {get, set} = Object.getOwnPropertyDescriptor(own, 'timeout');
            Object.defineProperty(own, 'timeout', {get, set() { set.call(this, 400) }});";
            phone
                .order(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({"source": impatient}),
                )
                .await?;
            let server = Server::start(&dist(), 0)?;
            server.inject_fault(PROGRAM, Fault::Slow(Duration::from_secs(8)));
            phone.go(&server.address()).await?;
            phone.see("[data-action=retry]").await?;
            says(&phone, &["网络断了，或者太慢", "TIMEOUT"]).await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_browser_that_stores_nothing() {
    let case = Case::read("G01", "b").unwrap();
    let server = Server::start(&dist(), 0).unwrap();
    let blocked = json!({"profile.default_content_setting_values.cookies": 2});
    run(
        Engine::Chromium,
        "nothing-stored",
        Screen::Phone,
        &blocked,
        async |phone| {
            let address = server.address();
            start(&phone, &address, &case, &["founder"]).await?;
            let refused = "try { localStorage.length; return false } catch (e) { return true }";
            if phone.run(refused, Vec::new()).await? != Value::Bool(true) {
                return Err("this browser does store".into());
            }
            answer_all(&phone, &case.answers, async |_, _| Ok(())).await?;
            phone.go(&format!("{address}#/results")).await?;
            phone.see("[data-certain]").await?;
            // Every screen has the answers.
            phone.go(&format!("{address}#/all")).await?;
            phone.see("[data-id]").await?;
            match phone.complaints().await?.as_slice() {
                [] => Ok(()),
                rows => Err(rows.join("\n").into()),
            }
        },
    );
    assert_eq!(server.take_reports(), Vec::<String>::new());
}

/// A browser that runs no scripts, by a person's or an office's choice: the page shows that, and leads
/// to the plain pages.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn without_scripts_the_plain_pages_can_be_reached() {
    let server = Server::start(&dist(), 0).unwrap();
    run(
        Engine::Chromium,
        "no-scripts",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            phone
                .order(
                    "Emulation.setScriptExecutionDisabled",
                    json!({"value": true}),
                )
                .await?;
            read_without_scripts(&phone, &server.address()).await
        },
    );
    assert_eq!(server.take_reports(), Vec::<String>::new());
}

/// The same elsewhere.
mod engines {
    use super::*;

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn without_scripts_firefox_reaches_the_plain_pages() {
        let server = Server::start(&dist(), 0).unwrap();
        run(
            Engine::Firefox,
            "no-scripts-firefox",
            Screen::Phone,
            &json!({"javascript.enabled": false}),
            async |phone| read_without_scripts(&phone, &server.address()).await,
        );
        assert_eq!(server.take_reports(), Vec::<String>::new());
    }
}

/// From the page that cannot run to one policy in the plain pages.
async fn read_without_scripts(phone: &Phone, address: &str) -> Result<()> {
    phone.go(address).await?;
    phone.see("noscript p").await?;
    says(phone, &["这个页面要用 JavaScript", "12333", "12345"]).await?;
    // The page does not ask to wait for what will not arrive.
    if shown(phone).await?.contains("正在打开") {
        return Err("it says that it is opening".into());
    }
    phone.press("noscript a[href^='pages/']").await?;
    phone.see("main a[href='p-320281.html']").await?;
    says(phone, &["12333", "江阴市"]).await?;
    phone.press("main a[href='p-320281.html']").await?;
    let policy = "main a[href='i-js-jy-startup-rent-subsidy.html']";
    phone.see(policy).await?;
    says(phone, &["江阴市的就业创业政策"]).await?;
    phone.press(policy).await?;
    phone.see("main ul.tree").await?;
    says(phone, &["创业租金补贴", "要满足的条件", "12333"]).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_hostile_fragment_does_nothing() {
    let long = format!("#/q/{}", "x".repeat(100_000));
    let answers = format!("#/share/{}", "A".repeat(50_000));
    let fragments = [
        "#",
        "#/",
        "#/nowhere",
        "#/q/no_such_fact",
        "#/q/__proto__",
        "#/edit/%00%E0%A4%A",
        "#/need/../../../etc/passwd",
        "#/results/<img src=x onerror=hacked=1>",
        "#/q/<script>hacked=1</script>",
        "#javascript:hacked=1",
        "#/all?\"'><svg onload=hacked=1>",
        "#/share/<script>hacked=1</script>",
        "#/share/1~320281~2020-01-01~founder~x=%3Cimg%20src%3Dx%3E",
        "#/since/%F0%9F%98%80",
        "#/constructor",
        &long,
        &answers,
    ];
    with_phone("hostile", Screen::Phone, async |phone, address| {
        for fragment in fragments {
            let begin = fragment.get(..60).unwrap_or(fragment);
            phone.go("about:blank").await?;
            phone.go(&format!("{address}{fragment}")).await?;
            let settled = async {
                phone.see("#app h1").await?;
                phone
                    .until("it has opened", "return !document.querySelector('#status')")
                    .await?;
                shown(&phone).await?;
                let hacked = phone.run("return typeof hacked", Vec::new()).await?;
                if hacked != "undefined" {
                    return Err("it ran".into());
                }
                // The way on.
                phone.go(&format!("{address}#/")).await?;
                phone.see(PLACE).await?;
                let rows = phone.complaints().await?;
                if rows.is_empty() {
                    Ok(())
                } else {
                    Err(Box::from(rows.join("\n")))
                }
            };
            let settled: Result<()> = settled.await;
            settled.map_err(|error| format!("{begin}: {error}"))?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn plain_pages_fit_a_narrow_screen_and_break_no_rule() {
    with_phone("plain", Screen::Wide, async |phone, address| {
        let narrow = json!({"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": true});
        phone
            .order("Emulation.setDeviceMetricsOverride", narrow)
            .await?;
        for page in [
            "index.html",
            "lost.html",
            "privacy.html",
            "p-500153.html",
            "p-320000.html",
            "d-cq-2020-4.html",
            "i-js-jy-startup-rent-subsidy.html",
            "i-cq-smb-tax-fee-relief.html",
        ] {
            phone.go(&format!("{address}pages/{page}")).await?;
            phone.see("main h1").await?;
            shown(&phone).await?;
            let wide = "return document.documentElement.scrollWidth";
            let wide = phone.run(wide, Vec::new()).await?;
            if wide.as_u64().is_none_or(|wide| wide > 320) {
                return Err(format!("{page} is {wide} wide").into());
            }
            // The sheet is there.
            let surface = "return getComputedStyle(document.body).maxWidth";
            if phone.run(surface, Vec::new()).await? != "720px" {
                return Err(format!("{page} has no sheet").into());
            }
        }
        let rows = phone.complaints().await?;
        let rows: Vec<&String> = rows.iter().filter(|row| !row.contains("favicon")).collect();
        if rows.is_empty() {
            Ok(())
        } else {
            Err(format!("{rows:?}").into())
        }
    });
}
