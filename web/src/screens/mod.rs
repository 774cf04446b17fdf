//! The screens. Each is a plain function from the state to markup.

mod about;
mod ask;
mod catalogue;
mod gallery;
mod loan;
mod paper;
mod picture;
mod plan;
mod results;
mod review;
mod share;
mod start;
mod text;

pub use start::form;

use crate::components::Ui;
use crate::components::layout::{bar, button, foot, head, phone};
use crate::components::tag::{Tag, el};
use crate::route::Screen;
use crate::state::{Action, Load, State};
use yew::prelude::*;
use yew::virtual_dom::VList;

/// The whole page.
pub fn page(ui: &Ui) -> Html {
    let state = ui.state;
    let asks = matches!(state.screen, Screen::Ask(..));
    // A screen of its own is an element of its own: nothing of the one before stays in a field.
    let key = state.screen.hash(state.law().map(|law| law.law()));
    let screens = VList::with_children(vec![screen(ui).key(&key).html()], None);
    let main = el("main|id=main").add(screens.into()).html();
    let (bar, foot) = if asks {
        (bar(ui), Html::default())
    } else if matches!(state.index, Load::Busy) {
        // What would be pushed down a moment later is not shown yet.
        (Html::default(), Html::default())
    } else {
        (Html::default(), foot(ui))
    };
    VList::with_children(vec![head(ui, progress(ui)), main, bar, foot], None).into()
}

fn screen(ui: &Ui) -> Tag {
    match ui.state.screen {
        Screen::Start if ui.state.is_resuming() => el("div.wrap").put(waiting(ui)),
        Screen::Ask(fact, then) => ask::ask(ui, fact, then),
        Screen::Results => results::results(ui),
        Screen::Review => review::review(ui),
        Screen::Catalogue => catalogue::catalogue(ui),
        Screen::Counterfactuals(at) => results::counterfactuals(ui, at),
        Screen::Print => paper::paper(ui),
        Screen::Picture => picture::picture(ui),
        Screen::Gallery => gallery::gallery(ui),
        Screen::Plan => plan::plan(ui),
        Screen::Loan => loan::loan(ui),
        Screen::Text => text::text(ui),
        Screen::Share => share::share(ui),
        Screen::LinkDiff => share::link_diff(ui),
        Screen::About => about::about(ui),
        Screen::Display => about::display(ui),
        Screen::Start => start::start(ui),
    }
}

fn progress(ui: &Ui) -> Html {
    let (Screen::Ask(..), Some(view)) = (ui.state.screen, &ui.state.view) else {
        return Html::default();
    };
    let done = ui.state.trail.len();
    let left = view.question.as_ref().map_or(0, |q| q.at_most);
    el("progress.prog|aria-label=答题进度")
        .made("max", (done + left).max(1).to_string())
        .made("value", done.to_string())
        .html()
}

/// The page's title.
#[must_use]
pub fn title(state: &State) -> String {
    let name = match state.screen {
        Screen::Start => "开始",
        Screen::Ask(id, then) => state.fact(id).map_or("问题", |fact| {
            if state.page(id, then).len() > 1 {
                &fact.list
            } else {
                &fact.ask
            }
        }),
        Screen::Results => "您的结果",
        Screen::Review => "核对回答",
        Screen::Catalogue => "全部政策",
        Screen::Counterfactuals(_) => "怎样能办成",
        Screen::Print => "打印",
        Screen::Picture => "存成图片",
        Screen::Gallery => "部件",
        Screen::Plan => "三年怎么拿",
        Screen::Loan => "贷款和贴息",
        Screen::Text => "文字版结果",
        Screen::Share => "分享",
        Screen::LinkDiff => "变了什么",
        Screen::About => "怎么算的",
        Screen::Display => "字号与颜色",
    };
    format!("{name} · 惠策")
}

/// What stands where the law is not here yet, or did not come.
#[must_use]
pub fn waiting(ui: &Ui) -> Tag {
    let why = match (&ui.state.index, &ui.state.law) {
        (Load::Failed(why), _) | (_, Load::Failed(why)) => why,
        (Load::Idle | Load::Busy | Load::Ready(_), Load::Idle | Load::Busy | Load::Ready(_)) => {
            return el("div.mid|role=status")
                .put(el("div.spin"))
                .put(el("p.lead>正在取政策，请稍等"));
        }
    };
    let call = el("p.lead>也可以打 ")
        .put(phone("tel:12333", "12333"))
        .say("（人社咨询）或 ")
        .put(phone("tel:12345", "12345"))
        .say("。");
    el("div.box pad gap4|role=alert")
        .put(el("h2>政策没能取回来"))
        .put(el("p.lead>网络断了，或者太慢。您填的内容还在。"))
        .put(el("div.btns one").put(button(ui, "btn", "retry", Action::Retry).say("再试一次")))
        .put(el("a.lnk|href=pages/index.html>不计算，直接看政策说明"))
        .put(call)
        .put(el("p.xs soft gap3>给技术人员：").text(why))
}
