//! The screens. Each is a plain function from the state to markup.

mod about;
mod ask;
mod catalogue;
mod results;
mod review;
mod start;
mod text;

use crate::components::Ui;
use crate::components::frame::{bar, foot, head};
use crate::route::Screen;
use crate::state::{Load, State};
use yew::prelude::*;

/// The whole page.
#[must_use]
pub fn page(ui: &Ui) -> Html {
    let (screen, bar) = match ui.state.screen {
        Screen::Start => (start::start(ui), Html::default()),
        Screen::Ask(fact, then) => (ask::ask(ui, fact, then), bar(ui)),
        Screen::Results => (results::results(ui), Html::default()),
        Screen::Review => (review::review(ui), Html::default()),
        Screen::Catalogue => (catalogue::catalogue(ui), Html::default()),
        Screen::Text => (text::text(ui), Html::default()),
        Screen::About => (about::about(ui), Html::default()),
        Screen::Display => (about::display(ui), Html::default()),
    };
    let foot = match ui.state.screen {
        Screen::Ask(..) => Html::default(),
        Screen::Start
        | Screen::Results
        | Screen::Review
        | Screen::Catalogue
        | Screen::Text
        | Screen::About
        | Screen::Display => foot(ui),
    };
    html! {
        <>
        { head(ui) }
        { progress(ui) }
        <main id="main" key={ui.state.screen.hash(ui.state.law().map(std::rc::Rc::as_ref))}>{ screen }</main>
        { bar }
        { foot }
        </>
    }
}

fn progress(ui: &Ui) -> Html {
    let (Screen::Ask(..), Some(view)) = (ui.state.screen, &ui.state.view) else {
        return Html::default();
    };
    let done = ui.state.trail.len();
    let left = view.question.as_ref().map_or(0, |q| q.at_most);
    html! {
        <progress class="prog" aria-label="答题进度" max={(done + left).max(1).to_string()} value={done.to_string()}/>
    }
}

/// The page's title.
#[must_use]
pub fn title(state: &State) -> String {
    let name = match state.screen {
        Screen::Start => "开始",
        Screen::Ask(fact, _) => state.fact(fact).map_or("问题", |fact| fact.ask.as_str()),
        Screen::Results => "您的结果",
        Screen::Review => "核对回答",
        Screen::Catalogue => "全部政策",
        Screen::Text => "文字版结果",
        Screen::About => "怎么算的",
        Screen::Display => "字号与颜色",
    };
    format!("{name} · 惠策")
}

/// What stands where the law is not here yet, or did not come.
#[must_use]
pub fn waiting(ui: &Ui) -> Html {
    let failed = match (&ui.state.index, &ui.state.law) {
        (Load::Failed(why), _) | (_, Load::Failed(why)) => Some(why.clone()),
        (Load::Idle | Load::Busy | Load::Ready(_), Load::Idle | Load::Busy | Load::Ready(_)) => None,
    };
    match failed {
        Some(why) => html! {
            <div class="box pad gap4" role="alert">
                <h2>{"政策没能取回来"}</h2>
                <p class="lead">{"网络断了，或者太慢。您填的内容还在。"}</p>
                <div class="btns one"><button class="btn" type="button" data-action="retry" onclick={ui.act(crate::state::Action::Retry)}>{"再试一次"}</button></div>
                <p class="lead">{"也可以打 "}<a href="tel:12333">{"12333"}</a>{"（人社咨询）或 "}<a href="tel:12345">{"12345"}</a>{"。"}</p>
                <p class="xs soft gap3">{"给技术人员："}{why}</p>
            </div>
        },
        None => html! {
            <div class="mid" role="status"><div class="spin"></div><p class="lead">{"正在取政策，请稍等"}</p></div>
        },
    }
}
