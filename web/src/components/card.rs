//! One instrument in a list: what it gives, how it stands, who gets it. It leads to the whole account.

use super::Ui;
use super::age::year;
use super::icon::{self, icon, sign};
use super::layout::paragraph;
use super::text::clauses;
use crate::labels::{self, Group, chip};
use crate::route::Screen;
use huice_core::CompiledLaw;
use huice_core::ir::{Instrument, LostItem};
use huice_core::outcome::TEXT_MISSING;
use huice_core::{AmountResult, Decision};
use huice_zh::words;
use yew::prelude::*;

/// The row of an outcome.
pub fn card(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Html {
    let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
        return Html::default();
    };
    let group = ui.state.session.group(outcome);
    html! {
        <a class="cardl" key={instrument.id.clone()} id={format!("c-{}", outcome.instrument)}
            href={Screen::Card(outcome.instrument).hash(Some(law))} data-id={instrument.id.clone()}
            data-verdict={outcome.verdict.word()} data-amount={words::amount(&outcome.amount)}>
            <span class="h">
                <b>{ clauses(everyday(instrument)) }</b>
                { amount(outcome) }
            </span>
            <span class="of">{ clauses(&official(ui, law, instrument)) }</span>
            <span class="ft">
                { sign_of(outcome, group) }
                <span class="t">{ clauses(&beside(ui, law, instrument, outcome, group)) }</span>
            </span>
            { sign(icon::GO, "i go") }
        </a>
    }
}

/// The title as one would say it at the counter.
#[must_use]
pub fn everyday(instrument: &Instrument) -> &str {
    super::fields::or(&instrument.plain, &instrument.title)
}

/// The official title, where it is another one, and the year of the document.
fn official(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> String {
    let year = year(law, instrument.cite.document, ui.state.session.as_of);
    if instrument.plain.is_empty() {
        format!("{year}的文件")
    } else {
        format!("{}，{year}", instrument.title)
    }
}

/// The amount at the end of the first line.
fn amount(outcome: &Decision) -> Html {
    let words = match outcome.amount {
        AmountResult::None | AmountResult::NotDue => return Html::default(),
        AmountResult::NotStated => "没写多少".into(),
        AmountResult::Text(_)
        | AmountResult::Exact(..)
        | AmountResult::Range(..)
        | AmountResult::AtMost(..) => words::amount(&outcome.amount),
    };
    let plain = labels::is_plain(&outcome.amount);
    html! { <span class={if plain { "amt no" } else { "amt" }}>{ clauses(&words) }</span> }
}

/// The verdict, as a sign and a word.
pub fn sign_of(outcome: &Decision, group: Group) -> Html {
    let path = match group {
        Group::Yes => icon::YES,
        Group::Office | Group::Judge => icon::OFFICE,
        Group::Ask => icon::ASK,
        Group::Later => icon::CLOCK,
        Group::No => icon::NO,
        Group::Gone => icon::GONE,
    };
    html! { <span class={group.tint()}>{ icon(path) }{ chip(outcome, group) }</span> }
}

/// Beside the verdict: who gets it, or why not.
fn beside(
    ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    group: Group,
) -> String {
    match group {
        Group::Yes | Group::Office if outcome.amount_needs.is_empty() => {
            format!(
                "给{}",
                labels::receiver(outcome.beneficiary, &ui.state.session.roles)
            )
        }
        Group::Yes
        | Group::Office
        | Group::Ask
        | Group::Judge
        | Group::Later
        | Group::No
        | Group::Gone => crate::reason::reason(ui.state, law, instrument, outcome),
    }
}

/// An item whose text is lost: all that is known of it.
pub fn lost(law: &CompiledLaw, missing: &LostItem) -> Html {
    let document = law.documents.get(usize::from(missing.document));
    let number = document.map_or("", |d| d.number.as_str());
    html! {
        <div class="cardl" key={missing.id.clone()} data-id={missing.id.clone()}
            data-verdict={TEXT_MISSING}>
            <b>{ clauses(&words::missing_title(missing)) }</b>
            { paragraph("s soft", &format!("{number} {}", missing.clause)) }
            <p>{ clauses(&format!("{}。", words::missing(missing))) }</p>
            if !missing.units.is_empty() {
                { paragraph("s soft", &format!("责任单位：{}", missing.units)) }
            }
        </div>
    }
}
