//! The first questions, for the places that the start screen offers and every choice of goals: the
//! loader shows the one that fits when somebody has begun before the program is there.
//!
//! ```text
//! <i data-of="320281" data-screens="0 0 1 - …"></i>   for goals 1, 2, 1 and 2, 3, …: which screen, - for none
//! <div data-screen="0">…</div>                        a screen
//! <div data-screen="progress">…</div>                 what stands in the head of each of them
//! <div data-way="some">…</div>                        the button of a list once something is ticked
//! ```

use super::html;
use crate::components::Ui;
use crate::components::rows::go;
use crate::draft::{Draft, RecordDraft};
use crate::places::search;
use crate::route::{ReturnTo, Screen};
use crate::screens::{first_question, progress_bar};
use crate::state::{Action, SessionAction, State};
use huice_core::Date;
use huice_core::ir::{FactId, FactKind, Law};
use huice_pack::{Index, IndexPlace};
use yew::prelude::*;

/// All of them. `law` opens the law of a place.
///
/// # Errors
/// Where a law cannot be opened.
pub fn questions(
    index: &Index,
    law: &dyn Fn(&IndexPlace) -> Result<Law, String>,
) -> Result<String, String> {
    let mut places = Vec::new();
    for place in search(index, "", false, &|_| true) {
        places.push((place.code.clone(), of_place(index, place, law(place)?)?));
    }
    let all = places
        .iter()
        .flat_map(|(_, screens)| screens.iter().flatten());
    let mut screens: Vec<&str> = all.map(String::as_str).collect();
    // Screens with the same rows beside each other: compression finds them.
    screens.sort_by_key(|screen| (screen.split_once("<form").map(|(_, form)| form), *screen));
    screens.dedup();
    let name = |screen: &Option<String>| {
        let at = screens
            .iter()
            .position(|other| Some(*other) == screen.as_deref());
        at.map_or_else(|| "-".to_owned(), |at| at.to_string())
    };
    let mut out = String::new();
    for (code, choices) in &places {
        let names: Vec<String> = choices.iter().map(name).collect();
        let (code, names) = (code.clone(), names.join(" "));
        out += &html(html! { <i data-of={code} data-screens={names}></i> })?;
    }
    for (at, screen) in screens.iter().enumerate() {
        out += &format!("<div data-screen=\"{at}\">{screen}</div>");
    }
    out += &html(html! { <div data-screen="progress">{ progress_bar(0, 1) }</div> })?;
    Ok(out + &ways()?)
}

/// The first question of a place for each choice of goals: bit 0 of the position, counted from one,
/// stands for the first goal. None where there is none that can be answered without the program.
fn of_place(index: &Index, place: &IndexPlace, law: Law) -> Result<Vec<Option<String>>, String> {
    let mut state = State::new(Date::FIRST, None, "");
    drop(state.index_came(Ok(index.clone())));
    drop(state.apply(Action::Pick(place.code.clone())));
    drop(state.law_came(&place.code, Ok(law)));
    // Of any day on which the law is in use, the one that does not depend on when the site is built.
    drop(state.apply(SessionAction::Today(state.session.latest_day())));
    let mut screens = Vec::new();
    for choice in 1..1_usize << index.goals.len() {
        for (bit, goal) in index.goals.iter().enumerate() {
            if state.session.wants(&goal.id) != (choice >> bit & 1 == 1) {
                drop(state.apply(SessionAction::Goal(goal.id.clone())));
            }
        }
        screens.push(first(&mut state)?);
    }
    Ok(screens)
}

/// The question behind 开始.
fn first(state: &mut State) -> Result<Option<String>, String> {
    drop(state.apply(Action::Start));
    let screen = match (state.navigation.screen, state.session.law()) {
        (Screen::Ask(id, ReturnTo::Flow), Some(law)) if is_plain(state, id) => {
            let link = Callback::noop();
            let ui = Ui { state, link: &link };
            Some(html(first_question(&ui, law, id))?)
        }
        _ => None,
    };
    drop(state.apply(Action::Arrived("#/".into())));
    Ok(screen)
}

/// Whether it is answered by ticks or by one press: nothing has to be read and checked.
fn is_plain(state: &State, id: FactId) -> bool {
    let page = state.page(id, ReturnTo::Flow);
    if page.len() > 1 {
        return state.session.is_ticked(&page);
    }
    let kind = state.session.fact(id).map(|fact| &fact.kind);
    matches!(kind, Some(FactKind::Bool { .. } | FactKind::Choice(_)))
}

/// The way on from a list to tick, for what has been ticked.
fn ways() -> Result<String, String> {
    let fields = |ticked: &[bool]| {
        let field = |yes: &bool| Draft {
            yes: yes.then_some(true),
            ..Draft::default()
        };
        RecordDraft {
            fields: ticked.iter().map(field).collect(),
            ..RecordDraft::default()
        }
    };
    let none = RecordDraft {
        none: true,
        ..fields(&[false])
    };
    let early = RecordDraft {
        too_early: true,
        ..fields(&[false])
    };
    let ways = [
        ("nothing", fields(&[false])),
        ("early", early),
        ("some", fields(&[true, false])),
        ("all", fields(&[true])),
        ("none", none),
    ];
    let mut out = String::new();
    for (name, record) in ways {
        out += &html(html! { <div data-way={name}>{ go(true, &record) }</div> })?;
    }
    Ok(out)
}
