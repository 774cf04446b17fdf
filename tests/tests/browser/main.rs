//! Walks through the built site in a real browser, as a person would: by tapping what is shown.
//!
//! These tests are ignored unless asked for, since they need a site and a browser:
//! `cargo xtask build && cargo xtask browser` runs the walks, `cargo xtask shots` takes pictures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod access;
mod authors;
mod bench;
mod case;
mod country;
mod drivers;
mod early;
mod engines;
mod errors;
mod faults;
mod first_question;
mod hosts;
mod keeping;
mod keys;
mod later;
mod lines;
mod money;
mod offline;
mod package;
mod phone;
mod pictures;
mod recipe;
mod servers;
mod shots;
mod succession;
mod taking;
mod trouble;
mod walk;
mod widget;
mod workbench;

use drivers::Engine;
use phone::{Phone, Result, Screen};
use serde_json::Value;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xtask_server::server::{Fault, Server};

/// The built site.
fn dist() -> PathBuf {
    std::env::var_os("HUICE_DIST").map_or_else(|| huice_tests::root().join("dist"), PathBuf::from)
}

/// Opens a browser on a fresh server, does the work, and always closes both. On a
/// failure, what the browser showed last is kept as a picture.
fn with_phone<F>(name: &str, screen: Screen, work: impl FnOnce(Phone, String) -> F) -> Server
where
    F: Future<Output = Result<()>>,
{
    with_phone_on(&dist(), name, screen, work)
}

/// The same in another browser.
fn with_engine<F>(
    engine: Engine,
    name: &str,
    screen: Screen,
    work: impl FnOnce(Phone, String) -> F,
) -> Server
where
    F: Future<Output = Result<()>>,
{
    with(&dist(), engine, name, screen, work)
}

/// The same on another site.
fn with_phone_on<F>(
    site: &Path,
    name: &str,
    screen: Screen,
    work: impl FnOnce(Phone, String) -> F,
) -> Server
where
    F: Future<Output = Result<()>>,
{
    with(site, Engine::Chromium, name, screen, work)
}

fn with<F>(
    site: &Path,
    engine: Engine,
    name: &str,
    screen: Screen,
    work: impl FnOnce(Phone, String) -> F,
) -> Server
where
    F: Future<Output = Result<()>>,
{
    let server = Server::start(site, 0).unwrap();
    let address = server.address();
    run(engine, name, screen, &Value::Null, async |phone| {
        work(phone, address).await
    });
    // The policy is enforced in every test, and nothing breaks it.
    let mut reports = server.take_reports();
    if matches!(engine, Engine::Old(_)) {
        // Chromium before 97 reports a WASM that it has just allowed, as the walk's results show.
        reports.retain(|report| !report.contains(r#""blocked-uri":"eval""#));
    }
    assert_eq!(reports, Vec::<String>::new(), "{name}");
    server
}

/// The same where the program comes when the server's faults are cleared, and not before.
fn with_held_program<F>(
    engine: Engine,
    name: &str,
    screen: Screen,
    work: impl FnOnce(Phone, Arc<Server>) -> F,
) where
    F: Future<Output = Result<()>>,
{
    let server = Arc::new(Server::start(&dist(), 0).unwrap());
    server.inject_fault("_bg.wasm", Fault::Held);
    run(engine, name, screen, &Value::Null, async |phone| {
        work(phone, Arc::clone(&server)).await
    });
    assert_eq!(server.take_reports(), Vec::<String>::new(), "{name}");
}

/// How long one browser may take over its test.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(900);

/// Opens a browser with settings that a person has chosen, does the work, and always closes
/// it. A driver that no longer answers fails its test, and does not hold up the others.
fn run<F>(
    engine: Engine,
    name: &str,
    screen: Screen,
    settings: &Value,
    work: impl FnOnce(Phone) -> F,
) where
    F: Future<Output = Result<()>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let work = async {
        let phone = Phone::open(engine, screen, settings).await?;
        let mut result = work(phone.clone()).await;
        if let Err(error) = result {
            let picture = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            drop(phone.picture(&picture).await);
            let text = "return document.body.innerText.slice(0, 600)";
            let text = phone.run(text, Vec::new()).await.unwrap_or_default();
            let complaints = phone.complaints().await.unwrap_or_default().join("\n");
            result = Err(format!(
                "{error}\nlast seen: {}\n{text}\n{complaints}",
                picture.display()
            )
            .into());
        }
        phone.close().await?;
        result
    };
    let late = |_| Err("it did not end in time".into());
    let result = runtime
        .block_on(async { tokio::time::timeout(LONGEST, work).await })
        .unwrap_or_else(late);
    if let Err(error) = result {
        panic!("{name}: {error}");
    }
}
