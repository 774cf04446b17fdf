//! What surrounds every screen: head, foot, the way back, the bar below.

use super::icon::{self, icon, sign};
use super::text::clauses;
use super::{Ui, flag};
use crate::state::{Action, DisplayAction, Size};
use huice_zh::words;
use yew::prelude::*;

/// The head: brand, the switch for large text, and how far the questions have come.
pub fn head(ui: &Ui, progress: Html) -> Html {
    let elder = ui.state.display.size == Size::Elder;
    html! {
        <header class="top">
            <div class="wrap wide">
                <a class="brand" href="#/">
                    { mark() }
                    { "惠策" }
                    <small>{ "就业创业政策计算" }</small>
                </a>
                <button class="tool" type="button" data-action="elder" aria-pressed={flag(elder)}
                    onclick={ui.press(DisplayAction::Elder)}>
                    { icon(icon::LETTERS) }
                    { "长辈版" }
                </button>
            </div>
            { progress }
        </header>
    }
}

/// The brand's sign: a table with columns.
fn mark() -> Html {
    let square = "M6 0h14a6 6 0 0 1 6 6v14a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z";
    let lines = "M5 10.5h16M9 5v16M17 5v16M7.5 7.4h3M15.5 7.4h3M7.5 14h3M7.5 18h3M15.5 18h3";
    html! {
        <svg class="mark" viewBox="0 0 26 26" aria-hidden="true">
            <path d={square} />
            <path class="ln" d={lines} />
        </svg>
    }
}

/// Who offers this, and that it is no office's approval.
pub fn operator(ui: &Ui) -> Html {
    clauses(&ui.state.site.line())
}

/// The foot: where else to go, and what this is not.
pub fn foot(ui: &Ui) -> Html {
    html! {
        <footer class="foot">
            <div class="wrap wide">
                <ul>
                    if ui.state.session.law().is_some() {
                        <li><a href="#/all">{ "全部政策" }</a></li>
                    }
                    <li><a href="#/display">{ "字号和颜色" }</a></li>
                    <li><a href="#/about">{ "怎么算的" }</a></li>
                </ul>
                <p>{ clauses(&format!("{}；给不给，以经办部门为准。", ui.state.site.line())) }</p>
            </div>
        </footer>
    }
}

/// A telephone number.
pub fn phone(number: &str) -> Html {
    html! { <a href={format!("tel:{number}")}>{ number }</a> }
}

/// The way back, and a word on the other side.
pub fn step(ui: &Ui, back: &'static str, side: Html) -> Html {
    html! {
        <div class="step">
            <button class="back" type="button" data-action="back" onclick={ui.press(Action::Back)}>
                { icon(icon::BACK) }
                { back }
            </button>
            <span>{ side }</span>
        </div>
    }
}

/// The heading of a screen, which takes the focus.
pub fn heading(words: &str) -> Html {
    html! { <h1 id="h" tabindex="-1">{ clauses(words) }</h1> }
}

/// What a screen begins with, below its heading.
pub fn lead(words: &str) -> Html {
    paragraph("lead", words)
}

/// Words, which break between their clauses.
pub fn paragraph(class: &'static str, words: &str) -> Html {
    html! { <p {class}>{ clauses(words) }</p> }
}

/// A screen of one column: the way back, a word on the other side, the heading, and what it shows.
pub fn column(ui: &Ui, side: Html, title: &str, inside: Html) -> Html {
    html! {
        <div class="wrap">
            { step(ui, "返回", side) }
            { heading(title) }
            { inside }
        </div>
    }
}

/// Place and day, as the word beside the way back.
pub fn where_and_when(ui: &Ui) -> Html {
    let name = ui
        .state
        .session
        .law()
        .map_or("", |law| law.place_name.as_str());
    clauses(&format!("{name}，{}算", words::day(ui.state.session.as_of)))
}

/// A bar that stays below while its screen is read, where there is room for one.
pub fn bar(inside: Html) -> Html {
    html! { <div class="bar"><div class="wrap wide">{ inside }</div></div> }
}

/// A line of information.
pub fn note(class: &'static str, path: &'static str, words: &str) -> Html {
    html! { <p {class}>{ icon(path) }<span>{ clauses(words) }</span></p> }
}

/// A part of an account, with its heading.
pub fn part(title: &str, inside: Html) -> Html {
    html! { <section class="part l"><h2>{ title }</h2>{ inside }</section> }
}

/// A part that opens in place.
pub fn more(title: &'static str, inside: Html) -> Html {
    html! {
        <details class="more">
            <summary>{ sign(icon::GO, "i turn") }{ title }</summary>
            { inside }
        </details>
    }
}

/// The heading of a group of cells, with words beside it.
pub fn group(name: &str, beside: &str) -> Html {
    html! { <div class="gh"><h2>{ clauses(name) }</h2><span class="soft">{ clauses(beside) }</span></div> }
}

/// A line with a name and a value.
pub fn pair(name: &str, value: &str) -> Html {
    html! { <div><dt>{ clauses(name) }</dt><dd>{ clauses(value) }</dd></div> }
}

/// A button.
pub fn button(
    ui: &Ui,
    class: &'static str,
    hook: &'static str,
    action: impl Into<Action>,
    inside: impl Into<Html>,
) -> Html {
    plain_button(class, hook, ui.press(action), inside.into())
}

fn plain_button(
    class: &'static str,
    hook: &'static str,
    onclick: Callback<MouseEvent>,
    inside: Html,
) -> Html {
    html! { <button {class} type="button" data-action={hook} {onclick}>{ inside }</button> }
}

/// A cell that leads elsewhere: a sign, what is there, a smaller line below.
pub fn link_row(path: &'static str, hook: &'static str, href: &'static str, words: &str) -> Html {
    html! {
        <li>
            <a class="row" {href} data-action={hook}>
                { icon(path) }
                <span class="k">{ clauses(words) }</span>
            </a>
        </li>
    }
}

/// The number to call, as a large button.
pub fn call(number: &str, beside: &str) -> Html {
    html! {
        <a class="call gap4" href={format!("tel:{number}")}>
            { icon(icon::PHONE) }
            <span><b>{ number }</b><small>{ clauses(beside) }</small></span>
        </a>
    }
}
