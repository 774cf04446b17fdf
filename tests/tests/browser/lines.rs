//! Where lines break: never inside a word, and never before a mark that closes something.

use crate::case::Case;
use crate::phone::{Result, Screen};
use crate::walk::{answer_all, start};
use crate::with_phone;

/// Screens with their own address that have much to say.
const PLACES: [&str; 8] = [
    "#/results",
    "#/card/js-jy-startup-rent-subsidy",
    "#/card/js-jy-startup-grant-6000",
    "#/review",
    "#/plan",
    "#/loan",
    "#/print",
    "#/about",
];

/// Lines that end inside a word. A text that may break stands in several nodes, one for each part
/// that stays together, so inside a node two signs of Chinese writing never stand in two lines.
const BROKEN: &str = "
    document.querySelectorAll('main details').forEach(part => { part.open = true; });
    const nodes = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const range = document.createRange(), found = [];
    const line = (node, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return box.height ? Math.round(box.top) : null;
    };
    while (nodes.nextNode()) {
        const node = nodes.currentNode, text = node.data;
        if (node.parentElement.closest('textarea, pre, .vh, option')) continue;
        for (let at = 1; at < text.length; at++) {
            const whole = /[\\u4e00-\\u9fff]{2}/.test(text.slice(at - 1, at + 1))
                || /[，。、：；？！）”]/.test(text[at]);
            if (!whole) continue;
            const [before, after] = [line(node, at - 1), line(node, at)];
            if (before !== null && after !== null && after > before + 4) {
                found.push(text.slice(0, at) + '|' + text.slice(at));
            }
        }
    }
    return found";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn no_line_ends_inside_a_word() {
    with_phone("lines", Screen::Phone, async |phone, address| {
        let case = Case::read("G24", "a")?;
        start(&phone, &address, &case, &["founder"]).await?;
        answer_all(&phone, &case.answers, async |_, _| Ok(())).await?;
        phone.see("[data-certain]").await?;
        let mut all = Vec::new();
        for look in ["light", "elder light"] {
            let keep = "sessionStorage.setItem('huice-look', arguments[0])";
            phone.run(keep, vec![look.into()]).await?;
            for place in PLACES {
                phone.go(&format!("{address}{place}")).await?;
                phone.reload().await?;
                phone.see("h1[id=h]").await?;
                let broken: Vec<String> =
                    serde_json::from_value(phone.run(BROKEN, Vec::new()).await?)?;
                all.extend(
                    broken
                        .into_iter()
                        .map(|text| format!("{look} {place}: {text}")),
                );
            }
        }
        report(&all)
    });
}

fn report(broken: &[String]) -> Result<()> {
    if broken.is_empty() {
        Ok(())
    } else {
        Err(format!("{} broken words:\n{}", broken.len(), broken.join("\n")).into())
    }
}
