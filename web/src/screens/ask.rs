//! One question.

use crate::components::fields::{errors, fields, or, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, more, note, step};
use crate::components::records::records;
use crate::components::rows::rows;
use crate::components::{Slot, Ui, flag};
use crate::route::ReturnTo;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::{Answer, words};
use yew::prelude::*;

/// Most instruments that are named as the reason of a question.
const NAMED: usize = 6;

/// Most questions that are told to be left: the count is what may be asked at most, and a large
/// one frightens more than it tells.
pub const FAR: usize = 20;

/// The screen.
pub fn ask(ui: &Ui, id: FactId, then: ReturnTo) -> Html {
    let (Some(law), Some(fact)) = (ui.state.law(), ui.state.fact(id)) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let page = ui.state.page(id, then);
    let facts: Vec<&Fact> = match &fact.kind {
        FactKind::Records { fields, .. } => fields.iter().collect(),
        FactKind::Bool { .. }
        | FactKind::Choice(_)
        | FactKind::Set(_)
        | FactKind::Number { .. }
        | FactKind::Date => page.iter().filter_map(|id| ui.state.fact(*id)).collect(),
    };
    let list = ui.state.record.as_ref().filter(|_| page.len() > 1);
    html! {
        <div class="wrap q" data-fact={fact.id.clone()}>
            { step(ui, back(ui, &page, then), progress(ui, id, then)) }
            { topic(ui, law, fact, then) }
            { errors(ui, &facts) }
            if let Some(record) = list {
                { heading(&fact.list) }
                { rows(ui, &facts, record) }
            } else {
                { single(ui, id, fact) }
            }
            <div class="gap4">{ more("为什么问这个", why(ui, law, id)) }</div>
        </div>
    }
}

/// A question that is asked alone.
fn single(ui: &Ui, id: FactId, fact: &Fact) -> Html {
    html! {
        <>
            { heading(&fact.ask) }
            if !fact.help.is_empty() {
                <p class="lead">{ &fact.help }</p>
            }
            if let Some(who) = &fact.judgement {
                <div class="gap3">
                    { note("note", icon::OFFICE, &format!("这要由部门定：{who}。还没有结果，就选“不清楚”。")) }
                </div>
            }
            { controls(ui, id, fact) }
        </>
    }
}

/// Where the way back leads.
fn back(ui: &Ui, page: &[FactId], then: ReturnTo) -> &'static str {
    let trail = &ui.state.trail;
    match then {
        ReturnTo::Flow if trail.first().is_none_or(|first| page.contains(first)) => "返回",
        ReturnTo::Flow => "上一题",
        ReturnTo::Review => "核对回答",
        ReturnTo::Results => "结果",
    }
}

/// The topic; and once it is so, that all that is left is not about money.
fn topic(ui: &Ui, law: &Law, fact: &Fact, then: ReturnTo) -> Html {
    let name = law.topics.get(usize::from(fact.topic));
    let question = ui.state.view.as_ref().and_then(|v| v.question.as_ref());
    let settled = then == ReturnTo::Flow && question.is_some_and(|q| q.money_open == 0);
    html! {
        <p class="topic">
            { name.map_or("", String::as_str) }
            if settled {
                { " · 钱都算清了，其余不发钱" }
            }
        </p>
    }
}

/// How far the questions have come. An answer that is changed, or given from the results, is none
/// of their number.
fn progress(ui: &Ui, id: FactId, then: ReturnTo) -> Html {
    if then != ReturnTo::Flow {
        let words = match ui.state.answers.get(id) {
            Some(_) => "修改回答",
            None => "补充回答",
        };
        return words.into();
    }
    let number = ui.state.screens_before(id) + 1;
    let view = ui.state.view.as_ref();
    let question = view.and_then(|view| view.question.as_ref());
    let left = match question.map_or(0, |q| q.screens_at_most) {
        0 => "都问完了".into(),
        left @ 1..=FAR => format!("最多还有 {left} 题"),
        _ => "随时可看结果".into(),
    };
    html! {
        <span>
            <span class="x">{ "第 " }{ number }{ " 题 · " }</span>
            <span class="nb">{ left }</span>
        </span>
    }
}

fn controls(ui: &Ui, id: FactId, fact: &Fact) -> Html {
    let before = ui.state.answers.get(id);
    match &fact.kind {
        FactKind::Bool { yes, no } => html! {
            <div class="yn">
                { answer(ui, "ans", "yes", or(yes, "是"), Answer::Bool(true), before) }
                { answer(ui, "ans", "no", or(no, "否"), Answer::Bool(false), before) }
                { unsure(ui, before) }
            </div>
        },
        FactKind::Choice(options) => {
            let each = options.iter().zip(0u16..);
            html! {
                <div class="pick">
                    { for each.map(|((id, words), at)| {
                        answer(ui, "ans", id, words, Answer::Choice(at), before)
                    }) }
                    { unsure(ui, before) }
                </div>
            }
        }
        FactKind::Set(_) => form(
            ui,
            html! {
                <>
                    { fields(ui, fact, Slot::Main, &ui.state.draft, "h") }
                    <div class="btns one">{ go("继续") }</div>
                </>
            },
        ),
        FactKind::Number { .. } | FactKind::Date => form(
            ui,
            html! {
                <>
                    { fields(ui, fact, Slot::Main, &ui.state.draft, "h") }
                    <div class="btns">{ go("继续") }{ skip(ui) }</div>
                </>
            },
        ),
        FactKind::Records { item, fields } => {
            let fresh = ui.state.records().is_empty() && ui.state.record.is_none();
            let none = Answer::Records(Vec::new());
            form(
                ui,
                html! {
                    <>
                        { records(ui, item, fields) }
                        if fresh {
                            <div class="btns">
                                { answer(ui, "btn sec", "none", "没有", none, before) }
                                { skip(ui) }
                            </div>
                        } else {
                            <div class="btns one">{ go("都填完了") }</div>
                        }
                    </>
                },
            )
        }
    }
}

fn form(ui: &Ui, inside: Html) -> Html {
    html! {
        <form class="gap5" novalidate=true onsubmit={ui.submit(Action::Submit)}>
            { wrong(Slot::Main, ui.state.draft.wrong.as_deref()) }
            { inside }
        </form>
    }
}

fn go(words: &'static str) -> Html {
    html! { <button class="btn" type="submit" data-action="continue">{ words }</button> }
}

fn skip(ui: &Ui) -> Html {
    html! {
        <button class="btn sec" type="button" data-answer="unsure"
            onclick={ui.press(Action::Answer(Answer::Unsure))}>
            { "不清楚，先跳过" }
        </button>
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
        <button {class} type="button" data-answer={id.to_owned()} aria-pressed={flag(on)}
            onclick={ui.press(Action::Answer(answer))}>
            if on {
                { icon(icon::YES) }
            }
            <span>{ words }</span>
        </button>
    }
}

fn unsure(ui: &Ui, before: Option<&Answer>) -> Html {
    let on = before == Some(&Answer::Unsure);
    html! {
        <button class="ans full" type="button" data-answer="unsure" aria-pressed={flag(on)}
            onclick={ui.press(Action::Answer(Answer::Unsure))}>
            if on {
                { icon(icon::YES) }
            }
            <span>{ "不清楚" }</span>
            <small>{ "先跳过，结果里会单独标出" }</small>
        </button>
    }
}

/// The instruments that the answer can still move.
fn why(ui: &Ui, law: &Law, id: FactId) -> Html {
    let question = ui
        .state
        .view
        .as_ref()
        .and_then(|view| view.question.as_ref());
    let because = match question {
        Some(question) if question.facts.contains(&id) => question.because.as_slice(),
        Some(_) | None => &[],
    };
    if because.is_empty() {
        return html! {
            <div class="in"><p>{ "这个回答会影响结果。改了以后马上重算，别的回答都留着。" }</p></div>
        };
    }
    let named = because.iter().take(NAMED);
    let named = named.filter_map(|at| reason(ui, law, *at));
    let rest = because.len().saturating_sub(NAMED);
    html! {
        <div class="in">
            <p>{ "有 " }{ because.len() }{ " 项政策还要看这一条：" }</p>
            <ul class="dots">{ for named }</ul>
            if rest > 0 {
                <p>{ "另外还有 " }{ rest }{ " 项。" }</p>
            }
        </div>
    }
}

fn reason(ui: &Ui, law: &Law, at: u16) -> Option<Html> {
    let instrument = law.instruments.get(usize::from(at))?;
    let outcome = ui.state.view.as_ref()?.outcomes().get(usize::from(at))?;
    Some(html! {
        <li>
            <b>{ &instrument.title }</b>
            if outcome.amount.is_sum() {
                <span class="ph">{ "（" }{ words::amount(&outcome.amount) }{ "）" }</span>
            }
            { " " }
            <span class="ph">{ words::cite(law, &instrument.cite) }</span>
        </li>
    })
}
