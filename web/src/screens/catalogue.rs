//! Everything that is covered, in the order of the documents, with its verdict.

use crate::components::Ui;
use crate::components::card::card;
use crate::components::frame::{flag, step, where_and_when};
use crate::components::icon::{self, icon};
use crate::say::{GROUPS, Group};
use crate::screens::waiting;
use crate::state::Action;
use huice_core::Outcome;
use huice_core::ir::Instrument;
use yew::prelude::*;

/// The screen.
#[must_use]
pub fn catalogue(ui: &Ui) -> Html {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let wanted = ui.state.find.trim();
    let shown: Vec<(&Instrument, &Outcome)> = law
        .instruments
        .iter()
        .zip(&view.outcomes)
        .filter(|(_, outcome)| ui.state.only.is_none_or(|only| Group::of(outcome) == only))
        .filter(|(instrument, _)| {
            wanted.is_empty()
                || instrument.title.contains(wanted)
                || instrument.summary.contains(wanted)
                || instrument.cite.clause.contains(wanted)
        })
        .collect();
    let tag = |group: Option<Group>, words: &'static str| {
        let count = match group {
            None => view.outcomes.len(),
            Some(group) => view.outcomes.iter().filter(|o| Group::of(o) == group).count(),
        };
        let on = ui.state.only == group;
        if count == 0 {
            return Html::default();
        }
        html! { <button type="button" aria-pressed={flag(on)} onclick={ui.act(Action::Only(group))}>{words}{" "}{count}</button> }
    };
    let clauses = shown.chunk_by(|(a, _), (b, _)| {
        a.cite.document == b.cite.document && a.cite.clause == b.cite.clause
    });
    let clause = |part: &[(&Instrument, &Outcome)]| {
        let Some((first, _)) = part.first() else { return Html::default() };
        let number = law.documents.get(usize::from(first.cite.document)).map_or("", |d| d.number.as_str());
        html! {
            <section>
                <div class="gh"><h2>{&first.cite.clause}</h2><span class="soft">{number}{" · "}{part.len()}{" 项"}</span></div>
                <div class="box">{ for part.iter().map(|(_, outcome)| card(ui, law, outcome)) }</div>
            </section>
        }
    };
    html! {
        <div class="wrap">
            { step(ui, "返回", where_and_when(ui)) }
            <h1 id="h" tabindex="-1"><span class="ph">{&law.place_name}{"，"}</span><span class="ph">{"全部 "}{law.instruments.len()}{" 条"}</span></h1>
            <p class="lead">{"一条不少。没有结论的，写明为什么。"}</p>
            <div class="inp gap4">{ icon(icon::FIND) }<input id="find" name="find" autocomplete="off" aria-label="搜政策" placeholder="搜政策名称或条款号" value={ui.state.find.clone()} oninput={ui.typed(Action::Find)}/></div>
            <div class="tags" role="group" aria-label="按结论筛选">
                { tag(None, "全部") }
                { for GROUPS.into_iter().map(|group| tag(Some(group), group.heading().0)) }
            </div>
            <p class="hint" role="status">{if shown.is_empty() { "没有这样的政策。换个词试试。" } else { "" }}</p>
            { for clauses.map(clause) }
        </div>
    }
}
