//! How old documents are, and how long they hold.

use crate::words;
use huice_core::Date;
use huice_core::ir::{Document, Half, Succession};

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
    passed(years.earliest, years.latest, as_of)
}

/// What replaced a text: `2027年1月1日起由《办法》（1 号）三(八)代替`.
#[must_use]
pub fn ended(end: &Succession) -> String {
    let day = words::day(end.from);
    let Some(by) = other(end) else {
        return format!("{day}起废止");
    };
    if end.nothing_in_its_place() {
        format!("{day}起由{by}取消")
    } else {
        format!("{day}起由{by}{}代替", end.other_clause)
    }
}

/// What a text took the place of: `2027年1月1日起代替《意见》（18 号）三(八)`.
#[must_use]
pub fn amends(one: &Succession) -> String {
    let older = other(one).unwrap_or_default();
    format!("{}起代替{older}{}", words::day(one.from), one.other_clause)
}

fn other(one: &Succession) -> Option<String> {
    let name = one.other.as_ref()?;
    let number = match name.number.as_str() {
        "" => String::new(),
        number => format!("（{number}）"),
    };
    Some(format!("《{}》{number}", name.title))
}

/// For how many months the rules may go without a check against the document.
const CHECKED_WITHIN: i64 = 12;

/// That nobody has held the rules against the document for more than a year, as of a day:
/// `上次核对是2025年1月1日，已经超过 12 个月`.
#[must_use]
pub fn unchecked(document: &Document, as_of: Date) -> Option<String> {
    let due = document.checked.add_months(CHECKED_WITHIN);
    let last = words::day(document.checked);
    (due < as_of).then(|| format!("上次核对是{last}，已经超过 {CHECKED_WITHIN} 个月"))
}

fn passed(earliest: u16, latest: u16, as_of: Date) -> Option<String> {
    let least = as_of.year().checked_sub(latest)?;
    let most = as_of.year().checked_sub(earliest)?;
    match (least, most) {
        (_, 0) => None,
        (least, most) if least == most => Some(format!("已过 {most} 年")),
        (0, most) => Some(format!("最多已过 {most} 年")),
        (least, most) => Some(format!("已过 {least} 到 {most} 年")),
    }
}

/// The documents that something rests on, by their years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The years in which they were issued: `2018、2020 年`.
    pub years: String,
    /// How long ago that is: `已过 6 到 8 年`; nothing within the same year.
    pub age: Option<String>,
}

/// Most years that are named one by one.
const NAMED: usize = 3;

impl Origin {
    /// The origin of what rests on these documents; nothing without any.
    pub fn of<'d>(documents: impl IntoIterator<Item = &'d Document>, as_of: Date) -> Option<Self> {
        let mut years: Vec<u16> = Vec::new();
        for document in documents {
            let of = document.issue_years();
            years.extend([of.earliest, of.latest]);
        }
        huice_core::sort(&mut years);
        years.dedup();
        let (first, last) = (*years.first()?, *years.last()?);
        let named: Vec<String> = years.iter().map(u16::to_string).collect();
        let years = if years.len() > NAMED {
            format!("{first} 到 {last} 年")
        } else {
            named.join("、") + " 年"
        };
        Some(Self {
            years,
            age: passed(first, last, as_of),
        })
    }

    /// What to know before going anywhere: `依据 2019 年的文件，已过 7 年，可能已停办或改了标准。`
    #[must_use]
    pub fn warning(&self) -> String {
        let age = self
            .age
            .as_deref()
            .map_or_else(String::new, |age| format!("{age}，"));
        format!("依据 {}的文件，{age}{MAY_HAVE_CHANGED}", self.years)
    }
}

/// What may have become of an old document.
pub const MAY_HAVE_CHANGED: &str = "可能已停办或改了标准。";

/// What to do before going anywhere.
pub const CALL_FIRST: &str = "先打 12333 问一句再跑。";

#[cfg(test)]
mod tests {
    use super::*;

    fn document(earliest: &str, latest: &str) -> Document {
        let day = |text| Date::parse(text).unwrap_or(Date::FIRST);
        Document {
            id: String::new(),
            title: String::new(),
            number: String::new(),
            issuer: String::new(),
            issued_earliest: day(earliest),
            issued_latest: day(latest),
            until: None,
            checked: Date::FIRST,
            ended: Vec::new(),
            amends: Vec::new(),
        }
    }

    #[test]
    fn the_years_of_documents_are_named() {
        let as_of = Date::parse("2026-11-29").unwrap_or(Date::FIRST);
        let of = |documents: &[Document]| {
            Origin::of(documents, as_of).map(|origin| (origin.years.clone(), origin.warning()))
        };
        let one = document("2019-01-01", "2019-06-30");
        let (years, warning) = of(std::slice::from_ref(&one)).unwrap_or_default();
        assert_eq!(years, "2019 年");
        assert_eq!(
            warning,
            "依据 2019 年的文件，已过 7 年，可能已停办或改了标准。"
        );
        let two = [
            document("2018-02-01", "2018-02-01"),
            document("2020-03-01", "2020-03-01"),
        ];
        let (years, warning) = of(&two).unwrap_or_default();
        assert_eq!(years, "2018、2020 年");
        assert!(warning.contains("已过 6 到 8 年"), "{warning}");
        let new = document("2026-01-01", "2026-01-01");
        let (_, warning) = of(&[new]).unwrap_or_default();
        assert_eq!(warning, "依据 2026 年的文件，可能已停办或改了标准。");
        assert_eq!(of(&[]), None);
    }
}
