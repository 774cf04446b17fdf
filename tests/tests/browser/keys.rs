//! From the address to an open card of the results by Tab, Enter and Space alone, with the focus
//! always to be seen.

use crate::phone::{Phone, Result, Screen};
use crate::with_phone;
use serde_json::Value;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

/// Presses of Tab within which anything on a screen is reached.
const FAR: usize = 80;

/// Questions that are answered before the results.
const QUESTIONS: usize = 25;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn from_the_start_to_an_open_card() {
    with_phone("keys", Screen::Wide, async |phone, address| {
        phone.go(&address).await?;
        phone.see("button[data-place]").await?;
        // The first focus stop is the link that skips the head of the page.
        phone.key(TAB).await?;
        if !phone.has("a.skip:focus").await? {
            return Err("the first Tab does not reach the link to the text".into());
        }
        seen(&phone).await?;
        reach(&phone, "button[data-place='320281']", ENTER).await?;
        phone.see("[data-action=change-place]").await?;
        reach(&phone, "[data-goal=start]", SPACE).await?;
        phone.see("[data-goal=start]:checked").await?;
        reach(&phone, "[data-action=start]", ENTER).await?;
        phone.see("[data-fact]").await?;
        let mut kinds = Vec::new();
        while phone.has("[data-fact]").await? && kinds.len() < QUESTIONS {
            kinds.push(answer(&phone).await?);
        }
        kinds.sort();
        kinds.dedup();
        if phone.has("[data-fact]").await? {
            reach(&phone, "[data-action=results]", ENTER).await?;
        }
        phone.see("[data-certain]").await?;
        reach(&phone, "a[data-id]", ENTER).await?;
        phone.see("[data-card] .how").await?;
        println!("keys alone: {}", kinds.join(", "));
        Ok(())
    });
}

/// Answers the question that is shown, and returns how.
async fn answer(phone: &Phone) -> Result<String> {
    let fact = phone.attribute("[data-fact]", "data-fact").await?;
    let fact = fact.unwrap_or_default();
    // The heading has the focus, so that a screen reader reads the question.
    phone
        .until(
            &format!("the focus on the question {fact}"),
            "return document.activeElement === document.querySelector('h1')",
        )
        .await?;
    // A question that has only just come takes no press.
    let settled = "return !document.querySelector('main[data-fresh]')";
    phone.until("the question to settle", settled).await?;
    let way = "
        const q = document.querySelector('[data-fact]');
        return q.querySelector('[data-unticked]') ? 'list'
            : q.querySelector('form > * > [data-row]') ? 'fields'
            : q.querySelector('button[data-answer=yes]') ? 'yes'
            : q.querySelector('input[data-answer]') ? 'box'
            : q.querySelector('button[data-answer]:not([data-answer=unsure])') ? 'choice' : 'unsure'";
    let way = phone.run(way, Vec::new()).await?;
    let way = way.as_str().unwrap_or_default().to_owned();
    match way.as_str() {
        "list" => {
            reach(phone, "[data-unticked] input", SPACE).await?;
            phone.see("[data-unticked] input:checked").await?;
            reach(phone, "[data-unticked] button", SPACE).await?;
            phone.see("[data-unticked] [aria-pressed=true]").await?;
            reach(phone, "[data-action=continue]", ENTER).await?;
        }
        "fields" => reach(phone, "[data-action=continue]", ENTER).await?,
        "yes" => reach(phone, "button[data-answer=yes]", SPACE).await?,
        "box" => {
            reach(phone, "input[data-answer]", SPACE).await?;
            reach(phone, "[data-action=continue]", ENTER).await?;
        }
        "choice" => reach(phone, "button[data-answer]", ENTER).await?,
        _ => reach(phone, "button[data-answer=unsure]", ENTER).await?,
    }
    let gone = format!(
        "const q = document.querySelector('[data-fact]'); return !q || q.dataset.fact !== '{fact}'"
    );
    phone.until(&format!("what follows {fact}"), &gone).await?;
    Ok(way)
}

/// Tabs to the first element of the selector that is reached, and presses a key on it.
pub(crate) async fn reach(phone: &Phone, css: &str, key: char) -> Result<()> {
    for _ in 0..FAR {
        phone.key(TAB).await?;
        seen(phone).await?;
        let script = "return document.activeElement.matches(arguments[0])";
        if phone.run(script, vec![css.into()]).await? == Value::Bool(true) {
            return phone.key(key).await;
        }
    }
    Err(format!("`{css}` is not reached by Tab").into())
}

/// Whether a person can see what has the focus: a ring around it, in the window, under nothing.
async fn seen(phone: &Phone) -> Result<()> {
    let script = "
        const it = document.activeElement;
        if (it === document.body) return '';
        const name = it.outerHTML.slice(0, 100);
        const target = it.matches('label *') ? it.closest('label') : it;
        // Around a field it is drawn by the box of the field, around a tick by the words beside it.
        const around = [it, target, it.closest('.inp'), it.nextElementSibling].filter(e => e);
        const ring = around.some(e => {
            const style = getComputedStyle(e);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                || / 0px 0px 0px 3px/.test(style.boxShadow);
        });
        if (!ring) return 'no ring: ' + name;
        const box = it.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'out of the window: ' + name;
        const hit = document.elementFromPoint(x, y);
        return hit && (target.contains(hit) || hit.contains(it)) ? ''
            : 'under something: ' + name + ' under ' + (hit && hit.outerHTML.slice(0, 60));";
    match phone.run(script, Vec::new()).await?.as_str() {
        Some("") => Ok(()),
        other => Err(format!("the focus cannot be seen: {other:?}").into()),
    }
}
