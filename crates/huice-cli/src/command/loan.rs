//! `huice loan`: a loan month by month, from plain figures or from what a rule fixes.

use crate::answers::Case;
use crate::args::LoanArgs;
use crate::command::evaluate::Wanted;
use crate::failure::Failure;
use crate::table::table;
use crate::view;
use huice_api::{Loan, NoLoanTerms, loan_terms};
use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_core::loan::{Help, LoanLimits, Request, Schedule, schedule};
use huice_source::Source;
use huice_zh::{loan as zh, words};

/// Computes, and prints every month with the sums.
pub(crate) fn loan(source: &Source, args: &LoanArgs, json: bool) -> Result<String, Failure> {
    let (terms, about_terms) = if args.instrument.is_empty() {
        (by_hand(args), Vec::new())
    } else {
        by_rule(source, args)?
    };
    let request = Request {
        principal: args.amount,
        yearly_rate: args.rate,
        months: args.months,
        method: args.method,
        help: terms.help.clone(),
        limits: terms.limits,
    };
    let made = schedule(&request).map_err(|e| Failure::Unusable(zh::error(&e)))?;
    Ok(if json {
        view::print(&Loan::of(&request, &terms, &made, about_terms))
    } else {
        as_text(&request, &made, about_terms)
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

/// Limits and help as rules fix them, and what is assumed about them.
fn by_rule(source: &Source, args: &LoanArgs) -> Result<(LoanLimits, Vec<String>), Failure> {
    let case = Case::read(source, &args.case)?;
    let named = Wanted::read(&case.law, &args.instrument)?.named();
    let found = loan_terms(&case.evaluator(), &named);
    let (limits, mut said) = found.map_err(|NoLoanTerms { id }| {
        Failure::Unusable(format!(
            "`{id}` 没有写贷款或贴息的条件；请换一项，或者自己填 --subsidy"
        ))
    })?;
    said.extend(case.remarks().into_iter().filter(|line| !line.is_empty()));
    Ok((limits, said))
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

fn as_text(request: &Request, made: &Schedule, about_terms: Vec<String>) -> String {
    let mut text = format!(
        "贷款 {}，年利率 {}，{} 个月，{}（估算）\n\n",
        yuan(request.principal),
        words::number(request.yearly_rate, &Unit::Percent),
        request.months,
        zh::method(request.method)
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
    let mut assumptions = zh::assumptions(request);
    assumptions.extend(about_terms);
    text + &assumptions.join("\n")
}
