//! `huice plan`: the certain money of the coming months, by month.

use crate::answers::Case;
use crate::args::{CaseArgs, RoleArg};
use crate::failure::Failure;
use crate::table::table;
use crate::view;
use huice_api::{Plan, looks_for};
use huice_core::cash_schedule;
use huice_core::cash_schedule::{CashSchedule, Payment, Uncounted};
use huice_core::ir::{Instrument, Role, Unit};
use huice_core::{Decimal, Law};
use huice_source::Source;
use huice_zh::schedule::{self, NOTES};
use huice_zh::terms;
use huice_zh::words;

/// Plans, and prints the months, the years and what is not in the total.
pub(crate) fn plan(
    source: &Source,
    args: &CaseArgs,
    roles: &[RoleArg],
    months: u32,
    json: bool,
) -> Result<String, Failure> {
    let months = u16::try_from(months)
        .ok()
        .filter(|months| (1..=600).contains(months))
        .ok_or_else(|| Failure::Unusable("--months 可以写 1 到 600 个月".into()))?;
    let case = Case::read(source, args)?;
    let evaluator = case.evaluator();
    let roles: Vec<Role> = roles.iter().map(|role| role.role()).collect();
    if json {
        case.warn();
        let plan = Plan::new(&evaluator, months, &roles, &case.refused);
        return Ok(view::print(&plan));
    }
    let made = cash_schedule::cash_schedule(
        &case.law,
        case.as_of,
        &case.answers,
        evaluator.decisions(),
        months,
        &|position| looks_for(&case.law, &roles, position),
    );
    let mut text = as_text(&case.law, &made);
    for line in case.remarks() {
        text += &format!("\n{line}");
    }
    Ok(text)
}

fn yuan(n: Decimal) -> String {
    words::number(n, &Unit::Yuan)
}

/// 2026年11月.
fn month(plan: &CashSchedule, at: u16) -> String {
    let (year, month) = calendar(plan, at);
    format!("{year}年{month}月")
}

/// Calendar year and month.
fn calendar(plan: &CashSchedule, at: u16) -> (u16, u8) {
    let first = huice_core::Date::new(plan.from.year(), plan.from.month(), 1);
    let day = first.unwrap_or(plan.from).add_months(i64::from(at));
    (day.year(), day.month())
}

fn instrument(law: &Law, position: u16) -> Option<&Instrument> {
    law.instruments.get(usize::from(position))
}

fn title(law: &Law, position: u16) -> String {
    instrument(law, position).map_or_else(String::new, |i| i.title.clone())
}

fn as_text(law: &Law, plan: &CashSchedule) -> String {
    let months = plan.by_month.len();
    let mut text = format!(
        "{}，从{}起 {months} 个月\n能确定的共 {}\n\n",
        law.place_name,
        words::day(plan.from),
        yuan(plan.total)
    );
    let rows: Vec<Vec<String>> = plan.payments.iter().map(|p| row(law, plan, p)).collect();
    if rows.is_empty() {
        text += "没有能排进月份的钱。\n";
    } else {
        text += &table(&["月份", "金额", "给谁", "政策", "最早的日子"], &rows);
        text += "\n\n";
        for (year, sum) in (1u32..).zip(&plan.by_year) {
            text += &format!("第 {year} 年 {}\n", yuan(*sum));
        }
        for (to, sum) in &plan.by_receiver {
            text += &format!("给{} {}\n", terms::beneficiary(*to), yuan(*sum));
        }
    }
    if !plan.uncounted.is_empty() {
        let rows: Vec<Vec<String>> = plan.uncounted.iter().map(|b| other(law, plan, b)).collect();
        text += &format!("\n没有算进去的 {} 项\n", rows.len());
        text += &table(&["金额", "给谁", "政策", "最早月份", "为什么"], &rows);
        text += "\n";
    }
    if !plan.exact {
        text += "\n互相排斥的太多，没有逐一比较，能拿的可能更多。\n";
    }
    text + "\n" + &NOTES.join("\n")
}

fn row(law: &Law, plan: &CashSchedule, payment: &Payment) -> Vec<String> {
    let part = schedule::part(payment.part);
    let title = title(law, payment.instrument);
    vec![
        month(plan, payment.month),
        yuan(payment.sum),
        terms::beneficiary(payment.beneficiary).into(),
        if part.is_empty() {
            title
        } else {
            format!("{title}，{part}")
        },
        payment.due.to_string(),
    ]
}

fn other(law: &Law, plan: &CashSchedule, line: &Uncounted) -> Vec<String> {
    vec![
        schedule::uncounted(line),
        terms::beneficiary(line.beneficiary).into(),
        title(law, line.instrument),
        line.month.map_or_else(String::new, |m| month(plan, m)),
        schedule::reason(law, line.reason),
    ]
}
