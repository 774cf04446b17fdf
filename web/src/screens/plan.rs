//! The certain money of three years, month by month: a chart, the same numbers as a table, and
//! what is not in it.

use crate::components::Ui;
use crate::components::chart::bars;
use crate::components::layout::{heading, more, step, where_and_when};
use crate::labels;
use crate::screens::waiting;
use huice_core::cash_schedule::{self, CashSchedule, NOTES, Payment, Uncounted};
use huice_core::ir::Law;
use huice_core::{AmountResult, Date, Decimal};
use yew::prelude::*;

/// How many months are shown.
const MONTHS: u16 = 36;

/// The screen.
pub fn plan(ui: &Ui) -> Html {
    let state = ui.state;
    let (Some(law), Some(view)) = (state.law(), &state.view) else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let mine = |at: u16| {
        let instrument = law.instruments.get(usize::from(at));
        instrument.is_some_and(|i| {
            state.is_mine(&i.roles)
                && labels::is_own(i.beneficiary, &state.roles)
                && labels::worth_asking(i.kind)
        })
    };
    let made = cash_schedule::cash_schedule(
        law,
        state.as_of,
        &state.answers,
        view.outcomes(),
        MONTHS,
        &mine,
    );
    let (dated, other): (Vec<&Uncounted>, Vec<&Uncounted>) = made
        .uncounted
        .iter()
        .partition(|line| line.month.is_some() && most(line).is_some());
    html! {
        <div class="wrap">
            { step(ui, "返回", where_and_when(ui)) }
            { heading("三年里，什么时候够条件") }
            <p class="lead">
                { "只算给您的钱，图上是到每个月为止一共多少。月份是最早够条件的那个月，钱哪天到账，文件没有写。" }
            </p>
            { picture(&made, &dated) }
            { table(law, &made, &dated) }
            if !other.is_empty() {
                { beside(law, &made, &other) }
            }
            <div class="s soft gap4">{ for NOTES.iter().map(|note| html! { <p>{ *note }</p> }) }</div>
        </div>
    }
}

/// The most that a line beside the total may come to, where that is known and above zero.
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

fn picture(plan: &CashSchedule, dated: &[&Uncounted]) -> Html {
    let mut heights: Vec<(Decimal, Decimal)> =
        plan.by_month.iter().map(|n| (*n, Decimal::ZERO)).collect();
    for line in dated {
        let at = line.month.map(usize::from);
        if let (Some(bar), Some(more)) = (at.and_then(|at| heights.get_mut(at)), most(line)) {
            bar.1 = huice_core::number::add(bar.1, more).unwrap_or(bar.1);
        }
    }
    // What there is by the end of each month: a single payment would be one thin line.
    let mut before = (Decimal::ZERO, Decimal::ZERO);
    for bar in &mut heights {
        let add = |a, b| huice_core::number::add(a, b).unwrap_or(a);
        before = (add(before.0, bar.0), add(before.1, bar.1));
        *bar = before;
    }
    // The last month would stand on the mark before it.
    let marks: Vec<(usize, String)> = [0u16, 12, 24]
        .into_iter()
        .map(|at| (usize::from(at), month(plan, at)))
        .collect();
    html! {
        <figure class="box pad gap4">
            <dl class="keys">
                <div>
                    <dt><span class="sw a"></span>{ "能确定" }</dt>
                    <dd class="num">{ labels::sum(plan.total) }{ " 元" }</dd>
                </div>
                <div><dt><span class="sw b"></span>{ "还没定，或由部门定" }</dt><dd></dd></div>
            </dl>
            { bars("到每个月为止一共能拿的钱，下面的表有每一笔", &heights, &marks) }
        </figure>
    }
}

/// Calendar month, short: 2026.11.
fn month(plan: &CashSchedule, at: u16) -> String {
    let first = Date::new(plan.from.year(), plan.from.month(), 1).unwrap_or(plan.from);
    let day = first.add_months(i64::from(at));
    format!("{}.{}", day.year(), day.month())
}

fn instrument(law: &Law, at: u16) -> (&str, &str) {
    let found = law.instruments.get(usize::from(at));
    found.map_or(("", ""), |i| (&i.id, &i.title))
}

fn table(law: &Law, plan: &CashSchedule, dated: &[&Uncounted]) -> Html {
    // Payments come by month; what is open follows what is certain.
    let mut rows: Vec<(u16, Html)> = Vec::new();
    for payment in &plan.payments {
        rows.push((payment.month, paid(law, plan, payment)));
    }
    for line in dated {
        let row = (line.month.unwrap_or_default(), open(law, plan, line));
        huice_core::insert_sorted(&mut rows, row, |a, b| a.0 > b.0);
    }
    let total = huice_core::number::format_decimal(plan.total);
    html! {
        <div class="box pad gap4 scroll">
            <table>
                <caption>{ "按月份看" }</caption>
                <thead>
                    <tr><th scope="col">{ "月份和项目" }</th><th class="n" scope="col">{ "金额（元）" }</th></tr>
                </thead>
                <tbody>
                    if rows.is_empty() {
                        <tr><td colspan="2">{ "还没有能排进月份的钱。" }</td></tr>
                    }
                    { for rows.into_iter().map(|(_, row)| row) }
                </tbody>
                <tfoot>
                    <tr>
                        <th>{ "能确定" }</th>
                        <td class="n" data-total={total}>{ labels::sum(plan.total) }</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn paid(law: &Law, plan: &CashSchedule, payment: &Payment) -> Html {
    let (id, title) = instrument(law, payment.instrument);
    let part = cash_schedule::part(payment.part);
    html! {
        <tr data-paid={id.to_owned()} data-month={month(plan, payment.month)}
            data-sum={huice_core::number::format_decimal(payment.sum)}>
            <td>
                { when(plan, Some(payment.month)) }
                <span>{ title }</span>
                if !part.is_empty() {
                    <span class="soft">{ "，" }{ part }</span>
                }
            </td>
            <td class="n">{ labels::sum(payment.sum) }</td>
        </tr>
    }
}

fn open(law: &Law, plan: &CashSchedule, line: &Uncounted) -> Html {
    let (_, title) = instrument(law, line.instrument);
    html! {
        <tr>
            <td>
                { when(plan, line.month) }
                <span>{ title }</span>
                <small class="soft">{ "　" }{ cash_schedule::reason(law, line.reason) }</small>
            </td>
            <td class="n soft">{ "（" }{ cash_schedule::uncounted(line) }{ "）" }</td>
        </tr>
    }
}

fn when(plan: &CashSchedule, at: Option<u16>) -> Option<Html> {
    at.map(|at| html! { <span class="soft nb">{ month(plan, at) }<br /></span> })
}

fn beside(law: &Law, plan: &CashSchedule, lines: &[&Uncounted]) -> Html {
    let rows = lines.iter().map(|line| open(law, plan, line));
    let inside = html! {
        <div class="in scroll"><table><tbody>{ for rows }</tbody></table></div>
    };
    html! { <div class="gap4">{ more("没有算进去的，和为什么", inside) }</div> }
}
