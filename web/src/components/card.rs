//! One instrument: a line that opens into the whole account of it.

use super::icon::{self, icon, sign};
use super::proof::conditions;
use super::{Ui, frame};
use crate::route::{Screen, Then};
use crate::say::{self, Group};
use crate::state::Action;
use huice_core::ir::{Amount, Instrument, Law, Param};
use huice_core::{AmountResult, Need, Outcome, ReadingResult, Verdict, words};
use std::rc::Rc;
use yew::prelude::*;

/// The card of an outcome. What is inside is made only when it is open.
#[must_use]
pub fn card(ui: &Ui, law: &Rc<Law>, outcome: &Outcome) -> Html {
    let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
        return Html::default();
    };
    let open = ui.state.open.contains(&outcome.instrument);
    let amount = words::amount(&outcome.amount);
    let shown = match outcome.amount {
        AmountResult::None => String::new(),
        AmountResult::NotStated => "金额文件未载明".into(),
        AmountResult::Text(_) | AmountResult::Exact(..) | AmountResult::Range(..) | AmountResult::AtMost(..) => {
            amount.clone()
        }
    };
    let plain = say::is_plain(&outcome.amount);
    html! {
        <details class="card" key={outcome.instrument} open={open} data-id={instrument.id.clone()}
            data-verdict={outcome.verdict.word()} data-amount={amount}>
            <summary id={format!("c-{}", outcome.instrument)} aria-expanded={frame::flag(open)} onclick={ui.act(Action::Card(outcome.instrument))}>
                <span class="h"><b>{&instrument.title}</b>
                    if !shown.is_empty() { <span class={if plain { "amt none" } else { "amt" }}>{shown}</span> }
                </span>
                <span class="why">{ chips(outcome) }<span class="t">{say::reason(law, instrument, outcome)}</span></span>
                { sign(icon::GO, "i go turn") }
            </summary>
            if open { <div class="body">{ body(ui, law, instrument, outcome) }</div> }
        </details>
    }
}

/// The verdict, and beside a yes how strong it is.
#[must_use]
pub fn chips(outcome: &Outcome) -> Html {
    let group = Group::of(outcome);
    let path = match group {
        Group::Yes | Group::Office => icon::YES,
        Group::Ask => icon::ASK,
        Group::Judge => icon::OFFICE,
        Group::Later => icon::CLOCK,
        Group::No => icon::NO,
        Group::Gone => icon::GONE,
    };
    let strength = match outcome.verdict {
        Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined => {
            say::strength(outcome.strength)
        }
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => None,
    };
    html! {
        <>
        <span class={group.tint()}>{ icon(path) }{say::chip(outcome)}</span>
        if let Some(word) = strength { <span class="chip gone">{word}</span> }
        </>
    }
}

fn body(ui: &Ui, law: &Rc<Law>, instrument: &Instrument, outcome: &Outcome) -> Html {
    let money = !matches!(outcome.amount, AmountResult::None);
    html! {
        <>
        if !instrument.summary.is_empty() { <p>{&instrument.summary}</p> }
        <dl class="kv gap3">
            { row(if money { "谁领钱" } else { "给谁" }, say::to(outcome.to)) }
            { row("是什么", say::kind(outcome.kind)) }
            if money { { row("金额", &words::amount(&outcome.amount)) } }
            { row("一定给吗", say::certainty(outcome.strength)) }
            if !instrument.fund.is_empty() { { row("谁来付", &instrument.fund) } }
            if !instrument.upon.is_empty() { { row("在这之后", &instrument.upon) } }
            { for outcome.terms.iter().map(|term| row(&term.label, &term.text)) }
        </dl>
        { verdict_note(law, outcome) }
        if !instrument.note.is_empty() { <div class="gap3">{ frame::note("note", icon::INFO, html! { {&instrument.note} }) }</div> }
        { arithmetic(ui, law, instrument, outcome) }
        { open_needs(ui, law, outcome) }
        if let Some(proof) = &outcome.proof {
            <section><h3>{"为什么"}</h3>{ conditions(ui, law, proof, &instrument.cite) }</section>
        }
        if !outcome.readings.is_empty() {
            <section><h3>{"条文有两种读法"}</h3>{ for outcome.readings.iter().map(|r| reading(outcome, r)) }</section>
        }
        { source(law, instrument) }
        </>
    }
}

fn row(label: &str, value: &str) -> Html {
    html! { <div><dt>{label}</dt><dd>{value}</dd></div> }
}

/// What the verdict means where it is neither a plain yes nor a plain no.
fn verdict_note(law: &Law, outcome: &Outcome) -> Html {
    let (class, path, words) = match &outcome.verdict {
        Verdict::NotYet(day) => (
            "note wait gap3",
            icon::CLOCK,
            format!("别的不变，{}起就满足条件。", words::day(*day)),
        ),
        Verdict::Expired(day) => {
            ("note gap3", icon::GONE, format!("这一条执行到{}为止。", words::day(*day)))
        }
        Verdict::NotStarted(day) => {
            ("note gap3", icon::GONE, format!("这一条从{}起执行。", words::day(*day)))
        }
        Verdict::StartUnknown(low, high) => (
            "note gap3",
            icon::GONE,
            format!(
                "文件没有写明哪天起执行，只知道在{}到{}之间。",
                words::day(*low),
                words::day(*high)
            ),
        ),
        Verdict::Replaced(other) => {
            let title = law.instruments.get(usize::from(*other)).map_or("", |i| i.title.as_str());
            ("note gap3", icon::INFO, format!("您能享受“{title}”，它代替了这一项，两项不能都拿。"))
        }
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => return Html::default(),
    };
    frame::note(class, path, html! { {words} })
}

fn arithmetic(ui: &Ui, law: &Rc<Law>, instrument: &Instrument, outcome: &Outcome) -> Html {
    let asked = outcome.amount_needs.iter().filter_map(|id| {
        let fact = law.facts.get(usize::from(*id))?;
        let href = Screen::Ask(*id, Then::Results).hash(Some(law));
        let said = if ui.state.answers.get(*id).is_some() { "改答：" } else { "现在回答：" };
        Some(html! { <li><a class="lnk" {href} data-need={fact.id.clone()}>{said}{&fact.label}</a></li> })
    });
    let formula = matches!(instrument.amount, Amount::Exactly(_) | Amount::AtMost(_));
    if outcome.steps.is_empty() && !formula {
        return Html::default();
    }
    let figure = |param: &Param| {
        row(&param.label, &words::number(param.value, &param.unit))
    };
    html! {
        <section><h3>{"怎么算出来的"}</h3>
            if !outcome.steps.is_empty() {
                <ul class="calc">{ for outcome.steps.iter().map(|step| html! {
                    <li>if !step.label.is_empty() { <span>{&step.label}{"："}</span> }<span>{&step.line}</span></li>
                }) }</ul>
            }
            if !instrument.params.is_empty() {
                <dl class="kv figures">{ for instrument.params.iter().map(figure) }</dl>
            }
            if !outcome.amount_needs.is_empty() {
                <p class="s soft gap3">{"金额还要看："}</p><ul>{ for asked }</ul>
            }
        </section>
    }
}

/// Everything that stands in the way, each with the way to settle it.
fn open_needs(ui: &Ui, law: &Rc<Law>, outcome: &Outcome) -> Html {
    if outcome.needs.is_empty() {
        return Html::default();
    }
    let one = |need: &Need| match need {
        Need::Fact(id) => match law.facts.get(usize::from(*id)) {
            None => Html::default(),
            Some(fact) => {
                let href = Screen::Ask(*id, Then::Results).hash(Some(law));
                let unsure = ui.state.answers.get(*id).is_some();
                html! {
                    <li><a class="lnk" {href} data-need={fact.id.clone()}>
                        {if unsure { "改答：" } else { "现在回答：" }}{&fact.label}
                    </a>if unsure { <span class="s soft">{"（您答了不清楚）"}</span> }</li>
                }
            }
        },
        Need::Judgement(id) => match law.facts.get(usize::from(*id)) {
            None => Html::default(),
            Some(fact) => {
                let href = Screen::Ask(*id, Then::Results).hash(Some(law));
                html! {
                    <li>{ icon(icon::OFFICE) }<span>{words::need(law, need)}{"。"}
                        <a {href} data-need={fact.id.clone()}>{"已经有结果了"}</a></span></li>
                }
            }
        },
        Need::Open(_) => html! { <li>{ icon(icon::ASK) }<span>{words::need(law, need)}{"。请问经办部门。"}</span></li> },
        Need::Reading(_) => html! { <li>{ icon(icon::ASK) }<span>{words::need(law, need)}{"。"}</span></li> },
    };
    html! {
        <section><h3>{"还差什么"}</h3><ul class="needs">{ for outcome.needs.iter().map(one) }</ul></section>
    }
}

fn reading(outcome: &Outcome, reading: &ReadingResult) -> Html {
    let result = |verdict: Option<&Verdict>, amount: Option<&AmountResult>| {
        let verdict = verdict.map(|verdict| match verdict {
            Verdict::Eligible => "符合",
            Verdict::NotYet(_) => "还没到时间",
            Verdict::Ineligible | Verdict::Replaced(_) => "不符合",
            Verdict::Undetermined => "还定不了",
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => "不在有效期",
        });
        html! {
            <>
            if let Some(verdict) = verdict { <b>{verdict}</b> }
            if let Some(amount) = amount { <span class="amt">{words::amount(amount)}</span> }
            </>
        }
    };
    let ours = reading.verdict.as_ref().map(|_| &outcome.verdict);
    let sum = reading.amount.as_ref().map(|_| &outcome.amount);
    html! {
        <div class="gap3">
            <p class="s soft">{&reading.about}</p>
            <div class="two">
                <div class="read pick"><span class="tag">{"本工具采用"}</span>{ result(ours, sum) }<p>{&reading.ours}</p></div>
                <div class="read"><span class="tag">{"另一种读法"}</span>{ result(reading.verdict.as_ref(), reading.amount.as_ref()) }<p>{&reading.other}</p></div>
            </div>
            if reading.differs { <p class="s soft">{"两种读法结果不一样，申请前请问清楚。"}</p> }
        </div>
    }
}

fn source(law: &Law, instrument: &Instrument) -> Html {
    let Some(document) = law.documents.get(usize::from(instrument.cite.document)) else {
        return Html::default();
    };
    let until = instrument.until.or(document.until);
    let issued = if document.issued_earliest == document.issued_latest {
        words::day(document.issued_earliest)
    } else {
        format!(
            "{}到{}之间（文件没写哪天）",
            words::day(document.issued_earliest),
            words::day(document.issued_latest)
        )
    };
    let from = instrument.from.map_or_else(|| format!("{issued}发文起"), |day| words::day(day) + "起");
    let until = until.map_or_else(|| "未写终止日期".into(), |day| format!("到{}", words::day(day)));
    let sentence = if instrument.cite.sentence.is_empty() {
        instrument.cite.clause.clone()
    } else {
        format!("{}，第 {} 句", instrument.cite.clause, instrument.cite.sentence)
    };
    html! {
        <section><h3>{"依据"}</h3><dl class="kv">
            { row("文件", &document.title) }
            if !document.number.is_empty() { { row("文号", &document.number) } }
            { row("发文", &document.issuer) }
            { row("条款", &sentence) }
            { row("有效期", &format!("{from}，{until}")) }
            { row("核对", &words::day(document.checked)) }
            <div><dt>{"咨询"}</dt><dd><a href="tel:12333">{"12333"}</a>{"（人社）"}</dd></div>
        </dl></section>
    }
}
