//! The fields of one fact, by its kind.

use super::icon::{self, icon};
use super::{Slot, Ui};
use crate::components::frame::flag;
use crate::draft::{Change, Draft};
use crate::say;
use huice_core::ir::{Fact, FactKind, Unit};
use yew::prelude::*;

/// The fields of one fact. `labelled` is the id of the element that names them.
#[must_use]
pub fn fields(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, labelled: &str) -> Html {
    match &fact.kind {
        FactKind::Bool { yes, no } => segment(ui, fact, slot, draft, yes, no),
        FactKind::Choice(options) => {
            let one = |(id, words): &(String, String), at: u16| {
                let on = draft.one == Some(at);
                option(ui, slot, Change::One(at), "radio", &fact.id, id, words, on)
            };
            html! {
                <div class="opts">
                    { for options.iter().zip(0u16..).map(|(o, at)| one(o, at)) }
                    { option(ui, slot, Change::Unsure, "radio", &fact.id, "unsure", "不清楚", draft.unsure) }
                </div>
            }
        }
        FactKind::Set(options) => {
            let many = |(id, words): &(String, String), at: u16| {
                let on = draft.many.contains(&at);
                option(ui, slot, Change::Many(at), "checkbox", &fact.id, id, words, on)
            };
            html! {
                <div class="opts">
                    { for options.iter().zip(0u16..).map(|(o, at)| many(o, at)) }
                    { option(ui, slot, Change::NoneOf, "checkbox", &fact.id, "none", "以上都不是", draft.none) }
                    { option(ui, slot, Change::Unsure, "checkbox", &fact.id, "unsure", "不清楚", draft.unsure) }
                </div>
            }
        }
        FactKind::Number { unit, .. } => number(ui, fact, slot, draft, unit, labelled),
        FactKind::Date => {
            let years = (1949..=ui.state.today.year().saturating_add(1)).rev().collect();
            html! {
                <>
                { date(ui, slot, draft, &fact.id, years) }
                <label class="tick">
                    <input type="checkbox" name={format!("{}-coarse", fact.id)} checked={draft.coarse}
                        onchange={ui.tick(slot.action(Change::Coarse))}/>
                    {"只知道年和月"}
                </label>
                </>
            }
        }
        FactKind::Records { .. } => Html::default(),
    }
}

#[expect(clippy::too_many_arguments, reason = "one cell of a list, called from this file only")]
fn option(
    ui: &Ui,
    slot: Slot,
    change: Change,
    kind: &'static str,
    name: &str,
    id: &str,
    words: &str,
    on: bool,
) -> Html {
    let cut = matches!(change, Change::NoneOf) || (kind == "radio" && change == Change::Unsure);
    html! {
        <label class={if cut { "opt cut" } else { "opt" }}>
            <input type={kind} name={name.to_owned()} data-answer={id.to_owned()} checked={on}
                onchange={ui.tick(slot.action(change))}/>
            <span class="t">{words}</span>
        </label>
    }
}

fn segment(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, yes: &str, no: &str) -> Html {
    let cell = |answer: &'static str, words: &str, change: Change, on: bool| {
        html! {
            <button type="button" data-field={fact.id.clone()} data-answer={answer}
                aria-pressed={flag(on)} onclick={ui.act(slot.action(change))}>{words}</button>
        }
    };
    html! {
        <div class="seg">
            { cell("yes", or(yes, "是"), Change::Yes(true), draft.yes == Some(true)) }
            { cell("no", or(no, "否"), Change::Yes(false), draft.yes == Some(false)) }
            { cell("unsure", "不清楚", Change::Unsure, draft.unsure) }
        </div>
    }
}

/// Words, or others where there are none.
#[must_use]
pub fn or<'a>(words: &'a str, other: &'a str) -> &'a str {
    if words.is_empty() { other } else { words }
}

fn number(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, unit: &Unit, labelled: &str) -> Html {
    let whole = match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => true,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear | Unit::Percent => false,
    };
    let mode = if whole { "numeric" } else { "decimal" };
    let input = html! {
        <input id={format!("f-{}", fact.id)} name={fact.id.clone()} inputmode={mode} autocomplete="off"
            value={draft.text.clone()} oninput={ui.text(slot)}
            aria-labelledby={labelled.to_owned()} aria-describedby={slot.wrong()}/>
    };
    match (slot, unit) {
        (Slot::Field(_), Unit::Count(word)) => html! {
            <div class="stepper">
                <button type="button" aria-label={format!("减 1 {word}")} onclick={ui.act(slot.action(Change::Step(false)))}>{ icon(icon::MINUS) }</button>
                { input }
                <button type="button" aria-label={format!("加 1 {word}")} onclick={ui.act(slot.action(Change::Step(true)))}>{ icon(icon::PLUS) }</button>
            </div>
        },
        (Slot::Main | Slot::Field(_) | Slot::Day, _) => html! {
            <div class={if slot == Slot::Main { "inp big" } else { "inp" }}>
                { input }<span class="u">{say::unit(unit)}</span>
            </div>
        },
    }
}

/// Selects for year, month and day; the day is left out of a coarse draft.
#[must_use]
pub fn date(ui: &Ui, slot: Slot, draft: &Draft, name: &str, years: Vec<u16>) -> Html {
    let [year, month, day] = &draft.date;
    let select = |at: usize, word: &'static str, key: &str, now: &str, choices: Vec<u16>| {
        html! {
            <label><span>{word}</span><span class="sel">
                <select id={format!("{name}-{at}")} name={format!("{name}-{key}")} onchange={ui.part(slot, at)}>
                    <option value="" selected={now.is_empty()}>{"—"}</option>
                    { for choices.into_iter().map(|n| {
                        let n = n.to_string();
                        html! { <option value={n.clone()} selected={n == now}>{n.clone()}</option> }
                    }) }
                </select>{ icon(icon::DOWN) }
            </span></label>
        }
    };
    html! {
        <div class={if draft.coarse { "dmy ym" } else { "dmy" }}>
            { select(0, "年", "year", year, years) }
            { select(1, "月", "month", month, (1..=12).collect()) }
            if !draft.coarse { { select(2, "日", "day", day, (1..=31).collect()) } }
        </div>
    }
}

/// What is wrong, by the field.
#[must_use]
pub fn wrong(slot: Slot, words: Option<&str>) -> Html {
    match words {
        None => Html::default(),
        Some(words) => html! {
            <p class="errtxt" id={slot.wrong()} tabindex="-1" role="alert">{ icon(icon::WARN) }{words}</p>
        },
    }
}
