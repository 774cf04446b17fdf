//! Everything that applies, in groups, with what can be said for sure first.

use crate::components::Ui;
use crate::components::card::card;
use crate::components::frame::{flag, more, step, where_and_when};
use crate::components::icon::{self, sign};
use crate::route::{Screen, Then};
use crate::say::{self, GROUPS, Group};
use crate::screens::waiting;
use crate::state::{Action, Fold};
use crate::view::View;
use huice_core::ir::{Law, Role};
use huice_core::{Decimal, Outcome};
use std::rc::Rc;
use yew::prelude::*;

/// The screen.
#[must_use]
pub fn results(ui: &Ui) -> Html {
    let (Some(law), Some(view)) = (ui.state.law(), &ui.state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let sorted = Sorted::new(ui, law, view);
    html! {
        <div class="wrap wide">
            { step(ui, "返回", where_and_when(ui)) }
            <div class="cols">
                <div class="side">
                    <h1 id="h" tabindex="-1">{"您的结果"}</h1>
                    { headline(ui, law, view) }
                    <div class="acts gap3">
                        <a class="btn sec" data-action="review" href="#/review">{"核对回答"}</a>
                        <a class="btn sec" data-action="text" href="#/text">{"复制或打印"}</a>
                    </div>
                </div>
                <div class="main">
                    { filter(ui) }
                    { for GROUPS.into_iter().map(|group| self::group(ui, law, group, sorted.of(group))) }
                    { fold(ui, law, Fold::Services, "服务和安排", "没有金额，可以直接问", &sorted.services) }
                    { fold(ui, law, Fold::Others, "和您没有直接关系的", "给别的身份，或给部门自己", &sorted.others) }
                    <p class="s soft gap4">{"这里的 "}{law.instruments.len()}{" 条都算过了，"}<a href="#/all">{"一条一条看"}</a>{"。文件没有写终止日期的，是否仍在执行，请向经办机构核实。"}</p>
                </div>
            </div>
        </div>
    }
}

/// Outcomes by where they are shown.
struct Sorted<'a> {
    main: Vec<&'a Outcome>,
    services: Vec<&'a Outcome>,
    others: Vec<&'a Outcome>,
}

impl<'a> Sorted<'a> {
    fn new(ui: &Ui, law: &Law, view: &'a View) -> Self {
        let mut sorted = Self { main: Vec::new(), services: Vec::new(), others: Vec::new() };
        for outcome in &view.outcomes {
            let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
                continue;
            };
            let mine = match ui.state.filter {
                Some(role) => instrument.roles.contains(&role),
                None => ui.state.is_mine(&instrument.roles),
            };
            if !mine {
                sorted.others.push(outcome);
            } else if say::worth_asking(outcome.kind) {
                sorted.main.push(outcome);
            } else {
                sorted.services.push(outcome);
            }
        }
        // Money in hand first, the largest first; the law's order among equals.
        sorted.main.sort_by_key(|o| std::cmp::Reverse(say::worth(&o.amount)));
        sorted
    }

    fn of(&self, group: Group) -> Vec<&'a Outcome> {
        self.main.iter().filter(|o| Group::of(o) == group).copied().collect()
    }
}

fn headline(ui: &Ui, law: &Rc<Law>, view: &View) -> Html {
    let summary = &view.summary;
    let line = |class: &'static str, words: &'static str, sum: Option<Decimal>| match sum {
        Some(sum) if sum.is_zero() => Html::default(),
        sum => html! {
            <><dt><span class={class}></span><span>{words}</span></dt>
            <dd class="v num">{sum.map_or_else(|| "还说不准".to_owned(), |sum| format!("最多 {} 元", say::sum(sum)))}</dd></>
        },
    };
    let next = view.question.as_ref();
    html! {
        <section class="box pad hero" aria-label="金额合计">
            <p class="cap">{"现在能确定"}</p>
            <p class="money" data-certain={summary.certain.normalize().to_string()}>{say::sum(summary.certain)}<small>{"元"}</small></p>
            if view.shares.len() > 1 {
                <p class="s soft">{ for view.shares.iter().map(|(to, sum)| html! { <span class="ph">{"给"}{say::to(*to)}{" "}<b class="num">{say::sum(*sum)}{" 元"}</b>{"；"}</span> }) }</p>
            }
            <dl class="keys gap3">
                { line("sw b", "还差信息，答完才知道", summary.pending) }
                { line("sw d", "条件够了，由部门决定", summary.discretionary) }
            </dl>
            <p class="most"><span>{"已有结论"}</span><b class="num">{summary.settled}{" / "}{summary.total}{" 项"}</b></p>
            if let Some(question) = next {
                <div class="gap4"><a class="btn" data-action="next" href={Screen::Ask(question.fact, Then::Flow).hash(Some(law))}>{"继续答题，最多 "}{question.at_most}{" 题"}</a></div>
            } else {
                <p class="s soft gap3">{"能问您的都问完了。剩下的要问经办部门，打 "}<a href="tel:12333">{"12333"}</a>{"。"}</p>
            }
            { more("哪些没有算进来", html! {
                <>
                <p>{"能确定的，只加已经符合、文件写明金额、不用部门再决定的钱。两项不能同时拿的，只算一项。"}</p>
                <p>{"贷款要还，不算钱到手。按月按年发的、文件没写金额的、由部门决定的、还差信息的，都不在里面。"}</p>
                { for ui.state.roles.is_empty().then(|| html! { <p>{"没有选身份，所以按所有身份算。"}</p> }) }
                </>
            }) }
        </section>
    }
}

fn filter(ui: &Ui) -> Html {
    if ui.state.roles.len() < 2 {
        return Html::default();
    }
    let tag = |role: Option<Role>, words: &'static str| {
        let on = ui.state.filter == role;
        html! {
            <button type="button" data-filter={role.map_or("all", say::role_id)} aria-pressed={flag(on)} onclick={ui.act(Action::Filter(role))}>{words}</button>
        }
    };
    html! {
        <div class="tags" role="group" aria-label="按身份筛选">
            { tag(None, "全部身份") }
            { for ui.state.roles.iter().map(|role| tag(Some(*role), say::role(*role).2)) }
        </div>
    }
}

fn group(ui: &Ui, law: &Rc<Law>, group: Group, outcomes: Vec<&Outcome>) -> Html {
    if outcomes.is_empty() {
        return Html::default();
    }
    let (name, beside) = group.heading();
    if matches!(group, Group::No | Group::Gone) {
        return fold(ui, law, Fold::Group(group), name, beside, &outcomes);
    }
    html! {
        <section>
            <div class="gh"><h2>{name}</h2><span class="soft">{outcomes.len()}{" 项 · "}{beside}</span></div>
            <div class="box">{ for outcomes.into_iter().map(|o| card(ui, law, o)) }</div>
        </section>
    }
}

/// A group that is closed at first. Its cards are made only when it is open.
fn fold(
    ui: &Ui,
    law: &Rc<Law>,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    outcomes: &[&Outcome],
) -> Html {
    if outcomes.is_empty() {
        return Html::default();
    }
    let open = ui.state.folds.contains(&fold);
    let id = match fold {
        Fold::Group(group) => match group {
            Group::No => "no",
            Group::Gone => "gone",
            Group::Yes | Group::Office | Group::Ask | Group::Judge | Group::Later => "group",
        },
        Fold::Services => "services",
        Fold::Others => "others",
    };
    html! {
        <section class="gap5">
            <h2 class="fold"><button class="box row" type="button" data-fold={id} aria-expanded={flag(open)} onclick={ui.act(Action::Fold(fold))}>
                <span class="k">{name}<small>{beside}</small></span><span class="v num">{outcomes.len()}{" 项"}</span>{ sign(icon::GO, if open { "i turned" } else { "i" }) }
            </button></h2>
            if open { <div class="box gap3">{ for outcomes.iter().map(|o| card(ui, law, o)) }</div> }
        </section>
    }
}
