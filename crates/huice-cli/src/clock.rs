//! Today, by the machine's clock.

use crate::failure::Failure;
use huice_core::{Date, china_day};
use std::time::{SystemTime, UNIX_EPOCH};

/// The day that was named, or today in China.
///
/// # Errors
/// Where none was named and the clock is before 1970.
pub(crate) fn as_of(named: Option<Date>) -> Result<Date, Failure> {
    if let Some(day) = named {
        return Ok(day);
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let seconds = now.and_then(|now| i64::try_from(now.as_secs()).ok());
    seconds
        .map(china_day)
        .ok_or_else(|| Failure::Unusable("这台机器的时钟不对，请用 --as-of 写明日期".into()))
}
