//! All answers, each with the way to change it.

use crate::components::Ui;
use crate::components::frame::{button, group, heading, step};
use crate::components::icon::{self, icon};
use crate::components::tag::{Tag, tag};
use crate::route::{Screen, Then};
use crate::say;
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{FactId, Law};
use huice_core::{Answer, words};

/// The screen.
#[must_use]
pub fn review(ui: &Ui) -> Tag {
    let Some(law) = ui.state.law() else {
        return tag("div", "wrap").put(waiting(ui));
    };
    let state = ui.state;
    let unsure: Vec<FactId> = state
        .answers
        .iter()
        .filter_map(|(id, answer)| (*answer == Answer::Unsure).then_some(id))
        .collect();
    let roles: Vec<_> = state.roles.iter().map(|role| say::role(*role).0).collect();
    let mut page = tag("div", "wrap")
        .put(step(
            ui,
            "返回",
            tag("span", "")
                .say("共 ")
                .count(state.answers.len())
                .say(" 个回答"),
        ))
        .put(heading("核对您的回答"))
        .put(tag("p", "lead").say("改一处，只重算，不用从头来。"));
    if !unsure.is_empty() {
        page = page
            .put(group("先确认", &format!("{} 个不清楚", unsure.len())))
            .put(tag("dl", "box").each(unsure.into_iter().filter_map(|id| row(ui, law, id))));
    }
    let frame = tag("dl", "box")
        .put(line("在哪里", &law.place_name, "#/", ""))
        .put(line("按哪天算", &words::day(state.as_of), "#/", ""))
        .put(line("身份", &roles.join("；"), "#/", ""));
    page = page.put(group("地方、日期和身份", "")).put(frame);
    for (name, at) in law.topics.iter().zip(0u16..) {
        let of: Vec<FactId> = state
            .answers
            .iter()
            .filter(|(_, answer)| **answer != Answer::Unsure)
            .map(|(id, _)| id)
            .filter(|id| state.fact(*id).is_some_and(|fact| fact.topic == at))
            .collect();
        if !of.is_empty() {
            page = page
                .put(group(name, ""))
                .put(tag("dl", "box").each(of.into_iter().filter_map(|id| row(ui, law, id))));
        }
    }
    let buttons = tag("div", "btns")
        .put(
            tag("a", "btn")
                .at("data-action", "results")
                .at("href", "#/results")
                .say("看结果"),
        )
        .put(button(ui, "btn sec", "clear", Action::Clear).say("全部清除"));
    let private = tag("p", "priv gap4")
        .put(icon(icon::LOCK))
        .put(tag("span", "").say("关掉这个页面，回答就没有了。清除以后，这台设备上不留记录。"));
    page.put(buttons).put(private)
}

fn row(ui: &Ui, law: &Law, id: FactId) -> Option<Tag> {
    let fact = law.facts.get(usize::from(id))?;
    let answer = ui.state.answers.get(id)?;
    let href = Screen::Ask(id, Then::Review).hash(Some(law));
    Some(line(
        &fact.label,
        &words::answer(fact, answer),
        &href,
        &fact.id,
    ))
}

fn line(label: &str, value: &str, href: &str, id: &str) -> Tag {
    let pair = tag("div", "")
        .put(tag("dt", "").text(label))
        .put(tag("dd", "").set("data-value", id).text(value));
    let change = tag("a", "lnk")
        .set("href", href)
        .set("data-edit", id)
        .say("修改")
        .put(tag("span", "vh").say("：").text(label));
    tag("div", "ans-row").put(pair).put(change)
}
