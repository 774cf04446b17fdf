//! A loan month by month: what is paid back, what the interest is, who pays it. An estimate.

use crate::components::Ui;
use crate::components::chart::bars;
use crate::components::fields::{summary, summary_line};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, more, step};
use crate::components::tag::{Tag, el, tag};
use crate::labels;
use crate::loan::{self, Change, Rule, Share, Wrong};
use crate::screens::waiting;
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::Decimal;
use huice_core::loan::{Method, Request, Schedule};

/// The screen.
#[must_use]
pub fn loan(ui: &Ui) -> Tag {
    let Some(law) = ui.state.law() else {
        return el("div.wrap").put(waiting(ui));
    };
    let rule = loan::rule(ui.state);
    let name = rule.at.map_or("", |at| title(law, at));
    let reckoned = loan::reckon(&ui.state.loan, &rule);
    let page = el("div.wrap")
        .put(step(ui, "返回", el("span").text(name)))
        .put(heading("贷款和贴息，一个月一个月看"))
        .put(el(
            "p.lead>利率文件没写，请按银行合同填。这是估算，以合同为准。",
        ))
        .put(form(ui, law, &rule, reckoned.as_ref().err()));
    // One element whatever comes out, so that the field that is being typed in stays the same.
    page.put(match reckoned {
        Ok((request, made)) => el("div")
            .put(sums(&request, &made))
            .put(charts(&made))
            .put(table(&request, &made))
            .put(
                el("div.s soft gap4")
                    .each(made.assumptions.iter().map(|line| el("p").text(line)))
                    .put(el("p>按一个人的一笔贷款算；合伙人各自的贷款不相加。")),
            ),
        Err(wrong) if wrong.is_empty() => {
            el("div").put(el("p.hint gap4>金额、期限、年利率都填好，就会算出来。"))
        }
        Err(wrong) => el("div.gap4").maybe(errors(ui, &wrong)),
    })
}

/// What is wrong, where the sums would stand. Nothing is sent here: it comes while somebody is
/// typing, so it leaves the focus where it is.
fn errors(ui: &Ui, wrong: &Wrong) -> Option<Tag> {
    let lines = wrong.iter().map(|(at, said)| match FIELDS.get(*at) {
        Some((id, name)) => summary_line(ui, (*id).to_owned(), name, said),
        None => el("li").text(said),
    });
    summary(lines.collect())
}

/// The fields, by id and name.
const FIELDS: [(&str, &str); 3] = [
    ("loan-amount", "贷款金额"),
    ("loan-months", "期限"),
    ("loan-rate", "年利率"),
];

fn title(law: &CompiledLaw, at: u16) -> &str {
    let instrument = law.instruments.get(usize::from(at));
    instrument.map_or("", |i| i.title.as_str())
}

fn form(ui: &Ui, law: &CompiledLaw, rule: &Rule, wrong: Option<&Wrong>) -> Tag {
    let limits = &rule.fixed.limits;
    let most = match limits.principal {
        Some(n) => format!("最高 {} 元", labels::sum(n)),
        None => "文件没有写最高额度".into(),
    };
    let longest = match limits.months {
        Some(n) => format!("最长 {n} 个月"),
        None => "文件没有写最长期限".into(),
    };
    let offered = loan::offered(ui.state);
    let which = (offered.len() > 1).then(|| {
        el("div.tags|role=group|aria-label=哪一种贷款").each(
            offered
                .iter()
                .map(|at| press(ui, Change::Of(*at), rule.at == Some(*at)).text(title(law, *at))),
        )
    });
    let methods = Method::ALL.map(|(method, _)| {
        let words = match method {
            Method::EqualPayments => "每月还一样多",
            Method::EqualPrincipal => "本金每月一样",
            Method::AtEnd => "到期一次还本",
        };
        press(ui, Change::Method(method), ui.state.loan.method == method).say(words)
    });
    let said = |field| {
        let found = wrong.and_then(|all| all.iter().find(|(at, _)| *at == field));
        found.map(|(_, said)| said.as_str())
    };
    el("div.box pad gap4")
        .maybe(which)
        .put(field(ui, 0, "元", &most, said(0)))
        .put(field(ui, 1, "个月", &longest, said(1)))
        .put(field(ui, 2, "%", "看合同", said(2)))
        .put(segment("怎么还", methods.into()))
        .put(help(ui, law, rule))
}

fn help(ui: &Ui, law: &CompiledLaw, rule: &Rule) -> Tag {
    let now = loan::share(&ui.state.loan, rule);
    let one = |share, words| press(ui, Change::Share(share), now == share).say(words);
    let mut all = Vec::new();
    if rule.help.is_some() {
        all.push(one(Share::Rule, "按文件"));
    }
    all.push(one(Share::Full, "全额"));
    all.push(one(Share::Half, "50%"));
    all.push(one(Share::Nothing, "不贴息"));
    let hint = match (&rule.help, now) {
        (Some((at, help)), Share::Rule) => format!(
            "按“{}”算，贴 {}。{}",
            title(law, *at),
            huice_core::words::number(help.share, &huice_core::ir::Unit::Percent),
            if help.months.is_none() {
                "贴几年，文件没有写，先按整个贷款期算。"
            } else {
                ""
            }
        ),
        (Some(_), _) => "这是换一种比例的对照，不是按您的回答算的。".into(),
        (None, Share::Nothing) => "按现在的回答，贴息还定不了，先按不贴息算。".into(),
        (None, _) => "这是对照。能不能贴息，按现在的回答还定不了。".into(),
    };
    segment("贴多少息", all).put(el("p.hint").text(&hint))
}

fn press(ui: &Ui, change: Change, on: bool) -> Tag {
    el("button|type=button")
        .flag("aria-pressed", on)
        .click(ui, Action::Loan(change))
        .maybe(on.then(|| icon(icon::YES)))
}

fn segment(name: &'static str, buttons: Vec<Tag>) -> Tag {
    let group = el("div.seg|role=group")
        .at("aria-label", name)
        .each(buttons);
    el("div.field gap4").put(el("p.lab").say(name)).put(group)
}

fn field(ui: &Ui, at: usize, unit: &'static str, hint: &str, wrong: Option<&str>) -> Tag {
    let (id, name) = FIELDS.get(at).copied().unwrap_or_default();
    let (told, hinted) = (format!("{id}-wrong"), format!("{id}-hint"));
    let now = ui.state.loan.texts.get(at).map_or("", String::as_str);
    let input = el("input")
        .at("id", id)
        .at("name", id)
        .at("inputmode", if at == 1 { "numeric" } else { "decimal" })
        .at("autocomplete", "off")
        .flag("aria-invalid", wrong.is_some())
        .made("aria-describedby", format!("{told} {hinted}"))
        .value(now)
        .typed(ui, Action::Loan(Change::Text(at, String::new())));
    el("div.field gap4")
        .put(el("label").at("for", id).say(name))
        .maybe(wrong.map(|words| {
            el("p.errtxt|role=alert")
                .set("id", &told)
                .put(icon(icon::WARN))
                .text(words)
        }))
        .put(el("div.inp").put(input).put(el("span.u").say(unit)))
        .put(el("p.hint").set("id", &hinted).text(hint))
}

/// Money in a column: always to the cent.
fn cents(n: Decimal) -> String {
    let text = labels::sum(n);
    if text.contains('.') {
        text
    } else {
        text + ".00"
    }
}

fn sums(request: &Request, made: &Schedule) -> Tag {
    let line = |class, words, n: Decimal| {
        el("div")
            .put(el("dt").put(tag("span", class)).say(words))
            .put(el("dd.num").words(cents(n)).say(" 元"))
    };
    el("div.box pad gap4|role=status").put(
        el("dl.keys")
            .put(line("sw a", "您还的本金", request.principal))
            .put(line("sw b", "财政贴的利息", made.helped))
            .put(line("sw a", "您付的利息", made.own)),
    )
}

fn charts(made: &Schedule) -> Tag {
    let last = made.rows.len().saturating_sub(1);
    let marks = [
        (0, "第 1 月".to_owned()),
        (last, format!("第 {} 月", last + 1)),
    ];
    let principal: Vec<_> = made
        .rows
        .iter()
        .map(|r| (r.principal, Decimal::ZERO))
        .collect();
    let interest: Vec<_> = made.rows.iter().map(|r| (r.own, r.helped)).collect();
    el("figure.box pad gap4")
        .put(el(
            "p.s soft>上图是每月本金，下图是每月利息，斜纹是财政贴息。下面的表有同样的数。",
        ))
        .put(bars("每月本金", &principal, &marks))
        .put(bars("每月利息，斜纹是财政贴息", &interest, &marks))
}

fn table(request: &Request, made: &Schedule) -> Tag {
    let cell = |n: Decimal| el("td.n").words(cents(n));
    let heads = ["本金", "财政贴息", "自付利息"];
    let head = el("tr")
        .put(el("th|scope=col>月"))
        .each(heads.map(|words| el("th.n|scope=col").say(words)));
    let rows = made.rows.iter().map(|r| {
        el("tr")
            .put(el("td").words(r.month.to_string()))
            .put(cell(r.principal))
            .put(cell(r.helped))
            .put(cell(r.own))
    });
    let foot = el("tr")
        .put(el("th>合计"))
        .put(cell(request.principal))
        .put(cell(made.helped))
        .put(cell(made.own));
    let table = el("table")
        .put(el("caption>还款表（元）"))
        .put(el("thead").put(head))
        .put(el("tbody").each(rows))
        .put(el("tfoot").put(foot));
    el("div.gap4").put(more("还款表", el("div.in scroll").put(table)))
}
