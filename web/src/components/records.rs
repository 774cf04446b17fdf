//! A list of records that a thumb can edit.

use super::Ui;
use super::icon::{self, icon};
use super::layout::{button, group};
use super::rows::cells;
use super::tag::{Tag, el};
use crate::state::{Action, RecordDraft};
use huice_core::ir::Fact;
use huice_core::words;

/// The records that there are, and the one that is being filled in.
#[must_use]
pub fn records(ui: &Ui, item: &str, parts: &[Fact]) -> Tag {
    let records = ui.state.records();
    let there = (!records.is_empty()).then(|| {
        let cells = records.iter().enumerate().map(|(at, record)| {
            let name = format!("第 {} 条", at + 1);
            let lines = record.iter().filter_map(|(n, answer)| {
                let fact = parts.get(usize::from(*n))?;
                let said = words::answer(fact, answer);
                Some(el("span.ph").text(&fact.label).say("：").text(&said))
            });
            let act = |hook, action, words| {
                button(ui, "lnk", hook, action)
                    .say(words)
                    .put(el("span.vh").text(&name))
            };
            let head = el("div.hd")
                .put(el("b").text(&name))
                .put(act("edit-record", Action::EditRecord(at), "修改"))
                .put(act("remove-record", Action::RemoveRecord(at), "删除"));
            el("li.batch")
                .made("data-record", at.to_string())
                .put(head)
                .put(el("p").each(lines))
        });
        let head = group(
            &format!("已记 {} 条", records.len()),
            &format!("每条是{item}"),
        )
        .at("id", "records")
        .at("tabindex", "-1");
        el("div").put(head).put(el("ul.box").each(cells))
    });
    let below = match &ui.state.record {
        Some(record) => form(ui, record, item, parts, records.len()),
        None => {
            let add = button(ui, "btn sec", "add-record", Action::AddRecord)
                .put(icon(icon::PLUS))
                .say(if records.is_empty() { "记" } else { "再记" })
                .text(item);
            el("div.gap4").put(add)
        }
    };
    el("div").maybe(there).put(below)
}

fn form(ui: &Ui, record: &RecordDraft, item: &str, parts: &[Fact], count: usize) -> Tag {
    let number = (record.at.unwrap_or(count) + 1).to_string();
    let cells = cells(ui, parts.iter(), record);
    let buttons = el("div.btns one")
        .put(button(ui, "btn", "save-record", Action::SaveRecord).say("保存这一条"))
        .put(button(ui, "btn quiet", "drop-record", Action::DropRecord).say("不要了"));
    let head = group(&format!("第 {number} 条"), &format!("正在填：{item}"))
        .at("id", "record")
        .at("tabindex", "-1");
    let inside = el("div.box pad form")
        .key(&number)
        .each(cells)
        .put(el("p.hint gap4>不知道的，可以空着。"))
        .put(buttons);
    el("div").put(head).put(inside)
}
