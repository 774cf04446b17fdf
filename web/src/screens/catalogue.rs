//! Everything that is covered, in the order of the documents, with its verdict.

use crate::components::Ui;
use crate::components::card::{card, lost};
use crate::components::icon::{self, icon};
use crate::components::layout::{group, heading, step, where_and_when};
use crate::components::tag::{Tag, el};
use crate::labels::{GROUPS, Group};
use crate::results::Results;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::Decision;
use huice_core::ir::{Instrument, LostItem};
use huice_core::words::{self, contains};

/// The screen.
#[must_use]
pub fn catalogue(ui: &Ui) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("div.wrap").put(waiting(ui));
    };
    let wanted = ui.state.find.trim();
    let shown: Vec<(&Instrument, &Decision)> = law
        .instruments
        .iter()
        .zip(view.outcomes())
        .filter(|(_, outcome)| !view.doubles.contains(&outcome.instrument))
        .filter(|(_, outcome)| ui.state.only.is_none_or(|only| Group::of(outcome) == only))
        .filter(|(instrument, _)| {
            wanted.is_empty()
                || contains(&instrument.title, wanted)
                || contains(&instrument.summary, wanted)
                || contains(&instrument.cite.clause, wanted)
        })
        .collect();
    let missing: Vec<&LostItem> = law
        .missing
        .iter()
        .filter(|_| ui.state.only.is_none())
        .filter(|m| contains(&words::missing_title(m), wanted) || contains(&m.clause, wanted))
        .collect();
    let find = el(
        "input|id=find|name=find|autocomplete=off|aria-label=搜政策|placeholder=搜政策名称或条款号",
    )
    .value(&ui.state.find)
    .typed(ui, Action::Find(String::new()));
    let hint = if shown.is_empty() && missing.is_empty() {
        "没有这样的政策。换个词试试。"
    } else {
        ""
    };
    let clauses = shown
        .chunk_by(|(a, _), (b, _)| {
            a.cite.document == b.cite.document && a.cite.clause == b.cite.clause
        })
        .filter_map(|part| clause(ui, law, part));
    el("div.wrap")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(heading(&format!(
            "{}，全部 {} 条",
            law.place_name,
            law.grants() + law.missing.len()
        )))
        .put(el("p.lead>一条不少。没有结论的，写明为什么。"))
        .put(el("div.inp gap4").put(icon(icon::FIND)).put(find))
        .put(tags(ui, view, law.missing.len()))
        .put(el("p.hint|role=status").say(hint))
        .each(clauses)
        .maybe(lost_items(law, &missing))
}

/// Items whose text is lost, under their documents.
fn lost_items(law: &CompiledLaw, missing: &[&LostItem]) -> Option<Tag> {
    if missing.is_empty() {
        return None;
    }
    let beside = format!("{} 项 · 请问 12333", missing.len());
    Some(
        el("section")
            .put(group("原文缺失的", &beside))
            .put(el("div.box").each(missing.iter().map(|m| lost(law, m)))),
    )
}

fn tags(ui: &Ui, view: &Results, missing: usize) -> Tag {
    let told = |o: &&Decision| !view.doubles.contains(&o.instrument);
    let outcomes: Vec<&Decision> = view.outcomes().iter().filter(told).collect();
    let one = |group: Option<Group>, words, count: usize| {
        el("button|type=button")
            .flag("aria-pressed", ui.state.only == group)
            .click(ui, Action::Only(group))
            .say(words)
            .say(" ")
            .count(count)
    };
    let groups = GROUPS.into_iter().filter_map(|group| {
        let count = outcomes.iter().filter(|o| Group::of(o) == group).count();
        (count > 0).then(|| one(Some(group), group.heading().0, count))
    });
    el("div.tags|role=group|aria-label=按结论筛选")
        .put(one(None, "全部", outcomes.len() + missing))
        .each(groups)
}

fn clause(ui: &Ui, law: &CompiledLaw, part: &[(&Instrument, &Decision)]) -> Option<Tag> {
    let (first, _) = part.first()?;
    let document = law.documents.get(usize::from(first.cite.document))?;
    let beside = format!("{} · {} 项", document.number, part.len());
    Some(
        el("section")
            .put(group(&first.cite.clause, &beside))
            .put(el("div.box").each(part.iter().map(|(_, outcome)| card(ui, law, outcome)))),
    )
}
