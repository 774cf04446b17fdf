//! How old a document is, and how long it holds.

use huice_core::Date;
use huice_core::ir::{Document, Half};

/// When it was issued: `2018 年 2 月发文`, `2019 年上半年发文`, `2017 年发文`.
#[must_use]
pub fn issued(document: &Document) -> String {
    if let Some(day) = document.issue_day() {
        return format!("{} 年 {} 月发文", day.year(), day.month());
    }
    let years = document.issue_years();
    let year = years.earliest;
    match years.half {
        Some(Half::First) => format!("{year} 年上半年发文"),
        Some(Half::Second) => format!("{year} 年下半年发文"),
        None if year == years.latest => format!("{year} 年发文"),
        None => format!("{year} 到 {} 年间发文", years.latest),
    }
}

/// Since when and until when: `2019 年上半年发文，没写终止日期`.
#[must_use]
pub fn validity(document: &Document) -> String {
    let issued = issued(document);
    match document.until {
        None => format!("{issued}，没写终止日期"),
        Some(day) => format!(
            "{issued}，写明到 {} 年 {} 月 {} 日止",
            day.year(),
            day.month(),
            day.day()
        ),
    }
}

/// How many years ago it was issued, counted by the year alone: `已过 7 年`. Nothing within the
/// same year, and nothing of a document that is still to come.
#[must_use]
pub fn age(document: &Document, as_of: Date) -> Option<String> {
    let years = document.issue_years();
    let least = as_of.year().checked_sub(years.latest)?;
    let most = as_of.year().checked_sub(years.earliest)?;
    match (least, most) {
        (_, 0) => None,
        (least, most) if least == most => Some(format!("已过 {most} 年")),
        (0, most) => Some(format!("最多已过 {most} 年")),
        (least, most) => Some(format!("已过 {least} 到 {most} 年")),
    }
}
