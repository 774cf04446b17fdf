//! A loan month by month: what is paid back, what the interest is, who pays it. An estimate.

use crate::components::fields::{summary, summary_line};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, lead, more, note, paragraph, step};
use crate::components::text::clauses;
use crate::components::{Ui, flag};
use crate::labels;
use crate::loan::{self, Change, Rule, Share, Wrong};
use crate::state::FormAction;
use huice_core::CompiledLaw;
use huice_core::loan::{Method, Request, Row, Schedule};
use huice_core::text::contains;
use huice_core::{Decimal, number};
use huice_zh::loan as zh;
use yew::prelude::*;

/// The screen: what is paid back each month first, then what it is made of, then the fields.
pub fn loan(ui: &Ui, law: &CompiledLaw) -> Html {
    let rule = crate::loan_offers::rule(ui.state);
    let name = rule.at.map_or("", |at| title(law, at));
    let computed = loan::compute(&ui.state.form.loan, &rule);
    let wrong = computed.as_ref().err();
    let wrong = wrong.map_or_else(Wrong::new, |wrong| {
        loan::visible(&ui.state.form.loan, wrong)
    });
    html! {
        <div class="wrap wide">
            { step(ui, "全部结果", clauses(name)) }
            <div class="lgrid">
                <div class="lh">
                    { heading("贷款每月还多少") }
                    // One element whatever comes out, so that the field in use stays the same.
                    <div role="status">
                        { match &computed {
                            Ok((request, made)) => monthly(request, made),
                            Err(_) => lead("填好下面三样，就算得出。利率文件没写，看银行的合同。"),
                        } }
                    </div>
                </div>
                <div class="lr">
                    { match &computed {
                        Ok((request, made)) => whole(request, made),
                        Err(_) => html! { <div class="gap3">{ errors(ui, &wrong) }</div> },
                    } }
                </div>
                <div class="lf">
                    { form(ui, law, &rule, &wrong) }
                    { taken_for_granted(&computed) }
                </div>
            </div>
        </div>
    }
}

/// What the figures rest on.
fn taken_for_granted(computed: &Result<(Request, Schedule), Wrong>) -> Html {
    let lines = computed
        .iter()
        .flat_map(|(request, _)| zh::assumptions(request));
    html! {
        <div class="hint gap3">
            <p>{ clauses("这是估算，以银行合同为准。贷不贷得到，由担保机构和银行审。") }</p>
            { for lines.map(|line| html! { <p>{ clauses(&line) }</p> }) }
        </div>
    }
}

/// What goes to the bank each month: the same each time, or the first and the last.
fn monthly(request: &Request, made: &Schedule) -> Html {
    let paid = |row: &Row| {
        let interest = number::add(row.own, row.helped)?;
        number::add(row.principal, interest)
    };
    let (Some(first), Some(last)) = (
        made.rows.first().and_then(paid),
        made.rows.last().and_then(paid),
    ) else {
        return Html::default();
    };
    let months = request.months;
    let (cap, sum, after) = match request.method {
        Method::EqualPayments => ("每月还给银行", first, format!("{months} 个月，月月一样多")),
        Method::EqualPrincipal => (
            "头一个月还给银行",
            first,
            format!("{months} 个月，以后少一点，最后一个月 {} 元", cents(last)),
        ),
        Method::AtEnd => (
            "每月付给银行的利息",
            first,
            format!("{months} 个月，最后一个月连本带利 {} 元", cents(last)),
        ),
    };
    html! {
        <>
            <p class="cap gap3">{ cap }</p>
            <p class="money">{ cents(sum) }<small>{ "元" }</small></p>
            { paragraph("s soft", &after) }
            if !made.helped.is_zero() {
                { note("note gap3", icon::INFO, "先付后补，还是直接免，文件没写，问银行。") }
            }
        </>
    }
}

/// All that is paid, as a bar and in figures; then month by month.
fn whole(request: &Request, made: &Schedule) -> Html {
    let all = [request.principal, made.own, made.helped];
    let sum = all.into_iter().try_fold(Decimal::ZERO, number::add);
    html! {
        <>
            <section class="part gap3">
                <h2>
                    { "一共还 " }
                    <span class="num">{ sum.map_or_else(String::new, cents) }</span>{ " 元" }
                </h2>
                { split(all) }
                <dl class="keys">
                    { key("sw a", "本金，您还", request.principal) }
                    { key("sw c", "利息，您付", made.own) }
                    { key("sw b", "利息，财政替您付", made.helped) }
                </dl>
            </section>
            { more("一年一年的明细", table(request, made, 12)) }
            { more("一个月一个月的", table(request, made, 1)) }
        </>
    }
}

fn key(class: &'static str, words: &'static str, n: Decimal) -> Html {
    html! {
        <div>
            <dt><span {class}></span><span>{ clauses(words) }</span></dt>
            <dd class="num">{ cents(n) + " 元" }</dd>
        </div>
    }
}

/// Principal, own interest and help as parts of one bar.
fn split(parts: [Decimal; 3]) -> Html {
    let mut from = Decimal::ZERO;
    let ends = parts.map(|part| {
        from = number::add(from, part).unwrap_or(from);
        from
    });
    let [principal, own, whole] = ends.map(number::format_decimal);
    html! {
        <svg class="meter" role="img" preserveAspectRatio="none" aria-label="本金和利息各占多少，数字在下面"
            viewBox={format!("0 0 {whole} 10")}>
            <path class="b" d={format!("M0 5h{whole}")} />
            <path class="c" d={format!("M0 5h{own}")} />
            <path class="a" d={format!("M0 5h{principal}")} />
        </svg>
    }
}

/// What is wrong, where the sums would stand. Nothing is sent here: it comes when a field is left
/// for another, so it leaves the focus where it is.
fn errors(ui: &Ui, wrong: &Wrong) -> Html {
    let lines = wrong.iter().map(|(at, said)| match FIELDS.get(*at) {
        Some((id, name)) => summary_line(ui, (*id).to_owned(), name, said),
        None => html! { <li>{ said }</li> },
    });
    summary(lines.collect())
}

/// The fields, by id and name.
const FIELDS: [(&str, &str); 3] = [
    ("loan-amount", "贷多少？"),
    ("loan-months", "还几个月？"),
    ("loan-rate", "年利率？"),
];

fn title(law: &CompiledLaw, at: u16) -> &str {
    let instrument = law.instruments.get(usize::from(at));
    instrument.map_or("", |i| i.title.as_str())
}

fn form(ui: &Ui, law: &CompiledLaw, rule: &Rule, wrong: &Wrong) -> Html {
    let limits = &rule.fixed.limits;
    let most = match limits.principal {
        Some(n) => format!("最多 {} 元", labels::sum(n)),
        None => "文件没有写最高额度".into(),
    };
    let longest = match limits.months {
        Some(n) => format!("最长 {n} 个月"),
        None => "文件没有写最长期限".into(),
    };
    let offered = crate::loan_offers::offered(ui.state);
    let which = offered
        .iter()
        .map(|at| press(ui, Change::Of(*at), rule.at == Some(*at), title(law, *at)));
    let methods = Method::ALL.map(|method| {
        let words = match method {
            Method::EqualPayments => "月月一样",
            Method::EqualPrincipal => "先多后少",
            Method::AtEnd => "到期还本",
        };
        press(
            ui,
            Change::Method(method),
            ui.state.form.loan.method == method,
            words,
        )
    });
    let said = |field| {
        let found = wrong.iter().find(|(at, _)| *at == field);
        found.map(|(_, said)| said.as_str())
    };
    html! {
        <section class="part gap3">
            <h2>{ "换个数试试" }</h2>
            if offered.len() > 1 {
                <div class="tags" role="group" aria-label="哪一种贷款">{ for which }</div>
            }
            { field(ui, 0, "元", &most, said(0)) }
            { field(ui, 1, "个月", &longest, said(1)) }
            { field(ui, 2, "%", "看合同，文件没写", said(2)) }
            { segment("怎么还？", methods.into()) }
            { help(ui, law, rule) }
        </section>
    }
}

fn help(ui: &Ui, law: &CompiledLaw, rule: &Rule) -> Html {
    let now = loan::share(&ui.state.form.loan, rule);
    let one = |share, words| press(ui, Change::Share(share), now == share, words);
    let mut all = Vec::new();
    if rule.help.is_some() {
        all.push(one(Share::Rule, "按文件"));
    }
    all.push(one(Share::Full, "全部"));
    all.push(one(Share::Half, "一半"));
    all.push(one(Share::Nothing, "不出"));
    html! { <>{ segment("利息财政出多少？", all) }{ paragraph("hint", &help_words(law, rule, now)) }</> }
}

/// By what rule interest is paid for somebody, or that it is only a comparison.
fn help_words(law: &CompiledLaw, rule: &Rule, now: Share) -> String {
    match (&rule.help, now) {
        (Some((at, help)), Share::Rule) => {
            let share = huice_zh::words::number(help.share, &huice_core::ir::Unit::Percent);
            let years = match help.months {
                None => "贴几年，文件没有写，先按整个贷款期算。",
                Some(_) => "",
            };
            format!("按“{}”算，贴 {share}。{years}", title(law, *at))
        }
        (Some(_), _) => "这是换一种比例的对照，不是按您的回答算的。".into(),
        (None, Share::Nothing) => "按现在的回答，贴息还定不了，先按不贴息算。".into(),
        (None, _) => "这是对照。能不能贴息，按现在的回答还定不了。".into(),
    }
}

fn press(ui: &Ui, change: Change, on: bool, words: &str) -> Html {
    html! {
        <button type="button" aria-pressed={flag(on)} onclick={ui.press(FormAction::Loan(change))}>
            <span>{ clauses(words) }</span>
        </button>
    }
}

fn segment(name: &'static str, buttons: Vec<Html>) -> Html {
    html! {
        <div class="field gap4">
            <p class="lab">{ name }</p>
            <div class="seg" role="group" aria-label={name}>{ for buttons }</div>
        </div>
    }
}

fn field(ui: &Ui, at: usize, unit: &'static str, hint: &str, wrong: Option<&str>) -> Html {
    let (id, name) = FIELDS.get(at).copied().unwrap_or_default();
    let (error, hinted) = (format!("{id}-wrong"), format!("{id}-hint"));
    let now = ui
        .state
        .form
        .loan
        .texts
        .get(at)
        .cloned()
        .unwrap_or_default();
    html! {
        <div class="field gap4">
            <label for={id}>{ name }</label>
            if let Some(words) = wrong {
                <p class="errtxt" role="alert" id={error.clone()}>{ icon(icon::WARN) }{ words }</p>
            }
            <div class="inp">
                <input {id} name={id} inputmode={if at == 1 { "numeric" } else { "decimal" }}
                    autocomplete="off" aria-invalid={flag(wrong.is_some())}
                    aria-describedby={format!("{error} {hinted}")} value={now}
                    oninput={ui.typed(move |text| FormAction::Loan(Change::Text(at, text)))}
                    onchange={ui.change(FormAction::Loan(Change::Left(at)))} />
                <span class="u">{ unit }</span>
            </div>
            <p class="hint" id={hinted}>{ clauses(hint) }</p>
        </div>
    }
}

/// Money in a column: always to the cent.
fn cents(n: Decimal) -> String {
    let text = labels::sum(n);
    if contains(&text, ".") {
        text
    } else {
        text + ".00"
    }
}

/// Money by time: what a row is about, the principal, and the interest by who pays it.
struct Column<'a> {
    head: &'static str,
    of: &'a dyn Fn(&[Row]) -> Option<Decimal>,
    total: Decimal,
}

fn sum_of(rows: &[Row], part: fn(&Row) -> Decimal) -> Option<Decimal> {
    rows.iter().map(part).try_fold(Decimal::ZERO, number::add)
}

/// A table with a row for each so many months, and all of them together in the last line.
fn table(request: &Request, made: &Schedule, months: usize) -> Html {
    let columns = [
        Column {
            head: "本金",
            of: &|rows| sum_of(rows, |r| r.principal),
            total: request.principal,
        },
        Column {
            head: "您付息",
            of: &|rows| sum_of(rows, |r| r.own),
            total: made.own,
        },
        Column {
            head: "财政付",
            of: &|rows| sum_of(rows, |r| r.helped),
            total: made.helped,
        },
    ];
    let cell = |n: Decimal| html! { <td class="n">{ cents(n) }</td> };
    let unit = if months == 1 { "月" } else { "年" };
    let rows = made.rows.chunks(months).enumerate().map(|(at, rows)| {
        let cells = columns
            .iter()
            .map(|column| cell((column.of)(rows).unwrap_or_default()));
        html! { <tr><th scope="row">{ format!("第 {} {unit}", at + 1) }</th>{ for cells }</tr> }
    });
    html! {
        <div class="in scroll" data-months={months.to_string()}>
            <table>
                <caption>{ format!("每{unit}（元）") }</caption>
                <thead>
                    <tr>
                        <th scope="col"></th>
                        { for columns.iter().map(|c| html! { <th class="n" scope="col">{ c.head }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
                <tfoot>
                    <tr><th>{ "一共" }</th>{ for columns.iter().map(|c| cell(c.total)) }</tr>
                </tfoot>
            </table>
        </div>
    }
}
