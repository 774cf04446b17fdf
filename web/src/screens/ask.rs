//! One question.

use crate::components::card::everyday;
use crate::components::fields::{errors, fields, or, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, lead, more, note, pair, step};
use crate::components::records::records;
use crate::components::rows::rows;
use crate::components::text::clauses;
use crate::components::{Slot, Ui, flag};
use crate::labels;
use crate::route::ReturnTo;
use crate::state::Action;
use huice_core::Answer;
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::text;
use huice_zh::words;
use yew::prelude::*;

/// Most instruments that are named as the reason of a question.
const NAMED: usize = 6;

/// Most answers that are shown beside a question.
const SAID: usize = 8;

/// Most questions that are told to be left: the count is what may be asked at most, and a large
/// one frightens more than it tells.
pub const FAR: usize = 20;

/// The screen.
pub fn ask(ui: &Ui, law: &Law, id: FactId, then: ReturnTo) -> Html {
    let below = html! {
        <>
            { more("为什么问这个", why(ui, law, id)) }
            { early(ui, then) }
        </>
    };
    question(ui, law, (id, then), so_far(ui, law), below)
}

/// The question itself, with what stands beside and below it.
fn question(ui: &Ui, law: &Law, (id, then): (FactId, ReturnTo), beside: Html, below: Html) -> Html {
    let Some(fact) = law.facts.get(usize::from(id)) else {
        return Html::default();
    };
    let page = ui.state.page(id, then);
    let facts: Vec<&Fact> = match &fact.kind {
        FactKind::Records { fields, .. } => fields.iter().collect(),
        FactKind::Bool { .. }
        | FactKind::Choice(_)
        | FactKind::Set(_)
        | FactKind::Number { .. }
        | FactKind::Date => page
            .iter()
            .filter_map(|id| ui.state.session.fact(*id))
            .collect(),
    };
    let list = ui.state.form.record.as_ref().filter(|_| page.len() > 1);
    html! {
        <div class="wrap wide">
            <div class="cols">
                { beside }
                <div class="qcol" data-fact={fact.id.clone()}>
                    { step(ui, back(ui, &page, then), progress(ui, id, then)) }
                    { errors(ui, &facts) }
                    if let Some(record) = list {
                        { heading(&fact.list) }
                        { rows(ui, &facts, record) }
                    } else {
                        { single(ui, id, fact) }
                    }
                    { below }
                </div>
            </div>
        </div>
    }
}

/// The first question without what the program has to find out: which instruments ask, the results
/// so far, what has been said.
#[cfg(not(target_arch = "wasm32"))]
pub fn first_question(ui: &Ui, law: &Law, id: FactId) -> Html {
    let beside = html! { <aside class="side"></aside> };
    question(ui, law, (id, ReturnTo::Flow), beside, Html::default())
}

/// On a wide screen, beside the question: what has been said, and the way to change it.
fn so_far(ui: &Ui, law: &Law) -> Html {
    let goals = ui
        .state
        .session
        .goals()
        .iter()
        .filter(|goal| ui.state.session.wants(&goal.id));
    let goals: Vec<&str> = goals.map(|goal| goal.label.as_str()).collect();
    let said = ui.state.session.trail.iter().rev().filter_map(|id| {
        let (fact, answer) = (
            ui.state.session.fact(*id)?,
            ui.state.session.answers.get(*id)?,
        );
        let said = match answer {
            Answer::Bool(false) | Answer::Unsure => return None,
            _ => words::answer(fact, answer),
        };
        Some(pair(&fact.label, &said))
    });
    html! {
        <aside class="side" aria-label="答过的">
            <h2>{ "您答过的" }</h2>
            <dl class="kv s">
                { pair("地方", &law.place_name) }
                if !goals.is_empty() {
                    { pair("想办", &text::joined(&goals, "、")) }
                }
                { for said.take(SAID) }
            </dl>
            <a class="lnk" href="#/review">{ "改前面的回答" }</a>
        </aside>
    }
}

/// The results so far, for whoever has had enough of questions.
fn early(ui: &Ui, then: ReturnTo) -> Html {
    let Some(view) = ui
        .state
        .results
        .view
        .as_ref()
        .filter(|_| then == ReturnTo::Flow)
    else {
        return Html::default();
    };
    html! {
        <a class="lnk early" data-action="results" href="#/results">
            { "先看结果" }
            if !view.own.certain.is_zero() {
                <span class="soft">{ format!("，按文件算已有 {} 元", labels::sum(view.own.certain)) }</span>
            }
        </a>
    }
}

/// A question that is asked alone.
fn single(ui: &Ui, id: FactId, fact: &Fact) -> Html {
    html! {
        <>
            { heading(&fact.ask) }
            if !fact.help.is_empty() {
                { lead(&fact.help) }
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
    let trail = &ui.state.session.trail;
    match then {
        ReturnTo::Flow if trail.first().is_none_or(|first| page.contains(first)) => "返回",
        ReturnTo::Flow => "上一题",
        ReturnTo::Review => "核对回答",
        ReturnTo::Results => "结果",
    }
}

/// How far the questions have come. An answer that is changed, or given from the results, is none
/// of their number.
fn progress(ui: &Ui, id: FactId, then: ReturnTo) -> Html {
    if then != ReturnTo::Flow {
        let words = match ui.state.session.answers.get(id) {
            Some(_) => "修改回答",
            None => "补充回答",
        };
        return words.into();
    }
    let number = ui.state.screens_before(id) + 1;
    let view = ui.state.results.view.as_ref();
    let question = view.and_then(|view| view.question.as_ref());
    let left = match question {
        None => "都问完了".into(),
        Some(question) if question.money_open == 0 => "钱已算清，这是看服务".into(),
        Some(question) if question.screens_at_most <= FAR => {
            format!("最多还有 {} 步", question.screens_at_most)
        }
        Some(_) => "随时可看结果".into(),
    };
    clauses(&format!("第 {number} 步，{left}"))
}

fn controls(ui: &Ui, id: FactId, fact: &Fact) -> Html {
    let before = ui.state.session.answers.get(id);
    match &fact.kind {
        FactKind::Bool { yes, no } => html! {
            <div class="yn" role="group" aria-labelledby="h">
                { answer(ui, "ans", "yes", or(yes, "是"), Answer::Bool(true), before) }
                { answer(ui, "ans", "no", or(no, "否"), Answer::Bool(false), before) }
                { unsure(ui, "ans q", "不清楚", before) }
            </div>
        },
        FactKind::Choice(options) => {
            let each = options.iter().zip(0u16..);
            html! {
                <div class="pick" role="group" aria-labelledby="h">
                    { for each.map(|((id, words), at)| {
                        answer(ui, "ans", id, words, Answer::Choice(at), before)
                    }) }
                    { unsure(ui, "ans q", "不清楚", before) }
                </div>
            }
        }
        FactKind::Set(_) => form(
            ui,
            html! {
                <>
                    <div role="group" aria-labelledby="h">
                        { fields(ui, fact, Slot::Main, &ui.state.form.draft, "h") }
                    </div>
                    <div class="bar flat">{ go("继续") }</div>
                </>
            },
        ),
        FactKind::Number { .. } | FactKind::Date => form(
            ui,
            html! {
                <>
                    <div role="group" aria-labelledby="h">
                        { fields(ui, fact, Slot::Main, &ui.state.form.draft, "h") }
                    </div>
                    <div class="btns">{ go("继续") }{ unsure(ui, "btn sec", "不清楚，先跳过", before) }</div>
                </>
            },
        ),
        FactKind::Records { item, fields } => {
            let fresh = ui.state.records().is_empty() && ui.state.form.record.is_none();
            let none = Answer::Records(Vec::new());
            form(
                ui,
                html! {
                    <>
                        { records(ui, item, fields) }
                        if ui.state.form.record.is_some() {
                            // The record's own button is the way on.
                        } else if fresh {
                            <div class="btns">
                                { answer(ui, "btn sec", "none", "没有", none, before) }
                                { unsure(ui, "btn sec", "不清楚，先跳过", before) }
                            </div>
                        } else {
                            <div class="bar flat">{ go("都填完了") }</div>
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
            { wrong(Slot::Main, ui.state.form.draft.wrong.as_deref()) }
            { inside }
        </form>
    }
}

fn go(words: &'static str) -> Html {
    html! { <button class="btn" type="submit" data-action="continue">{ words }</button> }
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
            <span>{ clauses(words) }</span>
        </button>
    }
}

fn unsure(ui: &Ui, class: &'static str, words: &str, before: Option<&Answer>) -> Html {
    answer(ui, class, "unsure", words, Answer::Unsure, before)
}

/// The instruments that the answer can still move.
fn why(ui: &Ui, law: &Law, id: FactId) -> Html {
    let question = ui.state.results.question();
    let because = match question {
        Some(question) if question.facts.contains(&id) => question.because.as_slice(),
        Some(_) | None => &[],
    };
    if because.is_empty() {
        return html! {
            <div class="in"><p>{ clauses("这个回答会影响结果。改了以后马上重算，别的回答都留着。") }</p></div>
        };
    }
    let named = because.iter().take(NAMED);
    let named = named.filter_map(|at| reason(ui, law, *at));
    let rest = because.len().saturating_sub(NAMED);
    html! {
        <div class="in">
            <p>{ clauses(&format!("有 {} 项政策还要看这一条：", because.len())) }</p>
            <ul class="dots">{ for named }</ul>
            if rest > 0 {
                <p>{ format!("另外还有 {rest} 项。") }</p>
            }
        </div>
    }
}

fn reason(ui: &Ui, law: &Law, at: u16) -> Option<Html> {
    let instrument = law.instruments.get(usize::from(at))?;
    let outcome = ui
        .state
        .results
        .view
        .as_ref()?
        .outcomes()
        .get(usize::from(at))?;
    Some(html! {
        <li>
            <b>{ clauses(everyday(instrument)) }</b>
            if outcome.amount.is_sum() {
                { clauses(&format!("（{}）", words::amount(&outcome.amount))) }
            }
            { " " }
            { clauses(&words::cite(law, &instrument.cite)) }
        </li>
    })
}
