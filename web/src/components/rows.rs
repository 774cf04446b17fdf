//! Several facts of one kind on one screen.

use super::fields::{fields, wrong};
use super::layout::paragraph;
use super::text::clauses;
use super::{Slot, Ui, flag};
use crate::draft::{Change, Draft, RecordDraft};
use crate::state::{Action, FormAction};
use huice_core::ir::{Fact, ListSort};
use yew::prelude::*;

/// The form: rows to tick, or fields one below the other, and the one way on, which says what
/// becomes of the rows that are not ticked.
pub fn rows(ui: &Ui, facts: &[&Fact], record: &RecordDraft) -> Html {
    let ticks = facts.first().and_then(|f| f.list_sort()) == Some(ListSort::Ticks);
    html! {
        <form class="gap3" novalidate=true onsubmit={ui.submit(Action::Submit)}>
            if ticks {
                { list(ui, facts, record) }
            } else {
                <div class="form">
                    { for (0u16..).zip(facts).filter_map(|(at, fact)| cell(ui, at, fact, record)) }
                </div>
                <p class="hint gap3">{ "不知道的，可以空着。" }</p>
            }
            <div class="bar flat">{ go(ticks, record) }</div>
        </form>
    }
}

/// The rows to tick, and below them, apart, that none of them is so.
fn list(ui: &Ui, facts: &[&Fact], record: &RecordDraft) -> Html {
    let each = facts.iter().zip(&record.fields).enumerate();
    html! {
        <div class={if record.too_early { "box need" } else { "box" }} id="rows" tabindex="-1"
            role="group" aria-labelledby="h">
            { for each.map(|(at, (fact, draft))| row(ui, at, fact, draft)) }
            <div class="prow cut">
                <label class="opt">
                    <input type="checkbox" name="none" data-answer="none" checked={record.none}
                        onchange={ui.change(FormAction::NoneOf)} />
                    <span class="t">{ "以上都不是" }</span>
                </label>
            </div>
        </div>
    }
}

/// The way on. A list needs a choice first; the button says which, and afterwards what becomes of
/// the rows that were left alone.
pub fn go(ticks: bool, record: &RecordDraft) -> Html {
    let chosen = |draft: &Draft| draft.unsure || draft.yes == Some(true);
    let some = record.fields.iter().any(chosen);
    let all = record.fields.iter().all(chosen);
    let ready = !ticks || some || record.none;
    let (words, below) = match (ready, record.too_early) {
        (true, _) if !ticks || all => ("继续", ""),
        (true, _) if record.none => ("继续", "都记成不是"),
        (true, _) => ("继续", "其余都不是"),
        (false, false) => ("继续", "先勾一项；都不对，勾最下面那行"),
        (false, true) => ("还没选", "勾一项；都不对，勾最下面那行"),
    };
    html! {
        <button class={if record.too_early { "btn refused" } else { "btn" }} type="submit"
            data-action="continue" aria-disabled={(!ready).then_some("true")}>
            <span role="status">
                { words }
                if !below.is_empty() {
                    <small>{ clauses(below) }</small>
                }
            </span>
        </button>
    }
}

/// One row: ticked or not, and beside it, as a target of its own, 不清楚.
fn row(ui: &Ui, at: usize, fact: &Fact, draft: &Draft) -> Html {
    let on = draft.yes == Some(true);
    let said = huice_zh::words::in_list(fact);
    html! {
        <div class={if on { "prow yes" } else { "prow" }} data-row={fact.id.clone()} data-unticked="no">
            <label class="opt">
                <input type="checkbox" name={fact.id.clone()} checked={on}
                    onchange={ui.change(FormAction::EditField(at, Change::Yes(!on)))} />
                <span class="t">
                    <span>{ clauses(said) }</span>
                    if !fact.help.is_empty() {
                        <small>{ clauses(&fact.help) }</small>
                    }
                </span>
            </label>
            <button class="dk" type="button" aria-pressed={flag(draft.unsure)}
                onclick={ui.press(FormAction::EditField(at, Change::Unsure))}>
                <span>{ "不清楚" }<span class="vh">{ format!("：{said}") }</span></span>
            </button>
        </div>
    }
}

/// A field with its question.
pub fn cell(ui: &Ui, at: u16, fact: &Fact, record: &RecordDraft) -> Option<Html> {
    let at = usize::from(at);
    let draft = record.fields.get(at)?;
    let slot = Slot::Field(at);
    let name = format!("n-{}", fact.id);
    Some(html! {
        <div key={fact.id.clone()} class="field" role="group" data-row={fact.id.clone()} aria-labelledby={name.clone()}>
            <span class="lab" id={name.clone()}>{ clauses(&fact.ask) }</span>
            { wrong(slot, draft.wrong.as_deref()) }
            { fields(ui, fact, slot, draft, &name) }
            if !fact.help.is_empty() {
                { paragraph("hint", &fact.help) }
            }
        </div>
    })
}
