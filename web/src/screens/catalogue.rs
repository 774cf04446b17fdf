//! Everything that is covered, in the order of the documents, with its verdict.

use crate::components::card::{card, lost};
use crate::components::icon::{self, icon, sign};
use crate::components::layout::{column, group, lead, where_and_when};
use crate::components::{Ui, flag};
use crate::labels::{GROUPS, Group};
use crate::results::Results;
use crate::state::ResultsAction;
use huice_core::CompiledLaw;
use huice_core::Decision;
use huice_core::ir::{Instrument, LostItem};
use huice_core::text::contains;
use huice_zh::words;
use yew::prelude::*;

/// The screen.
pub fn catalogue(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let (shown, missing) = found(ui, law, view);
    let all = law.grants();
    let none = shown.is_empty() && missing.is_empty();
    let clauses = shown
        .chunk_by(|(a, _), (b, _)| {
            a.cite.document == b.cite.document && a.cite.clause == b.cite.clause
        })
        .filter_map(|part| clause(ui, law, part));
    let inside = html! {
        <>
            { lead("一条不少。没有结论的，写明为什么。") }
            <div class="inp gap4">
                { icon(icon::FIND) }
                <input id="find" name="find" autocomplete="off" aria-label="搜政策"
                    placeholder="搜政策名称或条款号" value={ui.state.results.find.clone()}
                    oninput={ui.typed(ResultsAction::Find)} />
            </div>
            { tags(ui, view) }
            <p class="hint" role="status">{ if none { "没有这样的政策。换个词试试。" } else { "" } }</p>
            { for clauses }
            { lost_items(law, &missing) }
        </>
    };
    column(
        ui,
        where_and_when(ui),
        &format!("{}，全部 {all} 条", law.place_name),
        inside,
    )
}

/// What the search and the filter leave: instruments with their verdicts, and lost items.
fn found<'a>(
    ui: &Ui,
    law: &'a CompiledLaw,
    view: &'a Results,
) -> (Vec<(&'a Instrument, &'a Decision)>, Vec<&'a LostItem>) {
    let wanted = ui.state.results.find.trim();
    let shown = law
        .instruments
        .iter()
        .zip(view.outcomes())
        .filter(|(_, outcome)| !view.doubles.contains(&outcome.instrument))
        .filter(|(_, outcome)| {
            ui.state
                .results
                .only
                .is_none_or(|only| ui.state.session.group(outcome) == only)
        })
        .filter(|(instrument, _)| {
            wanted.is_empty()
                || contains(&instrument.title, wanted)
                || contains(&instrument.summary, wanted)
                || contains(&instrument.cite.clause, wanted)
        })
        .collect();
    let missing = law
        .missing
        .iter()
        .filter(|_| ui.state.results.only.is_none())
        .filter(|m| contains(&words::missing_title(m), wanted) || contains(&m.clause, wanted))
        .collect();
    (shown, missing)
}

/// Items whose text is lost, under their documents.
fn lost_items(law: &CompiledLaw, missing: &[&LostItem]) -> Html {
    if missing.is_empty() {
        return Html::default();
    }
    html! {
        <details class="more gap4">
            <summary>
                { sign(icon::GO, "i turn") }
                { format!("另有 {} 项原文缺了，不在里面，要问 12333", missing.len()) }
            </summary>
            <div class="box">{ for missing.iter().map(|m| lost(law, m)) }</div>
        </details>
    }
}

fn tags(ui: &Ui, view: &Results) -> Html {
    let shown = |o: &&Decision| !view.doubles.contains(&o.instrument);
    let outcomes: Vec<&Decision> = view.outcomes().iter().filter(shown).collect();
    let one = |group: Option<Group>, words: &str, count: usize| {
        html! {
            <button type="button" aria-pressed={flag(ui.state.results.only == group)}
                onclick={ui.press(ResultsAction::Only(group))}>
                { format!("{words} {count}") }
            </button>
        }
    };
    let groups = GROUPS.into_iter().filter_map(|group| {
        let count = outcomes
            .iter()
            .filter(|o| ui.state.session.group(o) == group)
            .count();
        (count > 0).then(|| one(Some(group), group.heading().0, count))
    });
    html! {
        <div class="tags" role="group" aria-label="按结论筛选">
            { one(None, "全部", outcomes.len()) }
            { for groups }
        </div>
    }
}

fn clause(ui: &Ui, law: &CompiledLaw, part: &[(&Instrument, &Decision)]) -> Option<Html> {
    let (first, _) = part.first()?;
    let document = law.documents.get(usize::from(first.cite.document))?;
    let beside = format!("{} · {} 项", document.number, part.len());
    Some(html! {
        <section>
            { group(&first.cite.clause, &beside) }
            <div class="box">{ for part.iter().map(|(_, outcome)| card(ui, law, outcome)) }</div>
        </section>
    })
}
