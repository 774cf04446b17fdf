//! The start screen and the first questions as a text, for the page that the loader shows while the
//! program is still on its way: made when the site is built, natively, by Yew from the components of
//! the browser.

mod questions;

use crate::components::Ui;
use crate::components::layout::{head, operator as operator_line};
use crate::places;
use crate::screens;
use crate::state::{Action, State};
use futures::FutureExt;
use huice_core::Date;
use huice_core::ir::Law;
use huice_pack::{Index, IndexPlace};
use std::path::Path;
use yew::prelude::*;

/// Natively: prints what the page shows before the program, for the index in this file and the law
/// beside it, of a site that this operator offers with this notice.
pub fn main(path: &str, operator: &str, notice: &str) {
    match page(Path::new(path), operator, notice) {
        Ok(text) => print!("{text}"),
        Err(why) => {
            eprintln!("{why}");
            std::process::exit(1);
        }
    }
}

/// The lines of [`start`], and the first questions as a line.
fn page(path: &Path, operator: &str, notice: &str) -> Result<String, String> {
    let read =
        |path: &Path| std::fs::read(path).map_err(|why| format!("{}: {why}", path.display()));
    let index = huice_pack::decode_index(&read(path)?).map_err(|why| why.to_string())?;
    let law = |place: &IndexPlace| -> Result<Law, String> {
        let files = place.addresses("").into_iter();
        let files: Vec<Vec<u8>> = files
            .map(|name| read(&path.with_file_name(name)))
            .collect::<Result<_, _>>()?;
        place.open(&files).map_err(|why| why.to_string())
    };
    let questions = questions::questions(&index, &law)?;
    Ok(start(index, operator, notice)? + &questions + "\n")
}

/// The head, who offers the site, the words of the start screen, and what stands below or beside
/// them, each a line.
/// The day in it is none of today: the loader puts that there. Behind the last one, hidden, how each
/// place that is offered looks when it is chosen.
///
/// # Errors
/// Where a part cannot be drawn without waiting.
fn start(index: Index, operator: &str, notice: &str) -> Result<String, String> {
    let mut state = State::new(Date::FIRST, None, "");
    drop(state.index_came(Ok(index)));
    state.site.operator = operator.to_owned();
    state.site.notice = notice.to_owned();
    let link = Callback::noop();
    let ui = Ui {
        state: &state,
        link: &link,
    };
    let head = html(head(&ui, Html::default()))?;
    let operator = html(operator_line(&ui))?;
    let introduction = html(screens::introduction(&ui))?;
    let form = html(screens::form(&ui))?;
    let picked = picked(&state)?;
    Ok(format!(
        "{head}\n{operator}\n{introduction}\n{form}<div hidden data-picked>{picked}</div>\n"
    ))
}

/// How each place that is offered at the start looks when it is chosen and its law is on its way.
fn picked(state: &State) -> Result<String, String> {
    let link = Callback::noop();
    let Some(index) = state.session.index.get() else {
        return Ok(String::new());
    };
    let mut all = String::new();
    for place in places::search(index, "", false, &|_| true) {
        let mut chosen = state.clone();
        drop(chosen.apply(Action::Pick(place.code.clone())));
        let ui = Ui {
            state: &chosen,
            link: &link,
        };
        all.push_str(&html(screens::place(&ui))?);
    }
    Ok(all)
}

#[derive(PartialEq, Properties)]
struct Shown {
    node: Html,
}

/// Draws what it is given.
#[function_component]
fn Page(shown: &Shown) -> Html {
    shown.node.clone()
}

/// Markup as a text.
///
/// # Errors
/// Where a part waits for something: none does.
fn html(node: Html) -> Result<String, String> {
    let page = yew::LocalServerRenderer::<Page>::with_props(Shown { node });
    let text = page.hydratable(false).render().now_or_never();
    text.ok_or_else(|| "a part of the start screen waits for something".into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn markup_is_written_as_html() {
        let node =
            html! { <p class="a b" data-x="\"&">{ "1 < 2" }<input id="i" checked=true /></p> };
        assert_eq!(
            html(node).unwrap(),
            "<p data-x=\"&quot;&amp;\" class=\"a b\">1 &lt; 2<input checked id=\"i\"></p>"
        );
    }

    #[test]
    fn the_start_screen_has_four_lines() {
        let goal = huice_core::ir::Goal {
            id: "start".into(),
            label: "创业开店".into(),
            roles: vec![huice_core::ir::Role::Founder],
        };
        let index = Index {
            goals: vec![goal],
            ..Index::default()
        };
        let text = start(index, "某局", "试用").unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(text.contains("某局 提供") && text.contains("试用"));
        assert!(lines.iter().all(|line| line.starts_with('<')));
        assert!(text.contains("data-action=\"start\"") && text.contains("data-goal=\"start\""));
    }
}
