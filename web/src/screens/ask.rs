//! One question.

use crate::components::fields::{fields, or, wrong};
use crate::components::frame::{flag, more, note, step};
use crate::components::icon::{self, icon};
use crate::components::records::records;
use crate::components::{Slot, Ui};
use crate::route::Then;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::{Answer, words};
use std::rc::Rc;
use yew::prelude::*;

/// Most instruments that are named as the reason of a question.
const NAMED: usize = 6;

/// The screen.
#[must_use]
pub fn ask(ui: &Ui, id: FactId, then: Then) -> Html {
    let (Some(law), Some(fact)) = (ui.state.law(), ui.state.fact(id)) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let topic = law.topics.get(usize::from(fact.topic)).map_or("", String::as_str);
    html! {
        <div class="wrap q" data-fact={fact.id.clone()}>
            { step(ui, back(then), progress(ui, id)) }
            <p class="topic">{topic}</p>
            <h1 id="h" tabindex="-1">{&fact.ask}</h1>
            if !fact.help.is_empty() { <p class="lead">{&fact.help}</p> }
            if let Some(who) = &fact.judgement {
                <div class="gap3">{ note("note", icon::OFFICE, html! { <>{"这要由部门定："}{who}{"。还没有结果，就选“不清楚”。"}</> }) }</div>
            }
            { controls(ui, id, fact) }
            <div class="gap4">{ more("为什么问这个", why(ui, law, id)) }</div>
        </div>
    }
}

fn back(then: Then) -> &'static str {
    match then {
        Then::Flow => "上一题",
        Then::Review => "核对回答",
        Then::Results => "结果",
    }
}

fn progress(ui: &Ui, id: FactId) -> Html {
    let trail = &ui.state.trail;
    let number = trail.iter().position(|f| *f == id).unwrap_or(trail.len()) + 1;
    let left = ui.state.view.as_ref().and_then(|view| view.question.as_ref()).map_or(0, |q| q.at_most);
    html! { <><span class="x">{"第 "}{number}{" 题 · "}</span><span class="nb">{"最多还有 "}{left}{" 题"}</span></> }
}

fn controls(ui: &Ui, id: FactId, fact: &Fact) -> Html {
    let before = ui.state.answers.get(id);
    let said = wrong(Slot::Main, ui.state.wrong.as_deref());
    match &fact.kind {
        FactKind::Bool { yes, no } => html! {
            <div class="yn">
                { answer(ui, "ans", "yes", or(yes, "是"), Answer::Bool(true), before) }
                { answer(ui, "ans", "no", or(no, "否"), Answer::Bool(false), before) }
                { unsure(ui, before) }
            </div>
        },
        FactKind::Choice(options) => html! {
            <div class="pick">
                { for options.iter().zip(0u16..).map(|((id, words), at)| answer(ui, "ans", id, words, Answer::Choice(at), before)) }
                { unsure(ui, before) }
            </div>
        },
        FactKind::Set(_) => form(ui, said, html! {
            <>
            { fields(ui, fact, Slot::Main, &ui.state.draft, "h") }
            <div class="btns one">{ go("继续") }</div>
            </>
        }),
        FactKind::Number { .. } | FactKind::Date => form(ui, said, html! {
            <>
            { fields(ui, fact, Slot::Main, &ui.state.draft, "h") }
            <div class="btns">{ go("继续") }{ skip(ui) }</div>
            </>
        }),
        FactKind::Records { item, fields } => {
            let none = ui.state.records().is_empty();
            form(ui, said, html! {
                <>
                { records(ui, item, fields) }
                <div class="btns">
                    if none && ui.state.record.is_none() {
                        { answer(ui, "btn sec", "none", "没有", Answer::Records(Vec::new()), None) }
                        { skip(ui) }
                    } else {
                        { go("都填完了") }
                    }
                </div>
                </>
            })
        }
    }
}

fn form(ui: &Ui, said: Html, inside: Html) -> Html {
    let submit = ui.link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Action::Submit
    });
    html! { <form class="gap5" novalidate=true onsubmit={submit}>{ said }{ inside }</form> }
}

fn go(words: &'static str) -> Html {
    html! { <button class="btn" type="submit" data-action="continue">{words}</button> }
}

fn skip(ui: &Ui) -> Html {
    html! {
        <button class="btn sec" type="button" data-answer="unsure" onclick={ui.act(Action::Answer(Answer::Unsure))}>{"不清楚，先跳过"}</button>
    }
}

fn answer(
    ui: &Ui,
    class: &'static str,
    id: &str,
    words: &str,
    answer: Answer,
    before: Option<&Answer>,
) -> Html {
    let on = before == Some(&answer);
    html! {
        <button class={class} type="button" data-answer={id.to_owned()} aria-pressed={flag(on)} onclick={ui.act(Action::Answer(answer))}>
            if on { { icon(icon::YES) } }<span>{words}</span>
        </button>
    }
}

fn unsure(ui: &Ui, before: Option<&Answer>) -> Html {
    let on = before == Some(&Answer::Unsure);
    html! {
        <button class="ans full" type="button" data-answer="unsure" aria-pressed={flag(on)} onclick={ui.act(Action::Answer(Answer::Unsure))}>
            {"不清楚"}<small>{"先跳过，结果里会单独标出"}</small>
        </button>
    }
}

/// The instruments that the answer can still move; for a question that is asked again, those
/// that look at it.
fn why(ui: &Ui, law: &Rc<Law>, id: FactId) -> Html {
    let Some(view) = &ui.state.view else { return Html::default() };
    let because: Vec<u16> = match &view.question {
        Some(question) if question.fact == id => question.because.clone(),
        Some(_) | None => Vec::new(),
    };
    let named: Vec<_> = because
        .iter()
        .filter_map(|at| Some((law.instruments.get(usize::from(*at))?, view.outcomes.get(usize::from(*at))?)))
        .collect();
    if named.is_empty() {
        return html! { <p>{"您的回答会用来判断还没有结论的政策。回答随时可以改。"}</p> };
    }
    let more = named.len().saturating_sub(NAMED);
    html! {
        <>
        <p>{"有 "}{named.len()}{" 项政策还要看这一条："}</p>
        <ul class="dots">{ for named.iter().take(NAMED).map(|(instrument, outcome)| html! {
            <li><b>{&instrument.title}</b>
                if outcome.amount.is_sum() { <span class="ph">{"（"}{words::amount(&outcome.amount)}{"）"}</span> }
                <span class="ph">{" "}{words::cite(law, &instrument.cite)}</span></li>
        }) }</ul>
        if more > 0 { <p>{"另外还有 "}{more}{" 项。"}</p> }
        </>
    }
}
