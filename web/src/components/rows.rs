//! Several facts of one kind on one screen.

use super::fields::{fields, wrong};
use super::text::clauses;
use super::{Slot, Ui, flag};
use crate::draft::{Change, Draft};
use crate::state::{Action, RecordDraft};
use huice_core::ir::{Fact, ListSort};
use yew::prelude::*;

/// The form: rows to tick, or fields one below the other, and the one way on, which says what
/// becomes of the rows that are not ticked.
pub fn rows(ui: &Ui, facts: &[&Fact], record: &RecordDraft) -> Html {
    let first = facts.first();
    let ticks = first.and_then(|f| f.list_sort()) == Some(ListSort::Ticks);
    let some = record
        .fields
        .iter()
        .any(|d| d.unsure || d.yes == Some(true));
    let (lead, go) = match (ticks, first.is_some_and(|f| f.unticked_is_unknown)) {
        (true, true) => (
            "知道已经有的，勾上。没勾的算“不清楚”；确定没有的，点“没有”。",
            "继续",
        ),
        (true, false) => (
            "是的，打勾；不是的，不用动；拿不准的，点“不清楚”。",
            if some {
                "继续，其余都不是"
            } else {
                "都不是，继续"
            },
        ),
        (false, _) => ("不知道的，可以空着。", "继续"),
    };
    let each = facts.iter().zip(&record.fields).enumerate();
    html! {
        <div>
            <p class="lead">{ lead }</p>
            <form class="gap4" novalidate=true onsubmit={ui.submit(Action::Submit)}>
                if ticks {
                    <div class="opts">
                        { for each.map(|(at, (fact, draft))| row(ui, at, fact, draft)) }
                    </div>
                } else {
                    <div class="box pad form">{ for cells(ui, facts.iter().copied(), record) }</div>
                }
                <div class="btns one">
                    <button class="btn" type="submit" data-action="continue">{ go }</button>
                </div>
            </form>
        </div>
    }
}

/// One row: ticked or not, and beside it what else may be said.
fn row(ui: &Ui, at: usize, fact: &Fact, draft: &Draft) -> Html {
    let on = draft.yes == Some(true);
    let tick = match (on, fact.unticked_is_unknown) {
        (false, _) => Change::Yes(true),
        (true, false) => Change::Yes(false),
        (true, true) => Change::Unsure,
    };
    let (word, other, pressed) = match (fact.unticked_is_unknown, draft.yes) {
        (true, Some(false)) => ("没有", Change::Unsure, true),
        (true, _) => ("没有", Change::Yes(false), false),
        (false, _) => ("不清楚", Change::Unsure, draft.unsure),
    };
    let unticked = if fact.unticked_is_unknown {
        "unsure"
    } else {
        "no"
    };
    let said = fact.in_list();
    html! {
        <div class="row-tick" data-row={fact.id.clone()} data-unticked={unticked}>
            <label class="opt">
                <input type="checkbox" name={fact.id.clone()} checked={on}
                    onchange={ui.tick(Action::EditField(at, tick))} />
                <span class="t">
                    { clauses(said) }
                    if let Some(who) = &fact.judgement {
                        <small>{ who }</small>
                    }
                    if !fact.help.is_empty() {
                        <small>{ &fact.help }</small>
                    }
                </span>
            </label>
            <button type="button" aria-pressed={flag(pressed)}
                onclick={ui.press(Action::EditField(at, other))}>
                { word }
                <span class="vh">{ "：" }{ said }</span>
            </button>
        </div>
    }
}

/// Fields one below the other, each with its question.
pub fn cells<'f>(
    ui: &'f Ui<'f>,
    facts: impl Iterator<Item = &'f Fact> + 'f,
    record: &'f RecordDraft,
) -> impl Iterator<Item = Html> + 'f {
    let each = facts.zip(&record.fields).enumerate();
    each.map(move |(at, (fact, draft))| {
        let slot = Slot::Field(at);
        let name = format!("n-{}", fact.id);
        html! {
            <div class="field" role="group" data-row={fact.id.clone()} aria-labelledby={name.clone()}>
                <span class="lab" id={name.clone()}>{ clauses(&fact.ask) }</span>
                if !fact.help.is_empty() {
                    <p class="hint">{ &fact.help }</p>
                }
                { wrong(slot, draft.wrong.as_deref()) }
                { fields(ui, fact, slot, draft, &name) }
            </div>
        }
    })
}
