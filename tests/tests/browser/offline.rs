//! Offline use after one visit, updates, and the list of all requests. The service worker starts
//! after the page has run, so the tests wait for it, as a visit of some seconds would.

use crate::case::Case;
use crate::drivers::Engine;
use crate::phone::{Phone, Result, Screen, patiently};
use crate::walk::{answer_all, cards, compare, start};
use crate::{dist, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask_server::server::{Fault, Server};
use xtask_site::layout::WORKER;
use xtask_site::offline::stamp;
use xtask_tools::paths::Paths;

/// Waits until the worker has everything: the page with all that it names, its build, and two files
/// of law.
async fn stored(phone: &Phone) -> Result<()> {
    let script = "return (async () => {
        if (!navigator.serviceWorker.controller) return false;
        const names = [];
        for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) names.push(request.url);
        const has = (end) => names.some((name) => name.endsWith(end));
        const parts = [...document.querySelectorAll('link[href], script[src]')]
            .map((part) => part.href || part.src).filter((part) => part.startsWith(location.origin));
        return parts.length > 2 && parts.every((part) => names.includes(part))
            && has('/') && has('index.bin') && has('.wasm') && has('.pack') && has('.words');
    })()";
    phone.until("everything is stored", script).await
}

/// Waits until as many sets are whole: the page is stored last.
async fn sets(phone: &Phone, count: usize) -> Result<()> {
    let script = format!(
        "return (async () => {{
            let whole = 0;
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys())
                    if (request.url.endsWith('/')) whole += 1;
            return whole === {count};
        }})()"
    );
    phone
        .until(&format!("{count} sets are whole"), &script)
        .await
}

/// The names of what the page has loaded, and the page's own build.
async fn loaded(phone: &Phone) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource')
        .map((entry) => entry.name.split('?')[0].split('/').pop())";
    Ok(serde_json::from_value(
        phone.run(script, Vec::new()).await?,
    )?)
}

/// Errors on the console, but for those that name what cannot be fetched without a network.
async fn complaints(phone: &Phone) -> Result<Vec<String>> {
    let all = phone.complaints().await?.into_iter();
    Ok(all
        .filter(|row| !row.contains("net::ERR_") && !row.contains("Failed to load resource"))
        .collect())
}

async fn no_complaints(phone: &Phone) -> Result<()> {
    match complaints(phone).await?.as_slice() {
        [] => Ok(()),
        rows => Err(rows.join("\n").into()),
    }
}

/// A whole walk, compared with the command line.
pub(crate) async fn walk(phone: &Phone, address: &str, case: &Case) -> Result<()> {
    start(phone, address, case, &["founder"]).await?;
    let given = answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.go(&format!("{address}#/all")).await?;
    phone.see("#find").await?;
    let wrong = compare(&cards(phone).await?, &case.evaluate(&given)?);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// The first visit: the place is chosen, no question is answered, and the worker fills its store.
pub(crate) async fn first_visit(phone: &Phone, address: &str, case: &Case) -> Result<()> {
    start(phone, address, case, &["founder"]).await?;
    stored(phone).await?;
    sets(phone, 1).await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn after_one_visit_a_whole_walk_needs_no_network() {
    airplane(Engine::Chromium);
}

/// The same elsewhere.
mod engines {
    use super::{Engine, airplane};

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn after_one_visit_firefox_needs_no_network() {
        airplane(Engine::Firefox);
    }

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn after_one_visit_webkit_needs_no_network() {
        airplane(Engine::WebKit);
    }
}

fn airplane(engine: Engine) {
    let case = Case::read("G01", "b").unwrap();
    let server = Server::start(&dist(), 0).unwrap();
    run(
        engine,
        &format!("airplane-{engine:?}"),
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let address = server.address();
            first_visit(&phone, &address, &case).await?;
            drop(server);
            phone.forget_everything().await?;
            walk(&phone, &address, &case).await?;
            // Screens that were never opened, too.
            phone.go(&format!("{address}#/plan")).await?;
            phone.see("[data-total]").await?;
            no_complaints(&phone).await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn nothing_is_fetched_from_the_first_question_to_the_last_result() {
    let case = Case::read("G01", "b").unwrap();
    let server = Server::start(&dist(), 0).unwrap();
    run(
        Engine::Chromium,
        "network",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let address = server.address();
            first_visit(&phone, &address, &case).await?;
            drop(server.take_served());
            answer_all(&phone, &case.answers, async |_, _| Ok(())).await?;
            phone.go(&format!("{address}#/results")).await?;
            phone.see("[data-certain]").await?;
            let served = server.take_served();
            if !served.is_empty() {
                return Err(format!("answering fetched {served:?}").into());
            }
            let foreign = "return performance.getEntriesByType('resource')
            .map((entry) => entry.name).filter((name) => !name.startsWith(location.origin))";
            let foreign = phone.run(foreign, Vec::new()).await?;
            if foreign != Value::Array(Vec::new()) {
                return Err(format!("other origins: {foreign}").into());
            }
            let cookies = phone.run("return document.cookie", Vec::new()).await?;
            if cookies != "" {
                return Err(format!("cookies: {cookies}").into());
            }
            match server.take_reports().as_slice() {
                [] => {}
                reports => return Err(reports.join("\n").into()),
            }
            // And a violation would have been reported.
            let style = "const style = document.createElement('style');
            style.textContent = 'h1{color:red}'; document.head.append(style);";
            phone.run(style, Vec::new()).await?;
            let reported = async || Ok(!server.take_reports().is_empty());
            patiently("the report of a forbidden style", reported).await
        },
    );
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn an_update_never_mixes_two_builds() {
    let case = Case::read("G01", "b").unwrap();
    let site = copied("update");
    let server = Server::start(&site, 0).unwrap();
    let old = names(&site);
    run(
        Engine::Chromium,
        "update",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let address = server.address();
            first_visit(&phone, &address, &case).await?;
            update(&site);
            let new = names(&site);

            // One file of the new build does not come: the old set stays whole, and is what opens
            // where the network ends.
            server.inject_fault(".wasm", Fault::Missing);
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=retry]").await?;
            only(&loaded(&phone).await?, &new, &old)?;
            server.inject_fault("", Fault::Refused);
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=change-place]").await?;
            only(&loaded(&phone).await?, &old, &new)?;
            server.clear_fault();

            // With the network: all of it is new, as soon as the network answers in time.
            open_until_new(&phone, &address, &new, &old).await?;
            titled(&phone, &address, NEW).await?;
            sets(&phone, 2).await?;
            let waits = "return (async () =>
                !!(await navigator.serviceWorker.getRegistration()).waiting)()";
            phone.until("the new worker waits", waits).await?;

            // Without it: all of it is new, law included, although no page requested it while the
            // new worker ran.
            drop(server);
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=change-place]").await?;
            only(&loaded(&phone).await?, &new, &old)?;
            titled(&phone, &address, NEW).await?;
            sets(&phone, 1).await?;
            no_complaints(&phone).await
        },
    );
}

/// R6: law is exchanged on the server without a new program. What was seen once is kept, and without
/// a network the page shows of which day it is.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn r6_newer_law_that_was_seen_stays_without_a_network() {
    let case = Case::read("G01", "b").unwrap();
    let site = copied("exchanged");
    let server = Server::start(&site, 0).unwrap();
    run(
        Engine::Chromium,
        "exchanged",
        Screen::Phone,
        &Value::Null,
        async |phone| {
            let address = server.address();
            first_visit(&phone, &address, &case).await?;
            exchange_law(&site);
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=change-place]").await?;
            titled(&phone, &address, NEW).await?;
            // The worker stores what the page has used a moment later.
            let newer = serde_json::to_string(&fs::read(site.join("law/index.bin"))?)?;
            let kept = format!(
                "return (async () => {{
                    const names = (await caches.keys()).filter(name => name.startsWith('huice-'));
                    const set = await caches.open(names[0]);
                    const index = await set.match(new URL('law/index.bin', document.baseURI));
                    const bytes = [...new Uint8Array(await index.arrayBuffer())];
                    return JSON.stringify(bytes) === '{newer}';
                }})()"
            );
            phone.until("the newer law is kept", &kept).await?;
            drop(server);
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=change-place]").await?;
            titled(&phone, &address, NEW).await?;
            let notice = "return document.getElementById('notices').innerText.includes('存下')";
            phone.until("the day of the law", notice).await?;
            no_complaints(&phone).await
        },
    );
}

/// What the update calls an instrument.
const NEW: &str = "创业租金补贴（改过的）";

/// Whether the list of everything has an instrument of this title.
async fn titled(phone: &Phone, address: &str, title: &str) -> Result<()> {
    phone.go(&format!("{address}#/all")).await?;
    phone.see("#find").await?;
    let there = format!("return document.body.textContent.includes('{title}')");
    if phone.run(&there, Vec::new()).await? == Value::Bool(true) {
        Ok(())
    } else {
        Err(format!("{title} is not listed").into())
    }
}

/// Opens the page until it is of the new build. A network that answers late leaves the page to the
/// old build, and then to all of it.
async fn open_until_new(
    phone: &Phone,
    address: &str,
    new: &[String],
    old: &[String],
) -> Result<()> {
    for _ in 0..5 {
        phone.go("about:blank").await?;
        phone.go(address).await?;
        phone.see("[data-action=change-place]").await?;
        let loaded = loaded(phone).await?;
        if only(&loaded, old, new).is_err() {
            return only(&loaded, new, old);
        }
    }
    Err("the new build never came".into())
}

/// Fails if any file belongs to the other build only, or none to this one only.
fn only(loaded: &[String], own: &[String], other: &[String]) -> Result<()> {
    let wrong: Vec<_> = loaded
        .iter()
        .filter(|name| other.contains(name) && !own.contains(name))
        .collect();
    let right = loaded
        .iter()
        .any(|name| own.contains(name) && !other.contains(name));
    if wrong.is_empty() && right {
        Ok(())
    } else {
        Err(format!("a mix: {wrong:?} of {loaded:?}").into())
    }
}

/// The names of a site's files.
fn names(site: &Path) -> Vec<String> {
    let files = xtask_site::layout::files(site).unwrap();
    let name = |file: &PathBuf| file.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(name).collect()
}

/// A copy of the built site, without the compressed twins.
fn copied(name: &str) -> PathBuf {
    let site = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&site));
    for file in xtask_site::layout::files(&dist()).unwrap() {
        let inside = file.strip_prefix(dist()).unwrap();
        let end = file.extension().unwrap_or_default();
        if inside.starts_with("pages") || end == "br" || end == "gz" {
            continue;
        }
        let target = site.join(inside);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
    site
}

/// Puts another build in the place of this one: other names for the program, and other law.
fn update(site: &Path) {
    // The program: what has a hash gets another one, and the page names it.
    let mut page = fs::read_to_string(site.join("index.html")).unwrap();
    for name in names(site) {
        let hash = name.split(['-', '_', '.']).find(|part| part.len() == 16);
        let (Some(hash), true) = (hash, site.join(&name).is_file()) else {
            continue;
        };
        let turned: String = hash.chars().rev().collect();
        fs::rename(site.join(&name), site.join(name.replace(hash, &turned))).unwrap();
        page = page.replace(hash, &turned);
    }
    fs::write(site.join("index.html"), page).unwrap();

    exchange_law(site);

    // The worker learns of the new set.
    let worker = fs::read_to_string(site.join(WORKER)).unwrap();
    let (_, code) = worker.split_once('\n').unwrap();
    fs::write(site.join(WORKER), code).unwrap();
    let paths = Paths {
        dist: site.to_owned(),
        ..Paths::here()
    };
    stamp(&paths).unwrap();
}

/// Puts other law in the place of this one: one title is another. The program stays.
fn exchange_law(site: &Path) {
    let rules = site.join("../update-rules");
    drop(fs::remove_dir_all(&rules));
    for file in huice_tests::rule_files() {
        let target = rules.join(file.path.strip_prefix("rules/").unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = file
            .text
            .replace("title: 创业租金补贴\n", &format!("title: {NEW}\n"));
        fs::write(target, text).unwrap();
    }
    fs::remove_dir_all(site.join("law")).unwrap();
    let law = site.join("law");
    let packed = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "huice-cli", "--"])
        .args(["--rules", rules.to_str().unwrap()])
        .args(["pack", "--out", law.to_str().unwrap()])
        .current_dir(huice_tests::root())
        .output()
        .unwrap();
    assert!(packed.status.success(), "{packed:?}");
}
