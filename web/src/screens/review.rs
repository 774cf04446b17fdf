//! All answers, each with the way to change it.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, group, heading, step};
use crate::labels;
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{FactId, Law};
use huice_core::{Answer, words};
use yew::prelude::*;

/// The screen.
pub fn review(ui: &Ui) -> Html {
    let Some(law) = ui.state.law() else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let state = ui.state;
    let all: Vec<(FactId, &Answer)> = state.answers.iter().collect();
    let unsure: Vec<FactId> = all
        .iter()
        .filter_map(|(id, answer)| (**answer == Answer::Unsure).then_some(*id))
        .collect();
    let topics = law.topics.iter().zip(0u16..).map(|(name, at)| {
        let known = |(id, answer): &(FactId, &Answer)| {
            let here = state.fact(*id).is_some_and(|fact| fact.topic == at);
            (here && **answer != Answer::Unsure).then_some(*id)
        };
        rows(ui, law, name, "", all.iter().filter_map(known).collect())
    });
    let not_sure = format!("{} 个不清楚", unsure.len());
    html! {
        <div class="wrap">
            { step(ui, "返回", html! { <>{ "共 " }{ all.len() }{ " 个回答" }</> }) }
            { heading("核对您的回答") }
            <p class="lead">{ "改一处，只重算，不用从头来。" }</p>
            { unread(ui) }
            { contradictions(ui) }
            { rows(ui, law, "先确认", &not_sure, unsure) }
            { frame(ui, law) }
            { for topics }
            { consequences(ui, law) }
            <div class="btns">
                <a class="btn" data-action="results" href="#/results">{ "看结果" }</a>
                { button(ui, "btn sec", "clear", Action::Clear, "全部清除") }
            </div>
            <p class="priv gap4">
                { icon(icon::LOCK) }
                <span>{ "关掉这个页面，回答就没有了。清除以后，这台设备上不留记录。" }</span>
            </p>
        </div>
    }
}

/// The answers to some facts, under a heading; nothing where there are none.
fn rows(ui: &Ui, law: &Law, name: &str, beside: &str, facts: Vec<FactId>) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let each = facts.into_iter().filter_map(|id| row(ui, law, id));
    html! { <>{ group(name, beside) }<div class="box">{ for each }</div></> }
}

/// Place, day and roles.
fn frame(ui: &Ui, law: &Law) -> Html {
    let state = ui.state;
    let roles: Vec<_> = state
        .roles
        .iter()
        .map(|role| labels::role(*role).0)
        .collect();
    html! {
        <>
            { group("地方、日期和身份", "") }
            <div class="box">
                { line("在哪里", &law.place_name, "#/", "") }
                { line("按哪天算", &words::day(state.as_of), "#/", "") }
                { line("身份", &words::joined(&roles, "；"), "#/", "") }
            </div>
        </>
    }
}

/// Answers that cannot all be so, and a question which of them is right.
fn contradictions(ui: &Ui) -> Html {
    let found = ui.state.view.iter().flat_map(Results::contradictions);
    let each = found.map(|one| {
        html! { <p class="note wait gap3" data-contradiction={one.fact.to_string()}><span>{ one.say }</span></p> }
    });
    html! { <>{ for each }</> }
}

/// What follows from the answers, each with why. Whoever knows better answers the question.
fn consequences(ui: &Ui, law: &Law) -> Html {
    let found = ui.state.view.iter().flat_map(Results::consequences);
    let each: Vec<Html> = found
        .filter_map(|one| {
            let fact = law.facts.get(usize::from(one.fact))?;
            let href = Screen::Ask(one.fact, ReturnTo::Review).hash(Some(law));
            let said = format!("{}（{}）", words::answer(fact, &one.value), one.say);
            Some(line(&fact.label, &said, &href, &fact.id))
        })
        .collect();
    if each.is_empty() {
        return Html::default();
    }
    html! { <>{ group("从前面的回答推出", "不用再答") }<div class="box">{ each }</div></> }
}

/// Which answers of a link or a kept session could not be read; they are not known.
pub fn unread(ui: &Ui) -> Html {
    let (open, unknown) = ui.state.unread();
    let mut parts = Vec::new();
    if !open.is_empty() {
        let names = words::joined(&open, "、");
        parts.push(format!("这些回答读不懂，先当作没有回答：{names}"));
    }
    if unknown > 0 {
        parts.push(format!(
            "有 {unknown} 个回答，现在的政策里没有这一问，没有用上"
        ));
    }
    if parts.is_empty() {
        return Html::default();
    }
    let text = words::joined(&parts, "。") + "。";
    html! { <p class="note wait" role="status"><span>{ text }</span></p> }
}

fn row(ui: &Ui, law: &Law, id: FactId) -> Option<Html> {
    let fact = law.facts.get(usize::from(id))?;
    let answer = ui.state.answers.get(id)?;
    let href = Screen::Ask(id, ReturnTo::Review).hash(Some(law));
    let said = words::answer(fact, answer);
    Some(line(&fact.label, &said, &href, &fact.id))
}

fn line(label: &str, value: &str, href: &str, id: &str) -> Html {
    html! {
        <div class="ans-row">
            <dl><dt>{ label }</dt><dd data-value={id.to_owned()}>{ value }</dd></dl>
            <a class="lnk" href={href.to_owned()} data-edit={id.to_owned()}>
                { "修改" }
                <span class="vh">{ "：" }{ label }</span>
            </a>
        </div>
    }
}
