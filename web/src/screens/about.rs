//! How it is computed and what happens to the answers; and how it looks.

use crate::components::icon::{self, icon};
use crate::components::layout::{column, group, paragraph, phone};
use crate::components::text::clauses;
use crate::components::{Ui, flag};
use crate::state::{Display, DisplayAction, Size, Theme};
use huice_core::ir::Document;
use huice_zh::words;
use yew::prelude::*;

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
                "回答只暂存在这个页面里，关掉就没有了；您同意存下来，才存在这台设备上。选过的地方和字号记在这台设备上，下次不用再选。用的是公用电脑，走之前点“核对回答”里的“全部清除”。",
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
pub fn about(ui: &Ui) -> Html {
    let law = ui.state.session.law();
    let inside = html! {
        <>
            { for PARTS.iter().map(|(name, lines)| part(name, lines)) }
            { office() }
            <a class="lnk" href="pages/privacy.html">{ "隐私说明，和怎么自己核实" }</a>
            if let Some(law) = law {
                { group("用到的文件", "") }
                <ul class="box">{ for law.documents.iter().map(document) }</ul>
            }
            if let Some(index) = ui.state.session.index.get() {
                { paragraph("xs soft gap4", &format!("规则版本 {} · 程序版本 {}", index.version, env!("CARGO_PKG_VERSION"))) }
            }
        </>
    };
    column(ui, Html::default(), "怎么算的", inside)
}

fn part(name: &'static str, lines: &[Line]) -> Html {
    let each = lines
        .iter()
        .map(|(word, words)| html! { <p><b>{ *word }</b>{ clauses(words) }</p> });
    html! {
        <div class="box pad gap4 stack"><h2>{ name }</h2>{ for each }</div>
    }
}

/// Whom to ask, for this decides nothing.
fn office() -> Html {
    html! {
        <div class="box pad gap4 stack">
            <h2>{ "这不是审批决定" }</h2>
            <p>
                { clauses("能不能领、领多少，由经办部门按当时的规定审核。拿不准，打 ") }
                { phone("12333") }
                { clauses("（人社咨询）或 ") }
                { phone("12345") }
                { clauses("（政务热线）。") }
            </p>
        </div>
    }
}

fn document(document: &Document) -> Html {
    let checked = words::day(document.checked);
    html! {
        <li>
            <div class="row">
                <span class="k">
                    { clauses(&document.title) }
                    <small>
                        { clauses(&format!("{} · {} · 核对到 {checked}", document.number, document.issuer)) }
                    </small>
                </span>
            </div>
        </li>
    }
}

/// Size and colours.
pub fn display(ui: &Ui) -> Html {
    let now = ui.state.display;
    let size = |size| Display { size, ..now };
    let theme = |theme| Display { theme, ..now };
    let contrast = |high| Display { high, ..now };
    let inside = html! {
        <>
            { looks(ui, "字号", &[
                ("normal", "标准", size(Size::Normal)),
                ("large", "大", size(Size::Large)),
                ("elder", "长辈版", size(Size::Elder)),
            ]) }
            { looks(ui, "深浅", &[
                ("system", "跟手机", theme(Theme::System)),
                ("light", "浅色", theme(Theme::Light)),
                ("dark", "深色", theme(Theme::Dark)),
            ]) }
            { looks(ui, "对比", &[
                ("plain", "标准", contrast(false)),
                ("high", "高对比", contrast(true)),
            ]) }
            { paragraph("box pad gap5", "这是正文的大小：补贴、奖励、退费和贷款。") }
        </>
    };
    column(ui, Html::default(), "字号与颜色", inside)
}

/// The looks to choose from in one respect: hook, name, look.
fn looks(ui: &Ui, name: &'static str, looks: &[(&'static str, &'static str, Display)]) -> Html {
    let each = looks.iter().map(|(hook, name, look)| {
        let on = *look == ui.state.display;
        html! {
            <button type="button" data-look={*hook} aria-pressed={flag(on)}
                onclick={ui.press(DisplayAction::Look(*look))}>
                if on {
                    { icon(icon::YES) }
                }
                { *name }
            </button>
        }
    });
    html! {
        <div class="field" role="group" aria-label={name}>
            <span class="lab">{ name }</span>
            <div class="seg">{ for each }</div>
        </div>
    }
}
