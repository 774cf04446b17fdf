//! All answers, each with the way to change it.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, column, group, lead};
use crate::components::text::clauses;
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::state::Action;
use huice_core::Answer;
use huice_core::ir::{FactId, Law};
use huice_core::text;
use huice_zh::words;
use yew::prelude::*;

/// The screen.
pub fn review(ui: &Ui, law: &Law) -> Html {
    let state = ui.state;
    let all: Vec<(FactId, &Answer)> = state.session.answers.iter().collect();
    let unsure: Vec<FactId> = all
        .iter()
        .filter_map(|(id, answer)| (**answer == Answer::Unsure).then_some(*id))
        .collect();
    let topics = law.topics.iter().zip(0u16..).map(|(name, at)| {
        let known = |(id, answer): &(FactId, &Answer)| {
            let here = state.session.fact(*id).is_some_and(|fact| fact.topic == at);
            (here && **answer != Answer::Unsure).then_some(*id)
        };
        rows(ui, law, name, "", all.iter().filter_map(known).collect())
    });
    let not_sure = format!("{} 个不清楚", unsure.len());
    let inside = html! {
        <>
            { lead("改一处，只重算，不用从头来。") }
            { unread(ui) }
            if let Some(view) = &state.results.view {
                { contradictions(ui, view) }
            }
            { rows(ui, law, "先确认", &not_sure, unsure) }
            { frame(ui, law) }
            { for topics }
            { inferred(ui, law) }
            <div class="btns">
                <a class="btn" data-action="results" href="#/results">{ "看结果" }</a>
                { button(ui, "btn sec", "clear", Action::Clear, "全部清除") }
            </div>
            <p class="priv gap4">
                { icon(icon::LOCK) }
                <span>
                    { clauses(if state.session.keeps {
                        "您同意过，回答存在这台设备上。清除以后，这台设备上不留记录。"
                    } else {
                        "关掉这个页面，回答就没有了。清除以后，这台设备上不留记录。"
                    }) }
                    if state.site.keep_days > 0 {
                        <a class="lnk" href="#/keep">{ if state.session.keeps { "不存了" } else { "存下来" } }</a>
                    }
                </span>
            </p>
        </>
    };
    column(
        ui,
        format!("共 {} 个回答", all.len()).into(),
        "核对您的回答",
        inside,
    )
}

/// The answers to some facts, under a heading; nothing where there are none.
fn rows(ui: &Ui, law: &Law, name: &str, beside: &str, facts: Vec<FactId>) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let each = facts.into_iter().filter_map(|id| row(ui, law, id));
    html! { <>{ group(name, beside) }<div class="box">{ for each }</div></> }
}

/// What nobody was asked, because other answers settle it; an answer overrides it.
fn inferred(ui: &Ui, law: &Law) -> Html {
    let found = ui
        .state
        .results
        .view
        .as_ref()
        .map_or_else(Vec::new, Results::consequences);
    if found.is_empty() {
        return Html::default();
    }
    let each = found.iter().filter_map(|one| {
        let fact = law.facts.get(usize::from(one.fact))?;
        let href = Screen::Ask(one.fact, ReturnTo::Review).hash(Some(law));
        let said = format!("{}。{}", words::answer(fact, &one.value), one.say);
        Some(line(&fact.label, &said, &href, &fact.id))
    });
    let beside = format!("{} 项，没有问您", found.len());
    let inside = html! { <div class="box">{ for each }</div> };
    html! { <>{ group("从您前面的回答推出", &beside) }{ inside }</> }
}

/// Answers that do not go together, each with the way to change it.
pub fn contradictions(ui: &Ui, view: &Results) -> Html {
    let Some(law) = ui.state.session.law() else {
        return Html::default();
    };
    let each = view.contradictions().into_iter().map(|one| {
        let href = Screen::Ask(one.fact, ReturnTo::Review).hash(Some(law));
        html! {
            <p class="note wait gap3" role="status">
                { icon(icon::ASK) }
                <span>{ clauses(one.say) }<a class="lnk" {href}>{ "改这一条" }</a></span>
            </p>
        }
    });
    html! { <>{ for each }</> }
}

/// Place, day and goals.
fn frame(ui: &Ui, law: &Law) -> Html {
    let state = ui.state;
    let goals = state
        .session
        .goals()
        .iter()
        .filter(|goal| state.session.wants(&goal.id));
    let goals: Vec<&str> = goals.map(|goal| goal.label.as_str()).collect();
    html! {
        <>
            { group("地方、日期和想办的事", "") }
            <div class="box">
                { line("在哪里", &law.place_name, "#/", "") }
                { line("按哪天算", &words::day(state.session.as_of), "#/", "") }
                { line("想办什么", &text::joined(&goals, "、"), "#/", "") }
            </div>
        </>
    }
}

/// Which answers of a link or a kept session could not be read; they are not known.
pub fn unread(ui: &Ui) -> Html {
    let (open, unknown) = ui.state.session.unread();
    let mut parts = Vec::new();
    if !open.is_empty() {
        let names = text::joined(&open, "、");
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
    let text = text::joined(&parts, "。") + "。";
    html! { <p class="note wait" role="status"><span>{ clauses(&text) }</span></p> }
}

fn row(ui: &Ui, law: &Law, id: FactId) -> Option<Html> {
    let fact = law.facts.get(usize::from(id))?;
    let answer = ui.state.session.answers.get(id)?;
    let href = Screen::Ask(id, ReturnTo::Review).hash(Some(law));
    let said = words::answer(fact, answer);
    Some(line(&fact.label, &said, &href, &fact.id))
}

fn line(label: &str, value: &str, href: &str, id: &str) -> Html {
    html! {
        <div class="ans-row">
            <dl><dt>{ clauses(label) }</dt><dd data-value={id.to_owned()}>{ clauses(value) }</dd></dl>
            <a class="lnk" href={href.to_owned()} data-edit={id.to_owned()}>
                { "修改" }
                <span class="vh">{ format!("：{label}") }</span>
            </a>
        </div>
    }
}
