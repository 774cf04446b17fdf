//! The zip, unpacked, served by other servers below a path: a walk passes, and the self-test names
//! each fault.

use crate::case::Case;
use crate::drivers::Engine;
use crate::hosts::{Answer, Change, EXAMPLE_HOST, Kind, Other, Plain, unpacked, with_browser};
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, cards, start};
use std::collections::BTreeSet;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn nginx_with_our_example_serves_the_zip_and_a_walk_passes() {
    let folder = unpacked("zip-nginx");
    let server = Other::start(Kind::Nginx, &folder).unwrap();
    by_browser(&server);
    let site = server.site();
    with_browser(Engine::Chromium, "nginx", Screen::Phone, async |phone| {
        walk(&phone, &site).await?;
        expect(&phone, &site, &[]).await
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn apache_and_caddy_with_our_examples_have_no_fault() {
    let folder = unpacked("zip-others");
    for kind in [Kind::Apache, Kind::Caddy] {
        let server = Other::start(kind, &folder).unwrap();
        let site = server.site();
        by_browser(&server);
        with_browser(
            Engine::Chromium,
            "apache-caddy",
            Screen::Phone,
            async |phone| expect(&phone, &site, &[]).await,
        );
    }
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn tomcat_with_our_example_has_no_fault_and_a_walk_passes() {
    let folder = unpacked("zip-tomcat");
    let server = Other::start(Kind::Tomcat, &folder).unwrap();
    let site = server.site();
    by_browser(&server);
    with_browser(Engine::Chromium, "tomcat", Screen::Phone, async |phone| {
        walk(&phone, &site).await?;
        expect(&phone, &site, &[]).await
    });
}

/// Only browsers that do not support the narrow keyword for WebAssembly get the wide one; and a
/// missing file is not cached.
fn by_browser(server: &Other) {
    let old = [
        "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0.4240.99 XWEB/4313 Mobile Safari/537.36 MicroMessenger/8.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 14_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/15.6 Safari/605.1.15",
    ];
    let new = [
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Version/17.2 Mobile Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ];
    for (agents, word) in [
        (old, "script-src 'self' 'unsafe-eval';"),
        (new, "script-src 'self' 'wasm-unsafe-eval';"),
    ] {
        for agent in agents {
            let headers = server.headers("/huice/index.html", agent).unwrap();
            assert!(headers.contains(word), "{agent}: {headers}");
        }
    }
    // A file that is missing now may be there in a minute: nothing keeps that answer.
    let gone = server
        .headers("/huice/law/a-0123456789abcdef.pack", "")
        .unwrap();
    assert!(gone.contains(" 404"), "{gone}");
    assert!(!gone.contains("max-age"), "{gone}");
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_server_that_knows_nothing_of_wasm_and_compression_will_do() {
    let folder = unpacked("zip-plain");
    let server = Plain::start(&folder.join("huice"), Box::new(ignorant));
    let site = server.site();
    with_browser(Engine::Chromium, "plain", Screen::Phone, async |phone| {
        walk(&phone, &site).await?;
        let faults = [
            "cache-hash",
            "cache-page",
            "compression",
            "csp-missing",
            "frame-any",
            "mime-wasm",
            "nosniff",
        ];
        expect(&phone, &site, &faults).await
    });
}

/// A server of long ago: it knows no WASM, compresses nothing, and sends no headers for caching or safety.
fn ignorant(path: &str, answer: &mut Answer) {
    if answer.status != 200 {
        return;
    }
    if path.ends_with(".wasm") {
        answer.set("Content-Type", "application/octet-stream");
    }
    plainly(path, answer);
    for header in [
        "Cache-Control",
        "X-Content-Type-Options",
        "Content-Security-Policy",
    ] {
        answer.unset(header);
    }
}

/// Without compression.
fn plainly(path: &str, answer: &mut Answer) {
    if answer.headers.contains_key("Content-Encoding") {
        answer.unset("Content-Encoding");
        answer.unset("Vary");
        let file = crate::dist().join(path);
        answer.body = std::fs::read(file).unwrap();
    }
}

/// Whether a path is one whose content never changes.
fn hashed(path: &str) -> bool {
    xtask_site::layout::is_hashed(std::path::Path::new(path))
}

fn policy(answer: &mut Answer, from: &str, to: &str) {
    if let Some(policy) = answer.headers.get_mut("Content-Security-Policy") {
        assert!(policy.contains(from), "{policy}");
        *policy = policy.replace(from, to);
    }
}

/// Each fault, and a server that has it.
fn faults() -> Vec<(&'static str, Change)> {
    let change = |f: fn(&str, &mut Answer)| -> Change { Box::new(f) };
    vec![
        (
            "mime-wasm",
            change(|path, answer| {
                if path.ends_with(".wasm") {
                    answer.set("Content-Type", "application/octet-stream");
                }
            }),
        ),
        (
            "mime",
            change(|path, answer| {
                if path.ends_with(".css") {
                    answer.set("Content-Type", "text/plain");
                }
            }),
        ),
        ("compression", change(plainly)),
        ("vary", change(|_, answer| answer.unset("Vary"))),
        (
            "cache-page",
            change(|path, answer| {
                if !hashed(path) {
                    answer.set("Cache-Control", "public, max-age=86400");
                }
            }),
        ),
        (
            "cache-hash",
            change(|path, answer| {
                if hashed(path) {
                    answer.set("Cache-Control", "no-cache");
                }
            }),
        ),
        (
            "nosniff",
            change(|_, answer| answer.unset("X-Content-Type-Options")),
        ),
        (
            "blocked",
            change(|path, answer| {
                if path.ends_with(".pack") {
                    answer.status = 403;
                }
            }),
        ),
        (
            "blocked",
            change(|path, answer| {
                if path.ends_with(".words") {
                    answer.status = 404;
                }
            }),
        ),
        (
            "blocked",
            change(|path, answer| {
                if path.ends_with(".bin") {
                    answer.status = 404;
                }
            }),
        ),
        (
            "missing",
            change(|path, answer| {
                if path.starts_with("law/cq-2020-4-") && path.ends_with(".json") {
                    answer.status = 404;
                }
            }),
        ),
        (
            "altered",
            change(|path, answer| {
                if path == "index.html" {
                    plainly(path, answer);
                    answer.set("Content-Encoding", "identity, gzip");
                    answer.unset("Content-Encoding");
                    let seen = String::from_utf8(answer.body.clone()).unwrap();
                    let with = seen.replace("</body>", "<script src=\"/ad.js\"></script></body>");
                    assert_ne!(seen, with);
                    answer.body = with.into_bytes();
                }
            }),
        ),
        (
            "list",
            change(|path, answer| {
                if path == "files.json" {
                    answer.status = 404;
                }
            }),
        ),
        (
            "csp-wasm",
            change(|_, answer| policy(answer, " 'wasm-unsafe-eval'", "")),
        ),
        (
            "csp-self",
            change(|path, answer| {
                // Not on the page that reports it.
                if path == "index.html" {
                    policy(answer, "connect-src 'self'", "connect-src 'none'");
                }
            }),
        ),
        (
            "csp-loose",
            change(|_, answer| policy(answer, "script-src 'self'", "script-src 'self' https:")),
        ),
        (
            "frame-any",
            change(|_, answer| {
                policy(
                    answer,
                    "; frame-ancestors 'self' https://www.example.gov.cn",
                    "",
                );
            }),
        ),
        (
            "frame-host",
            change(|_, answer| policy(answer, "www.example.gov.cn", "www.other.gov.cn")),
        ),
        (
            "xfo",
            change(|_, answer| answer.set("X-Frame-Options", "SAMEORIGIN")),
        ),
        (
            "not-found",
            change(|_, answer| {
                if answer.status == 404 {
                    answer.status = 200;
                }
            }),
        ),
    ]
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_self_test_names_each_fault() {
    with_browser(Engine::Chromium, "faults", Screen::Phone, async |phone| {
        let root = unpacked("zip-faults").join("huice");
        let sound = Plain::start(&root, Box::new(|_, _| {}));
        expect(&phone, &sound.site(), &[]).await?;
        for (id, change) in faults() {
            let server = Plain::start(&root, change);
            let also: &[&str] = match id {
                // The altered page is sent as it is.
                "altered" => &["altered", "compression"],
                _ => &[id],
            };
            expect(&phone, &server.site(), also).await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_self_test_tells_of_http_and_of_a_policy_that_lets_nobody_in() {
    with_browser(
        Engine::Chromium,
        "faults-more",
        Screen::Phone,
        async |phone| {
            let root = crate::dist();
            let sound = Plain::start(&root, Box::new(|_, _| {}));
            // A name that is this machine, but not one of those that browsers take for secure.
            let named = format!("http://huice.localhost:{}/huice/", sound.port);
            expect(&phone, &named, &["http"]).await?;
            // If the browser offers no hash function, the page's own must give the same result.
            phone
                .run(
                    "Object.defineProperty(crypto, 'subtle', {value: undefined});
                 document.querySelector('[data-done]').removeAttribute('data-done');
                 document.querySelector('[data-action=test]').click()",
                    Vec::new(),
                )
                .await?;
            expect_faults(&phone, &named, &["http"]).await?;

            let alone = Plain::start(
                &root,
                Box::new(|_, answer| policy(answer, " https://www.example.gov.cn", "")),
            );
            let page = format!("{}selftest.html", alone.site());
            phone.go(&page).await?;
            expect_faults(&phone, &page, &["frame-none"]).await
        },
    );
}

/// From the first screen to the verdicts, by the address of the site.
async fn walk(phone: &Phone, site: &str) -> Result<()> {
    let case = Case::read("G01", "b")?;
    start(phone, site, &case, &["founder"]).await?;
    let given = answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.go(&format!("{site}#/all")).await?;
    phone.see("#find").await?;
    let cards = cards(phone).await?;
    for (id, expected) in case.evaluate(&given)? {
        let card = cards.get(&id);
        if card != Some(&(expected.verdict.clone(), expected.amount.clone())) {
            return Err(format!("{id}: {card:?}, the command line says {expected:?}").into());
        }
    }
    let complaints = phone.complaints().await?;
    // Browsers ask for it unbidden, at the root.
    let ours: Vec<_> = complaints
        .iter()
        .filter(|line| !line.contains("/favicon.ico"))
        .collect();
    if ours.is_empty() {
        Ok(())
    } else {
        Err(format!("{ours:?}").into())
    }
}

/// Opens the self-test for the site that the examples name; it must name just these faults.
async fn expect(phone: &Phone, site: &str, faults: &[&str]) -> Result<()> {
    phone
        .go(&format!("{site}selftest.html?host={EXAMPLE_HOST}"))
        .await?;
    expect_faults(phone, site, faults).await
}

async fn expect_faults(phone: &Phone, site: &str, faults: &[&str]) -> Result<()> {
    // Every file of the site is fetched: that takes a while.
    for _ in 0..6 {
        if phone.see("[data-done]").await.is_ok() {
            break;
        }
    }
    phone.see("[data-done]").await?;
    let script = "return [...document.querySelectorAll('[data-fault]')].map(e => e.dataset.fault)";
    let found: BTreeSet<String> = serde_json::from_value(phone.run(script, Vec::new()).await?)?;
    let expected: BTreeSet<String> = faults.iter().map(|&id| id.to_owned()).collect();
    if found == expected {
        // Every fault explains what to do, for every server or for all.
        let fixes = "return [...document.querySelectorAll('[data-fault]')]
            .every(e => e.querySelectorAll('dd').length === 5 || e.querySelectorAll('dd').length === 1)";
        if phone.run(fixes, Vec::new()).await? != true {
            return Err(format!("{site}: a fault without what to do").into());
        }
        return Ok(());
    }
    let text = phone
        .run("return document.getElementById('plain').value", Vec::new())
        .await?;
    Err(format!("{site}: found {found:?}, expected {expected:?}\n{text}").into())
}
