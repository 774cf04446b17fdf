//! The last day on which something can still be had.

use crate::date::Date;
use crate::decide::transitions::{transition_dates, window_end, window_verdict};
use crate::decide::{Subject, is_false, move_to};
use crate::machine::Machine;
use crate::outcome::Verdict;

/// The last day on which what can be had, or may be, is not false and in force.
pub(super) fn last_day(
    machine: &mut Machine,
    subject: Subject<'_>,
    verdict: &Verdict,
) -> Option<Date> {
    let start = match verdict {
        Verdict::Eligible | Verdict::Undetermined => machine.as_of(),
        Verdict::NotYet(day) => *day,
        Verdict::Ineligible
        | Verdict::Expired(_)
        | Verdict::NotStarted(_)
        | Verdict::StartUnknown(..)
        | Verdict::Replaced(_) => return None,
    };
    let mark = machine.mark();
    move_to(machine, subject, start);
    let mut days: Vec<Date> = Vec::new();
    if let Some(op) = subject.ops.eligible {
        for day in transition_dates(machine, subject, op) {
            // A year that begins can turn it as well.
            days.extend([day, day.year_start().add_months(12)]);
        }
    }
    machine.undo(mark);
    days.extend(window_end(subject.law, subject.instrument).map(Date::next));
    days.retain(|day| *day > start);
    crate::vec_map::sort(&mut days);
    let mut open = (!shut(machine, subject, start)).then_some(start);
    for day in days {
        let shut_then = shut(machine, subject, day);
        match open {
            Some(open) if shut_then => return Some(last_open(machine, subject, open, day)),
            _ => open = (!shut_then).then_some(day),
        }
    }
    None
}

/// The last day before it shuts, between one on which it is open and one on which it is shut. As
/// a rule the day before; where what is not known stands between two days, a little earlier.
fn last_open(
    machine: &mut Machine,
    subject: Subject<'_>,
    mut open: Date,
    mut shut_day: Date,
) -> Date {
    while open.next() < shut_day {
        let middle = Date::from_ordinal(open.ordinal().midpoint(shut_day.ordinal()));
        let middle = if middle > open { middle } else { open.next() };
        if shut(machine, subject, middle) {
            shut_day = middle;
        } else {
            open = middle;
        }
    }
    open
}

/// Whether nothing is to be had on a day, whatever is not known.
fn shut(machine: &mut Machine, subject: Subject<'_>, day: Date) -> bool {
    if window_verdict(subject.law, subject.instrument, day).is_some() {
        return true;
    }
    let mark = machine.mark();
    move_to(machine, subject, day);
    let is_false = is_false(machine, subject, subject.condition());
    machine.undo(mark);
    is_false
}
