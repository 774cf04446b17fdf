//! Everything that applies, in groups, with what can be said for sure first.

use crate::components::Ui;
use crate::components::card::{card, lost};
use crate::components::icon::{self, sign};
use crate::components::layout::{self, heading, more, phone, step, where_and_when};
use crate::components::tag::{Tag, el, tag};
use crate::embed::Limits;
use crate::labels::{self, GROUPS, Group};
use crate::loan;
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::screens::ask::FAR;
use crate::screens::waiting;
use crate::state::{Action, Fold};
use huice_core::CompiledLaw;
use huice_core::ir::Role;
use huice_core::{Decimal, Decision, Summary, number};

/// The screen.
#[must_use]
pub fn results(ui: &Ui) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("div.wrap").put(waiting(ui));
    };
    let topics = ui.state.limits.as_ref().is_some_and(Limits::names_topics);
    let sorted = Sorted::new(ui, law, view);
    let acts = el("div.acts gap3")
        .put(el("a.btn sec|data-action=review|href=#/review>核对回答"))
        .put(el("a.btn sec|data-action=text|href=#/text>复制或打印"))
        .put(el("a.btn sec|data-action=plan|href=#/plan>按月份看"))
        .put(el("a.btn sec|data-action=share|href=#/share>分享链接"))
        .maybe(
            (!loan::offered(ui.state).is_empty())
                .then(|| el("a.btn sec|data-action=loan|href=#/loan>贷款怎么还")),
        );
    let side = el("div.side")
        .put(heading("您的结果"))
        .put(headline(law, view))
        .put(acts);
    let changed = (ui.state.has_changed()).then(|| {
        el("p.note wait|role=status").put(
            el("span>分享链接以后，政策文件有了变化。下面按现在的文件算。")
                .put(el("a|href=#/since>看变了什么")),
        )
    });
    let mut main = el("div.main")
        .maybe(changed)
        .maybe(super::review::unread(ui))
        .put(filter(ui));
    for group in GROUPS {
        main = main.maybe(self::group(ui, law, group, &sorted.of(group)));
    }
    let end = el("p.s soft gap4>这里的 ")
        .count(law.grants())
        .say(" 条都算过了，")
        .put(el("a|href=#/all>一条一条看"))
        .say("。文件没有写终止日期的，是否仍在执行，请向经办机构核实。");
    main = main
        .maybe(fold(
            ui,
            law,
            Fold::Services,
            "服务和安排",
            "没有金额，可以直接问",
            &sorted.services,
        ))
        .maybe(fold(
            ui,
            law,
            Fold::Others,
            if topics {
                "这里不看的"
            } else {
                "和您没有直接关系的"
            },
            if topics {
                "别的内容，给别的身份，或给部门自己"
            } else {
                "给别的身份，或给部门自己"
            },
            &sorted.others,
        ))
        .maybe(missing(ui, law))
        .put(end);
    el("div.wrap wide")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(el("div.cols").put(side).put(main))
}

/// One card, open, with what would change it.
#[must_use]
pub fn counterfactuals(ui: &Ui, at: u16) -> Tag {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return el("div.wrap").put(waiting(ui));
    };
    let cards = view
        .outcomes()
        .get(usize::from(at))
        .map(|o| card(ui, law, o));
    el("div.wrap")
        .put(step(ui, "全部结果", where_and_when(ui)))
        .put(heading("怎样能办成"))
        .put(el(
            "p.lead>只说您自己能做的事，不说改不了的（年龄、户籍、学历）。能不能办成，由经办部门按规定定。",
        ))
        .put(el("div.box gap4").each(cards))
}

/// Outcomes by where they are shown.
struct Sorted<'a> {
    main: Vec<&'a Decision>,
    services: Vec<&'a Decision>,
    others: Vec<&'a Decision>,
}

impl<'a> Sorted<'a> {
    fn new(ui: &Ui, law: &CompiledLaw, view: &'a Results) -> Self {
        let mut sorted = Self {
            main: Vec::new(),
            services: Vec::new(),
            others: Vec::new(),
        };
        let told = |o: &&Decision| !view.doubles.contains(&o.instrument);
        let wanted = |o: &&Decision| {
            ui.state
                .sort
                .is_none_or(|sort| labels::sort(o.kind) == sort)
        };
        for outcome in view.outcomes().iter().filter(told).filter(wanted) {
            let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
                continue;
            };
            let mine = match ui.state.filter {
                Some(role) => instrument.roles.contains(&role),
                None => ui.state.is_mine(&instrument.roles),
            };
            if !mine || !ui.state.looks_at(outcome.kind) {
                sorted.others.push(outcome);
            } else if labels::worth_asking(outcome.kind) {
                // The largest sum first; the law's order among equals.
                let worth = labels::worth(&outcome.amount);
                let at = sorted
                    .main
                    .partition_point(|o| labels::worth(&o.amount) >= worth);
                sorted.main.insert(at, outcome);
            } else {
                sorted.services.push(outcome);
            }
        }
        sorted
    }

    fn of(&self, group: Group) -> Vec<&'a Decision> {
        self.main
            .iter()
            .filter(|o| Group::of(o) == group)
            .copied()
            .collect()
    }
}

fn headline(law: &CompiledLaw, view: &Results) -> Tag {
    let own = &view.own;
    let line = |class, words, sum: Option<Decimal>| {
        if sum.is_some_and(|sum| sum.is_zero()) {
            return None;
        }
        let most = sum.map_or_else(
            || "还说不准".into(),
            |sum| format!("最多 {} 元", labels::sum(sum)),
        );
        Some(
            el("div")
                .put(el("dt").put(tag("span", class)).say(words))
                .put(el("dd.num").text(&most)),
        )
    };
    let shares = (!view.others.is_empty()).then(|| {
        el("p.s soft gap3>另外，")
            .each(view.others.iter().map(|(to, sum)| {
                el("span.ph>给")
                    .say(labels::beneficiary(*to))
                    .say("的 ")
                    .put(el("b.num").words(labels::sum(*sum)).say(" 元"))
                    .say("；")
            }))
            .say("不是直接给您的，没有加进来。")
    });
    let next = match &view.question {
        Some(question) => el("a.btn gap4|data-action=next")
            .made(
                "href",
                Screen::Ask(question.fact, ReturnTo::Flow).hash(Some(law)),
            )
            .say("继续答题")
            .maybe((question.screens_at_most <= FAR).then(|| {
                el("span>，最多 ")
                    .count(question.screens_at_most)
                    .say(" 题")
            })),
        None => el("p.s soft gap3>能问您的都问完了。剩下的要问经办部门，打 ")
            .put(phone("tel:12333", "12333"))
            .say("。"),
    };
    let left_out = el("div.in")
        .put(el("p>能确定的，只加已经符合、文件写明金额、不用部门再决定的钱。两项不能同时拿的，只算一项。"))
        .put(el("p>贷款要还，不算钱到手。按月按年发的、文件没写金额的、由部门决定的、还差信息的，都不在里面。"));
    el("section.box pad hero|aria-label=金额合计")
        .put(el("p.cap>现在能确定"))
        .put(
            el("p.money")
                .made("data-certain", number::format_decimal(own.certain))
                .words(labels::sum(own.certain))
                .put(el("small>元")),
        )
        .maybe(meter(own, view.most))
        .maybe(shares)
        .put(
            el("dl.keys")
                .maybe(line("sw b", "还差信息，答完才知道", own.pending))
                .maybe(line("sw", "条件够了，由部门决定", own.discretionary))
                .maybe(
                    view.most
                        .and_then(|most| line("", "以上合起来", Some(most))),
                )
                .put(
                    el("div.most").put(el("dt>已有结论")).put(
                        el("dd.num")
                            .count(view.summary.settled)
                            .say(" / ")
                            .count(view.summary.total)
                            .say(" 项"),
                    ),
                ),
        )
        .put(next)
        .put(more("哪些没有算进来", left_out))
}

/// The certain sum, what answers may add and what offices may, as parts of a whole, where it is
/// known.
fn meter(own: &Summary, most: Option<Decimal>) -> Option<Tag> {
    let most = most?;
    let line = |class, upto| {
        tag("path", class).made("d", format!("M0 5h{}", number::format_decimal(upto)))
    };
    let open = number::add(own.certain, own.pending?)?;
    Some(
        el("svg.meter|role=img|preserveAspectRatio=none")
            .made(
                "viewBox",
                format!("0 0 {} 10", number::format_decimal(most)),
            )
            .made(
                "aria-label",
                format!(
                    "能确定 {} 元，以上合起来最多 {} 元",
                    labels::sum(own.certain),
                    labels::sum(most)
                ),
            )
            .put(line("b", open))
            .put(line("a", own.certain)),
    )
}

/// By role, where there are several, and by sort.
fn filter(ui: &Ui) -> Tag {
    let one = |on: bool, action: Action, words| {
        el("button|type=button")
            .flag("aria-pressed", on)
            .click(ui, action)
            .say(words)
    };
    let state = ui.state;
    let role = |role: Option<Role>, words| {
        one(state.filter == role, Action::Filter(role), words)
            .at("data-filter", role.map_or("all", labels::role_id))
    };
    let roles = (state.roles.len() > 1).then(|| {
        let each = |r: &Role| role(Some(*r), labels::role(*r).2);
        el("div.tags|role=group|aria-label=按身份筛选")
            .put(role(None, "全部身份"))
            .each(state.roles.iter().map(each))
    });
    let sort = |sort: Option<&'static str>, words| {
        one(state.sort == sort, Action::Sort(sort), words).at("data-sort", words)
    };
    let sorts = el("div.tags|role=group|aria-label=按种类筛选")
        .put(sort(None, "全部种类"))
        .each(labels::SORTS.map(|name| sort(Some(name), name)));
    el("div").maybe(roles).put(sorts)
}

fn group(ui: &Ui, law: &CompiledLaw, group: Group, outcomes: &[&Decision]) -> Option<Tag> {
    if outcomes.is_empty() {
        return None;
    }
    let (name, beside) = group.heading();
    if matches!(group, Group::No | Group::Gone) {
        return fold(ui, law, Fold::Group(group), name, beside, outcomes);
    }
    let beside = format!("{} 项 · {beside}", outcomes.len());
    Some(
        el("section")
            .put(layout::group(name, &beside))
            .put(el("div.box").each(outcomes.iter().map(|o| card(ui, law, o)))),
    )
}

/// A group that is closed at first. Its cards are made only when it is open.
fn fold(
    ui: &Ui,
    law: &CompiledLaw,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    outcomes: &[&Decision],
) -> Option<Tag> {
    if outcomes.is_empty() {
        return None;
    }
    let cards = || outcomes.iter().map(|o| card(ui, law, o)).collect();
    Some(folded(ui, fold, name, beside, outcomes.len(), &cards))
}

/// Items whose text is lost: they may give something, so they are not left out.
fn missing(ui: &Ui, law: &CompiledLaw) -> Option<Tag> {
    if law.missing.is_empty() {
        return None;
    }
    let cards = || law.missing.iter().map(|m| lost(law, m)).collect();
    let (name, beside) = ("原文缺失的", "可能有您能享受的，请问 12333");
    let count = law.missing.len();
    Some(folded(ui, Fold::Missing, name, beside, count, &cards))
}

fn folded(
    ui: &Ui,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    count: usize,
    cards: &dyn Fn() -> Vec<Tag>,
) -> Tag {
    let open = ui.state.folds.contains(&fold);
    let id = match fold {
        Fold::Group(Group::No) => "no",
        Fold::Group(_) => "gone",
        Fold::Services => "services",
        Fold::Others => "others",
        Fold::Missing => "missing",
    };
    let button = el("button.box row|type=button")
        .at("data-fold", id)
        .flag("aria-expanded", open)
        .click(ui, Action::Fold(fold))
        .put(el("span.k").say(name).put(el("small").say(beside)))
        .put(el("span.v num").count(count).say(" 项"))
        .put(sign(icon::GO, if open { "i turned" } else { "i" }));
    let cards = open.then(|| el("div.box gap3").each(cards()));
    el("section.gap3")
        .put(el("h2.fold").put(button))
        .maybe(cards)
}
