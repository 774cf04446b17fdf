//! The results as plain text: to copy into a message, or to print. Text can always be selected
//! by hand, so this works where the clipboard does not.

use crate::components::Ui;
use crate::components::frame::step;
use crate::say::{self, GROUPS, Group};
use crate::screens::waiting;
use crate::state::State;
use huice_core::words;
use std::fmt::Write;
use yew::prelude::*;

/// The screen.
#[must_use]
pub fn text(ui: &Ui) -> Html {
    if ui.state.view.is_none() {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    }
    let lines = plain(ui.state);
    let copy = Callback::from(|_: MouseEvent| {
        // Where the web view refuses, the text is at least selected.
        let _done = crate::session::copy_from("plain");
    });
    html! {
        <div class="wrap">
            { step(ui, "返回", Html::default()) }
            <h1 id="h" tabindex="-1">{"文字版结果"}</h1>
            <p class="lead noprint">{"点“复制”，或者长按文字选中。打印就用浏览器的打印。"}</p>
            <div class="btns one noprint"><button class="btn" type="button" data-action="copy" onclick={copy}>{"复制"}</button></div>
            <textarea id="plain" class="plain gap4 noprint" readonly=true rows="12" aria-label="文字版结果" value={lines.clone()}/>
            <pre class="paper">{lines}</pre>
        </div>
    }
}

/// The results, a line each, with what they rest on.
#[must_use]
pub fn plain(state: &State) -> String {
    let mut out = String::new();
    let (Some(law), Some(view)) = (state.law(), &state.view) else { return out };
    let mut line = |words: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _written = writeln!(out, "{words}");
    };
    line(format_args!("惠策 · {} · 按{}算", law.place_name, words::day(state.as_of)));
    line(format_args!("现在能确定 {} 元", say::sum(view.summary.certain)));
    for group in GROUPS {
        let of: Vec<_> = law
            .instruments
            .iter()
            .zip(&view.outcomes)
            .filter(|(i, o)| {
                state.is_mine(&i.roles) && say::worth_asking(o.kind) && Group::of(o) == group
            })
            .collect();
        if of.is_empty() || group == Group::Gone {
            continue;
        }
        line(format_args!("\n【{}】{} 项", group.heading().0, of.len()));
        for (instrument, outcome) in of {
            let strength = say::strength(outcome.strength).map_or_else(String::new, |s| format!("（{s}）"));
            line(format_args!(
                "· {}{strength}：{}；给{}；{}；依据 {}",
                instrument.title,
                words::amount(&outcome.amount),
                say::to(outcome.to),
                say::reason(law, instrument, outcome),
                words::cite(law, &instrument.cite),
            ));
        }
    }
    line(format_args!("\n您的回答"));
    for (id, answer) in state.answers.iter() {
        if let Some(fact) = state.fact(id) {
            line(format_args!("· {}：{}", fact.label, words::answer(fact, answer)));
        }
    }
    line(format_args!("\n结果按文件条文推算，不是审批决定。咨询电话 12333。"));
    out
}
