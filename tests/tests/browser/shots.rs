//! A picture of each screen at 360 × 640 and at 1280 × 800: light, in 长辈版, dark and with high
//! contrast. It also checks that nothing is wider than the screen.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, kinds, start};
use crate::{dist, with_phone};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Looks: the folder, and the words that the app keeps for them.
const LOOKS: [(&str, &str); 4] = [
    ("plain", "light"),
    ("elder", "elder light"),
    ("dark", "dark"),
    ("contrast", "light high"),
];

/// Screens with their own address.
const PLACES: [(&str, &str); 14] = [
    ("01-start", "#/"),
    ("20-results", "#/results"),
    ("21-card", "#/card/js-jy-startup-rent-subsidy"),
    ("22-review", "#/review"),
    ("23-all", "#/all"),
    ("24-text", "#/text"),
    ("25-about", "#/about"),
    ("26-display", "#/display"),
    ("27-plan", "#/plan"),
    ("28-loan", "#/loan"),
    ("29-print", "#/print"),
    ("30-picture", "#/picture"),
    ("31-share", "#/share"),
    ("32-since", "#/since"),
];

#[test]
#[ignore = "needs a built site and a browser: cargo xtask shots"]
fn shots() {
    let out = out();
    assert!(
        dist().join("index.html").is_file(),
        "no site: run `cargo xtask build`"
    );
    for (name, screen) in [("phone", Screen::Phone), ("wide", Screen::Wide)] {
        with_phone(name, screen, async |phone, address| {
            album(&phone, &address, screen, &out).await
        });
    }
}

/// The people of `tests/people`, from the first question to the results, screen by screen; then their
/// results in every look, on a phone and on a wide screen, and the card that stands first.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask shots"]
fn people() {
    let out = out().join("people");
    for number in 1..=PEOPLE {
        let name = format!("person-{number:02}");
        with_phone(&name, Screen::Phone, async |phone, address| {
            person(&phone, &address, number, &out.join(&name)).await
        });
    }
}

/// The same of one person, to show that the command works.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn one_person() {
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("one-person");
    drop(std::fs::remove_dir_all(&out));
    with_phone("one-person", Screen::Phone, async |phone, address| {
        person(&phone, &address, CLOSELY[0], &out).await
    });
    for picture in ["results-dark-360.png", "card-1280.png", "elder/01.png"] {
        assert!(out.join(picture).is_file(), "{picture} is missing");
    }
}

/// What few see: a place without documents, consent to keep the answers, and going on with them on
/// another day.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask shots"]
fn seldom() {
    let out = out().join("seldom");
    with_phone("seldom", Screen::Phone, async |phone, address| {
        for (look, words) in LOOKS {
            phone.go(&address).await?;
            wear(&phone, words).await?;
            show(&phone, &address, "#/").await?;
            phone.write("#place", "无锡").await?;
            phone.tap("button[data-place='320200']").await?;
            phone.see("p[data-place='320200']").await?;
            let file = |name: &str| out.join(format!("{name}-{look}.png"));
            phone.picture(&file("uncovered")).await?;
            let answered = "#s=1..320281..start...hukou_localIy";
            phone.go(&format!("{address}{answered}")).await?;
            phone.see("[data-certain]").await?;
            phone.go(&format!("{address}#/keep")).await?;
            phone.see("[data-action=keep]").await?;
            phone.picture(&file("keep")).await?;
            phone.tap("[data-action=keep]").await?;
            phone.see("[data-certain]").await?;
            phone.run("sessionStorage.clear()", Vec::new()).await?;
            wear(&phone, words).await?;
            phone.go("about:blank").await?;
            phone.go(&address).await?;
            phone.see("[data-action=take-up]").await?;
            phone.picture(&file("resume")).await?;
            phone.forget_everything().await?;
        }
        Ok(())
    });
}

/// How many people there are.
const PEOPLE: usize = 24;

/// One of each kind of person, who also answers in 长辈版, and holds the phone sideways and with text
/// twice as large: a founder, a poor resident, an employer, a seeker.
const CLOSELY: [usize; 4] = [1, 5, 14, 18];

async fn person(phone: &Phone, address: &str, number: usize, out: &Path) -> Result<()> {
    let case = Case::person(number)?;
    phone
        .stretch(Screen::Phone, Screen::Phone.size().1.into())
        .await?;
    let screens = questions(phone, address, &case, &out.join("q")).await?;
    for (size, screen) in [("360", Screen::Phone), ("1280", Screen::Wide)] {
        phone.stretch(screen, screen.size().1.into()).await?;
        for (look, words) in LOOKS {
            wear(phone, words).await?;
            show(phone, address, "#/results").await?;
            let file = out.join(format!("results-{look}-{size}.png"));
            phone.long_picture(screen, &file).await?;
        }
        wear(phone, LOOKS[0].1).await?;
        show(phone, address, "#/results").await?;
        if let Some(card) = phone.attribute("a.cardl", "href").await? {
            show(phone, address, &card).await?;
            let file = out.join(format!("card-{size}.png"));
            phone.long_picture(screen, &file).await?;
        }
    }
    if CLOSELY.contains(&number) {
        closely(phone, address, &case, out).await?;
    }
    println!("person {number}: {screens} screens of questions");
    Ok(())
}

/// Answers all questions, with a picture of each screen; how many there were.
async fn questions(phone: &Phone, address: &str, case: &Case, out: &Path) -> Result<usize> {
    let roles: Vec<&str> = case.roles.iter().map(String::as_str).collect();
    start(phone, address, case, &roles).await?;
    let mut screens = 0;
    answer_all(phone, &case.answers, async |phone, _| {
        screens += 1;
        phone.picture(&out.join(format!("{screens:02}.png"))).await
    })
    .await?;
    Ok(screens)
}

/// Results and the last question as few hold a phone: sideways, with text twice as large; and all
/// questions in 长辈版.
async fn closely(phone: &Phone, address: &str, case: &Case, out: &Path) -> Result<()> {
    let last = case.answers.keys().next_back();
    let last = last.map(|fact| format!("#/edit/{fact}"));
    let stops = [
        Some("#/results".to_owned()),
        last,
        Some("#/plan".to_owned()),
    ];
    for (name, width, height, text) in [("sideways", 640, 360, 1.0), ("twice", 360, 640, 2.0)] {
        for (n, stop) in stops.iter().flatten().enumerate() {
            show(phone, address, stop).await?;
            // The driver sets a size of its own with each load.
            let metrics = json!({
                "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true
            });
            let set = "Emulation.setDeviceMetricsOverride";
            phone.order(set, metrics).await?;
            let size = "document.documentElement.style.fontSize = 17 * arguments[0] + 'px'";
            phone.run(size, vec![text.into()]).await?;
            phone.picture(&out.join(format!("{name}-{n}.png"))).await?;
        }
    }
    phone
        .stretch(Screen::Phone, Screen::Phone.size().1.into())
        .await?;
    phone.forget_everything().await?;
    phone.go(address).await?;
    wear(phone, "elder light").await?;
    questions(phone, address, case, &out.join("elder")).await?;
    Ok(())
}

/// Shows a screen as one sees it who opens the page there.
async fn show(phone: &Phone, address: &str, hash: &str) -> Result<()> {
    phone.go(&format!("{address}{hash}")).await?;
    phone.reload().await?;
    phone.see("h1[id=h]").await
}

/// Keeps a look for the next load.
async fn wear(phone: &Phone, words: &str) -> Result<()> {
    let keep = "sessionStorage.setItem('huice-look', arguments[0])";
    phone.run(keep, vec![words.into()]).await?;
    Ok(())
}

/// Where the pictures go.
fn out() -> PathBuf {
    std::env::var_os("HUICE_SHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shots"),
        PathBuf::from,
    )
}

/// All pictures of one session.
async fn album(phone: &Phone, address: &str, screen: Screen, out: &Path) -> Result<()> {
    let case = Case::read("G24", "a")?;
    // A picture in the middle of an animation shows a state that lasts only a moment.
    let still = json!([{"name": "prefers-reduced-motion", "value": "reduce"}]);
    let media = json!({"features": still});
    phone.order("Emulation.setEmulatedMedia", media).await?;
    // A window shows less than its size: it has a title bar.
    phone.stretch(screen, screen.size().1.into()).await?;
    phone.go(address).await?;
    phone.see("[data-place]").await?;
    let size = match screen {
        Screen::Phone => "360",
        Screen::Wide => "1280",
    };
    let folder = |look: &str| out.join(format!("{look}-{size}"));
    phone
        .picture(&folder(LOOKS[0].0).join("00-before.png"))
        .await?;
    start(phone, address, &case, &["founder"]).await?;

    // The first question of each kind.
    let kinds = kinds(phone, address, &case.answers).await?;

    let mut wide = Vec::new();
    for (look, words) in LOOKS {
        wear(phone, words).await?;
        let questions = kinds
            .iter()
            .zip(2..)
            .map(|((kind, hash), n)| (format!("{n:02}-question-{kind}"), hash.clone()));
        let places = PLACES
            .iter()
            .map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned()));
        for (name, hash) in places.chain(questions) {
            phone.go(&format!("{address}{hash}")).await?;
            phone.reload().await?;
            phone.see("h1[id=h]").await?;
            if hash == "#/loan" {
                for (id, typed) in [("amount", "90000"), ("months", "24"), ("rate", "4.35")] {
                    phone.write(&format!("#loan-{id}"), typed).await?;
                }
            }
            let file = |more: &str| folder(look).join(format!("{name}{more}.png"));
            phone.picture(&file("")).await?;
            if let Some(overflow) = overflow(phone).await? {
                wide.push(format!("{look}-{size}/{name}: {overflow}"));
            }
            let long = ["#/results", "#/plan", "#/loan", "#/print", "#/all"];
            if long.contains(&hash.as_str()) || hash.starts_with("#/card/") {
                phone.long_picture(screen, &file("-long")).await?;
            }
            if name.ends_with("question-records") && phone.has("[data-action=edit-record]").await? {
                phone.tap("[data-action=edit-record]").await?;
                phone.picture(&file("-form")).await?;
            }
        }
    }
    if wide.is_empty() {
        Ok(())
    } else {
        Err(format!("wider than the screen:\n{}", wide.join("\n")).into())
    }
}

/// What sticks out at the right, if anything does.
async fn overflow(phone: &Phone) -> Result<Option<String>> {
    let script = "
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return null;
        const out = [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > width + 1);
        const last = out[out.length - 1];
        return last ? last.tagName + '.' + last.className + ': ' + last.textContent.slice(0, 40) : 'something'";
    Ok(phone
        .run(script, Vec::new())
        .await?
        .as_str()
        .map(str::to_owned))
}
