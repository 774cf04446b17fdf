//! The whole account of one instrument: what, why, how to get it, where it stands.

mod figures;
mod how;
mod needs;
mod source;

use crate::components::card::{everyday, sign_of};
use crate::components::change::changes;
use crate::components::icon::{self, icon};
use crate::components::layout::{self, bar, pair, paragraph, step};
use crate::components::proof::conditions;
use crate::components::script::call;
use crate::components::text::clauses;
use crate::components::{Ui, age};
use crate::labels::{self, Group};
use crate::results::Results;
use huice_core::ir::Instrument;
use huice_core::{AmountResult, CompiledLaw, Decision, Verdict};
use huice_zh::words;
use yew::prelude::*;

/// The screen.
pub fn card(ui: &Ui, law: &CompiledLaw, view: &Results, at: u16) -> Html {
    let position = usize::from(at);
    let (Some(instrument), Some(outcome)) =
        (law.instruments.get(position), view.outcomes().get(position))
    else {
        return html! { <div class="wrap">{ step(ui, "全部结果", Html::default()) }</div> };
    };
    html! {
        <>
            <div class="wrap wide">
                { step(ui, "全部结果", Html::default()) }
                { title(ui, law, instrument) }
                <div class="cgrid" data-card={instrument.id.clone()}
                    data-verdict={outcome.verdict.word()} data-amount={words::amount(&outcome.amount)}>
                    { parts(ui, law, instrument, outcome) }
                </div>
            </div>
            <div class="phoneonly">{ bar(duo(ui, law)) }</div>
        </>
    }
}

/// Amount, arithmetic, reasons, how to get it, readings, what changes it, source.
fn parts(ui: &Ui, law: &CompiledLaw, instrument: &Instrument, outcome: &Decision) -> Html {
    let why = ui.state.explain(outcome);
    let reasons = match outcome.verdict {
        Verdict::Eligible => "为什么够条件",
        Verdict::NotYet(_)
        | Verdict::Ineligible
        | Verdict::Undetermined
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => "一条一条看",
    };
    html! {
        <>
            { facts(ui, law, instrument, outcome) }
            { needs::needs(ui, law, outcome) }
            { figures::arithmetic(ui, law, instrument, outcome, &why) }
            if let Some(proof) = &why.proof {
                { layout::part(reasons, conditions(ui, law, proof, &instrument.cite)) }
            }
            { how::how(ui, law, instrument) }
            { figures::readings(instrument, outcome, &why) }
            { changes(ui, law, outcome) }
            { source::source(ui, law, instrument) }
            { source::other_text(ui, law, outcome) }
        </>
    }
}

/// The everyday title, and below it the official one with its year.
fn title(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Html {
    let year = age::year(law, instrument.cite.document, ui.state.session.as_of);
    let official = if instrument.plain.is_empty() {
        format!("{year}发的文件")
    } else {
        format!("文件里叫“{}”，{year}发的", instrument.title)
    };
    html! {
        <>
            <h1 id="h" tabindex="-1">{ clauses(everyday(instrument)) }</h1>
            { paragraph("offn", &official) }
        </>
    }
}

/// To call, and the way to what to say.
fn duo(ui: &Ui, law: &CompiledLaw) -> Html {
    let see = ui.press(crate::state::NavigationAction::See("do".into()));
    html! {
        <div class="duo">
            { call(law) }
            <a class="btn sec lo" href="#do" onclick={see}>{ "怎么问" }</a>
        </div>
    }
}

/// Who gets what, and how sure it is.
fn facts(ui: &Ui, law: &CompiledLaw, instrument: &Instrument, outcome: &Decision) -> Html {
    let group = ui.state.session.group(outcome);
    let money = !matches!(outcome.amount, AmountResult::None | AmountResult::NotDue);
    let amount = match outcome.amount {
        AmountResult::NotStated => "文件没写多少".into(),
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::Text(_)
        | AmountResult::Exact(..)
        | AmountResult::Range(..)
        | AmountResult::AtMost(..) => words::amount(&outcome.amount),
    };
    let big = if labels::is_plain(&outcome.amount) {
        ""
    } else {
        "big num"
    };
    let terms = instrument
        .terms
        .iter()
        .map(|term| pair(&term.label, &words::number(term.value, &term.unit)));
    html! {
        <section class="part l">
            if !instrument.summary.is_empty() {
                <p>{ clauses(&instrument.summary) }</p>
            }
            <dl class="kv gap2">
                if money {
                    <div><dt>{ "按文件算" }</dt><dd class={big}>{ clauses(&amount) }</dd></div>
                }
                { pair("给谁", labels::receiver(outcome.beneficiary, &ui.state.session.roles)) }
                { pair("是什么", labels::kind(outcome.kind)) }
                <div>
                    <dt>{ "一定给吗" }</dt>
                    <dd>{ sign_of(outcome, group) }{ clauses(sure(outcome, group)) }</dd>
                </div>
                if !instrument.fund.is_empty() {
                    { pair("谁来付", &instrument.fund) }
                }
                if !instrument.prerequisite.is_empty() {
                    { pair("在这之后", &instrument.prerequisite) }
                }
                { for terms }
            </dl>
            { verdict_note(law, outcome) }
            if !instrument.note.is_empty() {
                { layout::note("note gap3", icon::INFO, &instrument.note) }
            }
        </section>
    }
}

/// How strong the claim is; nothing of what cannot be had.
fn sure(outcome: &Decision, group: Group) -> &'static str {
    match group {
        Group::Yes | Group::Office => labels::certainty(outcome.strength),
        Group::Ask | Group::Judge | Group::Later => "够不够还没定",
        Group::No | Group::Gone => "",
    }
}

/// What the verdict means where it is neither a plain yes nor a plain no.
fn verdict_note(law: &CompiledLaw, outcome: &Decision) -> Option<Html> {
    let (class, path, words) = match &outcome.verdict {
        Verdict::NotYet(day) => (
            "note wait gap3",
            icon::CLOCK,
            format!("别的不变，{}起就满足条件。", words::day(*day)),
        ),
        Verdict::Expired(day) => (
            "note gap3",
            icon::GONE,
            format!("这一条执行到{}为止。", words::day(*day)),
        ),
        Verdict::NotStarted(day) => (
            "note gap3",
            icon::GONE,
            format!("这一条从{}起执行。", words::day(*day)),
        ),
        Verdict::StartUnknown(low, high) => {
            let (low, high) = (words::day(*low), words::day(*high));
            let words = format!("文件没有写明哪天起执行，只知道在{low}到{high}之间。");
            ("note gap3", icon::GONE, words)
        }
        Verdict::Replaced(other) => {
            let other = law.instruments.get(usize::from(*other));
            let title = other.map_or("", everyday);
            let words = format!("您能享受“{title}”，它代替了这一项，两项不能都拿。");
            ("note gap3", icon::INFO, words)
        }
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => return None,
    };
    Some(layout::note(class, path, &words))
}

/// A step of a list: its number, and what to do.
fn numbered(number: usize, inside: Html) -> Html {
    html! { <li><span class="n">{ number }</span><div class="d">{ inside }</div></li> }
}

/// A line with a sign.
fn signed(path: &'static str, inside: Html) -> Html {
    html! { <li>{ icon(path) }<span>{ inside }</span></li> }
}
