//! When an instrument is in force, and the days on which time alone can turn a condition.

use super::condition::EvalContext;
use super::visit::{self, Seen};
use crate::answers::Answer;
use crate::date::Date;
use crate::ir::{Condition, Expr, FactId, Instrument, Law, Unit};
use crate::outcome::Verdict;
use crate::vec_map::SortedInts;

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
    end(law, instrument)
        .filter(|last| day > *last)
        .map(Verdict::Expired)
}

/// The last day of the instrument's window, inclusive, where one is stated.
pub(crate) fn end(law: &Law, instrument: &Instrument) -> Option<Date> {
    let document = law.documents.get(usize::from(instrument.cite.document));
    instrument.until.or_else(|| document.and_then(|d| d.until))
}

/// The later days on which a condition can change by time alone, soonest first.
///
/// A comparison with the day of evaluation turns on a day that is some known date of the
/// condition, moved by some number of months that the condition names, or on the day after;
/// so trying all of these misses none.
pub(crate) fn transition_dates(ctx: &EvalContext<'_>, condition: &Condition) -> Vec<Date> {
    let mut found = Clues {
        ctx,
        looks_at_day: false,
        days: SortedInts::default(),
        months: SortedInts::default(),
    };
    found.months.insert(0);
    visit::condition(ctx.law, condition, &mut |seen| match seen {
        Seen::Expr(expr) => found.see(expr),
        Seen::Judge(_) => {}
    });
    if !found.looks_at_day {
        return Vec::new();
    }
    let mut days = SortedInts::default();
    let next_year = ctx.as_of.year_start().add_months(12);
    days.moved(&found.days, &found.months, &|day| day > ctx.as_of);
    if next_year > ctx.as_of {
        days.insert_day(next_year);
    }
    days.days()
}

struct Clues<'s, 'a> {
    ctx: &'s EvalContext<'a>,
    looks_at_day: bool,
    days: SortedInts,
    months: SortedInts,
}

impl Clues<'_, '_> {
    fn see(&mut self, expr: &Expr) {
        match expr {
            Expr::AsOf => self.looks_at_day = true,
            Expr::Date(day) => self.days.insert_day(*day),
            Expr::Number(n, unit) => self.number(*n, unit),
            Expr::Param(position) => {
                if let Some(p) = self.ctx.instrument.params.get(usize::from(*position)) {
                    self.number(p.value, &p.unit);
                }
            }
            Expr::Fact(id) => self.fact(*id),
            Expr::Field(fact, field) => self.fields(*fact, *field),
            _ => {}
        }
    }

    fn number(&mut self, n: rust_decimal::Decimal, unit: &Unit) {
        if *unit == Unit::Months {
            self.months.insert_months(n, false);
        }
    }

    fn fact(&mut self, id: FactId) {
        self.answer(self.ctx.answer(id));
    }

    fn fields(&mut self, fact: FactId, field: u16) {
        let Some(Answer::Records(records)) = self.ctx.answer(fact) else {
            return;
        };
        for record in records {
            self.answer(record.get(&field));
        }
    }

    fn answer(&mut self, answer: Option<&Answer>) {
        match answer {
            Some(Answer::Date(range)) => {
                self.days.insert_day(range.low);
                self.days.insert_day(range.high);
            }
            Some(Answer::Number(n)) => self.months.insert_months(*n, true),
            Some(
                Answer::Unsure
                | Answer::Bool(_)
                | Answer::Choice(_)
                | Answer::Set(_)
                | Answer::NumberRange(_)
                | Answer::Records(_),
            )
            | None => {}
        }
    }
}
