//! A colour of the host's choice stays readable, and the page that makes snippets shows what it does
//! to it.

use super::{Set, show, wait};
use crate::drivers::Engine;
use crate::hosts::with_browser;
use crate::phone::{Phone, Result, Screen};

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_colour_of_the_host_can_always_be_read() {
    let set = Set::new("");
    with_browser(
        Engine::Chromium,
        "widget-colours",
        Screen::Phone,
        async |phone| {
            phone.go(&set.page("")).await?;
            for theme in ["light", "dark"] {
                for accent in [
                    "ffcc00", "ffffff", "000000", "00ff00", "8f1d1d", "777777", "0000ff", "767676",
                ] {
                    // A bare iframe, without the script.
                    let address = format!(
                        "{}?embed=1&theme={theme}&accent={accent}&radius=3",
                        set.site.site()
                    );
                    show(&phone, &address).await?;
                    phone.see("[data-place]").await?;
                    let wanted =
                        format!("return location.search.includes('theme={theme}&accent={accent}')");
                    wait(&phone, &address, &wanted, &[]).await?;
                    phone.see("[data-place]").await?;
                    contrasts(&phone)
                        .await
                        .map_err(|e| format!("{theme} {accent}: {e}"))?;
                    phone.leave().await?;
                }
            }
            Ok(())
        },
    );
}

/// Pairs of tokens that are used on each other.
const PAIRS: [(&str, &str); 8] = [
    ("--accent", "--bg"),
    ("--accent", "--surface"),
    ("--accent", "--sunk"),
    ("--accent", "--accent-soft"),
    ("--on-accent", "--accent"),
    ("--accent-ink", "--accent-soft"),
    ("--accent-ink", "--surface"),
    ("--accent-ink", "--bg"),
];

async fn contrasts(phone: &Phone) -> Result<()> {
    let script = "const root = document.documentElement, style = getComputedStyle(root);
        const shown = name => { root.style.color = style.getPropertyValue(name);
            const c = getComputedStyle(root).color.match(/[0-9.]+/g).slice(0, 3).map(Number);
            root.style.color = ''; return c; };
        return arguments[0].map(pair => pair.map(shown))";
    let pairs = serde_json::to_value(PAIRS)?;
    let shown: Vec<[[f64; 3]; 2]> = serde_json::from_value(phone.run(script, vec![pairs]).await?)?;
    for (pair, [one, other]) in PAIRS.iter().zip(&shown) {
        let ratio = contrast(one, other);
        if ratio < 4.5 {
            return Err(format!("{pair:?}: {one:?} on {other:?} is {ratio:.2}").into());
        }
    }
    let radius = phone
        .run(
            "return getComputedStyle(document.documentElement).getPropertyValue('--r2').trim()",
            Vec::new(),
        )
        .await?;
    if radius == "3px" {
        Ok(())
    } else {
        Err(format!("radius {radius}").into())
    }
}

/// WCAG's contrast, computed independently of the frame's own code.
#[expect(
    clippy::float_arithmetic,
    reason = "colours of a screen are no sums of money"
)]
fn contrast(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    let light = |rgb: &[f64; 3]| {
        let part = |n: f64| {
            let n = n / 255.0;
            if n <= 0.040_45 {
                n / 12.92
            } else {
                ((n + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
    };
    let (a, b) = (light(one) + 0.05, light(other) + 0.05);
    if a > b { a / b } else { b / a }
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_builder_writes_what_the_preview_shows() {
    let set = Set::new("");
    with_browser(Engine::Chromium, "builder", Screen::Wide, async |phone| {
        phone
            .go(&format!("{}builder.html", set.site.site()))
            .await?;
        phone.see("#place option[value='320281']").await?;
        phone.choose("#place", "320281").await?;
        phone.tap("#roles label:nth-child(2)").await?;
        phone.write("#accent", "ffcc00").await?;
        phone.write("#partner", "甲\"<b>").await?;
        phone.tap("[data-seg=theme] [value=light]").await?;
        wait(
            &phone,
            "the snippet",
            "const code = document.getElementById('code').textContent;
             return ['data-place=\"320281\"', 'data-roles=\"founder\"', 'data-accent=\"ffcc00\"',
                'data-theme=\"light\"', 'data-partner=\"甲&quot;&lt;b&gt;\"', '/huice/v1/embed.js',
                'referrerpolicy=\"no-referrer\"'].every(part => code.includes(part)) || code",
            &[],
        )
        .await?;
        let advice = phone
            .run(
                "return document.getElementById('contrast').textContent",
                Vec::new(),
            )
            .await?;
        if !advice.as_str().unwrap_or_default().contains("改用 #") {
            return Err(format!("{advice}").into());
        }
        // The snippet in a separate page gives the same frame as the preview.
        let same = "const frames = document.querySelectorAll('#preview iframe');
            const page = document.implementation.createHTMLDocument('');
            page.body.innerHTML = document.getElementById('code').textContent;
            const script = page.querySelector('script');
            const query = new URL(frames[0].src).searchParams;
            return frames.length === 1 && ['place', 'roles', 'accent', 'theme', 'partner']
                .every(name => query.get(name) === script.dataset[name])";
        wait(&phone, "the preview", same, &[]).await?;
        phone.enter("#preview iframe").await?;
        phone.see(".row[data-place='320281']").await?;
        phone.leave().await?;
        phone.tap("[data-seg=kind] [value=iframe]").await?;
        wait(
            &phone,
            "the bare iframe",
            "const page = document.implementation.createHTMLDocument('');
             page.body.innerHTML = document.getElementById('code').textContent;
             const frame = page.querySelector('iframe');
             return !!frame && frame.getAttribute('src') ===
                document.querySelector('#preview iframe').src && !frame.hasAttribute('style')",
            &[],
        )
        .await?;
        phone.tap("[data-action=copy]").await?;
        wait(
            &phone,
            "word of the copy",
            "return document.getElementById('copied').textContent.includes('复制')",
            &[],
        )
        .await
    });
}
