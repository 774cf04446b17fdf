//! Days that are moved by months that are the same for everybody. No column of them is computed
//! where they are compared with a day that is the same for everybody, too: then the days
//! themselves are compared with the one that, moved, comes to it.

use super::plan::{MovedDays, Source, Work};
use crate::date::{Date, MonthShift};
use crate::ir::Compare;

impl MovedDays {
    /// The comparison of moved days with a day that is the same for everybody, as one of the days
    /// themselves; `None` where it is something else.
    pub(super) fn compared(self, how: Compare, with: Self) -> Option<Work> {
        let Source::One((low, high)) = with.from else {
            return None;
        };
        if self.months == 0 {
            return None;
        }
        let shift = MonthShift::new(self.months);
        let turn = match how {
            Compare::Ge | Compare::Lt => first_to_reach,
            Compare::Le | Compare::Gt => last_within,
            Compare::Eq | Compare::Ne => return None,
        };
        let turns = (turn(shift, low)?, turn(shift, high)?);
        Some(Work::CompareDays(how, self.from, Source::One(turns)))
    }
}

/// The first day that, moved, comes to a day or later.
fn first_to_reach(shift: MonthShift, day: Date) -> Option<Date> {
    let (mut low, mut high) = (Date::FIRST.ordinal(), Date::LAST.ordinal());
    let reaches = |ordinal: u32| shift.of(Date::from_ordinal(ordinal)) >= day;
    if !reaches(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(Date::from_ordinal(low))
}

/// The last day that, moved, comes to a day or earlier.
fn last_within(shift: MonthShift, day: Date) -> Option<Date> {
    if day == Date::LAST {
        return Some(Date::LAST);
    }
    match first_to_reach(shift, day.next()) {
        Some(first) => (first > Date::FIRST).then(|| first.previous()),
        None => Some(Date::LAST),
    }
}

/// The same comparison from the other side.
pub(super) fn turned(how: Compare) -> Compare {
    match how {
        Compare::Eq => Compare::Eq,
        Compare::Ne => Compare::Ne,
        Compare::Lt => Compare::Gt,
        Compare::Le => Compare::Ge,
        Compare::Gt => Compare::Lt,
        Compare::Ge => Compare::Le,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days() -> impl Strategy<Value = Date> {
        let all = Date::FIRST.ordinal()..=Date::LAST.ordinal();
        prop_oneof![
            Just(Date::FIRST),
            Just(Date::LAST),
            all.prop_map(Date::from_ordinal),
        ]
    }

    proptest! {
        #[test]
        fn moved_days_compare_as_the_days_themselves(
            day in days(), with in days(), months in -30i64..400, near in -40i64..40,
        ) {
            let moved = day.add_months(months);
            // Also days next to the one that is moved.
            let close = Date::from_ordinal(
                moved.ordinal().saturating_add_signed(i32::try_from(near).unwrap_or(0)),
            );
            let shift = MonthShift::new(months);
            for with in [with, close, moved] {
                if let Some(first) = first_to_reach(shift, with) {
                    prop_assert_eq!(moved >= with, day >= first);
                }
                if let Some(last) = last_within(shift, with) {
                    prop_assert_eq!(moved <= with, day <= last);
                }
            }
        }
    }
}
