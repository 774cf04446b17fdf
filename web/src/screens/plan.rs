//! The money of three years, month by month: only months in which something happens.

use crate::components::Ui;
use crate::components::age::{age, origin};
use crate::components::card::everyday;
use crate::components::icon;
use crate::components::layout::{heading, link_row, more, paragraph, step};
use crate::components::text::clauses;
use crate::labels;
use crate::results::Results;
use huice_core::cash_schedule;
use huice_core::cash_schedule::{CashSchedule, Payment, Uncounted};
use huice_core::ir::{Instrument, Law};
use huice_core::number::{add, format_decimal};
use huice_core::{AmountResult, CompiledLaw, Date, Decimal};
use huice_zh::schedule::{self, NOTES};
use yew::prelude::*;

/// How many months are shown.
const MONTHS: u16 = 36;

/// The screen.
pub fn plan(ui: &Ui, law: &CompiledLaw, view: &Results) -> Html {
    let state = ui.state;
    let mine = |at: u16| {
        law.instruments.get(usize::from(at)).is_some_and(|i| {
            state.session.is_mine(i)
                && labels::is_own(i.beneficiary, &state.session.roles)
                && labels::worth_asking(i.kind)
        })
    };
    let day = state.session.as_of;
    let outcomes = view.outcomes();
    let made =
        cash_schedule::cash_schedule(law, day, state.counted_answers(), outcomes, MONTHS, &mine);
    let (dated, other): (Vec<&Uncounted>, Vec<&Uncounted>) = made
        .uncounted
        .iter()
        .partition(|line| line.month.is_some() && most(line).is_some());
    html! {
        <div class="wrap wide">
            <div class="cols">
                <div class="lead-col">
                    { step(ui, "全部结果", Html::default()) }
                    { heading("三年里，哪个月能拿钱") }
                    { age(origin(ui, law).as_ref()) }
                    { total(&made) }
                </div>
                <div>
                    <section class="part gap3">{ timeline(law, &made, &dated) }</section>
                    { paragraph("hint gap3", "月份是最早够条件的月份；钱哪天到账，文件没写。只算给您的钱。") }
                    { more("没算进去的，和为什么", left_out(law, &other)) }
                    <ul class="box gap3">
                        { link_row(icon::COPY, "text", "#/text", "抄成文字") }
                        { link_row(icon::PRINT, "paper", "#/print", "打印，带去窗口") }
                    </ul>
                </div>
            </div>
        </div>
    }
}

/// The most that a line beside the total may be, where that is known and above zero.
fn most(line: &Uncounted) -> Option<Decimal> {
    match (&line.reason, &line.amount) {
        (
            cash_schedule::Reason::Open | cash_schedule::Reason::Office(_),
            AmountResult::Exact(n, huice_core::ir::Unit::Yuan)
            | AmountResult::Range(_, Some(n), huice_core::ir::Unit::Yuan),
        ) => Some(*n).filter(|n| !n.is_zero()),
        (_, _) => None,
    }
}

/// What is sure by the documents, and what the two kinds of dots mean.
fn total(plan: &CashSchedule) -> Html {
    html! {
        <>
            <p class="cap gap2">{ "按文件算一共" }</p>
            <p class="money" data-total={format_decimal(plan.total)}>
                { labels::sum(plan.total) }<small>{ "元" }</small>
            </p>
            <p class="legend">
                <span><i class="dot"></i>{ "算得出" }</span>
                <span><i class="dot mb"></i>{ "还说不准，没加进去" }</span>
            </p>
        </>
    }
}

/// A month, and what happens in it.
enum Event<'a> {
    Paid(&'a Payment),
    Open(&'a Uncounted),
}

/// The months in their order; of one month what is sure comes first.
fn timeline(law: &Law, plan: &CashSchedule, dated: &[&Uncounted]) -> Html {
    let mut events: Vec<(u16, Event)> = Vec::new();
    for payment in &plan.payments {
        events.push((payment.month, Event::Paid(payment)));
    }
    for line in dated {
        let event = (line.month.unwrap_or_default(), Event::Open(line));
        huice_core::insert_sorted(&mut events, event, |a, b| a.0 > b.0);
    }
    if events.is_empty() {
        return html! { <p>{ clauses("还没有能排进月份的钱。") }</p> };
    }
    let mut so_far = Decimal::ZERO;
    let each = events.iter().map(|(_, event)| match event {
        Event::Paid(payment) => {
            so_far = add(so_far, payment.sum).unwrap_or(so_far);
            paid(law, plan, payment, so_far)
        }
        Event::Open(line) => open(law, plan, line),
    });
    html! { <ol class="tl">{ for each }</ol> }
}

fn paid(law: &Law, plan: &CashSchedule, payment: &Payment, so_far: Decimal) -> Html {
    let instrument = law.instruments.get(usize::from(payment.instrument));
    let part = schedule::part(payment.part);
    let title = instrument.map_or("", everyday);
    let title = if part.is_empty() {
        title.to_owned()
    } else {
        format!("{title}，{part}")
    };
    let day = month(plan, payment.month);
    html! {
        <li data-paid={id(instrument)} data-month={short(day)} data-sum={format_decimal(payment.sum)}>
            <p class="mo">
                <b>{ named(day) }</b>
                <span class="run">{ format!("累计 {} 元", labels::sum(so_far)) }</span>
            </p>
            <p class="it">
                <span class="k">{ clauses(&title) }</span>
                <span class="amt">{ format!("{} 元", labels::sum(payment.sum)) }</span>
            </p>
        </li>
    }
}

fn open(law: &Law, plan: &CashSchedule, line: &Uncounted) -> Html {
    let instrument = law.instruments.get(usize::from(line.instrument));
    let day = month(plan, line.month.unwrap_or_default());
    html! {
        <li class="mb">
            <p class="mo"><b>{ named(day) + "起" }</b></p>
            <p class="it">
                <span class="k">
                    { clauses(instrument.map_or("", everyday)) }
                    <small>{ clauses(&schedule::reason(law, line.reason)) }</small>
                </span>
                <span class="amt no">{ schedule::uncounted(line) }</span>
            </p>
        </li>
    }
}

fn id(instrument: Option<&Instrument>) -> String {
    instrument.map_or_else(String::new, |i| i.id.clone())
}

/// A day in the month at this distance.
fn month(plan: &CashSchedule, at: u16) -> Date {
    let first = Date::new(plan.from.year(), plan.from.month(), 1).unwrap_or(plan.from);
    first.add_months(i64::from(at))
}

/// 2026.11.
fn short(day: Date) -> String {
    format!("{}.{}", day.year(), day.month())
}

/// 2026年11月.
fn named(day: Date) -> String {
    format!("{}年{}月", day.year(), day.month())
}

/// What has no month, with the reason, and what is never counted.
fn left_out(law: &Law, lines: &[&Uncounted]) -> Html {
    let each = lines.iter().map(|line| {
        let instrument = law.instruments.get(usize::from(line.instrument));
        let title = instrument.map_or("", everyday);
        let why = schedule::reason(law, line.reason);
        html! { <li>{ clauses(&format!("{title}：{why}")) }</li> }
    });
    html! {
        <div class="in">
            <ul class="dots">{ for each }</ul>
            { for NOTES.iter().map(|note| html! { <p>{ clauses(note) }</p> }) }
        </div>
    }
}
