//! Facts that are numbers: their unit and limits, and what some values are called.

use super::sort::Sort;
use crate::code;
use crate::literal::{COUNTS, unit_name};
use crate::report::{Fields, FileContext};
use huice_core::Decimal;
use huice_core::ir::{FactKind, Unit};
use huice_syntax::{Node, Text, text};
use huice_zh::read::{NumberError, read_number, read_number_within, write_number};

/// Largest number where a fact sets no limit.
const GREATEST: i64 = 1_000_000_000_000;

/// What a number may be.
pub(crate) fn expected(unit: &Unit, min: Decimal, max: Decimal) -> Text {
    let (min, max) = (write_number(min, unit), write_number(max, unit));
    text!(
        "请写 {min} 到 {max} 之间的数",
        "expected a number from {min} to {max}"
    )
}

/// Reads `named`: values of a number that are chosen by a name.
pub(super) fn named(at: FileContext<'_>, node: &Node, kind: &FactKind) -> Vec<(Decimal, String)> {
    let mut found = Vec::new();
    for entry in at.entries(node, ("带名字的值", "values with names")) {
        let words = at.text(&entry.value, ("值的名字", "the name of a value"));
        let FactKind::Number { unit, min, max } = kind else {
            continue;
        };
        let value = read_number_within(&entry.key, unit, *min, *max).ok();
        match (value, words) {
            (Some(value), Some(words)) => found.push((value, words.to_owned())),
            (None, _) => {
                let message = text!(
                    "`{}` 不是可以回答的数",
                    "`{}` is not a number that can be answered",
                    entry.key
                );
                at.wrong(
                    code::NUMBER,
                    entry.key_span,
                    message,
                    expected(unit, *min, *max),
                );
            }
            (Some(_), None) => {}
        }
    }
    found
}

/// Reads `nothing`: what 0 means, of a number whose 0 is as good as none of it.
pub(super) fn nothing(at: FileContext<'_>, fields: &Fields<'_>, kind: &FactKind) -> String {
    let words = at.maybe_text(fields, "nothing").unwrap_or_default();
    if let (Some(node), FactKind::Number { min, .. }) = (fields.get("nothing"), kind)
        && !min.is_zero()
    {
        let message = ("这个数不会是 0", "this number is never 0");
        let help = (
            "`nothing` 说的是 0 的意思；请删掉它，或者删掉 `min`",
            "`nothing` says what 0 means: take it away, or take `min` away",
        );
        at.wrong(code::NUMBER, node.span, message, help);
    }
    words
}

pub(super) fn numeric(at: FileContext<'_>, fields: &Fields<'_>, sort: Sort) -> Option<FactKind> {
    let unit = match sort {
        Sort::Percent => Unit::Percent,
        Sort::Money => match fields.get("unit") {
            None => Unit::Yuan,
            Some(node) => at
                .word(node, "unit", &[("元", 0), ("元/月", 1), ("元/年", 2)])
                .map(|n| match n {
                    0 => Unit::Yuan,
                    1 => Unit::YuanPerMonth,
                    _ => Unit::YuanPerYear,
                })?,
        },
        Sort::Bool | Sort::Choice | Sort::Set | Sort::Integer | Sort::Date | Sort::Records => {
            let Some(node) = fields.get("unit") else {
                return limits(at, fields, Unit::Count(String::new()));
            };
            let text = node.text().unwrap_or_default();
            match text {
                "月" => Unit::Months,
                "天" => Unit::Days,
                "岁" => Unit::Age,
                "年" => {
                    let message = ("时间长短要按月来问", "a length of time is asked in months");
                    let help = (
                        "请写 `unit: 月`；问第几年就写 `unit: 个`",
                        "write `unit: 月`; for a year's number (第 2 年) write `unit: 个`",
                    );
                    at.wrong(code::UNIT, node.span, message, help);
                    return None;
                }
                _ if COUNTS.contains(&text) => Unit::Count(text.to_owned()),
                _ => {
                    let message = text!(
                        "`{text}` 不是整数的单位",
                        "`{text}` is not a unit of whole numbers"
                    );
                    at.wrong(
                        code::UNKNOWN_WORD,
                        node.span,
                        message,
                        (
                            "可以写 人、户、个、岁、月、天、次",
                            "it is one of 人 户 个 岁 月 天 次",
                        ),
                    );
                    return None;
                }
            }
        }
    };
    limits(at, fields, unit)
}

/// Reports a limit that is not a number of the fact's unit.
fn limit_error(at: FileContext<'_>, key: &str, node: &Node, unit: &Unit, error: NumberError) {
    let text = node.text().unwrap_or_default();
    if error == NumberError::Unit {
        let message = text!(
            "`{key}` 的 `{text}` 单位不对",
            "`{text}` has the wrong unit for `{key}`"
        );
        let own = unit_name(unit);
        let help = text!(
            zh: "这个事项的单位是{}：请改正 `{key}` 或 `unit`", own.zh;
            en: "the unit of this fact is {}: correct `{key}` or `unit`", own.en
        );
        return at.wrong(code::UNIT, node.span, message, help);
    }
    let message = text!(
        "`{key}` 的 `{text}` 不是一个数",
        "`{text}` is not a number for `{key}`"
    );
    at.wrong(
        code::NUMBER,
        node.span,
        message,
        ("请写数字", "write digits"),
    );
}

fn limits(at: FileContext<'_>, fields: &Fields<'_>, unit: Unit) -> Option<FactKind> {
    let limit = |key: &str, otherwise: Decimal| match fields.get(key) {
        None => Some(otherwise),
        Some(node) => {
            let text = node.text().unwrap_or_default();
            let read = read_number(text, &unit);
            if let Err(error) = read {
                limit_error(at, key, node, &unit, error);
            }
            read.ok()
        }
    };
    let greatest = if unit == Unit::Percent {
        Decimal::ONE
    } else {
        Decimal::from(GREATEST)
    };
    let (min, max) = (limit("min", Decimal::ZERO), limit("max", greatest));
    let (min, max) = (min?, max?);
    if min > max {
        let message = ("`min` 比 `max` 大", "`min` is greater than `max`");
        at.wrong(
            code::NUMBER,
            fields.get("min").map_or(fields.span, |n| n.span),
            message,
            Text::default(),
        );
    }
    Some(FactKind::Number { unit, min, max })
}
