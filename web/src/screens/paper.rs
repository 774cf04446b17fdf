//! The results as a sheet of paper: what is certain, every policy with its reason and clause, and
//! the answers that it rests on.

use crate::components::Ui;
use crate::components::layout::{button, heading, step, where_and_when};
use crate::components::proof::conditions;
use crate::components::tag::{Tag, el};
use crate::labels::{self, GROUPS, Group};
use crate::results::Results;
use crate::screens::waiting;
use crate::state::{Action, State};
use huice_core::CompiledLaw;
use huice_core::ir::Instrument;
use huice_core::{Decimal, Decision, words};

/// The screen: above, what to press; below, the sheet.
#[must_use]
pub fn paper(ui: &Ui) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("div.wrap").put(waiting(ui));
    };
    let buttons = el("div.btns noprint")
        .put(button(ui, "btn", "print", Action::Print).say("打印"))
        .put(el("a.btn sec|href=#/text>复制文字"));
    el("div.wrap")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(buttons)
        .put(el(
            "p.hint noprint>微信里多半打不了印，请用“复制文字”，或者“存成图片”。",
        ))
        .put(sheet(ui, law, view))
}

fn sheet(ui: &Ui, law: &CompiledLaw, view: &Results) -> Tag {
    let state = ui.state;
    let place = el("p.s")
        .text(&law.place_name)
        .say("，按")
        .words(words::day(state.as_of))
        .say("计算。");
    let row = |name: &'static str, sum: Option<Decimal>| {
        let sum = sum.map_or_else(|| "还说不准".into(), |sum| labels::sum(sum) + " 元");
        el("tr")
            .put(el("th|scope=row").say(name))
            .put(el("td.n").words(sum))
    };
    let sums = el("table.sums").put(
        el("tbody")
            .put(row("现在能确定给您的", Some(view.own.certain)))
            .put(row("还差信息的，最多再加", view.own.pending))
            .put(row(
                "条件够了、由部门决定的，最多再加",
                view.own.discretionary,
            )),
    );
    let groups = GROUPS.into_iter().filter_map(|g| group(ui, law, view, g));
    let lost = (!law.missing.is_empty()).then(|| {
        el("p.s gap4>另有 ")
            .count(law.missing.len())
            .say(" 项原文缺失，可能有您能享受的，请问 12333。")
    });
    el("article.sheet gap4")
        .put(
            heading("")
                .put(el("span.ph>就业创业政策"))
                .put(el("span.ph>计算结果")),
        )
        .put(place)
        .put(sums)
        .each(groups)
        .maybe(lost)
        .put(answers(state))
        .put(el(
            "p.s gap4>按文件条文推算，不是审批决定，以经办部门审核为准。咨询电话 12333。",
        ))
}

/// One group; what has no conclusion for this person is left to the catalogue.
fn group(ui: &Ui, law: &CompiledLaw, view: &Results, group: Group) -> Option<Tag> {
    let rows: Vec<Tag> = law
        .instruments
        .iter()
        .zip(view.outcomes())
        .filter(|(_, o)| !view.doubles.contains(&o.instrument) && Group::of(o) == group)
        .filter(|(i, o)| ui.state.is_mine(&i.roles) && labels::worth_asking(o.kind))
        .map(|(i, o)| item(ui, law, i, o, group))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let head = el("h2")
        .say(group.heading().0)
        .put(el("span.s soft>　").count(rows.len()).say(" 项"));
    Some(el("section").put(head).each(rows))
}

fn item(
    ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    group: Group,
) -> Tag {
    let strength = labels::strength(outcome.strength);
    let head = el("p.hd")
        .put(el("b").text(&instrument.title))
        .maybe(strength.map(|word| el("span>（").say(word).say("）")))
        .put(el("span.amt").words(words::amount(&outcome.amount)));
    let line = el("p.s")
        .say("给")
        .say(labels::beneficiary(outcome.beneficiary))
        .say("。")
        .words(labels::reason(ui.state, law, instrument, outcome))
        .say("。依据 ")
        .words(words::cite(law, &instrument.cite));
    let found = ui.state.explain(outcome);
    // Where nothing can be had, the one reason above is the reason.
    let why = match group {
        Group::Yes | Group::Office | Group::Ask | Group::Judge | Group::Later => {
            let proof = found.proof.as_ref();
            proof.map(|proof| conditions(ui, law, proof, &instrument.cite))
        }
        Group::No | Group::Gone => None,
    };
    // A sum that stands above already is no arithmetic.
    let amount = words::amount(&outcome.amount);
    let steps = found
        .steps
        .iter()
        .map(|step| (words::step_label(step), words::step_line(law, step)))
        .filter(|(_, line)| *line != amount)
        .map(|(label, line)| {
            let name = (!label.is_empty()).then(|| el("span").text(label).say("："));
            el("p.s").maybe(name).put(el("span").words(line))
        });
    el("div.item")
        .set("data-paper", &instrument.id)
        .put(head)
        .put(line)
        .each(steps)
        .maybe(why)
}

fn answers(state: &State) -> Tag {
    let rows = state.answers.iter().filter_map(|(id, answer)| {
        let fact = state.fact(id)?;
        Some(
            el("tr")
                .put(el("th|scope=row").text(&fact.label))
                .put(el("td").words(words::answer(fact, answer))),
        )
    });
    el("section")
        .put(el("h2>按这些回答算"))
        .put(el("table").put(el("tbody").each(rows)))
}
