//! Everything that applies: what can be had first, then whom to ask, then the rest.

mod headline;
mod sorted;

use crate::components::card::{card, lost};
use crate::components::icon::{self, icon, sign};
use crate::components::layout::{self, bar, link_row, paragraph};
use crate::components::script::{call, script};
use crate::components::text::clauses;
use crate::components::{Ui, flag};
use crate::embed::Limits;
use crate::labels::Group;
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::state::{Action, Fold, ResultsAction};
use headline::headline;
use huice_core::ir::{Fact, FactId, FactKind};
use huice_core::{Answer, CompiledLaw, Decision, Question};
use sorted::Sorted;
use yew::prelude::*;

/// The screen.
pub fn results(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let sorted = Sorted::new(ui.state, law, view);
    html! {
        <>
            <div class="wrap wide">
                <div class="cols">
                    <div class="lead-col">
                        { notices(ui, view) }
                        { headline(ui, law, view, &sorted) }
                        <div class="deskonly gap3">
                            { call(law) }
                            <ul class="box gap3">{ tools(ui, law, true) }</ul>
                        </div>
                    </div>
                    <div class="main">
                        { first(ui, law, &sorted) }
                        { groups(ui, law, view, &sorted) }
                        { rest(ui, law, &sorted) }
                    </div>
                </div>
            </div>
            <div class="phoneonly">{ bar(duo(ui, law)) }</div>
        </>
    }
}

/// What has to be said before anything else: changed documents, answers that could not be read or
/// do not go together.
fn notices(ui: &Ui, view: &Results) -> Html {
    html! {
        <>
            if ui.state.session.has_changed() {
                <p class="note wait gap3" role="status">
                    <span>
                        { clauses("这是别人分享的链接。那以后政策文件有了变化，下面按现在的文件算。") }
                        <a href="#/since">{ "看变了什么" }</a>
                    </span>
                </p>
            }
            { super::review::unread(ui) }
            { super::review::contradictions(ui, view) }
        </>
    }
}

/// To call, and everything else behind one button.
fn duo(ui: &Ui, law: &CompiledLaw) -> Html {
    html! {
        <div class="duo">
            { call(law) }
            <details class="menu lo">
                <summary class="btn sec">
                    { "更多" }
                    <span class="veil" aria-hidden="true"></span>
                </summary>
                <ul class="sheet">{ tools(ui, law, false) }</ul>
            </details>
        </div>
    }
}

/// Where the results can be taken. The answers have a link of their own on a phone.
fn tools(ui: &Ui, law: &CompiledLaw, answers: bool) -> Html {
    html! {
        <>
            if answers {
                { link_row(icon::EDIT, "review", "#/review", "改答案") }
            }
            { link_row(icon::MONTH, "plan", "#/plan", "按月份看钱") }
            if !crate::loan_offers::offered(ui.state).is_empty() {
                { link_row(icon::COIN, "loan", "#/loan", "算贷款") }
            }
            { link_row(icon::PRINT, "paper", "#/print", "打印，带去窗口") }
            { link_row(icon::COPY, "text", "#/text", "抄下结果") }
            { link_row(icon::PICTURE, "picture", "#/picture", "存成图片") }
            if ui.state.site.keep_days > 0 {
                { link_row(icon::KEEP, "keep", "#/keep", "存下来，下次接着看") }
            }
            { link_row(icon::LINK, "share", "#/share", "分享链接") }
            { link_row(icon::LIST, "all", "#/all", &format!("全部 {} 条", law.grants())) }
        </>
    }
}

/// The cards that stand first, and what to say on the phone about the best of them.
fn first(ui: &Ui, law: &CompiledLaw, sorted: &Sorted) -> Html {
    let best = sorted.first.first();
    let best = best.and_then(|o| law.instruments.get(usize::from(o.instrument)));
    html! {
        <>
            if !sorted.first.is_empty() {
                <ul class="best" aria-label="先看这几项">
                    { for sorted.first.iter().map(|o| html! { <li>{ card(ui, law, o) }</li> }) }
                </ul>
            }
            if let Some(best) = best {
                <section class="say gap3">
                    <h2>{ icon(icon::TALK) }{ "电话里可以这样问" }</h2>
                    { script(ui, law, best) }
                </section>
            }
        </>
    }
}

/// The groups in which something can still be had or found out, and the next question among them.
fn groups(ui: &Ui, law: &CompiledLaw, view: &Results, sorted: &Sorted) -> Html {
    html! {
        <>
            { group(ui, law, Group::Yes, &sorted.of(Group::Yes)) }
            { group(ui, law, Group::Office, &sorted.of(Group::Office)) }
            { part(ui, law, "想贷款的话", "要还的钱，不算在里面", &sorted.loans) }
            { next(ui, law, view) }
            { group(ui, law, Group::Judge, &sorted.of(Group::Judge)) }
            { group(ui, law, Group::Later, &sorted.of(Group::Later)) }
        </>
    }
}

fn group(ui: &Ui, law: &CompiledLaw, group: Group, outcomes: &[&Decision]) -> Html {
    let (name, beside) = group.heading();
    part(ui, law, name, beside, outcomes)
}

fn part(
    ui: &Ui,
    law: &CompiledLaw,
    name: &'static str,
    beside: &'static str,
    outcomes: &[&Decision],
) -> Html {
    if outcomes.is_empty() {
        return Html::default();
    }
    let beside = format!("{} 项，{beside}", outcomes.len());
    html! {
        <section>
            { layout::group(name, &beside) }
            <div class="box">{ for outcomes.iter().map(|o| card(ui, law, o)) }</div>
        </section>
    }
}

/// The next question: answered here where a tap is enough, else a way to it.
fn next(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let Some(question) = &view.question else {
        return Html::default();
    };
    let href = Screen::Ask(question.fact, ReturnTo::Flow).hash(Some(law));
    let (title, go) = if question.money_open > 0 {
        ("再答几题，把钱算清", "继续答题")
    } else {
        ("钱已经算清了", "再答几题，看服务")
    };
    html! {
        <section class="say askone gap5" id="next" tabindex="-1">
            { here(ui, law, question).unwrap_or_else(|| html! { <h2>{ title }</h2> }) }
            <a class="btn sec" data-action="next" {href}>{ go }</a>
        </section>
    }
}

/// A question of yes or no, answered where it stands.
fn here(ui: &Ui, law: &CompiledLaw, question: &Question) -> Option<Html> {
    let fact = law.facts.get(usize::from(question.fact))?;
    let FactKind::Bool { yes, no } = &fact.kind else {
        return None;
    };
    let moved = question.because.len();
    let say = |hook, words: &str, answer| say(ui, question.fact, hook, words, answer);
    Some(html! {
        <>
            <h2>{ format!("再答一句，{moved} 项要看它") }</h2>
            { paragraph("gap2", &fact.ask) }
            { help(fact) }
            <div class="seg gap2" role="group" aria-label={fact.ask.clone()}>
                { say("here-yes", crate::components::fields::or(yes, "是"), Answer::Bool(true)) }
                { say("here-no", crate::components::fields::or(no, "否"), Answer::Bool(false)) }
                { say("here-unsure", "不清楚", Answer::Unsure) }
            </div>
        </>
    })
}

fn help(fact: &Fact) -> Html {
    if fact.help.is_empty() {
        return Html::default();
    }
    paragraph("hint", &fact.help)
}

fn say(ui: &Ui, fact: FactId, hook: &'static str, words: &str, answer: Answer) -> Html {
    html! {
        <button type="button" data-action={hook} onclick={ui.press(Action::AnswerHere(fact, answer))}>
            { words }
        </button>
    }
}

/// What cannot be had now, services, and what is of others: each a line that opens.
fn rest(ui: &Ui, law: &CompiledLaw, sorted: &Sorted) -> Html {
    let topics = ui.state.limits.as_ref().is_some_and(Limits::names_topics);
    let others = if topics {
        "这里不看的"
    } else {
        "和您想办的事没有关系的"
    };
    let of = |group: Group| {
        let (name, beside) = group.heading();
        fold(
            ui,
            law,
            Fold::Group(group),
            (name, beside),
            &sorted.of(group),
        )
    };
    html! {
        <>
            { layout::group("其余的", "") }
            <div class="box">
                { of(Group::Ask) }
                { of(Group::No) }
                { of(Group::Gone) }
                { fold(ui, law, Fold::Services, ("服务，不发钱", "可以直接问"), &sorted.services) }
                { fold(ui, law, Fold::Others, (others, "给别的人，或给部门自己"), &sorted.others) }
                { missing(ui, law) }
            </div>
            <p class="s soft gap4">
                { clauses(&format!("这里的 {} 条都算过了，", law.grants())) }
                <a href="#/all">{ "一条一条看" }</a>
                { "。" }
            </p>
        </>
    }
}

/// A group that is closed at first. Its cards are made only when it is open.
fn fold(
    ui: &Ui,
    law: &CompiledLaw,
    fold: Fold,
    (name, beside): (&'static str, &'static str),
    outcomes: &[&Decision],
) -> Html {
    let cards = || outcomes.iter().map(|o| card(ui, law, o)).collect();
    folded(ui, fold, name, beside, outcomes.len(), &cards)
}

/// Items whose text is lost: they may give something, so they are not left out.
fn missing(ui: &Ui, law: &CompiledLaw) -> Html {
    let cards = || law.missing.iter().map(|m| lost(law, m)).collect();
    let (name, beside) = ("原文缺了的", "缺的可能和您有关，要问 12333");
    folded(ui, Fold::Missing, name, beside, law.missing.len(), &cards)
}

fn folded(
    ui: &Ui,
    fold: Fold,
    name: &'static str,
    beside: &'static str,
    count: usize,
    cards: &dyn Fn() -> Vec<Html>,
) -> Html {
    if count == 0 {
        return Html::default();
    }
    let open = ui.state.results.folds.contains(&fold);
    let id = match fold {
        Fold::Group(Group::Ask) => "ask",
        Fold::Group(Group::No) => "no",
        Fold::Group(_) => "gone",
        Fold::Services => "services",
        Fold::Others => "others",
        Fold::Missing => "missing",
    };
    html! {
        <section class="folded">
            <h3 class="fold">
                <button class="row" type="button" data-fold={id} aria-expanded={flag(open)}
                    onclick={ui.press(ResultsAction::Fold(fold))}>
                    <span class="k">{ clauses(name) }<small>{ clauses(beside) }</small></span>
                    <span class="v num">{ format!("{count} 项") }</span>
                    { sign(icon::GO, if open { "i turned" } else { "i" }) }
                </button>
            </h3>
            if open {
                { for cards() }
            }
        </section>
    }
}
