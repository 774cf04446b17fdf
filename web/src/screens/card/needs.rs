//! What stands in the way, each with who knows it and the way to settle it.

use super::signed;
use crate::components::Ui;
use crate::components::icon;
use crate::components::layout::part;
use crate::components::proof::question;
use crate::components::text::clauses;
use crate::route::{ReturnTo, Screen};
use huice_core::ir::{FactId, Knower};
use huice_core::{CompiledLaw, Decision, Need};
use huice_zh::words;
use yew::prelude::*;

/// Everything that is open; nothing where nothing is.
pub fn needs(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Html {
    if outcome.needs.is_empty() && outcome.amount_needs.is_empty() {
        return Html::default();
    }
    let amounts = outcome.amount_needs.iter();
    let inside = html! {
        <>
            <ul class="needs">{ for outcome.needs.iter().map(|need| one(ui, law, *need)) }</ul>
            if !outcome.amount_needs.is_empty() {
                <p class="s soft gap2">{ "金额还要看：" }</p>
                <ul class="needs">{ for amounts.map(|id| fact(ui, law, *id)) }</ul>
            }
        </>
    };
    part("还差什么", inside)
}

fn one(ui: &Ui, law: &CompiledLaw, need: Need) -> Html {
    match need {
        Need::Fact(id) => fact(ui, law, id),
        Need::Judgement(id) => {
            let said = words::need(law, need);
            others(ui, law, id, "要问部门", &said)
        }
        Need::Open(_) | Need::Reading(..) => {
            let said = words::need(law, need);
            signed(icon::ASK, clauses(&format!("{said}。请问经办部门。")))
        }
    }
}

/// A fact: a question for whoever can be asked it, else who knows it.
fn fact(ui: &Ui, law: &CompiledLaw, id: FactId) -> Html {
    let Some(fact) = law.facts.get(usize::from(id)) else {
        return Html::default();
    };
    if !ui.state.session.can_be_asked(id) {
        return others(ui, law, id, who(fact.knows), &fact.label);
    }
    let unsure = ui.state.session.answers.get(id).is_some();
    html! {
        <li>
            { question(ui, law, id) }
            if unsure {
                <span class="s soft">{ "（您答了不清楚）" }</span>
            }
        </li>
    }
}

/// What others know, and the way to enter it once it is known.
fn others(ui: &Ui, law: &CompiledLaw, id: FactId, who: &str, said: &str) -> Html {
    let href = Screen::Ask(id, ReturnTo::Results).hash(Some(law));
    let name = law.facts.get(usize::from(id)).map(|fact| fact.id.clone());
    let answered = ui.state.session.answers.get(id).is_some();
    signed(
        icon::OFFICE,
        html! {
            <>
                { clauses(&format!("{who}：{said}。")) }
                <a class="lnk" {href} data-need={name}>
                    { if answered { "改结果" } else { "我知道结果" } }
                </a>
            </>
        },
    )
}

/// Whom to ask.
fn who(knows: Knower) -> &'static str {
    match knows {
        Knower::Employer => "要问单位",
        Knower::Institution => "要问机构",
        Knower::Office => "要问部门",
        Knower::Place => "看当地公布的",
        Knower::Person | Knower::Household | Knower::OwnBusiness => "要问本人",
    }
}
