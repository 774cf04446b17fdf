//! Where, what for, on which day.

mod place;

#[cfg(not(target_arch = "wasm32"))]
pub use place::place;

use crate::components::fields::{date, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{button, lead, note, operator, paragraph};
use crate::components::text::clauses;
use crate::components::{Slot, Ui, flag};
use crate::screens::waiting;
use crate::state::goals::ALL;
use crate::state::{Action, Load, SessionAction, State};
use huice_zh::words;
use yew::prelude::*;

/// What is asked of nobody and goes nowhere.
const PRIVATE: &str = "只在这台设备上算，不上传，不用登录，不问身份证号。";

/// The screen.
pub fn start(ui: &Ui) -> Html {
    if let Some(place) = ui
        .state
        .session
        .picked()
        .filter(|place| place.pack.is_none())
    {
        return place::not_covered(ui, place);
    }
    let kept = ui.state.session.kept_before.as_ref();
    if let Some(kept) =
        kept.filter(|_| ui.state.session.index.get().is_some() && !ui.state.navigation.is_waiting())
    {
        return html! { <div class="wrap">{ super::keep::take_up(ui, kept) }</div> };
    }
    html! {
        <>
            <div class="op"><p class="wrap wide">{ operator(ui) }</p></div>
            <div class="wrap wide">
                <div class="cols">
                    { introduction(ui) }
                    <div class="formcol">
                        { linked(ui) }
                        if matches!(ui.state.session.index, Load::Busy) {
                            { waiting(ui) }
                        } else {
                            { form(ui) }
                        }
                    </div>
                </div>
            </div>
        </>
    }
}

/// What this is; on a wide screen also what it does with the answers.
pub fn introduction(ui: &Ui) -> Html {
    html! {
        <div class="lead-col">
            <h1 class="gap3" id="h" tabindex="-1">
                <span class="ph">{ "看看政策" }</span><span class="ph">{ "能帮您什么" }</span>
            </h1>
            <div class="deskonly">
                { lead("补贴、贷款、找工作的帮扶，答几步就知道。") }
                <p class="priv gap5">{ icon(icon::LOCK) }<span>{ clauses(PRIVATE) }</span></p>
                { paragraph("s soft gap4", &ui.state.site.notice) }
            </div>
        </div>
    }
}

/// What is asked at the start, and what happens with it.
pub fn form(ui: &Ui) -> Html {
    let state = ui.state;
    let failed = matches!(state.session.index, Load::Failed(_))
        || matches!(state.session.law, Load::Failed(_));
    html! {
        <>
            <form novalidate=true onsubmit={ui.submit(Action::Start)}>
                { place::place(ui) }
                { goals(ui) }
                if failed || state.navigation.is_waiting() {
                    { waiting(ui) }
                } else {
                    { go(state) }
                }
                { day(ui) }
            </form>
            <p class="priv phoneonly">{ icon(icon::LOCK) }<span>{ clauses(PRIVATE) }</span></p>
        </>
    }
}

/// What is missing before the questions can begin.
fn missing(state: &State) -> Option<&'static str> {
    match (
        state.session.place.is_some(),
        state.session.roles.is_empty(),
    ) {
        (false, true) => Some("先选地方，再选想办的事"),
        (false, false) => Some("先选地方"),
        (true, true) => Some("再选想办的事"),
        (true, false) => None,
    }
}

/// The way on. While something is missing it says what, and still takes the press.
fn go(state: &State) -> Html {
    let missing = missing(state);
    let words = if state.session.answers.is_empty() {
        "开始"
    } else {
        "接着答"
    };
    html! {
        <div class="btns one">
            <button class="btn tall" type="submit" data-action="start"
                aria-disabled={missing.map(|_| "true")}>
                <span>
                    { words }
                    <small>{ missing.map(clauses) }</small>
                </span>
            </button>
        </div>
    }
}

/// What a link brought, or why it cannot be opened.
fn linked(ui: &Ui) -> Html {
    if let Some(words) = ui.state.session.refused {
        return html! { <div role="alert">{ note("note wait gap4", icon::WARN, words) }</div> };
    }
    if ui.state.session.offer.is_none() {
        return Html::default();
    }
    html! {
        <div class="box pad gap4" role="alert">
            <p>{ clauses("这个链接里带着一份别人分享的回答。您这里已经填过，用哪一份？") }</p>
            <div class="btns">
                { button(ui, "btn", "take-link", Action::Take(true), "用链接里的") }
                { button(ui, "btn sec", "leave-link", Action::Take(false), "留着我填的") }
            </div>
        </div>
    }
}

/// Goals, several of which may be named.
fn goals(ui: &Ui) -> Html {
    let state = ui.state;
    let problem = state
        .form
        .wrong
        .as_deref()
        .filter(|_| state.session.place.is_some() && state.session.roles.is_empty());
    let tile = |at: usize, id: &str, label: &str, on: bool, action: SessionAction| {
        html! {
            <label class="tile">
                <input type="checkbox" id={format!("goal-{at}")} data-goal={id.to_owned()}
                    checked={on} aria-invalid={flag(problem.is_some())}
                    aria-describedby={problem.map(|_| "wrong")} onchange={ui.change(action)} />
                <span class="t">{ label }</span>
            </label>
        }
    };
    let each = state.session.goals().iter().enumerate().map(|(at, goal)| {
        let action = SessionAction::Goal(goal.id.clone());
        tile(
            at,
            &goal.id,
            &goal.label,
            state.session.wants(&goal.id),
            action,
        )
    });
    let count = state.session.goals().len();
    html! {
        <fieldset class="field">
            <legend class="lab">{ "您想办什么？" }<small>{ "可以选几样" }</small></legend>
            if problem.is_some() {
                <div role="alert">{ wrong(Slot::Day, problem) }</div>
            }
            <div class="tiles">
                { for each }
                { tile(count, ALL, "都想看看", state.session.wants_all(), SessionAction::EveryGoal) }
            </div>
        </fieldset>
    }
}

/// The day of calculation: a line, and selects where another day is wanted.
fn day(ui: &Ui) -> Html {
    let state = ui.state;
    let last = state.session.latest_day().year().saturating_add(10);
    let (before, after) = if state.session.as_of == state.session.today {
        ("按今天（", "）算")
    } else {
        ("按", "算")
    };
    let problem = state
        .form
        .wrong
        .as_deref()
        .filter(|_| missing(state).is_none());
    html! {
        <div class="gap3">
            <p class="s soft day">
                <span class="ph">
                    { before }
                    <span class="num" data-day={state.session.as_of.to_string()}>{ words::day(state.session.as_of) }</span>
                    { after }
                </span>
                <button class="lnk" type="button" data-action="change-day"
                    aria-expanded={flag(state.form.day.is_some())} onclick={ui.press(Action::DayOpen)}>
                    { if state.form.day.is_some() { "收起" } else { "换个日子" } }
                </button>
            </p>
            if let Some(draft) = &state.form.day {
                if problem.is_some() {
                    <div role="alert">{ wrong(Slot::Day, problem) }</div>
                }
                { date(ui, Slot::Day, draft, "day", (2015, last, last)) }
            }
        </div>
    }
}
