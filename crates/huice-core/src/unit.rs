//! What numbers count.

use serde::{Deserialize, Serialize};

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A plain count, with its measure word (人, 户, 个, 次).
    Count(String),
    /// Months.
    Months,
    /// Days.
    Days,
    /// Years of age.
    Age,
    /// 元.
    Yuan,
    /// 元 a month.
    YuanPerMonth,
    /// 元 a year.
    YuanPerYear,
    /// A share: 1 is 100 %.
    Percent,
}

/// The finest step of a number of this unit, as decimal places: see `Unit::allows`.
pub(crate) fn decimals(unit: &Unit) -> u32 {
    match unit {
        Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => 0,
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => 2,
        Unit::Percent => 8,
    }
}
