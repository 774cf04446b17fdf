//! How it is computed and what happens to the answers; and how it looks.

use crate::components::Ui;
use crate::components::frame::{flag, step};
use crate::components::icon::{self, icon};
use crate::state::{Action, Display, Size, Theme};
use huice_core::words;
use yew::prelude::*;

/// The note.
#[must_use]
pub fn about(ui: &Ui) -> Html {
    let documents = ui.state.law().map(|law| law.documents.clone()).unwrap_or_default();
    html! {
        <div class="wrap read-page">
            { step(ui, "返回", Html::default()) }
            <h1 id="h" tabindex="-1">{"怎么算的"}</h1>
            <div class="box pad gap4 stack">
                <h2>{"回答留在您手里"}</h2>
                <p>{"所有计算都在这台设备里完成。答题的时候，页面不向任何地方发送东西。不用登录，不问姓名和身份证号，没有统计代码。"}</p>
                <p>{"回答只暂存在这个页面里，关掉就没有了。用的是公用电脑，走之前点“全部清除”。"}</p>
            </div>
            <div class="box pad gap4 stack">
                <h2>{"一条一条按文件算"}</h2>
                <p>{"每条政策写成一组条件，每个条件、每个数字都注明出自哪份文件、哪一条、哪一句。结果里都能点开看。"}</p>
                <p>{"“不清楚”不当作“否”。缺一个回答，就算出金额最少和最多是多少；只要有一条必须满足的没满足，别的不知道也能定。"}</p>
                <p>{"“以上”“以内”包含那个数，“超过”“不足”不包含。按月算的期限到对应的那一天；那个月没有那一天，就到月末。"}</p>
            </div>
            <div class="box pad gap4 stack">
                <h2>{"结论是什么意思"}</h2>
                <p><b>{"符合："}</b>{"文件写明的条件都满足。旁边写“由部门决定”的，部门还要同意；写“其他条件另有规定”的，这份文件没有写全条件。"}</p>
                <p><b>{"还差信息："}</b>{"再答几题就知道。"}<b>{"需部门认定："}</b>{"只有部门能定，比如就业困难人员的认定。"}</p>
                <p><b>{"到期可享："}</b>{"只差时间。"}<b>{"暂不符合："}</b>{"有一条没满足，点开看是哪条。"}<b>{"已失效："}</b>{"过了文件写的期限，或还没开始。"}</p>
                <p><b>{"文件未载明："}</b>{"文件没写金额。我们不猜，也不用别处的数字。"}<b>{"两种读法："}</b>{"条文能读出两个意思时，两个都算给您看。"}</p>
            </div>
            <div class="box pad gap4 stack">
                <h2>{"这不是审批决定"}</h2>
                <p>{"能不能领、领多少，由经办部门按当时的规定审核。拿不准，打 "}<a href="tel:12333">{"12333"}</a>{"（人社咨询）或 "}<a href="tel:12345">{"12345"}</a>{"（政务热线）。"}</p>
            </div>
            if !documents.is_empty() {
                <div class="gh"><h2>{"用到的文件"}</h2></div>
                <ul class="box">{ for documents.iter().map(|d| html! {
                    <li><div class="row"><span class="k">{&d.title}<small>{&d.number}{" · "}{&d.issuer}{" · 核对到 "}{words::day(d.checked)}</small></span></div></li>
                }) }</ul>
            }
            { version(ui) }
        </div>
    }
}

fn version(ui: &Ui) -> Html {
    match ui.state.index.get() {
        Some(index) => html! { <p class="xs soft gap4">{"规则版本 "}{&index.version}{" · 程序版本 "}{env!("CARGO_PKG_VERSION")}</p> },
        None => Html::default(),
    }
}

/// Size and colours.
#[must_use]
pub fn display(ui: &Ui) -> Html {
    let now = ui.state.display;
    let choice = |name: &'static str, hook: &'static str, look: Display| {
        html! {
            <button type="button" data-look={hook} aria-pressed={flag(look == now)} onclick={ui.act(Action::Look(look))}>
                if look == now { { icon(icon::YES) } }{name}
            </button>
        }
    };
    html! {
        <div class="wrap">
            { step(ui, "返回", Html::default()) }
            <h1 id="h" tabindex="-1">{"字号与颜色"}</h1>
            <div class="field" role="group" aria-label="字号"><span class="lab">{"字号"}</span><div class="seg">
                { choice("标准", "normal", Display { size: Size::Normal, ..now }) }
                { choice("大", "large", Display { size: Size::Large, ..now }) }
                { choice("长辈版", "elder", Display { size: Size::Elder, ..now }) }
            </div></div>
            <div class="field" role="group" aria-label="深浅"><span class="lab">{"深浅"}</span><div class="seg">
                { choice("跟手机", "system", Display { theme: Theme::System, ..now }) }
                { choice("浅色", "light", Display { theme: Theme::Light, ..now }) }
                { choice("深色", "dark", Display { theme: Theme::Dark, ..now }) }
            </div></div>
            <div class="field" role="group" aria-label="对比"><span class="lab">{"对比"}</span><div class="seg">
                { choice("标准", "plain", Display { high: false, ..now }) }
                { choice("高对比", "high", Display { high: true, ..now }) }
            </div></div>
            <p class="box pad gap5">{"这是正文的大小：补贴、奖励、退费和贷款。"}</p>
        </div>
    }
}
