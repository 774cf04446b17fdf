//! Today, and the days that `--as-of` may name.

use crate::failure::Failure;
use huice_core::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day that was named, or today.
///
/// # Errors
/// Where it is no day, or not within 1949-10-01 to 2100-12-31.
pub(crate) fn as_of(text: Option<&str>) -> Result<Date, Failure> {
    let Some(text) = text else {
        return today()
            .ok_or_else(|| Failure::Unusable("这台机器的时钟不对，请用 --as-of 写明日期".into()));
    };
    let day = Date::parse(text).ok_or_else(|| {
        Failure::Unusable(format!(
            "--as-of 的 `{text}` 不是一个日子；请写成 2020-01-01 这样"
        ))
    })?;
    // 1949-10-01 and 2100-12-31 as year, month, day.
    if (1949, 10, 1) <= parts(day) && parts(day) <= (2100, 12, 31) {
        Ok(day)
    } else {
        Err(Failure::Unusable(format!(
            "--as-of 的 `{text}` 太早或太晚；可以算 1949-10-01 到 2100-12-31 之间的日子"
        )))
    }
}

fn parts(day: Date) -> (u16, u8, u8) {
    (day.year(), day.month(), day.day())
}

/// Today in China, which is eight hours ahead of UTC all year round.
fn today() -> Option<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let mut days = (now + 8 * 3600) / 86_400;
    let mut year = 1970u16;
    loop {
        let long =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = if long { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year = year.checked_add(1)?;
    }
    let mut day = Date::new(year, 1, 1)?;
    for _ in 0..days {
        day = day.next();
    }
    Some(day)
}
