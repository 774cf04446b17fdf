//! The screens. Each is a plain function from the state to markup.

mod about;
mod ask;
mod card;
mod catalogue;
mod gallery;
mod keep;
mod loan;
mod notices;
mod paper;
mod picture;
mod plan;
mod results;
mod review;
mod share;
mod start;
mod text;

#[cfg(not(target_arch = "wasm32"))]
pub use ask::first_question;
#[cfg(not(target_arch = "wasm32"))]
pub use start::{form, introduction, place};

use crate::components::Ui;
use crate::components::layout::{foot, head, lead};
use crate::results::Results;
use crate::route::Screen;
use crate::screens::notices::{notices, trouble};
use crate::state::{Load, State};
use huice_core::CompiledLaw;
use yew::prelude::*;

/// The whole page.
pub fn page(ui: &Ui) -> Html {
    let state = ui.state;
    // What would be pushed down a moment later is not shown yet.
    let ends = !matches!(state.session.index, Load::Busy);
    // A screen of its own is an element of its own: nothing of the one before stays in a field.
    let key = state.hash();
    html! {
        <>
            { head(ui, progress(ui)) }
            { notices(ui) }
            <main id="main" tabindex="-1" data-fresh={state.navigation.fresh.then_some("")} {key}>{ screen(ui) }</main>
            if ends {
                { foot(ui) }
            }
        </>
    }
}

fn screen(ui: &Ui) -> Html {
    match ui.state.navigation.screen {
        Screen::Start if ui.state.navigation.is_resuming() => wait(ui),
        // Only in the program of `trunk serve`: no address leads there in any other.
        Screen::Gallery if cfg!(debug_assertions) => gallery::gallery(ui),
        Screen::Start | Screen::Gallery => start::start(ui),
        Screen::Keep => keep::keep(ui),
        Screen::About => about::about(ui),
        Screen::Display => about::display(ui),
        screen @ (Screen::Ask(..)
        | Screen::Results
        | Screen::Review
        | Screen::Catalogue
        | Screen::Card(_)
        | Screen::Print
        | Screen::Picture
        | Screen::Plan
        | Screen::Loan
        | Screen::Text
        | Screen::Share
        | Screen::LinkDiff) => match (ui.state.session.law(), &ui.state.results.view) {
            (Some(law), Some(view)) => of_the_law(ui, law, view, screen),
            (Some(_) | None, _) => wait(ui),
        },
    }
}

/// A screen that shows the law of a place, and what follows from the answers.
fn of_the_law(ui: &Ui, law: &CompiledLaw, view: &Results, screen: Screen) -> Html {
    match screen {
        Screen::Ask(fact, then) => ask::ask(ui, law, fact, then),
        Screen::Review => review::review(ui, law),
        Screen::Catalogue => catalogue::catalogue(ui, law, view),
        Screen::Card(at) => card::card(ui, law, view, at),
        Screen::Print => paper::paper(ui, law, view),
        Screen::Picture => picture::picture(ui),
        Screen::Plan => plan::plan(ui, law, view),
        Screen::Loan => loan::loan(ui, law),
        Screen::Text => text::text(ui),
        Screen::Share => share::share(ui),
        Screen::LinkDiff => share::link_diff(ui, law, view),
        Screen::Results
        | Screen::Start
        | Screen::Gallery
        | Screen::Keep
        | Screen::About
        | Screen::Display => results::results(ui, law, view),
    }
}

/// While the law is on its way, or where it did not come.
fn wait(ui: &Ui) -> Html {
    html! { <div class="wrap">{ waiting(ui) }</div> }
}

fn progress(ui: &Ui) -> Html {
    let (Screen::Ask(..), Some(view)) = (ui.state.navigation.screen, &ui.state.results.view) else {
        return Html::default();
    };
    let left = view.question.as_ref().map_or(0, |q| q.at_most);
    progress_bar(ui.state.session.trail.len(), left)
}

/// How many questions are answered, and how many may come.
pub fn progress_bar(done: usize, left: usize) -> Html {
    html! {
        <progress class="prog" aria-label="答题进度" max={(done + left).max(1).to_string()}
            value={done.to_string()} />
    }
}

/// The page's title.
#[must_use]
pub fn title(state: &State) -> String {
    let name = match state.navigation.screen {
        Screen::Start => "开始",
        Screen::Ask(id, then) => state.session.fact(id).map_or("问题", |fact| {
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
            .session
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
        Screen::Keep => "存下来",
        Screen::LinkDiff => "变了什么",
        Screen::About => "怎么算的",
        Screen::Display => "字号与颜色",
    };
    format!("{name} · 惠策")
}

/// What stands where the law is not here yet, or did not come.
pub fn waiting(ui: &Ui) -> Html {
    match (&ui.state.session.index, &ui.state.session.law) {
        (Load::Failed(why), _) | (_, Load::Failed(why)) => trouble(ui, why),
        (Load::Idle | Load::Busy | Load::Ready(_), Load::Idle | Load::Busy | Load::Ready(_)) => {
            html! {
                <div class="mid" role="status">
                    <div class="spin"></div>
                    { lead("正在取政策，请稍等") }
                </div>
            }
        }
    }
}
