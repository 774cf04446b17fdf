//! Everything that applies, in groups, with what can be said for sure first.

use crate::components::card::{card, lost};
use crate::components::icon::{self, sign};
use crate::components::layout::{self, heading, more, phone, step, where_and_when};
use crate::components::{Ui, flag};
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
use huice_core::{Decimal, Decision, Question, Summary, number};
use yew::prelude::*;

/// The screen.
pub fn results(ui: &Ui) -> Html {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    html! {
        <div class="wrap wide">
            { step(ui, "返回", where_and_when(ui)) }
            <div class="cols">
                <div class="side">
                    { heading("您的结果") }
                    { headline(law, view) }
                    { tools(ui) }
                </div>
                { groups(ui, law, view) }
            </div>
        </div>
    }
}

/// Where the results can be taken.
fn tools(ui: &Ui) -> Html {
    html! {
        <div class="acts gap3">
            <a class="btn sec" data-action="review" href="#/review">{ "核对回答" }</a>
            <a class="btn sec" data-action="text" href="#/text">{ "复制或打印" }</a>
            <a class="btn sec" data-action="plan" href="#/plan">{ "按月份看" }</a>
            <a class="btn sec" data-action="share" href="#/share">{ "分享链接" }</a>
            if !loan::offered(ui.state).is_empty() {
                <a class="btn sec" data-action="loan" href="#/loan">{ "贷款怎么还" }</a>
            }
        </div>
    }
}

/// Everything, group by group.
fn groups(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let topics = ui.state.limits.as_ref().is_some_and(Limits::names_topics);
    let (others, beside) = if topics {
        ("这里不看的", "别的内容，给别的身份，或给部门自己")
    } else {
        ("和您没有直接关系的", "给别的身份，或给部门自己")
    };
    let sorted = Sorted::new(ui, law, view);
    html! {
        <div class="main">
            if ui.state.has_changed() {
                <p class="note wait" role="status">
                    <span>
                        { "分享链接以后，政策文件有了变化。下面按现在的文件算。" }
                        <a href="#/since">{ "看变了什么" }</a>
                    </span>
                </p>
            }
            { super::review::unread(ui) }
            { filter(ui) }
            { for GROUPS.into_iter().map(|group| self::group(ui, law, group, &sorted.of(group))) }
            { fold(ui, law, Fold::Services, "服务和安排", "没有金额，可以直接问", &sorted.services) }
            { fold(ui, law, Fold::Others, others, beside, &sorted.others) }
            { missing(ui, law) }
            <p class="s soft gap4">
                { "这里的 " }{ law.grants() }{ " 条都算过了，" }
                <a href="#/all">{ "一条一条看" }</a>
                { "。文件没有写终止日期的，是否仍在执行，请向经办机构核实。" }
            </p>
        </div>
    }
}

/// One card, open, with what would change it.
pub fn counterfactuals(ui: &Ui, at: u16) -> Html {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let cards = view
        .outcomes()
        .get(usize::from(at))
        .map(|o| card(ui, law, o));
    html! {
        <div class="wrap">
            { step(ui, "全部结果", where_and_when(ui)) }
            { heading("怎样能办成") }
            <p class="lead">
                { "只说您自己能做的事，不说改不了的（年龄、户籍、学历）。能不能办成，由经办部门按规定定。" }
            </p>
            <div class="box gap4">{ for cards }</div>
        </div>
    }
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

fn headline(law: &CompiledLaw, view: &Results) -> Html {
    let own = &view.own;
    html! {
        <section class="box pad hero" aria-label="金额合计">
            <p class="cap">{ "现在能确定" }</p>
            <p class="money" data-certain={number::format_decimal(own.certain)}>
                { labels::sum(own.certain) }<small>{ "元" }</small>
            </p>
            { meter(own, view.most) }
            { shares(view) }
            <dl class="keys">
                { at_most("sw b", "还差信息，答完才知道", own.pending) }
                { at_most("sw", "条件够了，由部门决定", own.discretionary) }
                if let Some(most) = view.most {
                    { at_most("", "以上合起来", Some(most)) }
                }
                <div class="most">
                    <dt>{ "已有结论" }</dt>
                    <dd class="num">{ view.summary.settled }{ " / " }{ view.summary.total }{ " 项" }</dd>
                </div>
            </dl>
            { next(law, view.question.as_ref()) }
            { more("哪些没有算进来", left_out()) }
        </section>
    }
}

fn at_most(class: &'static str, words: &'static str, sum: Option<Decimal>) -> Html {
    if sum.is_some_and(|sum| sum.is_zero()) {
        return Html::default();
    }
    let most = sum.map_or_else(
        || "还说不准".into(),
        |sum| format!("最多 {} 元", labels::sum(sum)),
    );
    html! { <div><dt><span {class}></span>{ words }</dt><dd class="num">{ most }</dd></div> }
}

/// Money that goes to somebody else.
fn shares(view: &Results) -> Html {
    if view.others.is_empty() {
        return Html::default();
    }
    let each = view.others.iter().map(|(to, sum)| {
        html! {
            <span class="ph">
                { "给" }{ labels::beneficiary(*to) }{ "的 " }
                <b class="num">{ labels::sum(*sum) }{ " 元" }</b>{ "；" }
            </span>
        }
    });
    html! {
        <p class="s soft gap3">{ "另外，" }{ for each }{ "不是直接给您的，没有加进来。" }</p>
    }
}

/// The way on to the next question, or whom to ask where there is none.
fn next(law: &CompiledLaw, question: Option<&Question>) -> Html {
    let Some(question) = question else {
        return html! {
            <p class="s soft gap4">
                { "能问您的都问完了。剩下的要问经办部门，打 " }{ phone("tel:12333", "12333") }{ "。" }
            </p>
        };
    };
    let href = Screen::Ask(question.fact, ReturnTo::Flow).hash(Some(law));
    html! {
        <a class="btn gap4" data-action="next" {href}>
            { "继续答题" }
            if question.screens_at_most <= FAR {
                <span>{ "，最多 " }{ question.screens_at_most }{ " 题" }</span>
            }
        </a>
    }
}

fn left_out() -> Html {
    html! {
        <div class="in">
            <p>{ "能确定的，只加已经符合、文件写明金额、不用部门再决定的钱。两项不能同时拿的，只算一项。" }</p>
            <p>{ "贷款要还，不算钱到手。按月按年发的、文件没写金额的、由部门决定的、还差信息的，都不在里面。" }</p>
        </div>
    }
}

/// The certain sum, what answers may add and what offices may, as parts of a whole, where it is
/// known.
fn meter(own: &Summary, most: Option<Decimal>) -> Option<Html> {
    let most = most?;
    let open = number::add(own.certain, own.pending?)?;
    let line = |class, upto| {
        html! { <path {class} d={format!("M0 5h{}", number::format_decimal(upto))} /> }
    };
    let label = format!(
        "能确定 {} 元，以上合起来最多 {} 元",
        labels::sum(own.certain),
        labels::sum(most)
    );
    let whole = format!("0 0 {} 10", number::format_decimal(most));
    Some(html! {
        <svg class="meter" role="img" preserveAspectRatio="none" viewBox={whole} aria-label={label}>
            { line("b", open) }
            { line("a", own.certain) }
        </svg>
    })
}

/// By role, where there are several, and by sort.
fn filter(ui: &Ui) -> Html {
    let state = ui.state;
    let role = |role: Option<Role>, words: &'static str| {
        html! {
            <button type="button" data-filter={role.map_or("all", labels::role_id)}
                aria-pressed={flag(state.filter == role)} onclick={ui.press(Action::Filter(role))}>
                { words }
            </button>
        }
    };
    let sort = |sort: Option<&'static str>, words: &'static str| {
        html! {
            <button type="button" data-sort={words} aria-pressed={flag(state.sort == sort)}
                onclick={ui.press(Action::Sort(sort))}>
                { words }
            </button>
        }
    };
    html! {
        <div>
            if state.roles.len() > 1 {
                <div class="tags" role="group" aria-label="按身份筛选">
                    { role(None, "全部身份") }
                    { for state.roles.iter().map(|r| role(Some(*r), labels::role(*r).2)) }
                </div>
            }
            <div class="tags" role="group" aria-label="按种类筛选">
                { sort(None, "全部种类") }
                { for labels::SORTS.map(|name| sort(Some(name), name)) }
            </div>
        </div>
    }
}

fn group(ui: &Ui, law: &CompiledLaw, group: Group, outcomes: &[&Decision]) -> Html {
    if outcomes.is_empty() {
        return Html::default();
    }
    let (name, beside) = group.heading();
    if matches!(group, Group::No | Group::Gone) {
        return fold(ui, law, Fold::Group(group), name, beside, outcomes);
    }
    let beside = format!("{} 项 · {beside}", outcomes.len());
    html! {
        <section>
            { layout::group(name, &beside) }
            <div class="box">{ for outcomes.iter().map(|o| card(ui, law, o)) }</div>
        </section>
    }
}

/// A group that is closed at first. Its cards are made only when it is open.
fn fold(
    ui: &Ui,
    law: &CompiledLaw,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    outcomes: &[&Decision],
) -> Html {
    if outcomes.is_empty() {
        return Html::default();
    }
    let cards = || outcomes.iter().map(|o| card(ui, law, o)).collect();
    folded(ui, fold, name, beside, outcomes.len(), &cards)
}

/// Items whose text is lost: they may give something, so they are not left out.
fn missing(ui: &Ui, law: &CompiledLaw) -> Html {
    if law.missing.is_empty() {
        return Html::default();
    }
    let cards = || law.missing.iter().map(|m| lost(law, m)).collect();
    let (name, beside) = ("原文缺失的", "可能有您能享受的，请问 12333");
    let count = law.missing.len();
    folded(ui, Fold::Missing, name, beside, count, &cards)
}

fn folded(
    ui: &Ui,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    count: usize,
    cards: &dyn Fn() -> Vec<Html>,
) -> Html {
    let open = ui.state.folds.contains(&fold);
    let id = match fold {
        Fold::Group(Group::No) => "no",
        Fold::Group(_) => "gone",
        Fold::Services => "services",
        Fold::Others => "others",
        Fold::Missing => "missing",
    };
    html! {
        <section class="gap3">
            <h2 class="fold">
                <button class="box row" type="button" data-fold={id} aria-expanded={flag(open)}
                    onclick={ui.press(Action::Fold(fold))}>
                    <span class="k">{ name }<small>{ beside }</small></span>
                    <span class="v num">{ count }{ " 项" }</span>
                    { sign(icon::GO, if open { "i turned" } else { "i" }) }
                </button>
            </h2>
            if open {
                <div class="box gap3">{ for cards() }</div>
            }
        </section>
    }
}
