//! 怎么办: call first, then the office, then online, and what to bring.

use super::numbered;
use crate::components::Ui;
use crate::components::script::script;
use crate::components::text::clauses;
use huice_core::CompiledLaw;
use huice_core::ir::{Hotline, Instrument};
use huice_core::text;
use yew::prelude::*;

/// What to do, step by step. Nothing is in it that neither the clause nor the place says.
pub fn how(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Html {
    let steps = [
        Some(ring(ui, law, instrument)),
        Some(offices(law, instrument)),
        online(law, instrument),
        Some(papers()),
    ];
    let steps = steps.into_iter().flatten().enumerate();
    html! {
        <section class="part do" id="do" tabindex="-1">
            <h2>{ "怎么办" }</h2>
            <ol class="how">{ for steps.map(|(at, inside)| numbered(at + 1, inside)) }</ol>
        </section>
    }
}

fn ring(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Html {
    let number = |line: &Hotline| {
        html! {
            <a class="btn" href={format!("tel:{}", line.number)}>
                <span>{ &line.number }<small>{ clauses(&line.name) }</small></span>
            </a>
        }
    };
    html! {
        <>
            { "先打电话问" }
            <small>{ "电话里可以这样问：" }</small>
            { script(ui, law, instrument) }
            <div class="acts gap2">{ for law.contacts.hotlines.iter().map(number) }</div>
        </>
    }
}

/// The offices that the clause names, the leading one first.
fn offices(law: &CompiledLaw, instrument: &Instrument) -> Html {
    let named: Vec<&str> = instrument
        .offices
        .iter()
        .filter_map(|at| law.offices.get(usize::from(*at)).map(String::as_str))
        .collect();
    let Some((lead, others)) = named.split_first() else {
        return html! {
            <>{ "文件没写找哪个部门" }<small>{ "打电话时一起问" }</small></>
        };
    };
    html! {
        <>
            { clauses(&format!("找{lead}")) }
            if !others.is_empty() {
                <small>{ clauses(&format!("文件还写了：{}", text::joined(others, "、"))) }</small>
            }
        </>
    }
}

fn online(law: &CompiledLaw, instrument: &Instrument) -> Option<Html> {
    let portal = &law.contacts.portal;
    (!portal.is_empty()).then(|| {
        html! {
            <>
                { clauses(&format!("网上看“{portal}”")) }
                <small>{ clauses(&format!("搜“{}”；搜不到就打电话", instrument.title)) }</small>
            </>
        }
    })
}

fn papers() -> Html {
    html! {
        <>{ clauses("文件没写要带什么材料") }<small>{ "打电话时一起问" }</small></>
    }
}
