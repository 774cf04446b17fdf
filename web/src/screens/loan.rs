//! A loan month by month: what is paid back, what the interest is, who pays it. An estimate.

use crate::components::chart::bars;
use crate::components::fields::{summary, summary_line};
use crate::components::icon::{self, icon};
use crate::components::layout::{heading, more, step};
use crate::components::{Ui, flag};
use crate::labels;
use crate::loan::{self, Change, Rule, Share, Wrong};
use crate::screens::waiting;
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::Decimal;
use huice_core::loan::{Method, Request, Schedule};
use yew::prelude::*;

/// The screen.
pub fn loan(ui: &Ui) -> Html {
    let Some(law) = ui.state.law() else {
        return html! { <div class="wrap">{ waiting(ui) }</div> };
    };
    let rule = loan::rule(ui.state);
    let name = rule.at.map_or("", |at| title(law, at));
    let computed = loan::reckon(&ui.state.loan, &rule);
    html! {
        <div class="wrap">
            { step(ui, "返回", name.into()) }
            { heading("贷款和贴息，一个月一个月看") }
            <p class="lead">{ "利率文件没写，请按银行合同填。这是估算，以合同为准。" }</p>
            { form(ui, law, &rule, computed.as_ref().err()) }
            { match &computed {
                Ok((request, made)) => made_of(request, made),
                Err(wrong) => html! { <div class="gap4">{ errors(ui, wrong) }</div> },
            } }
        </div>
    }
}

/// What comes out: sums, charts, the table and what was taken for granted.
fn made_of(request: &Request, made: &Schedule) -> Html {
    html! {
        <div>
            { sums(request, made) }
            { charts(made) }
            { table(request, made) }
            <div class="s soft gap4">
                { for made.assumptions.iter().map(|line| html! { <p>{ line }</p> }) }
                <p>{ "按一个人的一笔贷款算；合伙人各自的贷款不相加。" }</p>
            </div>
        </div>
    }
}

/// What is wrong, where the sums would stand. Nothing is sent here: it comes while somebody is
/// typing, so it leaves the focus where it is.
fn errors(ui: &Ui, wrong: &Wrong) -> Html {
    if wrong.is_empty() {
        return html! { <p class="hint">{ "金额、期限、年利率都填好，就会算出来。" }</p> };
    }
    let lines = wrong.iter().map(|(at, said)| match FIELDS.get(*at) {
        Some((id, name)) => summary_line(ui, (*id).to_owned(), name, said),
        None => html! { <li>{ said }</li> },
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

fn form(ui: &Ui, law: &CompiledLaw, rule: &Rule, wrong: Option<&Wrong>) -> Html {
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
    let which = offered
        .iter()
        .map(|at| press(ui, Change::Of(*at), rule.at == Some(*at), title(law, *at)));
    let methods = Method::ALL.map(|(method, _)| {
        let words = match method {
            Method::EqualPayments => "每月还一样多",
            Method::EqualPrincipal => "本金每月一样",
            Method::AtEnd => "到期一次还本",
        };
        press(
            ui,
            Change::Method(method),
            ui.state.loan.method == method,
            words,
        )
    });
    let said = |field| {
        let found = wrong.and_then(|all| all.iter().find(|(at, _)| *at == field));
        found.map(|(_, said)| said.as_str())
    };
    html! {
        <div class="box pad gap4">
            if offered.len() > 1 {
                <div class="tags" role="group" aria-label="哪一种贷款">{ for which }</div>
            }
            { field(ui, 0, "元", &most, said(0)) }
            { field(ui, 1, "个月", &longest, said(1)) }
            { field(ui, 2, "%", "看合同", said(2)) }
            { segment("怎么还", methods.into()) }
            { help(ui, law, rule) }
        </div>
    }
}

fn help(ui: &Ui, law: &CompiledLaw, rule: &Rule) -> Html {
    let now = loan::share(&ui.state.loan, rule);
    let one = |share, words| press(ui, Change::Share(share), now == share, words);
    let mut all = Vec::new();
    if rule.help.is_some() {
        all.push(one(Share::Rule, "按文件"));
    }
    all.push(one(Share::Full, "全额"));
    all.push(one(Share::Half, "50%"));
    all.push(one(Share::Nothing, "不贴息"));
    html! { <>{ segment("贴多少息", all) }<p class="hint">{ help_words(law, rule, now) }</p></> }
}

/// By what rule interest is paid for somebody, or that it is only a comparison.
fn help_words(law: &CompiledLaw, rule: &Rule, now: Share) -> String {
    match (&rule.help, now) {
        (Some((at, help)), Share::Rule) => {
            let share = huice_core::words::number(help.share, &huice_core::ir::Unit::Percent);
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
        <button type="button" aria-pressed={flag(on)} onclick={ui.press(Action::Loan(change))}>
            if on {
                { icon(icon::YES) }
            }
            { words }
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
    let (told, hinted) = (format!("{id}-wrong"), format!("{id}-hint"));
    let now = ui.state.loan.texts.get(at).cloned().unwrap_or_default();
    html! {
        <div class="field gap4">
            <label for={id}>{ name }</label>
            if let Some(words) = wrong {
                <p class="errtxt" role="alert" id={told.clone()}>{ icon(icon::WARN) }{ words }</p>
            }
            <div class="inp">
                <input {id} name={id} inputmode={if at == 1 { "numeric" } else { "decimal" }}
                    autocomplete="off" aria-invalid={flag(wrong.is_some())}
                    aria-describedby={format!("{told} {hinted}")} value={now}
                    oninput={ui.typed(move |text| Action::Loan(Change::Text(at, text)))} />
                <span class="u">{ unit }</span>
            </div>
            <p class="hint" id={hinted}>{ hint }</p>
        </div>
    }
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

fn sums(request: &Request, made: &Schedule) -> Html {
    let line = |class, words: &str, n: Decimal| {
        html! {
            <div>
                <dt><span {class}></span>{ words }</dt>
                <dd class="num">{ cents(n) }{ " 元" }</dd>
            </div>
        }
    };
    html! {
        <div class="box pad gap4" role="status">
            <dl class="keys">
                { line("sw a", "您还的本金", request.principal) }
                { line("sw b", "财政贴的利息", made.helped) }
                { line("sw a", "您付的利息", made.own) }
            </dl>
        </div>
    }
}

fn charts(made: &Schedule) -> Html {
    let last = made.rows.len().saturating_sub(1);
    let marks = [
        (0, "第 1 月".to_owned()),
        (last, format!("第 {} 月", last + 1)),
    ];
    let rows = made.rows.iter();
    let principal: Vec<_> = rows.clone().map(|r| (r.principal, Decimal::ZERO)).collect();
    let interest: Vec<_> = rows.map(|r| (r.own, r.helped)).collect();
    html! {
        <figure class="box pad gap4">
            <p class="s soft">
                { "上图是每月本金，下图是每月利息，斜纹是财政贴息。下面的表有同样的数。" }
            </p>
            { bars("每月本金", &principal, &marks) }
            { bars("每月利息，斜纹是财政贴息", &interest, &marks) }
        </figure>
    }
}

fn table(request: &Request, made: &Schedule) -> Html {
    let cell = |n: Decimal| html! { <td class="n">{ cents(n) }</td> };
    let rows = made.rows.iter().map(|r| {
        html! {
            <tr><td>{ r.month }</td>{ cell(r.principal) }{ cell(r.helped) }{ cell(r.own) }</tr>
        }
    });
    let inside = html! {
        <div class="in scroll">
            <table>
                <caption>{ "还款表（元）" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "月" }</th>
                        <th class="n" scope="col">{ "本金" }</th>
                        <th class="n" scope="col">{ "财政贴息" }</th>
                        <th class="n" scope="col">{ "自付利息" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
                <tfoot>
                    <tr>
                        <th>{ "合计" }</th>
                        { cell(request.principal) }{ cell(made.helped) }{ cell(made.own) }
                    </tr>
                </tfoot>
            </table>
        </div>
    };
    html! { <div class="gap4">{ more("还款表", inside) }</div> }
}
