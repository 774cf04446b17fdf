//! Accessibility: axe-core finds nothing on any screen in any look, every target is large enough
//! for a thumb, nothing overflows a narrow or enlarged page, and the keyboard alone is enough.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{kinds, start};
use crate::with_phone;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Instant;
use xtask_tools::paths::Paths;

/// Sizes of the screen's controls: what is tapped to get one, and the least side of a target.
const SIZES: [(&str, f64); 3] = [("normal", 44.0), ("large", 44.0), ("elder", 60.0)];

/// Themes, each with its contrast.
const THEMES: [(&str, &str); 4] = [
    ("light", "plain"),
    ("dark", "plain"),
    ("light", "high"),
    ("dark", "high"),
];

/// Screens with their own address. Plan and loan come from the results, where they lead there.
const PLACES: [&str; 11] = [
    "#/",
    "#/results",
    "#/review",
    "#/all",
    "#/text",
    "#/about",
    "#/display",
    "#/share",
    "#/keep",
    "#/print",
    "#/picture",
];

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn no_screen_in_any_look_has_a_fault() {
    let axe = xtask_browser::engines::axe(&Paths::here()).unwrap();
    with_phone("access", Screen::Phone, async |phone, address| {
        let stops = stops(&phone, &address).await?;
        phone.run(&axe, Vec::new()).await?;
        let mut faults = Vec::new();
        let (mut looked, start) = (0, Instant::now());
        for (size, least) in SIZES {
            for (theme, contrast) in THEMES {
                wear(&phone, &[size, theme, contrast]).await?;
                for stop in &stops {
                    stop.open(&phone).await?;
                    let mut findings = axe_finds(&phone).await?;
                    for width in [320, 360] {
                        set_width(&phone, width, 1.0).await?;
                        findings.extend(too_small(&phone, least).await?);
                        findings.extend(sticks_out(&phone).await?);
                    }
                    looked += 1;
                    let at = |fault| format!("{size} {theme} {contrast}, {}: {fault}", stop.name);
                    faults.extend(findings.into_iter().map(at));
                }
            }
        }
        let time = start.elapsed().as_secs();
        println!(
            "axe, targets and width: {looked} looks at {} screens in {time} s",
            stops.len()
        );
        verdict(faults)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn enlarged_text_and_zoom_stay_within_the_page() {
    with_phone("enlarged", Screen::Phone, async |phone, address| {
        let stops = stops(&phone, &address).await?;
        let mut faults = Vec::new();
        for (size, _) in SIZES {
            wear(&phone, &[size, "light", "plain"]).await?;
            // A web view that enlarges text by half; text twice as large; a wide page at 200 %,
            // which is half as wide.
            let twice = if size == "normal" { 2.0 } else { 1.5 };
            for (name, width, text) in [
                ("text 1.5", 360, 1.5),
                ("text 2", 360, twice),
                ("200 %", 640, 1.0),
            ] {
                set_width(&phone, width, text).await?;
                for stop in &stops {
                    stop.open(&phone).await?;
                    let mut findings = sticks_out(&phone).await?;
                    findings.extend(cut_off(&phone).await?);
                    let at = |fault| format!("{size}, {name}, {}: {fault}", stop.name);
                    faults.extend(findings.into_iter().map(at));
                }
            }
            set_width(&phone, 360, 1.0).await?;
        }
        verdict(faults)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_page_of_a_failure_has_no_fault() {
    let axe = xtask_browser::engines::axe(&Paths::here()).unwrap();
    with_phone("failure", Screen::Phone, async |phone, address| {
        phone.block(&["*.wasm"]).await?;
        phone.go(&address).await?;
        phone.see("[data-action=retry]").await?;
        phone.run(&axe, Vec::new()).await?;
        let mut faults = axe_finds(&phone).await?;
        for width in [320, 360] {
            set_width(&phone, width, 1.0).await?;
            faults.extend(too_small(&phone, 44.0).await?);
            faults.extend(sticks_out(&phone).await?);
        }
        verdict(faults)
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_plain_pages_have_no_fault() {
    let axe = xtask_browser::engines::axe(&Paths::here()).unwrap();
    with_phone("plain", Screen::Phone, async |phone, address| {
        let mut open = vec![format!("{address}pages/index.html")];
        let mut kinds = BTreeSet::new();
        let mut faults = Vec::new();
        // From the first page on, one of each kind: each kind is written by one hand.
        while let Some(page) = open.pop() {
            phone.go(&page).await?;
            let name = page.replacen(&address, "", 1);
            phone.run(&axe, Vec::new()).await?;
            for scheme in ["light", "dark"] {
                let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
                phone
                    .order("Emulation.setEmulatedMedia", json!({"features": features}))
                    .await?;
                let mut findings = axe_finds(&phone).await?;
                for width in [320, 360] {
                    set_width(&phone, width, 1.0).await?;
                    findings.extend(too_small(&phone, 44.0).await?);
                    findings.extend(sticks_out(&phone).await?);
                }
                let at = |fault| format!("{name}, {scheme}: {fault}");
                faults.extend(findings.into_iter().map(at));
            }
            let links =
                "return [...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])";
            let links: Vec<String> = serde_json::from_value(phone.run(links, Vec::new()).await?)?;
            for link in links {
                let Some(inside) = link.strip_prefix(&format!("{address}pages/")) else {
                    continue;
                };
                // The prefix of the name is the kind of page.
                let kind = inside.split('-').next().unwrap_or_default();
                if kinds.len() < 12 && kinds.insert(kind.to_owned()) {
                    open.push(link);
                }
            }
        }
        println!("plain pages looked at: {}", kinds.len() + 1);
        if kinds.is_empty() {
            return Err("the plain pages lead nowhere".into());
        }
        verdict(faults)
    });
}

pub(crate) fn verdict(faults: Vec<String>) -> Result<()> {
    let different: BTreeSet<String> = faults.into_iter().collect();
    if different.is_empty() {
        return Ok(());
    }
    let lines: Vec<&str> = different.iter().map(String::as_str).collect();
    Err(format!("{} faults\n{}", lines.len(), lines.join("\n")).into())
}

/// A screen in one state.
struct Stop {
    name: String,
    hash: String,
    /// What is tapped there, in this order.
    taps: Vec<String>,
    /// What shows that it is there.
    sign: String,
}

impl Stop {
    fn new(name: &str, hash: &str, sign: &str, taps: &[&str]) -> Self {
        Self {
            name: name.into(),
            hash: hash.into(),
            sign: sign.into(),
            taps: taps.iter().map(|tap| (*tap).to_owned()).collect(),
        }
    }

    /// Goes there; reloads if it is there already.
    async fn open(&self, phone: &Phone) -> Result<()> {
        for hash in ["#/about", &self.hash] {
            let script = "
                const done = arguments[arguments.length - 1];
                const old = document.querySelector('h1');
                const text = old && old.textContent;
                if (location.hash === arguments[0]) return done();
                location.hash = arguments[0];
                const until = performance.now() + 3000;
                (function look() {
                    const now = document.querySelector('h1');
                    if (now && now.textContent !== text || performance.now() > until) done();
                    else requestAnimationFrame(look);
                })()";
            phone.run_later(script, vec![hash.into()]).await?;
        }
        phone.see(&self.sign).await?;
        for tap in &self.taps {
            phone.tap(tap).await?;
        }
        // Going back in the history is asynchronous.
        let script = "setTimeout(arguments[arguments.length - 1], 60)";
        phone.run_later(script, Vec::new()).await?;
        Ok(())
    }
}

/// All screens of one session, each kind of question once, with what opens on them.
async fn stops(phone: &Phone, address: &str) -> Result<Vec<Stop>> {
    let case = Case::read("G24", "a")?;
    start(phone, address, &case, &["founder", "institution"]).await?;
    let kinds = kinds(phone, address, &case.answers).await?;
    if kinds.len() < 6 {
        return Err(format!("not every kind of question was asked: {kinds:?}").into());
    }
    let mut stops = vec![Stop::new(
        "day open",
        "#/",
        "[data-action=change-day]",
        &["[data-action=change-day]"],
    )];
    stops.extend(PLACES.map(|hash| Stop::new(hash, hash, "h1", &[])));
    for (kind, hash) in &kinds {
        let fact = hash.rsplit('/').next().unwrap_or_default();
        let sign = format!("[data-fact='{fact}']");
        stops.push(Stop::new(kind, hash, &sign, &["details.more > summary"]));
        if kind == "records" {
            let add = ["[data-action=add-record]"];
            stops.push(Stop::new("a record", hash, &sign, &add));
            // Nothing was filled in.
            let wrong = ["[data-action=add-record]", "[data-action=save-record]"];
            stops.push(Stop::new("a wrong record", hash, &sign, &wrong));
        }
        if kind == "number" {
            // Nothing was filled in.
            let wrong = ["[data-action=continue]"];
            stops.push(Stop::new("a wrong number", hash, &sign, &wrong));
        }
    }
    phone.go(&format!("{address}#/results")).await?;
    phone.see("[data-id]").await?;
    for month in ["plan", "loan"] {
        if phone.has(&format!("[data-action={month}]")).await? {
            stops.push(Stop::new(month, &format!("#/{month}"), "h1", &[]));
        }
    }
    stops.push(Stop::new(
        "menu",
        "#/results",
        "[data-id]",
        &[".menu > summary"],
    ));
    // A card of each verdict.
    let cards =
        "return Object.values(Object.fromEntries([...document.querySelectorAll('a[data-id]')]
        .map(card => [card.dataset.verdict, card.getAttribute('href')])))";
    phone.go(&format!("{address}#/all")).await?;
    phone.see("[data-id]").await?;
    let cards: Vec<String> = serde_json::from_value(phone.run(cards, Vec::new()).await?)?;
    for card in &cards {
        stops.push(Stop::new("card", card, "[data-card]", &[]));
    }
    Ok(stops)
}

/// Chooses a look as a person would.
async fn wear(phone: &Phone, choices: &[&str]) -> Result<()> {
    Stop::new("display", "#/display", "[data-look]", &[])
        .open(phone)
        .await?;
    for choice in choices {
        let button = format!("[data-look={choice}]");
        phone.tap(&button).await?;
        phone.see(&format!("{button}[aria-pressed=true]")).await?;
    }
    Ok(())
}

/// Another width, in CSS pixels, and text so many times as large.
pub(crate) async fn set_width(phone: &Phone, width: u32, text: f64) -> Result<()> {
    let metrics = json!({
        "width": width, "height": 640, "deviceScaleFactor": 1, "mobile": false
    });
    phone
        .order("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    let hidden = json!({"hidden": true});
    phone.order("Emulation.setScrollbarsHidden", hidden).await?;
    let script = "
        const root = document.documentElement;
        root.style.fontSize = '';
        const size = parseFloat(getComputedStyle(root).fontSize);
        if (arguments[0] !== 1) root.style.fontSize = size * arguments[0] + 'px'";
    phone.run(script, vec![text.into()]).await?;
    Ok(())
}

/// What axe-core finds wrong.
pub(crate) async fn axe_finds(phone: &Phone) -> Result<Vec<String>> {
    let script = "
        const done = arguments[arguments.length - 1];
        const rules = {'target-size': {enabled: true}};
        axe.run(document, {resultTypes: ['violations'], rules}).then(findings => done(
            findings.violations.flatMap(one => one.nodes.map(node =>
                one.id + ': ' + node.html.slice(0, 120) + ' ' + (node.any[0] || {}).message))),
            error => done(['axe stopped: ' + error]))";
    Ok(serde_json::from_value(
        phone.run_later(script, Vec::new()).await?,
    )?)
}

/// Targets with a side under so many CSS pixels. A target in a label is as large as the label.
pub(crate) async fn too_small(phone: &Phone, least: f64) -> Result<Vec<String>> {
    let script = "
        const all = 'a[href], button, input, select, textarea, summary, [role=button], [tabindex=\"0\"]';
        return [...document.querySelectorAll(all)].flatMap(element => {
            const target = element.matches('label *') ? element.closest('label') : element;
            const box = target.getBoundingClientRect();
            if (!box.width || box.right < 0) return [];
            // Half a pixel is lost where boxes stand between pixels.
            if (box.width >= arguments[0] - .5 && box.height >= arguments[0] - .5) return [];
            return ['a target of ' + Math.round(box.width) + ' x ' + Math.round(box.height)
                + ': ' + target.outerHTML.slice(0, 90)];
        })";
    let findings = phone.run(script, vec![least.into()]).await?;
    Ok(serde_json::from_value(findings)?)
}

/// What makes the page wider than the screen.
pub(crate) async fn sticks_out(phone: &Phone) -> Result<Vec<String>> {
    let script = "
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        // What an element holds may be wider than the element itself.
        const right = e => {
            const inside = document.createRange();
            inside.selectNodeContents(e);
            return Math.max(e.getBoundingClientRect().right, inside.getBoundingClientRect().right);
        };
        const out = [...document.querySelectorAll('body *')]
            .filter(e => right(e) > width && !e.closest('.scroll'));
        const last = out[out.length - 1];
        return ['wider than ' + width + ': ' + (last ? last.outerHTML.slice(0, 120) : 'something')]";
    Ok(serde_json::from_value(
        phone.run(script, Vec::new()).await?,
    )?)
}

/// Text that is hidden because its box is too small for it.
async fn cut_off(phone: &Phone) -> Result<Vec<String>> {
    let script = "
        return [...document.querySelectorAll('main *, header *')].filter(e => {
            const style = getComputedStyle(e);
            return (style.overflowX === 'hidden' || style.overflowX === 'clip'
                    || style.textOverflow === 'ellipsis')
                && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1;
        }).map(e => 'cut off: ' + e.outerHTML.slice(0, 120))";
    Ok(serde_json::from_value(
        phone.run(script, Vec::new()).await?,
    )?)
}
