//! All answers, each with the way to change it.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, group, heading, step};
use crate::components::tag::{Tag, el};
use crate::labels;
use crate::route::{ReturnTo, Screen};
use crate::screens::waiting;
use crate::state::Action;
use huice_core::ir::{FactId, Law};
use huice_core::{Answer, words};

/// The screen.
#[must_use]
pub fn review(ui: &Ui) -> Tag {
    let Some(law) = ui.state.law() else {
        return el("div.wrap").put(waiting(ui));
    };
    let state = ui.state;
    let unsure: Vec<FactId> = state
        .answers
        .iter()
        .filter_map(|(id, answer)| (*answer == Answer::Unsure).then_some(id))
        .collect();
    let roles: Vec<_> = state
        .roles
        .iter()
        .map(|role| labels::role(*role).0)
        .collect();
    let mut page = el("div.wrap")
        .put(step(
            ui,
            "返回",
            el("span>共 ").count(state.answers.len()).say(" 个回答"),
        ))
        .put(heading("核对您的回答"))
        .put(el("p.lead>改一处，只重算，不用从头来。"))
        .maybe(unread(ui));
    if !unsure.is_empty() {
        page = page
            .put(group("先确认", &format!("{} 个不清楚", unsure.len())))
            .put(el("div.box").each(unsure.into_iter().filter_map(|id| row(ui, law, id))));
    }
    let frame = el("div.box")
        .put(line("在哪里", &law.place_name, "#/", ""))
        .put(line("按哪天算", &words::day(state.as_of), "#/", ""))
        .put(line(
            "身份",
            &huice_core::words::joined(&roles, "；"),
            "#/",
            "",
        ));
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
                .put(el("div.box").each(of.into_iter().filter_map(|id| row(ui, law, id))));
        }
    }
    let buttons = el("div.btns")
        .put(el("a.btn|data-action=results|href=#/results>看结果"))
        .put(button(ui, "btn sec", "clear", Action::Clear).say("全部清除"));
    let private = el("p.priv gap4").put(icon(icon::LOCK)).put(el(
        "span>关掉这个页面，回答就没有了。清除以后，这台设备上不留记录。",
    ));
    page.put(buttons).put(private)
}

/// Which answers of a link or a kept session could not be read; they are not known.
#[must_use]
pub fn unread(ui: &Ui) -> Option<Tag> {
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
    let text = words::joined(&parts, "。") + "。";
    (!parts.is_empty()).then(|| el("p.note wait|role=status").put(el("span").text(&text)))
}

fn row(ui: &Ui, law: &Law, id: FactId) -> Option<Tag> {
    let fact = law.facts.get(usize::from(id))?;
    let answer = ui.state.answers.get(id)?;
    let href = Screen::Ask(id, ReturnTo::Review).hash(Some(law));
    Some(line(
        &fact.label,
        &words::answer(fact, answer),
        &href,
        &fact.id,
    ))
}

fn line(label: &str, value: &str, href: &str, id: &str) -> Tag {
    let pair = el("dl")
        .put(el("dt").text(label))
        .put(el("dd").set("data-value", id).text(value));
    let change = el("a.lnk")
        .set("href", href)
        .set("data-edit", id)
        .say("修改")
        .put(el("span.vh>：").text(label));
    el("div.ans-row").put(pair).put(change)
}
