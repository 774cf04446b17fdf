//! `huice loan`: a loan month by month, from plain figures or from what a rule fixes.

use crate::answers::Case;
use crate::args::LoanArgs;
use crate::command::evaluate::Wanted;
use crate::failure::Failure;
use crate::rules::Source;
use crate::table::table;
use crate::terms;
use crate::view::{self, digits};
use huice_core::ir::Unit;
use huice_core::loan::{Help, Limits, LoanLimits, Request, Schedule, loan_limits, schedule};
use huice_core::{Decimal, Verdict, evaluate, words};
use serde_json::{Value, json};

/// Reckons, and prints every month with the sums.
pub(crate) fn loan(source: &Source, args: &LoanArgs, json: bool) -> Result<String, Failure> {
    let (found, said) = if args.instrument.is_empty() {
        (by_hand(args), Vec::new())
    } else {
        by_rule(source, args)?
    };
    let request = Request {
        principal: args.amount,
        yearly_rate: args.rate,
        months: args.months,
        method: args.method,
        help: found.help.clone(),
        limits: found.limits,
    };
    let mut made = schedule(&request).map_err(|e| Failure::Unusable(e.to_string()))?;
    made.assumptions.extend(said);
    Ok(if json {
        view::print(&as_json(&request, &found, &made))
    } else {
        as_text(&request, &made)
    })
}

/// Help as the arguments have it.
fn by_hand(args: &LoanArgs) -> LoanLimits {
    let help = args.subsidy.map(|share| Help {
        share,
        months: args.subsidy_months,
        principal: args.subsidy_principal,
        rate: args.subsidy_rate,
    });
    LoanLimits {
        help,
        ..LoanLimits::default()
    }
}

/// Limits and help as rules fix them, and what must be said of it. Help counts only where its
/// conditions are met; a loan brings the help that names it.
fn by_rule(source: &Source, args: &LoanArgs) -> Result<(LoanLimits, Vec<String>), Failure> {
    let case = Case::read(source, &args.case)?;
    let named = Wanted::read(&case.law, &args.instrument)?.named();
    let decisions = evaluate(&case.law, case.as_of, &case.answers);
    let mut all = LoanLimits::default();
    let mut said = Vec::new();
    for (at, instrument) in (0u16..).zip(&case.law.instruments) {
        let helps_named = instrument
            .loan
            .as_ref()
            .is_some_and(|l| l.helps.iter().any(|h| named.contains(h)));
        if !named.contains(&at) && !helps_named {
            continue;
        }
        let Some(found) = loan_limits(&case.law, at, case.as_of, &case.answers) else {
            return Err(Failure::Unusable(format!(
                "`{}` 没有写贷款或贴息的条件；请换一项，或者自己填 --subsidy",
                instrument.id
            )));
        };
        let Some(decision) = decisions.get(usize::from(at)) else {
            continue;
        };
        let met = decision.verdict == Verdict::Eligible;
        if !met && (found.help.is_some() || named.contains(&at)) {
            said.push(format!(
                "“{}”：{}{}。",
                instrument.title,
                terms::verdict(&decision.verdict),
                if found.help.is_some() {
                    "，没有算贴息"
                } else {
                    ""
                }
            ));
        }
        for open in &found.open {
            said.push(format!("“{}”：{open}还没定。", instrument.title));
        }
        join(&mut all, found, met, &instrument.title, &mut said);
    }
    said.push("按一个人的一笔贷款算；合伙人各自的贷款不相加。".into());
    Ok((all, said))
}

/// Adds what another rule fixes: the narrower limit, and the first help whose conditions are met.
fn join(all: &mut LoanLimits, found: LoanLimits, met: bool, title: &str, said: &mut Vec<String>) {
    let least = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    all.limits = Limits {
        principal: least(all.limits.principal, found.limits.principal),
        months: match (all.limits.months, found.limits.months) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
    };
    if !found.guarantee.is_empty() {
        said.push(format!("担保：{}。", found.guarantee));
        all.guarantee = found.guarantee;
    }
    if let (true, None, Some(help)) = (met, &all.help, found.help) {
        if help.months.is_none() {
            said.push(format!("“{title}”：贴息贴几年，文件没有写。"));
        }
        said.push(format!("贴息按“{title}”算。"));
        all.help = Some(help);
    }
}

fn yuan(n: Decimal) -> String {
    words::number(n, &Unit::Yuan)
}

/// Money in a column: always to the cent.
fn cents(n: Decimal) -> String {
    let text = words::number(n, &Unit::Count(String::new()));
    if text.contains('.') {
        text
    } else {
        format!("{text}.00")
    }
}

fn as_text(request: &Request, made: &Schedule) -> String {
    let mut text = format!(
        "贷款 {}，年利率 {}，{} 个月，{}（估算）\n\n",
        yuan(request.principal),
        words::number(request.yearly_rate, &Unit::Percent),
        request.months,
        request.method.word()
    );
    let mut rows: Vec<Vec<String>> = made
        .rows
        .iter()
        .map(|r| {
            vec![
                r.month.to_string(),
                cents(r.principal),
                cents(r.interest),
                cents(r.helped),
                cents(r.own),
                cents(r.pays),
                cents(r.left),
            ]
        })
        .collect();
    rows.push(vec![
        "合计".into(),
        cents(request.principal),
        cents(made.interest),
        cents(made.helped),
        cents(made.own),
        cents(request.principal.saturating_add(made.own)),
        String::new(),
    ]);
    let head = [
        "月",
        "本金",
        "利息",
        "财政贴息",
        "自付利息",
        "自己付",
        "还欠",
    ];
    text += &table(&head, &rows);
    text += &format!(
        "\n\n还本金 {}；利息共 {}，财政贴 {}，自己付 {}\n\n",
        yuan(request.principal),
        yuan(made.interest),
        yuan(made.helped),
        yuan(made.own)
    );
    text + &made.assumptions.join("\n")
}

fn as_json(request: &Request, found: &LoanLimits, made: &Schedule) -> Value {
    json!({
        "estimate": true,
        "principal": digits(request.principal),
        "yearly_rate": digits(request.yearly_rate),
        "months": request.months,
        "method": request.method.word(),
        "limit": found.limits.principal.map(digits),
        "longest": found.limits.months,
        "guarantee": found.guarantee,
        "help": request.help.as_ref().map(|h| json!({
            "share": digits(h.share), "months": h.months,
            "principal": h.principal.map(digits), "rate": h.rate.map(digits),
        })),
        "interest": digits(made.interest),
        "helped": digits(made.helped),
        "own": digits(made.own),
        "rows": made.rows.iter().map(|r| json!({
            "month": r.month, "principal": digits(r.principal), "interest": digits(r.interest),
            "helped": digits(r.helped), "own": digits(r.own), "pays": digits(r.pays),
            "left": digits(r.left),
        })).collect::<Vec<_>>(),
        "assumptions": made.assumptions,
    })
}
