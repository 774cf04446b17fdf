//! Whether the answers are kept on the device, and going on with what was kept.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{button, column, lead, note, pair};
use crate::components::text::clauses;
use crate::places::short_name;
use crate::saved_session::Stored;
use crate::state::Action;
use huice_core::text;
use huice_zh::words;
use yew::prelude::*;

/// The screen on which the person agrees, or takes it back.
pub fn keep(ui: &Ui) -> Html {
    let days = format!("{} 天没打开，自动清掉", ui.state.site.keep_days);
    let title = if ui.state.session.keeps {
        "已经存在这台设备上"
    } else {
        "存下来，下次接着看？"
    };
    let inside = html! {
        <>
            if ui.state.session.keeps {
                { lead("改了回答，存的也跟着改。下次打开，可以接着来。") }
            }
            <ul class="conds box pad gap4">
                { promise("只存在这台设备上，不上传", "") }
                { promise("不存姓名、电话、身份证号", "本来就没问") }
                { promise("随时能清除", &days) }
            </ul>
            { note("note gap3", icon::INFO, "同用这台设备的人也看得到。网吧、单位的电脑，别存。") }
            <div class="btns one">
                if ui.state.session.keeps {
                    { button(ui, "btn sec", "unkeep", Action::Keep(false), "不存了，清掉存下的") }
                } else {
                    { button(ui, "btn", "keep", Action::Keep(true), "同意，存在这台设备上") }
                    { button(ui, "btn quiet", "back", Action::Back, "不存") }
                }
            </div>
        </>
    };
    column(ui, Html::default(), title, inside)
}

fn promise(words: &'static str, beside: &str) -> Html {
    html! {
        <li class="y">
            { icon(icon::YES) }
            <div class="d">{ clauses(words) }<small>{ beside }</small></div>
        </li>
    }
}

/// On the start screen, in the place of the form: what was kept, and whether to go on with it.
pub fn take_up(ui: &Ui, stored: &Stored) -> Html {
    let state = ui.state;
    let count = stored
        .answers
        .lines()
        .filter(|line| !line.starts_with('='))
        .count();
    let place = state.session.index.get().and_then(|index| {
        let place = index
            .places
            .iter()
            .find(|place| place.code == stored.place)?;
        Some(short_name(index, place))
    });
    let goals = state
        .session
        .goals()
        .iter()
        .filter(|goal| stored.wanted.contains(&goal.id));
    let goals: Vec<&str> = goals.map(|goal| goal.label.as_str()).collect();
    html! {
        <>
            <h1 class="gap3" id="h" tabindex="-1">{ clauses("上次的回答还在，接着来？") }</h1>
            <dl class="kv box pad gap4">
                { pair("地方", &place.unwrap_or_default()) }
                if !goals.is_empty() {
                    { pair("想办", &text::joined(&goals, "、")) }
                }
                { pair("答过的", &format!("{count} 题")) }
                if let Some(day) = stored.kept_on {
                    { pair("上次打开", &words::day(day)) }
                }
            </dl>
            <div class="btns one">
                { button(ui, "btn", "take-up", Action::TakeUp(true), "接着来") }
                { button(ui, "btn sec", "anew", Action::TakeUp(false), html! {
                    <span>{ "重新开始" }<small>{ clauses("新的回答会替掉存下的") }</small></span>
                }) }
                { button(ui, "btn quiet", "clear", Action::Clear, html! {
                    <>{ icon(icon::BIN) }{ "清除这台设备上的记录" }</>
                }) }
            </div>
            <p class="priv gap4">
                { icon(icon::LOCK) }
                <span>{ clauses("您同意过存在这台设备上，没有上传。这不是您的设备，看完请清除。") }</span>
            </p>
        </>
    }
}
