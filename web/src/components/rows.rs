//! Several facts of one kind on one screen.

use super::fields::{fields, wrong};
use super::tag::{Tag, el};
use super::{Slot, Ui};
use crate::draft::{Change, Draft};
use crate::state::{Action, RecordDraft};
use huice_core::ir::{Fact, ListSort};

/// The form: rows to tick, or fields one below the other, and the one way on, which says what
/// becomes of the rows that are not ticked.
#[must_use]
pub fn rows(ui: &Ui, facts: &[&Fact], record: &RecordDraft) -> Tag {
    let first = facts.first();
    let form = el("form.gap4|novalidate=").sent(ui, Action::Submit);
    let go = el("button.btn|type=submit|data-action=continue");
    let (lead, inside, go) = if first.and_then(|f| f.list_sort()) == Some(ListSort::Ticks) {
        let each = facts.iter().zip(&record.fields).enumerate();
        let box_of = el("div.opts").each(each.map(|(at, (fact, draft))| row(ui, at, fact, draft)));
        let some = record
            .fields
            .iter()
            .any(|d| d.unsure || d.yes == Some(true));
        match (first.is_some_and(|f| f.unticked_is_unknown), some) {
            (true, _) => (
                "知道已经有的，勾上。没勾的算“不清楚”；确定没有的，点“没有”。",
                box_of,
                go.say("继续"),
            ),
            (false, some) => (
                "是的，打勾；不是的，不用动；拿不准的，点“不清楚”。",
                box_of,
                go.say(if some {
                    "继续，其余都不是"
                } else {
                    "都不是，继续"
                }),
            ),
        }
    } else {
        let cells = cells(ui, facts.iter().copied(), record);
        let go = go.say("继续");
        (
            "不知道的，可以空着。",
            el("div.box pad form").each(cells),
            go,
        )
    };
    el("div")
        .put(el("p.lead").say(lead))
        .put(form.put(inside).put(el("div.btns one").put(go)))
}

/// One row: ticked or not, and beside it what else may be said.
fn row(ui: &Ui, at: usize, fact: &Fact, draft: &Draft) -> Tag {
    let on = draft.yes == Some(true);
    let tick = match (on, fact.unticked_is_unknown) {
        (false, _) => Change::Yes(true),
        (true, false) => Change::Yes(false),
        (true, true) => Change::Unsure,
    };
    let (word, other, pressed) = if fact.unticked_is_unknown {
        let pressed = draft.yes == Some(false);
        let other = if pressed {
            Change::Unsure
        } else {
            Change::Yes(false)
        };
        ("没有", other, pressed)
    } else {
        ("不清楚", Change::Unsure, draft.unsure)
    };
    let said = fact.in_list();
    let input = el("input|type=checkbox")
        .set("name", &fact.id)
        .checked(on)
        .ticked(ui, Action::EditField(at, tick));
    let who = fact.judgement.as_ref().map(|who| el("small").text(who));
    let help = (!fact.help.is_empty()).then(|| el("small").text(&fact.help));
    el("div.row-tick")
        .set("data-row", &fact.id)
        .at(
            "data-unticked",
            if fact.unticked_is_unknown {
                "unsure"
            } else {
                "no"
            },
        )
        .put(
            el("label.opt")
                .put(input)
                .put(el("span.t").clauses(said).maybe(who).maybe(help)),
        )
        .put(
            el("button|type=button")
                .flag("aria-pressed", pressed)
                .click(ui, Action::EditField(at, other))
                .say(word)
                .put(el("span.vh>：").text(said)),
        )
}

/// Fields one below the other, each with its question.
pub fn cells<'f>(
    ui: &'f Ui<'f>,
    facts: impl Iterator<Item = &'f Fact> + 'f,
    record: &'f RecordDraft,
) -> impl Iterator<Item = Tag> + 'f {
    let each = facts.zip(&record.fields).enumerate();
    each.map(move |(at, (fact, draft))| {
        let slot = Slot::Field(at);
        let name = format!("n-{}", fact.id);
        el("div.field|role=group")
            .set("data-row", &fact.id)
            .set("aria-labelledby", &name)
            .put(el("span.lab").set("id", &name).clauses(&fact.ask))
            .maybe((!fact.help.is_empty()).then(|| el("p.hint").text(&fact.help)))
            .maybe(wrong(slot, draft.wrong.as_deref()))
            .put(fields(ui, fact, slot, draft, &name))
    })
}
