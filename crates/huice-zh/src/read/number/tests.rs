//! Numbers as people write them, and what is refused.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
use super::*;

fn people() -> Unit {
    Unit::Count("人".into())
}

fn read(text: &str, unit: &Unit) -> Result<String, NumberError> {
    read_number(text, unit).map(|n| write_number(n, unit))
}

#[test]
fn a_mark_between_digits_is_read_only_where_it_can_be_one() {
    for (text, value) in [
        ("1,000", "1000"),
        ("1，000", "1000"),
        ("1 000", "1000"),
        ("10,0000", "100000"),
        ("1,0000,0000", "100000000"),
        ("12,345,678.50", "12345678.5"),
    ] {
        assert_eq!(read(text, &Unit::Yuan).as_deref(), Ok(value), "{text}");
    }
    for text in [
        "1000,10",
        "0,5",
        "0,500",
        "4,35",
        "1,00",
        ",100",
        "100,",
        "1,,000",
        "1,000,10",
        "1,000,0000",
        "1,000 000",
        "1234,567",
        "12345,6789",
        "1 5",
    ] {
        assert_eq!(
            read(text, &Unit::Yuan),
            Err(NumberError::GroupMark),
            "{text}"
        );
    }
    assert_eq!(read("0,5", &Unit::Percent), Err(NumberError::GroupMark));
    assert_eq!(read("4,35%", &Unit::Percent), Err(NumberError::GroupMark));
}

#[test]
fn no_more_digits_are_written_than_the_unit_has() {
    for text in ["6.000", "0.001", "6.000元", "1.234万元"] {
        assert_eq!(
            read(text, &Unit::Yuan),
            Err(NumberError::Decimals),
            "{text}"
        );
    }
    assert_eq!(read("1.000", &people()), Err(NumberError::Decimals));
    assert_eq!(read("1.5", &people()), Err(NumberError::NotWhole));
    assert_eq!(read("3.0", &people()).as_deref(), Ok("3"));
    assert_eq!(read("6.00", &Unit::Yuan).as_deref(), Ok("6"));
    assert_eq!(read("4.350000", &Unit::Percent).as_deref(), Ok("4.35"));
    assert_eq!(
        read("4.3500000", &Unit::Percent),
        Err(NumberError::Decimals)
    );
}

#[test]
fn wide_signs_and_units_are_read_in_every_field() {
    for (text, unit, value) in [
        ("３００００", Unit::Yuan, "30000"),
        ("３０，０００．５０ 元", Unit::Yuan, "30000.5"),
        ("30000元", Unit::Yuan, "30000"),
        ("30000 块钱", Unit::Yuan, "30000"),
        ("￥30000元整", Unit::Yuan, "30000"),
        ("3万", Unit::Yuan, "30000"),
        ("3.25万元", Unit::Yuan, "32500"),
        ("800元/月", Unit::YuanPerMonth, "800"),
        ("800 元", Unit::YuanPerMonth, "800"),
        ("6000元每年", Unit::YuanPerYear, "6000"),
        ("36个月", Unit::Months, "36"),
        ("３６月", Unit::Months, "36"),
        ("3年", Unit::Months, "36"),
        ("1.5 年", Unit::Months, "18"),
        ("35周岁", Unit::Age, "35"),
        (" 35 岁 ", Unit::Age, "35"),
        ("30天", Unit::Days, "30"),
        ("2 人", people(), "2"),
        ("2个", people(), "2"),
        ("2名", people(), "2"),
        ("4。35", Unit::Percent, "4.35"),
        ("４．３５％", Unit::Percent, "4.35"),
        ("4.35 %", Unit::Percent, "4.35"),
        ("－5", Unit::Yuan, "-5"),
    ] {
        assert_eq!(read(text, &unit).as_deref(), Ok(value), "{text}");
    }
}

#[test]
fn another_unit_is_refused() {
    for (text, unit) in [
        ("36个月", Unit::Yuan),
        ("30%", Unit::Yuan),
        ("35岁", people()),
        ("35元", Unit::Percent),
        ("800元/年", Unit::YuanPerMonth),
        ("800元/月", Unit::Yuan),
        ("30天", Unit::Months),
        ("3个月半", Unit::Months),
        ("3人", Unit::Count(String::new())),
    ] {
        assert_eq!(read(text, &unit), Err(NumberError::Unit), "{text}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "NaN", "Infinity", "1e30", "0x10", "+5", "1.", ".5", "1.2.3", "--1", "1-2", "三万", "1/2",
        "½", "١٢", "5!", "元",
    ] {
        assert_eq!(
            read(text, &Unit::Yuan),
            Err(NumberError::NotANumber),
            "{text}"
        );
    }
    for text in ["", "  ", "\u{3000}", "￥"] {
        assert_eq!(read(text, &Unit::Yuan), Err(NumberError::Empty), "{text}");
    }
    assert_eq!(
        read(&"9".repeat(29), &Unit::Yuan),
        Err(NumberError::TooLong)
    );
    assert!(read(&"9".repeat(28), &Unit::Yuan).is_ok());
    assert_eq!(
        read(&("9".repeat(26) + "万"), &Unit::Yuan),
        Err(NumberError::TooLong)
    );
}

#[test]
fn a_count_is_whole_and_not_below_zero() {
    let months = |text| read_count(text, &Unit::Months);
    assert_eq!(months("３６个月"), Ok(36));
    assert_eq!(months("3年"), Ok(36));
    assert_eq!(months("36.5"), Err(NumberError::NotWhole));
    assert_eq!(months("-1"), Err(NumberError::TooSmall));
    assert_eq!(months("4294967296"), Err(NumberError::TooLarge));
    assert_eq!(read_count("0.5", &Unit::Yuan), Err(NumberError::NotWhole));
}

#[test]
fn the_limits_belong_to_the_number() {
    let within = |text| read_number_within(text, &Unit::Age, 16.into(), 60.into());
    assert_eq!(within("16岁"), Ok(16.into()));
    assert_eq!(within("60"), Ok(60.into()));
    assert_eq!(within("15"), Err(NumberError::TooSmall));
    assert_eq!(within("６１"), Err(NumberError::TooLarge));
    assert_eq!(within("-1"), Err(NumberError::TooSmall));
}
