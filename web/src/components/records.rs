//! A list of records that a thumb can edit.

use super::fields::{fields, wrong};
use super::icon::{self, icon};
use super::{Slot, Ui};
use crate::state::{Action, RecordDraft};
use huice_core::ir::Fact;
use huice_core::words;
use yew::prelude::*;

/// The records that there are, and the one that is being filled in.
#[must_use]
pub fn records(ui: &Ui, item: &str, parts: &[Fact]) -> Html {
    let records = ui.state.records();
    let cell = |at: usize, record: &std::collections::BTreeMap<u16, huice_core::Answer>| {
        let lines = record.iter().filter_map(|(n, answer)| {
            let fact = parts.get(usize::from(*n))?;
            let said = words::answer(fact, answer);
            Some(html! { <span class="ph">{&fact.label}{"："}{said}</span> })
        });
        let name = format!("第 {} 条", at + 1);
        html! {
            <li class="batch" data-record={at.to_string()}>
                <div class="hd"><b>{&name}</b>
                    <button class="lnk" type="button" data-action="edit-record" onclick={ui.act(Action::EditRecord(at))}>{"修改"}<span class="vh">{&name}</span></button>
                    <button class="lnk" type="button" data-action="remove-record" onclick={ui.act(Action::RemoveRecord(at))}>{"删除"}<span class="vh">{&name}</span></button>
                </div>
                <p class="list">{ for lines }</p>
            </li>
        }
    };
    html! {
        <>
        if !records.is_empty() {
            <div class="gh"><h2 id="records" tabindex="-1">{"已记 "}{records.len()}{" 条"}</h2><span class="soft">{"每条是"}{item}</span></div>
            <ul class="box">{ for records.iter().enumerate().map(|(at, record)| cell(at, record)) }</ul>
        }
        if let Some(record) = &ui.state.record {
            { form(ui, record, item, parts, records.len()) }
        } else {
            <div class="gap4"><button class="btn sec" type="button" data-action="add-record" onclick={ui.act(Action::AddRecord)}>
                { icon(icon::PLUS) }{if records.is_empty() { "记" } else { "再记" }}{item}
            </button></div>
        }
        </>
    }
}

fn form(ui: &Ui, record: &RecordDraft, item: &str, parts: &[Fact], count: usize) -> Html {
    let number = record.at.unwrap_or(count) + 1;
    let part = |at: usize, fact: &Fact| {
        let Some(draft) = record.fields.get(at) else { return Html::default() };
        let slot = Slot::Field(at);
        let name = format!("n-{}", fact.id);
        let said = u16::try_from(at).ok().and_then(|at| record.wrong.get(&at));
        html! {
            <div class="field" role="group" aria-labelledby={name.clone()}>
                <span class="lab" id={name.clone()}>{&fact.ask}</span>
                if !fact.help.is_empty() { <p class="hint">{&fact.help}</p> }
                { wrong(slot, said.map(String::as_str)) }
                { fields(ui, fact, slot, draft, &name) }
            </div>
        }
    };
    html! {
        <>
        <div class="gh"><h2 id="record" tabindex="-1">{"第 "}{number}{" 条"}</h2><span class="soft">{"正在填："}{item}</span></div>
        <div class="box pad form" key={number}>
            { for parts.iter().enumerate().map(|(at, fact)| part(at, fact)) }
            <p class="hint gap4">{"空着的，就当不清楚。"}</p>
            <div class="btns one">
                <button class="btn" type="button" data-action="save-record" onclick={ui.act(Action::SaveRecord)}>{"保存这一条"}</button>
                <button class="btn quiet" type="button" data-action="drop-record" onclick={ui.act(Action::DropRecord)}>{"不要了"}</button>
            </div>
        </div>
        </>
    }
}
