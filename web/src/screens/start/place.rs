//! The place: searched, picked, or not covered.

use crate::components::fields::wrong;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, call, group, heading, paragraph};
use crate::components::text::clauses;
use crate::components::{Slot, Ui, flag};
use crate::embed::Limits;
use crate::places::{full_name, has_districts, search, short, short_name, widest_covered};
use crate::state::{Action, Load};
use huice_core::text::joined;
use huice_pack::{Index, IndexPlace};
use yew::prelude::*;

/// The field for the place, and what is offered; or the place that was picked.
pub fn place(ui: &Ui) -> Html {
    let state = ui.state;
    let Some(index) = state.session.index.get() else {
        return html! { <div class="field">{ search_field(ui, "正在取地名") }</div> };
    };
    match state.session.picked() {
        Some(place) => return picked(ui, index, place),
        // A link or a kept session names it; the index of its province is on its way.
        None if state.session.place.is_some() => {
            return html! { <div class="field">{ search_field(ui, "正在取地名") }</div> };
        }
        None => {}
    }
    let limited = state.limits.as_ref().is_some_and(Limits::names_places);
    let found = search(index, &state.form.search, limited, &|code| {
        state.offers(code)
    });
    html! {
        <div class="field">
            { search_field(ui, "填区县或城市名") }
            if state.form.search.is_empty() && !limited {
                <div class="chips">{ for found.into_iter().map(|p| chip(ui, index, p)) }</div>
            } else {
                { offers(ui, index, &found) }
            }
        </div>
    }
}

fn search_field(ui: &Ui, placeholder: &'static str) -> Html {
    let state = ui.state;
    let problem = state
        .form
        .wrong
        .as_deref()
        .filter(|_| state.session.place.is_none());
    html! {
        <>
            <label for="place">{ "您在哪里？" }</label>
            if problem.is_some() {
                <div role="alert">{ wrong(Slot::Day, problem) }</div>
            }
            <div class="inp">
                { icon(icon::FIND) }
                <input id="place" name="place" autocomplete="off" {placeholder}
                    aria-invalid={flag(problem.is_some())} aria-describedby="wrong"
                    value={state.form.search.clone()} oninput={ui.typed(Action::Search)} />
            </div>
        </>
    }
}

/// A place that many come from. The loader fetches its law when it is chosen before the program is
/// here.
fn chip(ui: &Ui, index: &Index, place: &IndexPlace) -> Html {
    html! {
        <button type="button" data-place={place.code.clone()}
            data-law={joined(&place.addresses("law/"), " ")}
            onclick={ui.press(Action::Pick(place.code.clone()))}>
            { short_name(index, place) }
        </button>
    }
}

/// The places that may be meant, and what to do where none is.
fn offers(ui: &Ui, index: &Index, found: &[&IndexPlace]) -> Html {
    let hint = match &ui.state.session.names {
        Load::Busy => "正在取别处的地名",
        Load::Failed(_) => "别处的地名没有取到，联网后再填一次。",
        Load::Idle | Load::Ready(_) if found.is_empty() => "没有找到这个地方。换个写法试试。",
        Load::Idle | Load::Ready(_) => "",
    };
    html! {
        <>
            <p class="hint" role="status">{ clauses(hint) }</p>
            if found.is_empty() {
                { unknown(ui) }
            } else {
                <ul class="box places">{ for found.iter().map(|p| offered(ui, index, p)) }</ul>
            }
        </>
    }
}

/// A name that no place here has: it may be one whose documents are missing. Whom to call, and what
/// there is.
fn unknown(ui: &Ui) -> Html {
    if !matches!(ui.state.session.names, Load::Idle | Load::Ready(_)) {
        return Html::default();
    }
    html! {
        <>
            { paragraph("gap3", "还找不到，就是那里的文件还没收进来，所以算不了；不是那里没有政策。") }
            { instead(ui, "12333", "打电话问当地的政策") }
        </>
    }
}

/// What helps where nothing can be computed: the number to call, and the places that are covered.
fn instead(ui: &Ui, number: &str, ask: &str) -> Html {
    let Some(index) = ui.state.session.index.get() else {
        return call(number, ask);
    };
    let covered = widest_covered(index).into_iter();
    let offered_here = covered.filter(|place| ui.state.offers(&place.code));
    html! {
        <>
            { call(number, ask) }
            { group("收了这些地方", "") }
            <ul class="box">
                { for offered_here.map(|place| offered(ui, index, place)) }
            </ul>
        </>
    }
}

fn offered(ui: &Ui, index: &Index, place: &IndexPlace) -> Html {
    let beside = if place.pack.is_some() {
        ""
    } else {
        "还没收"
    };
    html! {
        <li>
            <button class="row" type="button" data-place={place.code.clone()}
                onclick={ui.press(Action::Pick(place.code.clone()))}>
                <span class="k">{ full_name(index, place) }</span>
                <span class="v">{ beside }</span>
                { icon(icon::GO) }
            </button>
        </li>
    }
}

/// The place that was picked.
fn picked(ui: &Ui, index: &Index, place: &IndexPlace) -> Html {
    let session = &ui.state.session;
    let law = session.law().filter(|law| law.place == place.code);
    // A line from the first: nothing below it moves when the law comes.
    let policies = match (law, &session.law) {
        (Some(law), _) => format!("有 {} 条政策", law.grants()),
        (None, Load::Failed(_)) => String::new(),
        (None, Load::Idle | Load::Busy | Load::Ready(_)) => "正在取政策".into(),
    };
    html! {
        <div class="field">
            <span class="lab">{ "您在哪里？" }</span>
            <div class="box">
                <div class="row" data-place={place.code.clone()}>
                    { icon(icon::YES) }
                    <span class="k">
                        { full_name(index, place) }
                        <small>{ policies }</small>
                    </span>
                    { button(ui, "lnk", "change-place", Action::Unpick, "换地方") }
                </div>
            </div>
            if has_districts(index, place) {
                { paragraph("hint", "知道在哪个区县，就换成那个区县：区县自己的也能算。") }
            }
        </div>
    }
}

/// A place of which no document is here: whom to call, and what there is.
pub fn not_covered(ui: &Ui, place: &IndexPlace) -> Html {
    let name = short(&place.name);
    let number = place
        .contacts
        .hotlines
        .first()
        .map_or("12333", |line| line.number.as_str());
    html! {
        <div class="wrap">
            <div class="step">
                { button(ui, "back", "change-place", Action::Unpick, html! {
                    <>{ icon(icon::BACK) }{ "换个地方" }</>
                }) }
            </div>
            { heading(&format!("{name}的文件，这里还没有")) }
            <p class="gap3" data-place={place.code.clone()}>
                { clauses(&format!("不是{name}没有政策，是还没收进来，所以算不了。")) }
            </p>
            { instead(ui, number, &format!("打电话问{name}的政策")) }
            { paragraph("hint gap3", &format!("户口、工作或店在那里，才用得上；那里的数不能当{name}的。")) }
        </div>
    }
}
