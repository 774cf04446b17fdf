//! The fields of one fact, by its kind.

use super::icon::{self, icon};
use super::text::clauses;
use super::{Slot, Ui, flag};
use crate::draft::{Change, Draft};
use crate::labels;
use crate::state::NavigationAction;
use huice_core::ir::{Fact, FactKind, Unit};
use yew::prelude::*;

/// The fields of one fact. `labelled` is the id of the element that names them.
pub fn fields(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, labelled: &str) -> Html {
    match &fact.kind {
        FactKind::Bool { yes, no } => segment(ui, fact, slot, draft, yes, no),
        FactKind::Choice(options) | FactKind::Set(options) => {
            let many = matches!(fact.kind, FactKind::Set(_));
            let cell = Cell {
                ui,
                slot,
                kind: if many { "checkbox" } else { "radio" },
                name: &fact.id,
            };
            let each = options.iter().zip(0u16..).map(|((id, words), at)| {
                if many {
                    cell.show(Change::Many(at), id, words, draft.many.contains(&at))
                } else {
                    cell.show(Change::One(at), id, words, draft.one == Some(at))
                }
            });
            html! {
                <div class="opts">
                    { for each }
                    if many {
                        { cell.show(Change::NoneOf, "none", "以上都不是", draft.none) }
                    }
                    { cell.show(Change::Unsure, "unsure", "不清楚", draft.unsure) }
                </div>
            }
        }
        FactKind::Number { unit, .. } => number(ui, fact, slot, draft, unit, labelled),
        FactKind::Date => {
            let last = ui.state.session.latest_day().year().saturating_add(1);
            let years = (1949, last, last.saturating_add(40));
            html! {
                <div>
                    { date(ui, slot, draft, &fact.id, years) }
                    <label class="tick">
                        <input type="checkbox" name={format!("{}-coarse", fact.id)}
                            checked={draft.coarse} onchange={ui.change(slot.action(Change::Coarse))} />
                        { "只知道年和月" }
                    </label>
                </div>
            }
        }
        FactKind::Records { .. } => html! { <div></div> },
    }
}

/// One cell of a list of options.
struct Cell<'a> {
    ui: &'a Ui<'a>,
    slot: Slot,
    kind: &'static str,
    name: &'a str,
}

impl Cell<'_> {
    fn show(&self, change: Change, id: &str, words: &str, on: bool) -> Html {
        let apart = match change {
            Change::NoneOf => true,
            Change::Unsure => self.kind == "radio",
            Change::Yes(_)
            | Change::One(_)
            | Change::Many(_)
            | Change::Text(_)
            | Change::Part(..)
            | Change::Coarse
            | Change::Step(_) => false,
        };
        html! {
            <label class={if apart { "opt cut" } else { "opt" }}>
                <input type={self.kind} name={self.name.to_owned()} data-answer={id.to_owned()}
                    checked={on} onchange={self.ui.change(self.slot.action(change))} />
                <span class="t">{ clauses(words) }</span>
            </label>
        }
    }
}

fn segment(ui: &Ui, fact: &Fact, slot: Slot, draft: &Draft, yes: &str, no: &str) -> Html {
    let cell = |answer: &'static str, words: &str, change: Change, on: bool| {
        html! {
            <button type="button" data-field={fact.id.clone()} data-answer={answer}
                aria-pressed={flag(on)} onclick={ui.press(slot.action(change))}>
                { words }
            </button>
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
    let input = html! {
        <input id={format!("{}-0", fact.id)} name={fact.id.clone()}
            inputmode={if whole { "numeric" } else { "decimal" }} autocomplete="off"
            aria-labelledby={labelled.to_owned()} aria-invalid={flag(draft.wrong.is_some())}
            aria-describedby={slot.wrong()} value={draft.text.clone()}
            oninput={ui.typed(move |text| slot.action(Change::Text(text)))} />
    };
    match (slot, unit) {
        (Slot::Field(_), Unit::Count(word)) => {
            let step = |name: &str, up: bool, path| {
                html! {
                    <button type="button" aria-label={format!("{name} 1 {word}")}
                        onclick={ui.press(slot.action(Change::Step(up)))}>
                        { icon(path) }
                    </button>
                }
            };
            html! {
                <div class="stepper">
                    { step("减", false, icon::MINUS) }
                    { input }
                    { step("加", true, icon::PLUS) }
                </div>
            }
        }
        (Slot::Main | Slot::Field(_) | Slot::Day, _) => html! {
            <div class={if slot == Slot::Main { "inp big" } else { "inp" }}>
                { input }
                <span class="u">{ labels::unit(unit) }</span>
            </div>
        },
    }
}

/// Selects for year, month and day; the day is left out of a coarse draft. Years run from `first`
/// to `last`, the latest on top; those up to `ahead` stand above the empty choice, so that a list
/// opens between what has been and what is to come.
pub fn date(
    ui: &Ui,
    slot: Slot,
    draft: &Draft,
    name: &str,
    (first, last, ahead): (u16, u16, u16),
) -> Html {
    let select = |at: usize, word: &'static str, key: &str, choices: Vec<u16>| {
        let now = draft.date.get(at).map_or("", String::as_str);
        let options = choices.into_iter().map(|n| match n {
            0 => option(now, String::new(), "—"),
            n => option(now, n.to_string(), &n.to_string()),
        });
        html! {
            <label>
                <span>{ word }</span>
                <span class="sel">
                    <select id={format!("{name}-{at}")} name={format!("{name}-{key}")}
                        aria-invalid={flag(draft.wrong.is_some())} aria-describedby={slot.wrong()}
                        onchange={ui.chosen(move |part| slot.action(Change::Part(at, part)))}>
                        { for options }
                    </select>
                    { icon(icon::DOWN) }
                </span>
            </label>
        }
    };
    let past = (first..=last).rev();
    let years = (last.saturating_add(1)..=ahead)
        .rev()
        .chain([0])
        .chain(past)
        .collect();
    html! {
        <div class={if draft.coarse { "dmy ym" } else { "dmy" }}>
            { select(0, "年", "year", years) }
            { select(1, "月", "month", (0..=12).collect()) }
            if !draft.coarse {
                { select(2, "日", "day", (0..=31).collect()) }
            }
        </div>
    }
}

fn option(now: &str, value: String, words: &str) -> Html {
    let selected = value == now;
    html! { <option {value} {selected}>{ words }</option> }
}

/// What is wrong, by the field. It takes the focus, or [`errors`] above it does.
pub fn wrong(slot: Slot, words: Option<&str>) -> Html {
    let Some(words) = words else {
        return Html::default();
    };
    html! {
        <p class="errtxt" tabindex="-1" id={slot.wrong()}>{ icon(icon::WARN) }{ words }</p>
    }
}

/// What is wrong in the fields of these facts, in the words that stand beside each: it takes the
/// focus and leads to every one of them.
pub fn errors(ui: &Ui, facts: &[&Fact]) -> Html {
    let Some(record) = &ui.state.form.record else {
        return Html::default();
    };
    let each = facts.iter().zip(&record.fields).enumerate();
    let links = each.filter_map(|(at, (fact, draft))| {
        let said = draft.wrong.as_ref()?;
        let field = match fact.kind {
            FactKind::Number { .. } | FactKind::Date => format!("{}-0", fact.id),
            FactKind::Bool { .. }
            | FactKind::Choice(_)
            | FactKind::Set(_)
            | FactKind::Records { .. } => Slot::Field(at).wrong(),
        };
        Some(summary_line(ui, field, &fact.label, said))
    });
    summary(links.collect())
}

/// How many things are wrong, and where each of them is.
pub fn summary(links: Vec<Html>) -> Html {
    if links.is_empty() {
        return Html::default();
    }
    html! {
        <div class="box pad bad" id="wrong" tabindex="-1" role="group" aria-labelledby="wrongs">
            <h2 id="wrongs">{ format!("有 {} 处要改", links.len()) }</h2>
            <ul>{ for links }</ul>
        </div>
    }
}

/// One line of a [`summary`]: it puts the focus on the field with this id.
pub fn summary_line(ui: &Ui, field: String, label: &str, said: &str) -> Html {
    let href = format!("#{field}");
    html! {
        <li>
            <a class="lnk" {href} onclick={ui.press(NavigationAction::See(field))}>{ format!("{label}：{said}") }</a>
        </li>
    }
}
