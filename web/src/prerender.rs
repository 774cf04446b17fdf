//! The start screen as a text, for the page that the loader shows while the program is still on
//! its way: made when the site is built, natively, by the functions that make it in the browser.

use crate::components::Ui;
use crate::components::layout::head;
use crate::screens;
use crate::state::State;
use huice_core::Date;
use yew::prelude::*;
use yew::virtual_dom::VTag;

/// Elements without an end.
const VOID: [&str; 1] = ["input"];

/// Natively: prints the start screen for the index whose file is named.
pub fn main() {
    let made = std::env::args()
        .nth(1)
        .ok_or("no index is named".to_owned())
        .and_then(|path| std::fs::read(&path).map_err(|why| format!("{path}: {why}")))
        .and_then(|index| start(&index));
    match made {
        Ok(text) => print!("{text}"),
        Err(why) => {
            eprintln!("{why}");
            std::process::exit(1);
        }
    }
}

/// The head, and what stands below the words of the start screen, each a line. The day in it is
/// none of today: the loader puts that there.
///
/// # Errors
/// Where the bytes are no index.
pub fn start(index: &[u8]) -> Result<String, String> {
    let index = huice_pack::decode_index(index).map_err(|why| why.to_string())?;
    let mut state = State::new(Date::FIRST, None, "");
    drop(state.index_came(Ok(index)));
    let link = Callback::noop();
    let ui = Ui {
        state: &state,
        link: &link,
    };
    let mut out = html(&head(&ui, Html::default()));
    out.push('\n');
    for part in screens::form(&ui) {
        write(&mut out, &part.html());
    }
    out.push('\n');
    Ok(out)
}

/// Markup as a text.
#[must_use]
pub fn html(node: &Html) -> String {
    let mut out = String::new();
    write(&mut out, node);
    out
}

fn write(out: &mut String, node: &Html) {
    match node {
        Html::VTag(tag) => element(out, tag),
        Html::VText(text) => escaped(out, &text.text),
        Html::VList(list) => list.iter().for_each(|node| write(out, node)),
        // No screen is made of any of these.
        Html::VComp(_) | Html::VPortal(_) | Html::VRef(_) | Html::VSuspense(_) | Html::VRaw(_) => {}
    }
}

fn element(out: &mut String, tag: &VTag) {
    out.push('<');
    out.push_str(tag.tag());
    // In an order that does not change from build to build.
    let mut attributes: Vec<_> = tag.attributes.iter().collect();
    attributes.sort_unstable();
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        if !value.is_empty() {
            out.push_str("=\"");
            escaped(out, value);
            out.push('"');
        }
    }
    if tag.checked() == Some(true) {
        out.push_str(" checked");
    }
    out.push('>');
    if VOID.contains(&tag.tag()) {
        return;
    }
    if let Some(children) = tag.children() {
        write(out, children);
    }
    out.push_str("</");
    out.push_str(tag.tag());
    out.push('>');
}

fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::components::tag::el;
    use huice_pack::{Index, encode_index};

    #[test]
    fn markup_is_written_as_html() {
        let tag = el("p.a b|title=x>1 < 2")
            .set("data-x", "\"&")
            .put(el("input|id=i").checked(true))
            .put(el("span"));
        assert_eq!(
            html(&tag.html()),
            "<p class=\"a b\" data-x=\"&quot;&amp;\" title=\"x\">1 &lt; 2<input id=\"i\" checked><span></span></p>"
        );
    }

    #[test]
    fn the_start_screen_has_two_lines_and_needs_an_index() {
        let index = encode_index(&Index::default()).unwrap();
        let text = start(&index).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.starts_with('<')));
        assert!(text.contains("data-action=\"start\"") && text.contains("data-role=\"founder\""));
        assert!(start(b"none").is_err());
    }
}
