//! When an instrument is in force, and the days on which time alone can turn a condition.

use super::chain::Chain;
use super::{Subject, from_date_onward};
use crate::date::Date;
use crate::ir::{Instrument, Law};
use crate::machine::{Machine, View};
use crate::outcome::Verdict;
use crate::program::{Op, OpId, Program, ValueType};

/// Why the instrument is not in force on a day, if it is not. Windows include both ends. A
/// clause's own window comes before the document's day of issue (guide K13).
pub(crate) fn window_verdict(law: &Law, instrument: &Instrument, day: Date) -> Option<Verdict> {
    let document = law.documents.get(usize::from(instrument.cite.document));
    if let Some(from) = instrument.from {
        if day < from {
            return Some(Verdict::NotStarted(from));
        }
    } else if let Some(document) = document
        && day < document.issued_latest
    {
        let (earliest, latest) = (document.issued_earliest, document.issued_latest);
        return Some(if earliest == latest {
            Verdict::NotStarted(latest)
        } else {
            Verdict::StartUnknown(earliest, latest)
        });
    }
    window_end(law, instrument)
        .filter(|last| day > *last)
        .map(Verdict::Expired)
}

/// The last day of the instrument's window, inclusive, where one is stated.
pub(crate) fn window_end(law: &Law, instrument: &Instrument) -> Option<Date> {
    let document = law.documents.get(usize::from(instrument.cite.document));
    instrument.until.or_else(|| document.and_then(|d| d.until))
}

/// The days after the day of evaluation on which a condition can change by time alone, soonest
/// first.
///
/// A condition reads the day only in comparisons. Where the day stands on one side alone, the
/// days on which that side reaches or passes an end of the other are found exactly. Where it does
/// not, or where the other side is not known and other comparisons bound it, every day that the
/// condition reads is tried, moved by every number of months that it reads.
pub(crate) fn transition_dates(
    machine: &Machine,
    subject: Subject<'_>,
    condition: OpId,
) -> Vec<Date> {
    let mut found = Transitions::new(subject.program);
    found.below(machine.view(), condition);
    found.in_order(machine, condition)
}

/// The same days, but for those of tests that come to the same on every day from the day of
/// evaluation on. There are none where the condition does.
pub(super) fn days_to_come(
    machine: &mut Machine,
    subject: Subject<'_>,
    condition: OpId,
) -> Vec<Date> {
    let mut found = Transitions::new(subject.program);
    found.on_all_days = true;
    let mark = machine.mark();
    from_date_onward(machine, subject);
    found.below(machine.view(), condition);
    machine.undo(mark);
    found.in_order(machine, condition)
}

struct Transitions<'p> {
    program: &'p Program,
    days: Vec<Date>,
    /// Whether the machine assumes every day from the day of evaluation on: what is settled then
    /// turns on none.
    on_all_days: bool,
    /// Whether every comparison had the day on one side alone and something known on the other.
    all_found: bool,
}

impl<'p> Transitions<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            days: Vec::new(),
            on_all_days: false,
            all_found: true,
        }
    }

    /// The days that were found, those included that have to be tried.
    fn in_order(mut self, machine: &Machine, condition: OpId) -> Vec<Date> {
        if !self.all_found {
            self.by_trying(machine, condition);
        }
        let as_of = machine.as_of();
        self.days.retain(|day| *day > as_of);
        crate::vec_map::sort(&mut self.days);
        self.days.dedup();
        self.days
    }

    fn below(&mut self, view: View<'_>, op: OpId) {
        if !self.program.reads_day(op) || (self.on_all_days && view.is_settled(self.program, op)) {
            return;
        }
        match self.program.op(op) {
            Op::CompareNumbers(..) | Op::CompareDays(..) => self.comparison(view, op),
            Op::Aggregate(at) => {
                if let Some(aggregate) = self.program.aggregate(at) {
                    let count = view.machine().records(aggregate.fact).map_or(0, <[_]>::len);
                    for at in 0..count {
                        let record = view.machine().record(aggregate.fact, at);
                        for part in aggregate.test.into_iter().chain(aggregate.value) {
                            self.below(record, part);
                        }
                    }
                }
            }
            other => {
                let program = self.program;
                program.operands(other, &mut |operand| self.below(view, operand));
            }
        }
    }

    fn comparison(&mut self, view: View<'_>, test: OpId) {
        let chain = Chain::of_today(view, self.program, test);
        if let Some(chain) = &chain {
            self.days.extend(chain.days(view, self.program));
        }
        self.all_found &= chain.is_some_and(|chain| chain.is_settled());
    }

    /// Every day that an operation reads, moved by every number of months that it reads, there
    /// and back, with the day after and the turns of the year.
    fn by_trying(&mut self, machine: &Machine, op: OpId) {
        let mut clues = Clues::default();
        clues.gather(machine.view(), self.program, op);
        clues.shifts.push(0);
        crate::vec_map::sort(&mut clues.shifts);
        clues.shifts.dedup();
        crate::vec_map::sort(&mut clues.days);
        clues.days.dedup();
        for day in clues.days {
            for months in &clues.shifts {
                for moved in [day.add_months(*months), day.add_months(-*months)] {
                    let next_year = moved.year_start().add_months(12);
                    self.days
                        .extend([moved, moved.next(), moved.year_start(), next_year]);
                }
            }
        }
        self.days.push(machine.as_of().year_start().add_months(12));
    }
}

/// The days and the numbers of months that a condition reads.
#[derive(Default)]
struct Clues {
    days: Vec<Date>,
    shifts: Vec<i64>,
}

impl Clues {
    fn gather(&mut self, view: View<'_>, program: &Program, op: OpId) {
        if !program.reads_day(op) {
            match program.value_type(op) {
                // A test that does not read the day turns on none.
                ValueType::Truth => return,
                ValueType::Days => {
                    let days = view.value(program, op).days();
                    self.days.extend([days.low, days.high]);
                }
                ValueType::Number | ValueType::Options => {}
            }
        }
        if let Op::AddMonths(_, months) = program.op(op)
            && let Some(months) = view.number(program, months).point()
        {
            self.shifts.extend(i64::try_from(months));
        }
        if let Op::Aggregate(at) = program.op(op)
            && let Some(aggregate) = program.aggregate(at)
        {
            let count = view.machine().records(aggregate.fact).map_or(0, <[_]>::len);
            for at in 0..count {
                let record = view.machine().record(aggregate.fact, at);
                for part in aggregate.test.into_iter().chain(aggregate.value) {
                    self.gather(record, program, part);
                }
            }
            return;
        }
        program.operands(program.op(op), &mut |operand| {
            self.gather(view, program, operand)
        });
    }
}
