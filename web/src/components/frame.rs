//! What surrounds every screen: head, foot, the way back, the running bar.

use super::Ui;
use super::icon::{self, icon, sign};
use crate::route::Screen;
use crate::say;
use crate::state::{Action, Display, Size};
use huice_core::Decimal;
use yew::prelude::*;

/// The head: brand, and the switch for large text.
#[must_use]
pub fn head(ui: &Ui) -> Html {
    let elder = ui.state.display.size == Size::Elder;
    let size = if elder { Size::Normal } else { Size::Elder };
    let switch = Action::Look(Display { size, ..ui.state.display });
    html! {
        <header class="top"><div class="wrap">
            <a class="brand" href="#/">
                <svg class="mark" viewBox="0 0 26 26" aria-hidden="true">
                    <rect width="26" height="26" rx="6"/>
                    <path d="M5 10.5h16M9 5v16M17 5v16M7.5 7.4h3M15.5 7.4h3M7.5 14h3M7.5 18h3M15.5 18h3"/>
                </svg>
                {"惠策"}<small>{"就业创业政策计算"}</small>
            </a>
            <button class="tool" type="button" data-action="elder" aria-pressed={flag(elder)} onclick={ui.act(switch)}>
                { icon(icon::LETTERS) }{"长辈版"}
            </button>
        </div></header>
    }
}

/// The foot: where else to go, and what this is not.
#[must_use]
pub fn foot(ui: &Ui) -> Html {
    let checked = ui.state.law().and_then(|law| law.documents.iter().map(|d| d.checked).max());
    html! {
        <footer class="foot"><div class="wrap">
            <ul>
                if ui.state.law().is_some() { <li><a href="#/all">{"全部政策"}</a></li> }
                <li><a href="#/display">{"字号与颜色"}</a></li>
                <li><a href="#/about">{"怎么算的"}</a></li>
            </ul>
            <p>{"结果按文件条文推算，不是审批决定。"}<span class="ph">{"有疑问，打 "}<a href="tel:12333">{"12333"}</a>{"。"}</span></p>
            if let Some(day) = checked { <p>{"规则核对到 "}{huice_core::words::day(day)}</p> }
        </div></footer>
    }
}

/// The way back, and a word on the other side.
#[must_use]
pub fn step(ui: &Ui, back: &'static str, side: Html) -> Html {
    html! {
        <div class="step">
            <button class="back" type="button" data-action="back" onclick={ui.act(Action::Back)}>
                { icon(icon::BACK) }{back}
            </button>
            <span class="s soft">{side}</span>
        </div>
    }
}

/// Place and day, as the word beside the way back.
#[must_use]
pub fn where_and_when(ui: &Ui) -> Html {
    let name = ui.state.law().map_or("", |law| law.place_name.as_str());
    html! { <><span class="x">{name}{" · "}</span><span class="nb">{huice_core::words::day(ui.state.as_of)}</span></> }
}

/// The running bar: what is certain by now, and the way to the results.
#[must_use]
pub fn bar(ui: &Ui) -> Html {
    let Some(view) = &ui.state.view else { return Html::default() };
    let summary = &view.summary;
    let gain = ui.state.gain;
    html! {
        <div class="rbar"><div class="wrap">
            <div class="k" role="status">
                <span class="cap">{"现在能确定"}</span>
                <b><span class="num">{say::sum(summary.certain)}</span><small>{"元"}</small></b>
                if gain > Decimal::ZERO { <span class="up">{"+"}{say::sum(gain)}</span> }
                <span class="cap">{"已算清 "}{summary.settled}{" 项，共 "}{summary.total}{" 项"}</span>
            </div>
            <a class="btn sec" data-action="results" href={Screen::Results.hash(None)}>{"看结果"}</a>
        </div></div>
    }
}

/// A line of information.
#[must_use]
pub fn note(class: &'static str, path: &'static str, words: Html) -> Html {
    html! { <p class={class}>{ icon(path) }<span>{words}</span></p> }
}

/// A part that opens in place.
#[must_use]
pub fn more(title: &'static str, inside: Html) -> Html {
    html! {
        <details class="more">
            <summary>{ sign(icon::GO, "i turn") }{title}</summary>
            <div class="in">{inside}</div>
        </details>
    }
}

/// A truth as an attribute.
#[must_use]
pub fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
