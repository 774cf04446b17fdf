//! A figure of the law as numbers.

use crate::text::plain;
use huice_core::Decimal;

/// A number in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// In the units of the rules: 元, months, shares, counts.
    Plain(Decimal),
    /// A year of the calendar.
    Year(i64),
    /// A month of the calendar.
    Month(i64),
    /// A day of the month.
    Day(i64),
}

/// Every number of a figure: `16—24岁` has two, `一次性` none. Years are months, 万 is ten
/// thousand, a share of a hundred is a part of one, 半年 is six months, 全额 is all.
#[must_use]
pub(crate) fn numbers(figure: &str) -> Vec<Number> {
    let text = plain(figure);
    if text.starts_with("一次性") {
        return Vec::new();
    }
    if text.starts_with('全') {
        return vec![Number::Plain(Decimal::ONE)];
    }
    let mut found: Vec<Number> = Vec::new();
    let mut rest = text.as_str();
    // Numbers before a dash take the unit of the one after it.
    let mut waiting: Vec<Decimal> = Vec::new();
    while let Some((number, after)) = next_number(rest) {
        rest = after;
        if after.starts_with('-') {
            waiting.push(number);
            continue;
        }
        found.extend(waiting.drain(..).map(|n| with_unit(n, after)));
        found.push(with_unit(number, after));
    }
    found
}

/// The next number and what follows it.
fn next_number(text: &str) -> Option<(Decimal, &str)> {
    let word = |c: char| match c {
        '一' => Some(Decimal::ONE),
        '二' | '两' => Some(Decimal::TWO),
        '三' => Some(Decimal::from(3)),
        '半' => Some(Decimal::new(5, 1)),
        _ => None,
    };
    let at = text.find(|c: char| c.is_ascii_digit() || word(c).is_some())?;
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if let Some(n) = word(first) {
        return Some((n, rest.get(first.len_utf8()..)?));
    }
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    Some((digits.trim_end_matches('.').parse().ok()?, after))
}

fn with_unit(number: Decimal, after: &str) -> Number {
    let times = |n: Decimal| Number::Plain(number.checked_mul(n).unwrap_or(number).normalize());
    let whole = || number.trunc().to_string().parse::<i64>().unwrap_or(0);
    if after.starts_with('万') {
        return times(Decimal::from(10_000));
    }
    if after.starts_with('%') {
        return times(Decimal::new(1, 2));
    }
    if after.starts_with('年') {
        if number >= Decimal::from(1900) {
            return Number::Year(whole());
        }
        return times(Decimal::from(12));
    }
    if after.starts_with('月') {
        return Number::Month(whole());
    }
    if after.starts_with('日') {
        return Number::Day(whole());
    }
    times(Decimal::ONE)
}

/// Whether a value of the rules is one of the numbers of a figure.
#[must_use]
pub(crate) fn is_value(figure: &str, value: Decimal) -> bool {
    numbers(figure).into_iter().any(|n| match n {
        Number::Plain(n) => n == value,
        Number::Day(n) | Number::Month(n) | Number::Year(n) => Decimal::from(n) == value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_numbers_in_the_units_of_the_rules() {
        let whole = |n: i64| Decimal::from(n);
        for (figure, value) in [
            ("6000元/人", whole(6000)),
            ("10万元", whole(100_000)),
            ("50万人次", whole(500_000)),
            ("3年", whole(36)),
            ("1 年", whole(12)),
            ("半年", whole(6)),
            ("6个月", whole(6)),
            ("5个工作日", whole(5)),
            ("30日", whole(30)),
            ("16—24岁", whole(24)),
            ("3—12个月", whole(3)),
            ("3―5家", whole(5)),
            ("一人", whole(1)),
            ("3倍", whole(3)),
            ("全额", whole(1)),
            ("5.5%", Decimal::new(55, 3)),
        ] {
            assert!(is_value(figure, value), "{figure}");
        }
        assert!(!is_value("6000元", whole(600)));
        assert!(numbers("一次性").is_empty());
        assert_eq!(
            numbers("2020年12月31日"),
            [Number::Year(2020), Number::Month(12), Number::Day(31)]
        );
    }
}
