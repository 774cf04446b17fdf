//! All answers, each with the way to change it.

use crate::components::Ui;
use crate::components::frame::step;
use crate::components::icon::{self, icon};
use crate::route::{Screen, Then};
use crate::say;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{FactId, Law};
use huice_core::{Answer, words};
use std::rc::Rc;
use yew::prelude::*;

/// The screen.
#[must_use]
pub fn review(ui: &Ui) -> Html {
    let Some(law) = ui.state.law() else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let state = ui.state;
    let answered: Vec<(FactId, &Answer)> = state.answers.iter().collect();
    let unsure: Vec<_> = answered.iter().filter(|(_, a)| **a == Answer::Unsure).collect();
    let roles: Vec<_> = state.roles.iter().map(|role| say::role(*role).0).collect();
    let topic = |name: &String, at: u16| {
        let of: Vec<_> = answered
            .iter()
            .filter(|(id, answer)| {
                **answer != Answer::Unsure && state.fact(*id).is_some_and(|fact| fact.topic == at)
            })
            .collect();
        if of.is_empty() {
            return Html::default();
        }
        html! {
            <>
            <div class="gh"><h2>{name}</h2></div>
            <dl class="box">{ for of.into_iter().map(|(id, answer)| row(law, *id, answer)) }</dl>
            </>
        }
    };
    html! {
        <div class="wrap">
            { step(ui, "返回", html! { <span>{"共 "}{answered.len()}{" 个回答"}</span> }) }
            <h1 id="h" tabindex="-1">{"核对您的回答"}</h1>
            <p class="lead">{"改一处，只重算，不用从头来。"}</p>
            if !unsure.is_empty() {
                <div class="gh"><h2>{"先确认"}</h2><span class="soft">{unsure.len()}{" 个不清楚"}</span></div>
                <dl class="box">{ for unsure.into_iter().map(|(id, answer)| row(law, *id, answer)) }</dl>
            }
            <div class="gh"><h2>{"地方、日期和身份"}</h2></div>
            <dl class="box">
                { line("在哪里", law.place_name.clone(), "#/".into(), "") }
                { line("按哪天算", words::day(state.as_of), "#/".into(), "") }
                { line("身份", roles.join("；"), "#/".into(), "") }
            </dl>
            { for law.topics.iter().zip(0u16..).map(|(name, at)| topic(name, at)) }
            <div class="btns">
                <a class="btn" data-action="results" href="#/results">{"看结果"}</a>
                <button class="btn sec" type="button" data-action="clear" onclick={ui.act(Action::Clear)}>{"全部清除"}</button>
            </div>
            <p class="priv gap4">{ icon(icon::LOCK) }<span>{"关掉这个页面，回答就没有了。清除以后，这台设备上不留记录。"}</span></p>
        </div>
    }
}

fn row(law: &Rc<Law>, id: FactId, answer: &Answer) -> Html {
    let Some(fact) = law.facts.get(usize::from(id)) else { return Html::default() };
    let href = Screen::Ask(id, Then::Review).hash(Some(law));
    line(&fact.label, words::answer(fact, answer), href, &fact.id)
}

fn line(label: &str, value: String, href: String, id: &str) -> Html {
    html! {
        <div class="ans-row"><div><dt>{label}</dt><dd data-value={id.to_owned()}>{value}</dd></div>
            <a class="lnk" {href} data-edit={id.to_owned()}>{"修改"}<span class="vh">{"："}{label}</span></a></div>
    }
}
