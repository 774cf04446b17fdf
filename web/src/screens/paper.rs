//! Paper for the counter: one page of what to ask, and an appendix of reasons.

use crate::components::Ui;
use crate::components::age::origin;
use crate::components::layout::{button, operator, paragraph, step};
use crate::components::text::clauses;
use crate::labels::{self, Group};
use crate::results::Results;
use crate::state::{Action, State};
use huice_core::CompiledLaw;
use huice_core::ir::{Document, Instrument};
use huice_core::text;
use huice_core::{Answer, Connective, Decimal, Decision, Proof, Truth};
use huice_zh::words;
use yew::prelude::*;

/// Most things on the first page: more do not fit, and nobody asks for more at once.
const MOST: usize = 12;

/// What stands on the paper: an instrument and how it stands.
type Item<'a> = (&'a Instrument, &'a Decision);

/// The screen: above, what to press; below, the sheets.
pub fn paper(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let items = items(ui.state, law, view);
    html! {
        <>
            <div class="wrap noprint">
                { step(ui, "全部结果", Html::default()) }
                { paragraph("s soft", "打印出来，或把这一屏给窗口看。微信里多半打不了，用“抄成文字”或“存成图片”。") }
                <div class="acts gap2">
                    { button(ui, "btn", "print", Action::Print, "打印") }
                    <a class="btn sec" href="#/text">{ "抄成文字" }</a>
                </div>
            </div>
            { first_page(ui, law, view, &items) }
            { appendix(ui, law, &items) }
        </>
    }
}

/// What the person has, the certain first; what only others know behind it.
fn items<'a>(state: &State, law: &'a CompiledLaw, view: &'a Results) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for wanted in [Group::Yes, Group::Office, Group::Judge] {
        items.extend(state.session.listed(law, view, wanted));
    }
    items.truncate(MOST);
    items
}

fn first_page(ui: &Ui, law: &CompiledLaw, view: &Results, items: &[Item]) -> Html {
    let day = words::day(ui.state.session.as_of);
    let warning = origin(ui, law).map(|origin| origin.warning());
    html! {
        <article class="paper">
            <div class="hd">
                <h1 id="h" tabindex="-1">{ clauses("想问、想办的就业创业政策") }</h1>
                <span class="soft">{ format!("{}，{day}算", law.place_name) }</span>
            </div>
            <p class="fill"><span>{ "姓名" }</span><span>{ "电话" }</span></p>
            <h2>{ "我的情况" }</h2>
            <p>{ clauses(&situation(ui.state)) }</p>
            <h2>{ format!("请窗口看看这 {} 项", items.len()) }</h2>
            { table(ui.state, law, items) }
            { paragraph("soft gap2", &documents(law, items)) }
            { totals(view, items) }
            if let Some(warning) = warning {
                { paragraph("warn", &(warning + "以窗口答复为准。")) }
            }
            <h2>{ "请问" }</h2>
            <ul class="q">
                { for ASKED.iter().map(|words| html! { <li>{ *words }<i></i></li> }) }
            </ul>
            <p class="soft gap3">{ operator(ui) }{ "。" }{ checked(law) }</p>
        </article>
    }
}

/// What to find out at the counter.
const ASKED: [&str; 4] = [
    "在哪个窗口办、网上在哪里办？",
    "要带什么材料？",
    "最晚哪天交？",
    "谁经办，电话多少？",
];

/// The answers as one paragraph. What is not so, and what is not known, is not said.
fn situation(state: &State) -> String {
    let said: Vec<String> = state
        .session
        .answers
        .iter()
        .filter_map(|(id, answer)| {
            let fact = state.session.fact(id)?;
            match answer {
                Answer::Bool(true) => Some(fact.label.clone()),
                Answer::Bool(false) | Answer::Unsure => None,
                Answer::Choice(_)
                | Answer::Set(_)
                | Answer::Number(_)
                | Answer::NumberRange(_)
                | Answer::Date(_)
                | Answer::Records(_) => {
                    Some(format!("{}：{}", fact.label, words::answer(fact, answer)))
                }
            }
        })
        .collect();
    text::joined(&said, "；") + "。"
}

/// What the columns hold; before the first is the number.
const HEADS: [&str; 5] = ["文件里的名字", "给谁", "按文件算", "哪一段", "窗口答复"];

/// What the counter may answer.
const ANSWERS: [&str; 3] = ["还办", "停了", "改了"];

fn table(state: &State, law: &CompiledLaw, items: &[Item]) -> Html {
    let rows = items.iter().enumerate().map(|(at, (instrument, outcome))| {
        let group = state.session.group(outcome);
        html! {
            <tr data-paper={instrument.id.clone()}>
                <td>{ at + 1 }</td>
                <td><b>{ clauses(&instrument.title) }</b></td>
                <td>{ clauses(labels::beneficiary(outcome.beneficiary)) }</td>
                <td>
                    { clauses(&words::amount(&outcome.amount)) }
                    if group != Group::Yes {
                        <br />
                        { labels::chip(outcome, group) }
                    }
                </td>
                <td>{ clauses(&words::cite(law, &instrument.cite)) }</td>
                <td class="nb">
                    { for ANSWERS.iter().map(|answer| html! { <><i class="sq"></i>{ *answer }</> }) }
                </td>
            </tr>
        }
    });
    html! {
        <table>
            <thead>
                <tr>
                    <th></th>
                    { for HEADS.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// The documents that the things on the paper come from.
fn documents(law: &CompiledLaw, items: &[Item]) -> String {
    let used = |at: u16| items.iter().any(|(i, _)| i.cite.document == at);
    let named: Vec<String> = (0u16..)
        .zip(&law.documents)
        .filter(|(at, _)| used(*at))
        .map(|(_, document)| title(document))
        .collect();
    if named.is_empty() {
        return String::new();
    }
    format!("出自{}。", text::joined(&named, "、"))
}

fn title(document: &Document) -> String {
    if document.number.is_empty() {
        format!("《{}》", document.title)
    } else {
        format!("《{}》（{}）", document.title, document.number)
    }
}

fn totals(view: &Results, items: &[Item]) -> Html {
    let unnamed = items
        .iter()
        .filter(|(_, o)| labels::worth(&o.amount).is_zero())
        .count();
    let sum = |sum: Option<Decimal>| match sum {
        None => "还说不准".into(),
        Some(sum) if sum.is_zero() => "没有".into(),
        Some(sum) => labels::sum(sum) + " 元",
    };
    let lines = [
        ("写明给、算得出的", sum(Some(view.own.certain))),
        ("由部门定的，最多", sum(view.own.discretionary)),
        ("没写多少的", format!("{unnamed} 项")),
    ];
    let lines = lines.iter();
    let each = lines.map(|(name, value)| html! { <div>{ *name }<b>{ value }</b></div> });
    html! { <div class="tot">{ for each }</div> }
}

/// When the texts were last compared.
fn checked(law: &CompiledLaw) -> Html {
    let day = law
        .documents
        .iter()
        .map(|d| d.checked)
        .max()
        .map(words::day);
    clauses(&day.map_or_else(String::new, |day| format!("{day}核对过文字，没问过部门。")))
}

/// The reasons, on a sheet of their own.
fn appendix(ui: &Ui, law: &CompiledLaw, items: &[Item]) -> Html {
    let each = items
        .iter()
        .map(|(instrument, outcome)| reasons(ui, law, instrument, outcome));
    html! {
        <article class="paper">
            <div class="hd"><h2>{ "附：为什么" }</h2></div>
            <ul class="w">{ for each }</ul>
            <h2>{ "没列进来的" }</h2>
            <p>
                { clauses("还差回答的、不够条件的、已经停的、不发钱的服务，没有列在纸上；在网页里可以一条一条看。") }
                if !law.missing.is_empty() {
                    { clauses(&format!("另有 {} 项原文缺了，要问 12333。", law.missing.len())) }
                }
            </p>
        </article>
    }
}

/// Why, in one paragraph: how it stands, what holds, and the arithmetic.
fn reasons(ui: &Ui, law: &CompiledLaw, instrument: &Instrument, outcome: &Decision) -> Html {
    let why = ui.state.explain(outcome);
    let mut said = vec![crate::reason::reason(ui.state, law, instrument, outcome)];
    // Of what hangs on others, the one reason is the reason.
    let had = matches!(ui.state.session.group(outcome), Group::Yes | Group::Office);
    if let Some(proof) = why.proof.as_ref().filter(|_| had) {
        holds(proof, &mut said);
    }
    // A sum that stands above already is no arithmetic.
    let amount = words::amount(&outcome.amount);
    let lines = why.steps.iter().map(|step| words::step_line(law, step));
    said.extend(lines.filter(|line| *line != amount));
    html! {
        <li>
            <b>{ clauses(&instrument.title) }</b>
            { clauses(&format!("　{}。", text::joined(&said, "；"))) }
        </li>
    }
}

/// The conditions that hold, in their own words: of several ways, the first that is met.
fn holds(proof: &Proof, said: &mut Vec<String>) {
    if proof.truth != Truth::True {
        return;
    }
    if !proof.say.is_empty() {
        said.push(proof.say.clone());
        return;
    }
    let met = proof.parts.iter().filter(|part| part.truth == Truth::True);
    let shown = match proof.connective {
        Connective::Any => 1,
        Connective::All
        | Connective::Not
        | Connective::Leaf
        | Connective::Judge
        | Connective::Open
        | Connective::Cases => proof.parts.len(),
    };
    for part in met.take(shown) {
        holds(part, said);
    }
}
