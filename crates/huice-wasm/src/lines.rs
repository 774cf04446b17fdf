//! Decisions on their way out, as short as they can be: one line of text for each policy, its parts
//! between tabs. The package's script cuts a line up when somebody looks at the result.
//!
//! A line has the parts of an `Outcome` that have no words: `verdict`, `not_yet`, `expired`,
//! `starts`, both days of `start_between`, `replaced_by`, `exact` (`1` or nothing), `kind`, `value`,
//! `low`, `high` and `unit` of the amount, and the `amount_needs` with commas between them. A part
//! that is missing is empty.

use huice_api::terms::{AmountKind, Verdict};
use huice_core::ir::Unit;
use huice_core::number::format_decimal;
use huice_core::{AmountResult, CompiledLaw, Date, Decimal, Decision, Verdict as CoreVerdict};
use huice_zh::words::unit_word;
use std::fmt::Display;

/// Lines, written one after the other.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// The text.
    pub(crate) fn text(self) -> String {
        self.0
    }

    /// The position of the policy whose line follows, where not all are written.
    pub(crate) fn position(&mut self, position: u16) {
        self.part(&position);
    }

    /// A decision.
    pub(crate) fn decision(&mut self, law: &CompiledLaw, decision: &Decision) {
        self.text_part(Verdict::from(&decision.verdict).word());
        self.verdict(law, &decision.verdict);
        self.text_part(if decision.exact { "1" } else { "" });
        self.amount(&decision.amount);
        for (at, fact) in decision.amount_needs.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            let fact = law.facts.get(usize::from(*fact));
            self.0.push_str(fact.map_or("", |fact| fact.id.as_str()));
        }
        self.0.push('\n');
    }

    /// An item whose text is lost.
    pub(crate) fn lost(&mut self) {
        self.text_part(Verdict::TextMissing.word());
        self.0.push_str("\t\t\t\t\t\t1\t");
        self.amount(&AmountResult::NotStated);
        self.0.push('\n');
    }

    fn verdict(&mut self, law: &CompiledLaw, verdict: &CoreVerdict) {
        let days: [Option<Date>; 5] = match verdict {
            CoreVerdict::NotYet(from) => [Some(*from), None, None, None, None],
            CoreVerdict::Expired(last) => [None, Some(*last), None, None, None],
            CoreVerdict::NotStarted(first) => [None, None, Some(*first), None, None],
            CoreVerdict::StartUnknown(earliest, latest) => {
                [None, None, None, Some(*earliest), Some(*latest)]
            }
            _ => [None; 5],
        };
        for own in days {
            self.maybe(own);
        }
        let by = match verdict {
            CoreVerdict::Replaced(by) => law.instruments.get(usize::from(*by)),
            _ => None,
        };
        self.text_part(by.map_or("", |by| by.id.as_str()));
    }

    fn amount(&mut self, amount: &AmountResult) {
        self.text_part(AmountKind::from(amount).word());
        let (value, low, high, unit) = numbers(amount);
        for number in [value, low, high] {
            if let Some(number) = number {
                self.0.push_str(&format_decimal(number));
            }
            self.0.push('\t');
        }
        self.text_part(unit.map_or("", unit_word));
    }

    fn maybe(&mut self, part: Option<impl Display>) {
        match part {
            Some(part) => self.part(&part),
            None => self.0.push('\t'),
        }
    }

    fn part(&mut self, part: &dyn Display) {
        self.text_part(&part.to_string());
    }

    fn text_part(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\t');
    }
}

/// The value, both ends and the unit of an amount.
type Numbers<'a> = (
    Option<Decimal>,
    Option<Decimal>,
    Option<Decimal>,
    Option<&'a Unit>,
);

fn numbers(amount: &AmountResult) -> Numbers<'_> {
    match amount {
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => (None, None, None, None),
        AmountResult::Exact(n, unit) => (Some(*n), None, None, Some(unit)),
        AmountResult::Range(low, high, unit) => (None, Some(*low), *high, Some(unit)),
        AmountResult::AtMost(n, unit) => (*n, None, None, Some(unit)),
    }
}
