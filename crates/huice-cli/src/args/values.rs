//! The values of flags, read as every other number and day from outside.

use huice_core::input::{DateError, NumberError, read_count, read_day, read_number};
use huice_core::ir::Unit;
use huice_core::loan::Method;
use huice_core::{Date, Decimal};
use huice_zh::input::{date, unread_number};

fn number(text: &str, unit: &Unit) -> Result<Decimal, String> {
    read_number(text, unit).map_err(|error| unread_number(error, unit))
}

fn count(text: &str, unit: &Unit) -> Result<u32, String> {
    read_count(text, unit).map_err(|error: NumberError| unread_number(error, unit))
}

/// An amount in 元.
pub(super) fn amount(text: &str) -> Result<Decimal, String> {
    number(text, &Unit::Yuan)
}

/// A percentage as a share.
pub(super) fn percent(text: &str) -> Result<Decimal, String> {
    number(text, &Unit::Percent)
}

/// How many people, up to a thousand million.
pub(super) fn people(text: &str) -> Result<u64, String> {
    let many = count(text, &Unit::Count("人".into()))?;
    match many {
        0..=1_000_000_000 => Ok(many.into()),
        _ => Err("最多十亿人".into()),
    }
}

/// How many months.
pub(super) fn months(text: &str) -> Result<u32, String> {
    count(text, &Unit::Months)
}

/// How many days.
pub(super) fn days(text: &str) -> Result<u32, String> {
    match count(text, &Unit::Days)? {
        0..=36_500 => count(text, &Unit::Days),
        _ => Err("最多 36500 天".into()),
    }
}

/// A day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    read_day(text).map_err(|error: DateError| date(error).into())
}

/// A way of paying back.
pub(super) fn method(text: &str) -> Result<Method, String> {
    Method::read(text).ok_or_else(|| {
        let all: Vec<&str> = Method::ALL.iter().map(|(_, word)| *word).collect();
        format!("可以写 {}", all.join("、"))
    })
}
