//! One question.

use crate::components::fields::{errors, fields, or, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, more, note, step};
use crate::components::records::records;
use crate::components::rows::rows;
use crate::components::tag::{Tag, el, tag};
use crate::components::{Slot, Ui};
use crate::route::ReturnTo;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::{Answer, words};

/// Most instruments that are named as the reason of a question.
const NAMED: usize = 6;

/// Most questions that are told to be left: the count is what may be asked at most, and a large
/// one frightens more than it tells.
pub const FAR: usize = 20;

/// The screen.
#[must_use]
pub fn ask(ui: &Ui, id: FactId, then: ReturnTo) -> Tag {
    let (Some(law), Some(fact)) = (ui.state.law(), ui.state.fact(id)) else {
        return el("div.wrap").put(waiting(ui));
    };
    let page = ui.state.page(id, then);
    let back = match then {
        ReturnTo::Flow
            if ui
                .state
                .trail
                .first()
                .is_none_or(|first| page.contains(first)) =>
        {
            "返回"
        }
        ReturnTo::Flow => "上一题",
        ReturnTo::Review => "核对回答",
        ReturnTo::Results => "结果",
    };
    let facts: Vec<&Fact> = match &fact.kind {
        FactKind::Records { fields, .. } => fields.iter().collect(),
        FactKind::Bool { .. }
        | FactKind::Choice(_)
        | FactKind::Set(_)
        | FactKind::Number { .. }
        | FactKind::Date => page.iter().filter_map(|id| ui.state.fact(*id)).collect(),
    };
    let head = el("div.wrap q")
        .set("data-fact", &fact.id)
        .put(step(ui, back, progress(ui, id, then)))
        .put(topic(ui, law, fact, then))
        .maybe(errors(ui, &facts));
    let below = el("div.gap4").put(more("为什么问这个", why(ui, law, id)));
    if let (true, Some(record)) = (page.len() > 1, &ui.state.record) {
        let rows = rows(ui, &facts, record);
        return head.put(heading(&fact.list)).put(rows).put(below);
    }
    let judged = fact.judgement.as_ref().map(|who| {
        let words = format!("这要由部门定：{who}。还没有结果，就选“不清楚”。");
        el("div.gap3").put(note("note", icon::OFFICE, &words))
    });
    head.put(heading(&fact.ask))
        .maybe((!fact.help.is_empty()).then(|| el("p.lead").text(&fact.help)))
        .maybe(judged)
        .put(controls(ui, id, fact))
        .put(below)
}

/// The topic; and once it is so, that all that is left is not about money.
fn topic(ui: &Ui, law: &Law, fact: &Fact, then: ReturnTo) -> Tag {
    let name = law.topics.get(usize::from(fact.topic));
    let question = ui.state.view.as_ref().and_then(|v| v.question.as_ref());
    let settled = then == ReturnTo::Flow && question.is_some_and(|q| q.money_open == 0);
    let topic = el("p.topic").text(name.map_or("", String::as_str));
    if settled {
        topic.say(" · 钱都算清了，其余不发钱")
    } else {
        topic
    }
}

/// How far the questions have come. An answer that is changed, or given from the results, is none
/// of their number.
fn progress(ui: &Ui, id: FactId, then: ReturnTo) -> Tag {
    if then != ReturnTo::Flow {
        let words = match ui.state.answers.get(id) {
            Some(_) => "修改回答",
            None => "补充回答",
        };
        return el("span").say(words);
    }
    let number = ui.state.screens_before(id) + 1;
    let question = ui
        .state
        .view
        .as_ref()
        .and_then(|view| view.question.as_ref());
    let left = question.map_or(0, |q| q.screens_at_most);
    let rest = el("span.nb");
    el("span")
        .put(el("span.x>第 ").count(number).say(" 题 · "))
        .put(match left {
            0 => rest.say("都问完了"),
            1..=FAR => rest.say("最多还有 ").count(left).say(" 题"),
            _ => rest.say("随时可看结果"),
        })
}

fn controls(ui: &Ui, id: FactId, fact: &Fact) -> Tag {
    let before = ui.state.answers.get(id);
    match &fact.kind {
        FactKind::Bool { yes, no } => el("div.yn")
            .put(answer(
                ui,
                "ans",
                "yes",
                or(yes, "是"),
                Answer::Bool(true),
                before,
            ))
            .put(answer(
                ui,
                "ans",
                "no",
                or(no, "否"),
                Answer::Bool(false),
                before,
            ))
            .put(unsure(ui, before)),
        FactKind::Choice(options) => {
            el("div.pick")
                .each(options.iter().zip(0u16..).map(|((id, words), at)| {
                    answer(ui, "ans", id, words, Answer::Choice(at), before)
                }))
                .put(unsure(ui, before))
        }
        FactKind::Set(_) => form(ui)
            .put(fields(ui, fact, Slot::Main, &ui.state.draft, "h"))
            .put(el("div.btns one").put(go("继续"))),
        FactKind::Number { .. } | FactKind::Date => form(ui)
            .put(fields(ui, fact, Slot::Main, &ui.state.draft, "h"))
            .put(el("div.btns").put(go("继续")).put(skip(ui))),
        FactKind::Records { item, fields } => {
            let fresh = ui.state.records().is_empty() && ui.state.record.is_none();
            let none = Answer::Records(Vec::new());
            let buttons = if fresh {
                el("div.btns")
                    .put(answer(ui, "btn sec", "none", "没有", none, before))
                    .put(skip(ui))
            } else {
                el("div.btns one").put(go("都填完了"))
            };
            form(ui).put(records(ui, item, fields)).put(buttons)
        }
    }
}

fn form(ui: &Ui) -> Tag {
    el("form.gap5|novalidate=")
        .sent(ui, Action::Submit)
        .maybe(wrong(Slot::Main, ui.state.draft.wrong.as_deref()))
}

fn go(words: &'static str) -> Tag {
    el("button.btn|type=submit|data-action=continue").say(words)
}

fn skip(ui: &Ui) -> Tag {
    el("button.btn sec|type=button|data-answer=unsure")
        .click(ui, Action::Answer(Answer::Unsure))
        .say("不清楚，先跳过")
}

fn answer(
    ui: &Ui,
    class: &'static str,
    id: &str,
    words: &str,
    answer: Answer,
    before: Option<&Answer>,
) -> Tag {
    let on = before == Some(&answer);
    tag("button", class)
        .at("type", "button")
        .set("data-answer", id)
        .flag("aria-pressed", on)
        .click(ui, Action::Answer(answer))
        .maybe(on.then(|| icon(icon::YES)))
        .put(el("span").text(words))
}

fn unsure(ui: &Ui, before: Option<&Answer>) -> Tag {
    answer(ui, "ans full", "unsure", "不清楚", Answer::Unsure, before)
        .put(el("small>先跳过，结果里会单独标出"))
}

/// The instruments that the answer can still move.
fn why(ui: &Ui, law: &Law, id: FactId) -> Tag {
    let inside = el("div.in");
    let view = ui.state.view.as_ref();
    let because = match view.and_then(|view| view.question.as_ref()) {
        Some(question) if question.facts.contains(&id) => question.because.as_slice(),
        Some(_) | None => &[],
    };
    if because.is_empty() {
        return inside.put(el(
            "p>这个回答会影响结果。改了以后马上重算，别的回答都留着。",
        ));
    }
    let named = because.iter().take(NAMED).filter_map(|at| {
        let instrument = law.instruments.get(usize::from(*at))?;
        let outcome = view?.outcomes().get(usize::from(*at))?;
        let amount = outcome.amount.is_sum().then(|| {
            el("span.ph>（")
                .words(words::amount(&outcome.amount))
                .say("）")
        });
        Some(
            el("li")
                .put(el("b").text(&instrument.title))
                .maybe(amount)
                .say(" ")
                .put(el("span.ph").words(words::cite(law, &instrument.cite))),
        )
    });
    let rest = because.len().saturating_sub(NAMED);
    inside
        .put(
            el("p>有 ")
                .count(because.len())
                .say(" 项政策还要看这一条："),
        )
        .put(el("ul.dots").each(named))
        .maybe((rest > 0).then(|| el("p>另外还有 ").count(rest).say(" 项。")))
}
