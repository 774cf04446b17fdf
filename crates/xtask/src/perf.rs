//! `cargo xtask pace`: how soon a first visit shows text, can be used, and answers a tap, on a slow
//! line and a slow processor. It prints and judges nothing: what it measures depends on the machine.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};
use xtask_browser::cdp::{Browser, Page};
use xtask_server::server::Server;
use xtask_tools::paths::Paths;
use xtask_tools::setup;
use xtask_tools::tools::{DEBIAN_BROWSER, on_path};

/// First visits that are measured.
const VISITS: usize = 5;

/// Taps that are measured in each.
const TAPS: usize = 12;

/// The line: 1.6 Mbit/s down, 0.75 up, in bytes a second.
const DOWN: u64 = 200_000;
const UP: u64 = 93_750;

/// What a request waits before its answer begins, in milliseconds.
const LATENCY: u64 = 150;

/// How many times slower than here a phone's processor is taken to be.
const SLOWER: u64 = 4;

/// Records when the start screen has been painted, when the first question has, and for each later tap
/// the time until the next question is painted. A frame has been painted when a task after its callback runs.
const WATCH: &str = "
    window.paced = {taps: []};
    const painted = then => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => then(performance.now());
        channel.port2.postMessage(0);
    });
    let tapped = null, before = '';
    const shown = () => {
        const question = document.querySelector('[data-fact]');
        return question ? question.getAttribute('data-fact') : '';
    };
    addEventListener('click', event => { tapped = event.timeStamp; before = shown(); }, true);
    new MutationObserver(() => {
        if (!window.paced.usable && document.querySelector('button[data-place]')) {
            window.paced.usable = -1;
            painted(now => { window.paced.usable = now; });
        }
        if (!window.paced.question && shown()) {
            window.paced.question = -1;
            painted(now => { window.paced.question = now; });
        }
        if (!window.paced.program && document.querySelector('main form') && !document.getElementById('wait')) {
            window.paced.program = performance.now();
        }
        if (tapped !== null && before && shown() !== before) {
            const start = tapped;
            tapped = null;
            painted(now => window.paced.taps.push(now - start));
        }
    }).observe(document, {subtree: true, childList: true, attributes: true});
";

/// What one visit took, in milliseconds.
struct Visit {
    text: u64,
    usable: u64,
    program: u64,
    question: u64,
    taps: Vec<u64>,
}

/// Measures and prints.
///
/// # Errors
/// If there is no site or no browser, or the page does not come up.
pub fn perf(paths: &Paths) -> Result<()> {
    setup::debian(&DEBIAN_BROWSER)?;
    if !paths.dist.join("index.html").is_file() {
        bail!("no site: run `cargo xtask build`");
    }
    let server = Server::start(&paths.dist, 0)?;
    let mut visits = Vec::new();
    for _ in 0..VISITS {
        visits.push(visit(&server.address())?);
    }
    println!("1.6 Mbit/s, {LATENCY} ms, processor {SLOWER} times slower; {VISITS} first visits");
    let of = |part: fn(&Visit) -> u64| visits.iter().map(part).collect::<Vec<u64>>();
    print_median("first text", of(|visit| visit.text), 600);
    print_median("start screen answers taps", of(|visit| visit.usable), 800);
    print_median("program running", of(|visit| visit.program), 1800);
    print_median("first question usable", of(|visit| visit.question), 1800);
    let taps: Vec<u64> = visits.iter().flat_map(|visit| visit.taps.clone()).collect();
    print_median("tap to next question painted", taps, 50);
    Ok(())
}

fn print_median(what: &str, mut times: Vec<u64>, goal: u64) {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let (least, most) = (times.first(), times.last());
    println!(
        "{middle:>5} ms  {what}: median of {}, {} to {} (goal {goal})",
        times.len(),
        least.copied().unwrap_or_default(),
        most.copied().unwrap_or_default(),
    );
}

/// A first visit with an empty profile, up to some answered questions.
fn visit(address: &str) -> Result<Visit> {
    let chromium = on_path("chromium").context("no chromium")?;
    let browser = Browser::start(&chromium, &["--disable-quic"])?;
    let mut page = browser.page()?;
    page.call(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": true}),
    )?;
    page.call(
        "Network.emulateNetworkConditions",
        json!({
            "offline": false, "latency": LATENCY,
            "downloadThroughput": DOWN, "uploadThroughput": UP
        }),
    )?;
    page.call("Emulation.setCPUThrottlingRate", json!({"rate": SLOWER}))?;
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": WATCH}),
    )?;
    page.go(address)?;
    // Somebody who chooses at once, before the program is there.
    until(&mut page, "window.paced.usable > 0")?;
    tap(&mut page, "document.querySelector('button[data-place]')")?;
    until(&mut page, "!!document.querySelector('[data-action=start]')")?;
    tap(
        &mut page,
        "document.querySelector('[data-goal]').closest('label')",
    )?;
    tap(&mut page, "document.querySelector('[data-action=start]')")?;
    until(
        &mut page,
        "window.paced.question > 0 && window.paced.program > 0",
    )?;
    let usable = number(&mut page, "window.paced.usable")?;
    let program = number(&mut page, "window.paced.program")?;
    let question = number(&mut page, "window.paced.question")?;
    let text = number(
        &mut page,
        "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    )?;
    for done in 1..=TAPS {
        // A question that has only just come takes no press.
        until(&mut page, "!document.querySelector('main[data-fresh]')")?;
        // Whoever knows little has answered everything sooner.
        if page.evaluate("!document.querySelector('[data-fact]')")? == Value::Bool(true) {
            break;
        }
        // What every question has: 不清楚 as a button, or 以上都不是 or 不清楚 to tick before going on.
        let button = "document.querySelector('button[data-answer=unsure]')";
        if page.evaluate(&format!("!!{button}"))? == Value::Bool(true) {
            tap(&mut page, button)?;
        } else {
            let tick = "document.querySelector('[data-answer=none], input[data-answer=unsure]')";
            if page.evaluate(&format!("!!{tick}"))? == Value::Bool(true) {
                tap(&mut page, &format!("{tick}.closest('label')"))?;
            }
            tap(
                &mut page,
                "document.querySelector('[data-action=continue]')",
            )?;
        }
        until(&mut page, &format!("window.paced.taps.length >= {done}"))?;
    }
    let taps = page.evaluate("window.paced.taps.map(Math.round)")?;
    let taps = taps.as_array().into_iter().flatten();
    Ok(Visit {
        text,
        usable,
        program,
        question,
        taps: taps.filter_map(Value::as_u64).collect(),
    })
}

fn number(page: &mut Page, expression: &str) -> Result<u64> {
    let value = page.evaluate(&format!("Math.round({expression})"))?;
    value
        .as_u64()
        .with_context(|| format!("{expression} is {value}"))
}

fn until(page: &mut Page, what: &str) -> Result<()> {
    let start = Instant::now();
    while page.evaluate(what)? != Value::Bool(true) {
        if start.elapsed() > Duration::from_secs(30) {
            bail!("waited in vain: {what}");
        }
        sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Taps the middle of an element as a finger would.
fn tap(page: &mut Page, element: &str) -> Result<()> {
    let at = page.evaluate(&format!(
        "(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}});
            const b = e.getBoundingClientRect();
            return {{x: b.left + b.width / 2, y: b.top + b.height / 2}} }})({element})"
    ))?;
    for kind in ["mousePressed", "mouseReleased"] {
        page.call(
            "Input.dispatchMouseEvent",
            json!({
                "type": kind, "x": at.get("x"), "y": at.get("y"),
                "button": "left", "clickCount": 1
            }),
        )?;
    }
    // A person does not tap again immediately; this gives the frame time.
    sleep(Duration::from_millis(120));
    Ok(())
}
