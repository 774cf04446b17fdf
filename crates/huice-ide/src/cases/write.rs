//! A case as an example of a clause file.

use super::Case;
use huice_core::ir::Unit;
use huice_core::number::format_decimal;
use huice_core::{AmountResult, Decimal, UntypedAnswer, Verdict};

pub(super) fn example(case: &Case) -> String {
    let answers: Vec<String> = case.answers.iter().map(|(k, v)| entry(k, v)).collect();
    let mut parts = vec![
        format!("name: {}", quoted(&case.name)),
        format!("as_of: {}", case.as_of),
        format!("answers: {{{}}}", answers.join(", ")),
        format!("verdict: {}", case.verdict.word()),
    ];
    parts.extend(amount(&case.amount).map(|text| format!("amount: {text}")));
    if let Verdict::NotYet(day) = &case.verdict {
        parts.push(format!("when: {day}"));
    }
    format!("- {{{}}}", parts.join(", "))
}

fn entry(name: &str, answer: &UntypedAnswer) -> String {
    format!("{name}: {}", value(answer))
}

fn value(answer: &UntypedAnswer) -> String {
    match answer {
        UntypedAnswer::Null => "unsure".into(),
        UntypedAnswer::Bool(truth) => truth.to_string(),
        UntypedAnswer::Number(digits) => digits.clone(),
        UntypedAnswer::Text(text) => quoted(text),
        UntypedAnswer::List(items) => {
            let items: Vec<String> = items.iter().map(value).collect();
            format!("[{}]", items.join(", "))
        }
        UntypedAnswer::Map(parts) => {
            let parts: Vec<String> = parts.iter().map(|(k, v)| entry(k, v)).collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

/// A text, in quotes where it could be read as something else.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '%' | '/' | '.');
    let bare = !text.is_empty() && text.chars().all(plain) && !text.starts_with(['-', '%', ' ']);
    if bare && text == text.trim() {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An amount as an example expects it; `None` where it expects none.
fn amount(amount: &AmountResult) -> Option<String> {
    let money = |n: &Decimal, unit: &Unit| {
        let unit = match unit {
            Unit::YuanPerMonth => "元/月",
            Unit::YuanPerYear => "元/年",
            Unit::Yuan | Unit::Months | Unit::Days | Unit::Age | Unit::Percent | Unit::Count(_) => {
                "元"
            }
        };
        format!("{} {unit}", format_decimal(*n))
    };
    match amount {
        AmountResult::None => Some("none".into()),
        AmountResult::NotStated => Some("not stated".into()),
        AmountResult::Text(text) => Some(quoted(text)),
        AmountResult::Exact(n, unit) => Some(money(n, unit)),
        AmountResult::Range(low, Some(high), unit) => {
            Some(format!("{}..{}", money(low, unit), money(high, unit)))
        }
        AmountResult::AtMost(Some(n), unit) => Some(format!("at most {}", money(n, unit))),
        AmountResult::Range(_, None, _) | AmountResult::AtMost(None, _) | AmountResult::NotDue => {
            None
        }
    }
}
