//! What a person is told that nobody asked for: what did not come, and what has changed under the
//! answers.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, lead, note, phone};
use crate::components::text::clauses;
use crate::route::{ReturnTo, Screen};
use crate::state::{Action, Trouble};
use huice_core::ir::{Fact, FactId};
use huice_core::text;
use huice_zh::words;
use yew::prelude::*;

/// What is told above every screen: nothing, mostly.
pub fn notices(ui: &Ui) -> Html {
    let state = ui.state;
    html! {
        <div class="wrap" role="status" id="notices">
            if let Some(before) = state.session.moved_from {
                { note("note wait gap3", icon::CLOCK, &format!(
                    "上次算的是{}，现在按今天（{}）重新算过，金额和结论可能变了。",
                    words::day(before), words::day(state.session.as_of)
                )) }
            }
            if !state.session.dropped.is_empty() && state.navigation.screen == Screen::Start {
                { note("note wait gap3", icon::INFO, &format!(
                    "换了地方。这里不问或问法不同的，不再算进去：{}。其余回答都还在。",
                    text::joined(&state.session.dropped, "、")
                )) }
            }
            if matches!(state.navigation.screen, Screen::Results | Screen::Review) {
                { for state.unfinished_questions().into_iter().map(|(fact, id)| unfinished(ui, fact, id)) }
            }
            if state.session.not_kept {
                { note("note wait gap3", icon::WARN, "这个浏览器不让存东西，回答没有存下来。") }
            }
            if let Some(day) = &state.stored_on {
                { note("note wait gap3", icon::WARN, &format!(
                    "没有取到最新的政策（没有联网，或者太慢），用的是这台设备上{day}存下的。"
                )) }
            }
            if state.session.is_clock_wrong() {
                { note("note wait gap3", icon::WARN, &format!(
                    "这台设备上的日期是{}，比政策核对的日子还早，看着不对。请在“按哪天算”里选今天。",
                    words::day(state.session.today)
                )) }
            }
        </div>
    }
}

/// A question that was left half filled in.
fn unfinished(ui: &Ui, fact: &Fact, id: FactId) -> Html {
    let then = if fact.list.is_empty() {
        ReturnTo::Results
    } else {
        ReturnTo::Flow
    };
    let href = Screen::Ask(id, then).hash(ui.state.session.law().map(|law| law.law()));
    html! {
        <p class="note wait gap3" data-unfinished={fact.id.clone()}>
            { icon(icon::WARN) }
            <span>
                { clauses(&format!("这一题还没填完，没有算进去：{}。", fact.label)) }
                <a {href}>{ "接着填" }</a>
            </span>
        </p>
    }
}

/// What went wrong and what helps, in words; then a name for it.
fn explained(why: &Trouble) -> (&'static str, &'static str) {
    match why {
        Trouble::Network(_) => ("网络断了，或者太慢。您填的内容还在。", "再试一次"),
        Trouble::Gone(_) => (
            "这个网站更新过了，打开着的这一页用的是旧的。您填的内容还在，重新打开就好。",
            "重新打开",
        ),
        Trouble::Refused(_) => (
            "取到的不是政策文件。可能这里的网络要先登录（比如车站、单位的无线网），也可能网站正在更新。您填的内容还在。",
            "再试一次",
        ),
        Trouble::Damaged(_) => ("政策文件没有传完整。您填的内容还在。", "再试一次"),
    }
}

/// In the place of what did not come.
pub fn trouble(ui: &Ui, why: &Trouble) -> Html {
    let (words, help) = explained(why);
    let action = match why {
        Trouble::Gone(_) => Action::Reload,
        Trouble::Network(_) | Trouble::Refused(_) | Trouble::Damaged(_) => Action::Retry,
    };
    html! {
        <div class="box pad gap4" role="alert">
            <h2>{ "政策没能取回来" }</h2>
            { lead(words) }
            <div class="btns one">{ button(ui, "btn", "retry", action, help) }</div>
            <a class="lnk" href="pages/index.html">{ "不计算，直接看政策说明" }</a>
            <p class="lead">
                { "也可以打 " }{ phone("12333") }
                { "（人社咨询）或 " }{ phone("12345") }{ "。" }
            </p>
            <p class="xs soft gap3">{ "给技术人员：" }{ why.code() }</p>
        </div>
    }
}
