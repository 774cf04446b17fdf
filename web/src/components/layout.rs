//! What surrounds every screen: head, foot, the way back, the running bar.

use super::icon::{self, icon, sign};
use super::text::clauses;
use super::{Ui, flag};
use crate::labels;
use crate::state::{Action, Display, Size};
use huice_core::{Decimal, words};
use yew::prelude::*;

/// The head: brand, the switch for large text, and how far the questions have come.
pub fn head(ui: &Ui, progress: Html) -> Html {
    let elder = ui.state.display.size == Size::Elder;
    let switched = Display {
        size: if elder { Size::Normal } else { Size::Elder },
        ..ui.state.display
    };
    html! {
        <header class="top">
            <div class="wrap">
                <a class="brand" href="#/">
                    { mark() }
                    { "惠策" }
                    <small>{ "就业创业政策计算" }</small>
                </a>
                <button class="tool" type="button" data-action="elder" aria-pressed={flag(elder)}
                    onclick={ui.press(Action::Look(switched))}>
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

/// The foot: where else to go, and what this is not.
pub fn foot(ui: &Ui) -> Html {
    let law = ui.state.law();
    let checked = law.and_then(|law| law.documents.iter().map(|d| d.checked).max());
    html! {
        <footer class="foot">
            <div class="wrap">
                <ul>
                    if law.is_some() {
                        <li><a href="#/all">{ "全部政策" }</a></li>
                    }
                    <li><a href="#/display">{ "字号与颜色" }</a></li>
                    <li><a href="#/about">{ "怎么算的" }</a></li>
                </ul>
                <p>
                    { "结果按文件条文推算，不是审批决定。" }
                    <span class="ph">{ "有疑问，打 " }{ phone("tel:12333", "12333") }{ "。" }</span>
                </p>
                if let Some(day) = checked {
                    <p>{ "规则核对到 " }{ words::day(day) }</p>
                }
            </div>
        </footer>
    }
}

/// A telephone number.
pub fn phone(href: &'static str, number: &'static str) -> Html {
    html! { <a {href}>{ number }</a> }
}

/// The way back, and a word on the other side.
pub fn step(ui: &Ui, back: &'static str, side: Html) -> Html {
    html! {
        <div class="step">
            <button class="back" type="button" data-action="back" onclick={ui.press(Action::Back)}>
                { icon(icon::BACK) }
                { back }
            </button>
            <span class="s soft">{ side }</span>
        </div>
    }
}

/// The heading of a screen, which takes the focus.
pub fn heading(words: &str) -> Html {
    html! { <h1 id="h" tabindex="-1">{ clauses(words) }</h1> }
}

/// Place and day, as the word beside the way back.
pub fn where_and_when(ui: &Ui) -> Html {
    let name = ui.state.law().map_or("", |law| law.place_name.as_str());
    html! {
        <span>
            <span class="x">{ name }{ " · " }</span>
            <span class="nb">{ words::day(ui.state.as_of) }</span>
        </span>
    }
}

/// The running bar: what is certain by now, and the way to the results.
pub fn bar(ui: &Ui) -> Html {
    let Some(view) = &ui.state.view else {
        return Html::default();
    };
    let gain = ui.state.gain;
    html! {
        <section class="rbar" aria-label="到现在的结果">
            <div class="wrap">
                <div class="k" role="status">
                    <span class="cap">{ "现在能确定" }</span>
                    <b><span class="num">{ labels::sum(view.own.certain) }</span><small>{ "元" }</small></b>
                    if gain > Decimal::ZERO {
                        <span class="up">{ "+" }{ labels::sum(gain) }</span>
                    }
                    <span class="cap">
                        { "已算清 " }{ view.summary.settled }
                        { " 项，共 " }{ view.summary.total }{ " 项" }
                    </span>
                </div>
                <a class="btn sec" data-action="results" href="#/results">{ "看结果" }</a>
            </div>
        </section>
    }
}

/// A line of information.
pub fn note(class: &'static str, path: &'static str, words: &str) -> Html {
    html! { <p {class}>{ icon(path) }<span>{ words }</span></p> }
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
    html! { <div class="gh"><h2>{ name }</h2><span class="soft">{ beside }</span></div> }
}

/// A line with a name and a value.
pub fn pair(name: &str, value: &str) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// A button.
pub fn button(
    ui: &Ui,
    class: &'static str,
    hook: &'static str,
    action: Action,
    inside: impl Into<Html>,
) -> Html {
    html! {
        <button {class} type="button" data-action={hook} onclick={ui.press(action)}>
            { inside.into() }
        </button>
    }
}
