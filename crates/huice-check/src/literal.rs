//! Numbers with units, and citations.

use crate::code;
use crate::report::FileContext;
use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_syntax::Span;
use huice_syntax::{Text, text};

/// The units that a fact's `unit:` may name; a count's is kept as it is written.
pub(crate) const COUNTS: [&str; 4] = ["人", "户", "个", "次"];

/// The unit of a literal, with the number of that unit in one of the written.
pub(crate) fn unit(word: Option<&str>) -> (Unit, Scale) {
    match word {
        None => (Unit::Count(String::new()), Scale::One),
        Some("元") => (Unit::Yuan, Scale::One),
        Some("元/月") => (Unit::YuanPerMonth, Scale::One),
        Some("元/年") => (Unit::YuanPerYear, Scale::One),
        Some("月") => (Unit::Months, Scale::One),
        Some("年") => (Unit::Months, Scale::Twelve),
        Some("天") => (Unit::Days, Scale::One),
        Some("岁") => (Unit::Age, Scale::One),
        Some("%") => (Unit::Percent, Scale::Hundredth),
        Some(word) => (Unit::Count(word.to_owned()), Scale::One),
    }
}

/// How a written number becomes one of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    One,
    /// A year is twelve months.
    Twelve,
    /// 50 % is 0.5.
    Hundredth,
}

/// A number with its unit; reports errors.
pub(crate) fn number(
    at: FileContext<'_>,
    digits: &str,
    word: Option<&str>,
    span: Span,
) -> Option<(Decimal, Unit)> {
    let (unit, scale) = unit(word);
    let scaled = digits.parse::<Decimal>().ok().and_then(|n| match scale {
        Scale::One => Some(n),
        Scale::Twelve => n.checked_mul(Decimal::from(12)),
        Scale::Hundredth => n.checked_div(Decimal::ONE_HUNDRED),
    });
    // A bare number is a factor (1.5 times) and may have decimals; a count may not.
    let fits = |n: &Decimal| unit.allows(*n) || unit == Unit::Count(String::new());
    match scaled.filter(fits) {
        Some(n) => Some((n.normalize(), unit)),
        None => {
            let message = text!(
                "`{digits} {}` 太细或者太大",
                "`{digits} {}` is finer or larger than it can be",
                word.unwrap_or("")
            );
            let help = (
                "人数、月数、天数是整数；钱最多两位小数",
                "people, months and days are whole; money has at most two decimals",
            );
            at.wrong(code::NUMBER, span, message, help);
            None
        }
    }
}

/// A unit's name in messages.
pub(crate) fn unit_name(unit: &Unit) -> Text {
    match huice_zh::words::unit_word(unit) {
        "" => ("没有单位的数", "a plain number").into(),
        // 月 is what the rules write.
        "个月" => ("月", "月").into(),
        word => text!("{word}", "{word}"),
    }
}

/// A citation as it is written: another document's id, clause, sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) document: Option<String>,
    pub(crate) clause: String,
    pub(crate) sentence: String,
}

/// Brackets in their plain form, blanks gone from the ends: so clauses can be compared.
pub(crate) fn plain_clause(text: &str) -> String {
    text.trim().replace('（', "(").replace('）', ")")
}

/// Splits `三(八)#1a`; `None` where it is not well-formed. Sentences: `1`, `1a`, `1-3`, `1a,2`.
pub(crate) fn citation(text: &str) -> Option<Cited> {
    let (place, sentence) = text.split_once('#')?;
    let (document, clause) = match place.split_once(':') {
        Some((document, clause)) => (Some(document.trim().to_owned()), clause),
        None => (None, place),
    };
    let clause = plain_clause(clause);
    let sentence = sentence.trim();
    let one = |part: &str| {
        let part = part.trim();
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        part.len() - digits.len() <= 1
            && !digits.is_empty()
            && digits.len() <= 3
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let several = sentence.split([',', '、']).all(|part| {
        let mut ends = part.split(['-', '—', '–']);
        ends.by_ref().take(2).all(one) && ends.next().is_none()
    });
    let depth = clause.chars().try_fold(0i32, |depth, c| match c {
        '(' => Some(depth + 1),
        ')' if depth > 0 => Some(depth - 1),
        ')' => None,
        _ => Some(depth),
    });
    let fits = !clause.is_empty() && depth == Some(0) && several;
    fits.then(|| Cited {
        document,
        clause,
        sentence: sentence.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn citations_are_read_or_refused() {
        for good in [
            "三(八)#1a",
            "三（八）#1",
            "末段#3",
            "41号/(七)#2",
            "附件 22#1",
            "一、#1-3",
            "三(八)#1a,2",
            "通知一(一)#10",
        ] {
            assert!(citation(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "#1",
            "三(八)",
            "三(八)#",
            "三(八#1",
            "三八)#1",
            "三(八)#a",
            "三(八)#1ab",
            "三(八)#1#2",
            "三(八)#1-2-3",
        ] {
            assert!(citation(bad).is_none(), "{bad}");
        }
        assert_eq!(citation("三（八）#1a").unwrap().clause, "三(八)");
        assert_eq!(
            citation("cq-wz-2018-52:41号/(七)#2")
                .unwrap()
                .document
                .as_deref(),
            Some("cq-wz-2018-52")
        );
    }
}
