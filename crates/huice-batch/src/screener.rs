//! Rows of an input become decisions, one long row for each person and instrument.

use crate::long::{Long, LongRow};
use crate::people::Read;
use crate::summary::{Money, Summary};
use crate::{Header, RowError, Rows};
use arrow::array::RecordBatch;
use huice_core::batch::{BatchDecisions, BatchEvaluator, VerdictCode};
use huice_core::{CompiledLaw, Date, Need};

/// What is wanted of a job.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The instruments that are written and counted, by position; all where there is none.
    pub only: Vec<u16>,
    /// Whether rows are written of what cannot be had, too.
    pub all: bool,
}

impl Options {
    /// Whether an instrument is written and counted.
    #[must_use]
    pub fn wants(&self, position: u16) -> bool {
        self.only.is_empty() || self.only.contains(&position)
    }
}

/// Decides for some rows at a time, on one thread.
pub struct Screener<'l> {
    law: &'l CompiledLaw,
    as_of: Date,
    options: &'l Options,
    evaluator: BatchEvaluator<'l>,
    decisions: BatchDecisions,
    long: Long<'l>,
    money: Money,
}

/// What became of some rows.
pub struct Screened {
    /// The long rows.
    pub long: RecordBatch,
    /// What could not be used.
    pub errors: Vec<RowError>,
    /// Counts and sums.
    pub summary: Summary,
}

impl<'l> Screener<'l> {
    /// For a law, as of a day.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date, options: &'l Options) -> Self {
        Self {
            law,
            as_of,
            options,
            evaluator: BatchEvaluator::new(law, as_of).say_needs(true),
            decisions: BatchDecisions::default(),
            long: Long::new(law),
            money: Money::default(),
        }
    }

    /// Decides for some rows.
    pub fn screen(&mut self, header: &Header, rows: &Rows) -> Screened {
        let read = Read::new((self.law, self.as_of), header, rows);
        self.evaluator.decide(&read.people, &mut self.decisions);
        let mut summary = Summary::new(self.law);
        summary.count_rows(&read.good, rows.broken.len(), &read.errors);
        for (person, name) in read.names.iter().enumerate() {
            if read.good.get(person) == Some(&true) {
                self.person(person, name, &mut summary);
            }
        }
        Screened {
            long: self.long.finish(),
            errors: read.errors,
            summary,
        }
    }

    /// Writes and counts the outcomes of one person.
    fn person(&mut self, person: usize, name: &str, summary: &mut Summary) {
        for (position, columns) in (0u16..).zip(self.decisions.instruments()) {
            if !self.options.wants(position) {
                continue;
            }
            let need = columns.first_needs();
            let own = |(other, _): &(usize, Need)| *other;
            let need = need
                .binary_search_by_key(&person, own)
                .ok()
                .and_then(|at| need.get(at));
            let waits = columns.not_yet();
            let own = |(other, _): &(usize, Date)| *other;
            let waits = waits
                .binary_search_by_key(&person, own)
                .ok()
                .and_then(|at| waits.get(at));
            let sum = |list: &[i64]| list.get(person).copied();
            let row = LongRow {
                position,
                verdict: columns.verdict(person),
                from: waits.map(|(_, day)| *day),
                sum: sum(columns.low()).zip(sum(columns.high())),
                need: need.map(|(_, need)| *need),
            };
            summary.count(&row);
            if self.is_written(&row) {
                self.long.push(name, &row);
            }
            self.money.note(self.law, &row);
        }
        self.money.add_to(self.law, summary);
    }

    fn is_written(&self, row: &LongRow) -> bool {
        match row.verdict {
            VerdictCode::Eligible | VerdictCode::Undetermined | VerdictCode::NotYet => true,
            VerdictCode::Ineligible
            | VerdictCode::Expired
            | VerdictCode::NotStarted
            | VerdictCode::StartUnknown
            | VerdictCode::Replaced => self.options.all,
        }
    }
}
