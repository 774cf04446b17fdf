//! Which side of each truth is looked at: whether it may hold, whether it may fail, or both.

use super::plan::{Plan, Source, TruthRef, Way, Work};

/// By column of truths: whether it is asked whether they may hold, and whether they may fail.
type Asked = Vec<(bool, bool)>;

/// Finds out what is asked of each step. Both sides are of those as of today: what stands in their
/// columns is looked at for single people too. From the day of evaluation on (the steps from a
/// position on), only whether conditions may hold.
pub(super) fn ask(plan: &mut Plan, first_later: usize) {
    let mut asked: Asked = vec![(false, false); plan.slots.truths];
    for instrument in &plan.instruments {
        if let Way::Columns(columns) = &instrument.way
            && let Some(onward) = columns.condition.onward
        {
            mark(&mut asked, onward, (true, false));
        }
    }
    for step in plan.steps.iter_mut().skip(first_later).rev() {
        let own = asked.get(step.out).copied().unwrap_or((true, true));
        let mut parts = |parts: &[TruthRef], sides| {
            parts.iter().for_each(|part| mark(&mut asked, *part, sides));
        };
        match &step.work {
            Work::All(list) | Work::Any(list) => parts(list, own),
            Work::SpreadTruth(at) | Work::AnyRecord(_, at) | Work::EveryRecord(_, at) => {
                parts(&[*at], own);
            }
            Work::CompareNumbers(..) | Work::CompareDays(..) | Work::In(..) => {}
            Work::SameTruths(a, b) => parts(&[*a, *b], (true, true)),
            Work::Settled(settled) => {
                parts(&[settled.raw], (true, true));
                for (when, _) in &settled.cases {
                    parts(&[*when], (true, true));
                }
            }
            Work::Choose(at, ..) | Work::Sum(_, at, _) => {
                parts(&[*at], (true, true));
                continue;
            }
            // No truths.
            _ => continue,
        }
        step.asked = own;
    }
}

fn mark(asked: &mut Asked, at: TruthRef, (hold, fail): (bool, bool)) {
    let Source::Slot(slot) = at.source else {
        return;
    };
    let (hold, fail) = if at.negated {
        (fail, hold)
    } else {
        (hold, fail)
    };
    if let Some(place) = asked.get_mut(slot) {
        *place = (place.0 || hold, place.1 || fail);
    }
}
