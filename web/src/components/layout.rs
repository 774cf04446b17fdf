//! What surrounds every screen: head, foot, the way back, the running bar.

use super::Ui;
use super::icon::{self, icon, sign};
use super::tag::{Tag, el, tag};
use crate::labels;
use crate::state::{Action, Display, Size};
use huice_core::{Decimal, words};
use yew::prelude::*;

/// The head: brand, the switch for large text, and how far the questions have come.
pub fn head(ui: &Ui, progress: Html) -> Html {
    let elder = ui.state.display.size == Size::Elder;
    let size = if elder { Size::Normal } else { Size::Elder };
    let mark = el("svg.mark|viewBox=0 0 26 26|aria-hidden=true")
        .put(el(
            "path|d=M6 0h14a6 6 0 0 1 6 6v14a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z",
        ))
        .put(el(
            "path.ln|d=M5 10.5h16M9 5v16M17 5v16M7.5 7.4h3M15.5 7.4h3M7.5 14h3M7.5 18h3M15.5 18h3",
        ));
    let brand = el("a.brand|href=#/")
        .put(mark)
        .say("惠策")
        .put(el("small>就业创业政策计算"));
    let switch = el("button.tool|type=button|data-action=elder")
        .flag("aria-pressed", elder)
        .click(
            ui,
            Action::Look(Display {
                size,
                ..ui.state.display
            }),
        )
        .put(icon(icon::LETTERS))
        .say("长辈版");
    el("header.top")
        .put(el("div.wrap").put(brand).put(switch))
        .add(progress)
        .html()
}

/// The foot: where else to go, and what this is not.
pub fn foot(ui: &Ui) -> Html {
    let law = ui.state.law();
    let checked = law.and_then(|law| law.documents.iter().map(|d| d.checked).max());
    let link = |href, words| el("li").put(el("a").at("href", href).say(words));
    let list = el("ul")
        .maybe(law.map(|_| link("#/all", "全部政策")))
        .put(link("#/display", "字号与颜色"))
        .put(link("#/about", "怎么算的"));
    let office = el("span.ph>有疑问，打 ")
        .put(phone("tel:12333", "12333"))
        .say("。");
    let inside = el("div.wrap")
        .put(list)
        .put(el("p>结果按文件条文推算，不是审批决定。").put(office))
        .maybe(checked.map(|day| el("p>规则核对到 ").words(words::day(day))));
    el("footer.foot").put(inside).html()
}

/// A telephone number.
#[must_use]
pub fn phone(href: &'static str, number: &'static str) -> Tag {
    el("a").at("href", href).say(number)
}

/// The way back, and a word on the other side.
#[must_use]
pub fn step(ui: &Ui, back: &'static str, side: Tag) -> Tag {
    let back = el("button.back|type=button|data-action=back")
        .click(ui, Action::Back)
        .put(icon(icon::BACK))
        .say(back);
    el("div.step").put(back).put(el("span.s soft").put(side))
}

/// The heading of a screen, which takes the focus.
#[must_use]
pub fn heading(words: &str) -> Tag {
    el("h1|id=h|tabindex=-1").clauses(words)
}

/// Place and day, as the word beside the way back.
#[must_use]
pub fn where_and_when(ui: &Ui) -> Tag {
    let name = ui.state.law().map_or("", |law| law.place_name.as_str());
    el("span")
        .put(el("span.x").text(name).say(" · "))
        .put(el("span.nb").words(words::day(ui.state.as_of)))
}

/// The running bar: what is certain by now, and the way to the results.
pub fn bar(ui: &Ui) -> Html {
    let Some(view) = &ui.state.view else {
        return Html::default();
    };
    let gain = ui.state.gain;
    let up = (gain > Decimal::ZERO).then(|| el("span.up>+").words(labels::sum(gain)));
    let sum = el("b")
        .put(el("span.num").words(labels::sum(view.own.certain)))
        .put(el("small>元"));
    let settled = el("span.cap>已算清 ")
        .count(view.summary.settled)
        .say(" 项，共 ")
        .count(view.summary.total)
        .say(" 项");
    let told = el("div.k|role=status")
        .put(el("span.cap>现在能确定"))
        .put(sum)
        .maybe(up)
        .put(settled);
    let go = el("a.btn sec|data-action=results|href=#/results>看结果");
    el("section.rbar|aria-label=到现在的结果")
        .put(el("div.wrap").put(told).put(go))
        .html()
}

/// A line of information.
#[must_use]
pub fn note(class: &'static str, path: &'static str, words: &str) -> Tag {
    tag("p", class).put(icon(path)).put(el("span").text(words))
}

/// A part that opens in place.
#[must_use]
pub fn more(title: &'static str, inside: Tag) -> Tag {
    el("details.more")
        .put(el("summary").put(sign(icon::GO, "i turn")).say(title))
        .put(inside)
}

/// The heading of a group of cells, with words beside it.
#[must_use]
pub fn group(name: &str, beside: &str) -> Tag {
    el("div.gh")
        .put(el("h2").text(name))
        .put(el("span.soft").text(beside))
}

/// A line with a name and a value.
#[must_use]
pub fn pair(name: &str, value: &str) -> Tag {
    el("div").put(el("dt").text(name)).put(el("dd").text(value))
}

/// A button.
#[must_use]
pub fn button(ui: &Ui, class: &'static str, hook: &'static str, action: Action) -> Tag {
    tag("button", class)
        .at("type", "button")
        .at("data-action", hook)
        .click(ui, action)
}
