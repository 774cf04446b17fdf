//! Calendar days from 1949-10-01's year on to 9999, and ranges of days.
//!
//! Month arithmetic follows the Civil Code's rule for periods (民法典 第二百零一至二百零二条): a
//! period of months ends on the corresponding day; where the month has none, on its last day.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the Gregorian calendar, 1900-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// First day that can be written.
    pub const FIRST: Self = Self {
        year: 1900,
        month: 1,
        day: 1,
    };
    /// Last day that can be written.
    pub const LAST: Self = Self {
        year: 9999,
        month: 12,
        day: 31,
    };

    /// A day, if it exists.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1900..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2019-07-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 10 {
            return None;
        }
        let mut n = 0;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'-' if at == 4 || at == 7 => {}
                b'0'..=b'9' if at != 4 && at != 7 => n = n * 10 + u32::from(byte - b'0'),
                _ => return None,
            }
        }
        Self::try_from(n).ok()
    }

    /// Year, 1900 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day moved by months; stays within what can be written.
    #[must_use]
    pub fn add_months(self, months: i64) -> Self {
        let index = (i64::from(self.year) * 12 + i64::from(self.month) - 1).saturating_add(months);
        let year = index.div_euclid(12);
        if year < 1900 {
            return Self::FIRST;
        }
        if year > 9999 {
            return Self::LAST;
        }
        let year = u16::try_from(year).unwrap_or(9999);
        let month = u8::try_from(index.rem_euclid(12) + 1).unwrap_or(1);
        Self {
            year,
            month,
            day: self.day.min(days_in_month(year, month)),
        }
    }

    /// The next day; the last day is its own next.
    #[must_use]
    pub fn next(self) -> Self {
        if self.day < days_in_month(self.year, self.month) {
            return Self {
                day: self.day + 1,
                ..self
            };
        }
        let (year, month) = if self.month == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, self.month + 1)
        };
        Self::new(year, month, 1).unwrap_or(Self::LAST)
    }

    /// The day before; the first day is its own.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::from_ordinal(self.ordinal().saturating_sub(1))
    }

    /// Where the day stands if every month had 31 days: in the order of days, with gaps.
    pub(crate) fn ordinal(self) -> u32 {
        (u32::from(self.year) * 12 + u32::from(self.month) - 1) * 31 + u32::from(self.day) - 1
    }

    /// The day of a slot; in a gap, the last day before it.
    pub(crate) fn from_ordinal(slot: u32) -> Self {
        let (month, day) = (slot / 31, slot % 31 + 1);
        let year = u16::try_from(month / 12).unwrap_or(u16::MAX);
        let (Ok(month), Ok(day)) = (u8::try_from(month % 12 + 1), u8::try_from(day)) else {
            return Self::LAST;
        };
        if year < Self::FIRST.year {
            return Self::FIRST;
        }
        Self::new(year, month, day.min(days_in_month(year, month))).unwrap_or(Self::LAST)
    }

    /// The 1st of January of the same year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self {
            month: 1,
            day: 1,
            ..self
        }
    }
}

/// The day in China at a moment, given in seconds since 1970-01-01 UTC. China keeps UTC+8 all year
/// round, wherever the clock stands. Every "today" is this day.
#[must_use]
pub fn china_day(unix_seconds: i64) -> Date {
    // Days since 1970-01-01, then the calendar's cycle of 400 years, years counted from March.
    let days = unix_seconds.saturating_add(8 * 3600).div_euclid(86_400);
    let since_march_0000 = days.saturating_add(719_468);
    let cycle = since_march_0000.div_euclid(146_097);
    let day = since_march_0000.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = year + cycle * 400 + i64::from(month >= 10);
    let month = if month < 10 { month + 3 } else { month - 9 };
    let found = match (u16::try_from(year), u8::try_from(month), u8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day),
        _ => None,
    };
    found.unwrap_or(if days < 0 { Date::FIRST } else { Date::LAST })
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Date> for u32 {
    fn from(d: Date) -> Self {
        Self::from(d.year) * 10_000 + Self::from(d.month) * 100 + Self::from(d.day)
    }
}

impl TryFrom<u32> for Date {
    type Error = &'static str;

    fn try_from(n: u32) -> Result<Self, Self::Error> {
        let year = u16::try_from(n / 10_000).map_err(|_| "no such day")?;
        let month = u8::try_from(n / 100 % 100).map_err(|_| "no such day")?;
        let day = u8::try_from(n % 100).map_err(|_| "no such day")?;
        Self::new(year, month, day).ok_or("no such day")
    }
}

/// The days that a day may be, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// Earliest.
    pub low: Date,
    /// Latest.
    pub high: Date,
}

impl DateRange {
    /// Any day at all.
    pub const ANY: Self = Self {
        low: Date::FIRST,
        high: Date::LAST,
    };

    /// Just this day.
    #[must_use]
    pub fn only(day: Date) -> Self {
        Self {
            low: day,
            high: day,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_day_is_that_of_china_wherever_the_clock_stands() {
        let day = |seconds| china_day(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(-1), "1970-01-01");
        assert_eq!(day(-8 * 3600 - 1), "1969-12-31");
        // 2026-11-29 23:00 UTC is 2026-11-30 07:00 in China.
        assert_eq!(day(1_795_993_200), "2026-11-30");
        // One second before and at midnight in China.
        assert_eq!(day(1_795_967_999), "2026-11-29");
        assert_eq!(day(1_795_968_000), "2026-11-30");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(i64::MIN), "1900-01-01");
        assert_eq!(day(i64::MAX), "9999-12-31");
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut day = china_day(-2_208_988_800);
        assert_eq!(day, Date::FIRST);
        for n in 1..120_000i64 {
            let next = china_day(-2_208_988_800 + n * 86_400);
            assert_eq!(next, day.next());
            day = next;
        }
    }

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn months_keep_the_day_or_take_the_last() {
        assert_eq!(d("2019-08-31").add_months(6), d("2020-02-29"));
        assert_eq!(d("2019-08-31").add_months(-6), d("2019-02-28"));
        assert_eq!(d("2019-07-01").add_months(6), d("2020-01-01"));
        assert_eq!(d("2014-06-30").add_months(60), d("2019-06-30"));
        assert_eq!(d("9999-12-01").add_months(600), Date::LAST);
        assert_eq!(d("2019-01-01").add_months(i64::MIN), Date::FIRST);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for bad in [
            "2019-02-29",
            "1900-02-29",
            "2019-13-01",
            "2019-00-01",
            "2019-1-1",
            "2019-01-00",
            "+201-01-01",
            "10000-01-01",
            "2019-01-01-01",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert_eq!(Date::LAST.next(), Date::LAST);
    }

    proptest! {
        #[test]
        fn next_is_the_least_later_day(n in 19_000_101u32..99_991_231) {
            if let Ok(day) = Date::try_from(n) {
                prop_assert!(day.next() > day || day == Date::LAST);
                prop_assert_eq!(u32::from(day), n);
                prop_assert_eq!(Date::parse(&day.to_string()), Some(day));
                prop_assert_eq!(Date::from_ordinal(day.ordinal()), day);
                prop_assert!(day.next().ordinal() > day.ordinal() || day == Date::LAST);
                prop_assert!(Date::from_ordinal(day.ordinal() + 1) >= day);
            }
        }
    }
}
