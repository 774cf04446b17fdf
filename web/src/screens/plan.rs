//! The certain money of three years, month by month: a chart, the same numbers as a table, and
//! what is not in it.

use crate::components::Ui;
use crate::components::chart::bars;
use crate::components::layout::{heading, more, step, where_and_when};
use crate::components::tag::{Tag, el, tag};
use crate::labels;
use crate::screens::waiting;
use huice_core::cash_schedule::{self, CashSchedule, NOTES, Payment, Uncounted};
use huice_core::ir::Law;
use huice_core::{AmountResult, Date, Decimal};

/// How many months are shown.
const MONTHS: u16 = 36;

/// The screen.
#[must_use]
pub fn plan(ui: &Ui) -> Tag {
    let state = ui.state;
    let (Some(law), Some(view)) = (state.law(), &state.view) else {
        return el("div.wrap").put(waiting(ui));
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
    el("div.wrap")
        .put(step(ui, "返回", where_and_when(ui)))
        .put(
            heading("")
                .put(el("span.ph>三年里，"))
                .put(el("span.ph>什么时候够条件")),
        )
        .put(el(
            "p.lead>只算给您的钱，图上是到每个月为止一共多少。月份是最早够条件的那个月，钱哪天到账，文件没有写。",
        ))
        .put(picture(&made, &dated))
        .put(table(law, &made, &dated))
        .maybe((!other.is_empty()).then(|| beside(law, &made, &other)))
        .put(el("div.s soft gap4").each(NOTES.iter().map(|note| el("p").say(note))))
}

/// The most that a line beside the total may come to, where that is known and above nought.
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

fn picture(plan: &CashSchedule, dated: &[&Uncounted]) -> Tag {
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
    let key = |class, words, sum: Option<Decimal>| {
        let sum = sum
            .map(|n| format!("{} 元", labels::sum(n)))
            .unwrap_or_default();
        el("div")
            .put(el("dt").put(tag("span", class)).say(words))
            .put(el("dd.num").text(&sum))
    };
    el("figure.box pad gap4")
        .put(
            el("dl.keys")
                .put(key("sw a", "能确定", Some(plan.total)))
                .put(key("sw b", "还没定，或由部门定", None)),
        )
        .put(bars(
            "到每个月为止一共能拿的钱，下面的表有每一笔",
            &heights,
            &marks,
        ))
}

/// Calendar month, short: 2026.11.
fn month(plan: &CashSchedule, at: u16) -> String {
    let first = Date::new(plan.from.year(), plan.from.month(), 1).unwrap_or(plan.from);
    let day = first.add_months(i64::from(at));
    format!("{}.{}", day.year(), day.month())
}

fn title(law: &Law, at: u16) -> &str {
    let instrument = law.instruments.get(usize::from(at));
    instrument.map_or("", |i| i.title.as_str())
}

fn table(law: &Law, plan: &CashSchedule, dated: &[&Uncounted]) -> Tag {
    let head = el("thead").put(
        el("tr")
            .put(el("th|scope=col>月份和项目"))
            .put(el("th.n|scope=col>金额（元）")),
    );
    // Payments come by month; what is open follows what is certain.
    let mut rows: Vec<(u16, Tag)> = Vec::new();
    for payment in &plan.payments {
        rows.push((payment.month, paid(law, plan, payment)));
    }
    for line in dated {
        let row = (line.month.unwrap_or_default(), open(law, plan, line));
        huice_core::insert_sorted(&mut rows, row, |a, b| a.0 > b.0);
    }
    let empty = rows
        .is_empty()
        .then(|| el("tr").put(el("td|colspan=2>还没有能排进月份的钱。")));
    let foot = el("tfoot").put(
        el("tr").put(el("th>能确定")).put(
            el("td.n")
                .made("data-total", huice_core::number::format_decimal(plan.total))
                .words(labels::sum(plan.total)),
        ),
    );
    let table = el("table")
        .put(el("caption>按月份看"))
        .put(head)
        .put(
            el("tbody")
                .each(rows.into_iter().map(|(_, row)| row))
                .maybe(empty),
        )
        .put(foot);
    el("div.box pad gap4 scroll").put(table)
}

fn paid(law: &Law, plan: &CashSchedule, payment: &Payment) -> Tag {
    let part = cash_schedule::part(payment.part);
    let part = (!part.is_empty()).then(|| el("span.soft>，").text(&part));
    row(
        plan,
        Some(payment.month),
        title(law, payment.instrument),
        part,
    )
    .put(el("td.n").words(labels::sum(payment.sum)))
    .set(
        "data-paid",
        law.instruments
            .get(usize::from(payment.instrument))
            .map_or("", |i| &i.id),
    )
    .made("data-month", month(plan, payment.month))
    .made("data-sum", huice_core::number::format_decimal(payment.sum))
}

fn open(law: &Law, plan: &CashSchedule, line: &Uncounted) -> Tag {
    let why = cash_schedule::reason(law, line.reason);
    let why = el("small.soft>　").text(&why);
    row(plan, line.month, title(law, line.instrument), Some(why)).put(
        el("td.n soft>（")
            .words(cash_schedule::uncounted(line))
            .say("）"),
    )
}

fn row(plan: &CashSchedule, at: Option<u16>, title: &str, more: Option<Tag>) -> Tag {
    let when = at.map(|at| el("span.soft nb").words(month(plan, at)).put(el("br")));
    el("tr").put(el("td").maybe(when).put(el("span").text(title)).maybe(more))
}

fn beside(law: &Law, plan: &CashSchedule, lines: &[&Uncounted]) -> Tag {
    let rows = lines.iter().map(|line| open(law, plan, line));
    let table = el("table").put(el("tbody").each(rows));
    el("div.gap4").put(more(
        "没有算进去的，和为什么",
        el("div.in scroll").put(table),
    ))
}
