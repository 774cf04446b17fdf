//! Files of the site, fetched with patience and more than once.

use crate::state::Trouble;
use gloo::net::http::{Request, Response};
use gloo::timers::callback::Timeout;
use gloo::timers::future::sleep;
use std::time::Duration;
use web_sys::{AbortController, RequestCache};

/// How often a file is asked for.
const TRIES: u32 = 3;

/// Milliseconds without an answer before a try counts as failed.
const PATIENCE: u32 = 25_000;

/// Milliseconds before the next try, times the tries so far.
const PAUSE: u32 = 600;

/// Fetches files in this order. With `again`, past every cache: what came before was of no use.
///
/// # Errors
/// What went wrong with the first that did not come.
pub async fn fetch(addresses: &[String], again: bool) -> Result<Vec<Vec<u8>>, Trouble> {
    let mut files = Vec::new();
    for file in futures::future::join_all(addresses.iter().map(|one| patiently(one, again))).await {
        files.push(file?);
    }
    Ok(files)
}

async fn patiently(address: &str, again: bool) -> Result<Vec<u8>, Trouble> {
    let mut tries = 1;
    loop {
        match once(address, again).await {
            Err(Trouble::Network(_)) if tries < TRIES => {
                sleep(Duration::from_millis(u64::from(PAUSE * tries))).await;
                tries += 1;
            }
            done => return done,
        }
    }
}

async fn once(address: &str, again: bool) -> Result<Vec<u8>, Trouble> {
    // Chromium 64 cannot give up; it waits for as long as it likes.
    let giving_up = AbortController::new().ok();
    let signal = giving_up.as_ref().map(AbortController::signal);
    let watch = giving_up.map(|controller| Timeout::new(PATIENCE, move || controller.abort()));
    let cache = if again {
        RequestCache::Reload
    } else {
        RequestCache::Default
    };
    let request = Request::get(address).cache(cache);
    let answer = request.abort_signal(signal.as_ref()).send().await;
    let read = match answer {
        Ok(answer) => read(address, &answer).await,
        Err(why) => Err(Trouble::Network(format!("{why} {address}"))),
    };
    drop(watch);
    read
}

async fn read(address: &str, answer: &Response) -> Result<Vec<u8>, Trouble> {
    let code = format!("HTTP-{} {address}", answer.status());
    match answer.status() {
        200 => {}
        500.. => return Err(Trouble::Network(code)),
        404 | 410 => return Err(Trouble::Gone(code)),
        _ => return Err(Trouble::Refused(code)),
    }
    let page = answer.headers().get("Content-Type");
    let bytes = answer.binary().await;
    let bytes = bytes.map_err(|why| Trouble::Network(format!("{why} {address}")))?;
    // Some servers call law a page; only a page begins like one.
    let begins = |mark: &[u8]| bytes.trim_ascii_start().starts_with(mark);
    if page.is_some_and(|kind| kind.contains("html")) && begins(b"<") {
        return Err(Trouble::Refused(format!("HTML {address}")));
    }
    Ok(bytes)
}
