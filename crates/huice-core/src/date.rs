//! Calendar days from 1949-10-01's year on to 9999, and ranges of days.
//!
//! Month arithmetic follows the Civil Code's rule for periods (民法典 第二百零一至二百零二条): a
//! period of months ends on the corresponding day; where the month has none, on its last day.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the Gregorian calendar, 1900-01-01 to 9999-12-31.
///
/// Days are kept by their ordinal, which counts as if every month had 31 days: it is in the order
/// of days, and year, month and day follow from it by division.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Date(u32);

/// Ordinals of a year.
const YEAR: u32 = 12 * MONTH;
/// Ordinals of a month.
const MONTH: u32 = 31;

impl Date {
    /// First day that can be written.
    pub const FIRST: Self = Self(1900 * YEAR);
    /// Last day that can be written.
    pub const LAST: Self = Self(9999 * YEAR + 11 * MONTH + 30);

    /// A day, if it exists.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1900..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year.into(), month.into())).contains(&day.into());
        let (month, day) = (u32::from(month), u32::from(day));
        exists.then(|| Self(u32::from(year) * YEAR + (month - 1) * MONTH + day - 1))
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
        u16::try_from(self.0 / YEAR).unwrap_or(u16::MAX)
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::try_from(self.0 % YEAR / MONTH + 1).unwrap_or(12)
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        u8::try_from(self.0 % MONTH + 1).unwrap_or(31)
    }

    /// The day moved by months; stays within what can be written.
    #[must_use]
    pub fn add_months(self, months: i64) -> Self {
        MonthShift::new(months).of(self)
    }

    /// The next day; the last day is its own next.
    #[must_use]
    pub fn next(self) -> Self {
        let index = self.0 / MONTH;
        if self.0 % MONTH + 1 < days_in_month(index / 12, index % 12 + 1) {
            return Self(self.0 + 1);
        }
        Self((index + 1) * MONTH).min(Self::LAST)
    }

    /// The day before; the first day is its own.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::from_ordinal(self.0.saturating_sub(1))
    }

    /// Where the day stands if every month had 31 days: in the order of days, with gaps.
    pub(crate) fn ordinal(self) -> u32 {
        self.0
    }

    /// The day of an ordinal; in a gap, the last day before it.
    pub(crate) fn from_ordinal(ordinal: u32) -> Self {
        let index = ordinal / MONTH;
        let last = days_in_month(index / 12, index % 12 + 1) - 1;
        let day = index * MONTH + (ordinal % MONTH).min(last);
        Self(day.clamp(Self::FIRST.0, Self::LAST.0))
    }

    /// The 1st of January of the same year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self(self.0 - self.0 % YEAR)
    }
}

/// A number of months that days are moved by. Without a branch, so that many days are moved at
/// once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MonthShift {
    /// Negative numbers wrap around.
    months: u32,
    /// What becomes of a day that leaves what can be written.
    end: Date,
}

/// More months than there are from the first day to the last.
const MOST_MONTHS: u32 = 100_000;
/// Leaves what can be written from whichever day.
const TOO_MANY: u32 = 1 << 31;

impl MonthShift {
    pub(crate) fn new(months: i64) -> Self {
        // In halves of 32 bits, which every processor compares for several numbers at once.
        let [a, b, c, d, e, f, g, h] = months.to_le_bytes();
        let low = u32::from_le_bytes([a, b, c, d]);
        let high = i32::from_le_bytes([e, f, g, h]);
        let fits = high == low.cast_signed() >> 31;
        let few = fits & (low.wrapping_add(MOST_MONTHS) <= 2 * MOST_MONTHS);
        Self {
            months: if few { low } else { TOO_MANY },
            end: if high < 0 { Date::FIRST } else { Date::LAST },
        }
    }

    /// The same day of another month, or its last one.
    pub(crate) fn of(self, day: Date) -> Date {
        let (first, last) = (Date::FIRST.0 / MONTH, Date::LAST.0 / MONTH);
        let index = (day.0 / MONTH).wrapping_add(self.months);
        let last_day = days_in_month(index / 12, index % 12 + 1) - 1;
        let moved = index
            .wrapping_mul(MONTH)
            .wrapping_add((day.0 % MONTH).min(last_day));
        let within = index.wrapping_sub(first) <= last - first;
        Date(if within { moved } else { self.end.0 })
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

fn days_in_month(year: u32, month: u32) -> u32 {
    let leap = (year & 3 == 0) & (!year.is_multiple_of(25) | (year & 15 == 0));
    let february = 28 + u32::from(leap);
    // Every other month is long, and July and August both are.
    let other = 30 + ((month ^ (month >> 3)) & 1);
    if month == 2 { february } else { other }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Date> for u32 {
    fn from(d: Date) -> Self {
        Self::from(d.year()) * 10_000 + Self::from(d.month()) * 100 + Self::from(d.day())
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
    fn months_are_as_long_as_the_calendar_has_them() {
        for year in 1900..=9999 {
            for month in 1..=12 {
                let days = match month {
                    4 | 6 | 9 | 11 => 30,
                    2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
                    2 => 28,
                    _ => 31,
                };
                assert_eq!(days_in_month(year, month), days, "{year}-{month}");
            }
        }
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

    /// Months added as the calendar is written.
    fn by_the_calendar(day: Date, months: i64) -> Date {
        let index = i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let index = index.saturating_add(months);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let found = u16::try_from(year).ok().zip(u8::try_from(month).ok());
        let found = found.and_then(|(year, month)| {
            (1..=day.day())
                .rev()
                .find_map(|last| Date::new(year, month, last))
        });
        found.unwrap_or(if months < 0 { Date::FIRST } else { Date::LAST })
    }

    proptest! {
        #[test]
        fn months_are_added_by_the_calendar(
            n in 19_000_101u32..99_991_231, months: i64, far in -200_000i64..200_000, near in -40i64..40,
        ) {
            for day in Date::try_from(n).into_iter().chain([Date::FIRST, Date::LAST]) {
                for months in [months, far, near] {
                    prop_assert_eq!(day.add_months(months), by_the_calendar(day, months));
                }
            }
        }

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
