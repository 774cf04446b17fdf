//! A list of records that a thumb can edit.

use super::Ui;
use super::icon::{self, icon};
use super::layout::button;
use super::rows::cell;
use super::text::clauses;
use crate::draft::RecordDraft;
use crate::state::{Action, FormAction};
use huice_core::Answer;
use huice_core::VecMap;
use huice_core::ir::Fact;
use huice_zh::words;
use yew::prelude::*;

/// The records that there are, and the one that is being filled in.
pub fn records(ui: &Ui, item: &str, parts: &[Fact]) -> Html {
    let records = ui.state.records();
    let cells = records.iter().enumerate();
    html! {
        <div>
            if !records.is_empty() {
                <div>
                    { head("records", &format!("已记 {} 条", records.len()), &format!("每条是{item}")) }
                    <ul class="box">{ for cells.map(|(at, record)| noted(ui, parts, at, record)) }</ul>
                </div>
            }
            if let Some(record) = &ui.state.form.record {
                { form(ui, record, item, parts, records.len()) }
            } else {
                <div class="gap4">
                    { button(ui, "btn sec", "add-record", Action::AddRecord, html! {
                        <>
                            { icon(icon::PLUS) }
                            { format!("{}{item}", if records.is_empty() { "记" } else { "再记" }) }
                        </>
                    }) }
                </div>
            }
        </div>
    }
}

/// A heading that can take the focus.
fn head(id: &'static str, name: &str, beside: &str) -> Html {
    html! {
        <div class="gh" {id} tabindex="-1"><h2>{ name }</h2><span class="soft">{ clauses(beside) }</span></div>
    }
}

/// A record that there is.
fn noted(ui: &Ui, parts: &[Fact], at: usize, record: &VecMap<Answer>) -> Html {
    let name = format!("第 {} 条", at + 1);
    let lines = record.iter().filter_map(|(n, answer)| {
        let fact = parts.get(usize::from(*n))?;
        let said = words::answer(fact, answer);
        Some(html! { clauses(&format!("{}：{said}", fact.label)) })
    });
    let act = |hook, action, words| {
        let inside = html! { <>{ words }<span class="vh">{ &name }</span></> };
        button(ui, "lnk", hook, action, inside)
    };
    html! {
        <li class="batch" data-record={at.to_string()}>
            <div class="hd">
                <b>{ &name }</b>
                { act("edit-record", Action::EditRecord(at), "修改") }
                { act("remove-record", Action::RemoveRecord(at), "删除") }
            </div>
            <p>{ for lines }</p>
        </li>
    }
}

fn form(ui: &Ui, record: &RecordDraft, item: &str, parts: &[Fact], count: usize) -> Html {
    let number = record.at.unwrap_or(count) + 1;
    let shown = ui.state.record_fields();
    let part = |at: u16| cell(ui, at, parts.get(usize::from(at))?, record);
    html! {
        <div>
            { head("record", &format!("第 {number} 条"), &format!("正在填：{item}")) }
            <div class="box pad form" key={number}>
                { for shown.into_iter().filter_map(part) }
                <p class="hint gap3">{ "不知道的，可以空着。" }</p>
                <div class="btns one">
                    { button(ui, "btn", "save-record", Action::SaveRecord, "记下这一条") }
                    { button(ui, "btn quiet", "drop-record", FormAction::DropRecord, "不要了") }
                </div>
            </div>
        </div>
    }
}
