//! Every part in every state, for whoever changes one. Cards and conditions are those of the law
//! that is at hand, the first of each group; everything else stands alone.

use crate::components::card::{card, lost};
use crate::components::chart::bars;
use crate::components::fields::{date, fields, wrong};
use crate::components::icon::{self, icon};
use crate::components::layout::{button, group, heading, more, note, pair, step};
use crate::components::tag::{Tag, el};
use crate::components::{Slot, Ui};
use crate::draft::{Change, Draft};
use crate::labels::{GROUPS, Group};
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::Decimal;
use huice_core::ir::{Fact, FactKind, Unit};

/// All signs, with their names.
const SIGNS: [(&str, &str); 16] = [
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
];

/// The page.
#[must_use]
pub fn gallery(ui: &Ui) -> Tag {
    el("div.wrap gallery")
        .put(step(ui, "返回", el("span")))
        .put(heading("部件"))
        .put(el(
            "p.lead>每个部件的每种样子。换字号、深浅、对比，在“字号与颜色”。",
        ))
        .put(part("signs", "符号", signs()))
        .put(part("chips", "结论", chips()))
        .put(part("buttons", "按钮", buttons(ui)))
        .put(part("answers", "回答", answers(ui)))
        .put(part("fields", "填写", all_fields(ui)))
        .put(part("notes", "提示", notes()))
        .put(part("cells", "表格和行", cells(ui)))
        .put(part("charts", "图", charts()))
        .put(part("waiting", "等待", waiting()))
        .put(part("cards", "政策", cards(ui)))
}

fn part(id: &'static str, name: &'static str, inside: Tag) -> Tag {
    el("section")
        .at("data-part", id)
        .put(el("h2").say(name))
        .put(inside)
}

fn signs() -> Tag {
    el("div.box pad").each(
        SIGNS
            .iter()
            .map(|(name, path)| el("p.priv").put(icon(path)).put(el("span").say(name))),
    )
}

fn chips() -> Tag {
    el("div.box pad stack").each(GROUPS.iter().map(|group| {
        let chip = crate::components::tag::tag("span", group.tint()).say(group.heading().0);
        el("p")
            .put(chip)
            .put(el("span.s soft").say(group.heading().1))
    }))
}

fn buttons(ui: &Ui) -> Tag {
    let press = |on| {
        el("button|type=button")
            .flag("aria-pressed", on)
            .say(if on { "选中" } else { "没选" })
    };
    el("div")
        .put(
            el("div.btns")
                .put(button(ui, "btn", "", Action::Only(None)).say("主要"))
                .put(button(ui, "btn sec", "", Action::Only(None)).say("次要"))
                .put(button(ui, "btn quiet", "", Action::Only(None)).say("安静")),
        )
        .put(button(ui, "lnk", "", Action::Only(None)).say("文字按钮"))
        .put(el("div.tags").put(press(true)).put(press(false)))
        .put(el("div.seg gap3").put(press(true)).put(press(false)))
}

fn answers(ui: &Ui) -> Tag {
    let one = |on: bool, words| {
        el("button.ans|type=button")
            .flag("aria-pressed", on)
            .click(ui, Action::Only(None))
            .maybe(on.then(|| icon(icon::YES)))
            .put(el("span").say(words))
    };
    let unsure = el("button.ans full|type=button|aria-pressed=false")
        .put(el("span>不清楚"))
        .put(el("small>先跳过，结果里会单独标出"));
    let pick = el("div.pick")
        .put(one(true, "选过的"))
        .put(one(false, "没选的"));
    let yes_no = el("div.yn")
        .put(one(false, "是"))
        .put(one(true, "否"))
        .put(unsure);
    el("div").put(yes_no).put(pick)
}

/// A fact of a kind, made up.
fn fact(id: &str, kind: FactKind) -> Fact {
    Fact {
        ask: id.into(),
        label: id.into(),
        ..Fact::bare(id, kind)
    }
}

fn all_fields(ui: &Ui) -> Tag {
    let options = || {
        let one = |id: &str, words: &str| (id.to_owned(), words.to_owned());
        vec![one("one", "第一项"), one("two", "第二项")]
    };
    let count = FactKind::Number {
        unit: Unit::Count("人".into()),
        min: Decimal::ZERO,
        max: Decimal::ONE_HUNDRED,
    };
    let money = FactKind::Number {
        unit: Unit::Yuan,
        min: Decimal::ZERO,
        max: Decimal::ONE_HUNDRED,
    };
    let yes_no = FactKind::Bool {
        yes: String::new(),
        no: String::new(),
    };
    let mut filled = Draft::default();
    filled.change(Change::Text("12".into()));
    filled.change(Change::One(0));
    filled.change(Change::Many(1));
    filled.change(Change::Yes(true));
    let empty = Draft::default();
    let mut unsure = Draft::default();
    unsure.change(Change::Unsure);
    let mut coarse = Draft::default();
    coarse.change(Change::Coarse);
    let kinds = [
        ("set", FactKind::Set(options()), Slot::Main),
        ("choice", FactKind::Choice(options()), Slot::Main),
        ("yes-no", yes_no, Slot::Field(0)),
        ("count", count, Slot::Field(0)),
        ("money", money, Slot::Main),
        ("date", FactKind::Date, Slot::Main),
    ];
    let mut all = el("div");
    for (at, (id, kind, slot)) in kinds.into_iter().enumerate() {
        for (way, draft) in [("空", &empty), ("填了", &filled), ("不清楚", &unsure)] {
            let fact = fact(&format!("gallery-{id}-{at}-{way}"), kind.clone());
            let label = format!("g-{id}-{way}");
            let field = el("div.field")
                .put(
                    el("span.lab")
                        .set("id", &label)
                        .text(&format!("{id}，{way}")),
                )
                .put(fields(ui, &fact, slot, draft, &label));
            all = all.put(field);
        }
    }
    all.put(el("div.field").put(el("span.lab>只知道年和月")).put(date(
        ui,
        Slot::Main,
        &coarse,
        "gallery-coarse",
        (2020, 2026, 2028),
    )))
    .maybe(wrong(Slot::Field(99), Some("这里只能填数字")))
}

fn notes() -> Tag {
    el("div.stack")
        .put(note("note", icon::INFO, "说明：补充一句。"))
        .put(note("note wait", icon::CLOCK, "等待：还没到时间。"))
        .put(note("errtxt", icon::WARN, "错误：哪里要改，怎么改。"))
        .put(
            el("p.priv")
                .put(icon(icon::LOCK))
                .put(el("span>只在这台设备里计算。")),
        )
        .put(more("打开看看", el("div.in").put(el("p>里面的话。"))))
}

fn cells(ui: &Ui) -> Tag {
    let row = el("div.row")
        .put(el("span.k>一行").put(el("small>下面的小字")))
        .put(el("span.v>右边"))
        .put(icon(icon::GO));
    let answer = el("div.ans-row")
        .put(el("dl").put(el("dt>问题")).put(el("dd>回答")))
        .put(button(ui, "lnk", "", Action::Only(None)).say("修改"));
    let table = el("table")
        .put(el("caption>表"))
        .put(el("thead").put(el("tr").put(el("th>项目")).put(el("th.n>数"))))
        .put(el("tbody").put(el("tr").put(el("td>第一行")).put(el("td.n>1"))))
        .put(el("tfoot").put(el("tr").put(el("th>合计")).put(el("td.n>1"))));
    el("div.stack")
        .put(group("一组", "3 项"))
        .put(el("div.box").put(row))
        .put(el("div.box").put(answer))
        .put(el("dl.kv").put(pair("名称", "内容")))
        .put(el("div.box pad").put(table))
}

fn charts() -> Tag {
    let bar = |solid: u8, hatched: u8| (Decimal::from(solid), Decimal::from(hatched));
    let some = [bar(1, 0), bar(2, 2), bar(0, 3), bar(0, 0), bar(4, 0)];
    let marks = [(0, "第一".to_owned()), (4, "最后".to_owned())];
    el("figure.box pad")
        .put(bars("有数的图", &some, &marks))
        .put(bars("没有数的图", &[bar(0, 0)], &[]))
}

fn waiting() -> Tag {
    el("div.mid")
        .put(el("div.spin"))
        .put(el("p.lead>正在取政策，请稍等"))
}

/// The first card of each group, closed or open as it was left; a lost item.
fn cards(ui: &Ui) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("p.lead>选了地方，这里就有每种结论的政策。");
    };
    let law: &CompiledLaw = law;
    let first = |group: &Group| view.outcomes().iter().find(|o| Group::of(o) == *group);
    let of_groups = GROUPS.iter().filter_map(first).map(|o| card(ui, law, o));
    el("div.box")
        .each(of_groups)
        .each(law.missing.first().map(|m| lost(law, m)))
}
