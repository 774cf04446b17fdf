//! A link that carries the answers, and what has changed since one was made.

use crate::components::Ui;
use crate::components::card::card;
use crate::components::icon;
use crate::components::layout::{button, group, heading, note, step, where_and_when};
use crate::components::tag::{Tag, el};
use crate::screens::text::copied;
use crate::screens::waiting;
use crate::state::Action;
use crate::{browser, labels, link};

/// The link, to be copied.
#[must_use]
pub fn share(ui: &Ui) -> Tag {
    let Some(link) = ui.state.link() else {
        return el("div.wrap").put(waiting(ui));
    };
    let page = el("div.wrap")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(heading("分享这份结果"));
    let fragment = match link::write(&link) {
        Ok(fragment) => fragment,
        Err(_) => {
            let words = "回答太多，装不进一个链接。请用“复制或打印”，把结果当文字发出去。";
            return page.put(el("div.gap4").put(note("note wait", icon::WARN, words)));
        }
    };
    let words = "链接里有地方、日期、身份和您的回答，拿到链接的人都能看到，请只发给信得过的人。\
                 这些内容在网址的 # 后面，打开时不会发给任何服务器。";
    page.put(el(
        "p.lead>打开链接，就是现在这些回答和结果。以后政策文件变了，会说明哪几项不一样了。",
    ))
    .put(el("div.gap4").put(note("note", icon::LOCK, words)))
    .put(el("div.btns one").put(button(ui, "btn", "copy", Action::Copy).say("复制链接")))
    .put(el("p.hint|role=status").say(copied(ui)))
    .put(
        el("textarea.plain|id=plain|readonly=|rows=6|aria-label=链接")
            .value(&(browser::page() + &fragment)),
    )
}

/// What has changed since the link was made by which this session began.
#[must_use]
pub fn link_diff(ui: &Ui) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("div.wrap").put(waiting(ui));
    };
    let page = el("div.wrap")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(heading("和链接里的比，变了什么"));
    let Some(changes) = ui.state.changes() else {
        return page.put(el("p.lead>这次不是从分享的链接打开的，没有可比的。"));
    };
    let sums = el("dl.kv gap4 box pad")
        .put(crate::components::layout::pair(
            "那时能确定",
            &format!("{} 元", changes.certain),
        ))
        .put(crate::components::layout::pair(
            "现在能确定",
            &format!("{} 元", labels::sum(view.own.certain)),
        ));
    let cards: Vec<Tag> = changes
        .different
        .iter()
        .filter_map(|at| view.outcomes().get(usize::from(*at)))
        .map(|outcome| card(ui, law, outcome))
        .collect();
    let told = if !ui.state.has_changed() && cards.is_empty() && changes.gone == 0 {
        "政策文件没有变，每一项的结论和金额也都和链接里的一样。"
    } else if !ui.state.has_changed() {
        "政策文件没有变。下面的不同，来自后来改过的回答、身份或日期。"
    } else {
        "政策文件变了。这里用链接里的回答，按现在的文件重算，再和链接里记下的结果比。\
         后来改过回答的，改动也在里面。"
    };
    let gone = (changes.gone > cards.len()).then(|| {
        el("p.gap4>链接里还有 ")
            .count(changes.gone.saturating_sub(cards.len()))
            .say(" 项，现在的文件里已经没有了。")
    });
    let list = (!cards.is_empty()).then(|| {
        let beside = format!("{} 项", cards.len());
        el("section")
            .put(group("结论或金额不一样，或者新加的", &beside))
            .put(el("div.box").each(cards))
    });
    page.put(el("p.lead").say(told))
        .put(sums)
        .maybe(list)
        .maybe(gone)
        .put(
            el("p.s soft gap4>另外 ")
                .count(changes.same)
                .say(" 项，结论和金额都没有变。比的是结论和金额，不比文字。"),
        )
}
