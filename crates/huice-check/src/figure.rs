//! A figure of the law as numbers.

use huice_core::Decimal;
use huice_core::ir::Unit;

/// A number in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// In the units of the rules: 元, months, shares, counts.
    Plain(Decimal),
    /// A year of the calendar.
    Year(i64),
    /// A month of the calendar.
    Month(i64),
    /// A day of the month.
    Day(i64),
}

/// A text without blanks, with plain brackets, digits and dashes.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(plain_sign)
        .collect()
}

fn plain_sign(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '；' => ';',
        '，' => ',',
        '：' => ':',
        '％' => '%',
        '．' => '.',
        '—' | '–' | '－' | '―' | '～' => '-',
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// Every number of a figure: `16—24岁` has two, `一次性` none. Years are months, 万 is ten
/// thousand, a share of a hundred is a part of one, 半年 is six months, 全额 is all.
#[must_use]
pub fn numbers(figure: &str) -> Vec<Number> {
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
pub fn is_value(figure: &str, value: Decimal) -> bool {
    numbers(figure).into_iter().any(|n| match n {
        Number::Plain(n) => n == value,
        Number::Day(n) | Number::Month(n) | Number::Year(n) => Decimal::from(n) == value,
    })
}

/// The unit that a figure states, as the rules write it, where it names just one that they know:
/// `6000元/人` is in 元, `16—24岁` in 岁, `半年` in 月, `3` in none.
#[must_use]
pub fn unit(figure: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 11] = [
        ("工作日", "天"),
        ("个月", "月"),
        ("周岁", "岁"),
        ("元", "元"),
        ("岁", "岁"),
        ("年", "月"),
        ("天", "天"),
        ("日", "天"),
        ("%", "%"),
        ("人", "人"),
        ("户", "户"),
    ];
    let text = plain(figure);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '万' | '个' | '半' | '一' | '-');
    let start = text.find(|c: char| c.is_ascii_digit() || c == '半')?;
    let rest = text.get(start..)?;
    let at = rest.find(|c: char| !number(c)).unwrap_or(rest.len());
    let word = rest.get(at..)?;
    if word.starts_with("月") {
        return rest.get(..at)?.ends_with('个').then_some("月");
    }
    WORDS
        .iter()
        .find(|(written, _)| word.starts_with(written))
        .map(|(_, unit)| *unit)
}

/// Whether a value in this unit can be what a figure in that one states.
#[must_use]
pub fn same_sort(stated: &str, unit: &Unit) -> bool {
    match unit {
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => stated == "元",
        Unit::Months => stated == "月",
        Unit::Days => stated == "天",
        Unit::Age => stated == "岁",
        Unit::Percent => stated == "%",
        Unit::Count(own) => !own.is_empty() && !matches!(stated, "元" | "%" | "月" | "天" | "岁"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_state_their_unit() {
        for (figure, stated) in [
            ("6000元/人", Some("元")),
            ("10万元", Some("元")),
            ("半年", Some("月")),
            ("3个月", Some("月")),
            ("3年", Some("月")),
            ("5个工作日", Some("天")),
            ("16—24岁", Some("岁")),
            ("5.5%", Some("%")),
            ("3倍", None),
            ("12月", None),
            ("全额", None),
        ] {
            assert_eq!(unit(figure), stated, "{figure}");
        }
        assert!(same_sort("元", &Unit::YuanPerYear) && !same_sort("元", &Unit::Months));
        assert!(!same_sort("元", &Unit::Count(String::new())));
    }

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
