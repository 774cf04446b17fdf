//! The results as a sheet of paper: what is certain, every policy with its reason and clause, and
//! the answers that it rests on.

use crate::components::Ui;
use crate::components::layout::{button, step, where_and_when};
use crate::components::proof::conditions;
use crate::labels::{self, GROUPS, Group};
use crate::results::Results;
use crate::screens::waiting;
use crate::state::{Action, State};
use huice_core::CompiledLaw;
use huice_core::ir::Instrument;
use huice_core::{Decimal, Decision, words};
use yew::prelude::*;

/// The screen: above, what to press; below, the sheet.
pub fn paper(ui: &Ui) -> Html {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    html! {
        <div class="wrap">
            { step(ui, "返回", where_and_when(ui)) }
            <div class="btns noprint">
                { button(ui, "btn", "print", Action::Print, "打印") }
                <a class="btn sec" href="#/text">{ "复制文字" }</a>
            </div>
            <p class="hint noprint">
                { "微信里多半打不了印，请用“复制文字”，或者“存成图片”。" }
            </p>
            { sheet(ui, law, view) }
        </div>
    }
}

fn sheet(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let state = ui.state;
    let day = words::day(state.as_of);
    html! {
        <article class="sheet gap4">
            <h1 id="h" tabindex="-1">
                <span class="ph">{ "就业创业政策" }</span><span class="ph">{ "计算结果" }</span>
            </h1>
            <p class="s">{ &law.place_name }{ "，按" }{ day }{ "计算。" }</p>
            <table class="sums">
                <tbody>
                    { sum("现在能确定给您的", Some(view.own.certain)) }
                    { sum("还差信息的，最多再加", view.own.pending) }
                    { sum("条件够了、由部门决定的，最多再加", view.own.discretionary) }
                </tbody>
            </table>
            { for GROUPS.into_iter().filter_map(|g| group(ui, law, view, g)) }
            if !law.missing.is_empty() {
                <p class="s gap4">
                    { "另有 " }{ law.missing.len() }
                    { " 项原文缺失，可能有您能享受的，请问 12333。" }
                </p>
            }
            { answers(state) }
            <p class="s gap4">
                { "按文件条文推算，不是审批决定，以经办部门审核为准。咨询电话 12333。" }
            </p>
        </article>
    }
}

fn sum(name: &'static str, sum: Option<Decimal>) -> Html {
    let sum = sum.map_or_else(|| "还说不准".into(), |sum| labels::sum(sum) + " 元");
    html! { <tr><th scope="row">{ name }</th><td class="n">{ sum }</td></tr> }
}

/// One group; what has no conclusion for this person is left to the catalogue.
fn group(ui: &Ui, law: &CompiledLaw, view: &Results, group: Group) -> Option<Html> {
    let rows: Vec<Html> = law
        .instruments
        .iter()
        .zip(view.outcomes())
        .filter(|(_, o)| !view.doubles.contains(&o.instrument) && Group::of(o) == group)
        .filter(|(i, o)| ui.state.is_mine(&i.roles) && labels::worth_asking(o.kind))
        .map(|(i, o)| item(ui, law, i, o, group))
        .collect();
    (!rows.is_empty()).then(|| {
        html! {
            <section>
                <h2>{ group.heading().0 }<span class="s soft">{ "　" }{ rows.len() }{ " 项" }</span></h2>
                { for rows }
            </section>
        }
    })
}

fn item(
    ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    group: Group,
) -> Html {
    let found = ui.state.explain(outcome);
    // Where nothing can be had, the one reason above is the reason.
    let reasons = match group {
        Group::Yes | Group::Office | Group::Ask | Group::Judge | Group::Later => true,
        Group::No | Group::Gone => false,
    };
    let why = found.proof.as_ref().filter(|_| reasons);
    // A sum that stands above already is no arithmetic.
    let amount = words::amount(&outcome.amount);
    let steps = found
        .steps
        .iter()
        .map(|step| (words::step_label(step), words::step_line(law, step)))
        .filter(|(_, line)| *line != amount)
        .map(|(label, line)| {
            html! {
                <p class="s">
                    if !label.is_empty() {
                        <span>{ label }{ "：" }</span>
                    }
                    <span>{ line }</span>
                </p>
            }
        });
    html! {
        <div class="item" data-paper={instrument.id.clone()}>
            <p class="hd">
                <b>{ &instrument.title }</b>
                if let Some(word) = labels::strength(outcome.strength) {
                    <span>{ "（" }{ word }{ "）" }</span>
                }
                <span class="amt">{ &amount }</span>
            </p>
            <p class="s">
                { "给" }{ labels::beneficiary(outcome.beneficiary) }{ "。" }
                { labels::reason(ui.state, law, instrument, outcome) }
                { "。依据 " }{ words::cite(law, &instrument.cite) }
            </p>
            { for steps }
            if let Some(proof) = why {
                { conditions(ui, law, proof, &instrument.cite) }
            }
        </div>
    }
}

fn answers(state: &State) -> Html {
    let rows = state.answers.iter().filter_map(|(id, answer)| {
        let fact = state.fact(id)?;
        let said = words::answer(fact, answer);
        Some(html! { <tr><th scope="row">{ &fact.label }</th><td>{ said }</td></tr> })
    });
    html! {
        <section>
            <h2>{ "按这些回答算" }</h2>
            <table><tbody>{ for rows }</tbody></table>
        </section>
    }
}
