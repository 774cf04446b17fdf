//! The screens. Each is a plain function from the state to markup.

mod about;
mod ask;
mod card;
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

#[cfg(not(target_arch = "wasm32"))]
pub use start::form;

use crate::FULL;
use crate::components::Ui;
use crate::components::layout::{button, foot, head, phone};
use crate::route::Screen;
use crate::state::{Action, Load, State};
use yew::prelude::*;

/// The whole page.
pub fn page(ui: &Ui) -> Html {
    let state = ui.state;
    // What would be pushed down a moment later is not shown yet.
    let ends = !matches!(state.index, Load::Busy);
    // A screen of its own is an element of its own: nothing of the one before stays in a field.
    let key = state.screen.hash(state.law().map(|law| law.law()));
    html! {
        <>
            { head(ui, progress(ui)) }
            { later(ui) }
            <main id="main" {key}>{ screen(ui) }</main>
            if ends {
                { foot(ui) }
            }
        </>
    }
}

fn screen(ui: &Ui) -> Html {
    match ui.state.screen {
        Screen::Start if ui.state.is_resuming() => {
            html! { <div class="wrap">{ waiting(ui) }</div> }
        }
        Screen::Ask(fact, then) => ask::ask(ui, fact, then),
        Screen::Results => results::results(ui),
        Screen::Review => review::review(ui),
        Screen::Catalogue if FULL => catalogue::catalogue(ui),
        Screen::Card(at) if FULL => card::card(ui, at),
        Screen::Print if FULL => paper::paper(ui),
        Screen::Picture if FULL => picture::picture(ui),
        Screen::Gallery if FULL => gallery::gallery(ui),
        Screen::Plan if FULL => plan::plan(ui),
        Screen::Loan if FULL => loan::loan(ui),
        Screen::Text if FULL => text::text(ui),
        Screen::Share if FULL => share::share(ui),
        Screen::LinkDiff if FULL => share::link_diff(ui),
        Screen::About if FULL => about::about(ui),
        Screen::Display if FULL => about::display(ui),
        Screen::Start
        | Screen::Catalogue
        | Screen::Card(_)
        | Screen::Print
        | Screen::Picture
        | Screen::Gallery
        | Screen::Plan
        | Screen::Loan
        | Screen::Text
        | Screen::Share
        | Screen::LinkDiff
        | Screen::About
        | Screen::Display => start::start(ui),
    }
}

/// A screen that is on its way, or did not come.
fn later(ui: &Ui) -> Html {
    let Some(later) = &ui.state.later else {
        return Html::default();
    };
    html! {
        <div class="wrap" role="status">
            if let Some(why) = &later.why {
                <div class="box pad gap4">
                    <p id="later" tabindex="-1">
                        { "这一页没能打开：网络断了，或者太慢。您填的内容都还在。" }
                    </p>
                    <a class="btn gap3" data-action="later" href={later.hash.clone()}>{ "再试一次" }</a>
                    <p class="xs soft gap3">{ "给技术人员：" }{ why }</p>
                </div>
            } else {
                <p class="hint">{ "正在打开，请稍等" }</p>
            }
        </div>
    }
}

fn progress(ui: &Ui) -> Html {
    let (Screen::Ask(..), Some(view)) = (ui.state.screen, &ui.state.view) else {
        return Html::default();
    };
    let done = ui.state.trail.len();
    let left = view.question.as_ref().map_or(0, |q| q.at_most);
    html! {
        <progress class="prog" aria-label="答题进度" max={(done + left).max(1).to_string()}
            value={done.to_string()} />
    }
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
        Screen::Card(at) => state
            .law()
            .and_then(|law| law.instruments.get(usize::from(at)))
            .map_or("政策", crate::components::card::everyday),
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
pub fn waiting(ui: &Ui) -> Html {
    match (&ui.state.index, &ui.state.law) {
        (Load::Failed(why), _) | (_, Load::Failed(why)) => failed(ui, why),
        (Load::Idle | Load::Busy | Load::Ready(_), Load::Idle | Load::Busy | Load::Ready(_)) => {
            html! {
                <div class="mid" role="status">
                    <div class="spin"></div>
                    <p class="lead">{ "正在取政策，请稍等" }</p>
                </div>
            }
        }
    }
}

fn failed(ui: &Ui, why: &str) -> Html {
    html! {
        <div class="box pad gap4" role="alert">
            <h2>{ "政策没能取回来" }</h2>
            <p class="lead">{ "网络断了，或者太慢。您填的内容还在。" }</p>
            <div class="btns one">{ button(ui, "btn", "retry", Action::Retry, "再试一次") }</div>
            <a class="lnk" href="pages/index.html">{ "不计算，直接看政策说明" }</a>
            <p class="lead">
                { "也可以打 " }{ phone("12333") }
                { "（人社咨询）或 " }{ phone("12345") }{ "。" }
            </p>
            <p class="xs soft gap3">{ "给技术人员：" }{ why }</p>
        </div>
    }
}
