//! Numbers as people write them.

use super::narrow::{is_letter, narrow};
use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_core::number::{format_decimal, multiply, whole};
use huice_core::text::split_once_byte;

/// Why a text is not a number of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing is written.
    Empty,
    /// Not digits with at most one point.
    NotANumber,
    /// A mark between digits that cannot be a thousands mark: `1000,10`.
    GroupMark,
    /// More digits after the point than the unit has, zeros too: `6.000` 元.
    Decimals,
    /// A fraction of something that is counted in wholes.
    NotWhole,
    /// More digits than a number of this kind can have.
    TooLong,
    /// A unit behind the number that is not the fact's.
    Unit,
    /// Below the least value.
    TooSmall,
    /// Above the greatest value.
    TooLarge,
}

impl NumberError {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "number_empty",
            Self::NotANumber => "not_a_number",
            Self::GroupMark => "number_group_mark",
            Self::Decimals => "number_decimals",
            Self::NotWhole => "number_not_whole",
            Self::TooLong => "number_too_long",
            Self::Unit => "number_unit",
            Self::TooSmall => "number_too_small",
            Self::TooLarge => "number_too_large",
        }
    }
}

/// Most digits of a number, which every decimal holds.
const MOST_DIGITS: usize = 28;

/// Reads a number with or without its unit: `6000`, `6,000`, `３００００元`, `36个月`, `4。35%`.
/// Years become months, a percentage becomes a share.
///
/// - Full-width digits and signs are read as plain ones, and `。` as a point.
/// - A mark between digits (`,`, `，` or a blank) stands before every third digit, or before every
///   fourth as in 10,0000. Anywhere else it is refused: `1000,10` and `0,5` may be meant as a point.
/// - At most two digits stand after the point, in a percentage six: `6.000` may be six thousand.
///   Money has no finer parts than 0.01 元; people, months, days and years of age come whole.
/// - The unit may stand behind, written as people write it; another unit is refused.
///
/// # Errors
/// See [`NumberError`].
pub fn read_number(text: &str, unit: &Unit) -> Result<Decimal, NumberError> {
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    let plain = match plain.strip_prefix(['¥', '￥']) {
        Some(rest) if unit.is_money() => rest.trim_start(),
        _ => plain,
    };
    if plain.is_empty() {
        return Err(NumberError::Empty);
    }
    let end = plain.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '-' | ' '));
    let (written, word) = plain
        .split_at_checked(end.unwrap_or(plain.len()))
        .unwrap_or((plain, ""));
    let written = Written::read(written.trim_end())?;
    let like_unit = word.starts_with(|c: char| c == '%' || (is_letter(c) && !c.is_ascii()));
    let scale = scale(unit, word).ok_or(if like_unit {
        NumberError::Unit
    } else {
        NumberError::NotANumber
    })?;
    let decimals = if *unit == Unit::Percent { 6 } else { 2 };
    if written.decimals > decimals {
        return Err(NumberError::Decimals);
    }
    let n = multiply(written.value, scale)
        .ok_or(NumberError::TooLong)?
        .normalize();
    match unit {
        _ if unit.allows(n) => Ok(n),
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => Err(NumberError::NotWhole),
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear | Unit::Percent => {
            Err(NumberError::Decimals)
        }
    }
}

/// Reads a number between two others, both included.
///
/// # Errors
/// As [`read_number`], and if the number is outside the range.
pub fn read_number_within(
    text: &str,
    unit: &Unit,
    min: Decimal,
    max: Decimal,
) -> Result<Decimal, NumberError> {
    let n = read_number(text, unit)?;
    if n < min {
        Err(NumberError::TooSmall)
    } else if n > max {
        Err(NumberError::TooLarge)
    } else {
        Ok(n)
    }
}

/// Reads how many of a unit there are: `36`, `36个月`, `3年` as months.
///
/// # Errors
/// As [`read_number`], and where it is below zero or more than can be counted.
pub fn read_count(text: &str, unit: &Unit) -> Result<u32, NumberError> {
    let n = read_number_within(text, unit, Decimal::ZERO, u32::MAX.into())?;
    let whole = whole(n)
        .filter(|_| n.scale() == 0)
        .ok_or(NumberError::NotWhole)?;
    u32::try_from(whole).map_err(|_| NumberError::TooLarge)
}

/// A number as it is written.
struct Written {
    value: Decimal,
    /// Digits after the point.
    decimals: usize,
}

impl Written {
    fn read(text: &str) -> Result<Self, NumberError> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = match split_once_byte(text, b'.') {
            Some((_, "")) => return Err(NumberError::NotANumber),
            Some((whole, part)) => (whole, part),
            None => (text, ""),
        };
        let whole = ungrouped(whole)?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(&whole) || !digits(part) {
            return Err(NumberError::NotANumber);
        }
        if whole.len() + part.len() > MOST_DIGITS {
            return Err(NumberError::TooLong);
        }
        let value = (whole.bytes().chain(part.bytes()))
            .fold(0i128, |n, digit| n * 10 + i128::from(digit - b'0'));
        let scale = u32::try_from(part.len()).unwrap_or(u32::MAX);
        let value = if negative { -value } else { value };
        let value =
            Decimal::try_from_i128_with_scale(value, scale).map_err(|_| NumberError::TooLong)?;
        Ok(Self {
            value,
            decimals: part.len(),
        })
    }
}

/// The digits without thousands marks.
fn ungrouped(text: &str) -> Result<String, NumberError> {
    let Some(mark) = text.chars().find(|c| matches!(c, ',' | ' ')) else {
        return Ok(text.to_owned());
    };
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let every =
        |length: usize| first.len() <= length && rest.iter().all(|group| group.len() == length);
    let all_digits = text.chars().all(|c| c == mark || c.is_ascii_digit());
    let fits = !first.is_empty() && !first.starts_with('0') && (every(3) || every(4));
    if all_digits && fits {
        Ok([&[first], rest.as_slice()].concat().concat())
    } else {
        Err(NumberError::GroupMark)
    }
}

/// What one of the written unit is in the wanted one; `None` where it is another unit. These words
/// are read, never shown.
fn scale(unit: &Unit, word: &str) -> Option<Decimal> {
    const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    const TWELVE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);
    const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
    let one = Some(Decimal::ONE);
    let word: String = word.chars().filter(|c| *c != ' ').collect();
    match (unit, word.as_str()) {
        (Unit::Percent, "" | "%") => Some(HUNDREDTH),
        (_, "") => one,
        (Unit::Count(own), word) if *own == word => one,
        (Unit::Count(own), "个") if !own.is_empty() => one,
        (Unit::Count(own), "名" | "位" | "个人" | "口人") if own == "人" => one,
        (Unit::Count(own), "家") if own == "户" || own == "个" => one,
        (Unit::Months, "月" | "个月") => one,
        (Unit::Months, "年") => Some(TWELVE),
        (Unit::Days, "天" | "日") => one,
        (Unit::Age, "岁" | "周岁") => one,
        (Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear, word) => {
            let (word, scale) = match word.strip_prefix('万') {
                Some(rest) => (rest, TEN_THOUSAND),
                None => (word, Decimal::ONE),
            };
            let per = word
                .strip_prefix("块钱")
                .or_else(|| word.strip_prefix(['元', '块', '圆']));
            let fits = match (unit, per.unwrap_or(word)) {
                (_, "") => true,
                (Unit::Yuan, "整") => per.is_some(),
                (Unit::YuanPerMonth, "/月" | "每月" | "/个月" | "一个月") => per.is_some(),
                (Unit::YuanPerYear, "/年" | "每年" | "一年") => per.is_some(),
                (_, _) => false,
            };
            fits.then_some(scale)
        }
        (_, _) => None,
    }
}

/// A number as it is put into a field: bare digits, a share as a percentage. [`read_number`] reads
/// it back.
#[must_use]
pub fn write_number(n: Decimal, unit: &Unit) -> String {
    match unit {
        Unit::Percent => format_decimal(multiply(n, Decimal::ONE_HUNDRED).unwrap_or(n)),
        Unit::Count(_)
        | Unit::Months
        | Unit::Days
        | Unit::Age
        | Unit::Yuan
        | Unit::YuanPerMonth
        | Unit::YuanPerYear => format_decimal(n),
    }
}

#[cfg(test)]
mod tests;
