//! The results as plain text: to copy into a message, or to print. Text can always be selected
//! by hand, so this works where the clipboard does not.

use crate::components::Ui;
use crate::components::age::year;
use crate::components::copy::copy_button;
use crate::components::layout::column;
use crate::labels::{self, GROUPS, Group};
use crate::results::Results;
use crate::state::State;
use huice_core::CompiledLaw;
use huice_core::ir::Instrument;
use huice_zh::CALL_FIRST;
use huice_zh::words;
use std::fmt::Write;
use yew::prelude::*;

/// The screen.
pub fn text(ui: &Ui) -> Html {
    let lines = plain(ui.state);
    let inside = html! {
        <>
            <p class="lead noprint">{ "点“复制”，或者长按文字选中。" }</p>
            <div class="gap4 noprint">{ copy_button(ui, "plain", "复制", ("btn", "copy")) }</div>
            <div class="acts noprint">
                <a class="btn sec" data-action="paper" href="#/print">{ "打印一份" }</a>
                <a class="btn sec" data-action="picture" href="#/picture">{ "存成图片" }</a>
            </div>
            <textarea class="plain gap4 noprint" id="plain" readonly=true rows="12"
                aria-label="文字版结果" value={lines.clone()} />
            <pre class="plainpaper">{ lines }</pre>
        </>
    };
    column(ui, Html::default(), "文字版结果", inside)
}

/// Where it stands; both documents, where they say the same.
fn sources(law: &CompiledLaw, view: &Results, instrument: &Instrument) -> String {
    let cite = words::cite(law, &instrument.cite);
    let outcome = |at: u16| view.outcomes().get(usize::from(at));
    let own = law
        .instrument(&instrument.id)
        .and_then(|(at, _)| outcome(at));
    let same = instrument.restates.filter(|n| {
        own.zip(outcome(*n)).is_some_and(|(a, b)| {
            (&a.verdict, a.strength, &a.amount) == (&b.verdict, b.strength, &b.amount)
        })
    });
    match same.and_then(|n| law.instruments.get(usize::from(n))) {
        Some(other) => format!("{cite}、{}（同一项）", words::cite(law, &other.cite)),
        None => cite,
    }
}

/// The results, a line each, with what they rest on.
#[must_use]
pub fn plain(state: &State) -> String {
    let mut out = String::new();
    let (Some(law), Some(view)) = (state.session.law(), &state.results.view) else {
        return out;
    };
    let mut line = |words: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _written = writeln!(out, "{words}");
    };
    line(format_args!(
        "惠策 · {} · 按{}算",
        law.place_name,
        words::day(state.session.as_of)
    ));
    if let Some(origin) = crate::components::age::origin_of(state, law) {
        line(format_args!("{}{CALL_FIRST}", origin.warning()));
    }
    line(format_args!(
        "按文件算 {} 元",
        labels::sum(view.own.certain)
    ));
    for group in GROUPS {
        let of = state.session.listed(law, view, group);
        if of.is_empty() || group == Group::Gone {
            continue;
        }
        line(format_args!("\n【{}】{} 项", group.heading().0, of.len()));
        for (instrument, outcome) in of {
            let strength =
                labels::strength(outcome.strength).map_or_else(String::new, |s| format!("（{s}）"));
            line(format_args!(
                "· {}{strength}，{}的文件：{}；给{}；{}；依据 {}",
                instrument.title,
                year(law, instrument.cite.document, state.session.as_of),
                words::amount(&outcome.amount),
                labels::beneficiary(outcome.beneficiary),
                crate::reason::reason(state, law, instrument, outcome),
                sources(law, view, instrument),
            ));
        }
    }
    if !law.missing.is_empty() {
        line(format_args!(
            "\n【原文缺失】{} 项，可能有您能享受的，请问 12333",
            law.missing.len()
        ));
    }
    line(format_args!("\n您的回答"));
    for (id, answer) in state.session.answers.iter() {
        if let Some(fact) = state.session.fact(id) {
            line(format_args!(
                "· {}：{}",
                fact.label,
                words::answer(fact, answer)
            ));
        }
    }
    line(format_args!(
        "\n{}。按文件条文推算，给不给以经办部门为准。咨询电话 12333。",
        state.site.line()
    ));
    out
}
