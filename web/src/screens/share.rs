//! A link that carries the answers, and what has changed since one was made.

use crate::components::Ui;
use crate::components::card::card;
use crate::components::copy::copy_button;
use crate::components::icon;
use crate::components::layout::{column, group, lead, note, pair, paragraph, where_and_when};
use crate::results::Results;
use crate::state::LinkDiff;
use crate::{browser, labels, link};
use huice_core::CompiledLaw;
use yew::prelude::*;

/// The link, to be copied.
pub fn share(ui: &Ui) -> Html {
    let link = ui.state.link().unwrap_or_default();
    let inside = html! {
        <>
            { match link::write(&link) {
                Ok(fragment) => to_copy(ui, &fragment),
                Err(_) => {
                    let words = "回答太多，装不进一个链接。请用“复制或打印”，把结果当文字发出去。";
                    html! { <div class="gap4">{ note("note wait", icon::WARN, words) }</div> }
                }
            } }
        </>
    };
    column(ui, where_and_when(ui), "分享这份结果", inside)
}

fn to_copy(ui: &Ui, fragment: &str) -> Html {
    let words = "链接里有地方、日期、身份和您的回答，拿到链接的人都能看到，请只发给信得过的人。\
                 这些内容在网址的 # 后面，打开时不会发给任何服务器。";
    html! {
        <>
            { lead("打开链接，就是现在这些回答和结果。以后政策文件变了，会说明哪几项不一样了。") }
            <div class="gap4">{ note("note", icon::LOCK, words) }</div>
            <div class="gap4">{ copy_button(ui, "plain", "复制链接", ("btn", "copy")) }</div>
            <textarea class="plain" id="plain" readonly=true rows="6" aria-label="链接"
                value={browser::page() + fragment} />
        </>
    }
}

/// What has changed since the link was made by which this session began.
pub fn link_diff(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let inside = html! {
        <>
            if let Some(changes) = ui.state.changes() {
                { differences(ui, law, view, &changes) }
            } else {
                { lead("这次不是从分享的链接打开的，没有可比的。") }
            }
        </>
    };
    column(ui, where_and_when(ui), "和链接里的比，变了什么", inside)
}

fn differences(ui: &Ui, law: &CompiledLaw, view: &Results, changes: &LinkDiff) -> Html {
    let cards: Vec<Html> = changes
        .different
        .iter()
        .filter_map(|at| view.outcomes().get(usize::from(*at)))
        .map(|outcome| card(ui, law, outcome))
        .collect();
    let summary = if !ui.state.session.has_changed() && cards.is_empty() && changes.gone == 0 {
        "政策文件没有变，每一项的结论和金额也都和链接里的一样。"
    } else if !ui.state.session.has_changed() {
        "政策文件没有变。下面的不同，来自后来改过的回答、身份或日期。"
    } else {
        "政策文件变了。这里用链接里的回答，按现在的文件重算，再和链接里记下的结果比。\
         后来改过回答的，改动也在里面。"
    };
    let gone = changes.gone.saturating_sub(cards.len());
    html! {
        <>
            { lead(summary) }
            <dl class="kv gap4 box pad">
                { pair("那时能确定", &format!("{} 元", changes.certain)) }
                { pair("现在能确定", &format!("{} 元", labels::sum(view.own.certain))) }
            </dl>
            if !cards.is_empty() {
                <section>
                    { group("结论或金额不一样，或者新加的", &format!("{} 项", cards.len())) }
                    <div class="box">{ for cards }</div>
                </section>
            }
            if gone > 0 {
                { paragraph("gap4", &format!("链接里还有 {gone} 项，现在的文件里已经没有了。")) }
            }
            { paragraph("s soft gap4", &format!("另外 {} 项，结论和金额都没有变。比的是结论和金额，不比文字。", changes.same)) }
        </>
    }
}
