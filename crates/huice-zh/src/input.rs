//! Why something that was entered cannot be used, and what to enter instead.

use crate::read::{AnswerError, Found, MOST_RECORDS, Refusal};
use crate::read::{DateError, NumberError};
use crate::words;
use crate::words::unit_word;
use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_core::text::joined;

/// A refused answer in one line: the field, what was found, what to enter.
#[must_use]
pub fn answer_error(error: &AnswerError) -> String {
    let AnswerError {
        field,
        found,
        refusal,
    } = error;
    format!(
        "`{field}`：{}；{}",
        self::found(found),
        self::refusal(refusal)
    )
}

/// What was found in the place of an answer.
#[must_use]
pub fn found(found: &Found) -> String {
    match found {
        Found::Null => "写的是空值".into(),
        Found::Bool(truth) => format!("写的是 {truth}"),
        Found::Text(text) => format!("写的是文字“{text}”"),
        Found::Number(digits) => format!("写的是数字 {digits}"),
        Found::List => "写的是一个列表".into(),
        Found::Map => "写的是一组带名字的值".into(),
    }
}

/// What to enter instead.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    let list = |ids: &[String]| joined(ids, "、");
    match refusal {
        Refusal::UnknownFact => "这个地方没有这一项".into(),
        Refusal::UnknownField(fields) => format!("没有这一栏，可以填的是：{}", list(fields)),
        Refusal::Twice => "这一项写了不止一次，请只留一个".into(),
        Refusal::NotBool => "请填 true（是）或 false（不是）".into(),
        Refusal::NotAnOption(ids) => format!("请填其中一个：{}", list(ids)),
        Refusal::NotOptions(ids) => format!("请填一个列表，从这些里选：{}", list(ids)),
        Refusal::Number(error, unit, limits) => {
            let [min, max] = limits.map(|n| words::number(n, unit));
            format!("{}（{min} 到 {max}）", number(*error, unit, *limits))
        }
        Refusal::Date(error) => date(*error).into(),
        Refusal::Future(today) => format!("这是已经发生的事，不能晚于{}", words::day(*today)),
        Refusal::NotRecords => "请填一个列表，每条一组带名字的值".into(),
        Refusal::NotARecord => "每一条要是一组带名字的值".into(),
        Refusal::TooManyRecords => format!("最多 {MOST_RECORDS} 条"),
    }
}

/// What is wrong with a number, for the person who entered it.
#[must_use]
pub fn number(error: NumberError, unit: &Unit, [min, max]: [Decimal; 2]) -> String {
    match error {
        NumberError::TooSmall => format!("太小了，至少是 {}", words::number(min, unit)),
        NumberError::TooLarge => format!("太大了，最多是 {}", words::number(max, unit)),
        _ => unread_number(error, unit),
    }
}

/// What is wrong with a number that cannot be read.
#[must_use]
pub fn unread_number(error: NumberError, unit: &Unit) -> String {
    let example = example(unit);
    match error {
        NumberError::Empty => format!("还没有填，请填一个数，比如 {example}"),
        NumberError::NotANumber => format!("这里只能填数字，比如 {example}"),
        NumberError::GroupMark => {
            format!("逗号或空格的位置不对；小数点写成“.”，逗号可以不写，比如 {example}")
        }
        NumberError::TooLong => "数字太长，请再看看".into(),
        NumberError::Unit if *unit == Unit::Count(String::new()) => {
            format!("数字后面不要写单位，比如 {example}")
        }
        NumberError::Unit => format!("单位不对，这里的单位是“{}”", unit_word(unit)),
        NumberError::TooSmall => "太小了".into(),
        NumberError::TooLarge => "太大了".into(),
        NumberError::Decimals | NumberError::NotWhole => match unit {
            Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {
                "钱数最多写到分，比如 7200.50".into()
            }
            Unit::Percent => "百分数最多写 6 位小数，比如 4.35".into(),
            Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => {
                format!("请填整数，不要小数点，比如 {example}")
            }
        },
    }
}

/// What is wrong with a day.
#[must_use]
pub fn date(error: DateError) -> &'static str {
    match error {
        DateError::Empty => "还没有填日期",
        DateError::NotADay => "不是一个日子；请写成 2019-07-01 这样，只知道年月就写 2019-07",
        DateError::NoSuchDay => "没有这一天；请再看看月份和日子",
        DateError::OutOfRange => "太早或太晚；可以填 1949-10-01 到 2100-12-31 之间的日子",
        DateError::NotOneDay => "要写明是哪一天，如 2019-07-01",
    }
}

fn example(unit: &Unit) -> &'static str {
    match unit {
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => "7200",
        Unit::Percent => "4.35",
        Unit::Age => "35",
        Unit::Months => "12",
        Unit::Count(_) | Unit::Days => "3",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use huice_core::Date;

    const NUMBERS: [NumberError; 9] = [
        NumberError::Empty,
        NumberError::NotANumber,
        NumberError::GroupMark,
        NumberError::Decimals,
        NumberError::NotWhole,
        NumberError::TooLong,
        NumberError::Unit,
        NumberError::TooSmall,
        NumberError::TooLarge,
    ];

    #[test]
    fn every_refusal_is_said_without_english() {
        let limits = [Decimal::ZERO, Decimal::ONE_HUNDRED];
        let units = [
            Unit::Count("人".into()),
            Unit::Count(String::new()),
            Unit::Months,
            Unit::Yuan,
            Unit::Percent,
        ];
        for error in NUMBERS {
            for unit in &units {
                for text in [number(error, unit, limits), unread_number(error, unit)] {
                    assert!(!text.is_empty() && !has_latin(&text), "{text}");
                }
            }
        }
        for text in [
            refusal(&Refusal::UnknownFact),
            refusal(&Refusal::Twice),
            refusal(&Refusal::Future(Date::FIRST)),
            refusal(&Refusal::NotRecords),
            refusal(&Refusal::TooManyRecords),
            found(&Found::List),
            date(DateError::OutOfRange).into(),
        ] {
            assert!(!has_latin(&text), "{text}");
        }
    }

    fn has_latin(text: &str) -> bool {
        text.chars().any(|c| c.is_ascii_alphabetic())
    }

    #[test]
    fn a_refused_answer_names_the_field_what_was_found_and_what_to_enter() {
        let error = AnswerError {
            field: "hires[1].people".into(),
            found: Found::Text("1000,10".into()),
            refusal: Refusal::Number(
                NumberError::GroupMark,
                Unit::Count("人".into()),
                [Decimal::ZERO, Decimal::ONE_HUNDRED],
            ),
        };
        let text = answer_error(&error);
        for part in ["`hires[1].people`", "“1000,10”", "逗号", "0 人 到 100 人"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
