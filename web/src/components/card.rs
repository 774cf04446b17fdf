//! One instrument: a line that opens into the whole account of it.

use super::icon::{self, icon, sign};
use super::proof::{conditions, question};
use super::{Ui, change, flag, layout};
use crate::labels::{self, Group};
use crate::route::{ReturnTo, Screen};
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::explain::Explanation;
use huice_core::ir::{Amount, FactId, Instrument, LostItem, Reading};
use huice_core::outcome::TEXT_MISSING;
use huice_core::{AmountResult, Decision, Need, ReadingResult, Verdict, words};
use yew::prelude::*;

/// The card of an outcome. What is inside is made only when it is open.
pub fn card(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Html {
    let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
        return Html::default();
    };
    let open = ui.state.open.contains(&outcome.instrument);
    let amount = words::amount(&outcome.amount);
    let shown = match outcome.amount {
        AmountResult::None | AmountResult::NotDue => "",
        AmountResult::NotStated => "金额文件未载明",
        AmountResult::Text(_)
        | AmountResult::Exact(..)
        | AmountResult::Range(..)
        | AmountResult::AtMost(..) => amount.as_str(),
    };
    let plain = labels::is_plain(&outcome.amount);
    html! {
        <details class="card" key={instrument.id.clone()} data-id={instrument.id.clone()}
            data-verdict={outcome.verdict.word()} data-amount={amount.clone()} {open}>
            <summary id={format!("c-{}", outcome.instrument)} aria-expanded={flag(open)}
                onclick={ui.press(Action::Card(outcome.instrument))}>
                <span class="h">
                    <b>{ &instrument.title }</b>
                    if !shown.is_empty() {
                        <span class={if plain { "amt none" } else { "amt" }}>{ shown }</span>
                    }
                </span>
                <span class="why">
                    { chips(outcome) }
                    <span class="t">{ labels::reason(ui.state, law, instrument, outcome) }</span>
                </span>
                { sign(icon::GO, "i go turn") }
            </summary>
            if open {
                { body(ui, law, instrument, outcome) }
            }
        </details>
    }
}

/// The verdict, and beside a yes how strong it is.
fn chips(outcome: &Decision) -> Html {
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
            labels::strength(outcome.strength)
        }
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => None,
    };
    html! {
        <>
            <span class={group.tint()}>{ icon(path) }{ labels::chip(outcome) }</span>
            if let Some(word) = strength {
                <span class="chip gone">{ word }</span>
            }
        </>
    }
}

fn body(ui: &Ui, law: &CompiledLaw, instrument: &Instrument, outcome: &Decision) -> Html {
    let why = ui.state.explain(outcome);
    html! {
        <div class="body">
            if !instrument.summary.is_empty() {
                <p>{ &instrument.summary }</p>
            }
            { facts(instrument, outcome) }
            { verdict_note(law, outcome) }
            if !instrument.note.is_empty() {
                { layout::note("note gap3", icon::INFO, &instrument.note) }
            }
            { arithmetic(ui, law, instrument, outcome, &why) }
            { open_needs(ui, law, outcome) }
            if let Some(proof) = &why.proof {
                <section>
                    <h3>{ "为什么" }</h3>
                    { conditions(ui, law, proof, &instrument.cite) }
                </section>
            }
            { readings(instrument, outcome, &why) }
            { change::changes(ui, law, outcome) }
            { source(law, instrument) }
            { other_text(ui, law, outcome) }
        </div>
    }
}

/// Who gets what, and how sure it is.
fn facts(instrument: &Instrument, outcome: &Decision) -> Html {
    let money = !matches!(outcome.amount, AmountResult::None | AmountResult::NotDue);
    let terms = instrument
        .terms
        .iter()
        .map(|term| layout::pair(&term.label, &words::number(term.value, &term.unit)));
    html! {
        <dl class="kv gap3">
            { layout::pair(if money { "谁领钱" } else { "给谁" }, labels::beneficiary(outcome.beneficiary)) }
            { layout::pair("是什么", labels::kind(outcome.kind)) }
            if money {
                { layout::pair("金额", &words::amount(&outcome.amount)) }
            }
            { layout::pair("一定给吗", labels::certainty(outcome.strength)) }
            if !instrument.fund.is_empty() {
                { layout::pair("谁来付", &instrument.fund) }
            }
            if !instrument.prerequisite.is_empty() {
                { layout::pair("在这之后", &instrument.prerequisite) }
            }
            { for terms }
        </dl>
    }
}

/// Where the same grant stands in another document.
fn other_text(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Option<Html> {
    let position = law.other_text(outcome.instrument)?;
    let other = law.instruments.get(usize::from(position))?;
    let view = ui.state.view.as_ref()?;
    let cite = words::cite(law, &other.cite);
    let same = [position, outcome.instrument]
        .iter()
        .any(|n| view.doubles.contains(n));
    if same {
        return Some(html! {
            <section>
                <h3>{ "同一项，两份文件" }</h3>
                <p class="s">{ "两份文件都写了这一项，只算一次。另一处：" }{ cite }</p>
            </section>
        });
    }
    let told = view.outcomes().get(usize::from(position))?;
    Some(html! {
        <section>
            <h3>{ "另一份文件" }</h3>
            <p class="s">
                { &other.title }{ "（" }{ cite }{ "）写的不一样：" }
                <b>{ labels::chip(told) }</b>
                { "。两份文件说的是同一项，只能享受一次。" }
            </p>
        </section>
    })
}

/// An item whose text is lost: all that is known of it.
pub fn lost(law: &CompiledLaw, missing: &LostItem) -> Html {
    let document = law.documents.get(usize::from(missing.document));
    let number = document.map_or("", |d| d.number.as_str());
    html! {
        <div class="card pad" key={missing.id.clone()} data-id={missing.id.clone()}
            data-verdict={TEXT_MISSING}>
            <b>{ words::missing_title(missing) }</b>
            <p class="s soft">{ number }{ " " }{ &missing.clause }</p>
            <p>{ words::missing(missing) }{ "。" }</p>
            if !missing.units.is_empty() {
                <p class="s soft">{ "责任单位：" }{ &missing.units }</p>
            }
        </div>
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
            (
                "note gap3",
                icon::GONE,
                format!("文件没有写明哪天起执行，只知道在{low}到{high}之间。"),
            )
        }
        Verdict::Replaced(other) => {
            let title = law
                .instruments
                .get(usize::from(*other))
                .map_or("", |i| i.title.as_str());
            (
                "note gap3",
                icon::INFO,
                format!("您能享受“{title}”，它代替了这一项，两项不能都拿。"),
            )
        }
        Verdict::Eligible | Verdict::Ineligible | Verdict::Undetermined => return None,
    };
    Some(layout::note(class, path, &words))
}

fn arithmetic(
    ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    why: &Explanation,
) -> Option<Html> {
    let formula = match instrument.amount {
        Amount::Exactly(_) | Amount::AtMost(_) => true,
        Amount::None | Amount::NotStated | Amount::Text(_) => false,
    };
    if why.steps.is_empty() && !formula {
        return None;
    }
    let steps = why.steps.iter().map(|step| {
        let label = words::step_label(step);
        html! {
            <li>
                if !label.is_empty() {
                    <span>{ label }{ "：" }</span>
                }
                <span>{ words::step_line(law, step) }</span>
            </li>
        }
    });
    let figures = instrument
        .params
        .iter()
        .map(|param| layout::pair(&param.label, &words::number(param.value, &param.unit)));
    let asked = outcome.amount_needs.iter().map(|id| need(ui, law, *id));
    Some(html! {
        <section>
            <h3>{ "怎么算出来的" }</h3>
            if !why.steps.is_empty() {
                <ul class="calc">{ for steps }</ul>
            }
            if !instrument.params.is_empty() {
                <dl class="kv figures">{ for figures }</dl>
            }
            if !outcome.amount_needs.is_empty() {
                <p class="s soft gap3">{ "金额还要看：" }</p>
                <ul class="needs">{ for asked }</ul>
            }
        </section>
    })
}

fn need(ui: &Ui, law: &CompiledLaw, id: FactId) -> Html {
    let unsure = ui.state.answers.get(id).is_some();
    html! {
        <li>
            { question(ui, law, id) }
            if unsure {
                <span class="s soft">{ "（您答了不清楚）" }</span>
            }
        </li>
    }
}

/// Everything that stands in the way, each with the way to settle it.
fn open_needs(ui: &Ui, law: &CompiledLaw, outcome: &Decision) -> Html {
    if outcome.needs.is_empty() {
        return Html::default();
    }
    let each = outcome.needs.iter().map(|item| open_need(ui, law, *item));
    html! {
        <section>
            <h3>{ "还差什么" }</h3>
            <ul class="needs">{ for each }</ul>
        </section>
    }
}

fn open_need(ui: &Ui, law: &CompiledLaw, item: Need) -> Html {
    let said = words::need(law, item);
    match item {
        Need::Fact(id) => need(ui, law, id),
        Need::Judgement(id) => {
            let href = Screen::Ask(id, ReturnTo::Results).hash(Some(law));
            let fact = law.facts.get(usize::from(id));
            let name = fact.map(|fact| fact.id.clone());
            html! {
                <li>
                    { icon(icon::OFFICE) }
                    <span>{ said }{ "。" }<a {href} data-need={name}>{ "已经有结果了" }</a></span>
                </li>
            }
        }
        Need::Open(_) | Need::Reading(..) => html! {
            <li>{ icon(icon::ASK) }<span>{ said }{ "。请问经办部门。" }</span></li>
        },
    }
}

fn readings(instrument: &Instrument, outcome: &Decision, why: &Explanation) -> Html {
    if why.readings.is_empty() {
        return Html::default();
    }
    let both = instrument.readings.iter().zip(&why.readings);
    html! {
        <section>
            <h3>{ "条文有两种读法" }</h3>
            { for both.map(|(own, other)| reading(outcome, own, other)) }
        </section>
    }
}

fn reading(outcome: &Decision, own: &Reading, other: &ReadingResult) -> Html {
    let ours = other.verdict.as_ref().map(|_| &outcome.verdict);
    let sum = other.amount.as_ref().map(|_| &outcome.amount);
    let (verdict, amount) = (other.verdict.as_ref(), other.amount.as_ref());
    html! {
        <div class="gap3">
            <p class="s soft">{ &own.about }</p>
            <div class="two">
                { way_to_read("read adopted", "本工具采用", ours, sum, &own.ours) }
                { way_to_read("read", "另一种读法", verdict, amount, &own.other) }
            </div>
            if other.differs {
                <p class="s soft">{ "两种读法结果不一样，申请前请问清楚。" }</p>
            }
        </div>
    }
}

fn way_to_read(
    class: &'static str,
    name: &'static str,
    verdict: Option<&Verdict>,
    amount: Option<&AmountResult>,
    words: &str,
) -> Html {
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::Eligible => "符合",
        Verdict::NotYet(_) => "还没到时间",
        Verdict::Ineligible | Verdict::Replaced(_) => "不符合",
        Verdict::Undetermined => "还定不了",
        Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => "不在有效期",
    });
    html! {
        <div {class}>
            <span class="tag">{ name }</span>
            if let Some(verdict) = verdict {
                <b>{ verdict }</b>
            }
            if let Some(amount) = amount {
                <span class="amt">{ words::amount(amount) }</span>
            }
            <p>{ words }</p>
        </div>
    }
}

fn source(law: &CompiledLaw, instrument: &Instrument) -> Option<Html> {
    let document = law.documents.get(usize::from(instrument.cite.document))?;
    let mut from = words::day(document.issued_earliest);
    if document.issued_earliest != document.issued_latest {
        let latest = words::day(document.issued_latest);
        from = format!("{from}到{latest}之间（文件没写哪天）");
    }
    from += "发文起";
    if let Some(day) = instrument.from {
        from = words::day(day) + "起";
    }
    let until = match instrument.until.or(document.until) {
        Some(day) => format!("，到{}", words::day(day)),
        None => "，未写终止日期".into(),
    };
    let mut clause = instrument.cite.clause.clone();
    if !instrument.cite.sentence.is_empty() {
        clause = format!("{clause}，第 {} 句", instrument.cite.sentence);
    }
    Some(html! {
        <section>
            <h3>{ "依据" }</h3>
            <dl class="kv">
                { layout::pair("文件", &document.title) }
                { layout::pair("文号", super::fields::or(&document.number, "文件未载明")) }
                { layout::pair("发文", &document.issuer) }
                { layout::pair("条款", &clause) }
                { layout::pair("有效期", &(from + &until)) }
                { layout::pair("核对", &words::day(document.checked)) }
                <div>
                    <dt>{ "咨询" }</dt>
                    <dd>{ layout::phone("tel:12333", "12333") }{ "（人社）" }</dd>
                </div>
            </dl>
        </section>
    })
}
