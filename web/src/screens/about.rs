//! How it is computed and what happens to the answers; and how it looks.

use crate::components::Ui;
use crate::components::icon::{self, icon};
use crate::components::layout::{group, heading, phone, step};
use crate::components::tag::{Tag, el};
use crate::state::{Action, Display, Size, Theme};
use huice_core::words;

/// What a word means, or a paragraph without one.
type Line = (&'static str, &'static str);

/// The note, part by part.
const PARTS: [(&str, &[Line]); 3] = [
    (
        "回答留在您手里",
        &[
            (
                "",
                "所有计算都在这台设备里完成。答题的时候，页面不向任何地方发送东西。不用登录，不问姓名和身份证号，没有统计代码。",
            ),
            (
                "",
                "回答只暂存在这个页面里，关掉就没有了。选过的地方和字号记在这台设备上，下次不用再选。用的是公用电脑，走之前点“核对回答”里的“全部清除”。",
            ),
        ],
    ),
    (
        "一条一条按文件算",
        &[
            (
                "",
                "每条政策写成一组条件，每个条件、每个数字都注明出自哪份文件、哪一条、哪一句，结果里都能点开看。",
            ),
            (
                "",
                "“不清楚”不当作“否”。缺一个回答，就算出金额最少和最多是多少；只要有一条必须满足的没满足，别的不知道也能定。",
            ),
            (
                "",
                "“以上”“以内”包含那个数，“超过”“不足”不包含。按月算的期限到对应的那一天；那个月没有那一天，就到月末。",
            ),
        ],
    ),
    (
        "结论是什么意思",
        &[
            (
                "符合：",
                "文件写明的条件都满足。旁边写“由部门决定”的，部门还要同意；写“其他条件另有规定”的，这份文件没有写全条件。",
            ),
            ("还差信息：", "再答几题就知道。"),
            ("需部门认定：", "只有部门能定，比如就业困难人员的认定。"),
            ("到期可享：", "只差时间，写明哪天起可以。"),
            ("暂不符合：", "有一条没满足，点开看是哪条。"),
            ("已失效：", "过了文件写的期限，或还没开始。"),
            ("文件未载明：", "文件没写金额。我们不猜，也不用别处的数字。"),
            ("两种读法：", "条文能读出两个意思时，两个都算给您看。"),
        ],
    ),
];

/// The note.
#[must_use]
pub fn about(ui: &Ui) -> Tag {
    let part = |(name, lines): (&'static str, &[Line])| {
        el("div.box pad gap4 stack").put(el("h2").say(name)).each(
            lines
                .iter()
                .map(|(word, words)| el("p").put(el("b").say(word)).say(words)),
        )
    };
    let office = el("div.box pad gap4 stack")
        .put(el("h2>这不是审批决定"))
        .put(
            el("p>能不能领、领多少，由经办部门按当时的规定审核。拿不准，打 ")
                .put(phone("tel:12333", "12333"))
                .say("（人社咨询）或 ")
                .put(phone("tel:12345", "12345"))
                .say("（政务热线）。"),
        );
    let mut page = el("div.wrap")
        .put(step(ui, "返回", el("span")))
        .put(heading("怎么算的"))
        .each(PARTS.into_iter().map(part))
        .put(office)
        .put(el("a.lnk|href=pages/privacy.html>隐私说明，和怎么自己核实"));
    if let Some(law) = ui.state.law() {
        let rows = law.documents.iter().map(|d| {
            let small = format!(
                "{} · {} · 核对到 {}",
                d.number,
                d.issuer,
                words::day(d.checked)
            );
            let inside = el("span.k").text(&d.title).put(el("small").text(&small));
            el("li").put(el("div.row").put(inside))
        });
        page = page
            .put(group("用到的文件", ""))
            .put(el("ul.box").each(rows));
    }
    if let Some(index) = ui.state.index.get() {
        let version = el("p.xs soft gap4>规则版本 ")
            .text(&index.version)
            .say(" · 程序版本 ")
            .say(env!("CARGO_PKG_VERSION"))
            .say(" · ")
            .put(el("a|href=#/gallery>页面上的部件"));
        page = page.put(version);
    }
    page
}

/// Size and colours.
#[must_use]
pub fn display(ui: &Ui) -> Tag {
    let now = ui.state.display;
    let choice = |hook: &'static str, name: &'static str, look: Display| {
        el("button|type=button")
            .at("data-look", hook)
            .flag("aria-pressed", look == now)
            .click(ui, Action::Look(look))
            .maybe((look == now).then(|| icon(icon::YES)))
            .say(name)
    };
    let field = |name: &'static str, choices: Tag| {
        el("div.field|role=group")
            .at("aria-label", name)
            .put(el("span.lab").say(name))
            .put(choices)
    };
    let size = el("div.seg")
        .put(choice(
            "normal",
            "标准",
            Display {
                size: Size::Normal,
                ..now
            },
        ))
        .put(choice(
            "large",
            "大",
            Display {
                size: Size::Large,
                ..now
            },
        ))
        .put(choice(
            "elder",
            "长辈版",
            Display {
                size: Size::Elder,
                ..now
            },
        ));
    let theme = el("div.seg")
        .put(choice(
            "system",
            "跟手机",
            Display {
                theme: Theme::System,
                ..now
            },
        ))
        .put(choice(
            "light",
            "浅色",
            Display {
                theme: Theme::Light,
                ..now
            },
        ))
        .put(choice(
            "dark",
            "深色",
            Display {
                theme: Theme::Dark,
                ..now
            },
        ));
    let contrast = el("div.seg")
        .put(choice("plain", "标准", Display { high: false, ..now }))
        .put(choice("high", "高对比", Display { high: true, ..now }));
    el("div.wrap")
        .put(step(ui, "返回", el("span")))
        .put(heading("字号与颜色"))
        .put(field("字号", size))
        .put(field("深浅", theme))
        .put(field("对比", contrast))
        .put(el(
            "p.box pad gap5>这是正文的大小：补贴、奖励、退费和贷款。",
        ))
}
