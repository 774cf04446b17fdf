//! Loans in plain words.

use crate::words;
use huice_core::ir::Unit;
use huice_core::loan::{LONGEST, LoanError, LoanTerm, Method, Request};

/// The bank's word for a way of paying back.
#[must_use]
pub fn method(method: Method) -> &'static str {
    match method {
        Method::EqualPayments => "等额本息",
        Method::EqualPrincipal => "等额本金",
        Method::AtEnd => "到期还本",
    }
}

/// A way of paying back by the bank's word.
#[must_use]
pub fn read_method(word: &str) -> Option<Method> {
    Method::ALL.into_iter().find(|own| method(*own) == word)
}

/// What a rule may fix.
#[must_use]
pub fn term(term: LoanTerm) -> &'static str {
    match term {
        LoanTerm::Limit => "最高额度",
        LoanTerm::Longest => "最长期限",
        LoanTerm::Share => "贴息比例",
        LoanTerm::ShareRate => "贴息的利率",
        LoanTerm::ShareMonths => "贴息月数",
        LoanTerm::SharePrincipal => "贴息的本金",
    }
}

/// Why a loan cannot be computed: what to change.
#[must_use]
pub fn error(error: &LoanError) -> String {
    match error {
        LoanError::Principal => "贷款金额要大于 0、不超过 1000 亿元，最多写到分".into(),
        LoanError::AboveLimit(limit) => format!(
            "这种贷款最多 {}，请把金额改小",
            words::number(*limit, &Unit::Yuan)
        ),
        LoanError::Rate => "年利率要在 0% 到 100% 之间，百分数最多 6 位小数".into(),
        LoanError::Months => format!("期限要在 1 到 {LONGEST} 个月之间"),
        LoanError::TooLong(longest) => format!("这种贷款最长 {longest} 个月，请把期限改短"),
        LoanError::Share => "贴息比例要在 0% 到 100% 之间，百分数最多 6 位小数".into(),
        LoanError::HelpedPrincipal => "贴息的本金要大于 0，最多写到分".into(),
        LoanError::Overflow => "数目太大，算不了，请检查金额、利率和期限".into(),
    }
}

/// What was assumed.
#[must_use]
pub fn assumptions(request: &Request) -> Vec<String> {
    let mut assumptions = vec![
        "这是估算，以银行合同为准；金额、利率、期限都是您填的。".to_owned(),
        "利率从头到尾不变，月利率按年利率的十二分之一算，不按天数算。".to_owned(),
        "每一笔四舍五入到分，最后一个月补齐零头。".to_owned(),
    ];
    if let Some(help) = &request.help {
        let months = match help.months {
            Some(n) => format!("贴息从第 1 个月起，贴 {n} 个月。"),
            None => "贴息按整个贷款期算。".to_owned(),
        };
        assumptions.push(months);
        if let Some(most) = help.principal {
            assumptions.push(format!(
                "只贴不超过 {} 的那部分本金的利息，按当月还欠的本金算。",
                words::number(most, &Unit::Yuan)
            ));
        }
        if let Some(rate) = help.rate {
            assumptions.push(format!(
                "贴息按年利率 {} 算，不按贷款自己的利率。",
                words::number(rate, &Unit::Percent)
            ));
        }
        assumptions.push("先付后补还是直接免，请问经办银行。".to_owned());
    }
    assumptions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_paying_back_are_read_as_they_are_said() {
        for own in Method::ALL {
            assert_eq!(read_method(method(own)), Some(own));
        }
        assert_eq!(read_method(""), None);
    }

    #[test]
    fn errors_say_the_limit() {
        for (wrong, word) in [
            (LoanError::AboveLimit(300_000.into()), "300,000 元"),
            (LoanError::TooLong(36), "36 个月"),
            (LoanError::Months, "600"),
        ] {
            assert!(error(&wrong).contains(word), "{wrong}");
        }
    }
}
