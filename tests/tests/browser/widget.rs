//! The app in a page of another site: two of them, under a strict policy. Heights follow content,
//! messages from elsewhere count for nothing, and the page learns results only from a press.

mod colours;
mod messages;
mod options;
mod taken;

use crate::hosts::{Answer, Plain};
use crate::phone::{Phone, Result, patiently};
use serde_json::Value;
use std::sync::Arc;

const FIRST: &str = "#here + iframe";
const SECOND: &str = "#second iframe";
const PARTNER: &str = "某市人社局";

/// The site, and a page of another one that embeds it.
struct Set {
    site: Arc<Plain>,
    host: Plain,
}

impl Set {
    /// Serves both; `extra` are more attributes of the first tag.
    fn new(extra: &str) -> Self {
        let site = Arc::new(Plain::start(
            &crate::dist(),
            // The host's port is not known yet, and any will do here.
            Box::new(|_, answer| {
                if let Some(policy) = answer.headers.get_mut("Content-Security-Policy") {
                    *policy = policy.replace("https://www.example.gov.cn", "http://localhost:*");
                }
            }),
        ));
        let origin = format!("http://127.0.0.1:{}", site.port);
        let page = format!(
            "<!doctype html><html lang=zh-CN><meta charset=utf-8>\
             <meta name=viewport content='width=device-width,initial-scale=1'><title>某市（示例）</title>\
             <h1>就业创业</h1>\
             <script id=here src='{origin}/huice/v1/embed.js' data-place=320281 data-roles=founder \
             data-results=ask data-partner={PARTNER} data-accent=ffcc00 {extra} defer></script>\
             <p>下面还有一个</p><div id=second></div>\
             <script src='{origin}/huice/v1/embed.js' data-target=second data-place=500101 \
             data-roles=seeker data-theme=dark data-accent=8f1d1d data-title=万州 defer></script>\
             <p>页面到此</p>"
        );
        // A page that is no part of the site, but gets into its frame.
        let rogue = "<!doctype html><title>别处</title><body>别处".to_owned();
        let policy = format!(
            "default-src 'none'; script-src {origin}/huice/v1/; frame-src {origin}; base-uri 'none'"
        );
        let host = Plain::serve(Box::new(move |request| {
            if request.url.starts_with("/rogue") {
                return Answer::page(&rogue);
            }
            let mut answer = Answer::page(&page);
            let loose = request.url.starts_with("/loose");
            answer.set(
                "Content-Security-Policy",
                &if loose {
                    policy.replace("frame-src ", "frame-src http://localhost:* ")
                } else {
                    policy.clone()
                },
            );
            answer
        }));
        Self { site, host }
    }

    fn page(&self, path: &str) -> String {
        format!("http://localhost:{}/{path}", self.host.port)
    }
}

/// Waits until a script returns true for a value of the page.
async fn wait(phone: &Phone, what: &str, script: &str, arguments: &[Value]) -> Result<()> {
    let mut seen = Value::Null;
    let is_so = async || {
        seen = phone.run(script, arguments.to_vec()).await?;
        Ok(seen == true)
    };
    let waited = patiently(what, is_so).await;
    waited.map_err(|error| format!("{error}; last {seen}").into())
}

/// From inside a frame: waits until the page outside has made the frame as high as its content.
async fn fits(phone: &Phone, css: &str) -> Result<()> {
    let mut seen = String::new();
    let waited = patiently(css, async || {
        let inside = "return Math.ceil(document.body.getBoundingClientRect().height)";
        let inside = phone.run(inside, Vec::new()).await?;
        phone.leave().await?;
        let outside = "return document.querySelector(arguments[0]).clientHeight";
        let outside = phone.run(outside, vec![css.into()]).await?;
        phone.enter(css).await?;
        seen = format!("{inside} inside, {outside} outside");
        if inside != outside || inside.as_u64() <= Some(200) {
            return Ok(false);
        }
        // What has just come in may still be on its way out as a height.
        let scrolls = "return document.documentElement.scrollHeight > window.innerHeight + 1";
        if phone.run(scrolls, Vec::new()).await? != true {
            return Ok(true);
        }
        // A browser lays a frame out of sight out when it has time for it.
        phone.leave().await?;
        let show = "document.querySelector(arguments[0]).scrollIntoView()";
        phone.run(show, vec![css.into()]).await?;
        phone.enter(css).await?;
        Ok(false)
    });
    let waited = waited.await;
    waited.map_err(|error| format!("{error}: not as high as its content: {seen}").into())
}

/// Notes, in the page outside, every message and every event from now on.
const RECORD: &str = "
    window.heard = [];
    window.addEventListener('message', e => window.heard.push({origin: e.origin, data: e.data}));
    document.addEventListener('huice:result', e =>
        window.heard.push({event: e.detail, from: e.target.tagName, trusted: e.target.title}));";

/// Shows an address in a frame, waits until it is there, and enters it. (A driver that
/// enters a frame on its way elsewhere may wait for ever.)
async fn show_in(phone: &Phone, css: &str, address: &str) -> Result<()> {
    phone.see(css).await?;
    let script = "const frame = document.querySelector(arguments[0]);
        frame.removeAttribute('data-loaded');
        frame.onload = () => frame.setAttribute('data-loaded', '');
        frame.scrollIntoView();
        frame.src = arguments[1]";
    phone.run(script, vec![css.into(), address.into()]).await?;
    phone.see(&format!("{css}[data-loaded]")).await?;
    phone.enter(css).await?;
    let here = "return location.href.startsWith(new URL(arguments[0]).href)";
    wait(phone, address, here, &[address.split('#').next().into()]).await
}

/// The same in the first frame.
async fn show(phone: &Phone, address: &str) -> Result<()> {
    show_in(phone, FIRST, address).await
}

/// Loads the first frame again; stays outside.
async fn again(phone: &Phone) -> Result<()> {
    let address = phone.attribute(FIRST, "src").await?.unwrap_or_default();
    show(phone, &address).await?;
    phone.leave().await
}
