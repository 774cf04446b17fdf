//! Days as people write them.

use super::narrow::narrow;
use huice_core::{Date, DateRange};

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Nothing is written.
    Empty,
    /// Not written as a day, a month or a year.
    NotADay,
    /// The calendar has no such day.
    NoSuchDay,
    /// Before 1949-10-01 or after 2100-12-31.
    OutOfRange,
    /// A month or a year where one day is wanted.
    NotOneDay,
}

impl DateError {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "date_empty",
            Self::NotADay => "not_a_date",
            Self::NoSuchDay => "no_such_day",
            Self::OutOfRange => "date_out_of_range",
            Self::NotOneDay => "not_one_day",
        }
    }
}

/// The first day of which anything is asked or computed: year, month, day.
const EARLIEST: (u16, u8, u8) = (1949, 10, 1);
/// The last one.
const LATEST: (u16, u8, u8) = (2100, 12, 31);

/// Reads a day, or a month or a year as the days it may be: `2019-07-01`, `2019-7-1`, `2019/7/1`,
/// `2019.7.1`, `2019年7月1日`, `2019-07`, `2019年`. Full-width digits and signs are read as plain
/// ones. The year has four digits and comes first.
///
/// # Errors
/// See [`DateError`].
pub fn read_date(text: &str) -> Result<DateRange, DateError> {
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(DateError::Empty);
    }
    let (year, month, day) = parts(plain).ok_or(DateError::NotADay)?;
    if year < Date::FIRST.year() {
        return Err(DateError::OutOfRange);
    }
    let whole = |month: Option<u8>, day: Option<u8>| {
        let low = Date::new(year, month.unwrap_or(1), day.unwrap_or(1))?;
        let months = match (month, day) {
            (_, Some(_)) => return Some(DateRange::only(low)),
            (Some(_), None) => 1,
            (None, None) => 12,
        };
        let high = low.add_months(months).previous();
        Some(DateRange { low, high })
    };
    let range = whole(month, day).ok_or(DateError::NoSuchDay)?;
    let parts = |day: Date| (day.year(), day.month(), day.day());
    if parts(range.high) < EARLIEST || parts(range.high) > LATEST {
        return Err(DateError::OutOfRange);
    }
    Ok(range)
}

/// Reads exactly one day, written in any of the forms of [`read_date`].
///
/// # Errors
/// See [`DateError`].
pub fn read_day(text: &str) -> Result<Date, DateError> {
    let range = read_date(text)?;
    if range.low == range.high {
        Ok(range.low)
    } else {
        Err(DateError::NotOneDay)
    }
}

/// Year, month and day of a text, as far as they are written.
fn parts(text: &str) -> Option<(u16, Option<u8>, Option<u8>)> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year)?;
    let mut rest = rest.chars();
    let (month, day) = match rest.next() {
        None => (None, None),
        Some('年') => words(rest.as_str())?,
        Some(mark @ ('-' | '/' | '.')) => match rest.as_str().split_once(mark) {
            Some((month, day)) => (Some(month), Some(day)),
            None => (Some(rest.as_str()), None),
        },
        Some(_) => return None,
    };
    let number = |text: Option<&str>| match text {
        None => Some(None),
        Some(text) if text.len() <= 2 => digits(text).map(|n| u8::try_from(n).ok()),
        Some(_) => None,
    };
    Some((year, number(month)?, number(day)?))
}

/// Month and day of `7月1日`.
fn words(text: &str) -> Option<(Option<&str>, Option<&str>)> {
    if text.is_empty() {
        return Some((None, None));
    }
    let (month, rest) = text.split_once('月')?;
    if rest.is_empty() {
        return Some((Some(month), None));
    }
    let day = rest.strip_suffix(['日', '号'])?;
    Some((Some(month), Some(day)))
}

fn digits(text: &str) -> Option<u16> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    fn range(text: &str) -> Result<(String, String), DateError> {
        read_date(text).map(|r| (r.low.to_string(), r.high.to_string()))
    }

    #[test]
    fn every_way_to_write_a_day_is_read() {
        for text in [
            "2019-07-01",
            "2019-7-1",
            "2019/7/1",
            "2019.07.01",
            "2019年7月1日",
            "2019年07月01号",
            " 2019 年 7 月 1 日 ",
            "２０１９－０７－０１",
            "2019。7。1",
        ] {
            assert_eq!(read_day(text), Ok(Date::new(2019, 7, 1).unwrap()), "{text}");
        }
    }

    #[test]
    fn a_month_or_a_year_is_the_days_it_may_be() {
        let days = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        for text in ["2020-02", "2020年2月", "2020/2"] {
            assert_eq!(range(text), days("2020-02-01", "2020-02-29"), "{text}");
            assert_eq!(read_day(text), Err(DateError::NotOneDay));
        }
        assert_eq!(range("2019年"), days("2019-01-01", "2019-12-31"));
        assert_eq!(range("1949"), days("1949-01-01", "1949-12-31"));
        assert_eq!(range("2100-12"), days("2100-12-01", "2100-12-31"));
    }

    #[test]
    fn what_is_no_day_is_refused_by_its_kind() {
        for text in [
            "20190701",
            "19-07-01",
            "07/01/2019",
            "2019-07-01-02",
            "2019-07/01",
            "2019-",
            "2019-7-",
            "2019年7",
            "2019年7月1",
            "2019年1日",
            "今天",
            "-2019-07-01",
            "2019-+7-1",
            "12019-07-01",
            "2019-007-01",
            "1e3-01-01",
            "2019-07-01T00:00",
        ] {
            assert_eq!(read_date(text), Err(DateError::NotADay), "{text}");
        }
        for text in [
            "2019-02-29",
            "2019-13-01",
            "2019-00-01",
            "2019-7-32",
            "2019年13月",
        ] {
            assert_eq!(read_date(text), Err(DateError::NoSuchDay), "{text}");
        }
        for text in [
            "1949-09-30",
            "2101-01-01",
            "9999-12-31",
            "1948",
            "2101年",
            "1899-12-31",
        ] {
            assert_eq!(read_date(text), Err(DateError::OutOfRange), "{text}");
        }
        assert_eq!(read_date(" "), Err(DateError::Empty));
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_is_shown(year in 1950u16..=2100, month in 1u8..=12, day in 1u8..=31) {
            if let Some(day) = Date::new(year, month, day) {
                prop_assert_eq!(read_day(&day.to_string()), Ok(day));
            }
        }

        #[test]
        fn nothing_breaks_the_reader(text in "\\PC{0,14}") {
            let _ = read_date(&text);
        }
    }
}
