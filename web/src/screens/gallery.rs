//! Every part in every state, for whoever changes one. Cards and conditions are those of the law
//! that is at hand, the first of each group; everything else stands alone. Whoever works on the app
//! opens `#/gallery` of `trunk serve`.

use crate::components::card::{card, lost};
use crate::components::fields::{date, fields, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{button, group, heading, more, note, pair, step};
use crate::components::{Slot, Ui, flag};
use crate::draft::{Change, Draft};
use crate::labels::{GROUPS, Group};
use crate::state::ResultsAction;
use huice_core::Decimal;
use huice_core::ir::{Fact, FactKind, Unit};
use yew::prelude::*;

/// All signs, with their names.
const SIGNS: [(&str, &str); 28] = [
    ("YES", icon::YES),
    ("NO", icon::NO),
    ("ASK", icon::ASK),
    ("OFFICE", icon::OFFICE),
    ("CLOCK", icon::CLOCK),
    ("GONE", icon::GONE),
    ("GO", icon::GO),
    ("BACK", icon::BACK),
    ("DOWN", icon::DOWN),
    ("FIND", icon::FIND),
    ("LOCK", icon::LOCK),
    ("LETTERS", icon::LETTERS),
    ("WARN", icon::WARN),
    ("INFO", icon::INFO),
    ("PLUS", icon::PLUS),
    ("MINUS", icon::MINUS),
    ("PHONE", icon::PHONE),
    ("COPY", icon::COPY),
    ("TALK", icon::TALK),
    ("EDIT", icon::EDIT),
    ("MONTH", icon::MONTH),
    ("COIN", icon::COIN),
    ("PRINT", icon::PRINT),
    ("KEEP", icon::KEEP),
    ("PICTURE", icon::PICTURE),
    ("LINK", icon::LINK),
    ("LIST", icon::LIST),
    ("BIN", icon::BIN),
];

/// The page.
pub fn gallery(ui: &Ui) -> Html {
    html! {
        <div class="wrap gallery">
            { step(ui, "返回", Html::default()) }
            { heading("部件") }
            <p class="lead">{ "每个部件的每种样子。换字号、深浅、对比，在“字号与颜色”。" }</p>
            { part("signs", "符号", signs()) }
            { part("chips", "结论", chips()) }
            { part("buttons", "按钮", buttons(ui)) }
            { part("answers", "回答", answers(ui)) }
            { part("fields", "填写", all_fields(ui)) }
            { part("notes", "提示", notes()) }
            { part("cells", "表格和行", cells(ui)) }
            { part("waiting", "等待", waiting()) }
            { part("cards", "政策", cards(ui)) }
        </div>
    }
}

fn part(id: &'static str, name: &'static str, inside: Html) -> Html {
    html! { <section data-part={id}><h2>{ name }</h2>{ inside }</section> }
}

fn signs() -> Html {
    let each = SIGNS
        .iter()
        .map(|(name, path)| html! { <p class="priv">{ icon(path) }<span>{ *name }</span></p> });
    html! { <div class="box pad">{ for each }</div> }
}

fn chips() -> Html {
    let each = GROUPS.iter().map(|group| {
        let (name, beside) = group.heading();
        html! {
            <p><span class={group.tint()}>{ name }</span><span class="s soft">{ beside }</span></p>
        }
    });
    html! { <div class="box pad stack">{ for each }</div> }
}

fn buttons(ui: &Ui) -> Html {
    let press = |on: bool| {
        html! {
            <button type="button" aria-pressed={flag(on)}>{ if on { "选中" } else { "没选" } }</button>
        }
    };
    let one = |class, words| button(ui, class, "", ResultsAction::Only(None), words);
    html! {
        <div>
            <div class="btns">
                { one("btn", "主要") }
                { one("btn sec", "次要") }
                { one("btn quiet", "安静") }
            </div>
            { one("lnk", "文字按钮") }
            <div class="tags">{ press(true) }{ press(false) }</div>
            <div class="seg gap3">{ press(true) }{ press(false) }</div>
        </div>
    }
}

fn answers(ui: &Ui) -> Html {
    let one = |on: bool, words: &str| {
        html! {
            <button class="ans" type="button" aria-pressed={flag(on)}
                onclick={ui.press(ResultsAction::Only(None))}>
                if on {
                    { icon(icon::YES) }
                }
                <span>{ words }</span>
            </button>
        }
    };
    html! {
        <div>
            <div class="yn">
                { one(false, "是") }
                { one(true, "否") }
                <button class="ans full" type="button" aria-pressed="false">
                    <span>{ "不清楚" }</span>
                    <small>{ "先跳过，结果里会单独标出" }</small>
                </button>
            </div>
            <div class="pick">{ one(true, "选过的") }{ one(false, "没选的") }</div>
        </div>
    }
}

/// A fact of a kind, made up.
fn fact(id: &str, kind: FactKind) -> Fact {
    Fact {
        ask: id.into(),
        label: id.into(),
        ..Fact::bare(id, kind)
    }
}

/// Every kind of fact, by its name and where its field stands.
fn kinds() -> [(&'static str, FactKind, Slot); 6] {
    let options = || {
        let one = |id: &str, words: &str| (id.to_owned(), words.to_owned());
        vec![one("one", "第一项"), one("two", "第二项")]
    };
    let number = |unit| FactKind::Number {
        unit,
        min: Decimal::ZERO,
        max: Decimal::ONE_HUNDRED,
    };
    let yes_no = FactKind::Bool {
        yes: String::new(),
        no: String::new(),
    };
    [
        ("set", FactKind::Set(options()), Slot::Main),
        ("choice", FactKind::Choice(options()), Slot::Main),
        ("yes-no", yes_no, Slot::Field(0)),
        ("count", number(Unit::Count("人".into())), Slot::Field(0)),
        ("money", number(Unit::Yuan), Slot::Main),
        ("date", FactKind::Date, Slot::Main),
    ]
}

/// A draft after some changes.
fn draft(changes: impl IntoIterator<Item = Change>) -> Draft {
    let mut draft = Draft::default();
    for change in changes {
        draft.change(change);
    }
    draft
}

fn all_fields(ui: &Ui) -> Html {
    let filled = [
        Change::Text("12".into()),
        Change::One(0),
        Change::Many(1),
        Change::Yes(true),
    ];
    let drafts = [
        ("空", draft([])),
        ("填了", draft(filled)),
        ("不清楚", draft([Change::Unsure])),
    ];
    let mut all = Vec::new();
    for (at, (id, kind, slot)) in kinds().into_iter().enumerate() {
        for (way, draft) in &drafts {
            let fact = fact(&format!("gallery-{id}-{at}-{way}"), kind.clone());
            let label = format!("g-{id}-{way}");
            all.push(html! {
                <div class="field">
                    <span class="lab" id={label.clone()}>{ id }{ "，" }{ *way }</span>
                    { fields(ui, &fact, slot, draft, &label) }
                </div>
            });
        }
    }
    let coarse = draft([Change::Coarse]);
    html! {
        <div>
            { for all }
            <div class="field">
                <span class="lab">{ "只知道年和月" }</span>
                { date(ui, Slot::Main, &coarse, "gallery-coarse", (2020, 2026, 2028)) }
            </div>
            { wrong(Slot::Field(99), Some("这里只能填数字")) }
        </div>
    }
}

fn notes() -> Html {
    let inside = html! { <div class="in"><p>{ "里面的话。" }</p></div> };
    html! {
        <div class="stack">
            { note("note", icon::INFO, "说明：补充一句。") }
            { note("note wait", icon::CLOCK, "等待：还没到时间。") }
            { note("errtxt", icon::WARN, "错误：哪里要改，怎么改。") }
            <p class="priv">{ icon(icon::LOCK) }<span>{ "只在这台设备里计算。" }</span></p>
            { more("打开看看", inside) }
        </div>
    }
}

fn cells(ui: &Ui) -> Html {
    html! {
        <div class="stack">
            { group("一组", "3 项") }
            <div class="box">
                <div class="row">
                    <span class="k">{ "一行" }<small>{ "下面的小字" }</small></span>
                    <span class="v">{ "右边" }</span>
                    { icon(icon::GO) }
                </div>
            </div>
            <div class="box">
                <div class="ans-row">
                    <dl><dt>{ "问题" }</dt><dd>{ "回答" }</dd></dl>
                    { button(ui, "lnk", "", ResultsAction::Only(None), "修改") }
                </div>
            </div>
            <dl class="kv">{ pair("名称", "内容") }</dl>
            <div class="box pad">
                <table>
                    <caption>{ "表" }</caption>
                    <thead><tr><th>{ "项目" }</th><th class="n">{ "数" }</th></tr></thead>
                    <tbody><tr><td>{ "第一行" }</td><td class="n">{ 1 }</td></tr></tbody>
                    <tfoot><tr><th>{ "合计" }</th><td class="n">{ 1 }</td></tr></tfoot>
                </table>
            </div>
        </div>
    }
}

fn waiting() -> Html {
    html! {
        <div class="mid"><div class="spin"></div><p class="lead">{ "正在取政策，请稍等" }</p></div>
    }
}

/// The first card of each group, closed or open as it was left; a lost item.
fn cards(ui: &Ui) -> Html {
    let (Some(law), Some(view)) = (ui.state.session.law(), &ui.state.results.view) else {
        return html! { <p class="lead">{ "选了地方，这里就有每种结论的政策。" }</p> };
    };
    let first = |group: &Group| {
        view.outcomes()
            .iter()
            .find(|o| ui.state.session.group(o) == *group)
    };
    let of_groups = GROUPS.iter().filter_map(first).map(|o| card(ui, law, o));
    html! {
        <div class="box">
            { for of_groups }
            { for law.missing.first().map(|m| lost(law, m)) }
        </div>
    }
}
